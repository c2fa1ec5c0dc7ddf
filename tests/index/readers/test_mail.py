from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from desktop.errors import DocumentError
from tests.office_files import CODES, chunks_of, pages_of, row, workbook_parts, write_zip

HEAD = (
    b"From: Ann <ann@example.org>\r\nTo: bob@example.org\r\n"
    b"Date: Mon, 1 Jun 2026 09:00:00 +0200\r\n"
)
SUBJECT = "Subject: =?utf-8?B?" + base64.b64encode("租金 2026".encode()).decode() + "?=\r\n"


def part(kind: str, body: bytes, name: str = "") -> bytes:
    disposition = f'Content-Disposition: attachment; filename="{name}"\r\n' if name else ""
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n{disposition}\r\n"
    return head.encode() + base64.encodebytes(body)


def multipart(*parts: bytes, kind: str = "mixed", boundary: str = "xyz") -> bytes:
    line = f"--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
    return head + b"".join(line + each + b"\r\n" for each in parts) + line[:-2] + b"--\r\n"


def test_a_message_is_head_and_text_and_each_attachment_a_page(tmp_path: Path) -> None:
    codes = "".join(row(n, *cells) for n, cells in enumerate(CODES, 1))
    book = write_zip(tmp_path / "b.xlsx", workbook_parts({"Codes": codes})).read_bytes()
    mail = multipart(
        multipart(
            part("text/plain; charset=gb18030", "请看附件。".encode("gb18030")),
            part("text/html", b"<p>the same in HTML</p>"),
            kind="alternative",
            boundary="abc",
        ),
        part("application/octet-stream", b"All quiet at the mill.", "../../notes.txt"),
        part("application/vnd.ms-excel", book, "budget.xlsx"),
        part("application/zip", b"PK\x03\x04 whatever", "all.zip"),
    )
    file = tmp_path / "a.eml"
    file.write_bytes(HEAD + SUBJECT.encode() + b"MIME-Version: 1.0\r\n" + mail)

    letter, notes, sheet = pages_of(file)

    assert letter.text == (
        "Subject: 租金 2026\nFrom: Ann <ann@example.org>\nTo: bob@example.org\n"
        "Date: Mon, 01 Jun 2026 09:00:00 +0200\n\n"
        "附件：notes.txt, budget.xlsx, all.zip\n\n请看附件。"
    )
    assert (letter.number, letter.place) == (1, "")
    assert (notes.number, notes.place, notes.text) == (2, "notes.txt", "All quiet at the mill.")
    assert (sheet.number, sheet.place) == (3, "budget.xlsx › Codes")
    assert chunks_of(file)[-1].place == "budget.xlsx › Codes!A1:B4"


def test_a_message_in_html_only_is_read_as_text(tmp_path: Path) -> None:
    html = b"<html><head><title>x</title></head><body><p>Hello &amp; bye</p></body></html>"
    file = tmp_path / "a.eml"
    file.write_bytes(HEAD + b"Subject: Hi\r\n" + part("text/html; charset=utf-8", html))

    (page,) = pages_of(file)

    assert page.text.endswith("Hello & bye")
    assert page.headings == ((0, "Hi"),)


def test_a_forwarded_message_is_read_with_what_it_carries(tmp_path: Path) -> None:
    inner = (
        HEAD + b"Subject: Inner\r\n" + multipart(
            part("text/plain", b"see below"),
            part("text/plain", b"The boat house is locked.", "boat.txt"),
            boundary="inner",
        )
    )  # fmt: skip
    outer = multipart(
        part("text/plain", b"FYI"), b"Content-Type: message/rfc822\r\n\r\n" + inner, boundary="out"
    )
    file = tmp_path / "a.eml"
    file.write_bytes(HEAD + b"Subject: Outer\r\n" + outer)

    pages = pages_of(file)

    assert [page.place for page in pages] == ["", "message.eml › 1", "message.eml › boat.txt"]
    assert pages[2].text == "The boat house is locked."


def test_a_mailbox_has_a_page_for_each_message_called_by_its_subject(tmp_path: Path) -> None:
    first = HEAD + b"Subject: Rent\r\n\r\nFrom now on it is 9,400.\r\n>From May.\r\n\r\n"
    second = HEAD + b"Subject: Keys\r\n" + multipart(
        part("text/plain", b"attached"), part("text/plain", b"under the mat", "keys.txt")
    )  # fmt: skip
    envelope = b"From ann@example.org Mon Jun  1 09:00:00 2026\r\n"
    file = tmp_path / "a.mbox"
    file.write_bytes(envelope + first + envelope + second)

    pages = pages_of(file)

    assert [(page.number, page.place) for page in pages] == [
        (1, "Rent"), (2, "Keys"), (3, "Keys › keys.txt"),
    ]  # fmt: skip
    assert "From now on it is 9,400." in pages[0].text


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"Content-Type: text/plain; charset=no-such\r\n\r\nhello \xff there",
        HEAD + b"Subject: =?x?Q?=\r\nDate: yesterday\r\nTo: @@@<>\r\n\r\nhello there",
        HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello there",
        HEAD + part("text/plain", b"hello there").replace(b"base64", b"nonsense"),
    ],
)
def test_a_malformed_message_is_still_read(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(raw)

    pages = pages_of(file)

    assert "ann@example.org" in pages[0].text


def test_messages_inside_messages_end_somewhere(tmp_path: Path) -> None:
    raw = HEAD + b"Subject: core\r\n\r\ncore\r\n"
    for n in range(30):
        raw = HEAD + multipart(
            part("text/plain", b"level"), part("application/x", raw, "a.eml"), boundary=f"b{n}"
        )
    file = tmp_path / "a.eml"
    file.write_bytes(raw)
    begun = time.monotonic()

    pages = pages_of(file)

    assert 1 < len(pages) < 8
    assert time.monotonic() - begun < 5


def test_a_bomb_in_an_attachment_stays_closed(tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "b.xlsx", {"xl/workbook.xml": b"a" * (210 << 20)}).read_bytes()
    file = tmp_path / "a.eml"
    file.write_bytes(
        HEAD + multipart(part("text/plain", b"open it"), part("x/y", bomb, "bomb.xlsx"))
    )

    (page,) = pages_of(file)

    assert "bomb.xlsx" in page.text


def test_a_mailbox_of_endless_text_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.mbox"
    message = (
        b"From a Mon Jun  1 09:00:00 2026\nSubject: x\n\n" + b"all is well " * 90_000 + b"\n\n"
    )
    file.write_bytes(message * 20)

    with pytest.raises(DocumentError) as caught:
        pages_of(file)

    assert caught.value.problem.code == "too_large"


def test_an_endless_header_is_cut(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(b"To: " + b"a@example.org, " * 300_000 + b"\r\n\r\nhello there")
    begun = time.monotonic()

    (page,) = pages_of(file)

    assert page.text.endswith("hello there")
    assert len(page.text) < 6_000
    assert time.monotonic() - begun < 3
