"""`carrel index`, `carrel remove` and `carrel search`."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desktop.cli import output
from desktop.cli.arguments import Arguments
from desktop.cli.queries import read_queries
from desktop.cli.scans import is_meant, recognise_scans
from desktop.cli.session import Session
from desktop.domain import IndexSummary, Language
from desktop.errors import UsageError
from desktop.filter import Asked, parse_question
from desktop.messages import (
    DocumentList,
    DocumentsRemoved,
    FolderList,
    ForgetFolder,
    Hits,
    Indexed,
    IndexPaths,
    ListDocuments,
    ListFolders,
    Progress,
    RemoveDocuments,
    Search,
)
from desktop.wording import also_in, narrowed, place, refusal, sentence, tidy

_DEFAULT_COLLECTION = "default"


def index(arguments: Arguments, session: Session, language: Language) -> int:
    """Add files and folders, and say what became of each that was left out."""
    paths = tuple(str(path.absolute()) for path in arguments.paths)
    collection = arguments.collection or _DEFAULT_COLLECTION
    summary: IndexSummary | None = None
    for event in session.index_job(lambda job: IndexPaths(job, paths, collection)):
        if isinstance(event, Progress):
            name = Path(event.path).name
            output.note(f"{event.done}/{event.total}  {name}", is_passing=True)
        elif isinstance(event, Indexed):
            summary = event.summary
    output.note("", is_passing=True)
    if summary is None:
        return 1
    summary = recognise_scans(arguments.paths, collection, session, summary, language)
    if arguments.as_json:
        output.write_json(output.summary_json(summary, language))
    else:
        _write_summary(summary, language)
    return 0


def remove(arguments: Arguments, session: Session, language: Language) -> int:
    """Forget the documents at and below these paths; the files stay."""
    wanted = [path.absolute() for path in arguments.paths]
    removed = _forget_folders(session, wanted, arguments.collection)
    documents = [
        each
        for event in session.index_job(lambda job: ListDocuments(job, arguments.collection))
        if isinstance(event, DocumentList)
        for each in event.documents
    ]
    chosen = tuple(each.id for each in documents if is_meant(each.path, wanted))
    removed += sum(
        len(event.document_ids)
        for event in session.index_job(lambda job: RemoveDocuments(job, chosen))
        if isinstance(event, DocumentsRemoved)
    )
    if arguments.as_json:
        output.write_json({"removed": removed})
    elif language == "zh":
        output.write(f"已从文档库移除 {removed} 个文档，文件本身没有改动。")
    else:
        output.write(f"{removed} documents removed; the files themselves stay.")
    return 0


def _forget_folders(session: Session, wanted: list[Path], collection: str) -> int:
    """Keep folders at and below these paths in step no longer; returns how many documents went."""
    folders = [
        each
        for event in session.index_job(lambda job: ListFolders(job))
        if isinstance(event, FolderList)
        for each in event.folders
        if not collection or each.collection == collection
    ]
    meant = [each.id for each in folders if is_meant(each.path, wanted)]
    return sum(
        len(event.document_ids)
        for folder_id in meant
        for event in session.index_job(partial(ForgetFolder, folder_id=folder_id))
        if isinstance(event, DocumentsRemoved)
    )


def search(arguments: Arguments, session: Session, language: Language) -> int:
    """Print the passages nearest to each query; 1 where one of many could not be understood."""
    is_batch = arguments.queries is not None
    n_failed = 0
    for query in read_queries(arguments):
        try:
            asked = parse_question(query.text)
        except UsageError as error:
            if not is_batch:
                raise
            n_failed += 1
            reason = sentence(error.problem, language)
            output.write_json({"id": query.id, "hits": [], "ms": 0.0, "error": reason})
            continue
        hits = _hits(arguments, session, asked)
        if arguments.as_json or is_batch:
            found = [output.hit(each) for each in hits.passages]
            told = {"n_documents": hits.n_documents, "filter": asked.filter.words}
            output.write_json({"id": query.id, "hits": found, "ms": round(hits.ms, 2), **told})
        else:
            _write_hits(hits, asked.filter.words, language)
    return 1 if n_failed else 0


def _hits(arguments: Arguments, session: Session, asked: Asked) -> Hits:
    collections = (arguments.collection,) if arguments.collection else ()
    found = Hits(0, (), 0.0)
    for event in session.index_job(
        lambda job: Search(job, asked.text, collections, arguments.k, asked.filter)
    ):
        if isinstance(event, Hits):
            found = event
    return found


def _write_hits(hits: Hits, filter_words: str, language: Language) -> None:
    if filter_words and not hits.n_documents:
        output.write(refusal("unmatched", language, 0, filter_words=filter_words))
    elif not hits.passages:
        output.write("没有找到相关段落。" if language == "zh" else "No passage was found.")
    elif filter_words:
        output.write(f"{narrowed(filter_words, language)}\n")
    for n, passage in enumerate(hits.passages, 1):
        output.write(f"{n}. {place(passage.path, passage.page, language, passage.place)}")
        output.write(f"   {tidy(passage.text)[:300]}")
        if others := also_in(passage.path, passage.also_in, language):
            output.write(f"   {others}")
        output.write("")


def _write_summary(summary: IndexSummary, language: Language) -> None:
    if language == "zh":
        output.write(
            f"已索引 {summary.files} 个文件（{summary.chunks} 个段落），"
            f"{summary.unchanged} 个没有变化，用时 {summary.seconds:.1f} 秒。"
        )
    else:
        output.write(
            f"{summary.files} files ({summary.chunks} passages) indexed, "
            f"{summary.unchanged} unchanged, in {summary.seconds:.1f} s."
        )
    for each in output.outcomes((*summary.skipped, *summary.failed), language):
        output.write(f"  {each['path']}\n    {each['reason']}")
