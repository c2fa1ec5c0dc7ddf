"""The questions of one command: the one on the command line, or a file of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.cli.arguments import Arguments
from desktop.errors import UsageError


@dataclass(frozen=True, slots=True)
class Query:
    """A question and the id its answer carries, as it was given."""

    id: str | int
    text: str


def read_queries(arguments: Arguments) -> Iterator[Query]:
    """Yield the questions in order; raises UsageError naming the line that is wrong."""
    if arguments.queries is None:
        yield Query("", arguments.text)
        return
    try:
        lines = arguments.queries.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "bad_argument", detail=f"the queries in {arguments.queries} cannot be read"
        ) from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _query(line, number)


def _query(line: str, number: int) -> Query:
    try:
        value = json.loads(line)
        identity = value["id"]
        return Query(identity if isinstance(identity, int) else str(identity), str(value["text"]))
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            "bad_argument", detail=f'line {number} of the queries is not {{"id", "text"}}'
        ) from error
