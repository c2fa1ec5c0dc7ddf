from __future__ import annotations

import time
from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import chunks_of, odf_parts, pages_of, write_zip

CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def test_a_text_keeps_headings_lists_tables_boxes_and_footnotes(tmp_path: Path) -> None:
    body = (
        "<text:h>Lease</text:h>"
        '<text:p>The rent<text:note><text:note-body><text:p>in euros</text:p></text:note-body>'
        '</text:note> is<text:s text:c="2"/><text:span>9,400</text:span>.'
        "<office:annotation><text:p>too much</text:p></office:annotation></text:p>"
        "<text:list><text:list-item><text:p>Annex</text:p></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row>"
        + CELL.format("Site") + CELL.format("Rent")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + CELL.format("Mill") + CELL.format("8100")
        + "</table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )  # fmt: skip
    file = write_zip(tmp_path / "a.odt", odf_parts("text", body))

    (page,) = pages_of(file)

    assert page.text == (
        "Lease\n\nThe rent [in euros] is  9,400.\n\nAnnex\n\nSite | Rent\nMill | 8100\n\nIn a box"
    )
    assert page.headings == ((0, "Lease"),)


def test_boxes_inside_boxes_are_read_once(tmp_path: Path) -> None:
    box = "core"
    for _ in range(40):
        box = f"<draw:frame><draw:text-box><text:p>{box}</text:p></draw:text-box></draw:frame>"
    file = write_zip(tmp_path / "a.odt", odf_parts("text", f"<text:p>{box}</text:p>"))
    begun = time.monotonic()

    (page,) = pages_of(file)

    assert page.text == "core"
    assert time.monotonic() - begun < 1


def test_tables_inside_tables_are_read_once(tmp_path: Path) -> None:
    table = "core"
    for _ in range(40):
        cell = CELL.replace("<text:p>{}</text:p>", "{}").format(table)
        table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    table = table.replace("core", "<text:p>core</text:p>")
    file = write_zip(tmp_path / "a.odt", odf_parts("text", table))
    begun = time.monotonic()

    (page,) = pages_of(file)

    assert page.text == "core"
    assert time.monotonic() - begun < 1


def test_sheets_are_read_with_what_they_repeat(tmp_path: Path) -> None:
    rows = (
        "<table:table-row>" + CELL.format("Site") + CELL.format("Rent") + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="2">' + CELL.format("Mill")
        + '<table:table-cell office:value="8100.5"><text:p>8.100,50 €</text:p></table:table-cell>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )  # fmt: skip
    body = f'<table:table table:name="Rent">{rows}</table:table><table:table table:name="Empty"/>'
    file = write_zip(tmp_path / "a.ods", odf_parts("spreadsheet", body))

    first, second = pages_of(file)

    assert first.text == "Site | Rent\nMill | 8.100,50 €\nMill | 8.100,50 €"
    assert [each.place for each in first.blocks] == ["Rent!A1:B3"]
    assert (second.number, second.place, second.text) == (2, "Empty", "")


def test_a_sheet_that_repeats_itself_endlessly_is_too_large(tmp_path: Path) -> None:
    cell = CELL.format("x").replace("cell>", 'cell table:number-columns-repeated="9999">', 1)
    row = f'<table:table-row table:number-rows-repeated="999999999">{cell}</table:table-row>'
    body = f'<table:table table:name="S">{row}</table:table>'
    file = write_zip(tmp_path / "a.ods", odf_parts("spreadsheet", body))
    begun = time.monotonic()

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "too_large"
    assert time.monotonic() - begun < 1


def test_slides_of_a_presentation_are_pages(tmp_path: Path) -> None:
    body = (
        "<draw:page><draw:frame><draw:text-box><text:p>One</text:p><text:p>Two</text:p>"
        "</draw:text-box></draw:frame>"
        "<draw:g><draw:custom-shape><text:p>Three</text:p></draw:custom-shape></draw:g>"
        '<draw:frame presentation:class="title"><draw:text-box><text:p>Outlook</text:p>'
        "</draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>慢慢讲。</text:p>"
        "</draw:text-box></draw:frame></presentation:notes></draw:page>"
        "<draw:page><draw:frame><draw:text-box><text:p>End</text:p></draw:text-box>"
        "</draw:frame></draw:page>"
    )
    file = write_zip(tmp_path / "a.odp", odf_parts("presentation", body))

    first, second = pages_of(file)

    assert first.text == "Outlook\n\nOne\nTwo\n\nThree\n\n备注：慢慢讲。"
    assert (second.number, second.text) == (2, "End")
    assert [chunk.page for chunk in chunks_of(file)] == [1, 2]


@pytest.mark.parametrize("ending", ["odt", "ods", "odp"])
def test_a_password_is_named_as_the_reason(tmp_path: Path, ending: str) -> None:
    parts = odf_parts("text", "")
    parts["META-INF/manifest.xml"] = "<manifest><encryption-data/></manifest>"
    parts["content.xml"] = "scrambled"
    file = write_zip(tmp_path / f"a.{ending}", parts)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "encrypted"


@pytest.mark.parametrize("ending", ["odt", "ods", "odp"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<office:document-content", "damaged"),
        ("<a>" * 5_000 + "</a>" * 5_000, "damaged"),
        (' <!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe"),
        (b"\xff\xfe" + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16-le"), None),
    ],
)
def test_hostile_content_ends_in_one_refusal(
    tmp_path: Path, ending: str, content: str | bytes, code: str | None
) -> None:
    file = write_zip(tmp_path / f"a.{ending}", {"content.xml": content})

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code in ([code] if code else ["unsafe", "empty", "damaged"])
