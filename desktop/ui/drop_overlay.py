"""What will happen to files that are held over the window, said before they are let go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

_MARGIN = 16


class DropOverlay(QWidget):
    """Zones over a whole window: for good, for this conversation only, or to be imported.

    Signals: `dropped(tuple[Path])`, `attached(tuple[Path])`, `brought(Path)` with conversations,
    `refused()` for what is not a file.
    """

    dropped = Signal(object)
    attached = Signal(object)
    brought = Signal(object)
    refused = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setObjectName("overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = over
        over.setAcceptDrops(True)
        over.installEventFilter(self)
        self._library = _Zone(
            self.tr("Add to my documents"),
            self.tr("Read on this computer and searched for every question. The files stay put."),
        )
        self._conversation = _Zone(
            self.tr("Attach to this conversation only"),
            self.tr("Searched here and nowhere else, forgotten with the conversation."),
        )
        self._import = _Zone(
            self.tr("Import conversations"),
            self.tr("For a file that Carrel exported, or for an export of ChatGPT."),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(_MARGIN)
        layout.addWidget(self._library, 3)
        layout.addWidget(self._conversation, 1)
        layout.addWidget(self._import, 1)
        self.hide()

    def claim_drops(self) -> None:
        """Files dropped anywhere belong to the window, not to a text field in it."""
        for widget in self._over.findChildren(QWidget):
            widget.setAcceptDrops(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is dragged over the window (Qt)."""
        if isinstance(event, QDragLeaveEvent):
            self.hide()
        # A move is a drop event to Qt's classes, so the kind is asked, not the class.
        elif isinstance(event, QDropEvent) and event.mimeData().hasUrls():
            # Never a move: the program the files come from would then delete them.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            paths, at = _local_paths(event), event.position().toPoint()
            if event.type() == QEvent.Type.Drop:
                self._take(paths, at)
            else:
                self._show_over(paths, at)
            return True
        return super().eventFilter(watched, event)

    def _show_over(self, paths: tuple[Path, ...], at: QPoint) -> None:
        self.setGeometry(self._over.rect())
        names = ", ".join(path.name for path in paths[:3])
        self._library.name_files(names + (" …" if len(paths) > 3 else ""))
        self._import.setVisible(_may_hold_conversations(paths))
        self.raise_()
        self.show()
        if (layout := self.layout()) is not None:
            # The zones must have their places before it is asked which is meant.
            layout.activate()
        zone = self._zone_at(at)
        for each in (self._library, self._conversation, self._import):
            each.set_hot(each is zone)

    def _zone_at(self, at: QPoint) -> _Zone:
        others = (self._conversation, self._import)
        under = (each for each in others if each.isVisibleTo(self) and each.geometry().contains(at))
        return next(under, self._library)

    def _take(self, paths: tuple[Path, ...], at: QPoint) -> None:
        zone = self._zone_at(at)
        self.hide()
        if not paths:
            self.refused.emit()
        elif zone is self._import:
            self.brought.emit(paths[0])
        elif zone is self._conversation:
            self.attached.emit(paths)
        else:
            self.dropped.emit(paths)


def _may_hold_conversations(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and paths[0].suffix.lower() in (".json", ".zip")


def _local_paths(event: QDropEvent) -> tuple[Path, ...]:
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())


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
