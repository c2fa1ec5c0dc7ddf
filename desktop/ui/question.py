"""Asks before something is done that cannot be undone at no cost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget,
    words: str,
    details: str,
    yes: str,
    run: Callable[[], object],
    leave: Callable[[], object] | None = None,
) -> None:
    """Show a question over a window; `run` is called when its button, `yes`, is pressed.

    `leave` is called when it is answered in any other way.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    box.setInformativeText(details)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(
        QCoreApplication.translate("Question", "Cancel"), QMessageBox.ButtonRole.RejectRole
    )
    accept.setProperty("primary", True)
    # Enter on a question that was not read changes nothing.
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)

    def on_finished() -> None:
        if box.clickedButton() is accept:
            run()
        elif leave is not None:
            leave()

    box.finished.connect(on_finished)
    box.open()
