"""Scans of the sample documents are recognised, found by a question and shown at their lines."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from desktop.domain import Document, Quote, Rectangle
from desktop.errors import DocumentError
from desktop.index.page_layout import Layout
from desktop.index.parser import Parser
from desktop.index.parsing import DrawPage
from desktop.index.recognising import Recognising
from desktop.index.rendering import Drawing
from desktop.index.shelf import Books, Shelf
from desktop.messages import IndexPaths, Retrieve
from desktop.page_messages import FindText, PageImage, RenderPage
from desktop.paths import starter_embedder
from tests.fakes import Patience
from tests.scans import LEASE, picture_of, picture_of_lines, write_mixed, write_scan

pytestmark = pytest.mark.model

SIMPLIFIED = ("仓库租赁合同补充协议", "每月租金为九千四百元整。", "押金为两万八千二百元。")
TRADITIONAL = ("租賃契約書", "鑰匙由管理員陳國棟保管。", "房屋修繕由出租人負責。")


class Witness(Patience):
    """Somebody who remembers how documents changed, and may have enough after some pages."""

    def __init__(self, n_pages: int = 1000) -> None:
        self.seen: list[Document] = []
        self._n_pages = n_pages

    def changed(self, document: Document) -> None:
        """Remember it."""
        self.seen.append(document)

    def is_cancelled(self) -> bool:
        """Stop once so many pages were begun and the next is due."""
        return len(self.pages()) > self._n_pages

    def pages(self) -> list[int]:
        """The pages that were begun, counted within their document."""
        return [each.page_in_hand for each in self.seen if each.page_in_hand]


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    home.mkdir()
    books = Shelf(home, starter_embedder(), 1).open()
    yield books
    books.close()


def index(books: Books, *paths: Path) -> None:
    books.index(IndexPaths(0, tuple(map(str, paths)), "work"), Patience())


def recognise(books: Books, listener: Witness | None = None, n_pages: int = 1000) -> Witness:
    """Recognise until other work waits, which comes when so many pages are begun."""
    witness = listener or Witness()
    books.recognise(witness, lambda: len(witness.pages()) >= n_pages, lambda: False)
    return witness


def only(books: Books) -> Document:
    (document,) = books.ledger.documents()
    return document


def quote_for(books: Books, question: str) -> Quote:
    found = books.retrieve(Retrieve(1, question, collections=("work",)))
    assert found.verdict == "grounded", found
    return found.quotes[0]


def drawn(books: Books, quote: Quote) -> PageImage:
    assert quote.page is not None
    drawing = books.pages.draw(RenderPage(0, quote.path, quote.page, quote.start, quote.text, 1.5))
    assert isinstance(drawing, PageImage)
    return drawing


def overlap(one: Rectangle, other: Rectangle) -> float:
    """How much of the lower rectangle's height lies beside the other."""
    both = min(one.bottom, other.bottom) - max(one.top, other.top)
    return both / min(one.bottom - one.top, other.bottom - other.top)


def test_an_english_scan_is_found_and_marked_where_the_original_is(
    books: Books, tmp_path: Path
) -> None:
    scan = write_scan(tmp_path / "scan.pdf", [picture_of(LEASE, 1), picture_of(LEASE, 2)])
    index(books, scan)
    before = only(books)
    recognise(books)

    quote = quote_for(books, "How much is the monthly rent?")
    marked = drawn(books, quote).rectangles
    text = books.pages.text(quote.path, quote.page).text
    original = books.parser.draw(DrawPage(str(LEASE), 2, 0, quote.text, 1.5))

    found = books.pages.find(FindText(0, quote.path, "9,400 EUROS")).matches

    assert (before.state, before.n_scanned, before.n_chunks) == ("scanned", 2, 0)
    assert [(each.page, len(each.boxes)) for each in found] == [(2, 1)]
    assert (only(books).state, only(books).n_recognised) == ("ready", 2)
    assert (quote.page, "9,400 euros" in quote.text) == (2, True)
    assert text[quote.start : quote.end] == quote.text
    assert isinstance(original, Drawing)
    assert len(marked) == len(original.rectangles)
    for mine, right in zip(marked, original.rectangles, strict=True):
        assert overlap(mine, right) > 0.8
        assert mine.left <= right.left + 6
        assert mine.right >= right.right - 6


