"""What asking tells its owner: whole turns when something about them changed, text as it grows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain import Problem, Turn
from desktop.inference import Fit, ModelInfo, SentPrompt


@dataclass(frozen=True, slots=True)
class TurnAdded:
    """A turn was saved and belongs at the end of its conversation."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class TurnChanged:
    """A turn has a new content: quotes, citations, state or problem."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class TextGrew:
    """A piece of answer was generated."""

    turn_id: int
    conversation_id: int
    piece: str


@dataclass(frozen=True, slots=True)
class ReasoningGrew:
    """A piece of what the model thinks before it answers was generated."""

    turn_id: int
    conversation_id: int
    piece: str


@dataclass(frozen=True, slots=True)
class PromptRead:
    """The model has read this share of a long prompt, 0 to 1."""

    turn_id: int
    share: float


@dataclass(frozen=True, slots=True)
class NothingNear:
    """There is no passage to show for a refused question, or none could be looked for."""

    conversation_id: int
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class BranchChanged:
    """Another branch of the conversation is shown now; read its turns again."""

    conversation_id: int


@dataclass(frozen=True, slots=True)
class ModelReady:
    """A model was loaded for an answer."""

    info: ModelInfo
    fit: Fit


@dataclass(frozen=True, slots=True)
class PromptSent:
    """What was really sent for an answer."""

    turn_id: int
    sent: SentPrompt


Update = (
    TurnAdded
    | TurnChanged
    | TextGrew
    | ReasoningGrew
    | PromptRead
    | NothingNear
    | BranchChanged
    | ModelReady
    | PromptSent
)
Notify = Callable[[Update], None]
