from __future__ import annotations

import json
from pathlib import Path

from tests.office_files import chunks_of, pages_of


def test_each_value_is_a_line_with_the_path_to_it(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(
        '{"shop": {"name": "Mill", "open": true, "note": null},'
        ' "orders": [{"id": 1, "total": 9400.50}, {"id": 2, "tags": ["new", "big"]}]}',
        "utf-8",
    )

    (page,) = pages_of(file)

    assert page.text == (
        "shop.name: Mill\nshop.open: true\norders[0].id: 1\norders[0].total: 9400.50\n"
        "orders[1].id: 2\norders[1].tags: new, big"
    )
    assert not page.is_table


def test_a_chunk_of_a_long_list_says_which_entries_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    orders = [{"id": n, "note": f"order number {n} of the spring"} for n in range(60)]
    file.write_text(json.dumps({"orders": orders}), "utf-8")

    chunks = chunks_of(file)

    assert len(chunks) > 3
    assert chunks[0].place.startswith("orders[0]–[")
    assert all("–" in chunk.place for chunk in chunks)


def test_json_lines_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "租金四千"}\n\n{"text": "押金"}\n', "utf-8")

    (page,) = pages_of(file)

    assert page.text == "[0].text: 租金四千\n[2].text: 押金"


def test_what_is_no_json_is_read_as_it_stands(tmp_path: Path) -> None:
    for text in ('{"a": 1,', "[" * 100_000, "{'a': 1} // not json"):
        file = tmp_path / "a.json"
        file.write_text(text, "utf-8")

        assert pages_of(file)[0].text == text
