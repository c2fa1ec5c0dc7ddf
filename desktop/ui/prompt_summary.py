"""The summary of a conversation, which the user may correct."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.inference import Summary
from desktop.ui.plain_label import plain_label
from desktop.ui.theme import Theme

_MARGIN = 20


class SummaryView(QWidget):
    """Shows what the model is told about the turns that left, and takes other words for it.

    `sent` is the summary that was in the prompt.

    Signals: `edited(str)` with the whole new text.
    """

    edited = Signal(str)

    def __init__(self, summary: Summary, sent: str, theme: Theme) -> None:
        super().__init__()
        self._saved = summary.text
        self._note = plain_label(self._note_for(summary, sent))
        self._note.setProperty("dim", True)
        self._field = QPlainTextEdit(summary.text)
        self._field.setAccessibleName(self.tr("Summary of the conversation"))
        self._field.setPlaceholderText(self.tr("Empty: the older turns are left out."))
        self._field.setTabChangesFocus(True)
        self._field.setStyleSheet(
            f"QPlainTextEdit {{ border: 1px solid {theme.line}; border-radius: 8px;"
            " padding: 6px; }"
            f" QPlainTextEdit:focus {{ border: 2px solid {theme.accent}; padding: 5px; }}"
        )
        self._field.textChanged.connect(self._refresh)
        self._save = QPushButton(self.tr("Save"))
        self._save.setProperty("primary", True)
        self._save.setAutoDefault(False)
        self._save.clicked.connect(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(10)
        if summary.until or summary.text:
            self._lay_out(layout)
        else:
            layout.addWidget(self._note)
            layout.addStretch()
        self._refresh()

    @property
    def is_changed(self) -> bool:
        """Tell whether there are words that were not saved."""
        return self._field.toPlainText().strip() != self._saved.strip()

    def save(self) -> None:
        """Hand the new words on."""
        self._saved = self._field.toPlainText().strip()
        self._note.setText(
            self.tr(
                "Edited by you. It is sent from the next question on, if older turns do not fit."
            )
        )
        self._refresh()
        self.edited.emit(self._saved)

    def _lay_out(self, layout: QVBoxLayout) -> None:
        layout.addWidget(
            plain_label(self.tr("This is what the model is told about the turns that do not fit."))
        )
        layout.addWidget(self._field, 1)
        row = QHBoxLayout()
        row.addWidget(self._note, 1)
        row.addWidget(self._save)
        layout.addLayout(row)

    def _note_for(self, summary: Summary, sent: str) -> str:
        if not summary.until and not summary.text:
            return self.tr("There is no summary: no turn was folded into one so far.")
        author = self.tr("Written by the model.")
        if summary.is_edited:
            author = self.tr("Edited by you.")
        if sent.strip() == summary.text.strip():
            return author
        if not sent:
            return self.tr("{author} It was not part of this prompt.").format(author=author)
        return self.tr("{author} This prompt held an earlier version.").format(author=author)

    def _refresh(self) -> None:
        self._save.setEnabled(self.is_changed)
