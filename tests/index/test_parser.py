from __future__ import annotations

import contextlib
import os
import signal
import struct
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop.errors import DocumentError
from desktop.index.parser import Parser
from desktop.index.parsing import DrawPage, FindInFile, PageText
from desktop.index.rendering import Drawing
from desktop.paths import samples
from tests.office_files import pages_of, write_presentation

TRADITIONAL = "\n\n".join(
    f"# 第{number}條\n\n租金每月{number}千元，押金為三個月租金，於每月第三個工作日以銀行轉帳支付。"
    "倉庫屋頂由出租人維修，維修期間租金不減。承租人 Lin & Co. 得於 2027-03-31 前書面通知續約。"
    "本合同經雙方簽字後生效，未盡事宜由雙方協商，協商不成時向倉庫所在地法院提起訴訟。"
    for number in range(1, 9)
)


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    parser = Parser(wall_s=6)
    yield parser
    parser.close()


@pytest.mark.parametrize(
    "encoding", ["utf-16-le with mark", "utf-16-be with mark", "gb18030", "big5"]
)
@pytest.mark.parametrize("ending", ["txt", "md"])
def test_the_same_chinese_text_reads_alike_in_every_encoding(
    parser: Parser, tmp_path: Path, ending: str, encoding: str
) -> None:
    plain, other = tmp_path / f"plain.{ending}", tmp_path / f"other.{ending}"
    plain.write_bytes(TRADITIONAL.encode("utf-8"))
    name, _, mark = encoding.partition(" with ")
    other.write_bytes(f"\ufeff{TRADITIONAL}".encode(name) if mark else TRADITIONAL.encode(name))

    reading = parser.read(str(other))

    assert reading == parser.read(str(plain))
    assert len(reading.chunks) >= 3
    assert reading.language == "zh"
    for chunk in reading.chunks:
        assert TRADITIONAL[chunk.start : chunk.end] == chunk.text


