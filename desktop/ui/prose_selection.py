"""One selection through all the pieces that a long text is drawn in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.drag_scroll import DragScroll
from desktop.ui.text_view import TextView


class ProseSelection(QObject):
    """Carries on in the other pieces of a text what is selected with the mouse in one of them.

    `views` are the pieces from top to bottom, as they come and go.
    """

    def __init__(self, prose: QWidget, views: Sequence[TextView]) -> None:
        super().__init__(prose)
        self._prose, self._views = prose, views
        self._anchor: TextView | None = None
        self._is_dragging = self._is_longer = self._may_carry = False
        self._watched: QWidget | None = None
        self._scroll = DragScroll(prose)
        self._scroll.scrolled.connect(self._reach)

    # What the mouse does in a piece

    def press(self, view: TextView, event: QMouseEvent) -> bool:
        """Begin a selection or carry one on; True where Qt has nothing to do any more."""
        is_longer = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if is_longer and self._known_anchor() not in (None, view):
            self._is_dragging = self._is_longer = True
            self._reach(event.globalPosition().toPoint())
            return True
        self._may_carry = not is_longer and _is_on_selection(view, event.position())
        if not self._may_carry:
            self.begin(view)
        return False

    def begin(self, view: TextView) -> None:
        """Let what is selected begin in a piece, where Qt has selected by now."""
        self._clear(but=view)
        self._anchor, self._is_dragging = view, True
        self._watch()

    def move(self, event: QMouseEvent) -> bool:
        """Select as far as the pointer; True where Qt has nothing to do any more."""
        if not self._is_dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        pointer = event.globalPosition().toPoint()
        self._scroll.follow(pointer)
        anchor = self._known_anchor()
        if anchor is None:
            return False
        if self._views[self._place(pointer)] is anchor and not self._is_longer:
            # Qt knows what to do within one piece: it goes on by words where it began with one.
            self._clear(but=anchor)
            return False
        self._reach(pointer)
        return True

    def release(self, view: TextView) -> None:
        """End what the mouse does in a piece."""
        self._scroll.stop()
        if self._may_carry and view.textCursor().hasSelection():
            # A third click: Qt has selected more around what was selected.
            self.begin(view)
        elif self._may_carry:
            # Clicked, not carried elsewhere.
            self.clear()
        self._is_dragging = self._is_longer = self._may_carry = False

    # What else one does

    def select_all(self, view: TextView) -> None:
        """Select the whole text, with the keyboard in one of its pieces."""
        for each in self._views:
            _select(each, 0, _end(each))
        self._anchor = view
        self._watch()

    def clear(self) -> None:
        """Select nothing."""
        self._clear(but=None)
        self._anchor = None
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched = None

    def parts(self) -> tuple[TextView, ...]:
        """The pieces in which something is selected."""
        return tuple(each for each in self._views if each.textCursor().hasSelection())

    def lose_focus(self, reason: Qt.FocusReason) -> None:
        """Select nothing where somebody clicks into something else."""
        if reason == Qt.FocusReason.MouseFocusReason:
            gone_to = QApplication.focusWidget()
            if gone_to is None or not self._prose.isAncestorOf(gone_to):
                self.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select nothing where a click means nothing else (Qt)."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            self.clear()
        return super().eventFilter(watched, event)

    def _reach(self, pointer: QPoint) -> None:
        """Select from where it began as far as a place on the screen."""
        anchor = self._known_anchor()
        if anchor is None:
            return
        begin, reached = self._views.index(anchor), self._place(pointer)
        for n, each in enumerate(self._views):
            is_before, is_behind = n < min(begin, reached), n > max(begin, reached)
            if is_before or is_behind:
                _unselect(each)
                continue
            first, last = (0, _end(each)) if begin <= reached else (_end(each), 0)
            at = each.viewport().mapFromGlobal(pointer)
            _select(
                each,
                each.textCursor().anchor() if n == begin else first,
                each.cursorForPosition(at).position() if n == reached else last,
            )

    def _place(self, pointer: QPoint) -> int:
        """Which piece is at this height, or the nearest to it."""
        y = self._prose.mapFromGlobal(pointer).y()
        below = (n for n, each in enumerate(self._views) if y <= each.geometry().bottom())
        return next(below, len(self._views) - 1)

    def _known_anchor(self) -> TextView | None:
        return self._anchor if self._anchor in self._views else None

    def _clear(self, but: TextView | None) -> None:
        for each in self._views:
            if each is not but:
                _unselect(each)

    def _watch(self) -> None:
        window = self._prose.window()
        if self._watched is None:
            self._watched = window
            window.installEventFilter(self)


def _select(view: TextView, anchor: int, position: int) -> None:
    cursor = view.textCursor()
    if (cursor.anchor(), cursor.position()) != (anchor, position):
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        view.setTextCursor(cursor)


def _unselect(view: TextView) -> None:
    cursor = view.textCursor()
    if cursor.hasSelection():
        cursor.clearSelection()
        view.setTextCursor(cursor)


def _end(view: TextView) -> int:
    return view.document().characterCount() - 1


def _is_on_selection(view: TextView, at: QPointF) -> bool:
    """Tell whether a press here may carry away what is selected."""
    cursor = view.textCursor()
    hit = view.document().documentLayout().hitTest(at, Qt.HitTestAccuracy.ExactHit)
    return cursor.hasSelection() and cursor.selectionStart() <= hit <= cursor.selectionEnd()
