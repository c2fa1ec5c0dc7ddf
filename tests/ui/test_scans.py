"""What the window says of scans: that they wait, which page is read, and how to have it so."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.messages import Cancel, DocumentChanged, Finished, RecogniseScans
from desktop.settings import IndexSettings, Settings
from desktop.ui.library_view import LibraryView
from desktop.ui.settings_dialog import SettingsDialog
from tests.fakes import document
from tests.ui.conftest import Screen

SCAN = document(1, path="/a/scan.pdf", state="scanned", n_scanned=12)
MIXED = document(2, path="/a/mixed.pdf", n_chunks=7, n_scanned=2)


def state(screen: Screen, row: int) -> str:
    """What the library's table says of a document."""
    table = screen.window.findChild(LibraryView).findChild(QTableView)
    return str(table.model().index(row, 1).data())


def test_scans_wait_and_say_so(screen: Screen) -> None:
    screen.parts.library.recognise_scans(is_on=True)
    screen.show_documents(SCAN, MIXED)

    screen.bot.waitUntil(lambda: state(screen, 1) == "Waiting for text recognition")
    assert state(screen, 0) == "Ready, some pages are waiting for text recognition"


def test_the_page_in_hand_is_shown_and_can_be_stopped(screen: Screen) -> None:
    screen.parts.library.recognise_scans(is_on=True)
    screen.show_documents(SCAN)
    screen.find(QPushButton, "Documents").click()
    job = screen.index.last(RecogniseScans).job

    screen.hear(DocumentChanged(job, replace(SCAN, page_in_hand=3)))
    words = "Recognising text, page 3 of 12"
    screen.bot.waitUntil(lambda: state(screen, 0) == words)
    shown = screen.find(QLabel, words)
    screen.find(QPushButton, "Stop").click()
    screen.hear(Finished(job, cancelled=True))

    assert shown.accessibleName() == f"{words} · scan.pdf"
    assert screen.index.last(Cancel).job == job
    screen.bot.waitUntil(lambda: not shown.isVisible())


def test_switched_off_the_table_says_where_the_switch_is(screen: Screen) -> None:
    screen.show_documents(SCAN)

    screen.bot.waitUntil(lambda: "Recognise text in scans" in state(screen, 0))


@pytest.mark.parametrize("is_on", [True, False])
def test_the_switch_shows_and_changes_the_setting(qtbot: QtBot, *, is_on: bool) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = SettingsDialog(Settings(index=IndexSettings(recognise_scans=is_on)), "/h", parent)
    (switch,) = [e for e in dialog.findChildren(QCheckBox) if e.text() == "Recognise text in scans"]

    before = switch.isChecked()
    switch.click()

    assert before is is_on
    assert dialog.settings().index.recognise_scans is not is_on