def test_a_mark_before_utf_8_moves_the_text_by_one(parser: Parser, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("租金每月四千元。", "utf-8-sig")

    (chunk,) = parser.read(str(file)).chunks

    assert (chunk.start, chunk.text) == (1, "租金每月四千元。")


def test_chunks_are_slices_of_the_text_and_stay_small(parser: Parser, tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n}. " + "The mill stands by the river. " * 20 for n in range(9))
    file = tmp_path / "a.txt"
    file.write_text(text, "utf-8")

    chunks = parser.read(str(file)).chunks

    assert len(chunks) > 4
    assert all(text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    assert all(len(chunk.text) <= 1100 for chunk in chunks)


def test_a_pdf_passage_is_found_on_its_page_across_lines(parser: Parser) -> None:
    lease = str(samples() / "warehouse-lease.pdf")
    page = parser.page_text(lease, 2)
    start = page.text.index("The monthly rent")
    passage = page.text[start : page.text.index("schedule.", start) + 9]

    drawing = parser.draw(DrawPage(lease, 2, start, passage, 1.5))

    assert isinstance(drawing, Drawing)
    assert page.n_pages == 5
    assert "\r\n" in passage
    assert len(drawing.rectangles) >= 2
    for box in drawing.rectangles:
        assert 0 <= box.left < box.right <= drawing.width
        assert 0 <= box.top < box.bottom <= drawing.height


def test_every_letter_of_a_page_comes_with_its_place(parser: Parser) -> None:
    lease = str(samples() / "warehouse-lease.pdf")

    drawing = parser.draw(DrawPage(lease, 2, 0, "", 2.0))

    assert isinstance(drawing, Drawing)
    letters = drawing.letters
    places = struct.unpack(f"<{len(letters.places) // 2}H", letters.places)
    at = letters.text.index("monthly rent")
    (m, t) = (places[4 * at : 4 * at + 4], places[4 * at + 44 : 4 * at + 48])
    assert len(places) == 4 * len(letters.text)
    assert m[0] < m[2] < t[0] < t[2]
    assert abs(m[1] - t[1]) < 200


def test_a_page_is_drawn_as_wide_as_one_of_a4_whatever_its_size(
    parser: Parser, tmp_path: Path
) -> None:
    wide = tmp_path / "wide.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(1190, 800)
    document.save(wide)
    document.close()

    drawing = parser.draw(DrawPage(str(wide), 1, 0, "", 2.0))

    assert isinstance(drawing, Drawing)
    assert abs(drawing.width - 1190) <= 1


def test_a_text_is_found_on_every_page_over_line_breaks_and_in_any_case(parser: Parser) -> None:
    lease = str(samples() / "warehouse-lease.pdf")
    text = parser.page_text(lease, 2).text
    start = text.index("\r\n", text.index("The monthly rent"))
    broken = text[start - 9 : start + 9].replace("\r\n", " ").upper()

    (found,), following = parser.find(FindInFile(lease, broken, 1))
    landlord, _ = parser.find(FindInFile(lease, "landlord", 1))
    behind, _ = parser.find(FindInFile(lease, "landlord", 3))

    assert (found.page, found.start, len(found.boxes), following) == (2, start - 9, 2, None)
    assert all(0 <= box.left < box.right <= 1 for box in found.boxes)
    assert len({each.page for each in landlord}) > 2
    assert behind == tuple(each for each in landlord if (each.page or 0) >= 3)


def test_a_text_is_found_in_what_is_not_drawn(parser: Parser, tmp_path: Path) -> None:
    slides = write_presentation(tmp_path / "talk.pptx")
    pages = {each.number: each.text for each in pages_of(slides)}

    found, _ = parser.find(FindInFile(str(slides), "9081", 1))

    assert found
    for each in found:
        assert pages[each.page][each.start : each.end] == "9081"


def test_a_zip_bomb_is_refused_unopened(parser: Parser, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"a" * (230 << 20))

    assert _refusal(parser, bomb) == "unsafe"


def test_a_document_with_entities_is_refused(parser: Parser, tmp_path: Path) -> None:
    laugh = tmp_path / "laugh.docx"
    with zipfile.ZipFile(laugh, "w") as archive:
        archive.writestr("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    assert _refusal(parser, laugh) == "unsafe"


def test_a_pdf_that_never_ends_is_stopped_by_the_clock(parser: Parser, tmp_path: Path) -> None:
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(_self_calling_pdf())
    begun = time.monotonic()

    code = _refusal(parser, endless)

    assert code in {"too_slow", "too_much_memory", "no_text", "damaged"}
    assert time.monotonic() - begun < 15
    assert parser.read(str(samples() / "coffee-machine-manual.md")).chunks


def test_a_killed_parser_costs_one_file(tmp_path: Path) -> None:
    parser = Parser()
    file = tmp_path / "big.txt"
    file.write_text("The quick brown fox. " * 1_500_000, "utf-8")
    parser.read(str(samples() / "coffee-machine-manual.md"))
    pid = parser.pid
    assert pid is not None

    def kill() -> bool:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        return False

    with pytest.raises(DocumentError) as caught:
        parser.read(str(file), kill)
    after = parser.read(str(samples() / "coffee-machine-manual.md"))
    parser.close()

    assert caught.value.problem.code == "damaged"
    assert after.chunks


def _refusal(parser: Parser, file: Path) -> str:
    with pytest.raises(DocumentError) as caught:
        parser.read(str(file))
    return caught.value.problem.code


def _self_calling_pdf() -> bytes:
    form = b"q /F Do /F Do /F Do /F Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>>",
        b"<</Length 5>>stream\n/F Do\nendstream",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
        b"/Length %d>>stream\n%s\nendstream" % (len(form), form),
    ]
    body = b"%PDF-1.7\n"
    for n, each in enumerate(objects, 1):
        body += b"%d 0 obj%s endobj\n" % (n, each)
    return body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


def test_a_parser_that_a_file_left_full_reads_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The rent is due on Monday.", "utf-8")
    with contextlib.closing(Parser(rss_bytes=60 << 20)) as full:
        full.read(str(path))
        assert full.pid is None
        assert full.read(str(path)).chunks


def test_a_page_turned_to_is_there_again_until_the_file_changes(
    parser: Parser, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("name,rent\nMiller,9400\n", "utf-8")

    first, again = parser.page_text(str(file), None), parser.page_text(str(file), None)
    file.write_text("name,rent\nMiller,8100\nGrey,700\n", "utf-8")
    changed = parser.page_text(str(file), None)
    file.unlink()

    assert first == again
    assert first.is_table
    assert changed.text == "name | rent\nMiller | 8100\nGrey | 700"
    with pytest.raises(DocumentError) as caught:
        parser.page_text(str(file), None)
    assert caught.value.problem.code == "vanished"


def test_a_page_that_is_not_drawn_is_answered_with_its_text(parser: Parser, tmp_path: Path) -> None:
    file = write_presentation(tmp_path / "a.pptx")

    page = parser.draw(DrawPage(str(file), 3, 0, "", 1.0))

    assert isinstance(page, PageText)
    assert (page.page, page.n_pages) == (3, 3)
    assert "4417" in page.text
