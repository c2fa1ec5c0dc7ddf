"""The files attached to a conversation: a chip each, and those of a whole folder in a menu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.words import tip
from desktop.wording import file_name

_MOST_CHIPS = 8
_WIDEST_NAME = 280


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to the conversation: its path and what to say about it, if anything."""

    path: str
    document_id: int
    note: str = ""
    is_failed: bool = False


class AttachmentChips(QWidget):
    """Shows attached files; a click on a chip takes its file out.

    Signals: `taken_out(Attachment)`; `emptied()` when all are to go.
    """

    taken_out = Signal(object)
    emptied = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._attachments: tuple[Attachment, ...] = ()
        self._chips: tuple[Attachment, ...] = ()
        self._layout = FlowLayout(self)
        self._more = QPushButton()
        self._more.setProperty("chip", True)
        menu = QMenu(self._more)
        # Made when it opens: there may be thousands, and their notes change while they are read.
        menu.aboutToShow.connect(self._fill_menu)
        menu.setAccessibleName(self.tr("Take files out of the conversation"))
        menu.setToolTipsVisible(True)
        # One column that scrolls: columns side by side would cover the screen.
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        self._more.setMenu(menu)
        self.hide()

    def show_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show these files, the first of many as chips."""
        self._attachments = tuple(attachments)
        n_chips = len(attachments) if len(attachments) <= _MOST_CHIPS else _MOST_CHIPS - 1
        # Made anew only when they differ: a click must not lose its button half way.
        if self._attachments[:n_chips] != self._chips:
            self._chips = self._attachments[:n_chips]
            self._make_chips()
        n_more = len(attachments) - n_chips
        self._more.setText(self.tr("{n} more").format(n=n_more))
        self._more.setAccessibleName(self.tr("{n} more attached files").format(n=n_more))
        self._more.setVisible(n_more > 0)
        self.setVisible(bool(attachments))

    def _make_chips(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self._more:
                widget.deleteLater()
        for each in self._chips:
            self._layout.addWidget(self._chip(each))
        self._layout.addWidget(self._more)

    def _chip(self, attachment: Attachment) -> QPushButton:
        chip = QPushButton(icon("close", self._theme.dim, 12), self._words(attachment))
        chip.setProperty("chip", True)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        name = file_name(attachment.path)
        chip.setAccessibleName(self.tr("Remove attached file {name}").format(name=name))
        words = self.tr("Take this file out of the conversation")
        chip.setToolTip(tip(f"{name}\n{words}"))
        chip.setAccessibleDescription(attachment.note)
        chip.clicked.connect(lambda: self.taken_out.emit(attachment))
        return chip

    def _fill_menu(self) -> None:
        menu = self._more.menu()
        menu.clear()
        words = self.tr("Remove all {n} attached files").format(n=len(self._attachments))
        menu.addAction(words, self.emptied.emit)
        menu.addSeparator()
        cross = icon("close", self._theme.dim, 12)
        for each in self._attachments[len(self._chips) :]:
            entry = menu.addAction(cross, self._words(each), partial(self.taken_out.emit, each))
            entry.setToolTip(tip(file_name(each.path)))

    def _words(self, attachment: Attachment) -> str:
        middle = Qt.TextElideMode.ElideMiddle
        name = self.fontMetrics().elidedText(
            file_name(attachment.path), middle, scaled(_WIDEST_NAME)
        )
        text = f"{name} · {attachment.note}" if attachment.note else name
        return text.replace("&", "&&")
