from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import chunks_of, pages_of, presentation_parts, shape, table, write_zip


def test_a_slide_is_a_page_with_its_title_first_its_table_and_its_notes(tmp_path: Path) -> None:
    group = f"<p:grpSp>{shape('In a group')}</p:grpSp>"
    slide = shape("First point", "Second point") + group + table(("Site", "Rent"), ("Mill", "8100"))
    slide += shape("7", kind="sldNum") + shape("Outlook", kind="title")
    parts = presentation_parts([slide, shape("展望", kind="ctrTitle")], {1: "Speak slowly here."})
    file = write_zip(tmp_path / "a.pptx", parts)

    first, second = pages_of(file)

    assert first.text == (
        "Outlook\n\nFirst point\nSecond point\n\nIn a group\n\nSite | Rent\nMill | 8100\n\n"
        "Notes: Speak slowly here."
    )
    assert (first.number, first.headings) == (1, ((0, "Outlook"),))
    assert (second.number, second.text) == (2, "展望")


def test_slides_come_in_the_order_they_are_shown(tmp_path: Path) -> None:
    parts = presentation_parts([shape("shown last"), shape("shown first")], order=(2, 1))
    file = write_zip(tmp_path / "a.pptx", parts)

    assert [page.text for page in pages_of(file)] == ["shown first", "shown last"]
    assert [chunk.page for chunk in chunks_of(file)] == [1, 2]


@pytest.mark.parametrize(
    ("slide", "code"),
    [
        ("<p:sp><broken", "damaged"),
        ("<p:grpSp>" * 400 + "</p:grpSp>" * 400, "damaged"),
        ("", "empty"),
    ],
)
def test_a_hostile_presentation_ends_in_one_refusal(tmp_path: Path, slide: str, code: str) -> None:
    file = write_zip(tmp_path / "a.pptx", presentation_parts([slide]))

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == code


def test_a_slide_that_is_missing_is_damage(tmp_path: Path) -> None:
    parts = presentation_parts([shape("one")])
    del parts["ppt/slides/slide1.xml"]
    file = write_zip(tmp_path / "a.pptx", parts)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "damaged"


def test_a_presentation_with_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.pptx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "encrypted"
