"""The dialogs that ask for files and folders."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

_READ = (
    "*.pdf *.docx *.odt *.rtf *.md *.txt *.html *.htm *.epub"
    " *.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.pptx *.pptm *.ppsx *.odp"
    " *.eml *.mbox *.json *.jsonl"
    " *.png *.jpg *.jpeg *.tif *.tiff *.bmp *.webp *.gif"
)


def choose_documents(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Ask for documents; none where the user gives up."""
    kinds = QCoreApplication.translate("FileChoice", "Documents")
    every = QCoreApplication.translate("FileChoice", "All files")
    patterns = f"{kinds} ({_READ});;{every} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, title, "", patterns)
    return tuple(Path(name) for name in names)


def choose_folder(parent: QWidget, title: str) -> tuple[Path, ...]:
    """Ask for one folder; none where the user gives up."""
    name = QFileDialog.getExistingDirectory(parent, title)
    return (Path(name),) if name else ()


def choose_model(parent: QWidget, title: str) -> Path | None:
    """Ask for a GGUF file; None where the user gives up."""
    kinds = QCoreApplication.translate("FileChoice", "Models")
    name, _ = QFileDialog.getOpenFileName(parent, title, "", f"{kinds} (*.gguf)")
    return Path(name) if name else None


def choose_conversations(parent: QWidget, title: str) -> Path | None:
    """Ask for a file with conversations; None where the user gives up."""
    kinds = QCoreApplication.translate("FileChoice", "Conversations")
    every = QCoreApplication.translate("FileChoice", "All files")
    patterns = f"{kinds} (*.json *.zip);;{every} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, title, "", patterns)
    return Path(name) if name else None


def choose_export(parent: QWidget, title: str, name: str, pattern: str) -> Path | None:
    """Ask where to write a file, with the ending of `name`; None where the user gives up."""
    dialog = QFileDialog(parent, title, name, pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    # The dialog adds it before it asks whether a file may be replaced.
    dialog.setDefaultSuffix(Path(name).suffix)
    dialog.selectFile(name)
    is_chosen = bool(dialog.exec())
    chosen = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(chosen[0]) if is_chosen and chosen else None
