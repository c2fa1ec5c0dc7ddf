from __future__ import annotations

import time
from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import pages_of

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}"
    rb"{\f1\fnil\fcharset134 SimSun;}}{\colortbl;\red0\green0\blue0;}"
    rb"{\*\generator Writer;}{\info{\author Nobody}}"
)


def text_of(tmp_path: Path, body: bytes) -> str:
    file = tmp_path / "a.rtf"
    file.write_bytes(HEAD + body + b"}")
    (page,) = pages_of(file)
    return page.text


def test_words_are_read_without_what_dresses_them(tmp_path: Path) -> None:
    body = (
        rb"\pard\outlinelevel0\b Lease\par\pard\b0 The rent\tab is {\i 9,400} euros\'85"
        b"\r\n"
        rb"and \{due\}.\par {\field{\*\fldinst HYPERLINK secret}{\fldrslt a link}}"
        rb"{\pict\pngblip 89504e47}\line end\par"
    )

    text = text_of(tmp_path, body)

    assert text == "Lease\n\nThe rent\tis 9,400 euros…and {due}.\n\na link\nend"


def test_chinese_is_read_from_bytes_and_from_code_points(tmp_path: Path) -> None:
    raw = b"".join(b"\\'%02x" % each for each in "租金四千".encode("gb18030"))
    points = "".join(f"\\u{ord(each)}?" for each in "押金")
    wide = r"\u-10179?\u-8704?"

    text = text_of(tmp_path, rb"{\f1 " + raw + b"}" + points.encode() + wide.encode() + rb"\par")

    assert text == "租金四千押金\U0001f600"


def test_a_table_row_is_a_line(tmp_path: Path) -> None:
    row = rb"\trowd\pard\intbl %s\cell %s\cell\row"
    body = row % (b"Site", b"Rent") + row % (rb"Mill\par South", b"8100") + rb"\pard after\par"

    assert text_of(tmp_path, body) == "Site | Rent\nMill South | 8100\n\nafter"


def test_what_is_bytes_is_not_read_as_words(tmp_path: Path) -> None:
    assert text_of(tmp_path, rb"\pard a{\*\blob\bin9 }}}}}}}}}}b\par") == "ab"


def test_headings_are_noted(tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(HEAD + rb"\pard Before.\par\pard\outlinelevel1 Deposit\par\pard Text.\par}")

    (page,) = pages_of(file)

    assert page.headings == ((page.text.index("Deposit"), "Deposit"),)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"not rtf at all", "damaged"),
        (HEAD + b"{" * 1_000_000, "unsafe"),
        (HEAD + b"}" * 1_000_000, "empty"),
        (HEAD + rb"\bin9999999999 x", "empty"),
        (HEAD + b"\\" * 1_000_001, None),
    ],
)
def test_a_hostile_file_has_one_outcome_and_soon(
    tmp_path: Path, raw: bytes, code: str | None
) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(raw)
    begun = time.monotonic()

    outcome = None
    try:
        pages_of(file)
    except DocumentError as error:
        outcome = error.problem.code

    assert outcome == code
    assert time.monotonic() - begun < 8
