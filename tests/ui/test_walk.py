"""A walk through every screen: each control has a name, a tab stop, Chinese words, and fits.

With CARREL_SHEET=FOLDER every screen is also kept there as a picture.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from desktop.ui import theme, translation
from desktop.ui.elided_label import ElidedLabel
from tests.ui.conftest import Screen
from tests.ui.stages import stages

_CONTROLS = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextEdit,
    QPlainTextEdit, QTabBar,
)  # fmt: skip
_SHEET = os.environ.get("CARREL_SHEET", "")
_WORD = re.compile(r"[A-Za-z]{3,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What is the same in both languages: names, names of files, units, keys, what a user wrote.
_SAME = re.compile(
    r"Carrel|English|GGUF|JSON|Schema|Oxbow|Heron|Mill|small|Site|Rent|Top-[kp]|Min-p|DRY|KV|python"
    r"|(Ctrl|Shift|Alt|Esc|Return|PgUp|PgDown|Del|Home|End|Up|Down|Ins)([+/].*)?"
    r"|.*\.\w{2,4}|/.*|tok/s|Drafts/|type"
)


@dataclass(frozen=True)
class Look:
    """How a window looks and speaks."""

    name: str
    language: str
    colours: theme.Theme
    zoom: int = 100


_LOOKS = [
    Look("en-light", "en", theme.LIGHT),
    Look("zh-dark", "zh", theme.DARK),
    Look("en-light-150", "en", theme.LIGHT, 150),
    Look("en-dark-150", "en", theme.DARK, 150),
    Look("zh-light-150", "zh", theme.LIGHT, 150),
    Look("zh-dark-150", "zh", theme.DARK, 150),
    Look("en-contrast", "en", theme.CONTRAST),
]


@pytest.fixture(params=_LOOKS, ids=[each.name for each in _LOOKS])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Look]:
    installed = translation.install(qapp, request.param.language)
    yield request.param
    translation.remove(qapp, installed)


@pytest.mark.parametrize("name", list(stages()))
def test_every_control_has_a_name_a_tab_stop_and_room(
    look: Look, name: str, make_screen: Callable[..., Screen]
) -> None:
    screen = make_screen(look.language, look.colours, look.zoom)
    shown = stages()[name](screen, look.colours, look.language)
    # When its entries change, a box takes their size for a moment; its layout follows (Qt).
    with contextlib.suppress(screen.bot.TimeoutError):
        screen.bot.waitUntil(lambda: not _overlaps(shown), timeout=500)
    if _SHEET:
        Path(_SHEET).mkdir(parents=True, exist_ok=True)
        shown.grab().save(str(Path(_SHEET, f"{name}-{look.name}.png")))

    _ask_beyond(shown)
    found = [
        *_nameless(shown),
        *_unreachable(shown),
        *_misfits(shown),
        *_overlaps(shown),
        *(_untranslated(shown) if look.language == "zh" else ()),
    ]
    if shown is not screen.window:
        shown.close()

    assert found == [], "\n".join(found)


def _visible(root: QWidget) -> list[QWidget]:
    return [root, *(each for each in root.findChildren(QWidget) if each.isVisibleTo(root))]


def _controls(root: QWidget) -> list[QWidget]:
    return [each for each in _visible(root) if isinstance(each, _CONTROLS) and not _is_inner(each)]


def _is_inner(widget: QWidget) -> bool:
    """A part that Qt makes of a control that is looked at itself."""
    if isinstance(widget, (QHeaderView, QScrollBar)):
        return True
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        if isinstance(parent, (QComboBox, QAbstractSpinBox, QLineEdit, QTabBar, QHeaderView)):
            return True
        if isinstance(parent, QAbstractItemView) and not isinstance(widget, QAbstractButton):
            return True
        # The button in the corner of a table.
        if type(widget) is QAbstractButton and isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {_name(widget) or widget.objectName() or '?'!r}"


def _nameless(root: QWidget) -> list[str]:
    return [
        f"no name: {_called(each)} in {_path(each)}" for each in _controls(root) if not _name(each)
    ]


def _ask_beyond(root: QWidget) -> None:
    """Ask for children beyond the last: Qt does not always look, and ends the process."""
    for each in (root, *root.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(each)
        # Lists and tables look, and say so in the log.
        if interface is not None and not isinstance(each, QAbstractItemView):
            n = interface.childCount()
            for beyond in (n, n + 1, n + 7):
                interface.child(beyond)


def _unreachable(root: QWidget) -> list[str]:
    return [
        f"no tab stop: {_called(each)}"
        for each in _controls(root)
        if not each.focusPolicy() & Qt.FocusPolicy.TabFocus and not _is_in_chosen_group(each)
    ]


def _is_in_chosen_group(widget: QWidget) -> bool:
    """Tab goes to the chosen one of radio buttons, arrows to the others."""
    return isinstance(widget, QRadioButton) and not widget.isChecked()


def _path(widget: QWidget) -> str:
    names = []
    at: QWidget | None = widget
    while at is not None:
        names.append(type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names[:5])


def _misfits(root: QWidget) -> list[str]:
    found = []
    for each in _visible(root):
        if (words := _lacks(each)) is not None:
            found.append(f"does not fit: {_called(each)} ({words}) in {_path(each)}")
    return found


def _overlaps(root: QWidget) -> list[str]:
    """What stands over its neighbour, or out of the frame that both are in."""
    found = []
    for parent in _visible(root):
        shown = [each for each in _laid_out(parent.layout()) if each.isVisibleTo(root)]
        for at, each in enumerate(shown):
            if not parent.rect().adjusted(-1, -1, 1, 1).contains(each.geometry()):
                found.append(f"out of its frame: {_called(each)} in {_path(each)}")
            for other in shown[at + 1 :]:
                common = each.geometry() & other.geometry()
                if common.width() > 1 and common.height() > 1:
                    found.append(f"{_called(each)} over {_called(other)} in {_path(each)}")
    return found


def _laid_out(layout: QLayout | None) -> list[QWidget]:
    found: list[QWidget] = []
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at)
        if item.widget() is not None:
            found.append(item.widget())
        found.extend(_laid_out(item.layout()))
    return found


def _lacks(widget: QWidget) -> str | None:
    """Say what of a widget is cut off."""
    match widget:
        case ElidedLabel():
            return None
        case QLabel():
            return _label_lacks(widget)
        case QAbstractButton() if widget.text() and not _is_inner(widget):
            needed = widget.sizeHint().width()
            return f"{widget.width()} of {needed}" if widget.width() < needed - 1 else None
        case QTextBrowser():
            needed = widget.document().size().width()
            room = widget.viewport().width()
            return f"{room} of {needed}" if needed > room + 2 else None
        case QScrollArea() if widget.widgetResizable():
            content = widget.widget().minimumSizeHint().width()
            room = widget.viewport().width()
            return f"scrolls sideways: {room} of {content}" if content > room + 1 else None
        case _:
            return None


def _label_lacks(label: QLabel) -> str | None:
    text = label.text()
    if not text or label.textFormat() == Qt.TextFormat.RichText or not label.pixmap().isNull():
        return None
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return f"{label.height()} high of {needed}" if label.height() < needed - 2 else None
    needed = max(label.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
    return f"{room.width()} of {needed}: {text}" if room.width() < needed - 1 else None


def _untranslated(root: QWidget) -> list[str]:
    words: set[str] = {root.windowTitle()}
    for each in _visible(root):
        words.add(each.toolTip())
        words.add(each.accessibleDescription())
        if isinstance(each, (QLabel, QAbstractButton)) and not isinstance(each, ElidedLabel):
            words.add(each.text())
        if isinstance(each, QLineEdit):
            words.add(each.placeholderText())
        if isinstance(each, QComboBox):
            words.update(each.itemText(at) for at in range(each.count()))
        if isinstance(each, QMenu):
            words.update(action.text() for action in each.actions())
        if isinstance(each, QTabBar):
            words.update(each.tabText(at) for at in range(each.count()))
    words.update(_name(each) for each in _controls(root))
    return [
        f"not Chinese: {text!r}"
        for text in sorted(words)
        if not _CHINESE.search(text) and _foreign(text)
    ]


def _foreign(text: str) -> list[str]:
    plain = re.sub(r"<[^>]*>", " ", text)
    words = [each for each in re.split(r"[\s·|:,]+", plain) if _WORD.search(each)]
    return [each for each in words if not _SAME.fullmatch(each)]
