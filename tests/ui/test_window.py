from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from desktop.domain import Feedback, Problem, Support
from desktop.engine_messages import Generate, Generated, LoadModel, ModelLoaded, PromptReady, Token
from desktop.messages import (
    Align,
    Aligned,
    Cancel,
    Failed,
    Finished,
    IndexPaths,
    Retrieve,
)
from desktop.page_messages import PageImage, RenderPage
from desktop.ui.library_view import LibraryView
from desktop.ui.page_view import PageView
from desktop.ui.settings_dialog import SettingsDialog
from desktop.ui.store_dialog import StoreDialog
from desktop.ui.viewer import Viewer
from tests.fakes import CITATION, FIT, MODEL, document, retrieved
from tests.ui.conftest import Screen, row_texts

QUESTION = "How much is the rent?"


def ask(screen: Screen, text: str = QUESTION) -> None:
    message = screen.find(QPlainTextEdit, "Message")
    QTest.keyClicks(message, text)
    QTest.keyClick(message, Qt.Key.Key_Return)


def find_quotes(screen: Screen) -> None:
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job), Finished(job))


def begin_answer(screen: Screen, text: str) -> int:
    load = screen.engine.last(LoadModel).job
    screen.hear(ModelLoaded(load, MODEL, FIT), Finished(load))
    job = screen.engine.last(Generate).job
    screen.hear(PromptReady(job, "…", (), 9, 0, (), (0,)), Token(job, text))
    return job


def answer(screen: Screen) -> None:
    ask(screen)
    find_quotes(screen)
    job = begin_answer(screen, "It is **9,400** euros.")
    screen.hear(Generated(job, 9, 3, 100.0, 50.0, "stop"), Finished(job))
    align = screen.index.last(Align).job
    screen.hear(Aligned(align, (CITATION,), (Support(0, 22, (1,)),)), Finished(align))


def texts(screen: Screen, kind: type[QWidget] = QLabel) -> str:
    QApplication.processEvents()
    return "\n".join(each.text() for each in screen.window.findChildren(kind) if each.isVisible())


def test_quotes_stand_before_the_first_word(screen: Screen) -> None:
    ask(screen)
    find_quotes(screen)

    assert screen.find(QLabel, "Quote: The monthly rent is 9,400 euros.")
    assert not [e for e in screen.window.findChildren(QTextBrowser) if "9,400" in e.toPlainText()]


def test_an_answer_streams_and_ends_with_its_citation_and_actions(screen: Screen) -> None:
    answer(screen)

    body = screen.find(QTextBrowser, "Answer:")
    assert isinstance(body, QTextBrowser)
    assert body.toPlainText().strip() == "It is 9,400 euros. [1]"
    for name in ("Copy answer", "Try again", "Good answer", "Bad answer"):
        assert screen.find(QToolButton, name)


def test_a_growing_answer_is_drawn_while_it_grows(screen: Screen) -> None:
    ask(screen)
    find_quotes(screen)
    begin_answer(screen, "The rent")

    def is_drawn() -> bool:
        return any("The rent" in e.toPlainText() for e in screen.window.findChildren(QTextBrowser))

    screen.bot.waitUntil(is_drawn)


def test_a_refusal_offers_two_ways_on(screen: Screen) -> None:
    ask(screen, "Who won?")
    job = screen.index.last(Retrieve).job
    screen.hear(retrieved(job, "nothing"), Finished(job))

    assert "Nothing in your documents answers this" in texts(screen)
    assert screen.find(QPushButton, "Show the nearest passages")
    QTest.mouseClick(
        screen.find(QPushButton, "Answer without documents"), Qt.MouseButton.LeftButton
    )
    assert screen.engine.last(LoadModel)


def test_stop_is_offered_from_the_first_moment_and_a_second_question_waits(
    screen: Screen,
) -> None:
    ask(screen)
    ask(screen, "And the deposit?")

    assert screen.find(QToolButton, "Stop").isEnabled()
    assert sum(isinstance(each, Retrieve) for each in screen.index.sent) == 1
    assert screen.find(QPlainTextEdit, "Message").toPlainText() == "And the deposit?"


def test_every_answer_can_be_tried_again(screen: Screen) -> None:
    answer(screen)
    answer(screen)
    QApplication.processEvents()

    buttons = [
        each
        for each in screen.window.findChildren(QToolButton)
        if each.accessibleName() == "Try again" and each.isVisible()
    ]
    assert len(buttons) == 2


