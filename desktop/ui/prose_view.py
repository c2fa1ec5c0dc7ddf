"""Markdown of any length, piece by piece: what is finished stays, only the end is drawn anew."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.ui.piece_view import PieceView
from desktop.ui.pieces import Piece, definitions, next_piece
from desktop.ui.plain_label import plain_label
from desktop.ui.prose_selection import ProseSelection
from desktop.ui.theme import Theme
from desktop.ui.words import text_direction

_MOST_CHARS = 300_000
"""Hardly a model writes more; of what does only this is drawn: Qt would take seconds for a line."""
_SLICE_S = 0.008
"""So much is drawn at once; the rest of a long text follows while the window stays alive."""


class ProseView(QWidget):
    """Shows Markdown that may be long and may still grow.

    Signals: `cited(int)` as `TextView`, `drawn()` when all of a text stands there,
    `view_added(TextView)` with each part as it comes.
    """

    cited = Signal(int)
    drawn = Signal()
    view_added = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._rest = ""
        self._name = ""
        self._is_growing = False
        self._definitions = ""
        self._views: list[PieceView] = []
        self._selection = ProseSelection(self, self._views)
        self._shown: list[tuple[Piece, str]] = []
        self._n_drawn = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._cut: QLabel | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_drawn(self) -> bool:
        """Tell whether all of the text stands there."""
        return not self._timer.isActive()

    def show_markdown(self, text: str, *, is_growing: bool = False) -> None:
        """Draw Markdown; where it goes on with the text before, only what is new is drawn."""
        self._show_cut(len(text) > _MOST_CHARS)
        text = text[:_MOST_CHARS].replace("\r\n", "\n").replace("\r", "\n")
        if text == self._text and is_growing == self._is_growing:
            return
        goes_on = bool(self._text) and self._is_growing and text.startswith(self._text)
        if goes_on:
            self._rest += text[len(self._text) :]
        else:
            self._rest, self._n_drawn = text, 0
        if not goes_on or not is_growing:
            known = definitions(text)
            if known != self._definitions:
                # What stands there may name links that are only defined now.
                self._definitions, self._rest, self._n_drawn = known, text, 0
        self._text, self._is_growing = text, is_growing
        self._go_on()

    def _show_cut(self, is_cut: bool) -> None:
        if is_cut and self._cut is None:
            words = self.tr(
                "Only the first {n} characters are shown here. The rest is kept, too:"
                " “Copy answer” gives all of it."
            )
            self._cut = plain_label(words.format(n=f"{_MOST_CHARS:,}"), is_dim=True)
            self._column.addWidget(self._cut)
        if self._cut is not None:
            self._cut.setVisible(is_cut)

    def _go_on(self) -> None:
        begun = time.perf_counter()
        while cut := next_piece(self._rest, is_whole=not self._is_growing):
            piece, self._rest = cut
            self._draw(self._n_drawn, piece)
            self._n_drawn += 1
            if time.perf_counter() - begun > _SLICE_S:
                self._timer.start(0)
                return
        self._timer.stop()
        if self._rest:
            # The open end: it is drawn again with every word that comes.
            self._draw(self._n_drawn, Piece(self._rest))
        self._drop_from(self._n_drawn + bool(self._rest))
        self.drawn.emit()

    def _draw(self, place: int, piece: Piece) -> None:
        if place == len(self._views):
            self._add_view()
        key = (piece, self._definitions if "[" in piece.source else "")
        if self._shown[place] == key:
            return
        self._shown[place] = key
        view = self._views[place]
        view.show_markdown(piece.source, key[1], text_direction(self._text))

    def _add_view(self) -> None:
        view = PieceView(self._theme, self._selection)
        place = len(self._views)
        view.cited.connect(self.cited)
        view.code_asked.connect(lambda n: view.copy_text(self._code(place, n)))
        view.setAccessibleName(self._name)
        self._views.append(view)
        self._shown.append((Piece(""), ""))
        self._column.insertWidget(place, view)
        self.view_added.emit(view)

    def _drop_from(self, place: int) -> None:
        for view in self._views[place:]:
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        del self._views[place:], self._shown[place:]

    def _code(self, place: int, n: int) -> str:
        """The whole of a block of code, which may be cut into several pieces."""
        codes = self._views[place].codes
        code = codes[n]
        first, last = place, place
        if n == 0:
            while first and self._shown[first - 1][0].goes_on:
                first -= 1
                code = self._views[first].codes[-1] + code
        if n == len(codes) - 1:
            while self._shown[last][0].goes_on and last + 1 < len(self._views):
                last += 1
                code += self._views[last].codes[0]
        return code

    def set_name(self, name: str) -> None:
        """Name what is read: each piece, since this itself has no text."""
        self._name = name
        for view in self._views:
            view.setAccessibleName(name)
