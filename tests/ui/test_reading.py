"""Reading in the viewer: searching, copying, turning pages, sizes, and all sources."""

from __future__ import annotations

import struct
import time
from dataclasses import replace

from PySide6.QtCore import QBuffer, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Citation, Rectangle
from desktop.messages import Finished
from desktop.page_messages import (
    FindText,
    Letters,
    Match,
    PageImage,
    RenderPage,
    TextFound,
    TextPage,
)
from desktop.ui.page_view import PageView
from desktop.ui.reading_view import ReadingView
from desktop.ui.theme import FOUND, FOUND_NOW
from desktop.ui.viewer import Viewer
from tests.ui.conftest import Screen
from tests.ui.test_window import answer

LEASE = Citation(1, "/a/lease.pdf", 2, 0, 8, "The rent", 3)
ROOF = Citation(2, "/a/lease.pdf", 3, 0, 8, "The roof", 3)
TEXT = "The rent\r\nis 9,400."
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def png(width: int = 200, height: int = 300) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    buffer = QBuffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # a QIODevice, says Qt
    return bytes(buffer.data().data())


def letters() -> Letters:
    """Two lines of letters, each a twentieth of the page wide."""
    places = []
    column, line = 0, 0
    for letter in TEXT:
        if letter in "\r\n":
            places += [0, 0, 0, 0]
            column, line = 0, 1
            continue
        left, top = 0.1 + column * 0.05, 0.1 + line * 0.1
        places += [round(each * 65535) for each in (left, top, left + 0.05, top + 0.05)]
        column += 1
    return Letters(TEXT, struct.pack(f"<{len(places)}H", *places))


def image(n_pages: int = 5) -> PageImage:
    return PageImage(0, png(), 200, 300, (Rectangle(20, 30, 90, 45),), n_pages, letters())


def show(screen: Screen, *citations: Citation) -> Viewer:
    viewer: Viewer = screen.window.findChild(Viewer)
    screen.window._screens.open(citations[0], citations)  # as a click does
    say(screen, image())
    viewer.take_focus()
    return viewer


def say(screen: Screen, page: PageImage | TextPage) -> RenderPage:
    asked = screen.index.last(RenderPage)
    screen.hear(replace(page, job=asked.job), Finished(asked.job))
    return asked


def find(screen: Screen, text: str, *matches: Match, following: int | None = None) -> None:
    QTest.keyClick(focused(), Qt.Key.Key_F, CTRL)
    field = screen.find(QLineEdit, "Search in this document")
    assert isinstance(field, QLineEdit)
    field.setText(text)
    screen.bot.waitUntil(
        lambda: any(isinstance(e, FindText) and e.text == text for e in screen.index.sent)
    )
    asked = screen.index.last(FindText)
    screen.hear(TextFound(asked.job, matches, following), Finished(asked.job))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def page_shown(screen: Screen) -> str:
    field = screen.find(QLineEdit, "Page")
    assert isinstance(field, QLineEdit)
    return field.text()


def is_coloured(screen: Screen, share: tuple[float, float], colour: str) -> bool:
    sheet = screen.window.findChild(PageView).widget()
    picture = sheet.grab().toImage()
    at = (int(share[0] * sheet.width()), int(share[1] * sheet.height()))
    return bool(picture.pixelColor(*at).name() == colour)


HERE = Match(2, 4, 8, (Rectangle(0.5, 0.5, 0.6, 0.55),))
BELOW = Match(2, 30, 34, (Rectangle(0.5, 0.7, 0.6, 0.75),))
BEHIND = Match(4, 9, 13, (Rectangle(0.2, 0.2, 0.3, 0.25),))


def test_a_text_is_looked_for_in_all_pages_and_every_place_is_marked(screen: Screen) -> None:
    show(screen, LEASE)

    find(screen, "rent", HERE, BELOW, BEHIND)

    assert screen.find(QLabel, "1 of 3")
    assert is_coloured(screen, (0.55, 0.52), FOUND_NOW)
    assert is_coloured(screen, (0.55, 0.72), FOUND)


