"""The table of documents: what is chosen, the row in hand and the heights when its rows change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Problem
from desktop.ui import theme
from desktop.ui.document_model import Choice, DocumentModel, Index
from desktop.ui.document_table import DocumentTable
from tests.fakes import document

DAMAGED = Problem("damaged", "/a/1.txt")
FIVE = tuple(document(n, path=f"/a/{n}.txt", size_bytes=10 * n) for n in range(1, 6))
BROKEN = (replace(FIVE[0], state="failed", problem=DAMAGED), *FIVE[1:])


@pytest.fixture
def model(qapp: object) -> DocumentModel:
    return DocumentModel("en", theme.LIGHT)


@pytest.fixture
def table(qtbot: QtBot, model: DocumentModel) -> DocumentTable:
    table = DocumentTable(model)
    qtbot.addWidget(table)
    table.rearrange(lambda: model.show_documents(FIVE))
    table.show()
    return table


def tall_rows(table: DocumentTable) -> list[int]:
    heights = [table.rowHeight(row) for row in range(table.model().rowCount())]
    return [row for row, height in enumerate(heights) if height > min(heights)]


def largest_first(table: DocumentTable, model: DocumentModel) -> None:
    table.rearrange(lambda: model.sort(3, Qt.SortOrder.DescendingOrder))


def test_only_a_row_with_a_reason_is_tall_whatever_the_order(
    table: DocumentTable, model: DocumentModel
) -> None:
    table.rearrange(lambda: model.show_documents(BROKEN))
    first = tall_rows(table)

    largest_first(table, model)

    assert (first, tall_rows(table)) == ([0], [4])


def test_a_row_that_a_filter_puts_in_the_place_of_a_tall_one_is_not_tall(
    table: DocumentTable, model: DocumentModel
) -> None:
    table.rearrange(lambda: model.show_documents(BROKEN))

    table.rearrange(lambda: model.choose(Choice(state="ready")))
    few = {table.rowHeight(row) for row in range(4)}
    table.rearrange(lambda: model.choose(Choice()))

    assert len(few) == 1
    assert tall_rows(table) == [0]


def test_a_row_grows_with_its_reason_and_shrinks_without(table: DocumentTable) -> None:
    table.show_document(BROKEN[0])
    failed = tall_rows(table)

    table.show_document(FIVE[0])

    assert (failed, tall_rows(table)) == ([0], [])


def test_documents_beside_each_other_are_chosen_as_one_range(
    table: DocumentTable, model: DocumentModel
) -> None:
    table.selectAll()

    largest_first(table, model)

    assert len(table.selectionModel().selection()) == 1
    assert [each.id for each in table.chosen] == [5, 4, 3, 2, 1]


def test_choosing_everything_does_not_look_at_each_document(qtbot: QtBot) -> None:
    class CountingModel(DocumentModel):
        n_looks = 0

        def flags(self, index: Index) -> Qt.ItemFlag:
            self.n_looks += 1
            return super().flags(index)

    model = CountingModel("en", theme.LIGHT)
    table = DocumentTable(model)
    qtbot.addWidget(table)
    many = tuple(document(n, path=f"/a/{n:04}.txt") for n in range(1, 2001))
    table.rearrange(lambda: model.show_documents(many))
    table.grab()
    model.n_looks = 0

    table.selectAll()
    table.grab()

    assert model.n_looks < 2000


def test_what_is_chosen_stays_chosen_also_where_it_lies_apart(
    table: DocumentTable, model: DocumentModel
) -> None:
    table.setSelectionMode(DocumentTable.SelectionMode.MultiSelection)
    for row in (0, 1, 3):
        table.selectRow(row)

    largest_first(table, model)

    assert [each.id for each in table.chosen] == [4, 2, 1]
    assert len(table.selectionModel().selection()) == 2


def test_the_row_in_hand_stays_in_hand_and_the_list_does_not_roll(
    qtbot: QtBot, table: DocumentTable, model: DocumentModel
) -> None:
    many = tuple(document(n, path=f"/a/{n:03}.txt") for n in range(1, 201))
    table.rearrange(lambda: model.show_documents(many))
    flag = QItemSelectionModel.SelectionFlag.NoUpdate
    table.selectionModel().setCurrentIndex(model.index(2, 0), flag)
    table.scrollToBottom()
    at = table.verticalScrollBar().value()

    table.rearrange(lambda: model.show_documents(many[1:]))

    assert table.currentIndex().row() == 1
    assert table.verticalScrollBar().value() >= at - 1


def test_where_the_row_in_hand_is_gone_the_keyboard_is_beside_it(
    table: DocumentTable, model: DocumentModel
) -> None:
    table.selectRow(4)

    table.rearrange(lambda: model.show_documents(FIVE[:4]))

    assert table.currentIndex().row() == 3
    assert table.chosen == ()


def test_a_document_that_is_not_chosen_leaves_the_buttons_alone(
    qtbot: QtBot, table: DocumentTable
) -> None:
    table.selectRow(1)

    with qtbot.assertNotEmitted(table.chosen_changed):
        table.show_document(BROKEN[0])
    with qtbot.waitSignal(table.chosen_changed):
        table.show_document(replace(FIVE[1], state="reading"))


def test_the_same_documents_are_not_arranged_anew(
    qtbot: QtBot, table: DocumentTable, model: DocumentModel
) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_documents(FIVE)
