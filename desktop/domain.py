"""The nouns of the product: immutable values that import nothing and may cross a process border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["system", "user", "assistant"]
Language = Literal["en", "zh"]

DocumentState = Literal[
    "queued",
    "reading",
    "embedding",
    "scanned",  # it has no text until its pages are recognised
    "ready",
    "skipped",
    "failed",
]

TurnState = Literal["complete", "streaming", "interrupted", "stopped", "failed"]

Verdict = Literal[
    "grounded",  # the gate passed: passages answer the question
    "weak",  # the gate is in doubt: quotes are shown with a warning
    "nothing",  # nothing in the documents answers the question
    "language",  # the embedder cannot match this question's language with the documents'
    "empty",  # there are no documents to search
    "unmatched",  # the question's filter leaves no document to search
]

REFUSED: tuple[Verdict, ...] = ("nothing", "language", "unmatched")
"""The verdicts on which no answer is written."""

Route = Literal[
    "retrieve",  # look for passages that answer the turn
    "document",  # the turn is about whole documents: summarise, translate, list
    "conversation",  # the turn is about the conversation itself: thanks, shorter, translate that
]

RebuildReason = Literal["damage", "embedder"]
"""A search index is made anew because it was damaged, or for another embedder."""
SearchBy = Literal[
    "both",  # full text and vectors, fused
    "words",  # full text alone
    "vectors",  # the embedder alone
]

Finish = Literal[
    "stop",  # the model ended its turn, or wrote a stop string
    "length",  # the longest answer allowed, or the end of the context window
    "cancelled",  # somebody pressed Stop
    "repeats",  # the model said the same sentence again and again
]

ProblemCode = Literal[
    # one document
    "empty",
    "no_text",
    "scanned",
    "encrypted",
    "damaged",
    "unknown_type",
    "binary",
    "unreadable",
    "vanished",
    "not_a_file",
    "name_not_text",
    "too_large",
    "too_slow",
    "too_much_memory",
    "unsafe",
    "quarantined",
    "not_indexed",
    "page_missing",
    "recogniser_missing",
    # a question
    "filter_date",
    "filter_alone",
    "still_answering",
    # model and engine
    "no_model",
    "model_missing",
    "model_damaged",
    "model_unsupported",
    "model_too_large",
    "model_out_of_memory",
    "model_language",
    "model_part_missing",
    "model_quarantined",
    "prompt_too_long",
    "schema_unsupported",
    "engine_died",
    # presets
    "preset_damaged",
    "preset_variable",
    # conversations from a file
    "import_unknown",
    "import_damaged",
    "import_newer",
    "import_too_large",
    "import_empty",
    "export_not_writable",
    "export_exists",
    "feedback_empty",
    # index
    "index_died",
    "index_damaged",
    "library_damaged",
    "embedder_missing",
    "embedder_damaged",
    "embedder_unknown",
    "embedder_not_exported",
    # store and disk
    "disk_full",
    "not_writable",
    "no_keyring",
    "key_missing",
    "wrong_passphrase",
    "store_damaged",
    "store_newer",
    "home_locked",
    "home_away",
    "move_inside",
    "move_not_empty",
    "move_no_room",
    # everything else
    "no_display",
    "bad_argument",
    "bug",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: a code and the facts a sentence needs.

    `path` is the file meant, `detail` one fact to show (a size, a name, a number); never a
    traceback and never document text. `wording.sentence` turns it into words.
    """

    code: ProblemCode
    path: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file in a collection and how far its indexing has come.

    `n_scanned` pages have no text of their own; `n_recognised` of them were recognised and can be
    searched. `page_in_hand` is which of them is being recognised now, 0 for none.
    """

    id: int
    collection: str
    path: str
    size_bytes: int
    state: DocumentState
    problem: Problem | None = None
    n_pages: int | None = None
    n_chunks: int = 0
    language: Language = "en"
    n_scanned: int = 0
    n_recognised: int = 0
    page_in_hand: int = 0


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is kept in step; `is_there` is False while it cannot be reached.

    `only` and `left_out` are patterns as in a .gitignore file: what files are read, and what is
    passed over.
    """

    id: int
    collection: str
    path: str
    only: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_there: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents a question is about: what is filled must hold, by one of its values.

    `words` is the filter as it was typed, empty where nothing is filtered. `types` are endings with
    their dot, `places` names of collections or folders, `files` parts of file names. A document is
    meant that changed from `after` on and before `before`, in seconds since the epoch.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    after: float | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk, or part of one, and where it stands.

    `page` is 1-based, or None where the format has no pages. `start` and `end` are character
    offsets into the extracted text of that page (of the document where there are no pages):
    `text == extracted[start:end]`. `place` is what a person calls the position where it has a
    name: a sheet and its cells, a chapter, an attachment. `also_in` are paths of other documents
    that say the same, `marks` where the words searched for stand in `text`; both for searches only.
    """

    chunk_id: int
    document_id: int
    path: str
    page: int | None
    start: int
    end: int
    text: str
    score: float = 0.0
    heading: str = ""
    place: str = ""
    also_in: tuple[str, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One verbatim sentence, row or list shown above an answer; `n` is the number of its citation.

    `columns` is the header of the table that a quoted row stands in; it is shown above the row.
    """

    n: int
    text: str
    path: str
    page: int | None
    start: int
    end: int
    place: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage an answer points to, by the number shown in the text (1-based)."""

    n: int
    path: str
    page: int | None
    start: int
    end: int
    text: str
    document_id: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """One sentence of an answer, as character offsets, and the citations that carry it.

    No citations means that nothing sent to the model supports the sentence.
    """

    start: int
    end: int
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """A user's rating of one assistant turn."""

    rating: Literal["up", "down"]
    reason: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Speed:
    """How an answer was generated: counts in tokens, times in milliseconds and tokens/s."""

    n_prompt: int = 0
    n_completion: int = 0
    quote_ms: float = 0.0
    ttft_ms: float = 0.0
    tok_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation; assistant turns carry what they were answered from."""

    id: int
    conversation_id: int
    parent_id: int | None
    role: Role
    text: str
    created_at: float
    state: TurnState = "complete"
    route: Route = "retrieve"
    verdict: Verdict = "empty"
    quotes: tuple[Quote, ...] = ()
    citations: tuple[Citation, ...] = ()
    supports: tuple[Support, ...] = ()
    model: str = ""
    speed: Speed = Speed()
    problem: Problem | None = None
    feedback: Feedback | None = None
    finish: Finish | None = None
    reasoning: str = ""
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A titled tree of turns; times in seconds since the epoch."""

    id: int
    title: str
    created_at: float
    updated_at: float
    is_pinned: bool = False
    deleted_at: float | None = None


@dataclass(frozen=True, slots=True)
class FoundConversation:
    """A conversation that holds what was searched for, and the newest place where it does.

    `turn_id` is None where only the title holds it. `marks` say where in `excerpt` the words
    stand, `n_turns` how many turns hold them.
    """

    conversation: Conversation
    turn_id: int | None = None
    excerpt: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    n_turns: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file that was not indexed, and why."""

    path: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """What one indexing job did: counts of files and chunks now searchable."""

    files: int
    chunks: int
    unchanged: int
    skipped: tuple[Outcome, ...]
    failed: tuple[Outcome, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box on a page image, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float
