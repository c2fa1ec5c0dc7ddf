"""A summary in the speakers' own words, for models too small to write one.

The starter model, asked to sum a conversation up, invents figures; a sentence that was really said
cannot be wrong. Chosen are statements rather than questions, and those with names and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain import Language
from desktop.index.lexicon import names, words
from desktop.index.sentence import sentences
from desktop.inference import PromptTurn

_ROOM_CHARS: dict[Language, int] = {"en": 900, "zh": 300}
_LONGEST_CHARS: dict[Language, int] = {"en": 240, "zh": 90}
_SPEAKERS = {"user": ("User", "用户"), "assistant": ("Assistant", "助手")}
_QUESTION_ENDS = ("?", "？", "吗", "呢")


@dataclass(frozen=True, slots=True)
class _Line:
    place: int
    text: str
    worth: float


def digest(turns: Sequence[PromptTurn], so_far: str, language: Language) -> str:
    """Choose the sentences that say most, in the order they were said; `so_far` competes too."""
    kept = [_Line(n, line, _worth(line, "user")) for n, line in enumerate(so_far.splitlines())]
    said = [
        (f"{_SPEAKERS[turn.role][language == 'zh']}: {each.text}", turn.role)
        for turn in turns
        if turn.role in _SPEAKERS
        for each in sentences(turn.text)
        if len(each.text) <= _LONGEST_CHARS[language] and not each.text.endswith(_QUESTION_ENDS)
    ]
    kept += [_Line(len(kept) + n, text, _worth(text, role)) for n, (text, role) in enumerate(said)]
    chosen: list[_Line] = []
    room = _ROOM_CHARS[language]
    for line in sorted(kept, key=lambda each: (-each.worth, each.place)):
        if line.worth > 0 and len(line.text) + 1 <= room:
            chosen.append(line)
            room -= len(line.text) + 1
    return "\n".join(line.text for line in sorted(chosen, key=lambda each: each.place))


def _worth(line: str, role: str) -> float:
    """What people tell of themselves weighs most; thanks and agreement weigh nothing."""
    content = line.partition(": ")[2] or line
    n_words, n_names = len(words(content)), len(names(content))
    if n_words < 3 and not n_names:
        return 0.0
    return n_names + min(n_words, 12) / 12 + (1.0 if role == "user" else 0.0)
