"""The real window, off the screen, measured from inside; `python -m tests.bench.ui` starts it.

A stall is how late a timer of 5 ms in the window's thread comes, in milliseconds of the clock:
while a question asked in the composer is answered with 100 tokens a second for ten seconds, while
the real index worker reads 2,000 small files, and both at once, the question asked a second after
the files were added. All else is processor time of the window's process.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import desktop.app as module
from desktop.paths import Home
from desktop.ui.application import Application
from desktop.ui.bridge import Bridge
from desktop.ui.composer import Composer
from desktop.ui.markup import to_markup
from desktop.ui.theme import LIGHT
from desktop.ui.transcript import Transcript
from desktop.ui.window import MainWindow
from tests.bench.ui_engine import SteadyEngine

_TICK_MS = 5
_STREAM_S = 10.0
_LONGEST_S = 240.0
_ANSWER = (
    "The rent is **9,400 euros** a month, as the lease says in `clause 4`.\n\n"
    "- paid on the first day\n- to the account of the owner\n\n"
    "| Year | Rent |\n|:--|--:|\n| 2025 | 9,100 |\n| 2026 | 9,400 |\n\n"
    "```python\ntotal = 12 * 9_400\n```\n\n租金每月支付。 It rises with the index of prices.\n\n"
)
_held: dict[str, Any] = {}


class Library(module.Library):
    """The library, known to the measurement."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        _held["library"] = self


class App(module.App):
    """The window, which measures itself as soon as it stands."""

    def __init__(self, application: Application, bridge: Bridge, *given: Any) -> None:
        home, settings, workers, store, language = given
        self._folder = Path(sys.argv[2])
        _add_turns(store)
        workers = replace(workers, engine=SteadyEngine(bridge.post, _ANSWER))
        super().__init__(application, bridge, home, settings, workers, store, language)
        _held["chat"] = self._chat

    def start(self, paths: tuple[str, ...] = ()) -> None:
        """Show the window, measure, and leave."""
        super().start(paths)
        QTimer.singleShot(1000, self._measure)

    def _measure(self) -> None:
        figures: dict[str, float] = {}
        begun = time.process_time()
        self.window.open_conversation(1)
        _run(0.5)
        figures["open_1000_turns_cpu_s"] = time.process_time() - begun
        figures["window_mb"] = psutil.Process().memory_full_info().pss / 1e6
        figures["scroll_p99_ms"] = _scroll(self.window.findChild(Transcript))
        text = _ANSWER * 60
        begun = time.process_time()
        to_markup(text, LIGHT, "Copy")
        figures["markdown_ms_per_kb"] = (time.process_time() - begun) * 1e6 / len(text)
        figures |= _stalls(self.window, "stream", streams=True, folder=None)
        figures |= _stalls(self.window, "index", streams=False, folder=self._folder / "a")
        figures |= _stalls(self.window, "both", streams=True, folder=self._folder / "b")
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}), flush=True)
        QApplication.quit()


def _add_turns(store: Any) -> None:
    conversation, parent = store.conversations.create("Rent").id, None
    for n in range(1000):
        role = "assistant" if n % 2 else "user"
        words = _ANSWER if n % 2 else f"How much is the rent in year {n}?"
        parent = store.turns.add_turn(conversation, parent, role, words).id


def _run(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def _scroll(transcript: Transcript) -> float:
    """Processor milliseconds of a frame of 120 pixels from the end up to the first turn, p99."""
    bar, costs = transcript.verticalScrollBar(), []
    # At the top of what is drawn older turns come in above, until the first one is there.
    while bar.value() > 0 or transcript.view(transcript.turns[0].id) is None:
        before, begun = bar.value(), time.process_time()
        bar.setValue(before - 120)
        QApplication.processEvents()
        # At the very top nothing moves until older turns have found their height.
        if bar.value() != before:
            costs.append((time.process_time() - begun) * 1000)
    return _share(costs, 0.99)


def _stalls(
    window: MainWindow, name: str, *, streams: bool, folder: Path | None
) -> dict[str, float]:
    late: list[float] = []
    last = [time.perf_counter()]
    loop, tick, watch = QEventLoop(), QTimer(), QTimer()

    def on_tick() -> None:
        now = time.perf_counter()
        late.append(max(0.0, (now - last[0]) * 1000 - _TICK_MS))
        last[0] = now

    tick.setTimerType(Qt.TimerType.PreciseTimer)
    tick.timeout.connect(on_tick)
    begun = time.monotonic()
    if streams:
        QTimer.singleShot(1000, partial(_ask, window))
        QTimer.singleShot(int((1 + _STREAM_S) * 1000), partial(_held["chat"].stop, 1))
    library = _held["library"]
    if folder is not None:
        library.add((folder,))

    def on_watch() -> None:
        passed = time.monotonic() - begun
        is_idle = folder is None or (passed > 2 and not library.is_indexing)
        if (is_idle and passed > _STREAM_S + 2) or passed > _LONGEST_S:
            loop.quit()

    watch.timeout.connect(on_watch)
    watch.start(200)
    tick.start(_TICK_MS)
    loop.exec()
    for each in (tick, watch):
        each.stop()
    shares = {"p50": _share(late, 0.5), "p99": _share(late, 0.99), "max": max(late)}
    return {f"stall_{name}_{share}_ms": value for share, value in shares.items()}


def _ask(window: MainWindow) -> None:
    """Ask as a person does: words in the composer, and Enter."""
    field = window.findChild(Composer).message
    field.setPlainText("How does the rent go on?")
    QTimer.singleShot(300, partial(QTest.keyClick, field, Qt.Key.Key_Return))


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    """Run the window on a new home: argv is the home and the folder of files to index."""
    module.App, module.Library = App, Library  # type: ignore[misc]
    home = Home(Path(sys.argv[1]))
    home.create()
    # What the documents of the measurement say would not be found to answer anything.
    home.settings.write_text(json.dumps({"chat": {"use_documents": False}}))
    module.run(home, "plain", None, "en", print)


if __name__ == "__main__":
    main()
