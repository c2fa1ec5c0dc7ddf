from __future__ import annotations

from pathlib import Path

from tests.office_files import chunks_of, pages_of


def test_source_code_is_headed_by_what_it_defines(tmp_path: Path) -> None:
    source = (
        "import os\n\nclass Mill:\n    async def grind(self, n: int) -> None:\n        return n\n"
    )
    file = tmp_path / "a.py"
    file.write_text(source, "utf-8")

    (page,) = pages_of(file)

    assert page.text == source
    assert [text for _, text in page.headings] == [
        "class Mill",
        "async def grind(self, n: int) -> None",
    ]
    assert [chunk.heading for chunk in chunks_of(file)] == [
        "",
        "class Mill",
        "async def grind(self, n: int) -> None",
    ]


def test_a_section_of_settings_heads_its_values(tmp_path: Path) -> None:
    file = tmp_path / "a.ini"
    file.write_text("[gate]\ncode = 4417\n\n[boat]\nkey = office\n", "utf-8")

    assert [chunk.heading for chunk in chunks_of(file)] == ["[gate]", "[boat]"]


def test_a_table_of_a_database_is_a_heading(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    file.write_text("CREATE TABLE tenants (\n  name TEXT\n);\n", "utf-8")

    assert pages_of(file)[0].headings == ((0, "CREATE TABLE tenants"),)


def test_a_file_of_nothing_but_definitions_is_not_cut_at_each(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("def f():\n" * 2_000, "utf-8")

    assert pages_of(file)[0].headings == ()
    assert len(chunks_of(file)) < 100
