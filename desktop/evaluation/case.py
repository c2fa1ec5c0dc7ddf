"""Questions with known answers, read from a file of one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import Filter
from desktop.errors import UsageError
from desktop.filter import parse_question

_TEXTS = ("question", "text", "passage", "collection")
_EVERYTHING = Filter()
_KNOWN = {*_TEXTS, "id", "path", "page", "answer"}


@dataclass(frozen=True, slots=True)
class Case:
    """A question and where its answer stands: in documents, a passage, or only in its words.

    `question` is without its filters; `answers` are ways to say the answer, any of which will do.
    `is_off_topic` says that nothing in the documents answers it.
    """

    line: int
    id: str | int
    question: str
    paths: tuple[str, ...] = ()
    page: int | None = None
    passage: str = ""
    answers: tuple[str, ...] = ()
    collection: str = ""
    is_off_topic: bool = False
    filter: Filter = _EVERYTHING


def read_cases(path: Path) -> tuple[Case, ...]:
    """Read all cases; raises UsageError naming the first line that is wrong and why."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise _wrong(f"{path} is not UTF-8 text") from error
    except OSError as error:
        raise _wrong(f"{path} cannot be read") from error
    cases = [_case(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    if not cases:
        raise _wrong(f"{path} holds no question; write one JSON object a line")
    _refuse_repeated(cases)
    return tuple(cases)


def _refuse_repeated(cases: Sequence[Case]) -> None:
    first: dict[str, int] = {}
    for case in cases:
        if (earlier := first.setdefault(str(case.id), case.line)) != case.line:
            raise _wrong(f'line {case.line} has the "id" of line {earlier}; give it another')


def _case(line: str, number: int) -> Case:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(f"line {number} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise _wrong(f'line {number} is not an object like {{"question", "path", "answer"}}')
    if complaint := _complaint(value):
        raise _wrong(f"line {number} {complaint}")
    try:
        asked = parse_question(str(value.get("question") or value["text"]).strip())
    except UsageError as error:
        term = error.problem.detail
        words = f'has the filter "{term}"; a date is 2024, 2024-05 or 2024-05-31'
        raise _wrong(f"line {number} {words}") from error
    if not asked.text:
        raise _wrong(f"line {number} holds filters only; add a question")
    return Case(
        line=number,
        id=value.get("id", number),
        question=asked.text,
        paths=_texts(value.get("path")),
        page=value.get("page"),
        passage=value.get("passage") or "",
        answers=_texts(value.get("answer")),
        collection=value.get("collection") or "",
        is_off_topic="answer" in value and value["answer"] is None,
        filter=asked.filter,
    )


def _complaint(value: dict[str, object]) -> str:
    """What is wrong with an object, "" where nothing is."""
    if unknown := sorted(value.keys() - _KNOWN):
        return f'has "{unknown[0]}"; known are {", ".join(sorted(_KNOWN))}'
    for name in _TEXTS:
        given = value.get(name)
        if given is not None and (not isinstance(given, str) or not given.strip()):
            return f'has a "{name}" that is no text'
    return _complaint_of_kinds(value) or _complaint_of_meaning(value)


def _complaint_of_kinds(value: dict[str, object]) -> str:
    identity, page = value.get("id", 0), value.get("page")
    if isinstance(identity, bool) or not isinstance(identity, (str, int)):
        return 'has an "id" that is neither a text nor a whole number'
    if page is not None and (isinstance(page, bool) or not isinstance(page, int) or page < 1):
        return 'has a "page" that is not 1 or more'
    if not _are_texts(value.get("path")):
        return 'has a "path" that is neither a text nor a list of texts'
    if not _are_texts(value.get("answer")):
        return 'has an "answer" that is neither a text nor a list of texts'
    return ""


def _are_texts(value: object) -> bool:
    """Tell whether a value is a text, a list of some, or not there."""
    texts = value if isinstance(value, list) else [value]
    return value is None or (bool(texts) and all(isinstance(e, str) and e.strip() for e in texts))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),) if value else ()


def _complaint_of_meaning(value: dict[str, object]) -> str:
    if (value.get("question") is None) == (value.get("text") is None):
        return 'needs the question as "question" or as "text"'
    is_off_topic = "answer" in value and value["answer"] is None
    is_placed = bool(value.get("path") or value.get("passage"))
    if is_off_topic and is_placed:
        return 'says with "answer": null that nothing answers it, yet names where'
    if not is_off_topic and not is_placed and not value.get("answer"):
        return 'needs a "path", a "passage" or an "answer" ("answer": null where nothing answers)'
    if value.get("page") is not None and not value.get("path"):
        return 'has a "page" but no "path"'
    return ""


def _wrong(detail: str) -> UsageError:
    return UsageError("bad_argument", detail=detail)
