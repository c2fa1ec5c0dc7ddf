from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import book_parts, chunks_of, pages_of, write_zip

CHAPTERS = {
    "cover.xhtml": "<img src='c.png'/>",
    "one.xhtml": "<h2>I</h2><p>The ferry leaves at nine.</p>",
    "two.xhtml": "<h2>The Fire</h2><p>The mill burned down in spring.</p>",
}


def test_each_chapter_is_a_page_called_as_in_the_table_of_contents(tmp_path: Path) -> None:
    contents = (
        "<nav><ol><li><a href='one.xhtml#top'>The <b>Ferry</b></a></li>"
        "<li><a href='one.xhtml#half'>Later</a></li></ol></nav>"
    )
    file = write_zip(tmp_path / "a.epub", book_parts(CHAPTERS, nav=contents))

    pages = pages_of(file)

    assert [(page.number, page.place) for page in pages] == [
        (1, ""), (2, "The Ferry"), (3, "The Fire"),
    ]  # fmt: skip
    assert pages[1].text.split() == ["I", "The", "ferry", "leaves", "at", "nine."]
    assert [(each.page, each.place) for each in chunks_of(file)] == [
        (2, "The Ferry"), (3, "The Fire"),
    ]  # fmt: skip


def test_the_contents_of_an_older_book_are_understood(tmp_path: Path) -> None:
    ncx = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "x.dtd"><ncx><navMap><navPoint>'
        "<navLabel><text>Kapitel &amp; Anfang</text></navLabel><content src='one.xhtml'/>"
        "</navPoint></navMap></ncx>"
    )
    file = write_zip(tmp_path / "a.epub", book_parts(CHAPTERS, ncx=ncx))

    assert pages_of(file)[1].place == "Kapitel & Anfang"


def test_a_chapter_outside_the_book_is_not_looked_for(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xhtml"
    secret.write_text("<p>canary</p>")
    file = write_zip(
        tmp_path / "a.epub", book_parts({"../../../secret.xhtml": "<p>inside</p>", **CHAPTERS})
    )

    text = "".join(page.text for page in pages_of(file))

    assert "canary" not in text


def test_a_book_under_a_lock_says_so(tmp_path: Path) -> None:
    lock = (
        "<encryption><EncryptedData><CipherData><CipherReference URI='OEBPS/one.xhtml'/>"
        "</CipherData></EncryptedData></encryption>"
    )
    parts = {**book_parts(CHAPTERS), "META-INF/encryption.xml": lock}
    file = write_zip(tmp_path / "a.epub", parts)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "encrypted"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"META-INF/container.xml": "<container/>"}, "damaged"),
        ({"META-INF/container.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}, "unsafe"),
        ({"OEBPS/book.opf": "<package><spine/></package>"}, "empty"),
        ({"OEBPS/book.opf": "<package>" * 400}, "damaged"),
    ],
)
def test_a_hostile_book_ends_in_one_refusal(
    tmp_path: Path, changed: dict[str, str], code: str
) -> None:
    file = write_zip(tmp_path / "a.epub", {**book_parts(CHAPTERS), **changed})

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == code


def test_a_book_whose_spine_repeats_a_chapter_endlessly_is_too_large(tmp_path: Path) -> None:
    parts = book_parts({"long.xhtml": "<p>" + "word " * 200_000 + "</p>"})
    spine = "<itemref idref='i1'/>"
    parts["OEBPS/book.opf"] = parts["OEBPS/book.opf"].replace(spine, spine * 100)
    file = write_zip(tmp_path / "a.epub", parts)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "too_large"
