"""Where Tab leads: through everything on the screen as it is read, however late it was put there.

Qt's own order is that in which widgets were made: an answer that comes later would stand after all.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSplitter, QWidget


def step(window: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next or the previous stop of a window; False where there is none."""
    stops = list(tab_stops(window))
    if not stops:
        return False
    here = window.focusWidget()
    if here in stops:
        there = (stops.index(here) + (1 if forward else -1)) % len(stops)
    else:
        there = 0 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[there].setFocus(reason)
    return True


def tab_stops(widget: QWidget) -> Iterator[QWidget]:
    """What can have the keyboard inside a widget, in the order of its layouts."""
    for child in _in_order(widget):
        if child.isWindow() or not child.isVisible():
            continue
        # What passes the keyboard on is no stop of its own.
        takes_tab = bool(child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if takes_tab and child.isEnabled() and child.focusProxy() is None:
            yield child
        yield from tab_stops(child)


def _in_order(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    if isinstance(widget, QSplitter):
        found += [each for n in range(widget.count()) if (each := widget.widget(n)) is not None]
    elif (layout := widget.layout()) is not None:
        found += _of_layout(layout)
    known = set(found)
    rest = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found + [each for each in rest if each not in known]


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for n in range(layout.count()):
        item = layout.itemAt(n)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from _of_layout(inner)
