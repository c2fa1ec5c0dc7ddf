from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTextBrowser

from desktop.ui.conversation_model import ROW
from tests.ui.conftest import Screen, row_texts
from tests.ui.test_sidebar import fill, rows_of
from tests.ui.test_window import answer, texts


def search(screen: Screen, text: str) -> list[str]:
    field = screen.find(QLineEdit, "Search conversations")
    field.setText(text)
    QTest.keyClick(field, Qt.Key.Key_Left)
    before = row_texts(rows_of(screen))
    screen.bot.waitUntil(
        lambda: row_texts(rows_of(screen)) != before or "No conversation holds" in texts(screen)
    )
    return row_texts(rows_of(screen))


def excerpts(screen: Screen) -> list[tuple[str, list[str]]]:
    """What is shown of each conversation that was found, and the words marked in it."""
    model = rows_of(screen).model()
    found = [model.index(n, 0).data(ROW).found for n in range(model.rowCount())]
    return [
        (each.excerpt, [each.excerpt[start:end] for start, end in each.marks])
        for each in found
        if each is not None
    ]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("deposit", ["deposit"]),
        ("DEPOSIT rent", ["rent", "deposit"]),
        ("押金", ["押金"]),
        ("押", ["押"]),
        ("AI", ["AI"]),
        ("100%", ["100%"]),
    ],
)
def test_what_was_said_is_found_in_both_languages_with_the_words_marked(
    screen: Screen, text: str, marked: list[str]
) -> None:
    (at, _) = fill(screen, "Lease", "Other")
    said = "We spoke of AI and of the rent, and then the deposit 押金 is back to 100% at last."
    screen.store.turns.add_turn(at, None, "user", said)

    titles = search(screen, text)

    assert titles == ["Found in one conversation", "Lease"]
    ((excerpt, words),) = excerpts(screen)
    assert words == marked
    assert all(each in excerpt for each in marked)


@pytest.mark.parametrize("text", ["deposit zebra", "金押", "100_", '"', "a" * 300])
def test_words_that_do_not_stand_together_are_not_found(screen: Screen, text: str) -> None:
    (at, _) = fill(screen, "Lease", "Other")
    screen.store.turns.add_turn(at, None, "user", "The deposit 押金 is back to 100%.")
    screen.store.turns.add_turn(at, None, "user", "A zebra.")

    assert search(screen, text) == []
    assert screen.find(QLabel, f"No conversation holds “{text[:20]}")


def test_words_of_a_title_and_of_a_quote_are_found(screen: Screen) -> None:
    answer(screen)
    screen.parts.conversations.begin("Holidays")

    by_title = search(screen, "holi")
    by_quote = search(screen, "monthly")

    assert by_title == ["Found in one conversation", "Holidays"]
    assert by_quote == ["Found in one conversation", "How much is the rent?"]
    assert excerpts(screen)[0][1] == ["monthly"]


def test_signs_of_markdown_are_not_shown_around_a_hit_unless_they_are_looked_for(
    screen: Screen,
) -> None:
    (at,) = fill(screen, "Lease")
    screen.store.turns.add_turn(at, None, "assistant", "## Rent\n\nIt is **9,400** `euros`.")

    search(screen, "euros")
    plain = excerpts(screen)
    field = screen.find(QLineEdit, "Search conversations")
    assert isinstance(field, QLineEdit)
    field.setText("**9,400")

    assert plain == [("Rent It is 9,400 euros.", ["euros"])]
    wanted = [("## Rent It is **9,400** `euros`.", ["**9,400"])]
    screen.bot.waitUntil(lambda: excerpts(screen) == wanted)


def test_a_hit_on_a_branch_that_is_not_shown_is_opened_there(screen: Screen) -> None:
    (at,) = fill(screen, "Lease")
    (first,) = screen.store.turns.turns(at)
    hidden = screen.store.turns.add_turn(at, first.id, "assistant", "The zebra is striped.")
    screen.store.turns.add_turn(at, hidden.id, "user", "Thanks.")
    screen.store.turns.add_turn(at, first.id, "assistant", "Another answer.")
    search(screen, "zebra")

    field = screen.find(QLineEdit, "Search conversations")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert screen.window.conversation_id == at
    assert [each.text for each in screen.store.turns.turns(at)] == [
        "question 1",
        "The zebra is striped.",
        "Thanks.",
    ]

    def is_selected() -> bool:
        views = screen.window.findChildren(QTextBrowser)
        return any(each.textCursor().selectedText() == "zebra" for each in views)

    screen.bot.waitUntil(is_selected)


def test_down_goes_from_the_search_to_what_was_found_and_escape_ends_it(screen: Screen) -> None:
    fill(screen, "Lease", "Other")
    search(screen, "lease")
    field = screen.find(QLineEdit, "Search conversations")
    field.setFocus()

    QTest.keyClick(field, Qt.Key.Key_Down)
    is_at_list = QApplication.focusWidget() is rows_of(screen)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert is_at_list
    screen.bot.waitUntil(lambda: row_texts(rows_of(screen)) == ["Today", "Other", "Lease"])
