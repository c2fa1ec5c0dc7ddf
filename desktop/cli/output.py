"""Results on stdout, as JSON or as text for people; progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from desktop.domain import (
    REFUSED,
    Citation,
    IndexSummary,
    Language,
    Outcome,
    Passage,
    Quote,
    Turn,
)
from desktop.filter import filter_words, without_filter
from desktop.language import language_of
from desktop.wording import refusal, sentence, tidy


def write(text: str) -> None:
    """Print a result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def write_json(value: object) -> None:
    """Print a result as one line of JSON."""
    write(json.dumps(value, ensure_ascii=False))


def note(text: str, *, is_passing: bool = False) -> None:
    """Print progress; a passing line is overwritten by the next on a terminal."""
    if not is_passing:
        sys.stderr.write(text + "\n")
    elif sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text[:120]}")
    sys.stderr.flush()


def hit(passage: Passage) -> dict[str, object]:
    """A search hit as the contract writes it."""
    return {
        "path": passage.path,
        "page": passage.page,
        "place": passage.place,
        "start": passage.start,
        "end": passage.end,
        "score": round(passage.score, 4),
        "text": passage.text,
        "also_in": list(passage.also_in),
    }


def quotation(quote: Quote) -> dict[str, object]:
    """A quote as the contract writes it."""
    return {
        "text": quote.text,
        "path": quote.path,
        "page": quote.page,
        "place": quote.place,
        "start": quote.start,
        "end": quote.end,
        "columns": quote.columns,
    }


def quote_text(quote: Quote) -> str:
    """A quote as it reads; a row of a table below its header."""
    text = tidy(quote.text)
    return f"{tidy(quote.columns)}\n{text}" if quote.columns else text


def citation(each: Citation) -> dict[str, object]:
    """A citation as the contract writes it."""
    return {
        "n": each.n,
        "path": each.path,
        "page": each.page,
        "place": each.place,
        "start": each.start,
        "end": each.end,
        "text": each.text,
    }


def outcomes(entries: Iterable[Outcome], language: Language) -> list[dict[str, str]]:
    """Files that were left out, each with its reason in words."""
    return [{"path": each.path, "reason": sentence(each.problem, language)} for each in entries]


def summary_json(summary: IndexSummary, language: Language) -> dict[str, object]:
    """What indexing did, as the contract writes it."""
    return {
        "files": summary.files,
        "chunks": summary.chunks,
        "unchanged": summary.unchanged,
        "skipped": outcomes(summary.skipped, language),
        "failed": outcomes(summary.failed, language),
        "seconds": round(summary.seconds, 2),
    }


def answer_text(turn: Turn, n_documents: int, language: Language, question: str) -> str:
    """The answer in words: the prose, else the quotes, else why there is none."""
    if turn.text:
        return turn.text
    if turn.verdict in REFUSED:
        asked, chosen = language_of(without_filter(question)), filter_words(question)
        return refusal(turn.verdict, language, n_documents, asked, chosen)
    if turn.quotes:
        return "\n".join(quote_text(each) for each in turn.quotes)
    return sentence(turn.problem, language) if turn.problem else ""


def is_grounded(turn: Turn) -> bool:
    """Tell whether the gate passed and a quote is shown."""
    return turn.verdict == "grounded" and bool(turn.quotes)
