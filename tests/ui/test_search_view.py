"""The search screen: typed in by keys, read by what a person sees; the index is played or real."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app import App
from desktop.domain import Problem
from desktop.engine_messages import LoadModel
from desktop.messages import Cancel, Failed, Finished, Hits, Search
from desktop.page_messages import ReadText, RenderPage
from desktop.paths import Home
from desktop.settings import SettingsFile
from desktop.ui.bridge import Bridge
from desktop.ui.passage_list import PassageList
from desktop.ui.theme import DARK
from desktop.ui.viewer import Viewer
from tests.fakes import PASSAGE, document
from tests.ui.conftest import Screen

OTHER = replace(PASSAGE, chunk_id=8, path="/a/notes.txt", page=None, text="Rent again.")
FOUND = (replace(PASSAGE, marks=((12, 16),), also_in=("/b/copy.pdf",)), OTHER)


@pytest.fixture
def searching(screen: Screen) -> Screen:
    """The search screen of a window with a document."""
    screen.show_documents(document(1))
    QTest.keyClick(screen.window, Qt.Key.Key_F3)
    return screen


def edit(screen: Screen) -> QLineEdit:
    found = screen.find(QLineEdit, "Search documents")
    assert isinstance(found, QLineEdit)
    return found


def passages(screen: Screen) -> PassageList:
    found = screen.find(PassageList, "Passages found")
    assert isinstance(found, PassageList)
    return found


def look_for(screen: Screen, text: str) -> int:
    """Type a search and wait until the index is asked; its job."""
    line = edit(screen)
    line.clear()
    QTest.keyClicks(line, text)
    wanted = text.split(" type:")[0]
    screen.bot.waitUntil(lambda: _asked(screen)[-1:] == [wanted])
    return screen.index.last(Search).job


def find(screen: Screen, text: str = "rent", n_documents: int = 1) -> None:
    job = look_for(screen, text)
    screen.hear(Hits(job, FOUND if n_documents else (), 1.0, n_documents), Finished(job))
    QApplication.processEvents()


def _asked(screen: Screen) -> list[str]:
    return [each.text for each in screen.index.sent if isinstance(each, Search)]


def shown(root: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in root.findChildren(QLabel) if each.isVisible())


def rows(screen: Screen) -> list[str]:
    model = passages(screen).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def test_passages_come_while_one_types_and_no_model_is_asked_for(searching: Screen) -> None:
    find(searching)

    assert rows(searching) == [
        "lease.pdf · p. 2: The monthly rent is 9,400 euros. Also in: copy.pdf",
        "notes.txt: Rent again.",
    ]
    assert "Passages: 2" in shown(searching.window)
    assert not [each for each in searching.engine.sent if isinstance(each, LoadModel)]


def test_letters_typed_in_a_row_are_one_search(searching: Screen) -> None:
    look_for(searching, "monthly rent")

    assert _asked(searching) == ["monthly rent"]


def test_only_the_last_text_is_answered(searching: Screen) -> None:
    first = look_for(searching, "re")
    second = look_for(searching, "rent")
    searching.hear(Hits(first, (OTHER,), 1.0, 1), Finished(first, cancelled=True))
    searching.hear(Hits(second, FOUND, 1.0, 1), Finished(second))

    assert searching.index.last(Cancel).job == first
    assert len(rows(searching)) == 2


def test_arrow_keys_move_and_enter_opens_at_the_passage(searching: Screen) -> None:
    find(searching)
    line = edit(searching)

    QTest.keyClick(line, Qt.Key.Key_Down)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert searching.index.last(ReadText).path == "/a/notes.txt"

    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Return)
    opened = searching.index.last(RenderPage)
    assert (opened.path, opened.page, opened.text) == ("/a/lease.pdf", 2, PASSAGE.text)


def test_a_double_click_opens(searching: Screen) -> None:
    find(searching)
    view = passages(searching)
    QApplication.processEvents()
    middle = view.visualRect(view.model().index(0, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    assert searching.index.last(RenderPage).path == "/a/lease.pdf"
    assert searching.window.findChild(Viewer).isVisible()


@pytest.mark.parametrize("where", ["line", "list"])
def test_copying_takes_the_source_along(searching: Screen, where: str) -> None:
    find(searching)
    at = edit(searching) if where == "line" else passages(searching)

    QTest.keyClick(at, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    copied = QApplication.clipboard().text()
    assert copied == "“The monthly rent is 9,400 euros.”\n— lease.pdf · p. 2 (/a)"
    assert "Passage copied" in shown(searching.window)


def test_words_selected_in_the_line_are_copied_as_words(searching: Screen) -> None:
    find(searching)
    line = edit(searching)
    line.selectAll()

    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert QApplication.clipboard().text() == "rent"


def test_filters_that_leave_nothing_are_named(searching: Screen) -> None:
    find(searching, "rent type:xlsx", n_documents=0)

    assert "No document matches these filters: type:xlsx." in shown(searching.window)


def test_filters_in_use_are_named(searching: Screen) -> None:
    find(searching, "rent type:pdf")

    assert "Only in documents that match: type:pdf" in shown(searching.window)


def test_nothing_found_is_said(searching: Screen) -> None:
    job = look_for(searching, "zebra")
    searching.hear(Hits(job, (), 1.0, 1), Finished(job))

    assert "Nothing like that in your documents." in shown(searching.window)


def test_a_date_that_is_none_is_said_and_what_was_found_stays(searching: Screen) -> None:
    find(searching)

    QTest.keyClicks(edit(searching), " after:20x4")

    searching.bot.waitUntil(lambda: "after:20x4 names no date." in shown(searching.window))
    assert len(rows(searching)) == 2


def test_an_index_that_died_is_said(searching: Screen) -> None:
    job = look_for(searching, "rent")
    searching.hear(Failed(job, Problem("index_died")))

    searching.bot.waitUntil(lambda: "restarted" in shown(searching.window))


def test_a_home_without_documents_offers_to_add_some(screen: Screen) -> None:
    QTest.keyClick(screen.window, Qt.Key.Key_F3)

    assert "No documents yet." in shown(screen.window)
    assert screen.find(QPushButton, "Add files…")


def test_what_is_still_being_read_is_said_and_found_when_it_is_ready(searching: Screen) -> None:
    find(searching)
    n_before = len(_asked(searching))

    searching.show_documents(document(1), document(2, state="reading"))
    searching.bot.waitUntil(lambda: "not found yet: 1 documents" in shown(searching.window))
    assert len(_asked(searching)) == n_before
    searching.show_documents(document(1), document(2))

    searching.bot.waitUntil(lambda: len(_asked(searching)) == n_before + 1)


def test_the_choice_stays_when_the_same_search_finds_more(searching: Screen) -> None:
    find(searching)
    QTest.keyClick(edit(searching), Qt.Key.Key_Down)
    searching.show_documents(document(1), document(2))
    searching.bot.waitUntil(lambda: len(_asked(searching)) == 2)
    job = searching.index.last(Search).job

    searching.hear(Hits(job, (replace(PASSAGE, chunk_id=9), *FOUND), 1.0, 2), Finished(job))

    searching.bot.waitUntil(lambda: len(rows(searching)) == 3)
    assert passages(searching).chosen == OTHER


def test_a_chip_writes_its_filter(searching: Screen) -> None:
    line = edit(searching)
    QTest.keyClicks(line, "rent")

    QTest.mouseClick(searching.find(QPushButton, "Files of a kind"), Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, "pdf")

    assert line.text() == "rent type:pdf"


def test_the_words_are_marked_and_markup_in_a_document_is_only_text(make_screen: object) -> None:
    screen: Screen = make_screen("en", DARK)  # type: ignore[operator]
    screen.show_documents(document(1))
    QTest.keyClick(screen.window, Qt.Key.Key_F3)
    hostile = '<img src="file://evil.example/x.png"><b>rent</b>'
    at = hostile.index("rent")
    job = look_for(screen, "rent")
    passage = replace(PASSAGE, text=hostile, marks=((at, at + 4),))
    screen.hear(Hits(job, (passage,), 1.0, 1), Finished(job))

    assert hostile in rows(screen)[0]
    picture = passages(screen).viewport().grab().toImage()
    mark = DARK.mark
    drawn = [
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, min(picture.height(), 120), 2)
    ]
    assert mark in drawn
    tip = passages(screen).model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip


def test_escape_leads_back_to_the_conversation(searching: Screen) -> None:
    find(searching)
    QTest.keyClick(edit(searching), Qt.Key.Key_Return)

    QTest.keyClick(searching.window, Qt.Key.Key_Escape)
    assert edit(searching).hasFocus()
    QTest.keyClick(searching.window, Qt.Key.Key_Escape)

    assert not edit_is_visible(searching)


def edit_is_visible(screen: Screen) -> bool:
    return any(
        each.isVisible() and each.accessibleName() == "Search documents"
        for each in screen.window.findChildren(QLineEdit)
    )


@pytest.mark.model
def test_the_real_index_is_searched_before_any_model_is_loaded(
    qapp: QApplication, qtbot: QtBot, sample_home: Path, tmp_path: Path
) -> None:
    home = Home(shutil.copytree(sample_home, tmp_path / "home"))
    bridge = Bridge()
    settings = SettingsFile(home.settings)
    workers = assembly.open_workers(home, settings.current.index, bridge.post)
    store = assembly.open_store(home, "plain", None)
    app = App(qapp, bridge, home, settings, workers, store, "en")
    try:
        with qtbot.waitActive(app.window):
            app.start()
        QTest.keyClick(app.window, Qt.Key.Key_F3)
        line, found = app.window.focusWidget(), app.window.findChild(PassageList)
        assert isinstance(line, QLineEdit)

        for text, name in (("monthly rent type:pdf", "lease.pdf"), ("合同总价", "采购合同.docx")):
            line.setText(text)

            qtbot.waitUntil(partial(_is_found, found, name), timeout=30_000)
            assert found.chosen is not None
            assert found.chosen.marks
    finally:
        app.window.close()
        app.close()


def _is_found(found: PassageList, name: str) -> bool:
    return found.chosen is not None and found.chosen.path.endswith(name)
