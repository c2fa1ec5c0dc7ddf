"""What of a chunk may be quoted."""

from __future__ import annotations

from desktop.index.layout import Piece, pieces

TABLE = (
    "Prices\n\nArticle | Colour | Price\nLamp | black | 39.90\nDesk | oak | 249.00\n\nNo discount."
)


def _of(source: str, shape: str, heading: str = "") -> list[Piece]:
    found = pieces(source, heading)
    assert all(source[each.start : each.end] == each.text for each in found)
    return [each for each in found if each.shape == shape]


def test_a_row_knows_the_header_of_its_table() -> None:
    rows = _of(TABLE, "row")

    assert [each.text for each in rows] == ["Lamp | black | 39.90", "Desk | oak | 249.00"]
    assert {each.columns for each in rows} == {"Article | Colour | Price"}
    assert TABLE[rows[0].columns_at :].startswith("Article")


def test_names_and_values_in_two_columns_have_no_header() -> None:
    rows = _of("Name | Peter Holt\nRole | Chair\nBorn | 1980", "row")

    assert [each.columns for each in rows] == ["", "", ""]


def test_a_table_that_goes_on_from_the_chunk_before_has_the_header_of_its_heading() -> None:
    rows = _of("Lamp | black | cheap\nDesk | oak | dear", "row", "Prices\nArticle | Colour | Price")

    assert [each.columns for each in rows] == ["Article | Colour | Price"] * 2


def test_a_list_is_one_piece_with_what_leads_it_in() -> None:
    source = "Bring these:\n- a plan\n- a key\n\nLater. All is well."

    lists = _of(source, "list")

    assert [each.text for each in lists] == ["Bring these:\n- a plan\n- a key"]


def test_a_list_ends_where_entries_are_marked_otherwise() -> None:
    lists = _of("Bring:\n(a) a plan;\n(b) a key.\n\n5. Liability\nNone.", "list")

    assert [each.text for each in lists] == ["Bring:\n(a) a plan;\n(b) a key."]


def test_a_long_list_is_as_many_entries_as_may_be_quoted() -> None:
    source = "须提交下列材料：\n" + "\n".join(f"（{n}）{'证明文件' * 20}；" for n in "一二三四五")

    (found,) = _of(source, "list")

    assert len(found.text) <= 300
    assert found.text.count("\n") == 3


def test_a_line_that_only_names_what_follows_is_a_title() -> None:
    titles = _of("Aurora K7 kettle\n\nCleaning the kettle\nRinse it well.", "title")

    assert [each.text for each in titles] == ["Aurora K7 kettle", "Cleaning the kettle"]


def test_a_label_with_its_value_is_not_a_title() -> None:
    source = "布洛芬缓释胶囊说明书\n\n【用法】每日两次\n【贮藏】密封保存\n\nStorage: dry\n"

    assert [each.text for each in _of(source, "title")] == ["布洛芬缓释胶囊说明书"]
    assert "【用法】每日两次" in [each.text for each in _of(source, "sentence")]