def test_enter_goes_on_to_the_next_page_with_a_place_and_back(screen: Screen) -> None:
    show(screen, LEASE)
    find(screen, "rent", HERE, BEHIND)

    QTest.keyClick(focused(), Qt.Key.Key_Return)
    asked = say(screen, image())
    shown = (page_shown(screen), screen.find(QLabel, "2 of 2").isVisible())
    is_marked = is_coloured(screen, (0.25, 0.22), FOUND_NOW)
    QTest.keyClick(focused(), Qt.Key.Key_Return, SHIFT)

    assert (asked.page, shown, is_marked) == (4, ("4", True), True)
    assert page_shown(screen) == "2"


def test_a_long_document_is_searched_in_slices_and_the_count_grows(screen: Screen) -> None:
    show(screen, LEASE)
    find(screen, "rent", HERE, following=3)
    assert screen.find(QLabel, "1 of 1…")

    asked = screen.index.last(FindText)
    screen.hear(TextFound(asked.job, (BEHIND,), None), Finished(asked.job))

    assert asked.first == 3
    assert screen.find(QLabel, "1 of 2")


def test_what_is_not_there_is_said_and_esc_leaves_the_search_only(screen: Screen) -> None:
    viewer = show(screen, LEASE)
    find(screen, "moon")
    said = screen.find(QLabel, "Not found").isVisible()

    QTest.keyClick(focused(), Qt.Key.Key_Escape)

    assert said
    assert viewer.isVisible()
    assert not any(
        each.isVisible() and each.accessibleName() == "Search in this document"
        for each in viewer.findChildren(QLineEdit)
    )


def test_places_are_marked_in_a_text_and_in_a_sheet(screen: Screen) -> None:
    slide = Citation(1, "/a/talk.pptx", 1, 0, 0, "")
    viewer: Viewer = screen.window.findChild(Viewer)
    screen.window._screens.open(slide)  # as a click does
    say(screen, TextPage(0, "Rent\nThe rent is 9400.", 1, 1))
    viewer.take_focus()
    find(screen, "rent", Match(1, 0, 4), Match(1, 9, 13))
    view = screen.find(QPlainTextEdit, "Text with the passage marked")
    assert isinstance(view, QPlainTextEdit)
    in_text = [
        (e.cursor.selectedText(), e.format.background().color().name())  # type: ignore[attr-defined]
        for e in view.extraSelections()
    ]
    say_sheet(screen)
    find(screen, "mill", Match(1, 12, 16))
    table = screen.find(QTableView, "Table with the passage marked")
    assert isinstance(table, QTableView)
    ground = table.model().index(1, 0).data(Qt.ItemDataRole.BackgroundRole)

    assert in_text == [("Rent", FOUND_NOW), ("rent", FOUND)]
    assert ground.color().name() == FOUND_NOW


def say_sheet(screen: Screen) -> None:
    screen.window._screens.open(Citation(1, "/a/rents.xlsx", 1, 0, 0, ""))
    say(screen, TextPage(0, "Site | Rent\nMill | 8100", 1, 1, "Rent", True))
    screen.window.findChild(Viewer).take_focus()


def test_letters_of_a_page_are_selected_with_the_mouse_and_copied(screen: Screen) -> None:
    show(screen, LEASE)
    view = screen.window.findChild(PageView)
    sheet = view.widget()

    def at(x: float, y: float) -> QPoint:
        return QPoint(int(x * sheet.width()), int(y * sheet.height()))

    left = Qt.MouseButton.LeftButton
    QTest.mousePress(sheet, left, pos=at(0.32, 0.12))
    QApplication.sendEvent(
        sheet,
        QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at(0.43, 0.22)),
            QPointF(sheet.mapToGlobal(at(0.43, 0.22))),
            Qt.MouseButton.NoButton,
            left,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    QTest.mouseRelease(sheet, left, pos=at(0.43, 0.22))
    QTest.keyClick(view, Qt.Key.Key_C, CTRL)

    assert QApplication.clipboard().text() == "rent\nis 9,40"


def test_the_passage_is_copied_with_its_source(screen: Screen) -> None:
    show(screen, LEASE)

    button = screen.find(QToolButton, "Copy the passage with its source")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert QApplication.clipboard().text() == "“The rent”\n— lease.pdf · p. 2"
    assert screen.find(QLabel, "Passage copied with its source")


