from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableView

from desktop.domain import Role
from desktop.ui.command import Entry
from desktop.ui.command_palette import CommandPalette, found, searchable
from desktop.ui.composer import MessageEdit
from desktop.ui.key_sheet import KeySheet
from desktop.ui.transcript import Transcript
from tests.fakes import document
from tests.ui.conftest import Screen


def _palette(screen: Screen) -> CommandPalette:
    screen.bot.keyClick(screen.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    screen.bot.waitUntil(lambda: bool(screen.window.findChildren(CommandPalette)), timeout=2000)
    return screen.window.findChildren(CommandPalette)[-1]


def _titles(palette: CommandPalette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_a_few_letters_and_enter_run_a_command(screen: Screen) -> None:
    palette = _palette(screen)

    screen.bot.keyClicks(palette.line, "docu sear")
    screen.bot.waitUntil(lambda: _titles(palette) == ["Search documents"], timeout=2000)
    screen.bot.keyClick(palette.line, Qt.Key.Key_Return)

    screen.bot.waitUntil(
        lambda: screen.window.focusWidget().accessibleName() == "Search documents", timeout=2000
    )


def test_the_palette_opens_a_conversation_by_its_title(screen: Screen) -> None:
    conversations = screen.parts.conversations
    wanted = conversations.begin("Rent of the flat in Oxbow")
    conversations.begin("Something else")
    palette = _palette(screen)

    screen.bot.keyClicks(palette.line, "oxbow")
    screen.bot.keyClick(palette.line, Qt.Key.Key_Return)

    screen.bot.waitUntil(lambda: screen.window.conversation_id == wanted.id, timeout=2000)


def test_the_palette_says_when_nothing_is_called_that(screen: Screen) -> None:
    palette = _palette(screen)

    screen.bot.keyClicks(palette.line, "zzzz")
    screen.bot.keyClick(palette.line, Qt.Key.Key_Return)

    label = next(each for each in palette.findChildren(QLabel) if each.isVisible())
    assert label.text().startswith("Nothing is called that")
    assert palette.isVisible()


def test_arrows_go_through_the_palette_while_one_types(screen: Screen) -> None:
    palette = _palette(screen)

    screen.bot.keyClick(palette.line, Qt.Key.Key_Down)
    screen.bot.keyClick(palette.line, Qt.Key.Key_Down)
    screen.bot.keyClick(palette.line, Qt.Key.Key_Up)

    assert palette.list.currentRow() == 1


def test_titles_that_begin_with_what_is_typed_come_first() -> None:
    entries = [
        (Entry(title, "", lambda: None), searchable(title))
        for title in ("lost and found", "undo", "do it", "redo")
    ]

    titles = [each.title for each in found(entries, "do")]

    assert titles == ["do it", "undo", "redo"]


def test_the_sheet_names_every_key_of_the_window(screen: Screen) -> None:
    screen.bot.keyClick(screen.window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    screen.bot.waitUntil(lambda: bool(screen.window.findChildren(KeySheet)), timeout=2000)
    sheet = screen.window.findChildren(KeySheet)[-1]
    shown = " ".join(each.text() for each in sheet.findChildren(QLabel))

    native = QKeySequence.SequenceFormat.NativeText
    keys = [key for action in screen.window.actions() for key in action.shortcuts()]

    assert len(keys) > 12
    assert [key for key in keys if key.toString(native) not in shown] == []


def test_no_two_commands_share_a_key(screen: Screen) -> None:
    keys = [key.toString() for action in screen.window.actions() for key in action.shortcuts()]

    assert len(keys) == len(set(keys))


def test_the_sheet_closes_by_its_button(screen: Screen) -> None:
    screen.bot.keyClick(screen.window, Qt.Key.Key_F1)
    screen.bot.waitUntil(lambda: bool(screen.window.findChildren(KeySheet)), timeout=2000)
    sheet = screen.window.findChildren(KeySheet)[-1]

    button = next(each for each in sheet.findChildren(QPushButton) if each.text() == "Close")
    screen.bot.mouseClick(button, Qt.MouseButton.LeftButton)

    screen.bot.waitUntil(lambda: not screen.window.findChildren(KeySheet), timeout=2000)


def test_the_sheet_names_every_key_of_an_open_document(screen: Screen) -> None:
    screen.bot.keyClick(screen.window, Qt.Key.Key_F1)
    screen.bot.waitUntil(lambda: bool(screen.window.findChildren(KeySheet)), timeout=2000)
    sheet = screen.window.findChildren(KeySheet)[-1]
    shown = [each.accessibleName() for each in sheet.findChildren(QLabel)]

    keys = ("Ctrl+F", "Shift+F3", "Alt+Left", "Ctrl+PgUp", "Ctrl+0", "Ctrl+9", "Ctrl+Shift+C")

    assert [key for key in keys if not any(each.endswith(key) for each in shown)] == []


def test_the_key_of_the_message_leads_back_to_it_from_another_screen(screen: Screen) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    screen.bot.keyClick(screen.window, Qt.Key.Key_D, control)
    screen.find(QLabel, "Documents")

    screen.bot.keyClick(screen.window, Qt.Key.Key_L, control)

    message = screen.find(QPlainTextEdit, "Message")
    screen.bot.waitUntil(message.hasFocus, timeout=2000)


def test_the_ends_of_a_conversation_are_one_key_away_and_those_of_a_list_stay_its_own(
    screen: Screen,
) -> None:
    at, parent = screen.parts.conversations.begin("Long").id, None
    for n in range(60):
        role: Role = "assistant" if n % 2 else "user"
        parent = screen.store.turns.add_turn(at, parent, role, f"turn {n} of many").id
    screen.show_documents(*(document(n, path=f"/d/{n}.txt") for n in range(1, 30)))
    screen.window.open_conversation(at)
    transcript = screen.window.findChild(Transcript)
    first = transcript.turns[0].id
    screen.bot.waitUntil(lambda: isinstance(screen.window.focusWidget(), MessageEdit))

    QTest.keyClick(
        screen.window.focusWidget(), Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier
    )
    screen.bot.waitUntil(lambda: transcript.view(first) is not None)
    QTest.keyClick(screen.window.focusWidget(), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    screen.bot.waitUntil(lambda: transcript.is_at_end and transcript.view(first) is None)

    QTest.keyClick(screen.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    table = screen.find(QTableView, "Documents")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert table.currentIndex().row() == 28  # type: ignore[attr-defined]
    QTest.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert table.currentIndex().row() == 0  # type: ignore[attr-defined]
    assert transcript.is_at_end


def test_the_last_of_many_thousand_documents_is_found(screen: Screen) -> None:
    screen.show_documents(*(document(n, path=f"/d/paper {n}.pdf") for n in range(1, 5002)))
    opened: list[str] = []
    screen.window._palette.document_opened.connect(lambda each: opened.append(each.path))
    palette = _palette(screen)

    screen.bot.keyClicks(palette.line, "paper 5001")
    screen.bot.waitUntil(lambda: _titles(palette) == ["paper 5001.pdf"], timeout=5000)
    screen.bot.keyClick(palette.line, Qt.Key.Key_Return)

    screen.bot.waitUntil(lambda: opened == ["/d/paper 5001.pdf"], timeout=2000)
