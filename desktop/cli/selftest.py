"""`carrel --selftest`: every part once, in a throwaway home, with starter models and samples."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from desktop import assembly, paths
from desktop.chat.answer import Scope
from desktop.chat.memory import MemoryStore
from desktop.cli import output
from desktop.cli.answers import Asker
from desktop.cli.session import Session
from desktop.errors import AppError
from desktop.messages import (
    Hits,
    Indexed,
    IndexPaths,
    RecogniseScans,
    Search,
)
from desktop.page_messages import PageImage, RenderPage
from desktop.paths import Home
from desktop.redaction import Rules, redact
from desktop.settings import EngineSettings, Settings

_ENGLISH = "How much is the monthly rent?"
_CHINESE = "质保期有多长？"
_SCANNED = "warehouse-lease.pdf"


def selftest() -> int:
    """Run every step; prints one line of JSON; 1 where a step failed."""
    results: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="carrel-selftest-") as folder:
        home = Home(Path(folder))
        _step(results, "store", lambda: _store(home))
        _step(results, "redaction", _redact)
        _step(results, "formula", _formula)
        with Session(home, Settings()) as session:
            _step(results, "index", lambda: _index(session))
            _step(results, "search", lambda: _search(session))
            _step(results, "scan", lambda: _scan(session, home.root / "scan.png"))
            asker = Asker(session, MemoryStore.empty(), is_live=False)
            _step(results, "model", lambda: _use(asker))
            _step(results, "english", lambda: _ask(asker, 1, _ENGLISH, ".pdf", needs_prose=True))
            _step(results, "chinese", lambda: _ask(asker, 2, _CHINESE, ".docx", needs_prose=False))
    is_good = all(not str(each).startswith("FAILED") for each in results.values())
    output.write_json({"ok": is_good, **results})
    return 0 if is_good else 1


def _step(results: dict[str, object], name: str, run: Callable[[], object]) -> None:
    begun = time.perf_counter()
    try:
        value = run()
    except AppError as error:
        value = f"FAILED {error.problem.code} {error.problem.detail}"
    except (ImportError, OSError) as error:  # what a bundle lacks
        value = f"FAILED {error}"
    results[name] = value
    results[f"{name}_s"] = round(time.perf_counter() - begun, 2)


def _store(home: Home) -> str:
    assembly.make_home(home)
    store = assembly.open_store(home, "passphrase", "selftest")
    store.close()
    is_plain = home.store.read_bytes().startswith(b"SQLite format 3")
    return "FAILED not encrypted" if is_plain else "encrypted"


def _redact() -> str:
    """Find telephone numbers of two countries: what is known of each is a module of its own."""
    found = redact("+86 138 0013 8000, +44 20 7946 0958", Rules())
    return f"FAILED {found}" if any(each.isdigit() for each in found) else "two numbers"


def _formula() -> str:
    """Set a formula: its fonts and tables are files beside the library."""
    from ziamath.zmath import Latex

    picture = Latex(r"\sqrt{\alpha}").svg()
    return f"{len(picture)} characters"


def _index(session: Session) -> object:
    folder = str(paths.samples())
    for event in session.index_job(lambda job: IndexPaths(job, (folder,), "default")):
        if isinstance(event, Indexed):
            left_out = (*event.summary.skipped, *event.summary.failed)
            return f"FAILED {left_out}" if left_out else event.summary.chunks
    return "FAILED no summary"


def _search(session: Session) -> str:
    for event in session.index_job(lambda job: Search(job, _ENGLISH)):
        if isinstance(event, Hits) and event.passages:
            return Path(event.passages[0].path).name
    return "FAILED nothing found"


def _scan(session: Session, picture: Path) -> str:
    """Recognise a picture of a page; what the page says is known."""
    page = str(paths.samples() / _SCANNED)
    for event in session.index_job(lambda job: RenderPage(job, page, 1, 0, "", 2.0)):
        if isinstance(event, PageImage):
            picture.write_bytes(event.png)
    for _ in session.index_job(lambda job: IndexPaths(job, (str(picture),), "scans")):
        pass
    for _ in session.index_job(RecogniseScans):
        pass
    for event in session.index_job(lambda job: Search(job, _ENGLISH, ("scans",))):
        if isinstance(event, Hits) and event.passages:
            return f"{len(event.passages[0].text)} characters"
    return "FAILED nothing recognised"


def _use(asker: Asker) -> str:
    asker.use(EngineSettings())
    return "found"


def _ask(asker: Asker, number: int, question: str, ending: str, *, needs_prose: bool) -> str:
    turn = asker.ask(number, question, Scope())
    cited = [Path(each.path).name for each in turn.citations]
    if turn.state != "complete" or not any(name.endswith(ending) for name in cited):
        return f"FAILED {turn.state} {turn.problem} {cited}"
    if needs_prose and not turn.text:
        return "FAILED no prose"
    return f"{turn.speed.tok_s:.0f} tok/s, cites {', '.join(cited)}"
