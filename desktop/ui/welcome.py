"""What an empty conversation shows: the promise in one sentence, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language
from desktop.ui.first_run import FirstRun
from desktop.ui.icon import icon
from desktop.ui.plain_label import plain_label
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDEST = 620


class Welcome(QWidget):
    """The empty state.

    Signals: `files_asked()`, `samples_asked()`, `suggested(str)` with a question to try.
    """

    files_asked = Signal()
    samples_asked = Signal()
    suggested = Signal(str)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.setObjectName("page")
        title = _label(self.tr("Ask your documents"))
        title.setProperty("large", True)
        promise = _label(
            self.tr(
                "Carrel reads your files on this computer and answers with the place each answer"
                " comes from. Nothing you add, ask or read leaves this computer."
            )
        )
        promise.setProperty("dim", True)
        self._card = self._make_card(theme)
        self._questions = self._make_questions()
        self.first_run = FirstRun(language)
        self._is_kept = False
        holder = QWidget()
        holder.setMaximumWidth(scaled(_WIDEST))
        column = QVBoxLayout(holder)
        column.setSpacing(16)
        column.addStretch()
        for widget in (title, promise, self._card, self._questions, self.first_run):
            column.addWidget(widget)
        column.addStretch()
        content = QWidget()
        content.setObjectName("flow")
        centred = QHBoxLayout(content)
        centred.addStretch(1)
        centred.addWidget(holder, 100)
        centred.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_scrolled(content, self.tr("Welcome")))
        self.show_state(has_documents=False, has_samples=False, is_first=True)

    def keep_first_run(self) -> None:
        """Show what a new home shows, until this window closes."""
        self._is_kept = True
        self.first_run.show()

    def show_state(self, *, has_documents: bool, has_samples: bool, is_first: bool) -> None:
        """Offer to add files, or questions about the samples once they are there."""
        self.first_run.setVisible(is_first or self._is_kept)
        self._card.setVisible(not has_documents)
        self._questions.setVisible(has_samples)

    def _make_card(self, theme: Theme) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        add = QPushButton(icon("new", theme.on_accent), self.tr("Add files…"))
        add.setProperty("primary", True)
        add.clicked.connect(self.files_asked)
        samples = QPushButton(icon("document", theme.dim), self.tr("Add the sample documents"))
        samples.clicked.connect(self.samples_asked)
        hint = _label(self.tr("Drop files or folders on this window, or begin with the samples."))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(add)
        row.addWidget(samples)
        row.addStretch()
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 18, 20, 18)
        inside.setSpacing(14)
        inside.addWidget(hint)
        inside.addLayout(row)
        return card

    def _make_questions(self) -> QFrame:
        questions = QFrame()
        questions.setObjectName("card")
        rows = QVBoxLayout(questions)
        rows.setContentsMargins(20, 14, 20, 14)
        rows.addWidget(_label(self.tr("Try one of these")))
        for text in (
            self.tr("How much is the monthly rent?"),
            self.tr("How often must the coffee machine be descaled?"),
            self.tr("What is the lease about?"),
        ):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, text=text: self.suggested.emit(text))
            rows.addWidget(button)
        return questions


def _label(text: str) -> QLabel:
    label = plain_label(text)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _scrolled(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(content)
    return area
