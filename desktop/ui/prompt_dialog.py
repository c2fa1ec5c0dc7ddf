"""What was sent: everything a model was given for one answer, and what was left out."""

from __future__ import annotations

from dataclasses import asdict

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.domain import Language, Turn
from desktop.inference import Sampling, SentPrompt, Summary
from desktop.presets import included
from desktop.ui.prompt_parts import PartsView
from desktop.ui.prompt_passages import SentPassagesView
from desktop.ui.prompt_summary import SummaryView
from desktop.ui.prompt_text import PromptView
from desktop.ui.prompt_turns import DroppedTurnsView
from desktop.ui.save_question import ask_to_save
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme

_WIDTH, _HEIGHT = 780, 600
_MARGIN = 20
_TABS = """
QTabWidget::pane {{ border: 0; border-top: 1px solid {line}; }}
QTabWidget::tab-bar {{ left: 9px; }}
QTabBar::tab {{ background: transparent; color: {dim}; padding: 8px 6px; margin: 0 5px;
    border: 0; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:selected:focus {{ color: {accent}; background: {selected}; }}
"""


class PromptDialog(QDialog):
    """Shows a prompt by its parts, passages, turns left out, summary and text.

    `turns` are those of the conversation, by id.

    Signals: `summary_edited(str)` with the whole new summary.
    """

    summary_edited = Signal(str)

    def __init__(
        self,
        sent: SentPrompt,
        summary: Summary,
        turns: dict[int, Turn],
        theme: Theme,
        language: Language,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._language: Language = language
        self.setWindowTitle(self.tr("What was sent"))
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))
        dropped = DroppedTurnsView(sent.dropped, turns, theme)
        self._summary = SummaryView(summary, sent.summary, theme)
        self._summary.edited.connect(self.summary_edited)
        self._tabs = QTabWidget()
        self._tabs.setStyleSheet(_TABS.format(**asdict(theme)))
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setAccessibleName(self.tr("Parts of what was sent"))
        passages = SentPassagesView(sent.passages, language, theme)
        for view, name in (
            (PartsView(sent, (dropped.headline,)), self.tr("Overview")),
            (passages, _counted(self.tr("Passages"), len(sent.passages))),
            (dropped, _counted(self.tr("Earlier turns"), len(sent.dropped))),
            (self._summary, self.tr("Summary")),
            (PromptView(sent.text, theme), self.tr("Prompt")),
        ):
            self._tabs.addTab(view, name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 14, 0, 14)
        layout.setSpacing(10)
        layout.addWidget(self._make_head(sent))
        layout.addWidget(self._tabs, 1)
        layout.addLayout(self._make_foot())

    def reject(self) -> None:
        """Ask about words that were not saved, then close (Qt)."""
        if self._summary.is_changed and not self._may_close():
            return
        super().reject()

    def _make_head(self, sent: SentPrompt) -> QLabel:
        parts = [sent.model, sent.device, *self._sampling(sent.sampling)]
        if sent.preset:
            title = included.title(sent.preset, self._language)
            parts.append(self.tr("preset {name}").format(name=title))
        head = QLabel(" · ".join(each for each in parts if each))
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setProperty("dim", True)
        head.setWordWrap(True)
        head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        return head

    def _make_foot(self) -> QHBoxLayout:
        close = QPushButton(self.tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.addStretch()
        row.addWidget(close)
        return row

    def _sampling(self, sampling: Sampling) -> list[str]:
        # In llama.cpp's names, so that they can be looked up; what was off is left out.
        penalties = (
            ("repeat penalty", sampling.repeat_penalty, 1.0),
            ("frequency penalty", sampling.frequency_penalty, 0.0),
            ("presence penalty", sampling.presence_penalty, 0.0),
            ("DRY", sampling.dry_multiplier, 0.0),
            ("logit bias", len(sampling.logit_bias), 0),
        )
        words = [f"{name} {value:g}" for name, value, off in penalties if value != off]
        if sampling.temperature <= 0:
            return [self.tr("temperature 0: always the likeliest token"), *words]
        chance = self.tr("temperature {n}").format(n=f"{sampling.temperature:g}")
        limits = (
            ("top-k", sampling.top_k, 0),
            ("top-p", sampling.top_p, 1.0),
            ("min-p", sampling.min_p, 0.0),
        )
        limited = [f"{name} {value:g}" for name, value, off in limits if value != off]
        return [chance, *limited, *words, f"seed {sampling.seed}"]

    def _may_close(self) -> bool:
        words = self.tr("Save the changes to the summary?")
        reply = ask_to_save(self, self.tr("Summary not saved"), words)
        if reply == "save":
            self._summary.save()
        return reply != "cancel"


def _counted(name: str, n: int) -> str:
    return f"{name} ({n})" if n else name
