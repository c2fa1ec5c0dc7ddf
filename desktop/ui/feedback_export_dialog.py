"""What of feedback is handed out: every line as it will be written, and what is replaced in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import AppError
from desktop.feedback_examples import Example, Format, redacted, without_passages
from desktop.feedback_export import FeedbackExport, as_text
from desktop.redaction import Kind
from desktop.ui.feedback_export_model import FeedbackExportModel
from desktop.ui.feedback_preview import FeedbackPreview
from desktop.ui.feedback_rules import FeedbackRules
from desktop.ui.file_choice import choose_export
from desktop.ui.parts import Look
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import resize, scaled
from desktop.ui.side_area import SideArea
from desktop.ui.steps import Steps
from desktop.wording import sentence

_SIZE = (1080, 680)
_SIDE, _LIST = 270, 280
_NARROWEST_LIST, _NARROWEST = 150, 180


class FeedbackExportDialog(QDialog):
    """Shows and writes an export. Signal: `written(str)` with words about the file."""

    written = Signal(str)

    def __init__(self, export: FeedbackExport, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._export, self._look = export, look
        self._raw: list[Example] = []
        self._clean: list[Example] = []
        self._found: list[dict[Kind, int]] = []
        self._steps: Steps | None = None
        self._is_ready = False
        self.setWindowTitle(self.tr("Export feedback"))
        self._formats = self._make_formats()
        self._about = plain_label(is_dim=True)
        self.rules = FeedbackRules(look.theme)
        self.rules.changed.connect(self._scan)
        self._model = FeedbackExportModel()
        self._model.chosen.connect(self._refresh)
        self._list = QListView()
        self._list.setObjectName("lines")
        self._list.setAccessibleName(self.tr("Lines"))
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._show_current)
        self._preview = FeedbackPreview(look.theme)
        self._status = plain_label(wraps=False)
        self._write = QPushButton(self.tr("Export…"))
        self._write.setProperty("primary", True)
        self._write.clicked.connect(self._on_write)
        self._lay_out()
        resize(self, *_SIZE)
        self._load()

    def done(self, result: int) -> None:
        """Take no further step (Qt)."""
        self._stop()
        super().done(result)

    # How it looks

    def _make_formats(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("Format"))
        formats: tuple[tuple[str, Format], ...] = (
            (self.tr("SFT: good answers"), "sft"),
            (self.tr("KTO: thumbs"), "kto"),
            (self.tr("DPO: pairs of answers"), "dpo"),
        )
        for words, format_ in formats:
            box.addItem(words, format_)
        box.currentIndexChanged.connect(self._load)
        return box

    def _lay_out(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        for widget in (self._formats, self._about, self.rules):
            column.addWidget(widget)
        column.addStretch()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for panel in (SideArea(side), self._list, self._preview):
            split.addWidget(panel)
        self._list.setMinimumWidth(scaled(_NARROWEST_LIST))
        self._preview.setMinimumWidth(scaled(_NARROWEST))
        split.setStretchFactor(2, 1)
        split.setSizes([scaled(each) for each in (_SIDE, _LIST, _SIZE[0] - _SIDE - _LIST)])
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Cancel)
        buttons.button(kinds.Cancel).setText(self.tr("Cancel"))
        buttons.button(kinds.Cancel).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self._status, 1)
        below.addWidget(buttons)
        below.addWidget(self._write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(split, 1)
        layout.addLayout(below)

    # What is shown

    @property
    def _format(self) -> Format:
        format_: Format = self._formats.currentData()
        return format_

    def _load(self) -> None:
        """Read what there is in the format chosen."""
        about = {
            "sft": self.tr("Answers rated good, and better answers that were written."),
            "kto": self.tr("Every rated answer, with its thumb."),
            "dpo": self.tr("A better answer beside the one given, and answers that were compared."),
        }
        self._about.setText(about[self._format])
        self._raw, self._clean = [], []
        self._model.show_examples([])
        steps = self._begin(self._export.examples(self._format))
        steps.advanced.connect(self._raw.extend)
        steps.ended.connect(self._on_loaded)

    def _on_loaded(self) -> None:
        self._model.show_examples(self._raw)
        self._scan()

    def _scan(self) -> None:
        """Replace by the rules that are chosen now, in every line."""
        if len(self._raw) != self._model.rowCount():
            return  # It is still being read; then it is looked through.
        self._clean, self._found = [], []
        steps = self._begin(self._cleaning())
        steps.ended.connect(self._on_scanned)

    def _cleaning(self) -> Iterator[None]:
        rules, is_bare = self.rules.rules, self.rules.leaves_out_passages
        for each in self._raw:
            clean, found = redacted(without_passages(each) if is_bare else each, rules)
            self._clean.append(clean)
            self._found.append(found)
            yield

    def _on_scanned(self) -> None:
        self._is_ready = True
        self._model.change(self._clean)
        if not self._list.currentIndex().isValid() and self._clean:
            with QSignalBlocker(self._list.selectionModel()):
                self._list.setCurrentIndex(self._model.index(0))
        self._refresh()
        # Large files: what a line says of its model is complete a little later.
        steps = self._begin(self._export.read_models(self._raw), is_ready=True)
        steps.ended.connect(self._show_current)

    def _begin(self, steps: Iterator[object], *, is_ready: bool = False) -> Steps:
        self._stop()
        self._is_ready = is_ready
        self._steps = Steps(steps, self)
        self._steps.failed.connect(self._on_failed)
        self._steps.start()
        self._refresh()
        return self._steps

    def _stop(self) -> None:
        if self._steps is not None:
            self._steps.stop()
            self._steps.deleteLater()
            self._steps = None

    def _refresh(self) -> None:
        found: Counter[Kind] = Counter()
        for row, each in enumerate(self._found):
            if not self._model.is_left_out(row):
                found.update(each)
        self.rules.show_counts(found)
        n, total = len(self._model.examples), found.total()
        words = self.tr("Lines to be written: {n} of {all} · places replaced: {found}")
        words = words.format(n=n, all=self._model.rowCount(), found=total)
        if not self._is_ready:
            words = self.tr("Looking through everything…")
        elif not self._raw:
            words = self.tr("Nothing was said yet that this format could hold.")
        self._status.setText(words)
        self._write.setEnabled(self._is_ready and n > 0)
        self._show_current()

    def _show_current(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            self._preview.show_text("")
        elif not self._is_ready:
            return  # What is shown stays until it is looked through anew.
        elif self._model.is_left_out(index.row()):
            self._preview.show_text(self.tr("This line is left out."))
        else:
            self._preview.show_text(as_text(self._export.row(self._model.example(index.row()))))

    # What is written

    def _on_write(self) -> None:
        name = f"carrel-feedback-{self._format}.jsonl"
        pattern = self.tr("JSON lines (*.jsonl)")
        path = choose_export(self, self.tr("Export feedback"), name, pattern)
        if path is None:
            return
        some = self._model.examples
        steps = self._begin(chain(self._export.read_models(some), self._export.write(some, path)))
        self._status.setText(self.tr("Writing…"))

        def tell() -> None:
            words = self.tr("Lines written to {name}: {n}")
            self.written.emit(words.format(n=len(some), name=path.name))
            self.accept()

        steps.ended.connect(tell)

    def _on_failed(self, error: AppError) -> None:
        self._is_ready = True
        self._refresh()
        self._status.setText(sentence(error.problem, self._look.language))
