"""A layout that puts widgets in lines, as words are put in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lays widgets out left to right and begins a new line where the width ends.

    A widget that wishes to expand takes what is left of its line.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in (Qt)."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are (Qt)."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place (Qt)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out (Qt)."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never wants more room than it needs (Qt)."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The height follows from the width (Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width (Qt)."""
        # A long conversation asks a hundred of these whenever one turn changes.
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), is_trial=True)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has another size (Qt)."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rectangle: QRect) -> None:
        """Put the items in place (Qt)."""
        super().setGeometry(rectangle)
        self._arrange(rectangle, is_trial=False)

    def sizeHint(self) -> QSize:
        """The size wished for (Qt)."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The size of the largest item (Qt)."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rectangle: QRect, *, is_trial: bool) -> int:
        x, y, height = rectangle.x(), rectangle.y(), 0
        line: list[tuple[QLayoutItem, QSize]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            wished = item.sizeHint()
            width = min(wished.width(), max(rectangle.width(), item.minimumSize().width()))
            if x + width > rectangle.right() + 1 and line:
                if not is_trial:
                    self._place(line, QRect(rectangle.x(), y, rectangle.width(), height))
                x, y, height, line = rectangle.x(), y + height + self.spacing(), 0, []
            line.append((item, QSize(width, wished.height())))
            x += width + self.spacing()
            height = max(height, wished.height())
        if not is_trial:
            self._place(line, QRect(rectangle.x(), y, rectangle.width(), height))
        return y + height - rectangle.y()

    def _place(self, line: list[tuple[QLayoutItem, QSize]], room: QRect) -> None:
        """Put a line's items in the middle of its height; a field takes what width is left."""
        used = sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)
        x = room.x()
        for item, size in line:
            width = size.width()
            if _expands(item):
                width = min(width + max(room.width() - used, 0), item.maximumSize().width())
                used += width - size.width()
            top = room.y() + (room.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, top), QSize(width, size.height())))
            x += width + self.spacing()


def _expands(item: QLayoutItem) -> bool:
    widget = item.widget()
    policy = widget.sizePolicy().horizontalPolicy() if widget is not None else None
    return policy == QSizePolicy.Policy.Expanding
