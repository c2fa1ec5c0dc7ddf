"""Icons, drawn as strokes in the theme's colours; only the program's own comes from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QToolButton

from desktop.ui.scale import scaled

_STROKES = {
    "new": "M12 5v14M5 12h14",
    "attach": "M19 12l-7.5 7.5a4.6 4.6 0 0 1-6.5-6.5L13 5a3 3 0 0 1 4.3 4.3L9.4 17.2"
    "a1.5 1.5 0 0 1-2.1-2.1L14 8.4",
    "send": "M12 20V5M5 12l7-7 7 7",
    "stop": "M7 7h10v10H7z",
    "up": "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 3 3v4h4a2 2 0 0 1 2 2l-1 6a2 2 0 0 1-2 2H7",
    "down": "M17 13V4h3v9zM17 13l-4 8c-2 0-3-1-3-3v-4H6a2 2 0 0 1-2-2l1-6a2 2 0 0 1 2-2h10",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "edit": "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
    "trash": "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5",
    "again": "M4 12a8 8 0 1 0 2.5-5.8M4 4v4h4",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "folder": "M3 6h6l2 3h10v10H3z",
    "settings": "M5 7h8M17 7h2M5 17h2M11 17h8M13 5v4h4V5zM7 15v4h4v-4z",
    "lock": "M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5",
    "close": "M6 6l12 12M18 6L6 18",
    "previous": "M15 5l-7 7 7 7",
    "next": "M9 5l7 7-7 7",
    "up_arrow": "M5 15l7-7 7 7",
    "down_arrow": "M5 9l7 7 7-7",
    "fit_width": "M4 5v14M20 5v14M7.5 12h9M10 9l-3 3 3 3M14 9l3 3-3 3",
    "fit_page": "M5 4h14v16H5zM12 7.5v9M9.5 10L12 7.5l2.5 2.5M9.5 14l2.5 2.5 2.5-2.5",
    "sources": "M4 5h9v14H4zM13 6.5l4-1 3.4 12.6-3.8 1L13 8M6.5 9h4M6.5 12h4",
    "collection": "M4 8h16v12H4zM6 4.5h12M9 12h6",
    "larger": "M12 6v12M6 12h12",
    "smaller": "M6 12h12",
    "outside": "M13 5h6v6M19 5l-9 9M16 14v5H5V8h5",
    "sidebar": "M4 5h16v14H4zM9.5 5v14",
    "more": "M5.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0M11.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0"
    "M17.2 12a.8.8 0 1 0 1.6 0 .8.8 0 1 0-1.6 0",
    "folded": "M10 8l5 5-5 5",
    "unfolded": "M7 11l5 5 5-5",
    "pin": "M8 4h8M9.5 4v6L7 14h10l-2.5-4V4M12 14v6",
    "compare": "M4 5h7v14H4zM13 5h7v14h-7z",
    "sent": "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
}
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="{colour}"'
    ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"><path d="{path}"/></svg>'
)


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Draw an icon; `size` in pixels of the design, sharp on screens of up to twice the density."""
    drawn = QIcon()
    for ratio in (1, 2):
        drawn.addPixmap(_pixmap(name, colour, scaled(size), ratio))
    return drawn


def _pixmap(name: str, colour: str, size: int, ratio: int) -> QPixmap:
    """An icon at one density; every answer shows the same dozen, so they are drawn once."""
    key = f"carrel {name} {colour} {size} {ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    svg = _SVG.format(colour=colour, path=_STROKES[name])
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def tool_button(name: str, label: str, colour: str, size: int = 18) -> QToolButton:
    """A button that is an icon, with a name for a screen reader and a tool tip."""
    button = QToolButton()
    button.setIcon(icon(name, colour, size))
    button.setIconSize(QSize(scaled(size), scaled(size)))
    button.setToolTip(label)
    button.setAccessibleName(label)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def program_icon() -> QIcon:
    """The program's icon, as sharp as a desktop asks for."""
    return QIcon(str(Path(__file__).parent / "pictures" / "carrel.svg"))
