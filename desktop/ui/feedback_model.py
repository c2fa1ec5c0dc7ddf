"""What was rated and compared, as rows of a table: question, answer, what was said of it, when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor

from desktop.feedback import reason_in
from desktop.tree import Judged
from desktop.ui.feedback_words import tag_name
from desktop.ui.icon import icon
from desktop.ui.theme import Theme
from desktop.ui.words import tip

Index = QModelIndex | QPersistentModelIndex
QUESTION, ANSWER, VERDICT, REASON, MODEL, WHEN = range(6)
_NOWHERE = QModelIndex()
_CHARS, _TIP_CHARS = 160, 800


class FeedbackModel(QAbstractTableModel):
    """Judgements, newest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icons = {"up": icon("up", theme.good), "down": icon("down", theme.warning)}
        self._compared = icon("compare", theme.dim)
        self._rows: tuple[Judged, ...] = ()

    def show_judged(self, judged: tuple[Judged, ...]) -> None:
        """Show these instead of those before."""
        self.beginResetModel()
        self._rows = judged
        self.endResetModel()

    def judged(self, row: int) -> Judged:
        """The judgement of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows there are (Qt)."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """How many columns there are (Qt)."""
        return 0 if parent.isValid() else WHEN + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a column is called (Qt)."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Question"),
            self.tr("Answer"),
            self.tr("Rating"),
            self.tr("Reasons"),
            self.tr("Model"),
            self.tr("When"),
        )[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell (Qt)."""
        judged = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(judged, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == VERDICT:
            return self._icons.get(
                judged.feedback.rating if judged.feedback else "", self._compared
            )
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (MODEL, WHEN):
            return QColor(self._theme.dim)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self._about(judged, index.column()))
        return None

    def _text(self, judged: Judged, column: int) -> str:
        match column:
            case 0:
                return _line(judged.question)
            case 1:
                return _line(judged.answer)
            case 2:
                return self._verdict(judged)
            case 3:
                return self._reason(judged)
            case 4:
                return judged.model
            case _:
                return QLocale().toString(_moment(judged).date(), QLocale.FormatType.ShortFormat)

    def _verdict(self, judged: Judged) -> str:
        given = judged.feedback
        if given is None:
            ties = {
                "both bad": self.tr("Both are bad"),
                "no difference": self.tr("No difference"),
            }
            reason = judged.preference.reason if judged.preference else ""
            return ties.get(reason, self.tr("Better one"))
        if given.correction:
            words = (self.tr("Good, corrected"), self.tr("Bad, corrected"))
        else:
            words = (self.tr("Good"), self.tr("Bad"))
        return words[given.rating == "down"]

    def _reason(self, judged: Judged) -> str:
        reason = reason_in(judged)
        return " · ".join([*map(tag_name, reason.tags), *([reason.words] if reason.words else [])])

    def _about(self, judged: Judged, column: int) -> str:
        if column == ANSWER and judged.other:
            words = self.tr("{answer}\n\nThe other answer:\n{other}")
            return words.format(answer=_short(judged.answer), other=_short(judged.other))
        if column == ANSWER and judged.feedback and judged.feedback.correction:
            words = self.tr("{answer}\n\nThe better answer that was written:\n{better}")
            return words.format(
                answer=_short(judged.answer), better=_short(judged.feedback.correction)
            )
        when = QLocale().toString(_moment(judged), QLocale.FormatType.ShortFormat)
        whole = {QUESTION: judged.question, ANSWER: judged.answer, WHEN: when}
        return _short(whole.get(column) or self._text(judged, column))


def _moment(judged: Judged) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(int(judged.created_at))


def _line(text: str) -> str:
    return " ".join(text[: 2 * _CHARS].replace("**", "").split())[:_CHARS]


def _short(text: str) -> str:
    return text if len(text) <= _TIP_CHARS else text[:_TIP_CHARS] + "…"