def test_a_typed_page_is_turned_to_and_one_that_was_shown_is_not_asked_for_again(
    screen: Screen,
) -> None:
    show(screen, LEASE)
    field = screen.find(QLineEdit, "Page")
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText("4")
    QTest.keyClick(field, Qt.Key.Key_Return)
    asked = say(screen, image())
    n_sent = len(screen.index.sent)

    screen.window.findChild(Viewer).take_focus()
    for _ in range(2):
        QTest.keyClick(focused(), Qt.Key.Key_PageUp, CTRL)
        if page_shown(screen) == "3":
            say(screen, image())

    assert asked.page == 4
    assert page_shown(screen) == "2"
    assert [e.page for e in screen.index.sent[n_sent:] if isinstance(e, RenderPage)] == [3]


def test_the_neighbours_of_a_page_are_asked_for_when_it_has_been_shown_for_a_moment(
    screen: Screen,
) -> None:
    show(screen, LEASE)

    def pages() -> list[int]:
        return [each.page for each in screen.index.sent if isinstance(each, RenderPage)]

    screen.bot.waitUntil(lambda: pages() == [2, 3, 1])
    for asked in [e for e in screen.index.sent if isinstance(e, RenderPage)][1:]:
        screen.hear(replace(image(), job=asked.job), Finished(asked.job))
    QTest.keyClick(focused(), Qt.Key.Key_PageDown, CTRL)

    assert page_shown(screen) == "3"
    assert screen.window.findChild(PageView).isVisible()
    assert pages() == [2, 3, 1]


def test_passages_are_stepped_through_by_keys(screen: Screen) -> None:
    show(screen, LEASE, ROOF)

    QTest.keyClick(focused(), Qt.Key.Key_Right, ALT)

    assert screen.find(QLabel, "[2] lease.pdf · p. 3")
    assert screen.find(QLabel, "2 / 2")
    assert screen.index.last(RenderPage).text == "The roof"


def test_the_wheel_with_ctrl_and_keys_change_the_size_at_once(screen: Screen) -> None:
    show(screen, LEASE)
    view = screen.window.findChild(PageView)
    before = view.widget().width()
    at = QPointF(20, 20)
    wheel = QWheelEvent(
        at,
        QPointF(view.viewport().mapToGlobal(QPoint(20, 20))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(view.viewport(), wheel)
    larger = view.widget().width()
    QTest.keyClick(view, Qt.Key.Key_9, CTRL)
    whole = view.widget().height()
    QTest.keyClick(view, Qt.Key.Key_0, CTRL)

    assert larger > before
    assert whole <= view.viewport().height()
    assert view.widget().width() == before


def test_a_file_that_is_gone_is_not_opened_outside_but_spoken_of(screen: Screen) -> None:
    show(screen, LEASE)

    button = screen.find(QToolButton, "Open in its own program")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert screen.find(QLabel, "lease.pdf is not there any more")


def test_all_sources_are_listed_and_open_at_their_place(screen: Screen) -> None:
    answer(screen)
    button = screen.find(QToolButton, "Sources of this conversation")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    tree = screen.find(QTreeWidget, "Sources of this conversation")
    assert isinstance(tree, QTreeWidget)
    document = tree.topLevelItem(0)
    assert document is not None
    passage = document.child(0)
    assert passage is not None
    texts = (document.text(0), passage.text(0))

    QTest.keyClick(tree, Qt.Key.Key_Return)

    assert texts == ("lease.pdf", "[1]  p. 2 · The monthly rent is 9,400 euros.")
    assert screen.index.last(RenderPage).page == 2
    assert screen.find(QToolButton, "All sources of this conversation")


def test_a_conversation_without_sources_says_so(screen: Screen) -> None:
    button = screen.find(QToolButton, "Sources of this conversation")

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert screen.find(QLabel, "No document has been cited in this conversation yet.")


def test_a_megabyte_without_a_space_is_shown_in_a_moment(qtbot: QtBot) -> None:
    view = ReadingView("#ffe27a")
    qtbot.addWidget(view)
    view.resize(500, 400)
    begun = time.process_time()

    view.show_text("x" * 1_000_000, 10, 20, "x" * 10)
    with qtbot.waitExposed(view):
        view.show()

    assert time.process_time() - begun < 5


def test_half_of_a_letter_pair_in_a_text_does_no_harm(qtbot: QtBot) -> None:
    view = ReadingView("#ffe27a")
    qtbot.addWidget(view)

    view.show_text("a \ud83d b rent", 6, 10, "rent")

    assert [each.cursor.selectedText() for each in view.extraSelections()] == ["rent"]
