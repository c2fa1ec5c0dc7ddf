"""What a new home shows first: the language, and what this computer can run."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.computer import this_computer
from desktop.domain import Language
from desktop.ui.plain_label import plain_label
from desktop.ui.words import size


class FirstRun(QFrame):
    """A card with everything to be decided at the start, each of which can wait.

    Signals: `language_chosen(str)`, `model_asked()`.
    """

    language_chosen = Signal(str)
    model_asked = Signal()

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(self._make_languages(language))
        for widget in self._make_model():
            layout.addWidget(widget)

    def _make_languages(self, language: Language) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Language")), 1)
        group = QButtonGroup(self)
        for name, value in (("English", "en"), ("中文", "zh")):
            button = QPushButton(name)
            button.setProperty("chip", True)
            button.setCheckable(True)
            button.setChecked(value == language)
            button.clicked.connect(lambda _=False, value=value: self.language_chosen.emit(value))
            group.addButton(button)
            row.addWidget(button)
        return row

    def _make_model(self) -> tuple[QLabel, QPushButton]:
        computer = this_computer()
        words = self.tr(
            "This computer ({cores} cores, {memory} of memory) runs models of up to about {n}"
            " billion parameters (Q4). The one that came with Carrel is small: its quotes are"
            " right, its own sentences are often not. Choose a larger GGUF file when you have one."
        )
        about = plain_label(
            words.format(
                cores=computer.n_cores, memory=size(computer.memory_bytes), n=computer.billions
            ),
            is_dim=True,
        )
        choose = QPushButton(self.tr("Choose a model file…"))
        choose.clicked.connect(self.model_asked)
        return about, choose
