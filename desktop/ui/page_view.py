"""A page as an image with a passage marked on it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.domain import Rectangle
from desktop.messages import PageImage

_PAD = 2.0
_ABOVE = 120


class PageView(QScrollArea):
    """Shows one page at a time and scrolls to what is marked."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self._sheet = _Sheet(mark)
        self._zoom = 1.0
        self.setWidget(self._sheet)
        # Always there, so that the width of the view does not depend on the page.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setAccessibleName(self.tr("Page with the passage marked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_page(self, page: PageImage, zoom: float) -> None:
        """Show a page; a zoom of 1 is as wide as the view."""
        self._zoom = zoom
        self._sheet.show_page(page)
        self._fit()
        top = self._sheet.first_mark()
        if top is not None:
            self.verticalScrollBar().setValue(max(top.y() - _ABOVE, 0))
            self.horizontalScrollBar().setValue(max(top.x() - _ABOVE, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay as wide as the view (Qt)."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._sheet.fit(int(self.viewport().width() * self._zoom))


class _Sheet(QWidget):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = QColor(mark)
        self._pixmap = QPixmap()
        self._boxes: tuple[Rectangle, ...] = ()
        self._ratio = 1.0

    def show_page(self, page: PageImage) -> None:
        self._pixmap = QPixmap.fromImage(QImage.fromData(page.png))
        self._boxes = page.rectangles

    def fit(self, width: int) -> None:
        """Be this wide, in logical pixels."""
        if self._pixmap.isNull() or width <= 0:
            return
        self._ratio = self._pixmap.width() / width
        self.resize(QSize(width, int(self._pixmap.height() / self._ratio)))
        self.update()

    def first_mark(self) -> QPoint | None:
        if not self._boxes:
            return None
        box = min(self._boxes, key=lambda each: each.top)
        return QPoint(int(box.left / self._ratio), int(box.top / self._ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._pixmap.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(QPoint(0, 0), self.size()), self._pixmap)
        # Multiplied, the colour lies under the letters as a marker pen's does.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in self._boxes:
            painter.fillRect(self._scaled(box), self._mark)
        painter.end()

    def _scaled(self, box: Rectangle) -> QRectF:
        ratio = self._ratio
        return QRectF(
            box.left / ratio - _PAD,
            box.top / ratio - _PAD,
            (box.right - box.left) / ratio + 2 * _PAD,
            (box.bottom - box.top) / ratio + 2 * _PAD,
        )
