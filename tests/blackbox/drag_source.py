"""A small window of another program, to drag files from; run by a Python that has PySide6."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

_STILL = 6


def _url(path: str) -> QUrl:
    return QUrl(path) if "://" in path else QUrl.fromLocalFile(path)


class Source(QLabel):
    """Drags the files and addresses named on the command line."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where (Qt)."""
        self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag once the pointer has moved (Qt)."""
        if (event.position() - self._pressed).manhattanLength() > _STILL:
            drag = QDrag(self)
            files = QMimeData()
            files.setUrls([_url(each) for each in sys.argv[1:]])
            drag.setMimeData(files)
            drag.exec(Qt.DropAction.CopyAction)


application = QApplication(sys.argv[:1])
source = Source("files")
source.setWindowTitle("DragSource")
source.setWindowFlag(Qt.WindowType.FramelessWindowHint)
source.setGeometry(10, 10, 120, 80)
source.show()
application.exec()
