"""What stands beside the conversation: it follows it, keeps its width, and outlives a new look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QTreeWidget

from desktop.page_messages import TextPage
from desktop.ui import theme
from desktop.ui.screens import Screens
from desktop.ui.sidebar import Sidebar
from desktop.ui.source_list import SourceList
from desktop.ui.viewer import Viewer
from tests.ui.conftest import Screen
from tests.ui.test_viewer import SLIDE, click, page_shown, say, show
from tests.ui.test_window import answer


def _listed(screen: Screen) -> list[str]:
    tree = screen.window.findChild(SourceList).findChild(QTreeWidget)
    return [tree.topLevelItem(n).text(0) for n in range(tree.topLevelItemCount())]


def _open_list(screen: Screen) -> None:
    click(screen, "Sources of this conversation", QToolButton)


def test_the_list_of_sources_follows_the_conversation(screen: Screen) -> None:
    _open_list(screen)
    before = _listed(screen)

    answer(screen)
    screen.bot.waitUntil(lambda: bool(_listed(screen)))
    cited = _listed(screen)
    screen.window.open_conversation(None)

    screen.bot.waitUntil(lambda: not _listed(screen))
    assert (before, cited) == ([], ["lease.pdf"])


def test_a_column_cannot_be_dragged_to_nothing(screen: Screen) -> None:
    answer(screen)
    _open_list(screen)
    columns = screen.window.findChild(Screens)

    columns.moveSplitter(columns.width(), 2)
    columns.moveSplitter(0, 1)

    assert min(columns.sizes()) > 0


def test_in_a_small_window_the_sidebar_gives_way_to_the_viewer(screen: Screen) -> None:
    window = screen.window
    window.resize(800, 600)
    sidebar, viewer = window.findChild(Sidebar), window.findChild(Viewer)
    screens = window.findChild(Screens)

    _open_list(screen)
    while_open = (sidebar.isVisible(), viewer.isVisible(), screens.has_sidebar)
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert while_open == (False, True, True)
    assert (sidebar.isVisible(), viewer.isVisible()) == (True, False)
    assert screens.sizes()[0] == screens.widths[0]


def test_a_new_look_keeps_the_page_and_the_list_that_are_open(
    make_screen: Callable[..., Screen],
) -> None:
    first = make_screen("en", theme.LIGHT, 100)
    show(first, SLIDE, TextPage(0, "Outlook\nThe rent is 9400.", 4, 9))
    click(first, "Next page", QToolButton)
    say(first, TextPage(0, "More of it.", 5, 9))
    turned = make_screen("en", theme.DARK, 100)
    turned.window.take_over(first.window)
    page = page_shown(turned)

    answer(first)
    _open_list(first)
    listing = make_screen("en", theme.DARK, 100)
    listing.window.findChild(Screens).take_over(first.window.findChild(Screens))

    assert page == "5"
    assert listing.window.findChild(SourceList).isVisible()
    assert _listed(listing) == _listed(first) != []
    assert not listing.window.findChild(Viewer).isHidden()
