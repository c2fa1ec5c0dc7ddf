"""The screens of feedback and comparing, brought up with something on them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton, QTableView, QWidget

from desktop.domain import Feedback, Turn
from desktop.ui.theme import Theme
from tests.ui.conftest import Screen
from tests.ui.staging import KEYS, RENT, Language, Stage, by_command, conversation, modal, turned_to


def feedback_stages() -> dict[str, Stage]:
    """Every stage by its name."""
    return {
        "feedback-empty": lambda screen, *_: turned_to(screen, "Feedback", "反馈"),
        "feedback": _feedback,
        "feedback-filtered": _feedback_filtered,
        "feedback-edit": _feedback_edit,
        "feedback-export": _feedback_export,
        "compare": _compare,
        "compare-decided": _compare_decided,
        "compare-edit": _compare_edit,
    }


def _feedback(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    screen.parts.ratings.rate(turn, Feedback("down", "wrong; too long", RENT[language]))
    return turned_to(screen, "Feedback", "反馈")


def _feedback_filtered(screen: Screen, theme: Theme, language: Language) -> QWidget:
    shown = _feedback(screen, theme, language)
    times = next(each for each in _boxes(shown) if each.findData("today") >= 0)
    kinds = next(each for each in _boxes(shown) if each.findData("up") >= 0)
    times.setCurrentIndex(times.findData("year"))
    kinds.setCurrentIndex(kinds.findData("up"))
    screen.bot.wait(50)
    return shown


def _boxes(shown: QWidget) -> list[QComboBox]:
    return [each for each in shown.findChildren(QComboBox) if each.isVisible()]


def _feedback_edit(screen: Screen, theme: Theme, language: Language) -> QWidget:
    _feedback(screen, theme, language)
    return _edited(screen)


def _compare_edit(screen: Screen, theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    screen.parts.comparisons.prefer(turn, _version(screen, turn, language), RENT[language])
    turned_to(screen, "Feedback", "反馈")
    return _edited(screen)


def _edited(screen: Screen) -> QWidget:
    table = next(each for each in screen.window.findChildren(QTableView) if each.isVisible())
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_F2)
    return modal(screen)


def _feedback_export(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    secrets = f"{RENT[language]} anna@example.org, 13800138000, 110105491231002"
    screen.parts.ratings.rate(turn, Feedback("down", "wrong; too long", secrets))
    shown = by_command(screen, "Export feedback…", "导出反馈…")
    preview = next(each for each in shown.findChildren(QPlainTextEdit) if each.isReadOnly())
    screen.bot.waitUntil(lambda: "[EMAIL]" in preview.toPlainText())
    screen.bot.wait(50)
    return shown


def _version(screen: Screen, turn: Turn, language: Language) -> Turn:
    """Another answer to the question of a turn."""
    other = screen.store.turns.add_turn(
        turn.conversation_id, turn.parent_id, "assistant", KEYS[language]
    )
    screen.store.turns.show(turn.conversation_id, turn.id)
    return other


def _compare(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    _version(screen, conversation(screen, language), language)
    shown = by_command(screen, "Compare the last answer", "比较最后一个回答")
    kinds = _boxes(shown)[0]
    kinds.setCurrentIndex(kinds.findData("version"))
    return shown


def _compare_decided(screen: Screen, theme: Theme, language: Language) -> QWidget:
    shown = _compare(screen, theme, language)
    for words in (("Compare", "比较"), ("Left is better", "左侧更好")):
        buttons = shown.findChildren(QPushButton)
        next(each for each in buttons if each.text() in words).click()
    return shown
