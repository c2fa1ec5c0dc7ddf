"""The only things that cross a process border: commands to a worker and the events it answers.

Every job ends with exactly one `Finished` or `Failed`.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain import (
    Citation,
    Document,
    Filter,
    Folder,
    IndexSummary,
    Passage,
    Problem,
    Quote,
    RebuildReason,
    SearchBy,
    Support,
    Verdict,
)

_EVERYTHING = Filter()


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


# From the engine


# To the index


@dataclass(frozen=True, slots=True)
class IndexPaths(Command):
    """Bring files and folders (absolute paths) into a collection; unchanged files cost nothing.

    Folders are kept in step from then on; `only` and `left_out` choose by patterns what of new ones
    is read. `is_rescan` says that nobody asked: files that could not
    be read before and look the same are left alone. Answered by `DocumentChanged`, `Progress` and
    one `Indexed`.
    """

    paths: tuple[str, ...]
    collection: str
    is_rescan: bool = False
    only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecogniseScans(Command):
    """Recognise the text of pages that are pictures, until nothing is left or paths are to be read.

    Answered by `DocumentChanged` before each page and after each document.
    """


@dataclass(frozen=True, slots=True)
class ListFolders(Command):
    """Ask for the folders that are kept in step. Answered by `FolderList`."""


@dataclass(frozen=True, slots=True)
class ChooseInFolder(Command):
    """Choose what of a folder is read, by patterns; what is read anew, the next look brings in.

    Answered by `DocumentsRemoved`.
    """

    folder_id: int
    only: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForgetFolder(Command):
    """Keep a folder in step no longer and forget its documents. Answered by `DocumentsRemoved`."""

    folder_id: int


@dataclass(frozen=True, slots=True)
class FollowFolders(Command):
    """From now on tell by `FoldersTouched` when something changes in folders kept in step."""


@dataclass(frozen=True, slots=True)
class HoldIndexing(Command):
    """Leave documents alone after the file or page in hand, or go on with them (job 0)."""

    is_held: bool


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
    names begin with "@"). Without a text the beginnings of the documents that `filter` chooses are
    found. `only_close` leaves out what shares neither words nor meaning with the query. `by` lets
    an evaluation look at one of the two ways of searching.
    """

    text: str
    collections: tuple[str, ...] = ()
    k: int = 10
    filter: Filter = _EVERYTHING
    only_close: bool = False
    by: SearchBy = "both"


@dataclass(frozen=True, slots=True)
class Retrieve(Command):
    """Find what answers a question: passages, evidence, quotes, verdict. Answered by `Retrieved`.

    `previous` is the user's turn before, used when the question leans on it.
    """

    question: str
    previous: str = ""
    collections: tuple[str, ...] = ()
    k: int = 5
    filter: Filter = _EVERYTHING


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
    filter: Filter = _EVERYTHING


@dataclass(frozen=True, slots=True)
class Align(Command):
    """Find which passages carry each sentence of an answer. Answered by `Aligned`.

    `quotes` keep their numbers: citations begin with theirs.
    """

    answer: str
    passages: tuple[Passage, ...]
    quotes: tuple[Quote, ...] = ()


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
class FolderList(Event):
    """The folders that are kept in step, by path."""

    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class FoldersTouched(Event):
    """Something changed below these folders (job 0): a hint to look at them."""

    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexHealing(Event):
    """So many passages are in a search index that is made anew, and why it is (job 0)."""

    done: int
    total: int
    reason: RebuildReason


@dataclass(frozen=True, slots=True)
class Hits(Event):
    """Passages, best first; `ms` is the time it took, `n_documents` how many were searched."""

    passages: tuple[Passage, ...]
    ms: float
    n_documents: int = 0


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
class Diagnosis(Event):
    """What the index worker found about itself: (name, value) pairs."""

    facts: tuple[tuple[str, str], ...]
