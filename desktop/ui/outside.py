"""Hands files to other programs of this computer, and says in words why that cannot be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from desktop.domain import Language, Problem
from desktop.wording import file_name, sentence


def open_outside(path: str, language: Language) -> str:
    """Open a file in its own program; returns why not, empty where it opened."""
    if not Path(path).exists():
        return sentence(Problem("vanished", path), language)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        return ""
    words = QCoreApplication.translate(
        "Outside", "No program on this computer opens {name}. Choose one in your file manager."
    )
    return words.format(name=file_name(path))


def show_in_folder(path: str, language: Language) -> str:
    """Open the folder a file lies in; returns why not, empty where it opened."""
    folder = Path(path).parent
    if not folder.is_dir():
        return sentence(Problem("vanished", str(folder)), language)
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return ""
    words = QCoreApplication.translate(
        "Outside", "This computer offers no file manager. The file lies in {folder}."
    )
    return words.format(folder=str(folder))
