from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Turn
from desktop.ui import formula, theme
from desktop.ui.prose_view import ProseView
from desktop.ui.transcript import Transcript

_PARAGRAPH = "Words of paragraph {n} that say a little more than nothing at all.\n\n"
_TEXT = "".join(_PARAGRAPH.format(n=n) for n in range(300))
_QUESTION = Turn(1, 1, None, "user", "Tell me all of it?", 0.0)
_PRESS, _MOVE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove
_RELEASE = QEvent.Type.MouseButtonRelease


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    """A conversation with an answer of several pieces."""
    made = Transcript(theme.LIGHT, "en")
    made.resize(700, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    show(made, qtbot, _TEXT)
    return made


def show(transcript: Transcript, qtbot: QtBot, text: str) -> None:
    transcript.show_turns((_QUESTION, Turn(2, 1, 1, "assistant", text, 0.0)), 3)
    prose = transcript.findChildren(ProseView)[-1]
    qtbot.waitUntil(lambda: prose.is_drawn, timeout=10_000)
    qtbot.waitUntil(lambda: sum(e.height() for e in pieces(transcript)) == prose.height())


def pieces(transcript: Transcript) -> list[QTextBrowser]:
    prose = transcript.findChildren(ProseView)[-1]
    found = [each for each in prose.findChildren(QTextBrowser) if each.isVisible()]
    return sorted(found, key=QWidget.y)


def mouse(
    kind: QEvent.Type,
    view: QTextBrowser,
    at: QWidget,
    place: QPoint,
    key: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """The mouse at a place of a widget, seen by the view in which it was pressed."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    far = at.mapToGlobal(place)
    near = view.viewport().mapFromGlobal(far)
    event = QMouseEvent(
        kind,
        QPointF(near),
        QPointF(far),
        none if kind == _MOVE else left,
        none if kind == _RELEASE else left,
        key,
    )
    QApplication.sendEvent(view.viewport(), event)


def _cursor(view: QTextBrowser, position: int) -> QTextCursor:
    cursor = view.textCursor()
    cursor.setPosition(position)
    return cursor


def drag(begin: QTextBrowser, start: int, end: QTextBrowser, stop: int) -> None:
    """Select with the mouse from a character of one piece to one of another."""
    mouse(_PRESS, begin, begin, place(begin, start))
    mouse(_MOVE, begin, end, place(end, stop))
    mouse(_RELEASE, begin, end, place(end, stop))


def click(widget: QWidget, at: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Click as the window system does: through the window, to whatever is there."""
    window = widget.window().windowHandle()
    QTest.mouseClick(window, button, pos=widget.mapTo(widget.window(), at))


def place(view: QTextBrowser, position: int) -> QPoint:
    cursor = QTextCursor(view.document())
    cursor.setPosition(position)
    return view.cursorRect(cursor).center()


def copied(view: QTextBrowser) -> str:
    QApplication.clipboard().clear()
    view.setFocus()
    QTest.keySequence(view, QKeySequence.StandardKey.Copy)
    return QApplication.clipboard().text()


def drawn(transcript: Transcript) -> str:
    return "\n".join(each.toPlainText() for each in pieces(transcript))


def selected(transcript: Transcript) -> list[bool]:
    return [each.textCursor().hasSelection() for each in pieces(transcript)]


@pytest.mark.parametrize("is_upwards", [False, True])
def test_a_drag_through_pieces_selects_and_copies_everything_on_its_way(
    transcript: Transcript, is_upwards: bool
) -> None:
    first, _, third, *_ = pieces(transcript)
    ends = ((first, 6), (third, 5))
    (begin, start), (end, stop) = reversed(ends) if is_upwards else ends

    drag(begin, start, end, stop)

    lengths = [len(each.toPlainText()) + 1 for each in pieces(transcript)]
    assert copied(begin) == drawn(transcript)[6 : lengths[0] + lengths[1] + 5]
    assert selected(transcript)[:4] == [True, True, True, False]


def test_a_drag_that_comes_back_leaves_the_pieces_it_has_left(transcript: Transcript) -> None:
    first, second, *_ = pieces(transcript)
    mouse(_PRESS, first, first, place(first, 6))
    mouse(_MOVE, first, second, place(second, 5))

    mouse(_MOVE, first, first, place(first, 14))
    mouse(_RELEASE, first, first, place(first, 14))

    assert copied(first) == drawn(transcript)[6:14]


def test_select_all_in_an_answer_takes_the_whole_of_it(transcript: Transcript) -> None:
    view = pieces(transcript)[1]
    view.setFocus()

    QTest.keySequence(view, QKeySequence.StandardKey.SelectAll)

    assert copied(view) == drawn(transcript)
    assert all(selected(transcript))


def test_shift_and_a_click_carry_a_selection_on_into_another_piece(
    transcript: Transcript,
) -> None:
    first, second, *_ = pieces(transcript)
    drag(first, 6, first, 14)

    shift = Qt.KeyboardModifier.ShiftModifier
    mouse(_PRESS, second, second, place(second, 5), shift)
    mouse(_RELEASE, second, second, place(second, 5), shift)

    assert copied(second) == drawn(transcript)[6 : len(first.toPlainText()) + 6]


def test_a_click_into_the_answer_clears_the_selection(transcript: Transcript) -> None:
    first, _, third, fourth, *_ = pieces(transcript)
    drag(first, 6, third, 5)

    drag(fourth, 3, fourth, 3)

    assert not any(selected(transcript))


def test_a_click_on_what_is_selected_clears_it_when_nothing_is_carried_away(
    transcript: Transcript,
) -> None:
    first, second, third, *_ = pieces(transcript)
    drag(first, 6, third, 5)

    mouse(_PRESS, second, second, place(second, 9))
    assert all(selected(transcript)[:3])
    mouse(_RELEASE, second, second, place(second, 9))

    assert not any(selected(transcript))


def test_a_third_click_selects_the_paragraph(transcript: Transcript) -> None:
    first = pieces(transcript)[0]
    place = first.cursorRect(_cursor(first, 10)).center()

    QTest.mouseDClick(
        first.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    mouse(_PRESS, first, first.viewport(), place)
    mouse(_RELEASE, first, first.viewport(), place)

    assert first.textCursor().selectedText().strip() == _PARAGRAPH.format(n=0).strip()


@pytest.mark.parametrize("is_question", [True, False])
def test_a_click_into_the_question_or_beside_everything_clears_the_selection(
    transcript: Transcript, is_question: bool
) -> None:
    first, second, *_ = pieces(transcript)
    question = next(
        e for e in transcript.findChildren(QTextBrowser) if e.toPlainText() == _QUESTION.text
    )
    elsewhere = question.viewport() if is_question else transcript.viewport()
    transcript.activateWindow()
    first.setFocus()
    drag(first, 6, second, 5)

    click(elsewhere, QPoint(3, 3))

    assert not any(selected(transcript))


def test_a_drag_below_the_window_scrolls_and_goes_on_selecting(
    transcript: Transcript, qtbot: QtBot
) -> None:
    bar = transcript.verticalScrollBar()
    bar.setValue(0)
    first = pieces(transcript)[0]
    mouse(_PRESS, first, first, place(first, 6))

    mouse(_MOVE, first, transcript, QPoint(300, transcript.height() + 400))

    qtbot.waitUntil(lambda: selected(transcript)[:2] == [True, True], timeout=10_000)
    mouse(_RELEASE, first, transcript, QPoint(300, transcript.height() + 400))
    came_to = bar.value()
    qtbot.wait(100)
    assert bar.value() == came_to > 0


def test_a_drag_scrolls_no_further_than_the_answer_goes(
    transcript: Transcript, qtbot: QtBot
) -> None:
    older = [Turn(n, 1, n - 1 or None, "user", f"question {n}", 0.0) for n in range(1, 60)]
    answer = Turn(60, 1, 59, "assistant", _PARAGRAPH * 3, 0.0)
    transcript.show_turns((*older, answer), 3)
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 2 * transcript.height())
    (view,) = pieces(transcript)

    mouse(_PRESS, view, view.viewport(), QPoint(60, 40))
    mouse(_MOVE, view, transcript.viewport(), QPoint(60, -80))
    qtbot.wait(300)
    mouse(_RELEASE, view, transcript.viewport(), QPoint(60, -80))

    assert bar.value() == bar.maximum()
    assert view.textCursor().hasSelection()


def test_what_is_copied_for_other_programs_holds_nothing_of_ours(
    transcript: Transcript, qtbot: QtBot
) -> None:
    for text, is_rich in (("It is **so**.", True), ("```python\nx = 1\n```", False)):
        show(transcript, qtbot, text)
        view = pieces(transcript)[0]
        QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.SelectAll))
        QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.Copy))

        assert QApplication.clipboard().mimeData().hasHtml() == is_rich


