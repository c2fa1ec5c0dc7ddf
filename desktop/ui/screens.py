"""The three columns of the window: the sidebar, the screen in use, and the viewer beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from desktop.domain import Citation, Document, Passage
from desktop.ui.conversation_page import ConversationPage
from desktop.ui.reading_place import ReadingPlace
from desktop.ui.scale import scaled
from desktop.ui.sidebar import Sidebar
from desktop.ui.viewer import Viewer

_SIDE = 250
_SIZES = (_SIDE, 930, 0)
_NARROWEST = 360


class Screens(QSplitter):
    """Shows one screen at a time, `home` where no other is asked for."""

    def __init__(self, sidebar: Sidebar, home: ConversationPage, viewer: Viewer) -> None:
        super().__init__()
        self.place = ReadingPlace(home.transcript)
        self._sidebar, self._home, self._viewer = sidebar, home, viewer
        self._buttons: dict[QWidget, QPushButton] = {}
        self._side_width, self._viewer_width = scaled(_SIDE), 0
        self._gave_way = False
        self._stack = QStackedWidget()
        self._stack.addWidget(home)
        for widget in (sidebar, self._stack, viewer):
            self.addWidget(widget)
        self.setHandleWidth(1)
        self.setSizes([scaled(each) for each in _SIZES])
        self.setStretchFactor(1, 1)
        # A column dragged to nothing would stay there unseen: keys and buttons close them.
        self.setChildrenCollapsible(False)
        viewer.closed.connect(self._on_viewer_closed)
        self.splitterMoved.connect(self._on_moved)

    @property
    def widths(self) -> tuple[int, int]:
        """How wide the sidebar is, and the viewer, 0 where nobody has changed it."""
        return self._side_width, self._viewer_width

    @property
    def has_sidebar(self) -> bool:
        """Tell whether the sidebar is wanted, though it may have given way to the viewer."""
        return self._gave_way or not self._sidebar.isHidden()

    def set_widths(self, side: int, viewer: int) -> None:
        """Make the columns as wide as they were, 0 for as wide as usual."""
        self._side_width, self._viewer_width = side or scaled(_SIDE), viewer
        self.setSizes([self._side_width, max(self.width() - self._side_width, 1), 0])

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

    def at_home(self, run: Callable[[], object]) -> Callable[[], None]:
        """Something that is done on the first screen, whichever is in use."""

        def run_there() -> None:
            self.go_home()
            run()

        return run_there

    def turn_to(self, screen: QWidget) -> None:
        """Use a screen, or the first one where it is in use already."""
        self.show_screen(self._home if self.shown is screen else screen)

    def open(self, citation: Citation, citations: tuple[Citation, ...] = ()) -> None:
        """Open a citation in the viewer; `citations` are those to step through."""
        self._make_room()
        self._viewer.open(citation, citations)

    def show_sources(self) -> None:
        """Show every source of the conversation in the viewer's place."""
        self._make_room()
        self._viewer.show_sources()

    def open_passage(self, found: Passage) -> None:
        """Open a passage at its place."""
        position = (found.page, found.start, found.end, found.text, found.document_id, found.place)
        self.open(Citation(0, found.path, *position))

    def open_document(self, document: Document) -> None:
        """Open a document at its beginning."""
        page = 1 if document.n_pages else None
        self.open(Citation(0, document.path, page, 0, 0, "", document.id))

    def take_over(self, before: Screens) -> None:
        """Show the screen that another window shows, and what is open beside it."""
        self.show_screen(self._stack.widget(before._stack.currentIndex()) or self._home)
        self.place.take_over(before.place)
        if before._viewer.isVisible():
            self._make_room(before.sizes()[2])
            self._viewer.take_over(before._viewer)

    def step_back(self) -> None:
        """Close the viewer, or else leave the screen for the first one."""
        if self._viewer.isVisible():
            self._viewer.hide()
            self._on_viewer_closed()
        else:
            self.go_home()

    def _on_moved(self) -> None:
        side, _, viewer = self.sizes()
        if self._sidebar.isVisible() and side:
            self._side_width = side
        if self._viewer.isVisible() and viewer:
            self._viewer_width = viewer

    def _make_room(self, width: int = 0) -> None:
        """Show the viewer beside the screen in use: this wide, as wide as was chosen, or half."""
        if self._viewer.isVisible():
            return
        side = self._sidebar.width() if self._sidebar.isVisible() else 0
        if side and self.width() - side < scaled(_NARROWEST) + self._viewer.minimumWidth():
            # Three columns would cut each other: the sidebar comes back when the viewer goes.
            self._sidebar.hide()
            self._gave_way, side = True, 0
        rest = self.width() - side
        wanted = width or self._viewer_width
        # The conversation keeps enough of the room.
        viewer = min(wanted, rest - _NARROWEST) if wanted else rest // 2
        self._viewer.show()
        self.setSizes([side, rest - viewer, viewer])

    def _on_viewer_closed(self) -> None:
        if self._gave_way:
            self._gave_way = False
            self._sidebar.show()
            self.setSizes([self._side_width, max(self.width() - self._side_width, 1), 0])
        self.shown.setFocus()
