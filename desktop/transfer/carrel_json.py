"""Conversations as JSON, with everything that belongs to them: Carrel's own format, version 1.

    {
      "format": "carrel-conversations",
      "version": 1,
      "exported_at": 1796000000.0,        seconds since the epoch, like every time here
      "conversations": [
        {
          "title": "...", "created_at": 0.0, "updated_at": 0.0, "is_pinned": false,
          "shown": 4,                     the turn the branch on show ends with, or null
          "preset": {"name": "", "values": [["variable", "value"]]},
          "summaries": [{"text": "...", "until": 2, "is_edited": false}],
          "preferences": [{"chosen_id": 4, "rejected_id": 2, "reason": "", "created_at": 0.0}],
          "turns": [
            {
              "id": 2, "parent_id": 1, "role": "assistant", "text": "...", "created_at": 0.0,
              "state": "complete", "is_pinned": false,
              "feedback": {"rating": "up", "reason": "", "correction": "", "created_at": 0.0},
              "route": "retrieve", "verdict": "grounded",
              "quotes": [{"n", "text", "path", "page", "start", "end", "place", "columns"}],
              "citations": [{"n", "path", "page", "start", "end", "text", "document_id", "place"}],
              "supports": [{"start", "end", "citations"}],
              "model": "...", "speed": {...}, "problem": null, "finish": "stop", "reasoning": "",
              "sent": {...}               the prompt: "What was sent"; absent where none was
            }
          ]
        }
      ]
    }

Ids count from 1 in each conversation and hold only in it; a turn stands after its parent. Fields
have the names and meanings of the dataclasses in `domain` and `inference`; what stands at its
default may be left out, what is not known is passed over. A summary tells of everything up to and
with the turn `until`; 0 is every branch. What is in the trash is not exported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from desktop.domain import Turn
from desktop.inference import ChosenPreset, SentPrompt, Summary
from desktop.transfer.decoding import WrongValueError, decode, text
from desktop.tree import Preference, Tree

FORMAT = "carrel-conversations"
VERSION = 1
_LATEST = 253_402_300_799.0
"""The last second of the year 9999: later times cannot be shown."""
_SEPARATE = ("id", "conversation_id", "parent_id", "feedback")


def conversations(trees: Iterable[Tree], exported_at: float) -> Iterator[str]:
    """Write conversations whole, a turn a piece."""
    yield (
        f'{{"format": "{FORMAT}", "version": {VERSION}, "exported_at": {exported_at},\n'
        '"conversations": ['
    )
    for place, tree in enumerate(trees):
        yield (",\n" if place else "\n") + _head(tree)
        yield from _turns(tree)
        yield "\n]}"
    yield "\n]}\n"


def tree_of(value: object) -> Tree:
    """Read one conversation; raises WrongValueError."""
    if not isinstance(value, dict) or not isinstance(value.get("turns"), list):
        raise WrongValueError("turns")
    turns: dict[int, Turn] = {}
    rated_at: list[tuple[int, float]] = []
    prompts: list[tuple[int, SentPrompt]] = []
    for each in value["turns"]:
        turn, when, sent = _turn(each)
        if turn.id in turns or (turn.parent_id is not None and turn.parent_id not in turns):
            raise WrongValueError("turns.parent_id")
        turns[turn.id] = turn
        rated_at += [(turn.id, when)] if when is not None else []
        prompts += [(turn.id, sent)] if sent is not None else []
    shown = value.get("shown")
    tree = Tree(
        title=" ".join(text(value.get("title"), "title").split()) or "…",
        created_at=_time(value, "created_at"),
        updated_at=_time(value, "updated_at"),
        turns=tuple(turns.values()),
        shown=shown if isinstance(shown, int) else None,
        is_pinned=value.get("is_pinned") is True,
        preset=decode(ChosenPreset, value.get("preset", {}), "preset"),
        summaries=decode(tuple[Summary, ...], value.get("summaries", []), "summaries"),
        rated_at=tuple(rated_at),
        preferences=decode(tuple[Preference, ...], value.get("preferences", []), "preferences"),
        prompts=tuple(prompts),
    )
    _check(tree, turns)
    return tree


def _check(tree: Tree, turns: Mapping[int, Turn]) -> None:
    """What points to turns must point to some that are there."""
    if tree.shown not in (turns or (None,)):
        raise WrongValueError("shown")
    if any(each.until not in {0, *turns} for each in tree.summaries):
        raise WrongValueError("summaries.until")
    pairs = {(each.chosen_id, each.rejected_id) for each in tree.preferences}
    if len(pairs) < len(tree.preferences) or any(not set(each) <= set(turns) for each in pairs):
        raise WrongValueError("preferences")


def _head(tree: Tree) -> str:
    ids = _numbers(tree)
    value = {
        "title": tree.title,
        "created_at": tree.created_at,
        "updated_at": tree.updated_at,
        "is_pinned": tree.is_pinned,
        "shown": None if tree.shown is None else ids[tree.shown],
        "preset": asdict(tree.preset),
        "summaries": [
            {**asdict(each), "until": ids[each.until]}
            for each in tree.summaries
            if each.until in ids
        ],
        "preferences": [
            {
                **asdict(each),
                "chosen_id": ids[each.chosen_id],
                "rejected_id": ids[each.rejected_id],
            }
            for each in tree.preferences
        ],
    }
    return _json(value)[:-1] + ', "turns": ['


def _turns(tree: Tree) -> Iterator[str]:
    ids = _numbers(tree)
    rated_at, prompts = dict(tree.rated_at), dict(tree.prompts)
    for place, turn in enumerate(tree.turns):
        value: dict[str, Any] = {
            "id": ids[turn.id],
            "parent_id": None if turn.parent_id is None else ids[turn.parent_id],
        }
        said = asdict(turn)
        value |= {name: said[name] for name in said if name not in _SEPARATE}
        if turn.feedback is not None:
            when = rated_at.get(turn.id, turn.created_at)
            value["feedback"] = {**asdict(turn.feedback), "created_at": when}
        if (sent := prompts.get(turn.id)) is not None:
            dropped = tuple(
                replace(each, turn_id=ids.get(each.turn_id, 0)) for each in sent.dropped
            )
            value["sent"] = asdict(replace(sent, dropped=dropped))
        yield ("," if place else "") + "\n" + _json(value)


def _numbers(tree: Tree) -> dict[int, int]:
    """The ids of turns in the file; 0, which is none, stays."""
    return {0: 0, **{each.id: n for n, each in enumerate(tree.turns, start=1)}}


def _turn(value: object) -> tuple[Turn, float | None, SentPrompt | None]:
    if not isinstance(value, dict):
        raise WrongValueError("turns")
    given, sent = value.get("feedback"), value.get("sent")
    turn = decode(Turn, {**value, "conversation_id": 0}, "turns")
    if turn.id < 1 or not 0 <= turn.created_at <= _LATEST:
        raise WrongValueError("turns.id")
    return (
        turn,
        None if given is None else _time(given, "created_at"),
        None if sent is None else decode(SentPrompt, sent, "sent"),
    )


def _time(value: Mapping[str, object], name: str) -> float:
    when = decode(float, value.get(name), name)
    if not 0 <= when <= _LATEST:
        raise WrongValueError(name)
    return when


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
