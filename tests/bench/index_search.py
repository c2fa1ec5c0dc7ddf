"""How fast a whole search is at ten thousand, a hundred thousand and a million chunks.

Libraries are synthetic (`synthetic.py`), made through the code that rebuilds a lost search index;
queries are real. They are kept between runs: a million chunks take minutes to make.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import lancedb

from desktop.index.embedder import Embedder
from desktop.index.selection import Selection
from desktop.index.shelf import Books, Shelf
from desktop.messages import Search
from desktop.paths import starter_embedder
from tests.bench import synthetic
from tests.bench.llama_bench import Missing, cache

_SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_N_QUERIES, _N_WARM, _N_RECALL = 100, 15, 50
_K, _N_ASKED = 10, 100
"""How many chunks are looked at, and how many a search asks the vectors for."""
_SEED = 3


def measure() -> dict[str, object]:
    """Every figure of the group."""
    figures: dict[str, object] = {
        "synthetic": "texts and vectors at every size; the queries are real",
        "zh_share": synthetic.ZH_SHARE,
    }
    for size, n_chunks in _SIZES.items():
        home = cache() / "libraries" / size
        found = _made(home, n_chunks)
        books = Shelf(home, starter_embedder(), 0).open()
        try:
            found |= _times(books) | _recall(books, home)
        finally:
            books.close()
        figures |= {f"{key}_{size}": value for key, value in found.items()}
    return figures


def _made(home: Path, n_chunks: int) -> dict[str, object]:
    """Make a library, and its search index in a process of its own that says what that took."""
    kept = home / "figures.json"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "library.db").unlink(missing_ok=True)
        synthetic.fill(home / "library.db", n_chunks)
        command = [sys.executable, "-m", "tests.bench.index_search", str(home)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise Missing(f"the search index of {n_chunks} chunks could not be made")
        kept.write_text(done.stdout.splitlines()[-1], "utf-8")
    found = json.loads(kept.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def _rebuild(home: Path) -> dict[str, object]:
    """Make the search index from library.db, as after a damage."""
    begun = time.perf_counter()
    shelf = Shelf(home, starter_embedder(), 0)
    rebuild_s = time.perf_counter() - begun
    kept = (each for each in home.rglob("*") if each.is_file() and each.name != "ballast")
    n_bytes = sum(each.stat().st_size for each in kept)
    return {
        "rebuild_s": round(rebuild_s, 1),
        "rebuild_peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000),
        "bytes_per_chunk": round(n_bytes / shelf.served.table().count()),
    }


def _times(books: Books) -> dict[str, object]:
    """Milliseconds of whole searches: embedding, full text, vectors, fusing and passages."""
    both: list[float] = []
    figures: dict[str, object] = {}
    for language in ("en", "zh"):
        asked = random.Random(_SEED).sample(synthetic.questions(language), _N_WARM + _N_QUERIES)
        times = [_timed(books, text) for text in asked][_N_WARM:]
        figures[f"search_p95_ms_{language}"] = _percentile(times, 95)
        both += times
    figures["search_p50_ms"] = _percentile(both, 50)
    figures["search_p95_ms"] = _percentile(both, 95)
    figures["search_peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    return figures


def _timed(books: Books, text: str) -> float:
    begun = time.perf_counter()
    books.search(Search(0, text, k=_K))
    return (time.perf_counter() - begun) * 1000


def _percentile(values: list[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


def _recall(books: Books, home: Path) -> dict[str, object]:
    """The share of the ten truly nearest chunks that are among the ten found."""
    embedder = Embedder(starter_embedder())
    (folder,) = (home / "index").iterdir()
    table = lancedb.connect(str(folder)).open_table("chunks")
    asked = random.Random(_SEED).sample(synthetic.questions("en"), _N_RECALL)
    shares = []
    for vector in embedder.embed(asked):
        cosines = books.cosines(vector, list(books.nearest(vector, Selection(), _N_ASKED)))
        found = set(sorted(cosines, key=lambda each: -cosines[each])[:_K])
        exact = table.search(vector).distance_type("cosine").bypass_vector_index()
        rows = exact.select(["chunk_id", "_distance"]).limit(_K).to_list()
        shares.append(len(found & {row["chunk_id"] for row in rows}) / _K)
    return {"search_recall10": round(statistics.mean(shares), 3)}


if __name__ == "__main__":
    print(json.dumps(_rebuild(Path(sys.argv[1]))))