def test_an_undo_is_not_covered_by_other_news(screen: Screen) -> None:
    answer(screen)
    QTest.keyClick(screen.find(QAbstractItemView, "Conversations"), Qt.Key.Key_Delete)
    QApplication.processEvents()

    screen.window.say("news")
    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert len(screen.parts.conversations.newest_first()) == 1


def test_a_cancelled_reading_lets_questions_go(screen: Screen, tmp_path: Path) -> None:
    answer(screen)
    file = tmp_path / "a.txt"
    file.write_text("text")
    drop(screen, QUrl.fromLocalFile(str(file)), 0.9)
    job = screen.index.last(IndexPaths).job
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "and now?")
    is_waiting = not screen.find(QToolButton, "Wait until").isEnabled()

    screen.hear(Finished(job, cancelled=True))

    assert is_waiting
    assert screen.find(QToolButton, "Send").isEnabled()


def test_a_dead_engine_leaves_the_text_a_sentence_and_continue(screen: Screen) -> None:
    ask(screen)
    find_quotes(screen)
    job = begin_answer(screen, "The rent")

    screen.hear(Failed(job, Problem("engine_died")))

    assert "was restarted" in texts(screen)
    assert screen.find(QPushButton, "Continue")
    assert screen.find(QTextBrowser, "Answer: The rent")


def test_stop_is_where_send_was(screen: Screen) -> None:
    ask(screen)
    find_quotes(screen)
    job = begin_answer(screen, "The rent")

    QTest.mouseClick(screen.find(QToolButton, "Stop"), Qt.MouseButton.LeftButton)

    assert screen.engine.last(Cancel).job == job


def test_enter_that_ends_a_composition_sends_nothing(screen: Screen) -> None:
    message = screen.find(QPlainTextEdit, "Message")
    QTest.keyClicks(message, "rent")
    QApplication.sendEvent(message, QInputMethodEvent("zu jin", []))

    QTest.keyClick(message, Qt.Key.Key_Return)

    assert screen.index.sent == []


def test_a_thumb_is_kept_with_its_reason(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QToolButton, "Bad answer"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(screen.find(QPushButton, "Wrong"), Qt.MouseButton.LeftButton)

    (conversation,) = screen.parts.conversations.newest_first()
    assert screen.parts.conversations.turns(conversation.id)[-1].feedback == Feedback(
        "down", "wrong"
    )


def test_a_thumb_pressed_twice_is_taken_back(screen: Screen) -> None:
    answer(screen)
    for _ in range(2):
        QTest.mouseClick(screen.find(QToolButton, "Good answer"), Qt.MouseButton.LeftButton)

    (conversation,) = screen.parts.conversations.newest_first()
    assert screen.parts.conversations.turns(conversation.id)[-1].feedback is None


def test_a_citation_opens_at_its_page_with_the_passage_marked(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QPushButton, "Open citation 1"), Qt.MouseButton.LeftButton)
    asked = screen.index.last(RenderPage)
    screen.hear(PageImage(asked.job, _png(), 20, 30, (), 5), Finished(asked.job))

    assert (asked.path, asked.page, asked.text) == (CITATION.path, 2, CITATION.text)
    assert screen.find(PageView, "Page with the passage marked")
    assert screen.window.findChild(Viewer).isVisible()


def test_a_citation_whose_file_is_gone_still_shows_the_passage(screen: Screen) -> None:
    answer(screen)
    QTest.mouseClick(screen.find(QPushButton, "Open citation 1"), Qt.MouseButton.LeftButton)
    asked = screen.index.last(RenderPage)

    screen.hear(Failed(asked.job, Problem("vanished", CITATION.path)))

    assert "lease.pdf is not there any more" in texts(screen)


def test_a_deleted_conversation_comes_back(screen: Screen) -> None:
    answer(screen)
    (conversation,) = screen.parts.conversations.newest_first()
    rows = screen.find(QAbstractItemView, "Conversations")
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    QApplication.processEvents()
    was_gone = screen.parts.conversations.newest_first() == ()

    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert was_gone
    assert [e.id for e in screen.parts.conversations.newest_first()] == [conversation.id]
    assert screen.find(QTextBrowser, "Answer:")


