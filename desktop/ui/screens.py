"""The three columns of the window: the sidebar, the screen in use, and the viewer beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from desktop.domain import Citation, Document, Passage
from desktop.ui.sidebar import Sidebar
from desktop.ui.viewer import Viewer

_SIZES = (250, 930, 0)


class Screens(QSplitter):
    """Shows one screen at a time, `home` where no other is asked for."""

    def __init__(self, sidebar: Sidebar, home: QWidget, viewer: Viewer) -> None:
        super().__init__()
        self._sidebar, self._home, self._viewer = sidebar, home, viewer
        self._buttons: dict[QWidget, QPushButton] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(home)
        for widget in (sidebar, self._stack, viewer):
            self.addWidget(widget)
        self.setHandleWidth(1)
        self.setSizes(list(_SIZES))
        self.setStretchFactor(1, 1)
        self.setCollapsible(1, False)
        viewer.closed.connect(self._on_viewer_closed)

    def add(self, screen: QWidget, button: QPushButton) -> None:
        """Take in a screen; its button in the sidebar is down while it is shown."""
        self._stack.addWidget(screen)
        self._buttons[screen] = button

    @property
    def sidebar(self) -> Sidebar:
        """The left side, with a button for each screen."""
        return self._sidebar

    @property
    def shown(self) -> QWidget:
        """The screen in use."""
        return self._stack.currentWidget() or self._home

    def show_screen(self, screen: QWidget) -> None:
        """Use a screen."""
        self._stack.setCurrentWidget(screen)
        for each, button in self._buttons.items():
            button.setChecked(each is screen)

    def go_home(self) -> None:
        """Use the first screen again."""
        self.show_screen(self._home)

    def turn_to(self, screen: QWidget) -> None:
        """Use a screen, or the first one where it is in use already."""
        self.show_screen(self._home if self.shown is screen else screen)

    def open(self, citation: Citation, citations: tuple[Citation, ...] = ()) -> None:
        """Open a citation in the viewer; `citations` are those to step through."""
        if not self._viewer.isVisible():
            side = self._sidebar.width() if self._sidebar.isVisible() else 0
            rest = self.width() - side
            self._viewer.show()
            self.setSizes([side, rest - rest // 2, rest // 2])
        self._viewer.open(citation, citations)

    def open_passage(self, found: Passage) -> None:
        """Open a passage at its place."""
        position = (found.page, found.start, found.end, found.text, found.document_id, found.place)
        self.open(Citation(0, found.path, *position))

    def open_document(self, document: Document) -> None:
        """Open a document at its beginning."""
        page = 1 if document.n_pages else None
        self.open(Citation(0, document.path, page, 0, 0, "", document.id))

    def step_back(self) -> None:
        """Close the viewer, or else leave the screen for the first one."""
        if self._viewer.isVisible():
            self._viewer.hide()
            self.shown.setFocus()
        else:
            self.go_home()

    def _on_viewer_closed(self) -> None:
        self.shown.setFocus()
