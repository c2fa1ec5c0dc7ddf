"""Everything the window can do and open, found by a few letters (Ctrl+K)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.command import Entry
from desktop.ui.scale import scaled
from desktop.ui.steps import Steps
from desktop.ui.theme import Theme

_WIDTH, _HEIGHT = 560, 420
_ABOVE = 90
_MOST = 60
_NOTE = Qt.ItemDataRole.UserRole
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class CommandPalette(QDialog):
    """Filters entries while one types; Enter runs the one that is chosen.

    `many` are entries that may be a hundred thousand: they are taken in bit by bit.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        theme: Theme,
        window: QWidget,
        many: Iterable[Entry] = (),
    ) -> None:
        super().__init__(window, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Commands"))
        self._entries = [(each, searchable(each.title)) for each in entries]
        self._shown: list[Entry] = []
        self.line = QLineEdit()
        self.line.setObjectName("search")
        self.line.setPlaceholderText(self.tr("Do something, or open a conversation or document"))
        self.line.setAccessibleName(self.tr("Command"))
        self.line.textChanged.connect(self._show)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands found"))
        self.list.setItemDelegate(_Row(QColor(theme.dim), self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _: self._run())
        self._nothing = QLabel(self.tr("Nothing is called that. Try fewer letters."))
        self._nothing.setProperty("dim", True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._nothing, 1)
        size = QSize(scaled(_WIDTH), scaled(_HEIGHT)).boundedTo(window.size() - QSize(40, 60))
        self.resize(size)
        corner = QPoint((window.width() - size.width()) // 2, min(_ABOVE, window.height() // 8))
        self.move(window.mapToGlobal(corner))
        self._show("")
        self.line.setFocus()
        steps = Steps(self._take_in(many), self)
        steps.ended.connect(self._on_taken_in)
        steps.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the list while typing goes on; Enter runs (Qt)."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        else:
            super().keyPressEvent(event)

    def _show(self, text: str) -> None:
        self._list(found(self._entries, text))

    def _list(self, entries: list[Entry]) -> None:
        self._shown = entries
        self.list.clear()
        for each in self._shown:
            item = QListWidgetItem(each.title)
            item.setData(_NOTE, each.note)
            words = f"{each.title}, {each.note}" if each.note else each.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)

    def _take_in(self, many: Iterable[Entry]) -> Iterator[None]:
        for each in many:
            self._entries.append((each, searchable(each.title)))
            yield

    def _on_taken_in(self) -> None:
        """Show what is found now, with the keyboard where it was."""
        row = self.list.currentRow()
        chosen = self._shown[row] if 0 < row < len(self._shown) else None
        now = found(self._entries, self.line.text())
        if now == self._shown:
            return
        self._list(now)
        if chosen in now:
            self.list.setCurrentRow(now.index(chosen))

    def _run(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            run = self._shown[row].run
            self.accept()
            # The window has its focus back by then, and what runs may move it on.
            QTimer.singleShot(0, run)


def found(entries: Sequence[tuple[Entry, str]], text: str) -> list[Entry]:
    """Entries whose `searchable` title holds every word of a text, the first sixty.

    Those that begin with it come first, and before others those in which each begins a word.
    """
    words = _folded(text).split()
    first = words[0] if words else ""
    others = words[1:]
    ranks: tuple[list[Entry], ...] = ([], [], [], [])
    for entry, title in entries:
        # The first word alone is looked at quickly: there may be a hundred thousand titles.
        if first in title and (not others or all(word in title for word in others)):
            rank = ranks[_rank(title, words)]
            if len(rank) < _MOST:
                rank.append(entry)
            if len(ranks[0]) == _MOST:
                break
    return [entry for rank in ranks for entry in rank][:_MOST]


def _rank(title: str, words: Sequence[str]) -> int:
    if not words:
        return 0
    begins_words = all(f" {word}" in title for word in words)
    return 2 * (not title.startswith(f" {words[0]}")) + (not begins_words)


def searchable(title: str) -> str:
    """A title as it is looked through: a space before each word, letters all alike."""
    return f" {' '.join(_folded(title).split())}"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


class _Row(QStyledItemDelegate):
    """A title, and at the end of the line its key or kind."""

    def __init__(self, dim: QColor, parent: QWidget) -> None:
        super().__init__(parent)
        self._dim = dim

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row (Qt)."""
        note = str(index.data(_NOTE) or "")
        room = option.fontMetrics.horizontalAdvance(note) + 28 if note else 12
        full = option.rect
        super().paint(painter, option, index)
        if not note:
            return
        painter.save()
        painter.setPen(self._dim)
        place = full.adjusted(full.width() - room, 0, -18, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, side, note)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave room for the note (Qt)."""
        super().initStyleOption(option, index)
        note = str(index.data(_NOTE) or "")
        metrics = option.fontMetrics
        width = option.rect.width() - metrics.horizontalAdvance(note) - 70
        elide = Qt.TextElideMode.ElideRight
        option.text = metrics.elidedText(option.text, elide, max(width, 60))
        option.palette.setColor(QPalette.ColorRole.HighlightedText, option.palette.text().color())

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows as tall as a finger can hit (Qt)."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), option.fontMetrics.height() + scaled(18))
