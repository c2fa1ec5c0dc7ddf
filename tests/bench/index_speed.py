"""Our pipeline against what it cannot beat: the bare embedder, and a plain look at every file."""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop.index.embedder import Embedder
from desktop.index.filing import searchable
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths
from desktop.paths import starter_embedder
from tests.bench import corpus
from tests.fakes import Patience

_PAIRS = 3
_N_FILES = 600
_N_SMALL = 10_000
_N_TORCH = 192
_BATCH = 512


def measure() -> dict[str, object]:
    """Every figure of the group."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        figures = _pipeline(folder)
        figures |= _rescan(folder)
        # Of this process, which held a second embedder to compare with; torch comes after.
        peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        figures["worker_peak_mb"] = round(peak_kb / 1000)
        figures |= _torch(folder)
    return figures


def _pipeline(folder: Path) -> dict[str, object]:
    files = folder / "files"
    corpus.write(files, _N_FILES, corpus.words(starter_embedder()))
    ratios, rates, changes = [], [], []
    for number in range(_PAIRS):
        home = folder / f"home{number}"
        home.mkdir()
        books = Shelf(home, starter_embedder(), 0).open()
        _warm(books)
        ours_s, n_chunks = _index(books, files)
        bare_s = _embed(books)
        ratios.append(bare_s / ours_s)
        rates.append(n_chunks / ours_s)
        changes.append(_one_change(books, files) / ours_s * _N_FILES / 2_000)
        books.close()
    return {
        "pipeline_efficiency": _median(ratios),
        "pipeline_efficiency_spread": _spread(ratios),
        "chunks_per_s": round(statistics.median(rates), 1),
        # The full run is taken to grow with the number of files: it was measured with fewer.
        "one_change_of_2000_ratio": round(statistics.median(changes), 5),
        "n_files": _N_FILES,
    }


def _warm(books: Books) -> None:
    """The first evaluation and the parser's start are no part of a rate."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "first.txt"
        path.write_text("A first file, so that everything has started.", "utf-8")
        books.index(IndexPaths(0, (str(path),), "warm"), Patience())


def _index(books: Books, files: Path) -> tuple[float, int]:
    begun = time.perf_counter()
    summary = books.index(IndexPaths(0, (str(files),), "default"), Patience())
    return time.perf_counter() - begun, summary.chunks


def _embed(books: Books) -> float:
    """Seconds the embedder alone takes for the very chunks that were indexed."""
    texts = [
        searchable(chunk.text, chunk.heading)
        for document in books.ledger.documents("default")
        if document.state == "ready"
        for chunk in books.ledger.chunks_of(document.id)
    ]
    embedder = Embedder(starter_embedder())
    embedder.embed(texts[:8])
    begun = time.perf_counter()
    for start in range(0, len(texts), _BATCH):
        embedder.embed(texts[start : start + _BATCH])
    return time.perf_counter() - begun


def _one_change(books: Books, files: Path) -> float:
    path = next(iter(sorted(files.rglob("*.txt"))))
    path.write_text(path.read_text("utf-8") + "\n\nOne more line.\n", "utf-8")
    begun = time.perf_counter()
    _rescan_once(books, files)
    return time.perf_counter() - begun


def _torch(folder: Path) -> dict[str, object]:
    from sentence_transformers import SentenceTransformer

    paths = sorted((folder / "files").rglob("*.txt"))[:_N_TORCH]
    texts = [path.read_text("utf-8")[:900] for path in paths]
    reference = SentenceTransformer(str(starter_embedder()), device="cpu")
    embedder = Embedder(starter_embedder())
    ratios = []
    for _ in range(_PAIRS):
        slow = _timed(lambda: reference.encode(texts, show_progress_bar=False))
        fast = _timed(lambda: embedder.embed(texts))
        ratios.append(slow / fast)
    return {"embed_speedup_vs_torch": _median(ratios), "embed_speedup_spread": _spread(ratios)}


def _rescan(folder: Path) -> dict[str, object]:
    """Ten thousand files that did not change, looked at again, against scandir and stat alone."""
    files, home = folder / "small", folder / "home-small"
    home.mkdir()
    for number in range(_N_SMALL):
        path = files / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        # Ten texts in all: what is embedded once is not what is measured here.
        path.write_text(f"A short text, number {number % 10}.", "utf-8")
    books = Shelf(home, starter_embedder(), 0).open()
    _rescan_once(books, files)
    ratios = []
    for _ in range(_PAIRS):
        plain = _timed(lambda: _look(str(files)))
        ours = _timed(lambda: _rescan_once(books, files))
        ratios.append(ours / plain)
    books.close()
    return {"rescan_ratio": _median(ratios), "rescan_spread": _spread(ratios)}


def _rescan_once(books: Books, files: Path) -> None:
    books.index(IndexPaths(0, (str(files),), "default", is_rescan=True), Patience())


def _look(folder: str) -> int:
    n_files = 0
    for entry in os.scandir(folder):
        if entry.is_dir():
            n_files += _look(entry.path)
        else:
            os.stat(entry.path)
            n_files += 1
    return n_files


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _median(values: list[float]) -> float:
    return round(statistics.median(values), 3)


def _spread(values: list[float]) -> list[float]:
    return [round(min(values), 3), round(max(values), 3)]
