"""A report about this installation for whoever helps, without a word of anybody's documents.

It is shown before it is saved, and never sent by Carrel.
"""

from __future__ import annotations

import json
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from desktop.computer import this_computer
from desktop.domain import Document
from desktop.errors import StoreError
from desktop.paths import Home
from desktop.settings import Settings

_PACKAGES = (
    "carrel", "PySide6-Essentials", "llama_cpp_python", "lancedb", "onnxruntime", "openvino",
    "sentence-transformers", "torch", "pypdfium2", "sqlcipher3",
)  # fmt: skip
_LONGEST_LOG = 200_000
_OWN = re.compile(r"""["'][^"'\n]*[/\\](desktop|site-packages)[/\\]([^"'\n]*\.py)["']""")
_PATH = re.compile(r"""(?:\b[A-Za-z]:\\|\\\\|(?<![\w.:])~?/)[^\n"'<>|]*""")
_QUOTED = re.compile(r"""(["'])(?:(?!\1).)*[/\\.](?:(?!\1).)*\1""")
_CHOSEN = "(chosen)"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One file of a report."""

    name: str
    text: str


def make_report(
    home: Home, settings: Settings, documents: Sequence[Document]
) -> tuple[ReportPart, ...]:
    """Everything a report may hold; the user takes out what is not to be passed on."""
    parts = [
        ReportPart("about.txt", _about()),
        ReportPart("settings.json", _settings(settings)),
        ReportPart("library.txt", _library(documents)),
    ]
    for path in sorted(home.logs.glob("carrel.log*")):
        parts.append(ReportPart(f"logs/{path.name}", _log(path)))
    return tuple(parts)


def write_report(parts: Iterable[ReportPart], path: Path) -> None:
    """Write a report as one ZIP file; raises StoreError("not_writable")."""
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                archive.writestr(part.name, part.text)
    except OSError as error:
        raise StoreError("not_writable", str(path)) from error


def redacted(text: str) -> str:
    """A log without paths and names of files; where Carrel's own code stands is kept."""
    kept = _OWN.sub(r"\1:\2", text)
    return _PATH.sub("(path)", _QUOTED.sub("(name)", kept))


def _about() -> str:
    computer = this_computer()
    lines = [
        f"system: {platform.system()} {platform.release()} {platform.machine()}",
        f"processor: {computer.n_cores} cores",
        f"memory: {computer.memory_bytes / 1e9:.1f} GB",
        f"python: {platform.python_version()}, {'bundle' if _is_bundle() else 'environment'}",
    ]
    for name in _PACKAGES:
        try:
            lines.append(f"{name}: {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}: not there")
    return "\n".join(lines) + "\n"


def _is_bundle() -> bool:
    return hasattr(sys, "_MEIPASS")


def _settings(settings: Settings) -> str:
    values = asdict(settings)
    for place, name in (("engine", "model"), ("index", "embedder")):
        if values[place][name]:
            values[place][name] = _CHOSEN
    del values["window"]["geometry"]
    return json.dumps(values, indent=1) + "\n"


def _library(documents: Sequence[Document]) -> str:
    """How many documents there are, of which types, in which states."""
    types = Counter(Path(each.path).suffix.lower() or "(none)" for each in documents)
    states = Counter(
        f"{each.state}: {each.problem.code}" if each.problem else each.state for each in documents
    )
    passages = sum(each.n_chunks for each in documents)
    lines = [f"documents: {len(documents)}", f"passages: {passages}", ""]
    lines += [f"{name}: {n}" for name, n in types.most_common()]
    lines += ["", *(f"{name}: {n}" for name, n in states.most_common())]
    return "\n".join(lines) + "\n"


def _log(path: Path) -> str:
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError as error:
        return f"cannot be read: {type(error).__name__}\n"
    return redacted(text[-_LONGEST_LOG:])
