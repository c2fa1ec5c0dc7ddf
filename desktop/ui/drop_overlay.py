"""What will happen to files that are held over the window, said before they are let go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_MARGIN = 16


class DropOverlay(QWidget):
    """Two zones over the whole window: for good, or for this conversation only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = parent
        self._library = _Zone(
            self.tr("Add to my documents"),
            self.tr("Read on this computer and searched for every question. The files stay put."),
        )
        self._conversation = _Zone(
            self.tr("Attach to this conversation only"),
            self.tr("Searched here and nowhere else, forgotten with the conversation."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        layout.addWidget(self._library, 3)
        layout.addWidget(self._conversation, 1)
        self.hide()

    def show_over(self, paths: tuple[Path, ...], at: QPoint) -> None:
        """Cover the window; `at` is where the files are held, in its coordinates."""
        self.setGeometry(self._over.rect())
        names = ", ".join(path.name for path in paths[:3])
        self._library.name_files(names + (" …" if len(paths) > 3 else ""))
        is_private = self.is_private(at)
        self._library.set_hot(not is_private)
        self._conversation.set_hot(is_private)
        self.raise_()
        self.show()

    def is_private(self, at: QPoint) -> bool:
        """Tell whether files let go here are for the conversation only."""
        return self._conversation.geometry().contains(at)


class _Zone(QFrame):
    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self.setObjectName("zone")
        self._title, self._words = title, words
        head = QLabel(title)
        head.setProperty("large", True)
        self._files = QLabel(words)
        layout = QVBoxLayout(self)
        layout.addStretch()
        for label in (head, self._files):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch()

    def name_files(self, names: str) -> None:
        self._files.setText(f"{names}\n{self._words}")

    def set_hot(self, hot: bool) -> None:
        self.setProperty("hot", hot)
        self.style().unpolish(self)
        self.style().polish(self)
