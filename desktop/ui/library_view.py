"""The documents: a row for each file with its state, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Document, IndexSummary, Language
from desktop.library import DEFAULT_COLLECTION
from desktop.library_update import (
    IndexHealed,
    IndexingHeld,
    IndexingMoved,
    RecognitionEnded,
    RecognitionMoved,
)
from desktop.ui.document_menu import DocumentMenu
from desktop.ui.document_model import COLLECTION, Choice, DocumentModel
from desktop.ui.document_table import DocumentTable
from desktop.ui.folder_bar import FolderBar
from desktop.ui.icon import icon
from desktop.ui.library_bar import LibraryBar
from desktop.ui.plain_label import plain_label
from desktop.ui.progress_row import ProgressRow
from desktop.ui.screen_header import ScreenHeader
from desktop.ui.theme import Theme
from desktop.ui.words import moved, recognising
from desktop.wording import file_name


class LibraryView(QWidget):
    """The library screen.

    Signals: `files_asked()`, `folder_asked()`, `samples_asked()`, `removed(tuple[Document])`,
    `retried(tuple[int])`, `cancelled()`, `paused(bool)`, `opened(Document)`, `closed()`, and those
    of `menu` and `bar`.
    """

    files_asked = Signal()
    folder_asked = Signal()
    samples_asked = Signal()
    removed = Signal(object)
    retried = Signal(object)
    cancelled = Signal()
    paused = Signal(bool)
    opened = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = DocumentModel(language, theme)
        self._n_documents = 0
        self.folders = FolderBar(theme)
        self.bar = LibraryBar(theme)
        self.bar.chosen.connect(self._on_chosen)
        self.menu = DocumentMenu(language, self)
        self.menu.opened.connect(self.opened)
        self.menu.retried.connect(self.retried)
        self.menu.removed.connect(self.removed)
        self._table = self._make_table()
        self.setFocusProxy(self._table)
        self._remove = QPushButton(self.tr("Remove"))
        self._remove.setToolTip(self.tr("Forget the chosen documents; the files stay"))
        self._remove.clicked.connect(self._on_remove)
        self._retry = QPushButton(self.tr("Try again"))
        self._retry.clicked.connect(self._on_retry)
        self._progress = ProgressRow()
        self._progress.cancelled.connect(self.cancelled)
        self._progress.paused.connect(self.paused)
        self._report = _report()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_empty())
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._make_nothing())
        self._lay_out(theme)
        self._refresh_buttons()

    def _lay_out(self, theme: Theme) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_header(theme))
        body = QVBoxLayout()
        body.setContentsMargins(20, 12, 20, 12)
        body.setSpacing(10)
        body.addWidget(self.bar)
        # Above the folders: their buttons come while it works, and Pause would move from the hand.
        body.addWidget(self._progress)
        body.addWidget(self.folders)
        body.addWidget(self._stack, 1)
        below = QHBoxLayout()
        below.addWidget(self._report, 1)
        below.addWidget(self._retry)
        below.addWidget(self._remove)
        body.addLayout(below)
        layout.addLayout(body, 1)

    def show_documents(self, documents: tuple[Document, ...]) -> None:
        """Show the documents of the library."""
        self._n_documents = len(documents)
        self.bar.setVisible(bool(documents) or len(self.menu.names) > 1)
        self._rearrange(lambda: self._model.show_documents(documents))

    def show_collections(self, names: tuple[str, ...], documents: tuple[Document, ...]) -> None:
        """Offer these collections."""
        self.menu.names = names
        self.bar.show_collections(names, documents)
        self._show_column()

    @property
    def target(self) -> str:
        """The collection that files added here go to."""
        chosen = self.bar.choice.collection if self.isVisible() else ""
        return chosen or DEFAULT_COLLECTION

    def _on_chosen(self, choice: Choice) -> None:
        self._show_column()
        self._rearrange(lambda: self._model.choose(choice))

    def _on_sorted(self, column: int, order: Qt.SortOrder) -> None:
        self._rearrange(lambda: self._model.sort(column, order))

    def _rearrange(self, change: Callable[[], None]) -> None:
        self._table.rearrange(change)
        n_shown = self._model.rowCount()
        self._stack.setCurrentIndex(1 if n_shown else 2 if self._n_documents else 0)

    def _show_column(self) -> None:
        """Which collection a document is in is only shown where there are several."""
        chosen = self.bar.choice.collection
        self.folders.show_collections(self.menu.names, chosen)
        is_one = len(self.menu.names) < 2 or bool(chosen)
        self._table.setColumnHidden(COLLECTION, is_one)

    def _make_nothing(self) -> QWidget:
        page = QWidget()
        words = QLabel(self.tr("No document is like this"))
        words.setProperty("dim", True)
        clear = QPushButton(self.tr("Show all"))
        clear.clicked.connect(self.bar.reset)
        clear.clicked.connect(lambda: self.bar.show_collection(""))
        column = QVBoxLayout(page)
        column.addStretch()
        for widget in (words, clear):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    def show_document(self, document: Document) -> None:
        """Show one document in its new state."""
        self._table.show_document(document)

    def show_moved(
        self,
        update: IndexHealed | IndexingHeld | IndexingMoved | RecognitionEnded | RecognitionMoved,
    ) -> None:
        """Show how far the work on the documents is."""
        match update:
            case IndexingMoved():
                self._report.hide()
                self._progress.show_words(update.done, update.total, moved(update))
            case IndexingHeld():
                self._progress.show_held(update.reason)
            case RecognitionMoved():
                self._show_recognition(update.document)
            case IndexHealed() if update.done < update.total:
                self._show_healing(update)
            case _:
                self._progress.hide()

    def take_over(self, before: LibraryView) -> None:
        """Show what another view shows: its documents as they are chosen there, and progress."""
        documents = before._model.everything
        if before.menu.names:
            self.show_collections(before.menu.names, documents)
        self.show_documents(documents)
        self.bar.take_over(before.bar)
        self._table.take_over(before._table)
        self._progress.take_over(before._progress)

    def _show_recognition(self, document: Document) -> None:
        self._progress.show_words(
            document.page_in_hand - 1,
            document.n_scanned,
            f"{recognising(document)} · {file_name(document.path)}",
        )

    def _show_healing(self, healed: IndexHealed) -> None:
        percent = f"{100 * healed.done / healed.total:.1f} %"
        words = {
            "damage": self.tr("Repairing the search index: until then some passages are not found"),
            "embedder": self.tr(
                "Reading everything with the new embedder: until then the former one searches"
            ),
        }[healed.reason]
        words = f"{percent} · {words}"
        self._progress.show_words(healed.done, healed.total, words, can_stop=False)

    def hide_progress(self) -> None:
        """What was looked at is done."""
        self._progress.hide()

    def show_end(self, summary: IndexSummary | None) -> str:
        """Say what indexing did, also in the words given back."""
        self._progress.hide()
        self._report.setText(self._words_for(summary))
        self._report.show()
        return self._report.text()

    def _words_for(self, summary: IndexSummary | None) -> str:
        if summary is None:
            return self.tr("Indexing was stopped; what is ready can be asked.")
        parts = [self.tr("Ready to be asked. Added: {n}").format(n=summary.files)]
        if summary.unchanged:
            parts.append(self.tr("unchanged: {n}").format(n=summary.unchanged))
        if left_out := len(summary.skipped) + len(summary.failed):
            parts.append(self.tr("left out: {n}, see Documents for why").format(n=left_out))
        return " · ".join(parts)

    def _make_header(self, theme: Theme) -> ScreenHeader:
        add = QPushButton(icon("new", theme.on_accent), self.tr("Add files…"))
        add.setProperty("primary", True)
        add.clicked.connect(self.files_asked)
        folder = QPushButton(icon("folder", theme.dim), self.tr("Add a folder…"))
        folder.clicked.connect(self.folder_asked)
        header = ScreenHeader(self.tr("Documents"), theme, folder, add)
        header.closed.connect(self.closed)
        return header

    def _make_table(self) -> DocumentTable:
        table = DocumentTable(self._model)
        table.setAccessibleName(self.tr("Documents"))
        table.horizontalHeader().sortIndicatorChanged.connect(self._on_sorted)
        table.opened.connect(self.opened)
        table.removed.connect(self.removed)
        table.menu_asked.connect(self._on_menu_asked)
        table.chosen_changed.connect(self._refresh_buttons)
        return table

    def _make_empty(self) -> QWidget:
        page = QWidget()
        title = QLabel(self.tr("No documents yet"))
        title.setProperty("large", True)
        words = QLabel(
            self.tr(
                "Drop documents, scans, workbooks, presentations, books, e-mails or text files on"
                " this window. They stay where they are and are read on this computer only."
            )
        )
        words.setWordWrap(True)
        words.setProperty("dim", True)
        samples = QPushButton(self.tr("Add the sample documents"))
        samples.clicked.connect(self.samples_asked)
        column = QVBoxLayout(page)
        column.addStretch()
        for widget in (title, words):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(12)
        column.addWidget(samples, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    def _refresh_buttons(self) -> None:
        chosen = self._table.chosen
        self._remove.setEnabled(bool(chosen))
        self._retry.setEnabled(any(each.state != "ready" for each in chosen))

    def _on_menu_asked(self, at: QPoint) -> None:
        menu = self.menu.menu(self._table.chosen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
        menu.setActiveAction(next(each for each in menu.actions() if each.isEnabled()))

    def _on_remove(self) -> None:
        # A button that is disabled gives the keyboard to whatever comes next.
        self._table.setFocus()
        if chosen := self._table.chosen:
            self.removed.emit(chosen)

    def _on_retry(self) -> None:
        self._table.setFocus()
        self.retried.emit(tuple(each.id for each in self._table.chosen))


def _report() -> QLabel:
    label = plain_label(is_dim=True)
    # Its place stays: the buttons beside it would grow over it.
    policy = label.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    label.setSizePolicy(policy)
    label.hide()
    return label
