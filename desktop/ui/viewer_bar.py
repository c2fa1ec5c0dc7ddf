"""What stands above a document in the viewer: its name, passages, pages, sizes and search."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.elided_label import ElidedLabel
from desktop.ui.find_bar import FindBar
from desktop.ui.flow_layout import FlowLayout
from desktop.ui.icon import icon, tool_button
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDEST_NAME = 130
_FIELD = 44


class ViewerBar(QFrame):
    """Shows where somebody is in a document and takes where he wants to go.

    Signals: `stepped(int)` through passages, `turned(int)` by pages, `page_chosen(int)`,
    `zoomed(int)` by steps, `fitted(bool)` with True for the whole page and False for its width,
    `copied()` for the passage, `opened_outside()`, `listed()` for all sources, `find_asked()`,
    `closed()`.
    """

    stepped = Signal(int)
    turned = Signal(int)
    page_chosen = Signal(int)
    zoomed = Signal(int)
    fitted = Signal(bool)
    copied = Signal()
    opened_outside = Signal()
    listed = Signal()
    find_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("header")
        self._theme = theme
        self._title = ElidedLabel()
        self._title.setProperty("title", True)
        self.search = FindBar(self.tr("Search in this document"), theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 10, 8)
        layout.setSpacing(4)
        layout.addLayout(self._make_top())
        layout.addWidget(self._make_bottom())
        layout.addWidget(self.search)

    def show_title(self, words: str) -> None:
        """Show what is open."""
        self._title.show_text(words)

    def show_passages(self, number: int, n_passages: int) -> None:
        """Show which of how many passages is open; nothing where there is no other."""
        self._passages.setVisible(n_passages > 1)
        self._passage.setText(f"{number} / {n_passages}")

    def show_page(self, page: int | None, n_pages: int, name: str) -> None:
        """Show which page is open, of how many, and what a person calls it."""
        self._page_row.setVisible(page is not None)
        if page is None:
            return
        if not self._field.hasFocus():
            self._field.setText(str(page))
        self._field.setValidator(QIntValidator(1, max(n_pages, 1), self._field))
        metrics = self._n_pages.fontMetrics()
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_NAME)
        self._n_pages.setText(f"/ {n_pages or '…'}   {name}".rstrip())
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < n_pages)

    def show_zoom(self, *, can_shrink: bool, can_grow: bool, is_page: bool) -> None:
        """Offer the sizes that are left; only a drawn page can be fitted."""
        self._smaller.setEnabled(can_shrink)
        self._larger.setEnabled(can_grow)
        self._whole.setVisible(is_page)
        words = self.tr("Fit the width (Ctrl+0)") if is_page else self.tr("Usual size (Ctrl+0)")
        self._width.setToolTip(words)
        self._width.setAccessibleName(words)

    def show_passage(self, *, has_passage: bool) -> None:
        """Offer to copy the passage where one is cited."""
        self._copy.setVisible(has_passage)

    def offer_list(self, is_offered: bool) -> None:
        """Offer the list of all sources."""
        self._list.setVisible(is_offered)

    def _button(self, name: str, label: str) -> QToolButton:
        return tool_button(name, label, self._theme.dim)

    def _make_top(self) -> QHBoxLayout:
        document = QLabel()
        document.setPixmap(icon("document", self._theme.dim, 16).pixmap(scaled(16)))
        self._list = self._button("sources", self.tr("All sources of this conversation"))
        self._list.clicked.connect(self.listed)
        self._copy = self._button("copy", self.tr("Copy the passage with its source"))
        self._copy.clicked.connect(self.copied)
        outside = self._button("outside", self.tr("Open in its own program"))
        outside.clicked.connect(self.opened_outside)
        close = self._button("close", self.tr("Close the document"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.addWidget(document)
        row.addWidget(self._title, 1)
        for button in (self._list, self._copy, outside, close):
            row.addWidget(button)
        return row

    def _make_bottom(self) -> QWidget:
        find = self._button("search", self.tr("Search in this document (Ctrl+F)"))
        find.clicked.connect(self.find_asked)
        self._smaller = self._button("smaller", self.tr("Smaller (Ctrl+−)"))
        self._larger = self._button("larger", self.tr("Larger (Ctrl++)"))
        self._width = self._button("fit_width", self.tr("Fit the width (Ctrl+0)"))
        self._whole = self._button("fit_page", self.tr("Fit the page (Ctrl+9)"))
        self._smaller.clicked.connect(lambda: self.zoomed.emit(-1))
        self._larger.clicked.connect(lambda: self.zoomed.emit(1))
        self._width.clicked.connect(lambda: self.fitted.emit(False))
        self._whole.clicked.connect(lambda: self.fitted.emit(True))
        sizes = QWidget()
        row = QHBoxLayout(sizes)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button in (self._smaller, self._larger, self._width, self._whole, find):
            row.addWidget(button)
        # Large letters in a narrow viewer take two lines.
        holder = QWidget()
        flow = FlowLayout(holder, scaled(14))
        for widget in (self._make_page_row(), self._make_passage_row(), sizes):
            flow.addWidget(widget)
        return holder

    def _make_page_row(self) -> QWidget:
        self._back = self._button("up_arrow", self.tr("Previous page"))
        self._on = self._button("down_arrow", self.tr("Next page"))
        self._back.clicked.connect(lambda: self.turned.emit(-1))
        self._on.clicked.connect(lambda: self.turned.emit(1))
        self._field = QLineEdit()
        self._field.setFixedWidth(scaled(_FIELD))
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.setAccessibleName(self.tr("Page"))
        self._field.setToolTip(self.tr("Type a page number and press Enter"))
        self._field.returnPressed.connect(self._on_page_typed)
        self._n_pages = QLabel()
        self._n_pages.setProperty("dim", True)
        self._n_pages.setTextFormat(Qt.TextFormat.PlainText)
        self._page_row = QWidget()
        row = QHBoxLayout(self._page_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._back, self._on, self._field, self._n_pages):
            row.addWidget(widget)
        return self._page_row

    def _make_passage_row(self) -> QWidget:
        previous = self._button("previous", self.tr("Previous passage (Alt+Left)"))
        following = self._button("next", self.tr("Next passage (Alt+Right)"))
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following.clicked.connect(lambda: self.stepped.emit(1))
        self._passage = QLabel()
        self._passage.setProperty("dim", True)
        self._passages = QWidget()
        row = QHBoxLayout(self._passages)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (previous, self._passage, following):
            row.addWidget(widget)
        return self._passages

    def _on_page_typed(self) -> None:
        self.page_chosen.emit(int(self._field.text()))
