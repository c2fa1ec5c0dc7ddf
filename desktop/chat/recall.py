"""Finding again, in a long conversation, what a question is about.

Turns that left the context window are looked up by their words in the store, ranked as passages
are, and quoted in front of the question: by exchange, so that an answer comes with its question.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from desktop.chat.answer import Recalled
from desktop.chat.store import Recollection
from desktop.domain import Language, Turn
from desktop.index.lexicon import Vocabulary, words
from desktop.index.sentence import sentences
from desktop.inference import PromptTurn
from desktop.language import language_of

_LEAST_TURNS = 4
"""A shorter conversation fits whole."""
_CANDIDATES = 60
_EXCHANGES = 5
_BEGINNING = 2
_EXCERPT_CHARS: dict[Language, int] = {"en": 260, "zh": 90}
_SURE = 0.6
"""The share of a question's weight that a turn must hold to answer it in place of documents."""


def recall(
    recollection: Recollection, conversation_id: int, before: Sequence[Turn], question: str
) -> Recalled:
    """Find the exchanges of a conversation that have most to do with a question."""
    wanted = frozenset(words(question))
    if len(before) < _LEAST_TURNS:
        return Recalled()
    here = {each.id for each in before}
    mentioned = set(recollection.mentioning(conversation_id, wanted, _CANDIDATES, here))
    every = _exchanges(before)
    exchanges = [each for each in every if any(turn.id in mentioned for turn in each)]
    vocabulary = Vocabulary(turn.text for each in exchanges for turn in each)
    ranked = sorted(
        exchanges,
        key=lambda each: -vocabulary.coverage(wanted, _words_of(each)),
    )[:_EXCHANGES]
    # What a conversation began with is the best guess where words do not lead further.
    begun = [each for each in every[:_BEGINNING] if each not in ranked]
    turns = [
        PromptTurn(turn.role, _excerpt(turn.text, wanted, vocabulary), turn.id)
        for each in (*ranked, *begun)
        for turn in _best_first(each, wanted, vocabulary)
    ]
    is_sure = any(
        vocabulary.coverage(wanted, frozenset(words(sentence))) >= _SURE
        for each in ranked
        for turn in each
        for sentence in _statements(turn.text)
    )
    return Recalled(tuple(turns), is_sure)


def _exchanges(turns: Sequence[Turn]) -> list[tuple[Turn, ...]]:
    """Group turns into what a user said and what was answered."""
    found: list[tuple[Turn, ...]] = []
    for turn in turns:
        if not turn.text:
            continue
        if turn.role == "user" or not found:
            found.append((turn,))
        else:
            found[-1] = (*found[-1], turn)
    return found


def _best_first(
    exchange: tuple[Turn, ...], wanted: frozenset[str], vocabulary: Vocabulary
) -> list[Turn]:
    """The turn that holds what is wanted comes first: there may be room for one only."""
    return sorted(exchange, key=lambda each: -vocabulary.coverage(wanted, _words(each.text)))


def _words_of(turns: Sequence[Turn]) -> frozenset[str]:
    return frozenset().union(*(_words(turn.text) for turn in turns))


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    """The words of a turn: every question of a long conversation looks through the same turns."""
    return frozenset(words(text))


def _statements(text: str) -> list[str]:
    return [each for each in _split(text) if not each.rstrip().endswith(("?", "？", "吗", "呢"))]


def _split(text: str) -> list[str]:
    return [each.text for each in sentences(text)] or [text]


def _excerpt(text: str, wanted: frozenset[str], vocabulary: Vocabulary) -> str:
    """The sentence that holds most of what is wanted, and what follows while there is room."""
    room = _EXCERPT_CHARS[language_of(text)]
    if len(text) <= room:
        return text
    parts = _split(text)
    scores = [vocabulary.coverage(wanted, frozenset(words(each))) for each in parts]
    at = max(range(len(parts)), key=lambda n: scores[n])
    excerpt = parts[at]
    for each in parts[at + 1 :]:
        if len(excerpt) + len(each) > room:
            break
        excerpt += f" {each}"
    return excerpt[:room]
