"""One answer on its way: what is known about it so far, and the choices that need no worker."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from desktop.domain import Citation, Filter, Language, Passage, Quote, Route, Turn
from desktop.engine_messages import Generated, LoadModel, PromptReady
from desktop.inference import (
    Fit,
    ModelInfo,
    PromptForm,
    PromptTurn,
    Sampling,
    SentPassage,
    SentPrompt,
    Style,
    Summary,
)
from desktop.messages import Aligned, Retrieved

_SMALL_MODEL_PARAMETERS = 1_000_000_000
"""Below this, evidence sentences are answered right twice as often as whole passages."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Earlier turns or parts of them, best first.

    `is_sure` says that one of them, not a question itself, holds most of what is asked.
    """

    turns: tuple[PromptTurn, ...] = ()
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question may be answered from.

    `collections` empty means every collection that is not private to a conversation.
    """

    use_documents: bool = True
    collections: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise in another try at an answer; without either it is only warmer.

    `is_warmer` False leaves the temperature as the style says.
    """

    model: LoadModel | None = None
    temperature: float | None = None
    is_warmer: bool = True


@dataclass(slots=True)
class Answer:
    """The state of one answer between a question and its last event."""

    turn: Turn
    question: str
    language: Language
    route: Route
    scope: Scope
    history: tuple[PromptTurn, ...]
    style: Style
    sampling: Sampling
    model: LoadModel | None = None
    """Another model than that of the other answers."""
    filter: Filter = field(default_factory=Filter)
    """Which documents the question is about; `question` is without it."""
    previous: str = ""
    begun: str = ""
    """What of the answer is written already, to go on behind."""
    recalled: Recalled = field(default_factory=Recalled)
    summary: Summary = field(default_factory=Summary)
    branch: frozenset[int] = frozenset()
    """The ids of what was said before, also of what is too old to be in `history`."""
    started: float = field(default_factory=time.perf_counter)
    saved_at: float = 0.0
    retrieved: Retrieved | None = None
    info: ModelInfo | None = None
    """The model that writes it."""
    sent: tuple[Passage, ...] = ()
    pieces: list[str] = field(default_factory=list)
    thoughts: list[str] = field(default_factory=list)
    dropped: tuple[int, ...] = ()
    is_aligning: bool = False
    is_second_try: bool = False

    def elapsed_ms(self) -> float:
        """Milliseconds since the question was asked."""
        return (time.perf_counter() - self.started) * 1000.0

    def text(self) -> str:
        """The completion so far."""
        return "".join(self.pieces).strip() or self.turn.text

    def reasoning(self) -> str:
        """What the model thought so far."""
        return "".join(self.thoughts).strip() or self.turn.reasoning

    def asked(self) -> str:
        """What the model is asked."""
        return self.style.question_for(self.question)

    def note_prompt(self, event: PromptReady, fit: Fit) -> SentPrompt:
        """Keep only the passages that were really sent; returns everything that was."""
        self.sent = tuple(self.sent[n] for n in event.sent_passages)
        return SentPrompt(
            event.text,
            event.parts,
            event.n_tokens,
            event.n_reused,
            fit.context_tokens,
            self.turn.model,
            fit.device,
            self.sampling,
            event.dropped,
            tuple(_as_sent(each) for each in self.sent),
            event.summary,
            self.style.name,
            self.info.path if self.info else "",
            self.info.size_bytes if self.info else 0,
        )

    def note_end_of_completion(self, event: Generated) -> None:
        """Take over the whole text and how fast it came."""
        speed = replace(
            self.turn.speed,
            n_prompt=event.n_prompt,
            n_completion=event.n_completion,
            ttft_ms=event.ttft_ms,
            tok_s=event.tok_s,
        )
        self.turn = replace(
            self.turn,
            text=self.text(),
            speed=speed,
            finish=event.finish,
            reasoning=self.reasoning(),
        )

    def note_alignment(self, event: Aligned) -> None:
        """Take over what the answer rests on."""
        citations = event.citations or self.turn.citations
        self.turn = replace(self.turn, citations=citations, supports=event.supports)


def speaks(model: ModelInfo, language: Language) -> bool:
    """Tell whether a model knows a language; a model that names none knows English."""
    return language in (model.languages or ("en",))


def form_for(answer: Answer, model: ModelInfo) -> PromptForm:
    """Choose how documents go into the prompt."""
    if answer.retrieved is None or not answer.retrieved.passages:
        return "plain"
    if answer.route == "document":
        return "document"
    return "evidence" if is_small(model) else "passages"


def is_small(model: ModelInfo) -> bool:
    """Tell whether a model reads evidence sentences better than whole passages."""
    return model.n_parameters < _SMALL_MODEL_PARAMETERS


def passages_for(answer: Answer, form: PromptForm) -> tuple[Passage, ...]:
    """Choose what is sent with a prompt of this form."""
    if answer.retrieved is None or form == "plain":
        return ()
    return answer.retrieved.evidence if form == "evidence" else answer.retrieved.passages


def cited(quotes: tuple[Quote, ...], passages: tuple[Passage, ...]) -> tuple[Citation, ...]:
    """Give every quote's number the passage it stands in, or the quote itself."""
    citations: dict[int, Citation] = {}
    for quote in quotes:
        home = next((each for each in passages if _holds(each, quote)), None)
        if quote.n in citations:
            continue
        if home is None:
            citations[quote.n] = Citation(
                quote.n, quote.path, quote.page, quote.start, quote.end, quote.text, 0, quote.place
            )
        else:
            citations[quote.n] = citation_of(quote.n, home)
    return tuple(citations[n] for n in sorted(citations))


def citation_of(n: int, passage: Passage) -> Citation:
    """Point to a whole passage by a number."""
    return Citation(
        n,
        passage.path,
        passage.page,
        passage.start,
        passage.end,
        passage.text,
        passage.document_id,
        passage.place,
    )


def _as_sent(passage: Passage) -> SentPassage:
    return SentPassage(passage.path, passage.page, passage.score, passage.text, passage.place)


def _holds(passage: Passage, quote: Quote) -> bool:
    return (
        passage.path == quote.path
        and passage.page == quote.page
        and passage.start <= quote.start
        and quote.end <= passage.end
    )