def test_the_menu_copies_and_selects_the_whole(transcript: Transcript, qtbot: QtBot) -> None:
    first, second, third, *_ = pieces(transcript)
    drag(first, 6, third, 5)
    menu = menu_of(second, qtbot)

    next(each for each in menu.actions() if each.objectName() == "edit-copy").trigger()
    menu.close()
    assert len(QApplication.clipboard().text()) > len(second.toPlainText()) + 50

    menu = menu_of(second, qtbot)
    next(each for each in menu.actions() if each.objectName() == "select-all").trigger()
    menu.close()
    assert all(selected(transcript))


def menu_of(view: QTextBrowser, qtbot: QtBot) -> QMenu:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(20, 20), view.mapToGlobal(QPoint(20, 20))
    )
    QApplication.sendEvent(view.viewport(), event)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_what_is_copied_reads_well(transcript: Transcript, qtbot: QtBot) -> None:
    formula.typesetter.wait()
    code = "x = 1\n" * 3_000
    show(
        transcript,
        qtbot,
        f"It is $x^2$.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\n{code}```",
    )
    view = pieces(transcript)[0]
    view.setFocus()

    QTest.keySequence(view, QKeySequence.StandardKey.SelectAll)

    assert len(pieces(transcript)) > 2
    lines = [each for each in copied(view).split("\n") if each]
    assert lines[:4] == ["It is $x^2$.", "a\tb", "1\t2", "x = 1"]
    assert set(lines[3:]) == {"x = 1"}
    assert len(lines) == 3_003
