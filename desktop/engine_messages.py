"""What crosses the border to the engine and back: commands, and the events that answer them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desktop.domain import Finish, Language, Passage, Problem
from desktop.inference import (
    DroppedTurn,
    Fit,
    ModelInfo,
    PromptForm,
    PromptPart,
    PromptTurn,
    Sampling,
    Summary,
)
from desktop.messages import Command, Event


@dataclass(frozen=True, slots=True)
class KvFolder:
    """Where states of the KV cache are kept between runs: AES-GCM under `key` (32 bytes)."""

    path: str
    key: bytes = field(repr=False)
    quota_bytes: int


@dataclass(frozen=True, slots=True)
class LoadModel(Command):
    """Load a GGUF file, replacing the one in memory. Answered by `ModelLoaded`.

    `gpu_layers` -1 means as many as fit, `threads` 0 as many as there are cores, `batch` 0 the
    engine's own choice. Without `kv` nothing of a prompt is ever written to disk.
    """

    path: str
    context_tokens: int
    gpu_layers: int = -1
    threads: int = 0
    batch: int = 0
    kv: KvFolder | None = None


@dataclass(frozen=True, slots=True)
class InspectModel(Command):
    """Read a GGUF file's header and see whether it fits. Answered by `ModelInspected`."""

    path: str
    context_tokens: int
    gpu_layers: int = -1


@dataclass(frozen=True, slots=True)
class MeasureModel(Command):
    """Try threads and batches with a model for about `seconds`. Answered by `ModelMeasured`.

    `MeasureProgress` tells how far it is.
    """

    path: str
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Prompt(Command):
    """What a prompt is made of; the engine counts tokens and cuts it to the context window.

    `turns` is the conversation before the question, oldest first. `conversation` is the opaque
    name its KV state is kept under, empty where none is. `system` replaces the form's own system
    text.
    """

    turns: tuple[PromptTurn, ...] = ()
    form: PromptForm = "plain"
    language: Language = "en"
    conversation: str = ""
    system: str = ""
    summary: Summary = field(default_factory=Summary)
    max_tokens: int = 512
    reasoning_tokens: int = 0
    """How many tokens of reasoning may come before the answer; 0 asks for none."""


@dataclass(frozen=True, slots=True)
class Prepare(Prompt):
    """Evaluate what a coming question's prompt begins with; any other command ends it."""


@dataclass(frozen=True, slots=True)
class Generate(Prompt):
    """Stream a completion. Answered by `PromptReady`, `Token`s and `Generated`.

    `begun` is what of the answer is written already: the completion goes on behind it. `recalled`
    are turns or parts of turns, best first, to quote again where they no longer fit.
    `schema` is a JSON schema that the answer follows, `stop` strings end it.
    """

    question: str = ""
    begun: str = ""
    passages: tuple[Passage, ...] = ()
    recalled: tuple[PromptTurn, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    stop: tuple[str, ...] = ()
    schema: str = ""


@dataclass(frozen=True, slots=True)
class ModelLoaded(Event):
    """A model is ready."""

    info: ModelInfo
    fit: Fit


@dataclass(frozen=True, slots=True)
class ModelInspected(Event):
    """What a model file is, and how it would lie in this computer; `problem` where it cannot."""

    info: ModelInfo
    fit: Fit | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class MeasureProgress(Event):
    """How far measuring is, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class ModelMeasured(Event):
    """The fastest threads and batch found; speeds in tokens a second.

    `before_tok_s` is the speed of what the engine would have chosen by itself.
    """

    threads: int
    batch: int
    prompt_tok_s: float
    tok_s: float
    before_tok_s: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptReady(Event):
    """What was sent to the model, before the first token; `parts` add up to `n_tokens`."""

    text: str
    parts: tuple[PromptPart, ...]
    n_tokens: int
    n_reused: int
    dropped: tuple[DroppedTurn, ...]
    sent_passages: tuple[int, ...]
    """Indices into `Generate.passages` of those that fitted, in prompt order."""
    summary: str = ""
    """The summary that was in the prompt."""


@dataclass(frozen=True, slots=True)
class PromptProgress(Event):
    """How much of a long prompt is evaluated, 0 to 1."""

    share: float


@dataclass(frozen=True, slots=True)
class Token(Event):
    """A piece of the completion; never half a character."""

    text: str
    channel: Literal["answer", "reasoning"] = "answer"


@dataclass(frozen=True, slots=True)
class Generated(Event):
    """How the completion ended and how fast it was (`ttft_ms` from command to first token)."""

    n_prompt: int
    n_completion: int
    ttft_ms: float
    tok_s: float
    finish: Finish
