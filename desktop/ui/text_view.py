"""Rich text as tall as it is, that never loads a thing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMessageBox, QSizePolicy, QTextBrowser

from desktop.ui import formula
from desktop.ui.markup import CITE, FORMULA, Markup, style_sheet, to_markup
from desktop.ui.selected_text import selected_text
from desktop.ui.theme import Theme
from desktop.ui.words import Direction, text_direction

_MARGIN = 2
MOST_CHARS = 200_000
"""Longer plain text is cut: nobody reads it, and Qt would take seconds to lay it out."""


class TextView(QTextBrowser):
    """Shows Markdown or plain text; citations and code blocks answer to a click.

    Signals: `cited(int)` with the number of a citation (0 for a sentence without one),
    `code_asked(int)` with the number of a block of code to copy.
    """

    cited = Signal(int)
    code_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._markup = Markup("", (), ())
        self._given: tuple[str, str, Direction] = ("", "", "auto")
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        document.setDefaultStyleSheet(style_sheet(theme))
        document.documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.anchorClicked.connect(self._on_anchor_clicked)

    @property
    def codes(self) -> tuple[str, ...]:
        """The blocks of code that are shown."""
        return self._markup.codes

    def show_markdown(
        self, text: str, definitions: str = "", direction: Direction = "auto"
    ) -> None:
        """Draw Markdown; `definitions` are links it names that are defined elsewhere."""
        waited = self._markup.waits
        ratio = self.devicePixelRatioF()
        self._given = (text, definitions, direction)
        self._markup = to_markup(text, self._theme, self.tr("Copy"), definitions, ratio, direction)
        self.setHtml(self._markup.html)
        if self._markup.waits and not waited:
            formula.typesetter.load(self._on_typesetter)

    def show_plain(self, text: str) -> None:
        """Draw text as it is, in its own direction."""
        self._markup = Markup("", (), ())
        self.setPlainText(text[:MOST_CHARS])
        if text_direction(text) == "rtl":
            layout = QTextBlockFormat()
            layout.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.mergeBlockFormat(layout)

    def fit_width(self, widest: int) -> None:
        """Be no wider than the text needs."""
        document = self.document()
        document.setTextWidth(-1)
        self.setFixedWidth(min(widest, int(document.idealWidth()) + 2 * _MARGIN + 4))

    def copy_text(self, text: str) -> None:
        """Put a text on the clipboard."""
        QApplication.clipboard().setText(text)

    def selected_text(self) -> str:
        """What is selected, as plain text."""
        return selected_text(self.textCursor(), self._formula)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Give our formulas and, whatever else is asked, an empty image (Qt).

        None would let Qt open it by name.
        """
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return b""
        link = name.toString() if isinstance(name, QUrl) else name
        if not link.startswith(FORMULA):
            return self._nothing
        number = int(link.removeprefix(FORMULA))
        ratio = self.devicePixelRatioF()
        drawn = formula.draw(self._markup.formulas[number], self._theme.text, ratio)
        return drawn.image if drawn is not None else self._nothing

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the transcript (Qt)."""
        event.ignore()

    def _on_typesetter(self) -> None:
        if self._markup.waits:
            self.show_markdown(*self._given)

    def _formula(self, name: str) -> str:
        if not name.startswith(FORMULA):
            return ""
        found = self._markup.formulas[int(name.removeprefix(FORMULA))]
        return f"$${found.source}$$" if found.is_display else f"${found.source}$"

    def _on_size_changed(self, size: QSizeF) -> None:
        self.setFixedHeight(int(size.height()) + 2)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.toString().startswith(CITE):
            self.cited.emit(int(url.toString().removeprefix(CITE)))
        elif url.scheme() == "copy":
            self.code_asked.emit(int(url.path()))
        elif url.scheme() in ("http", "https", "mailto"):
            self._ask_to_open(url)

    def _ask_to_open(self, url: QUrl) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Open this link?"),
            self.tr("This leaves Carrel and opens in another program:"),
            QMessageBox.StandardButton.Open | QMessageBox.StandardButton.Cancel,
            self.window(),
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(url.toDisplayString())
        if box.exec() == QMessageBox.StandardButton.Open:
            QDesktopServices.openUrl(url)
