"""What was rated, corrected and compared, as examples to train a model with.

Three formats, by the names the field gives them: SFT (prompt, completion), KTO (prompt, completion,
label) and DPO (prompt, chosen, rejected).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Literal

from desktop.domain import Language, Role, Turn
from desktop.feedback import reason_of
from desktop.filter import without_filter
from desktop.inference import SentPrompt
from desktop.language import language_of
from desktop.redaction import Kind, Rules, find, redact
from desktop.tree import Tree
from desktop.wording import file_name

Format = Literal["sft", "kto", "dpo"]
FORMATS: tuple[Format, ...] = ("sft", "kto", "dpo")
Source = Literal["answer", "correction", "comparison"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who wrote an answer: a model, its file and size, asked with a preset; empty for a person."""

    model: str = ""
    path: str = ""
    n_bytes: int = 0
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What of a file was before the model."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """One line of an export. `answers` are its columns of answers: completion, or chosen, rejected.

    `origin` is that of the answer that was rated, `better` in a DPO line that of the chosen one.
    `files` are the names of all files of the conversation: earlier turns may name them too.
    """

    turn_id: int
    source: Source
    prompt: tuple[tuple[Role, str], ...]
    answers: tuple[tuple[str, str], ...]
    label: bool | None
    tags: tuple[str, ...]
    comment: str
    origin: Origin
    better: Origin | None
    passages: tuple[Passage, ...]
    created_at: str
    language: Language
    files: tuple[str, ...] = ()


def examples(tree: Tree, format_: Format) -> Iterator[Example]:
    """The examples a conversation gives in a format, in the order in which it was held."""
    files = _files(tree)
    for each in chain(_of_ratings(tree, format_), _of_preferences(tree, format_)):
        yield replace(each, files=files)


def redacted(example: Example, rules: Rules) -> tuple[Example, dict[Kind, int]]:
    """An example without what these rules find, and how much of each kind that was.

    What is found in one of its texts is replaced in all of them.
    """
    rules = replace(rules, files=(*rules.files, *example.files))
    counts: dict[Kind, int] = {}
    known: set[tuple[Kind, str]] = set()
    for text in _texts(example):
        for each in find(text, rules):
            counts[each.kind] = counts.get(each.kind, 0) + 1
            known.add((each.kind, text[each.start : each.end]))
    if not known:
        return example, counts
    rules = replace(rules, known=tuple(sorted(known, key=lambda each: -len(each[1]))))
    changed = replace(
        example,
        prompt=tuple((role, redact(text, rules)) for role, text in example.prompt),
        answers=tuple((name, redact(text, rules)) for name, text in example.answers),
        comment=redact(example.comment, rules),
        passages=tuple(
            Passage(redact(each.file, rules), redact(each.text, rules)) for each in example.passages
        ),
        origin=_redacted_origin(example.origin, rules),
        better=_redacted_origin(example.better, rules) if example.better else None,
    )
    return changed, counts


def without_passages(example: Example) -> Example:
    """An example that shows no document; the names of its files are still looked for."""
    return replace(example, passages=())


def _files(tree: Tree) -> tuple[str, ...]:
    cited = (each.path for turn in tree.turns for each in turn.citations)
    sent = (each.path for _, prompt in tree.prompts for each in prompt.passages)
    return tuple(sorted({file_name(each) for each in chain(cited, sent)}))


def _of_ratings(tree: Tree, format_: Format) -> Iterator[Example]:
    rated_at = dict(tree.rated_at)
    for turn in tree.turns:
        if turn.feedback is not None and turn.role == "assistant":
            yield from _of_rating(tree, turn, format_, rated_at.get(turn.id, turn.created_at))


def _of_rating(tree: Tree, turn: Turn, format_: Format, when: float) -> Iterator[Example]:
    assert turn.feedback is not None
    correction, is_good = turn.feedback.correction, turn.feedback.rating == "up"
    base = _base(tree, turn, when)
    if base is None:
        return
    if format_ == "sft" and correction:
        yield replace(base, source="correction", answers=(("completion", correction),))
    elif format_ == "sft" and is_good and turn.text:
        yield replace(base, answers=(("completion", turn.text),))
    elif format_ == "kto" and turn.text:
        yield replace(base, answers=(("completion", turn.text),), label=is_good)
    elif format_ == "dpo" and correction and turn.text and correction != turn.text:
        pair = (("chosen", correction), ("rejected", turn.text))
        yield replace(base, source="correction", answers=pair, better=Origin())


def _of_preferences(tree: Tree, format_: Format) -> Iterator[Example]:
    if format_ != "dpo":
        return
    by_id = {each.id: each for each in tree.turns}
    prompts = dict(tree.prompts)
    for each in tree.preferences:
        chosen, rejected = by_id.get(each.chosen_id), by_id.get(each.rejected_id)
        if each.is_tie or not chosen or not rejected or not chosen.text or not rejected.text:
            continue
        base = _base(tree, rejected, each.created_at)
        if base is None or chosen.text == rejected.text:
            continue
        reason = reason_of(each.reason)
        yield replace(
            base,
            source="comparison",
            answers=(("chosen", chosen.text), ("rejected", rejected.text)),
            tags=reason.tags,
            comment=reason.words,
            better=_origin(chosen, prompts.get(chosen.id)),
        )


def _base(tree: Tree, turn: Turn, when: float) -> Example | None:
    """What all examples of an answer have in common; None where it answers nothing."""
    before = tree.branch(turn.parent_id)
    prompt = tuple((each.role, said) for each in before if (said := _said(each)))
    if not prompt or prompt[-1][0] != "user":
        return None
    reason = reason_of(turn.feedback.reason if turn.feedback else "")
    sent = dict(tree.prompts).get(turn.id)
    return Example(
        turn_id=turn.id,
        source="answer",
        prompt=prompt,
        answers=(),
        label=None,
        tags=reason.tags,
        comment=reason.words,
        origin=_origin(turn, sent),
        better=None,
        passages=_passages(turn, sent),
        created_at=datetime.fromtimestamp(when, UTC).isoformat(timespec="seconds"),
        language=language_of(prompt[-1][1]),
    )


def _said(turn: Turn) -> str:
    """What a turn says; where no model wrote, the quotes are the answer."""
    if turn.role == "user":
        return without_filter(turn.text) or turn.text
    return turn.text or "\n".join(each.text for each in turn.quotes)


def _origin(turn: Turn, sent: SentPrompt | None) -> Origin:
    if sent is None:
        return Origin(turn.model)
    return Origin(turn.model, sent.model_path, sent.model_bytes, sent.preset)


def _passages(turn: Turn, sent: SentPrompt | None) -> tuple[Passage, ...]:
    found = sent.passages if sent is not None else turn.citations
    return tuple(Passage(file_name(each.path), each.text) for each in found)


def _texts(example: Example) -> Iterator[str]:
    yield from (text for _, text in example.prompt)
    yield from (text for _, text in example.answers)
    yield example.comment
    for each in example.passages:
        yield each.file
        yield each.text
    for origin in (example.origin, example.better):
        if origin is not None:
            yield origin.model
            yield origin.preset


def _redacted_origin(origin: Origin, rules: Rules) -> Origin:
    return replace(origin, model=redact(origin.model, rules), preset=redact(origin.preset, rules))
