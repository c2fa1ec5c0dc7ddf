"""What may stand on the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from desktop.errors import UsageError
from desktop.feedback_examples import FORMATS, Format
from desktop.redaction import DEFAULT_KINDS, KINDS, Kind

Command = Literal[
    "window",
    "index",
    "remove",
    "search",
    "ask",
    "eval",
    "models",
    "doctor",
    "selftest",
    "conversations",
    "feedback",
]


@dataclass(frozen=True, slots=True)
class FeedbackArguments:
    """How feedback is handed out: by default nothing that names people is."""

    format: Format
    words: tuple[str, ...]
    kept: frozenset[Kind]
    hides_files: bool
    is_bare: bool
    is_forced: bool


@dataclass(frozen=True, slots=True)
class Arguments:
    """One command line, checked."""

    command: Command
    home: Path | None
    as_json: bool
    store: Literal["keyring", "passphrase", "plain"] | None
    passphrase_fd: int | None
    paths: tuple[Path, ...]
    collection: str
    text: str
    queries: Path | None
    k: int
    model: str
    save: bool
    preset: str
    values: tuple[tuple[str, str], ...]
    schema: Path | None
    measure: str | None
    cases: Path | None
    out: Path | None
    feedback: FeedbackArguments | None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError("bad_argument", detail=f"{message} (see `{self.prog} --help`)")


def parse(argv: Sequence[str]) -> Arguments:
    """Read a command line; raises UsageError, and leaves through SystemExit for --help.

    Files and folders without a command are for the window; one that is called like a command is
    told by its folder: `./index`.
    """
    parser, commands = _parser()
    names = _first_words(argv)
    if names and names[0] not in commands:
        return _for_window(argv)
    read = parser.parse_args(argv)
    given = vars(read)
    if given.get("command") in ("search", "ask"):
        if (given.get("text") is None) == (given.get("queries") is None):
            raise UsageError(
                "bad_argument", detail="give either one question or --queries FILE.jsonl"
            )
        if given.get("k", 10) < 1:
            raise UsageError("bad_argument", detail="--k must be at least 1")
    if given.get("values") and not given.get("preset"):
        raise UsageError("bad_argument", detail="--set needs --preset NAME")
    command: Command = "selftest" if given.get("selftest") else given.get("command") or "window"
    return _arguments(command, read)


def _arguments(command: Command, read: argparse.Namespace) -> Arguments:
    given = vars(read)
    return Arguments(
        command=command,
        home=given.get("home"),
        as_json=given.get("as_json", False),
        store=given.get("store"),
        passphrase_fd=given.get("passphrase_fd"),
        paths=tuple(given.get("paths") or ()),
        collection=given.get("collection") or "",
        text=given.get("text") or "",
        queries=given.get("queries"),
        k=given.get("k", 10),
        model=given.get("model") or "",
        save=given.get("save", False),
        preset=given.get("preset") or "",
        values=tuple(given.get("values") or ()),
        schema=given.get("schema"),
        measure=given.get("measure"),
        cases=given.get("cases"),
        out=given.get("out"),
        feedback=_feedback(read) if command == "feedback" else None,
    )


def _feedback(read: argparse.Namespace) -> FeedbackArguments:
    return FeedbackArguments(
        format=read.format,
        words=tuple(read.words),
        kept=frozenset(read.kept),
        hides_files=read.hides_files,
        is_bare=read.no_passages,
        is_forced=read.force,
    )


def _first_words(argv: Sequence[str]) -> list[str]:
    """What stands there besides the options that every command takes."""
    _, rest = _everywhere().parse_known_args(argv)
    if rest[:1] == ["--"]:
        return rest[1:] and ["--"]
    return [] if rest[:1] and rest[0].startswith("-") else rest


def _for_window(argv: Sequence[str]) -> Arguments:
    parser = _Parser(prog="carrel", parents=[_everywhere()])
    parser.add_argument("paths", type=_file, nargs="+", metavar="FILE")
    return _arguments("window", parser.parse_args(argv))


def _file(text: str) -> Path:
    path = Path(text)
    # A bare word may be a command with a slip; of a path that is gone the window says so.
    if not text or (text == path.name and not path.exists()):
        raise argparse.ArgumentTypeError(f"there is no command and no file {text!r}")
    return path


def read_passphrase(arguments: Arguments) -> str | None:
    """The passphrase a caller passes through a descriptor, None where it passes none."""
    if arguments.passphrase_fd is None:
        return None
    try:
        with os.fdopen(arguments.passphrase_fd, encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except OSError as error:
        raise UsageError("bad_argument", detail="--passphrase-fd is not open") from error


def _parser() -> tuple[_Parser, frozenset[str]]:
    """What reads a command line, and the commands it knows."""
    everywhere = _everywhere()
    parser = _Parser(
        prog="carrel",
        description="Answers from your own documents, with citations, on this computer."
        " Without a command it opens the window, with the files and folders that are named.",
        parents=[everywhere],
        usage="%(prog)s [OPTIONS] [FILE ...] | [OPTIONS] COMMAND ...",
    )
    parser.add_argument("--selftest", action="store_true", help="try every part once and report")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    _add_index(commands.add_parser("index", parents=[everywhere], help="add files and folders"))
    _add_index(
        commands.add_parser("remove", parents=[everywhere], help="forget files; they stay on disk")
    )
    search = commands.add_parser("search", parents=[everywhere], help="find passages")
    _add_question(search)
    search.add_argument("--k", type=int, default=10, help="how many passages (10)")
    ask = commands.add_parser("ask", parents=[everywhere], help="answer a question")
    _add_question(ask)
    ask.add_argument("--model", metavar="FILE", help="a GGUF file to answer with")
    ask.add_argument("--save", action="store_true", help="keep the conversation")
    _add_style(ask)
    _add_eval(commands, everywhere)
    models = commands.add_parser("models", parents=[everywhere], help="list the models at hand")
    models.add_argument(
        "--measure",
        nargs="?",
        const="",
        metavar="FILE",
        help="find the fastest threads and batch for a model (30 s)",
    )
    _add_conversations(commands, everywhere)
    _add_feedback(commands, everywhere)
    commands.add_parser("doctor", parents=[everywhere], help="check this installation")
    return parser, frozenset(commands.choices)


def _everywhere() -> _Parser:
    # SUPPRESS: an option given before the command is not overwritten by its default after it.
    parser = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    parser.add_argument("--home", type=Path, metavar="DIR", help="where everything is kept")
    parser.add_argument("--json", dest="as_json", action="store_true", help="results as JSON")
    parser.add_argument(
        "--store",
        choices=["keyring", "passphrase", "plain"],
        help="how conversations are locked",
    )
    parser.add_argument(
        "--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor"
    )
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--collection", metavar="NAME", help="the collection (default)")


def _add_question(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", metavar="QUESTION")
    parser.add_argument("--collection", metavar="NAME", help="one collection (all)")
    parser.add_argument(
        "--queries", type=Path, metavar="FILE.jsonl", help='one {"id", "text"} a line'
    )


def _add_eval(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    parser = commands.add_parser(
        "eval",
        parents=[everywhere],
        help="measure search and quotes on questions whose answers you know",
        description="Asks the questions of a file and says how often search, quotes and refusals"
        ' are right. One JSON object a line: "question" (or "text"), and what you know of the'
        ' answer: "path", with "page" if you like, "passage" or "answer"; "answer": null where'
        ' nothing in the documents answers. "id" and "collection" may be given.',
    )
    parser.add_argument("cases", type=Path, metavar="FILE.jsonl", help="the questions")
    parser.add_argument("--collection", metavar="NAME", help="one collection (all)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a line for every question")


def _add_conversations(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    parser = commands.add_parser(
        "conversations",
        parents=[everywhere],
        help="export all conversations, or import some",
        description="Exports all conversations to a file, as Markdown, a web page or JSON by its"
        " ending (.md, .html, .json), or imports those of such JSON or of a ChatGPT export.",
    )
    parser.add_argument("text", choices=["export", "import"], metavar="export|import")
    parser.add_argument("paths", type=Path, nargs=1, metavar="FILE")


def _add_feedback(commands: argparse._SubParsersAction[_Parser], everywhere: _Parser) -> None:
    parser = commands.add_parser(
        "feedback",
        parents=[everywhere],
        help="export ratings and comparisons to train a model with",
        description="Writes what was rated, corrected and compared as JSON lines. What names people"
        " is replaced before it is written: "
        f"{', '.join(each for each in KINDS if each in DEFAULT_KINDS)}.",
    )
    parser.add_argument("text", choices=["export"], metavar="export")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        required=True,
        help="good answers (sft), thumbs (kto) or pairs of answers (dpo)",
    )
    parser.add_argument("--out", type=Path, metavar="FILE", required=True, help="the file to write")
    parser.add_argument(
        "--word",
        dest="words",
        action="append",
        default=[],
        type=_word,
        metavar="TEXT",
        help="also replace this, in whatever case; may be repeated",
    )
    parser.add_argument(
        "--keep",
        dest="kept",
        action="append",
        default=[],
        choices=[each for each in KINDS if each in DEFAULT_KINDS],
        metavar="KIND",
        help="do not replace this kind; may be repeated",
    )
    parser.add_argument(
        "--hide-files", dest="hides_files", action="store_true", help="also replace names of files"
    )
    parser.add_argument("--no-passages", action="store_true", help="leave out what documents say")
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")


def _word(text: str) -> str:
    # A variable that is empty by mistake must not look as if its name were hidden.
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text.strip()


def _add_style(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help="how to answer: answer, summarise, translate, extract,"
        " steps, chat, or one of your own",
    )
    parser.add_argument(
        "--set",
        dest="values",
        action="append",
        type=_pair,
        metavar="NAME=VALUE",
        help="the value of one of the preset's variables; may be repeated",
    )
    parser.add_argument(
        "--schema", type=Path, metavar="FILE", help="a JSON schema that the answer follows"
    )


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name.strip() or not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name.strip(), value.strip()
