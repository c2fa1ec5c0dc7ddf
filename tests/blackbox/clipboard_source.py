"""Another program that has copied a formatted text; run by a Python that has PySide6."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QLabel

application = QApplication(sys.argv[:1])
copied = QMimeData()
copied.setText(sys.argv[1])
copied.setHtml(f"<h1 style='color: red'>{sys.argv[1]}</h1>")
application.clipboard().setMimeData(copied)
window = QLabel("copied")
window.setWindowTitle("Copied")
window.setGeometry(0, 0, 60, 20)
window.show()
application.exec()
