"""Rich text as tall as it is, that never loads a thing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QSizePolicy, QTextBrowser

from desktop.ui.markup import CITE, Markup, style_sheet, to_markup
from desktop.ui.theme import Theme

_MARGIN = 2


class TextView(QTextBrowser):
    """Shows Markdown or plain text; citations and code blocks answer to a click.

    Signals: `cited(int)` with the number of a citation (0 for a sentence without one).
    """

    cited = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._codes: tuple[str, ...] = ()
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        document = self.document()
        document.setDocumentMargin(_MARGIN)
        document.setDefaultStyleSheet(style_sheet(theme))
        document.documentLayout().documentSizeChanged.connect(self._on_size_changed)
        self.anchorClicked.connect(self._on_anchor_clicked)

    def show_markdown(self, text: str) -> None:
        """Draw Markdown."""
        markup: Markup = to_markup(text, self._theme, self.tr("Copy"))
        self._codes = markup.codes
        self.setHtml(markup.html)

    def show_plain(self, text: str) -> None:
        """Draw text as it is."""
        self.setPlainText(text)

    def fit_width(self, widest: int) -> None:
        """Be no wider than the text needs."""
        document = self.document()
        document.setTextWidth(-1)
        self.setFixedWidth(min(widest, int(document.idealWidth()) + 2 * _MARGIN + 4))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Give an empty image for whatever is asked: None would let Qt open it by name (Qt)."""
        del name
        return self._nothing if kind == QTextDocument.ResourceType.ImageResource.value else b""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the transcript (Qt)."""
        event.ignore()

    def _on_size_changed(self, size: QSizeF) -> None:
        self.setFixedHeight(int(size.height()) + 2)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.toString().startswith(CITE):
            self.cited.emit(int(url.toString().removeprefix(CITE)))
        elif url.scheme() == "copy":
            QApplication.clipboard().setText(self._codes[int(url.path())])
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
