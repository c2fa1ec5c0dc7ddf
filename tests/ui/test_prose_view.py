from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.ui import formula
from desktop.ui.markup import to_markup
from desktop.ui.pieces import next_piece
from desktop.ui.prose_view import ProseView
from desktop.ui.theme import LIGHT

_BLOCK = "Some words with `code` in them.\n\n- one\n- two\n\n"


@pytest.fixture
def prose(qtbot: QtBot) -> ProseView:
    """A view off the screen."""
    view = ProseView(LIGHT)
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def shown(view: ProseView) -> list[str]:
    return [each.toPlainText() for each in view.findChildren(QTextBrowser) if each.isVisible()]


def pieces_of(text: str) -> list[str]:
    found = []
    while cut := next_piece(text, is_whole=True):
        found.append(cut[0].source)
        text = cut[1]
    return found


def test_pieces_put_together_are_the_text() -> None:
    text = _BLOCK * 2_000

    assert "".join(pieces_of(text)) == text
    assert max(map(len, pieces_of(text))) < 13_000


def test_a_long_block_of_code_is_copied_as_a_whole(prose: ProseView, qtbot: QtBot) -> None:
    code = "x = 1\n" * 5_000
    prose.show_markdown(f"```python\n{code}```")
    qtbot.waitUntil(lambda: prose.is_drawn)

    views = prose.findChildren(QTextBrowser)
    views[1].anchorClicked.emit(QUrl("copy:0"))

    assert len(views) > 2
    assert QApplication.clipboard().text() == code


def test_a_growing_answer_leaves_what_is_finished_alone(prose: ProseView, qtbot: QtBot) -> None:
    text = _BLOCK * 400
    prose.show_markdown(text, is_growing=True)
    qtbot.waitUntil(lambda: prose.is_drawn)
    first = prose.findChildren(QTextBrowser)[0]
    first.selectAll()

    prose.show_markdown(text + "The end.", is_growing=True)

    qtbot.waitUntil(lambda: shown(prose)[-1].endswith("The end."))
    assert first.textCursor().hasSelection()


def test_an_answer_too_long_to_draw_says_that_the_rest_is_kept(
    prose: ProseView, qtbot: QtBot
) -> None:
    prose.show_markdown("word " * 60_001)
    qtbot.waitUntil(lambda: prose.is_drawn, timeout=20_000)

    (note,) = [each for each in prose.findChildren(QLabel) if each.isVisible()]
    assert note.text().startswith("Only the first 300,000 characters are shown here.")
    assert "“Copy answer” gives all of it." in note.text()
    assert prose.layout().indexOf(note) == prose.layout().count() - 1

    prose.show_markdown("word")

    assert not note.isVisible()


def test_a_link_defined_far_below_is_a_link(prose: ProseView, qtbot: QtBot) -> None:
    prose.show_markdown("[here][r]\n\n" + _BLOCK * 400 + "[r]: http://a.example/\n")
    qtbot.waitUntil(lambda: prose.is_drawn)

    assert "http://a.example/" in prose.findChildren(QTextBrowser)[0].toHtml()


@pytest.mark.parametrize("text", ["$x^2$", "$$x^2$$", "\\(x^2\\)", "\\[x^2\\]"])
def test_a_formula_is_drawn(text: str) -> None:
    formula.typesetter.wait()

    assert len(to_markup(text, LIGHT, "Copy").formulas) == 1


@pytest.mark.parametrize("text", ["It is $5 and $10.", "from $5 (US$) on", "$20 to A$ or B$"])
def test_money_is_no_formula(text: str) -> None:
    markup = to_markup(text, LIGHT, "Copy")

    assert markup.formulas == ()
    assert text in markup.html


def test_a_formula_that_cannot_be_drawn_is_shown_as_code() -> None:
    formula.typesetter.wait()

    assert "<code>\\frac{</code>" in to_markup("$\\frac{$", LIGHT, "Copy").html


def test_the_first_formula_stands_there_as_tex_until_it_can_be_drawn(
    prose: ProseView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formula, "typesetter", formula.Typesetter())

    prose.show_markdown("It is $x^2$ and\n\n$$y^2$$")
    text = prose.findChildren(QTextBrowser)[0]

    assert "x^2" in text.toPlainText()
    qtbot.waitUntil(lambda: "x^2" not in text.toPlainText())
    assert text.toHtml().count("<img") == 2


def test_an_answer_in_arabic_is_read_from_the_right(prose: ProseView) -> None:
    prose.show_markdown("الإيجار\n\nCarrel")

    last = prose.findChildren(QTextBrowser)[0].document().lastBlock()
    assert last.textDirection() == Qt.LayoutDirection.RightToLeft
