"""Where a question is written, with what goes along: attached files, documents or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.attachment_chips import Attachment, AttachmentChips
from desktop.ui.icon import icon, tool_button
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_MAX_LINES = 8
_BUTTON = 32
_UNDO = QKeySequence.StandardKey.Undo
_ENDS = (
    QKeySequence.StandardKey.MoveToStartOfDocument,
    QKeySequence.StandardKey.MoveToEndOfDocument,
)


class MessageEdit(QPlainTextEdit):
    """Takes a question; Enter sends unless an input method is composing.

    Signals: `submitted()`, `recalled()` for Up where nothing is written, `focused(bool)`.
    """

    submitted = Signal()
    recalled = Signal()
    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # files go to the window, which says what will happen
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send on Enter, break the line on Shift+Enter (Qt)."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if is_enter and self.is_composing:
            return  # it ends what is composed, whatever the input method makes of it
        if is_enter and is_plain:
            self.submitted.emit()
        elif self._is_recall(event):
            self.recalled.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave keys to the window that mean nothing here (Qt)."""
        if isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame (Qt)."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame (Qt)."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take text only, never its formatting (Qt)."""
        self.insertPlainText(source.text())

    @property
    def is_composing(self) -> bool:
        """Tell whether an input method has letters here that are no text yet: keys belong to it."""
        # What is drawn is the truth: a flag would stay where the method goes without a word.
        return bool(self.textCursor().block().layout().preeditAreaText())

    def _is_recall(self, event: QKeyEvent) -> bool:
        is_bare = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        is_up = event.key() == Qt.Key.Key_Up and is_bare
        return is_up and not self.is_composing and self.document().isEmpty()

    def _leaves(self, event: QKeyEvent) -> bool:
        """Undo where no word can be taken back, and the way to the ends of no words at all."""
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        if event.matches(_UNDO):
            return not self.document().isUndoAvailable()
        return self.document().isEmpty() and any(event.matches(each) for each in _ENDS)

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        height = int(self.document().size().height()) * line
        self.setFixedHeight(min(max(height, line), _MAX_LINES * line) + 14)


class Composer(QFrame):
    """The message, the files attached to it, and Send or Stop.

    Signals: `sent(str)`, `stopped()`, `attach_asked()`, `documents_toggled(bool)`.
    """

    sent = Signal(str)
    stopped = Signal()
    attach_asked = Signal()
    documents_toggled = Signal(bool)

    def __init__(self, theme: Theme, collections: QWidget) -> None:
        super().__init__()
        self.setObjectName("composer")
        self._theme = theme
        self._is_answering = False
        self._is_reading = False
        self.message = MessageEdit()
        self.message.setPlaceholderText(self.tr("Ask about your documents"))
        self.message.setAccessibleName(self.tr("Message"))
        self.message.submitted.connect(self._on_submitted)
        self.message.textChanged.connect(self._refresh)
        self.message.focused.connect(self._on_focused)
        self.chips = AttachmentChips(theme)
        # The chip goes with its file: the keyboard goes on with the message.
        self.chips.taken_out.connect(self.message.setFocus)
        self._attach = tool_button("attach", self.tr("Attach files"), theme.dim)
        self._attach.clicked.connect(self.attach_asked)
        self._documents = QCheckBox(self.tr("Use my documents"))
        self._documents.toggled.connect(self.documents_toggled)
        self._send = tool_button("send", self.tr("Send"), theme.on_accent)
        self._send.setObjectName("send")
        self._send.setFixedSize(scaled(_BUTTON), scaled(_BUTTON))
        self._send.clicked.connect(self._on_send_clicked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._attach)
        row.addWidget(self._documents)
        row.addWidget(collections)
        row.addStretch()
        row.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.chips)
        layout.addWidget(self.message)
        layout.addLayout(row)
        self._refresh()

    def write(self, text: str) -> None:
        """Put words into the message, to be gone on with at their end."""
        self.message.setPlainText(text)
        self.message.moveCursor(QTextCursor.MoveOperation.End)

    def give_back(self, text: str) -> None:
        """Write words again that were refused; a suggestion takes no place from others."""
        if not self.message.toPlainText():
            self.write(text)

    def use_documents(self, yes: bool) -> None:
        """Show whether questions are answered from documents."""
        self._documents.setChecked(yes)

    def offer_documents(self, is_offered: bool) -> None:
        """Let documents be chosen only where the preset uses them."""
        self._documents.setEnabled(is_offered)
        words = "" if is_offered else self.tr("This preset leaves documents aside.")
        self._documents.setToolTip(words)

    def show_answering(self, is_answering: bool) -> None:
        """Offer Stop while an answer is on its way."""
        self._is_answering = is_answering
        self._refresh()

    def show_attachments(self, attachments: Sequence[Attachment], *, is_reading: bool) -> None:
        """Show the files attached to this conversation."""
        self._is_reading = is_reading
        self._refresh()
        if not is_reading:
            # What could not be read is seen, however many there are.
            attachments = sorted(attachments, key=lambda each: not each.is_failed)
        self.chips.show_attachments(attachments)

    def _on_send_clicked(self) -> None:
        # Its button is disabled next, and Qt would give the keyboard to the top of the window.
        self.message.setFocus()
        if self._is_answering:
            self.stopped.emit()
        else:
            self._on_submitted()

    def _on_submitted(self) -> None:
        text = self.message.toPlainText().strip()
        if text and not self._is_answering and not self._is_reading:
            self.message.clear()
            self.sent.emit(text)

    def _on_focused(self, has_focus: bool) -> None:
        self.setProperty("active", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)

    def _refresh(self) -> None:
        label = self.tr("Stop") if self._is_answering else self.tr("Send")
        if self._is_reading and not self._is_answering:
            label = self.tr("Wait until the attached files are read")
        has_text = bool(self.message.toPlainText().strip())
        is_usable = self._is_answering or (has_text and not self._is_reading)
        colour = self._theme.on_accent if is_usable else self._theme.off
        self._send.setIcon(icon("stop" if self._is_answering else "send", colour, 18))
        self._send.setToolTip(label)
        self._send.setAccessibleName(label)
        self._send.setEnabled(is_usable)
