"""From the start of a process to the first search: ours against LangChain, Chroma and torch.

The same files, each side with its own way of cutting them as it ships. Texts are distinct and
every one is embedded: both sides say how many chunks they made.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from desktop.paths import starter_embedder
from tests.bench import corpus
from tests.bench.llama_bench import Missing, cache

_N_FILES = 2_000
_PACKAGES = ("langchain-chroma==1.1.0", "langchain-huggingface==1.2.3", "langchain-text-splitters")
_PROGRAM = """
import sys
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

files, home, model = sys.argv[1:]
documents = [
    Document(path.read_text("utf-8"), metadata={"path": str(path)})
    for path in sorted(Path(files).rglob("*.txt"))
]
splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
chunks = splitter.split_documents(documents)
store = Chroma(persist_directory=home, embedding_function=HuggingFaceEmbeddings(model_name=model))
for begin in range(0, len(chunks), 5000):
    store.add_documents(chunks[begin : begin + 5000])
assert store.similarity_search("Record 7", k=1)
print(len(chunks))
"""


def measure() -> dict[str, object]:
    """The ratio of both times; one pair, since a pair takes minutes."""
    python = _python()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        corpus.write(folder / "files", _N_FILES, corpus.words(starter_embedder()))
        ours_s, n_ours = _ours(folder)
        peer_s, n_peer = _peer(python, folder)
    return {
        "index_time_ratio_peer": round(peer_s / ours_s, 2),
        "ours_s": round(ours_s, 1),
        "peer_s": round(peer_s, 1),
        "ours_chunks": n_ours,
        "peer_chunks": n_peer,
        "n_files": _N_FILES,
    }


def _ours(folder: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "desktop", "--home", str(folder / "home"), "--json"]
    begun = time.perf_counter()
    done = _run([*command, "index", str(folder / "files")])
    seconds = time.perf_counter() - begun
    return seconds, int(json.loads(done.splitlines()[-1])["chunks"])


def _peer(python: str, folder: Path) -> tuple[float, int]:
    begun = time.perf_counter()
    done = _run(
        [
            python,
            "-c",
            _PROGRAM,
            str(folder / "files"),
            str(folder / "peer"),
            str(starter_embedder()),
        ]
    )
    return time.perf_counter() - begun, int(done.split()[-1])


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")
    return done.stdout


def _python() -> str:
    """An environment with the peer's packages that shares torch with ours."""
    folder = cache() / "langchain-chroma"
    python = folder / "bin" / "python"
    if not (folder / "installed").exists():
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        packages = next(folder.glob("lib/python*/site-packages"))
        (packages / "ours.pth").write_text(sysconfig.get_paths()["purelib"], "utf-8")
        _run([str(python), "-m", "pip", "install", "--quiet", *_PACKAGES])
        (folder / "installed").touch()
    return str(python)
