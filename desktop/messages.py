"""The only things that cross a process border: commands to a worker and the events it answers.

Every job ends with exactly one `Finished` or `Failed`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desktop.domain import (
    Citation,
    Document,
    DroppedTurn,
    Finish,
    Fit,
    IndexSummary,
    Language,
    ModelInfo,
    Passage,
    Problem,
    PromptForm,
    PromptPart,
    PromptTurn,
    Quote,
    Rectangle,
    Sampling,
    Summary,
    Support,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Command:
    """A request to a worker; its job comes back on every event."""

    job: int


@dataclass(frozen=True, slots=True)
class Event:
    """What a worker answers."""

    job: int


# To any worker


@dataclass(frozen=True, slots=True)
class Cancel(Command):
    """Stop this job at the next token or chunk."""


@dataclass(frozen=True, slots=True)
class Shutdown(Command):
    """End the process; the job in hand is dropped."""


@dataclass(frozen=True, slots=True)
class Ping(Command):
    """Ask for a sign of life (job 0); answered by `Pong` in the midst of any other job."""


# From any worker


@dataclass(frozen=True, slots=True)
class Finished(Event):
    """The job ended; `cancelled` says whether somebody asked for that."""

    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Failed(Event):
    """The job ended in a failure."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class WorkerDied(Event):
    """A worker process ended by itself (job 0); its open jobs have each failed before."""

    worker: str
    exit_code: int | None


@dataclass(frozen=True, slots=True)
class Pong(Event):
    """The worker lives (job 0)."""


# To the engine


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

    `recalled` are turns or parts of turns, best first, to quote again where they no longer fit.
    `schema` is a JSON schema that the answer follows, `stop` strings end it.
    """

    question: str = ""
    passages: tuple[Passage, ...] = ()
    recalled: tuple[PromptTurn, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    stop: tuple[str, ...] = ()
    schema: str = ""


# From the engine


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


# To the index


@dataclass(frozen=True, slots=True)
class IndexPaths(Command):
    """Bring files and folders (absolute paths) into a collection; unchanged files cost nothing.

    Answered by `DocumentChanged`, `Progress` and one `Indexed`.
    """

    paths: tuple[str, ...]
    collection: str


@dataclass(frozen=True, slots=True)
class RemoveDocuments(Command):
    """Forget documents; the files themselves stay. Answered by `DocumentsRemoved`."""

    document_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RemoveCollection(Command):
    """Forget a collection and all its documents. Answered by `DocumentsRemoved`."""

    collection: str


@dataclass(frozen=True, slots=True)
class ListDocuments(Command):
    """Ask for the documents of a collection, or of all (empty name). Answered by `DocumentList`."""

    collection: str = ""


@dataclass(frozen=True, slots=True)
class Search(Command):
    """Rank passages for a query. Answered by `Hits`.

    `collections` empty means every collection that is not private to a conversation (private
    names begin with "@").
    """

    text: str
    collections: tuple[str, ...] = ()
    k: int = 10


@dataclass(frozen=True, slots=True)
class Retrieve(Command):
    """Find what answers a question: passages, evidence, quotes, verdict. Answered by `Retrieved`.

    `previous` is the user's turn before, used when the question leans on it.
    """

    question: str
    previous: str = ""
    collections: tuple[str, ...] = ()
    k: int = 5


@dataclass(frozen=True, slots=True)
class ReadWhole(Command):
    """Take whole documents in for a request about them. Answered by `Retrieved`.

    `paths` names the documents meant; empty means those of the collections that the request
    names, else all.
    """

    question: str
    paths: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    max_chars: int = 12_000


@dataclass(frozen=True, slots=True)
class Align(Command):
    """Find which passages carry each sentence of an answer. Answered by `Aligned`.

    `quotes` keep their numbers: citations begin with theirs.
    """

    answer: str
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderPage(Command):
    """Draw a PDF page and find a passage on it. Answered by `PageImage`.

    `text` is the passage as extracted, `start` its offset on that page; `scale` is pixels per
    point.
    """

    path: str
    page: int
    start: int
    text: str
    scale: float = 2.0


@dataclass(frozen=True, slots=True)
class ReadText(Command):
    """Extract one page's text, or a document's where there are no pages. Answered by `TextPage`."""

    path: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnose(Command):
    """Check library, search index, embedder and parser. Answered by `Diagnosis`."""


# From the index


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """How far an indexing job is, in files; at most ten a second."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class DocumentChanged(Event):
    """A document entered a new state."""

    document: Document


@dataclass(frozen=True, slots=True)
class Indexed(Event):
    """An indexing job's summary, sent once before it ends."""

    summary: IndexSummary


@dataclass(frozen=True, slots=True)
class DocumentsRemoved(Event):
    """Documents are gone from the library."""

    document_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DocumentList(Event):
    """The documents asked for, by path."""

    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Hits(Event):
    """Passages, best first; `ms` is the time spent searching."""

    passages: tuple[Passage, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Retrieved(Event):
    """What was found for a question.

    `passages` are whole chunks, `evidence` the sentences that matter with a little context (for
    small models), `quotes` at most two verbatim sentences. `confidence` is the gate's probability
    that the documents answer the question, `n_documents` how many were searched.
    """

    passages: tuple[Passage, ...]
    evidence: tuple[Passage, ...]
    quotes: tuple[Quote, ...]
    verdict: Verdict
    confidence: float
    n_documents: int
    ms: float


@dataclass(frozen=True, slots=True)
class Aligned(Event):
    """Citations an answer really uses, and which sentence rests on which."""

    citations: tuple[Citation, ...]
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class PageImage(Event):
    """A page as PNG bytes, its size in pixels, and the boxes of the passage on it."""

    png: bytes
    width: int
    height: int
    rectangles: tuple[Rectangle, ...]
    n_pages: int


@dataclass(frozen=True, slots=True)
class TextPage(Event):
    """Extracted text for the reading view."""

    text: str
    page: int | None
    n_pages: int | None


@dataclass(frozen=True, slots=True)
class Diagnosis(Event):
    """What the index worker found about itself: (name, value) pairs, and what is wrong."""

    facts: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]
