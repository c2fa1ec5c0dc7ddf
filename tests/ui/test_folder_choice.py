"""What a person chooses to be read of a folder that is kept in step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from desktop.domain import Folder
from desktop.messages import ChooseInFolder
from desktop.ui.folder_dialog import FolderDialog
from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.test_library_screen import answer, show_folders

PLANS = Folder(7, "default", "/x/plans", left_out=("Drafts/",))
IN_PLANS = (
    document(1, path="/x/plans/house.pdf"),
    document(2, path="/x/plans/old/barn.pdf", state="failed"),
    document(3, path="/x/plans 2/mill.pdf"),
    document(4, path="/x/plans/deed.pdf", collection="Contracts"),
)


def choose_only(screen: Screen, lines: str) -> None:
    """Say in the dialog of the folder which files are read of it."""
    QTest.mouseClick(screen.find(QPushButton, "Documents"), Qt.MouseButton.LeftButton)
    button = show_folders(screen, PLANS)
    next(e for e in button.menu().actions() if e.text().startswith("Choose what")).trigger()
    dialog = screen.window.findChild(FolderDialog)
    fields = {each.accessibleName(): each for each in dialog.findChildren(QPlainTextEdit)}
    fields["Only files like"].setPlainText(lines)
    buttons = dialog.findChild(QDialogButtonBox)
    QTest.mouseClick(
        buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton
    )


def choices(screen: Screen) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    sent = [each for each in screen.index.sent if isinstance(each, ChooseInFolder)]
    return [(each.only, each.left_out) for each in sent]


def test_what_is_read_of_a_folder_is_changed_only_when_somebody_says_so(screen: Screen) -> None:
    screen.show_documents(*IN_PLANS)

    choose_only(screen, "*.docx")
    so_far = choices(screen)
    asked = answer(screen, "Change")

    assert "Change what is read of plans?" in asked
    assert "Documents in it: 2." in asked
    assert (so_far, choices(screen)) == ([], [(("*.docx",), ("Drafts/",))])


def test_what_is_read_of_a_folder_is_changed_back(screen: Screen) -> None:
    screen.show_documents(*IN_PLANS)
    choose_only(screen, "*.docx")
    answer(screen, "Change")
    assert screen.find(QLabel, "What is read of plans was changed.")

    QTest.mouseClick(screen.find(QPushButton, "Undo"), Qt.MouseButton.LeftButton)

    assert choices(screen)[-1] == ((), ("Drafts/",))


def test_who_thinks_better_of_it_changes_nothing_and_goes_on_with_what_was_written(
    screen: Screen,
) -> None:
    screen.show_documents(*IN_PLANS)
    choose_only(screen, "*.docx")

    answer(screen, "Cancel")

    assert choices(screen) == []
    dialog = next(e for e in screen.window.findChildren(FolderDialog) if e.isVisible())
    assert (dialog.only, dialog.left_out) == (("*.docx",), ("Drafts/",))
    dialog.reject()


def test_nothing_is_asked_where_nothing_changes(screen: Screen) -> None:
    screen.show_documents(*IN_PLANS)

    choose_only(screen, "")

    assert screen.window.findChild(QMessageBox) is None
    assert choices(screen) == []


def test_of_a_folder_without_documents_nothing_is_lost_and_nothing_asked(screen: Screen) -> None:
    choose_only(screen, "*.docx")

    assert screen.window.findChild(QMessageBox) is None
    assert choices(screen) == [(("*.docx",), ("Drafts/",))]
