"""`carrel index` waits for scans: their text is recognised before it says what it did."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from desktop.cli import output
from desktop.cli.session import Session
from desktop.domain import Document, IndexSummary, Language, Outcome, Problem
from desktop.messages import DocumentChanged, DocumentList, ListDocuments, RecogniseScans
from desktop.recognition import has_unread_scans
from desktop.wording import file_name


def is_meant(path: str, wanted: Iterable[Path]) -> bool:
    """Tell whether a path is one of these or lies below one."""
    return any(Path(path) == each or each in Path(path).parents for each in wanted)


def recognise_scans(
    paths: Sequence[Path],
    collection: str,
    session: Session,
    summary: IndexSummary,
    language: Language,
) -> IndexSummary:
    """Recognise the scans at and below these paths; returns the summary with what came of them."""
    wanted = [path.absolute() for path in paths]
    before = _unread(session, collection, wanted)
    if not before:
        return summary
    begun = time.perf_counter()
    if session.settings.index.recognise_scans:
        while _has_moved(session, language) and _unread(session, collection, wanted):
            pass
    now = {each.id: each for each in _documents(session, collection)}
    pairs = [(each, now[each.id]) for each in before if each.id in now]
    left = [(after.path, _reason(after)) for _, after in pairs if not after.n_chunks]
    outcomes = [Outcome(path, problem) for path, problem in left]
    failed = {after.path for _, after in pairs if after.state == "failed"}
    return replace(
        summary,
        files=summary.files + sum(not old.n_chunks and new.n_chunks > 0 for old, new in pairs),
        chunks=summary.chunks + sum(new.n_chunks - old.n_chunks for old, new in pairs),
        skipped=(*summary.skipped, *(each for each in outcomes if each.path not in failed)),
        failed=(*summary.failed, *(each for each in outcomes if each.path in failed)),
        seconds=summary.seconds + time.perf_counter() - begun,
    )


def _reason(document: Document) -> Problem:
    return document.problem or Problem("scanned", document.path)


def _has_moved(session: Session, language: Language) -> bool:
    """Recognise until nothing is left or other files are read; False when nothing was done."""
    has_moved = False
    for event in session.index_job(lambda job: RecogniseScans(job)):
        if isinstance(event, DocumentChanged):
            has_moved = True
            if event.document.page_in_hand:
                output.note(_progress(event.document, language), is_passing=True)
    output.note("", is_passing=True)
    return has_moved


def _progress(document: Document, language: Language) -> str:
    page, total, name = document.page_in_hand, document.n_scanned, file_name(document.path)
    if language == "zh":
        return f"正在识别文字，第 {page} 页，共 {total} 页  {name}"
    return f"Recognising text, page {page} of {total}  {name}"


def _unread(session: Session, collection: str, wanted: Sequence[Path]) -> list[Document]:
    return [
        each
        for each in _documents(session, collection)
        if has_unread_scans(each) and is_meant(each.path, wanted)
    ]


def _documents(session: Session, collection: str) -> tuple[Document, ...]:
    found: tuple[Document, ...] = ()
    for event in session.index_job(lambda job: ListDocuments(job, collection)):
        if isinstance(event, DocumentList):
            found = event.documents
    return found
