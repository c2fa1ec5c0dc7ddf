from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Folder
from desktop.ui import theme
from desktop.ui.folder_bar import FolderBar
from desktop.ui.folder_dialog import FolderDialog
from tests.fakes import document

_FOLDER = Folder(1, "default", "/home/u/Contracts", left_out=("Drafts/",))


def bar(qtbot: QtBot, *folders: Folder) -> FolderBar:
    bar = FolderBar(theme.LIGHT)
    qtbot.addWidget(bar)
    inside = document(1, path="/home/u/Contracts/old/lease.pdf")
    beside = document(2, path="/home/u/Contracts 2/lease.pdf")
    bar.show_folders(folders, (inside, beside))
    return bar


def buttons(bar: QWidget) -> list[QPushButton]:
    return [each for each in bar.findChildren(QPushButton) if not each.isHidden()]


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
