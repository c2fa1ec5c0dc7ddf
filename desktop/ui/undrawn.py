"""The turns of a conversation that are not on the screen, above and below those that are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.domain import Turn


@dataclass(slots=True)
class Undrawn:
    """Older and newer turns than those that are drawn, each oldest first."""

    older: list[Turn] = field(default_factory=list)
    newer: list[Turn] = field(default_factory=list)

    def change(self, turn: Turn) -> None:
        """Keep a turn as it is now."""
        for turns in (self.older, self.newer):
            turns[:] = [_later(each, turn) if each.id == turn.id else each for each in turns]

    def grow(self, turn_id: int, *, text: str = "", reasoning: str = "") -> None:
        """Keep a piece more of an answer; only the newest can be on its way."""
        if self.newer and self.newer[-1].id == turn_id:
            last = self.newer[-1]
            self.newer[-1] = replace(
                last, text=last.text + text, reasoning=last.reasoning + reasoning
            )


def _later(known: Turn, turn: Turn) -> Turn:
    """A turn as it is now; what was heard of an answer is ahead of what was saved of it."""
    if turn.state != "streaming":
        return turn
    text = max(known.text, turn.text, key=len)
    return replace(turn, text=text, reasoning=max(known.reasoning, turn.reasoning, key=len))
