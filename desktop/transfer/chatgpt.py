"""Conversations of a ChatGPT export: what people and the model said, every branch of it.

The export keeps a tree of messages ("mapping"), of which many were never seen: system texts, calls
of tools and what these gave back. They are left out; what the model said before and after one of
them becomes one answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.domain import Role, Turn
from desktop.transfer.decoding import WrongValueError, text
from desktop.tree import Tree

_LATEST = 253_402_300_799.0
_UNTITLED = "ChatGPT"
_LONGEST_TITLE = 200
_PICTURE = "*[image]*"


@dataclass(slots=True)
class _Answer:
    """What the model said in a row, before it is known whether it goes on; kept at most once."""

    parent_id: int | None
    texts: tuple[str, ...]
    created_at: float
    model: str
    turn_id: int | None = None


Place = int | None | _Answer
"""Where a message hangs: below a turn, at the beginning, or behind words of the model."""


class _Builder:
    """Makes turns, parents first."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []

    def place_after(self, message: Mapping[str, Any], at: Place, when: float) -> Place:
        """Take in a message; returns where what follows it hangs."""
        said, role = _said(message), _role(message)
        if not said or role is None:
            return at
        when = _time(message.get("create_time"), when)
        if role == "user":
            return self._add(self.settled(at), "user", said, when, "")
        model = _model(message)
        if isinstance(at, _Answer):
            return _Answer(at.parent_id, (*at.texts, said), at.created_at, model or at.model)
        return _Answer(at, (said,), when, model)

    def settled(self, at: Place) -> int | None:
        """The turn something hangs below, made now where it is not made yet."""
        if not isinstance(at, _Answer):
            return at
        if at.turn_id is None:
            said = "\n\n".join(at.texts)
            at.turn_id = self._add(at.parent_id, "assistant", said, at.created_at, at.model)
        return at.turn_id

    def _add(self, parent_id: int | None, role: Role, said: str, when: float, model: str) -> int:
        turn = Turn(
            len(self.turns) + 1, 0, parent_id, role, said, when, route="conversation", model=model
        )
        self.turns.append(turn)
        return turn.id


def tree_of(value: object) -> Tree | None:
    """Read one conversation, None where nobody said anything in it; raises WrongValueError."""
    if not isinstance(value, dict) or not isinstance(value.get("mapping"), dict):
        raise WrongValueError("mapping")
    mapping: dict[str, Any] = value["mapping"]
    created_at = _time(value.get("create_time"), 0.0)
    builder = _Builder()
    places: dict[str, Place] = {}
    for key, parent in _in_order(mapping):
        at = places.get(parent) if parent is not None else None
        message = mapping[key].get("message")
        if isinstance(message, dict):
            at = builder.place_after(message, at, created_at)
        places[key] = at
        if not _children(mapping, key):
            builder.settled(at)
    if not builder.turns:
        return None
    shown = builder.settled(places.get(str(value.get("current_node"))))
    title = " ".join(text(value.get("title") or _UNTITLED, "title").split())[:_LONGEST_TITLE]
    tree = Tree(
        title=title,
        created_at=created_at or builder.turns[0].created_at,
        updated_at=_time(value.get("update_time"), created_at),
        turns=tuple(builder.turns),
        shown=shown or builder.turns[-1].id,
    )
    return replace(tree, shown=_leaf(tree))


def _in_order(mapping: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Every message after its parent, the first versions first."""
    if not all(isinstance(each, dict) for each in mapping.values()):
        raise WrongValueError("mapping")
    roots = [key for key, each in mapping.items() if each.get("parent") not in mapping]
    waiting: list[tuple[str, str | None]] = [(key, None) for key in reversed(roots)]
    seen: set[str] = set()
    while waiting:
        key, parent = waiting.pop()
        if key in seen:
            continue
        seen.add(key)
        yield key, parent
        waiting += [(child, key) for child in reversed(_children(mapping, key))]


def _children(mapping: Mapping[str, Any], key: str) -> list[str]:
    children = mapping[key].get("children")
    if not isinstance(children, list):
        raise WrongValueError("mapping.children")
    return [each for each in children if isinstance(each, str) and each in mapping]


def _leaf(tree: Tree) -> int:
    """The newest turn below the one that is shown: there a conversation goes on."""
    below = {tree.shown}
    for turn in tree.turns:
        if turn.parent_id in below:
            below.add(turn.id)
    return max(each for each in below if each is not None)


def _role(message: Mapping[str, Any]) -> Role | None:
    author = message.get("author")
    role = author.get("role") if isinstance(author, dict) else None
    metadata = message.get("metadata")
    if isinstance(metadata, dict) and metadata.get("is_visually_hidden_from_conversation"):
        return None
    if role == "user":
        return "user"
    return "assistant" if role == "assistant" else None


def _model(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata")
    name = metadata.get("model_slug") if isinstance(metadata, dict) else None
    return text(name, "model_slug") if isinstance(name, str) else ""


def _said(message: Mapping[str, Any]) -> str:
    """What a message says in words; code that was run stands in a block."""
    content = message.get("content")
    if not isinstance(content, dict):
        return ""
    kind, recipient = content.get("content_type"), message.get("recipient") or "all"
    # What was said to a tool is no answer, but code that was run is worth reading.
    if recipient not in ("all", "python"):
        return ""
    if kind in ("text", "multimodal_text"):
        parts = content.get("parts")
        said = [_part(each) for each in parts] if isinstance(parts, list) else []
        return "\n\n".join(each for each in said if each).strip()
    if kind == "code" and isinstance(content.get("text"), str):
        language = content.get("language")
        name = language if isinstance(language, str) and language != "unknown" else ""
        code = text(content["text"], "content").strip()
        return f"```{name}\n{code}\n```" if code else ""
    return ""


def _part(part: object) -> str:
    if isinstance(part, str):
        return text(part, "content")
    if not isinstance(part, dict):
        return ""
    if isinstance(part.get("text"), str):
        return text(part["text"], "content")
    return _PICTURE if "image" in str(part.get("content_type")) else ""


def _time(value: object, otherwise: float) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= _LATEST:
        return float(value)
    return otherwise
