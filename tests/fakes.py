"""Stand-ins for the workers: they take commands and say nothing until a test does."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TypeVar

from desktop.domain import REFUSED, Citation, Document, Passage, Quote, Verdict
from desktop.inference import Fit, ModelInfo
from desktop.messages import Command, Retrieved

Wanted = TypeVar("Wanted", bound=Command)

MODEL = ModelInfo("/m.gguf", "small", "llama", "Q4_1", 1, 135_000_000, 30, 8192)
FIT = Fit(4096, "CPU", 0, 2, 512, "f16", 1, 4096)
PASSAGE = Passage(7, 3, "/a/lease.pdf", 2, 10, 40, "The monthly rent is 9,400 euros.")
QUOTE = Quote(1, "The monthly rent is 9,400 euros.", "/a/lease.pdf", 2, 10, 42)
CITATION = Citation(1, "/a/lease.pdf", 2, 10, 40, PASSAGE.text, 3)


class Patience:
    """Somebody who waits for an indexing job to end."""

    def is_cancelled(self) -> bool:
        """Let it run."""
        return False

    def wait(self) -> None:
        """Go on at once."""

    def changed(self, document: Document) -> None:
        """Take no notice."""

    def progressed(self, done: int, total: int, path: str) -> None:
        """Take no notice."""


class FakeSender:
    """A worker that remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[Command] = []

    def send(self, command: Command) -> None:
        """Take a command."""
        self.sent.append(command)

    def last(self, kind: type[Wanted]) -> Wanted:
        """The newest command of a kind."""
        return next(each for each in reversed(self.sent) if isinstance(each, kind))


def retrieved(job: int, verdict: Verdict = "grounded") -> Retrieved:
    """What the index answers to a question."""
    if verdict in ("empty", *REFUSED):
        return Retrieved(job, (), (), (), verdict, 0.01, 2, 1.0)
    return Retrieved(job, (PASSAGE,), (PASSAGE,), (QUOTE,), verdict, 0.9, 2, 1.0)


def document(number: int, **changes: object) -> Document:
    """A document that is ready."""
    values = {"collection": "default", "path": f"/a/{number}.txt", "size_bytes": 10, **changes}
    return Document(number, state=values.pop("state", "ready"), **values)  # type: ignore[arg-type]


def refuse(store: Path, when: str) -> None:
    """Let the plain store at this place refuse a change: "BEFORE DELETE ON feedback"."""
    other = sqlite3.connect(store)
    other.execute(f"CREATE TRIGGER refuse {when} BEGIN SELECT RAISE(ABORT, 'refused'); END")
    other.close()
