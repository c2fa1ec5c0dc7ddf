"""What a prompt was made of, in tokens: a bar for every part, and the room that was left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from desktop.inference import SentPrompt
from desktop.ui.plain_label import plain_label

_MARGIN = 20


class PartsView(QWidget):
    """Shows how the context window was filled, and in words what is in it."""

    def __init__(self, sent: SentPrompt, sentences: tuple[str, ...]) -> None:
        super().__init__()
        self._all = max(sent.context_tokens, sent.n_tokens, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        names = self._names()
        for part in filter(lambda each: each.n_tokens, sent.parts):
            self._add_row(names.get(part.name, part.name), part.n_tokens)
        self._add_row(self.tr("Free"), self._all - sent.n_tokens, is_free=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout.setSpacing(6)
        for text in (self._fill(sent), self._reuse(sent), *sentences):
            layout.addWidget(plain_label(text))
        layout.addSpacing(14)
        layout.addLayout(self._grid)
        layout.addStretch()

    def _names(self) -> dict[str, str]:
        return {
            "system": self.tr("Instructions"),
            "summary": self.tr("Summary of the conversation"),
            "history": self.tr("Conversation"),
            "earlier": self.tr("Earlier turns, quoted again"),
            "passages": self.tr("Passages of your documents"),
            "question": self.tr("Question"),
            "begun": self.tr("The answer so far"),
            "template": self.tr("Marks between the parts"),
        }

    def _fill(self, sent: SentPrompt) -> str:
        return self.tr("The prompt has {n} tokens; the context window holds {all}.").format(
            n=f"{sent.n_tokens:,}", all=f"{sent.context_tokens:,}"
        )

    def _reuse(self, sent: SentPrompt) -> str:
        return self.tr("{n} of {all} tokens were in memory already.").format(
            n=f"{sent.n_reused:,}", all=f"{sent.n_tokens:,}"
        )

    def _add_row(self, name: str, n_tokens: int, *, is_free: bool = False) -> None:
        share = n_tokens / self._all
        number = QLabel(f"{n_tokens:,}")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        percent = QLabel("<1 %" if 0 < share < 0.005 else f"{share:.0%}".replace("%", " %"))
        percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label = QLabel(name)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, self._all)
        bar.setValue(0 if is_free else n_tokens)
        bar.setAccessibleName(self.tr("{part}: {n} tokens").format(part=name, n=f"{n_tokens:,}"))
        row = self._grid.rowCount()
        for column, widget in enumerate((label, bar, number, percent)):
            self._grid.addWidget(widget, row, column)
        for each in (label, number, percent):
            each.setTextFormat(Qt.TextFormat.PlainText)
            each.setProperty("dim", is_free or each is percent)