@pytest.mark.parametrize(
    ("name", "lines", "question", "n"),
    [
        ("租约.png", SIMPLIFIED, "每月租金是多少？", 1),
        ("租約.jpg", TRADITIONAL, "鑰匙由誰保管？", 1),
        ("deposit.webp", ("Lease, page 9", "The deposit is 700 euros."), "What is the deposit?", 1),
    ],
)
def test_an_image_is_found_and_marked_at_its_line(
    books: Books, tmp_path: Path, name: str, lines: tuple[str, ...], question: str, n: int
) -> None:
    picture = tmp_path / name
    picture_of_lines(lines).save(picture)
    index(books, picture)
    recognise(books)

    quote = quote_for(books, question)
    drawing = drawn(books, quote)

    assert lines[n].rstrip("。.") in quote.text
    middles = [(each.top + each.bottom) / 2 / drawing.height for each in drawing.rectangles]
    assert any(abs(middle - ((n + 1) / 10 + 0.012)) < 0.015 for middle in middles)


def test_of_a_mixed_pdf_only_the_page_that_needs_it_is_recognised(
    books: Books, tmp_path: Path
) -> None:
    index(books, write_mixed(tmp_path / "mixed.pdf", LEASE, scanned=2))
    before = only(books)
    kept = {each.text for each in books.ledger.chunks_of(before.id)}
    witness = recognise(books)

    after = only(books)
    chunks = books.ledger.chunks_of(after.id)

    assert (before.state, before.n_scanned) == ("ready", 1)
    assert before.n_chunks > 0
    assert witness.pages() == [1]
    assert kept < {each.text for each in chunks}
    assert {each.page for each in chunks} == {1, 2, 3, 4, 5}
    assert quote_for(books, "How much is the monthly rent?").page == 2


def test_every_page_of_a_tiff_is_recognised_and_a_gif_is_its_first_image(
    books: Books, tmp_path: Path
) -> None:
    pages = [picture_of_lines([f"This is leaf {word}."]) for word in ("one", "two", "three")]
    index(books, write_scan(tmp_path / "a.tiff", pages), write_scan(tmp_path / "b.gif", pages))
    recognise(books)

    tiff, gif = books.ledger.documents()

    assert [each.page for each in books.ledger.chunks_of(tiff.id)] == [1, 2, 3]
    assert [each.text for each in books.ledger.chunks_of(gif.id)] == ["This is leaf one."]


def test_pages_that_were_recognised_are_not_recognised_again(books: Books, tmp_path: Path) -> None:
    pages = [picture_of_lines([f"This is leaf {word}."]) for word in ("one", "two", "three")]
    index(books, write_scan(tmp_path / "a.tiff", pages))

    first = recognise(books, n_pages=1)
    while_waiting = only(books)
    second = recognise(books)

    assert (first.pages(), while_waiting.state) == ([1], "scanned")
    assert second.pages() == [2, 3]
    assert len(books.ledger.chunks_of(only(books).id)) == 3


def test_cancelling_stops_within_a_document_and_keeps_its_pages(
    books: Books, tmp_path: Path
) -> None:
    pages = [picture_of_lines([f"This is leaf {word}."]) for word in ("one", "two", "three")]
    index(books, write_scan(tmp_path / "a.tiff", pages))

    recognise(books, Witness(n_pages=1))

    assert len(books.ledger.scans.texts(_hash_of(books))) == 1
    assert only(books).state == "scanned"


def _hash_of(books: Books) -> bytes:
    return books.ledger.scans.waiting()[0].hash


def test_a_file_that_changed_while_it_waited_begins_anew(books: Books, tmp_path: Path) -> None:
    picture = tmp_path / "note.png"
    picture_of_lines(["The old code is 1111."]).save(picture)
    index(books, picture)
    picture_of_lines(["The new code is 2222."]).save(picture)

    witness = recognise(books)
    queued = only(books).state
    index(books, picture)
    recognise(books)

    assert (witness.pages(), queued) == ([], "queued")
    assert [each.text for each in books.ledger.chunks_of(only(books).id)] == [
        "The new code is 2222."
    ]


def test_a_page_on_its_side_is_read_and_marked(books: Books, tmp_path: Path) -> None:
    turned = tmp_path / "turned.png"
    upright = picture_of_lines(["The annex of the mill", "The gate code is 4417.", "Ask Ms Wu."])
    upright.transpose(Image.Transpose.ROTATE_90).save(turned)
    index(books, turned)
    recognise(books)

    quote = quote_for(books, "What is the gate code?")
    drawing = drawn(books, quote)

    middles = [(each.left + each.right) / 2 / drawing.width for each in drawing.rectangles]
    assert any(abs(middle - 0.212) < 0.02 for middle in middles)


