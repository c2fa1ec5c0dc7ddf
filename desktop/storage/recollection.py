"""What is kept so that a long conversation fits a short window: summaries, prompts, words.

Old turns are searched inside the encrypted store and nowhere else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from desktop.inference import DroppedTurn, PromptPart, Sampling, SentPassage, SentPrompt, Summary

Transaction = Callable[[], AbstractContextManager[None]]

_SHORTEST_TRIGRAM = 3


class RecollectionTable:
    """Reads and writes what prompts were and what old turns say."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def mentioning(self, conversation_id: int, words: Iterable[str], limit: int) -> tuple[int, ...]:
        """Ids of a conversation's turns that hold any of these words, those that hold most first.

        Words of three characters and more are looked up in the full-text index; shorter ones,
        most of Chinese, are compared turn by turn.
        """
        wanted = sorted(set(words))
        long = [each for each in wanted if len(each) >= _SHORTEST_TRIGRAM]
        short = [each for each in wanted if len(each) < _SHORTEST_TRIGRAM]
        found: dict[int, int] = {}
        for word in long:
            self._count(found, _MATCHES, conversation_id, '"' + word.replace('"', '""') + '"')
        for word in short:
            self._count(found, _HOLDS, conversation_id, word)
        return tuple(sorted(found, key=lambda each: (-found[each], each))[:limit])

    def summary(self, conversation_id: int) -> Summary:
        """What a conversation's older turns say."""
        row = self._connection.execute(
            "SELECT summary FROM conversations WHERE id = ?", [conversation_id]
        ).fetchone()
        return Summary(**json.loads(row[0])) if row and row[0] else Summary()

    def save_summary(self, conversation_id: int, summary: Summary) -> None:
        """Keep a summary, replacing the one before."""
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET summary = ? WHERE id = ?",
                [json.dumps(asdict(summary), ensure_ascii=False), conversation_id],
            )

    def save_prompt(self, turn_id: int, sent: SentPrompt) -> None:
        """Keep what a model was given for an answer."""
        value = zlib.compress(json.dumps(asdict(sent), ensure_ascii=False).encode())
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO prompts (turn_id, value) VALUES (?, ?)", [turn_id, value]
            )

    def sent_prompt(self, turn_id: int) -> SentPrompt | None:
        """What a model was given for an answer, None where none was asked."""
        row = self._connection.execute(
            "SELECT value FROM prompts WHERE turn_id = ?", [turn_id]
        ).fetchone()
        return _sent(json.loads(zlib.decompress(row[0]))) if row else None

    def _count(self, found: dict[int, int], query: str, conversation_id: int, word: str) -> None:
        for (turn_id,) in self._connection.execute(query, [conversation_id, word]):
            found[turn_id] = found.get(turn_id, 0) + 1


_MATCHES = (
    "SELECT id FROM turns WHERE conversation_id = ?"
    " AND id IN (SELECT rowid FROM turn_text WHERE turn_text MATCH ?)"
)
_HOLDS = "SELECT id FROM turns WHERE conversation_id = ? AND instr(text, ?) > 0"


def _sent(value: dict[str, Any]) -> SentPrompt:
    sampling = dict(value["sampling"])
    sampling["logit_bias"] = tuple((token, bias) for token, bias in sampling["logit_bias"])
    nested = {
        "parts": tuple(PromptPart(**each) for each in value["parts"]),
        "dropped": tuple(DroppedTurn(**each) for each in value["dropped"]),
        "passages": tuple(SentPassage(**each) for each in value["passages"]),
        "sampling": Sampling(**sampling),
    }
    return SentPrompt(**{**value, **nested})
