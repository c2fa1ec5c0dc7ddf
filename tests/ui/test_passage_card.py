"""The card that shows what a mark, a chip or a quote points at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Citation, Quote, Support, Turn
from desktop.ui import theme
from desktop.ui.evidence import CitationChip
from desktop.ui.markup import CITE
from desktop.ui.passage_card import PassageCard
from desktop.ui.transcript import Transcript

SAID = "The monthly rent is 9,400 euros."
PASSAGE = f"4. Rent. {SAID} It is due in <b>advance</b>."
RENT = Citation(1, "/a/lease.pdf", 2, 10, 60, PASSAGE, 3)
ROOF = Citation(2, "/a/lease.pdf", 3, 0, 30, "The landlord mends the roof.", 3)
TEXT = "It is 9,400 euros. The mill is green. The landlord mends it."
ANSWER = Turn(
    2,
    1,
    1,
    "assistant",
    TEXT,
    0.0,
    verdict="grounded",
    quotes=(Quote(1, SAID, "/a/lease.pdf", 2, 19, 51),),
    citations=(RENT, ROOF),
    supports=(Support(0, 18, (1,)), Support(19, 37), Support(38, 60, (2,))),
)

Show = Callable[..., Transcript]


@pytest.fixture(params=[theme.LIGHT, theme.DARK], ids=["light", "dark"])
def shown(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Transcript:
    theme.apply(request.param, qapp)
    transcript = Transcript(request.param, "en")
    transcript.resize(700, 700)
    qtbot.addWidget(transcript)
    with qtbot.waitExposed(transcript):
        transcript.show()
    transcript.show_turns((Turn(1, 1, None, "user", "The rent?", 0.0), ANSWER), 3)
    QApplication.processEvents()
    return transcript


def point_at(widget: QWidget) -> None:
    at = QPointF(4, 4)
    QApplication.sendEvent(widget, QEnterEvent(at, at, QPointF(widget.mapToGlobal(QPoint(4, 4)))))


def card(qtbot: QtBot, shown: Transcript) -> PassageCard:
    qtbot.waitUntil(lambda: any(e.isVisible() for e in shown.findChildren(PassageCard)))
    found: PassageCard = shown.findChild(PassageCard)
    return found


def words(found: PassageCard) -> str:
    return "\n".join(each.text() for each in found.findChildren(QLabel))


def chips(shown: Transcript) -> list[CitationChip]:
    return [each for each in shown.findChildren(CitationChip) if each.isVisible()]


def prose(shown: Transcript) -> QTextBrowser:
    return next(
        e for e in shown.findChildren(QTextBrowser) if e.accessibleName().startswith("Answer:")
    )


def test_pointing_at_the_chip_of_a_quote_shows_its_sentence_in_its_passage(
    qtbot: QtBot, shown: Transcript
) -> None:
    focused = QApplication.focusWidget()
    point_at(chips(shown)[0])

    found = card(qtbot, shown)

    assert "[1] lease.pdf · p. 2" in words(found)
    assert f"4. Rent. <b>{SAID}</b> It is due in &lt;b&gt;advance" in words(found)
    assert QApplication.focusWidget() is focused


def test_a_chip_reached_by_keys_shows_its_passage_and_esc_hides_only_the_card(
    qtbot: QtBot, shown: Transcript
) -> None:
    chip = chips(shown)[1]
    QApplication.sendEvent(chip, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    found = card(qtbot, shown)
    text = words(found)

    QTest.keyClick(shown, Qt.Key.Key_Escape)

    assert "The landlord mends the roof." in text
    assert found.isHidden()
    assert shown.isVisible()


def test_the_card_goes_with_the_pointer(qtbot: QtBot, shown: Transcript) -> None:
    chip = chips(shown)[0]
    point_at(chip)
    found = card(qtbot, shown)

    QApplication.sendEvent(chip, QEvent(QEvent.Type.Leave))

    assert found.isHidden()


def test_pointing_at_a_numbered_mark_shows_the_passage(qtbot: QtBot, shown: Transcript) -> None:
    prose(shown).highlighted.emit(QUrl(f"{CITE}2"))

    assert "The landlord mends the roof." in words(card(qtbot, shown))


def test_the_mark_of_a_sentence_without_a_source_says_what_it_means_when_clicked(
    qtbot: QtBot, shown: Transcript
) -> None:
    prose(shown).anchorClicked.emit(QUrl(f"{CITE}0"))

    assert "check it before you rely on it" in words(card(qtbot, shown))


def test_a_long_passage_is_cut_around_what_is_quoted(qtbot: QtBot, shown: Transcript) -> None:
    long = "Before. " * 400 + SAID + " After." * 400
    answer = replace(ANSWER, citations=(replace(RENT, text=long), ROOF))
    shown.show_turns((answer,), 3)
    QApplication.processEvents()
    point_at(chips(shown)[0])

    found = card(qtbot, shown)

    assert f"<b>{SAID}</b>" in words(found)
    assert len(words(found)) < 700
    assert found.height() < 300
