"""What is kept so that a long conversation fits a short window: summaries, prompts, words.

Old turns are searched inside the encrypted store and nowhere else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import Any

from desktop.inference import DroppedTurn, PromptPart, Sampling, SentPassage, SentPrompt, Summary
from desktop.tree import summary_of, with_summary

Transaction = Callable[[], AbstractContextManager[None]]

_SHORTEST_TRIGRAM = 3


class RecollectionTable:
    """Reads and writes what prompts were and what old turns say."""

    def __init__(self, connection: Any, transaction: Transaction) -> None:
        self._connection = connection
        self._transaction = transaction

    def mentioning(
        self,
        conversation_id: int,
        words: Iterable[str],
        limit: int,
        branch: Collection[int] | None = None,
    ) -> tuple[int, ...]:
        """Ids of turns that hold any of these words, those that hold most first.

        They are those of `branch`, or of the branch that is shown.

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
        here = self._branch(conversation_id) if branch is None else branch
        ranked = sorted(found, key=lambda each: (-found[each], each))
        return tuple(each for each in ranked if each in here)[:limit]

    def summary(self, conversation_id: int, branch: Collection[int] | None = None) -> Summary:
        """What the older turns of a branch say, by default of the one that is shown."""
        here = self._branch(conversation_id) if branch is None else branch
        return summary_of(self.summaries(conversation_id), here)

    def summaries(self, conversation_id: int) -> tuple[Summary, ...]:
        """The summaries of all branches of a conversation."""
        row = self._connection.execute(
            "SELECT summary FROM conversations WHERE id = ?", [conversation_id]
        ).fetchone()
        return summaries_in(row[0]) if row else ()

    def save_summary(
        self, conversation_id: int, summary: Summary, branch: Collection[int] | None = None
    ) -> None:
        """Keep a summary of a branch, replacing the one before."""
        here = self._branch(conversation_id) if branch is None else branch
        kept = with_summary(self.summaries(conversation_id), summary, here)
        with self._transaction():
            self._connection.execute(
                "UPDATE conversations SET summary = ? WHERE id = ?",
                [summaries_as_text(kept), conversation_id],
            )

    def save_prompt(self, turn_id: int, sent: SentPrompt) -> None:
        """Keep what a model was given for an answer."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO prompts (turn_id, value) VALUES (?, ?)",
                [turn_id, packed(sent)],
            )

    def sent_prompt(self, turn_id: int) -> SentPrompt | None:
        """What a model was given for an answer, None where none was asked."""
        row = self._connection.execute(
            "SELECT value FROM prompts WHERE turn_id = ?", [turn_id]
        ).fetchone()
        return unpacked(row[0]) if row else None

    def _branch(self, conversation_id: int) -> frozenset[int]:
        return frozenset(row[0] for row in self._connection.execute(_SHOWN, [conversation_id]))

    def _count(self, found: dict[int, int], query: str, conversation_id: int, word: str) -> None:
        for (turn_id,) in self._connection.execute(query, [conversation_id, word]):
            found[turn_id] = found.get(turn_id, 0) + 1


_MATCHES = (
    "SELECT id FROM turns WHERE conversation_id = ?1"
    # The index knows no conversations, but looks no further than from one turn to another.
    " AND id IN (SELECT rowid FROM turn_text WHERE turn_text MATCH ?2"
    "  AND rowid >= (SELECT min(id) FROM turns WHERE conversation_id = ?1)"
    "  AND rowid <= (SELECT max(id) FROM turns WHERE conversation_id = ?1))"
)
_SHOWN = (
    "WITH RECURSIVE above (id) AS ("
    " SELECT last_turn_id FROM conversations WHERE id = ?"
    " UNION ALL SELECT parent_id FROM turns JOIN above ON turns.id = above.id"
    ") SELECT id FROM above WHERE id IS NOT NULL"
)
_HOLDS = "SELECT id FROM turns WHERE conversation_id = ? AND instr(text, ?) > 0"


def summaries_as_text(summaries: Iterable[Summary]) -> str:
    """Summaries as the row of their conversation keeps them."""
    return json.dumps([asdict(each) for each in summaries], ensure_ascii=False)


def summaries_in(text: str) -> tuple[Summary, ...]:
    """The summaries a row keeps; earlier versions knew of one only."""
    value = json.loads(text) if text else []
    return tuple(Summary(**each) for each in (value if isinstance(value, list) else [value]))


def packed(sent: SentPrompt) -> bytes:
    """A prompt as its row keeps it."""
    return zlib.compress(json.dumps(asdict(sent), ensure_ascii=False).encode())


def unpacked(value: bytes) -> SentPrompt:
    """The prompt a row keeps."""
    return sent_prompt_of(json.loads(zlib.decompress(value)))


def sent_prompt_of(value: dict[str, Any]) -> SentPrompt:
    """A prompt from what `asdict` made of it."""
    sampling = dict(value["sampling"])
    sampling["logit_bias"] = tuple((token, bias) for token, bias in sampling["logit_bias"])
    nested = {
        "parts": tuple(PromptPart(**each) for each in value["parts"]),
        "dropped": tuple(DroppedTurn(**each) for each in value["dropped"]),
        "passages": tuple(SentPassage(**each) for each in value["passages"]),
        "sampling": Sampling(**sampling),
    }
    return SentPrompt(**{**value, **nested})