def test_a_conversation_is_renamed_in_place(screen: Screen) -> None:
    answer(screen)
    rows = screen.find(QAbstractItemView, "Conversations")
    QTest.keyClick(rows, Qt.Key.Key_F2)
    field = rows.findChild(QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Lease")
    QTest.keyClick(field, Qt.Key.Key_Return)

    screen.bot.waitUntil(
        lambda: [e.title for e in screen.parts.conversations.newest_first()] == ["Lease"]
    )
    assert rows.model().index(1, 0).data() == "Lease"


def test_conversations_are_found_by_what_was_said(screen: Screen) -> None:
    answer(screen)
    field = screen.find(QLineEdit, "Search conversations")
    rows = screen.find(QAbstractItemView, "Conversations")
    QTest.keyClicks(field, "9,400")
    screen.bot.waitUntil(lambda: "Found in one conversation" in row_texts(rows))
    QTest.keyClicks(field, "zzz")

    screen.bot.waitUntil(lambda: row_texts(rows) == [])
    assert "No conversation holds “9,400zzz”." in texts(screen)


@pytest.mark.parametrize(("y", "collection"), [(0.3, "default"), (0.9, "@1")])
def test_dropped_files_go_where_the_overlay_says(
    screen: Screen, tmp_path: Path, y: float, collection: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("text")
    screen.bot.wait(50)

    drop(screen, QUrl.fromLocalFile(str(file)), y)

    asked = screen.index.last(IndexPaths)
    assert (asked.paths, asked.collection) == ((str(file),), collection)


def test_a_dropped_address_is_refused_in_words(screen: Screen) -> None:
    drop(screen, QUrl("https://example.org/a.pdf"), 0.3)

    assert "Only files and folders" in texts(screen)
    assert not any(isinstance(each, IndexPaths) for each in screen.index.sent)


def test_an_unread_file_has_a_row_with_the_reason(screen: Screen) -> None:
    bad = document(2, state="failed", problem=Problem("damaged", "/a/2.txt"))
    screen.show_documents(document(1), bad)

    QTest.mouseClick(screen.find(QPushButton, "Documents"), Qt.MouseButton.LeftButton)

    rows = screen.find(QAbstractItemView, "Documents").model()
    assert rows.index(0, 1).data() == "Ready"
    assert "is damaged" in rows.index(1, 1).data()


def test_a_question_waits_for_the_files_attached_to_it(screen: Screen) -> None:
    answer(screen)
    screen.parts.library.add((Path("/a/5.txt"),), "@1")
    screen.show_documents(document(5, collection="@1", state="reading"))
    QTest.keyClicks(screen.find(QPlainTextEdit, "Message"), "and now?")

    assert not screen.find(QToolButton, "Wait until").isEnabled()


def test_a_long_conversation_shows_its_end_first(screen: Screen) -> None:
    conversation = screen.parts.conversations.begin("long")
    parent = None
    for number in range(300):
        role = "assistant" if number % 2 else "user"
        parent = screen.store.turns.add_turn(conversation.id, parent, role, f"turn {number}").id

    screen.window.open_conversation(conversation.id)

    assert len(screen.window.findChildren(QTextBrowser)) < 60
    assert screen.find(QTextBrowser, "Answer: turn 299")


def test_everything_that_can_be_used_has_a_name(screen: Screen) -> None:
    answer(screen)
    screen.show_documents(document(1))
    dialog = SettingsDialog(screen.parts.settings.current, "/h", screen.window)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QAbstractItemView)
    roots = (screen.window, dialog, StoreDialog())
    tables = ("DocumentTable", "TableView", "FeedbackTable")
    inner = ("QComboBoxPrivateContainer", "QSpinBox", "QLineEdit", *tables)
    unnamed = [
        (type(widget).__name__, type(widget.parent()).__name__)
        for root in roots
        for kind in kinds
        for widget in root.findChildren(kind)
        if not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.parent().metaObject().className() not in inner
    ]

    assert unnamed == []


def test_a_cancelled_setting_changes_nothing(screen: Screen) -> None:
    before = screen.parts.settings.current
    dialog = SettingsDialog(before, "/h", screen.window)

    assert dialog.settings() == before


def test_the_library_screen_says_how_to_begin(screen: Screen) -> None:
    QTest.mouseClick(screen.find(QPushButton, "Documents"), Qt.MouseButton.LeftButton)

    assert screen.window.findChild(LibraryView).isVisible()
    assert "No documents yet" in texts(screen)


def drop(screen: Screen, url: QUrl, y: float) -> None:
    files = QMimeData()
    files.setUrls([url])
    at = QPoint(screen.window.width() // 2, int(screen.window.height() * y))
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(screen.window, QDragEnterEvent(at, copy, files, left, none))
    QApplication.processEvents()
    QApplication.sendEvent(screen.window, QDropEvent(QPointF(at), copy, files, left, none))


def _png() -> bytes:
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QImage

    buffer = QBuffer()
    image = QImage(20, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())
