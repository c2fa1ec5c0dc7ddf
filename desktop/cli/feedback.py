"""`carrel feedback export`: what was rated, corrected and compared, as lines to train a model with.

What names people is replaced before a line is written, as in the window.
"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

from desktop import assembly
from desktop.cli import output
from desktop.cli.arguments import Arguments, FeedbackArguments, read_passphrase
from desktop.domain import Language
from desktop.errors import TransferError, UsageError
from desktop.feedback_examples import Example, redacted, without_passages
from desktop.feedback_export import FeedbackExport
from desktop.model_hash import ModelHashes
from desktop.paths import Home
from desktop.redaction import DEFAULT_KINDS, KINDS, Kind, Rules

_READING: dict[Language, str] = {
    "en": "reading the model files: {size:.1f} GB",
    "zh": "正在读取模型文件：{size:.1f} GB",
}
_WRITTEN: dict[Language, str] = {"en": "{path}\n  lines: {n}", "zh": "{path}\n  行数：{n}"}
_REPLACED: dict[Language, str] = {"en": "  replaced: {found}", "zh": "  已替换：{found}"}
_NOTHING: dict[Language, str] = {"en": "nothing", "zh": "无"}
_KINDS: dict[Kind, tuple[str, str]] = {
    "email": ("e-mail addresses", "电子邮件地址"),
    "phone": ("telephone numbers", "电话号码"),
    "id": ("Chinese identity numbers", "身份证号码"),
    "iban": ("bank accounts (IBAN)", "银行账号 (IBAN)"),
    "card": ("payment cards", "银行卡号"),
    "ip": ("IP addresses", "IP 地址"),
    "path": ("paths in home folders", "个人文件夹中的路径"),
    "file": ("names of files", "文件名"),
    "word": ("your words", "自定义词语"),
}


def feedback(arguments: Arguments, home: Home, language: Language) -> int:
    """Write all feedback in a format; raises UsageError where that would replace a file."""
    wanted, out = arguments.feedback, arguments.out
    assert wanted is not None
    assert out is not None
    path = out.absolute()
    _check(path, is_forced=wanted.is_forced)
    if assembly.store_kind(home) == "new":
        raise TransferError("feedback_empty", detail=wanted.format.upper())
    assembly.make_home(home)
    passphrase = read_passphrase(arguments)
    with closing(assembly.open_store(home, arguments.store, passphrase)) as store:
        export = FeedbackExport(store, ModelHashes(home.hashes))
        n, found = _export(export, wanted, path, language)
    counts: dict[Kind, int] = {each: found[each] for each in _looked_for(wanted)}
    if arguments.as_json:
        result = {"format": wanted.format, "file": str(path), "lines": n, "redacted": counts}
        output.write_json(result)
    else:
        output.write(_in_words(path, n, counts, language))
    return 0


def _check(path: Path, *, is_forced: bool) -> None:
    """Say before the work, not after it, that the file could not be written."""
    if path.is_dir() or not path.parent.is_dir():
        raise TransferError("export_not_writable", str(path))
    if path.exists() and not is_forced:
        raise UsageError("export_exists", str(path))


def _export(
    export: FeedbackExport, wanted: FeedbackArguments, path: Path, language: Language
) -> tuple[int, Counter[Kind]]:
    """Write the file; tells how many lines that are and what was replaced in them."""
    lines: list[Example] = []
    found: Counter[Kind] = Counter()
    rules = _rules(wanted)
    for some in export.examples(wanted.format):
        for each in some:
            line, counts = redacted(without_passages(each) if wanted.is_bare else each, rules)
            lines.append(line)
            found.update(counts)
    if not lines:
        raise TransferError("feedback_empty", detail=wanted.format.upper())
    n_bytes = 0
    for n in export.read_models(lines):
        n_bytes += n
        output.note(_READING[language].format(size=n_bytes / 1e9), is_passing=True)
    if n_bytes:
        output.note("", is_passing=True)
    for _ in export.write(lines, path):
        pass
    return len(lines), found


def _rules(wanted: FeedbackArguments) -> Rules:
    more: frozenset[Kind] = frozenset({"file"}) if wanted.hides_files else frozenset()
    return Rules((DEFAULT_KINDS | more) - set(wanted.kept), wanted.words)


def _looked_for(wanted: FeedbackArguments) -> list[Kind]:
    rules = _rules(wanted)
    own: list[Kind] = ["word"] if rules.words else []
    return [each for each in KINDS if each in rules.kinds] + own


def _in_words(path: Path, n: int, counts: dict[Kind, int], language: Language) -> str:
    comma, is_chinese = ("、", True) if language == "zh" else (", ", False)
    found = comma.join(f"{_KINDS[kind][is_chinese]} {n}" for kind, n in counts.items() if n)
    written = _WRITTEN[language].format(path=path, n=n)
    return f"{written}\n{_REPLACED[language].format(found=found or _NOTHING[language])}"
