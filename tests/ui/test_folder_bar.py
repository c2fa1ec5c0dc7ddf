from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.domain import Folder
from desktop.ui import theme
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.folder_bar import FolderBar
from desktop.ui.folder_dialog import FolderDialog
from tests.fakes import document

_FOLDER = Folder(1, "default", "/home/u/Contracts", left_out=("Drafts/",))


def bar(qtbot: QtBot, *folders: Folder) -> FolderBar:
    bar = FolderBar(theme.LIGHT)
    qtbot.addWidget(bar)
    inside = document(1, path="/home/u/Contracts/old/lease.pdf")
    beside = document(2, path="/home/u/Contracts 2/lease.pdf")
    bar.show_folders(folders, (beside, inside))
    return bar


def buttons(bar: QWidget) -> list[QPushButton]:
    layout = bar.findChild(FlowLayout)
    found = [layout.itemAt(n).widget() for n in range(layout.count())]
    return [each for each in found if not each.isHidden()]


def test_a_folder_shows_how_many_documents_are_in_it(qtbot: QtBot) -> None:
    (button,) = buttons(bar(qtbot, _FOLDER))

    assert button.text() == "Contracts · 1"
    assert "Left out: Drafts/" in button.accessibleDescription()
    assert "/home/u/Contracts" in button.toolTip()


def test_a_folder_that_cannot_be_reached_says_that_its_documents_stay(qtbot: QtBot) -> None:
    (button,) = buttons(bar(qtbot, replace(_FOLDER, is_there=False)))

    assert button.text() == "Contracts · not reachable"
    assert "its documents stay" in button.accessibleDescription()


def test_without_folders_there_is_no_bar(qtbot: QtBot) -> None:
    empty = bar(qtbot)
    empty.show_folders((), ())

    assert empty.isHidden()


def test_the_button_of_a_folder_stays_while_its_documents_are_read(qtbot: QtBot) -> None:
    shown = bar(qtbot, _FOLDER)
    (button,) = buttons(shown)
    more = [document(n, path=f"/home/u/Contracts/{n}.pdf") for n in range(3)]

    shown.show_folders((_FOLDER,), tuple(more))

    assert buttons(shown) == [button]
    assert button.text() == "Contracts · 3"


def test_only_documents_in_a_folder_are_looked_at_to_count_them(qtbot: QtBot) -> None:
    class Elsewhere:
        def __init__(self, path: str) -> None:
            self.path = path

    inside = (document(n, path=f"/home/u/Contracts/{n}.pdf") for n in range(3))
    shown = bar(qtbot, replace(_FOLDER, is_there=False))

    documents = (Elsewhere("/home/u/A/1.pdf"), *inside, Elsewhere("/home/u/Contracts 2/1.pdf"))
    by_path = sorted(documents, key=lambda each: each.path)
    shown.show_folders((_FOLDER,), tuple(by_path))  # type: ignore[arg-type]

    assert buttons(shown)[0].text() == "Contracts · 3"


def many(n_folders: int) -> tuple[Folder, ...]:
    return tuple(Folder(n, "default", f"/home/u/F{n:02}") for n in range(1, n_folders + 1))


def test_folders_that_are_not_shown_can_be(qtbot: QtBot) -> None:
    shown = bar(qtbot, *many(15))
    shown.show()
    before = [each.text() for each in buttons(shown)]

    qtbot.mouseClick(buttons(shown)[-1], Qt.MouseButton.LeftButton)
    after = [each.text() for each in buttons(shown)]
    in_hand = shown.window().focusWidget().text()
    qtbot.mouseClick(buttons(shown)[-1], Qt.MouseButton.LeftButton)

    assert before[-2:] == ["F12 · 0", "3 more"]
    assert after[-2:] == ["F15 · 0", "Fewer"]
    assert in_hand == "F13 · 0"
    assert len(buttons(shown)) == 13
    assert shown.window().focusWidget().text() == "3 more"


def test_twelve_folders_are_all_there_are(qtbot: QtBot) -> None:
    assert len(buttons(bar(qtbot, *many(12)))) == 12


def test_a_folder_keeps_the_keyboard_when_another_comes(qtbot: QtBot) -> None:
    shown = bar(qtbot, *many(3))
    shown.show()
    buttons(shown)[1].setFocus()

    shown.show_folders(many(4), ())

    assert shown.window().focusWidget() is buttons(shown)[1]


def test_many_folders_leave_room_for_the_documents_and_follow_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    shown = bar(qtbot, *many(80))
    column = QVBoxLayout(window)
    column.addWidget(shown)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(500, 600)
    with qtbot.waitExposed(window):
        window.show()
    line = buttons(shown)[0].height()

    qtbot.mouseClick(buttons(shown)[-1], Qt.MouseButton.LeftButton)
    last = buttons(shown)[-1]
    qtbot.waitUntil(lambda: shown.height() > 3 * line and last.y() > shown.height())
    window.activateWindow()
    last.setFocus()

    assert shown.height() < 5 * line + 40
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_the_menu_of_a_folder_does_what_it_says(qtbot: QtBot) -> None:
    shown = bar(qtbot, _FOLDER)
    heard: list[tuple[str, object]] = []
    shown.looked_at.connect(lambda each: heard.append(("look", each)))
    shown.chosen_in.connect(lambda each: heard.append(("choose", each)))
    shown.forgotten.connect(lambda each: heard.append(("forget", each)))

    (button,) = buttons(shown)
    for action in button.menu().actions():
        action.trigger()

    assert heard == [("look", _FOLDER), ("choose", _FOLDER), ("forget", _FOLDER)]


def test_patterns_are_edited_one_a_line(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = FolderDialog(_FOLDER, parent)
    fields = {each.accessibleName(): each for each in dialog.findChildren(QPlainTextEdit)}

    fields["Only files like"].setPlainText("*.pdf\n\n  *.docx ")
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()

    assert dialog.only == ("*.pdf", "*.docx")
    assert dialog.left_out == ("Drafts/",)
    assert dialog.result() == FolderDialog.DialogCode.Accepted
