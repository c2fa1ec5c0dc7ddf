from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.fakes import document
from tests.ui.conftest import Screen
from tests.ui.test_window import answer


def _walk(screen: Screen, key: Qt.Key) -> list[str]:
    """The names of the stops from the message until it is reached again."""
    screen.find(QPlainTextEdit, "Message").setFocus()
    seen: list[str] = []
    while not seen or (seen[-1] != "Message" and len(seen) < 80):
        QTest.keyClick(screen.window.focusWidget() or screen.window, key)
        seen.append(_name(screen.window.focusWidget()))
    return seen


def _name(widget: QWidget | None) -> str:
    text = getattr(widget, "text", "")
    return (widget.accessibleName() if widget else "") or str(text() if callable(text) else text)


def test_tab_leads_through_the_window_as_it_is_read(screen: Screen) -> None:
    screen.show_documents(document(1))
    answer(screen)
    QApplication.processEvents()

    seen = _walk(screen, Qt.Key.Key_Tab)

    wanted = ("New conversation", "Preset", "Model", "You: ", "Open citation 1", "Good answer")
    places = [next(n for n, each in enumerate(seen) if each.startswith(name)) for name in wanted]
    assert places == sorted(places)
    assert seen[-1] == "Message"


def test_backtab_leads_the_same_way_back(screen: Screen) -> None:
    answer(screen)
    QApplication.processEvents()

    there, back = _walk(screen, Qt.Key.Key_Tab), _walk(screen, Qt.Key.Key_Backtab)

    assert there[:-1] == back[-2::-1]


def test_an_empty_page_offers_its_buttons_to_tab(screen: Screen) -> None:
    QApplication.processEvents()

    seen = _walk(screen, Qt.Key.Key_Tab)

    assert "Add files…" in seen
    assert "Add the sample documents" in seen
