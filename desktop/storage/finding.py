"""Finding what was said: by words, in the encrypted store and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from desktop.domain import FoundConversation
from desktop.storage.conversations import conversation_of

_SHORTEST_TRIGRAM = 3
_MOST_TURNS = 2_000
"""Of what holds a word that is everywhere, the newest turns are enough."""
_SIGNS = re.compile(r"\*\*|`+|^#+ +", re.MULTILINE)
_BEFORE, _LONGEST = 24, 120
_COLUMNS = ", ".join(
    f"conversations.{each}"
    for each in ("id", "title", "created_at", "updated_at", "is_pinned", "deleted_at")
)


class ConversationSearch:
    """Looks through titles and turns of every branch, the trash left out."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def search(self, text: str) -> tuple[FoundConversation, ...]:
        """Conversations with a turn, or a title, that holds all words of a text.

        The conversation changed last stands first. Words of three characters and more are looked
        up in the full-text index; shorter ones, most of Chinese, are compared turn by turn.
        """
        words = list(dict.fromkeys(text.split()))
        if not words:
            return ()
        found: dict[int, FoundConversation] = {}
        n_turns: dict[int, int] = {}
        for turn_id, said, quoted, *row in self._turns(words):
            n_turns[row[0]] = n_turns.get(row[0], 0) + 1
            if row[0] not in found:
                source = said if _holds(said, words[0]) else f"{said} {quoted}"
                around, marks = _around(source, words)
                conversation = conversation_of(row)
                found[row[0]] = FoundConversation(conversation, turn_id, around, marks)
        for row in self._titles(words):
            found.setdefault(row[0], FoundConversation(conversation_of(row)))
        return tuple(
            FoundConversation(
                each.conversation, each.turn_id, each.excerpt, each.marks, n_turns.get(id_, 0)
            )
            for id_, each in sorted(
                found.items(), key=lambda pair: -pair[1].conversation.updated_at
            )
        )

    def _turns(self, words: Sequence[str]) -> list[Any]:
        long = [each for each in words if len(each) >= _SHORTEST_TRIGRAM]
        short = [each for each in words if len(each) < _SHORTEST_TRIGRAM]
        conditions, values = ["deleted_at IS NULL"], []
        if long:
            conditions.append("turns.id IN (SELECT rowid FROM turn_text WHERE turn_text MATCH ?)")
            phrases = ['"' + each.replace('"', '""') + '"' for each in long]
            values.append(" AND ".join(phrases))
        for each in short:
            conditions.append("(turns.text LIKE ? ESCAPE '!' OR turns.quoted LIKE ? ESCAPE '!')")
            values += [_pattern(each)] * 2
        return list(
            self._connection.execute(
                f"SELECT turns.id, turns.text, turns.quoted, {_COLUMNS} FROM turns"
                " JOIN conversations ON conversations.id = turns.conversation_id"
                f" WHERE {' AND '.join(conditions)} ORDER BY turns.id DESC LIMIT {_MOST_TURNS}",
                values,
            )
        )

    def _titles(self, words: Sequence[str]) -> list[Any]:
        conditions = " AND ".join(["title LIKE ? ESCAPE '!'"] * len(words))
        return list(
            self._connection.execute(
                f"SELECT {_COLUMNS} FROM conversations WHERE deleted_at IS NULL AND {conditions}",
                [_pattern(each) for each in words],
            )
        )


def marks_of(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where words stand in a text, whatever the case; overlaps become one."""
    spans = sorted(
        match.span()
        for word in words
        for match in re.finditer(re.escape(word), text, re.IGNORECASE)
    )
    marks: list[tuple[int, int]] = []
    for start, end in spans:
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return tuple(marks)


def _holds(text: str, word: str) -> bool:
    return re.search(re.escape(word), text, re.IGNORECASE) is not None


def _around(source: str, words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around the first of those that were looked for, on one line."""
    line = " ".join(_unmarked(source, words).split())
    first = min((start for start, _ in marks_of(line, words)), default=0)
    start = max(first - _BEFORE, 0)
    if start:
        # Not in the middle of a word, where there are spaces.
        space = line.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    around = ("…" if start else "") + line[start : start + _LONGEST]
    if start + _LONGEST < len(line):
        around += "…"
    return around, marks_of(around, words)


def _unmarked(text: str, words: Sequence[str]) -> str:
    """A text without the signs that only Markdown reads, unless they are looked for."""
    if any(sign in word for word in words for sign in "*`#"):
        return text
    return _SIGNS.sub("", text)


def _pattern(word: str) -> str:
    escaped = word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
