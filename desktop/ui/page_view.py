"""A page as an image: a passage and what is looked for marked on it, letters that can be copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.domain import Rectangle
from desktop.page_messages import Letters, PageImage
from desktop.ui.page_letters import PageLetters
from desktop.ui.theme import FOUND, FOUND_NOW

_PAD = 2.0
_ABOVE = 120
_SELECTED = "#9cc3ff"
_BORDER = "#d5dae2"
_DESCRIBED_CHARS = 4_000

Found = Sequence[Sequence[Rectangle]]
"""For each place the boxes it covers, as shares of the page."""


class PageView(QScrollArea):
    """Shows one page at a time and scrolls to what is marked."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._sheet = _Sheet(mark, self)
        self._zoom = 1.0
        self._fits_page = False
        self.setWidget(self._sheet)
        # Always there, so that the width of the view does not depend on the page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(self.tr("Page with the passage marked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """How wide the page is drawn; 1 is as wide as the view."""
        return self._page_zoom() if self._fits_page else self._zoom

    @property
    def selected_text(self) -> str:
        """What is selected on the page."""
        return self._sheet.selected_text

    def show_page(self, page: PageImage, *, is_same: bool = False) -> None:
        """Show a page and scroll to its mark; a sharper picture of the same stays in place."""
        self._sheet.show_page(page, is_same=is_same)
        self.setAccessibleDescription(page.letters.text[:_DESCRIBED_CHARS])
        self._fit()
        if not is_same:
            self.verticalScrollBar().setValue(0)
            self._scroll_to(self._sheet.first_mark())

    def show_zoom(self, zoom: float, *, fits_page: bool = False) -> None:
        """Draw the page so wide, or so that all of it is seen."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._zoom, self._fits_page = zoom, fits_page
        self._fit()
        bar.setValue(round(share * bar.maximum()))

    def show_found(self, places: Found, current: int | None, *, scrolls: bool = True) -> None:
        """Mark places that were found, one of them as the one in hand, and scroll there."""
        self._sheet.show_found(places, current)
        if current is not None and scrolls:
            self._scroll_to(self._sheet.found_now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected, or select all (Qt)."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text:
            QApplication.clipboard().setText(self.selected_text)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._sheet.select_all()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as wide as the view (Qt)."""
        super().resizeEvent(event)
        self._fit()

    def _page_zoom(self) -> float:
        size, room = self._sheet.picture_size, self.viewport().size()
        if size.isEmpty() or room.isEmpty():
            return 1.0
        return min(room.height() * size.width() / (size.height() * room.width()), 1.0)

    def _fit(self) -> None:
        self._sheet.fit(int(self.viewport().width() * self.zoom))

    def _scroll_to(self, box: QRectF | None) -> None:
        if box is None:
            return
        room = QRectF(
            QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value()),
            self.viewport().size().toSizeF(),
        )
        if room.contains(box):
            return
        self.verticalScrollBar().setValue(max(int(box.top()) - _ABOVE, 0))
        if not (room.left() <= box.left() and box.right() <= room.right()):
            self.horizontalScrollBar().setValue(max(int(box.left()) - _ABOVE, 0))


class _Sheet(QWidget):
    def __init__(self, mark: str, view: PageView) -> None:
        super().__init__()
        self._view = view
        self._mark = QColor(mark)
        self._pixmap = QPixmap()
        self._marked: list[QRectF] = []
        self._found: list[list[QRectF]] = []
        self._current: int | None = None
        self._letters = PageLetters(Letters())
        self._anchor: int | None = None
        self._selected = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def picture_size(self) -> QSize:
        return self._pixmap.size()

    @property
    def selected_text(self) -> str:
        return self._letters.copied(*self._selected)

    def show_page(self, page: PageImage, *, is_same: bool) -> None:
        self._pixmap = QPixmap.fromImage(QImage.fromData(page.png))
        width, height = max(page.width, 1), max(page.height, 1)
        self._marked = [
            QRectF(
                each.left / width,
                each.top / height,
                (each.right - each.left) / width,
                (each.bottom - each.top) / height,
            )
            for each in page.rectangles
        ]
        if not is_same:
            self._letters = PageLetters(page.letters)
            self._selected = (0, 0)
            self._found, self._current = [], None

    def show_found(self, places: Found, current: int | None) -> None:
        self._found = [
            [QRectF(e.left, e.top, e.right - e.left, e.bottom - e.top) for e in boxes]
            for boxes in places
        ]
        self._current = current
        self.update()

    def fit(self, width: int) -> None:
        """Be this wide, in logical pixels."""
        if self._pixmap.isNull() or width <= 0:
            return
        self.resize(QSize(width, width * self._pixmap.height() // self._pixmap.width()))
        self.update()

    def first_mark(self) -> QRectF | None:
        if not self._marked:
            return None
        return self._drawn(min(self._marked, key=lambda each: each.top()))

    def found_now(self) -> QRectF | None:
        if self._current is None or not self._found[self._current]:
            return None
        return self._drawn(self._found[self._current][0])

    def select_all(self) -> None:
        self._select(0, len(self._letters.text))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._anchor = self._letters.nearest(self._share(event.position()))
        self._select(0, 0)
        self._view.setFocus()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._share(event.position())
        if event.buttons() & Qt.MouseButton.LeftButton and self._anchor is not None:
            here = self._letters.nearest(at)
            if here is not None:
                self._select(min(self._anchor, here), max(self._anchor, here) + 1)
            return
        is_text = self._letters.is_on(at)
        self.setCursor(Qt.CursorShape.IBeamCursor if is_text else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        here = self._letters.nearest(self._share(event.position()))
        if here is not None:
            self._select(*self._letters.word(here))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(QPoint(0, 0), self.size()), self._pixmap)
        painter.setPen(QColor(_BORDER))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        # Multiplied, the colour lies under the letters as a marker pen's does.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        selected = self._path(self._letters.lines(*self._selected))
        others = [e for n, boxes in enumerate(self._found) if n != self._current for e in boxes]
        now = self._found[self._current] if self._current is not None else []
        covered = QPainterPath()
        for colour, path in (
            (QColor(_SELECTED), selected),
            (QColor(FOUND_NOW), self._path(now)),
            (QColor(FOUND), self._path(others)),
            (self._mark, self._path(self._marked)),
        ):
            # One colour a place: two would make a third, and lines that touch a dark stripe.
            painter.fillPath(path.subtracted(covered), colour)
            covered = covered.united(path)
        painter.end()

    def _select(self, start: int, end: int) -> None:
        self._selected = (start, end)
        self.update()

    def _share(self, point: QPointF) -> QPointF:
        return QPointF(point.x() / max(self.width(), 1), point.y() / max(self.height(), 1))

    def _path(self, boxes: Sequence[QRectF]) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for box in boxes:
            path.addRect(self._drawn(box))
        return path

    def _drawn(self, box: QRectF) -> QRectF:
        width, height = self.width(), self.height()
        drawn = QRectF(
            box.x() * width, box.y() * height, box.width() * width, box.height() * height
        )
        return drawn.adjusted(-_PAD, -_PAD, _PAD, _PAD)
