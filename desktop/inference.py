"""The nouns of inference: what a model is, how it is asked, and what it was really given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from desktop.domain import Role


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen; the names are llama.cpp's.

    `temperature` 0 takes the likeliest token. `repeat_penalty` 1, the other penalties 0 and
    `dry_multiplier` 0 mean off; `repeat_last_n` and `dry_last_n` count tokens, -1 meaning all.
    `logit_bias` pairs a token id with what is added to its logit; -inf forbids it.
    """

    temperature: float = 0.0
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    repeat_last_n: int = 64
    dry_multiplier: float = 0.0
    dry_base: float = 1.75
    dry_allowed_length: int = 2
    dry_last_n: int = -1
    seed: int = 0
    logit_bias: tuple[tuple[int, float], ...] = ()

    def changed(self, changes: tuple[tuple[str, float], ...]) -> Sampling:
        """These with some fields, by their names, set anew."""
        return replace(self, **dict(changes))  # type: ignore[arg-type]  # whoever names them checks


@dataclass(frozen=True, slots=True)
class Preset:
    """A way of asking that has a name.

    `system` replaces Carrel's own system text, `question` is what is sent of the user's message
    (`{message}`); both may hold `{variables}`, whose first values stand in `variables`. `use` says
    which documents go along; `sampling` what is set otherwise than in the settings, by the names
    of `Sampling`; `schema` is a JSON schema the answer must follow; `thinks` asks for reasoning
    first, shown folded.
    """

    name: str
    system: str = ""
    question: str = "{message}"
    use: Literal["passages", "documents", "none"] = "passages"
    variables: tuple[tuple[str, str], ...] = ()
    sampling: tuple[tuple[str, float], ...] = ()
    max_tokens: int = 0
    schema: str = ""
    thinks: bool = False


@dataclass(frozen=True, slots=True)
class ChosenPreset:
    """The preset of one conversation, with the values of its variables; "" is none."""

    name: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """A preset with its variables filled in; the default is Carrel's own way of answering.

    `question` still holds `{message}`; `system` and `schema` empty mean none of one's own.
    """

    name: str = ""
    system: str = ""
    question: str = "{message}"
    use: Literal["passages", "documents", "none"] = "passages"
    sampling: tuple[tuple[str, float], ...] = ()
    max_tokens: int = 0
    schema: str = ""
    thinks: bool = False

    def question_for(self, message: str) -> str:
        """What is sent for a user's message."""
        return self.question.replace("{message}", message)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a conversation's older turns say, up to and with the turn `until`; 0 is none."""

    text: str = ""
    until: int = 0
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class DroppedTurn:
    """A turn that did not fit into the context window, and what of it is in the prompt."""

    turn_id: int
    role: Role
    kept_as: KeptAs


@dataclass(frozen=True, slots=True)
class SentPassage:
    """A passage that was in the prompt."""

    path: str
    page: int | None
    score: float
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SentPrompt:
    """Everything a model was given for one answer: "What was sent".

    `parts` add up to `n_tokens`; `n_reused` of them were in the KV cache already. `model_path` and
    `model_bytes` are the model's file and its size; answers of earlier versions lack them.
    """

    text: str
    parts: tuple[PromptPart, ...]
    n_tokens: int
    n_reused: int
    context_tokens: int
    model: str
    device: str
    sampling: Sampling
    dropped: tuple[DroppedTurn, ...] = ()
    passages: tuple[SentPassage, ...] = ()
    summary: str = ""
    preset: str = ""
    model_path: str = ""
    model_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model lies in this computer: what was chosen when it was loaded.

    Sizes in bytes; `needed_bytes` of main memory is an estimate made before loading.
    """

    context_tokens: int
    device: str
    gpu_layers: int
    threads: int
    batch: int
    kv_type: KvType
    needed_bytes: int
    wanted_context_tokens: int


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the header of a GGUF file says about the model in it."""

    path: str
    name: str
    architecture: str
    quantization: str
    size_bytes: int
    n_parameters: int
    n_layers: int
    context_tokens: int
    licence: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptTurn:
    """One message as it goes into a prompt; `id` is its turn's, 0 where it has none."""

    role: Role
    text: str
    id: int = 0
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class PromptPart:
    """A named part of a prompt and what it costs."""

    name: str
    n_tokens: int


PromptForm = Literal[
    "plain",  # no documents
    "evidence",  # evidence sentences: for models under about 1B parameters
    "passages",  # whole passages
    "document",  # one document, as much of it as fits
    "summary",  # what left the context window, to be folded into a few sentences
]


KeptAs = Literal[
    "recalled",  # found again by its words, quoted in front of the question
    "pinned",  # quoted in front of the question because the user pinned it
    "summary",  # folded into the summary of the conversation
    "nothing",  # not in the prompt at all
]


KvType = Literal["f16", "q8_0"]