class FullParser(Parser):
    """A parser whose memory is used up when it is first asked."""

    is_full = True

    def recognise(
        self, path: str, page: int, interrupted: Callable[[], bool] = lambda: False
    ) -> Layout:
        """Refuse once, then recognise."""
        if self.is_full:
            self.is_full = False
            raise DocumentError("too_much_memory", path)
        return super().recognise(path, page, interrupted)


def test_a_page_is_not_lost_over_memory_that_others_left_behind(tmp_path: Path) -> None:
    picture = tmp_path / "note.png"
    picture_of_lines(["The gate code of the mill is 4417."]).save(picture)
    (tmp_path / "home").mkdir()
    shelf = Shelf(tmp_path / "home", starter_embedder(), 1)
    books, parser = shelf.open(), FullParser(wall_s=120, rss_bytes=3 << 30)
    index(books, picture)

    Recognising(
        books.ledger,
        shelf.served.table(),
        shelf.embedder,
        parser,
        Witness(),
        lambda: False,
        lambda: False,
    ).run()
    state = only(books).state
    parser.close()
    books.close()

    assert state == "ready"


def test_a_picture_without_words_says_so(books: Books, tmp_path: Path) -> None:
    blank = tmp_path / "blank.png"
    Image.new("RGB", (600, 600), "white").save(blank)
    index(books, blank)
    recognise(books)

    document = only(books)

    assert document.state == "skipped"
    assert document.problem is not None
    assert document.problem.code == "no_text"


def _truncated(path: Path) -> None:
    noise = Image.effect_noise((800, 800), 90)
    noise.save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _bomb(path: Path) -> None:
    """A PNG that claims to be 60,000 pixels wide and high."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = (
        _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 9)) + _chunk(b"IEND", b"")
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def _not_an_image(path: Path) -> None:
    path.write_text("This is no image.", "utf-8")


def _endless(path: Path) -> None:
    """A TIFF whose directory names itself as the next."""
    Image.new("L", (40, 40)).save(path)
    content = bytearray(path.read_bytes())
    (at,) = struct.unpack("<I", content[4:8])
    (n_entries,) = struct.unpack("<H", content[at : at + 2])
    content[at + 2 + 12 * n_entries :][:4] = struct.pack("<I", at)
    end = at + 2 + 12 * n_entries
    content[end : end + 4] = struct.pack("<I", at)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "write", "code"),
    [
        ("truncated.png", _truncated, "damaged"),
        ("truncated.jpg", _truncated, "damaged"),
        ("bomb.png", _bomb, "too_large"),
        ("words.jpg", _not_an_image, "damaged"),
        ("empty.tiff", Path.touch, "empty"),
        ("tiny.bmp", lambda path: Image.new("L", (3, 3)).save(path), "no_text"),
        ("endless.tiff", _endless, "no_text"),
    ],
)
def test_a_hostile_image_has_one_outcome_and_the_parser_goes_on(
    books: Books, tmp_path: Path, name: str, write: Callable[[Path], None], code: str
) -> None:
    write(tmp_path / name)
    index(books, tmp_path / name)
    recognise(books)

    document = only(books)

    assert document.state in ("skipped", "failed")
    assert document.problem is not None
    assert document.problem.code == code
    assert books.ledger.scans.waiting() == []


def test_an_image_that_was_renamed_is_not_recognised_again(books: Books, tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture_of_lines(["The gate code of the mill is 4417."]).save(picture)
    index(books, tmp_path)
    recognise(books)
    picture.rename(tmp_path / "b.png")
    index(books, tmp_path)

    witness = recognise(books)

    assert witness.pages() == []
    assert quote_for(books, "What is the gate code?").path == str(tmp_path / "b.png")


def test_the_parser_recognises_without_a_shelf(tmp_path: Path) -> None:
    picture = tmp_path / "a.bmp"
    picture_of_lines(["From 1 April 2025 the gate is open."]).save(picture)
    parser = Parser(wall_s=120, rss_bytes=3 << 30)

    try:
        layout = parser.recognise(str(picture), 1)
    finally:
        parser.close()

    assert layout.text == "From 1 April 2025 the gate is open."
