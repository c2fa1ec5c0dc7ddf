from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QToolButton,
)

from desktop.domain import Citation
from desktop.messages import Finished
from desktop.page_messages import PageImage, RenderPage, TextPage
from desktop.ui.library_view import LibraryView
from desktop.ui.viewer import Viewer
from tests.fakes import document
from tests.ui.conftest import Screen

SLIDE = Citation(1, "/a/talk.pptx", 4, 8, 24, "The rent is 9400", 3)
HEAD = "Site | Rent"
SHEET = f"{HEAD}\nAnnex | 9400\nMill | 8100\n\n{HEAD}\nBarn | 700"
CELLS = Citation(
    1, "/a/rents.xlsx", 2, SHEET.index("Mill"), SHEET.index("\n\n"), "Mill | 8100", 3, "Rent!A1:B3"
)


def show(screen: Screen, citation: Citation, page: TextPage) -> RenderPage:
    """Open a citation beside the conversation; returns what was asked for."""
    opened = document(3, path=citation.path, n_pages=1)
    screen.window.findChild(LibraryView).opened.emit(opened)
    screen.window.findChild(Viewer).open(citation, (citation,))
    return say(screen, page)


def say(screen: Screen, page: TextPage | PageImage) -> RenderPage:
    asked = screen.index.last(RenderPage)
    screen.hear(replace(page, job=asked.job), Finished(asked.job))
    return asked


def page_shown(screen: Screen) -> str:
    field = screen.find(QLineEdit, "Page")
    assert isinstance(field, QLineEdit)
    return field.text()


def click(screen: Screen, name: str, kind: type = QPushButton) -> None:
    QTest.mouseClick(screen.find(kind, name), Qt.MouseButton.LeftButton)


def test_a_slide_opens_as_text_with_the_passage_marked(screen: Screen) -> None:
    text = "Outlook\nThe rent is 9400 from May."

    asked = show(screen, SLIDE, TextPage(0, text, 4, 9))

    view = screen.find(QPlainTextEdit, "Text with the passage marked")
    assert (asked.path, asked.page) == (SLIDE.path, 4)
    assert [each.cursor.selectedText() for each in view.extraSelections()] == [SLIDE.text]
    assert screen.find(QLabel, "[1] talk.pptx · slide 4")
    assert (page_shown(screen), screen.find(QLabel, "/ 9").isVisible()) == ("4", True)


def test_pages_of_a_text_are_turned_and_only_the_cited_one_is_marked(screen: Screen) -> None:
    show(screen, SLIDE, TextPage(0, "Outlook\nThe rent is 9400 from May.", 4, 5))

    click(screen, "Next page", QToolButton)
    asked = say(screen, TextPage(0, "Outlook\nThe rent is 9400 again.", 5, 5))

    view = screen.find(QPlainTextEdit, "Text with the passage marked")
    assert (asked.page, asked.text) == (5, "")
    assert "again" in view.toPlainText()
    assert view.extraSelections() == []
    assert not screen.find(QToolButton, "Next page").isEnabled()
    assert screen.find(QToolButton, "Previous page").isEnabled()


def test_a_sheet_is_a_table_with_its_rows_marked_and_its_header_shown_once(
    screen: Screen,
) -> None:
    show(screen, CELLS, TextPage(0, SHEET, 2, 3, "Rent", True, (SHEET.rindex(HEAD),)))

    view = screen.find(QTableView, "Table with the passage marked")
    model = view.model()
    shown = [[model.index(n, m).data() for m in range(2)] for n in range(model.rowCount())]
    assert shown == [["Site", "Rent"], ["Annex", "9400"], ["Mill", "8100"], ["Barn", "700"]]
    grounds = [
        model.index(n, 0).data(Qt.ItemDataRole.BackgroundRole) for n in range(model.rowCount())
    ]
    assert [each is not None for each in grounds] == [False, False, True, False]
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole).bold()
    assert screen.find(QLabel, "[1] rents.xlsx · sheet Rent · A1:B3")
    assert screen.find(QLabel, "/ 3   sheet Rent")
    assert page_shown(screen) == "2"


def test_the_mark_of_a_row_is_really_drawn(screen: Screen) -> None:
    show(screen, CELLS, TextPage(0, SHEET, 2, 3, "Rent", True))

    view = screen.find(QTableView, "Table with the passage marked")
    model = view.model()
    box = view.visualRect(model.index(2, 0))
    picture = view.viewport().grab(box).toImage()
    mark = model.index(2, 0).data(Qt.ItemDataRole.BackgroundRole).color()

    assert picture.pixelColor(box.width() - 3, box.height() // 2) == QColor(mark)


def test_a_huge_cell_is_drawn_in_part_at_once_and_copied_as_a_whole(screen: Screen) -> None:
    huge = "many words of a cell " * 50_000
    begun = time.process_time()

    show(screen, CELLS, TextPage(0, f"{HEAD}\nMill | {huge}", 2, 3, "Rent", True))
    view = screen.find(QTableView, "Table with the passage marked")
    view.viewport().grab()

    assert time.process_time() - begun < 0.5
    drawn = view.model().index(1, 1).data()
    assert len(drawn) < 3_000
    assert drawn.endswith(
        f"(Cut here: the cell has {len(huge):,} characters. Copying it gives all of them.)"
    )
    view.setCurrentIndex(view.model().index(1, 1))
    QTest.keySequence(view, QKeySequence.StandardKey.Copy)
    assert QApplication.clipboard().text() == huge


def test_letters_grow_without_asking_for_the_page_again(screen: Screen) -> None:
    show(screen, SLIDE, TextPage(0, "Outlook\nThe rent is 9400 from May.", 4, 9))
    view = screen.find(QPlainTextEdit, "Text with the passage marked")
    before, n_sent = view.fontMetrics().height(), len(screen.index.sent)

    click(screen, "Larger", QToolButton)

    assert view.fontMetrics().height() > before
    assert len(screen.index.sent) == n_sent


def test_a_hostile_name_of_a_page_stays_a_name(screen: Screen) -> None:
    name = "<img src='file://evil.example/a.png'> " * 9
    citation = replace(SLIDE, path="/a/mail.eml", page=2, place=name)

    show(screen, citation, TextPage(0, "text", 2, 2, name))

    label = next(
        each for each in screen.window.findChildren(QLabel) if each.text().startswith("/ 2 ")
    )
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.width() < 400


@pytest.mark.parametrize(
    ("citation", "words"),
    [(SLIDE, "[1] talk.pptx · 第 4 张幻灯片"), (CELLS, "[1] rents.xlsx · 工作表 Rent · A1:B3")],
)
def test_a_place_is_said_in_chinese(
    make_screen: Callable[..., Screen], citation: Citation, words: str
) -> None:
    screen = make_screen("zh")

    screen.window.findChild(Viewer).open(citation, (citation,))

    assert screen.find(QLabel, words)


def test_a_pdf_is_still_drawn(screen: Screen) -> None:
    citation = replace(SLIDE, path="/a/lease.pdf")
    screen.window.findChild(Viewer).open(citation, (citation,))
    asked = screen.index.last(RenderPage)

    screen.hear(PageImage(asked.job, b"", 20, 30, (), 5), Finished(asked.job))

    assert screen.find(QLabel, "[1] lease.pdf · p. 4")
    assert screen.find(QLabel, "/ 5")
    assert page_shown(screen) == "4"
