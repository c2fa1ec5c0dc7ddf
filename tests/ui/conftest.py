"""A window whose workers are played by the test; everything else is real."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.assembly import open_store
from desktop.catalog import Catalog, Inspection
from desktop.chat.asking import Chat
from desktop.chat.comparison import Comparisons
from desktop.chat.conversations import Conversations
from desktop.domain import Document, Language
from desktop.engine_messages import LoadModel
from desktop.feedback import Ratings
from desktop.feedback_export import FeedbackExport
from desktop.library import Library
from desktop.messages import DocumentList, Event, Finished, ListDocuments
from desktop.model_hash import ModelHashes
from desktop.paths import Home
from desktop.presets.presets import Presets
from desktop.settings import SettingsFile
from desktop.storage.database import Store
from desktop.tuning import Tuning, TuningFile
from desktop.ui import theme
from desktop.ui.bridge import Bridge
from desktop.ui.parts import Look, Parts
from desktop.ui.window import MainWindow
from tests.fakes import FakeSender

_ALL_AFTER = 20
"""Tests after which everything is collected: each time it takes as long as a short test."""

_n_tests = itertools.count(1)


@pytest.fixture(scope="package", autouse=True)
def _own_garbage() -> Iterator[None]:
    """Let Python collect nothing by itself: in another thread it would take widgets apart."""
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collect_between_tests(_own_garbage: None) -> Iterator[None]:
    """Collect where no widget is in use. A window that is closed lets Python collect again."""
    gc.disable()
    yield
    gc.collect(2 if next(_n_tests) % _ALL_AFTER == 0 else 1)


@dataclass
class Screen:
    """The window and everything behind it."""

    window: MainWindow
    engine: FakeSender
    index: FakeSender
    store: Store
    parts: Parts
    bot: QtBot

    def hear(self, *events: Event) -> None:
        """Let the workers say something."""
        for event in events:
            self.parts.chat.handle(event)
            self.parts.library.handle(event)
            self.parts.tuning.handle(event)
            self.parts.inspection.handle(event)

    def show_documents(self, *documents: Document) -> None:
        """Let the library have these documents."""
        self.parts.library.refresh()
        job = self.index.last(ListDocuments).job
        self.hear(DocumentList(job, documents), Finished(job))

    def find(self, kind: type[QWidget], name: str) -> QWidget:
        """Wait for a visible widget of this kind whose accessible name or text begins so."""
        found: list[QWidget] = []

        def look() -> bool:
            found[:] = [each for each in self.window.findChildren(kind) if _is_shown(each, name)]
            return bool(found)

        self.bot.waitUntil(look, timeout=2000)
        return found[0]


def row_texts(rows: QWidget) -> list[str]:
    """What the rows of a list say."""
    model = rows.model()  # type: ignore[attr-defined]
    return [model.index(n, 0).data() for n in range(model.rowCount())]


def _is_shown(widget: QWidget, name: str) -> bool:
    text = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    return text.startswith(name) and widget.isVisible()


@pytest.fixture
def make_screen(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[object]:
    """Make a window in a language and colours."""
    stores: list[Store] = []
    windows: list[MainWindow] = []

    def make(
        language: Language = "en", colours: theme.Theme = theme.LIGHT, zoom: int = 100
    ) -> Screen:
        home = Home(tmp_path / "home")
        home.create()
        engine, index, bridge = FakeSender(), FakeSender(), Bridge(qapp)
        store = open_store(home, "plain", None)
        stores.append(store)
        jobs = itertools.count(1)
        chat = Chat(engine, index, store, jobs, bridge.chat_updated.emit)
        tuning_file = TuningFile(home.tuning)
        library = Library(index, jobs, bridge.library_updated.emit)
        parts = Parts(
            chat,
            Conversations(store),
            library,
            Catalog(paths.starter_model(), [home.models], tuning_file),
            Tuning(engine, jobs, tuning_file, lambda update: window.on_tuning_update(update)),
            Inspection(engine, jobs, lambda found: window.on_inspected(found)),
            Ratings(store),
            Presets(home.presets),
            SettingsFile(home.settings),
            FeedbackExport(store, ModelHashes(home.hashes)),
            Comparisons(store),
        )
        theme.apply(colours, qapp, zoom)
        look = Look(colours, language, str(home.root), paths.samples(), is_encrypted=False)
        window = MainWindow(parts, look)
        chat.use_model(LoadModel(0, "/m.gguf", 4096))
        bridge.chat_updated.connect(window.on_chat_update)
        bridge.library_updated.connect(window.on_library_update)
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        return Screen(window, engine, index, store, parts, qtbot)

    yield make
    for window in windows:
        window.close()
    for store in stores:
        store.close()


@pytest.fixture
def screen(make_screen: object) -> Screen:
    """A window in English, light."""
    return make_screen()  # type: ignore[operator, no-any-return]
