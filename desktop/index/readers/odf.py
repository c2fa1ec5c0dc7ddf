"""OpenDocument: texts as one page, presentations slide by slide; sheets are in `ods`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.errors import DocumentError
from desktop.index.readers.flow import Line, flow_page, notes_line, row_line
from desktop.index.readers.package import Package, count_of, local_name
from desktop.index.reading import Page
from desktop.index.source import Source

_PRESENTATION = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_SPACES = 100
_MAX_SLIDES = 5_000
_ASIDE = {"annotation", "annotation-end", "tracked-changes", "bibliography-source"}
_CONTAINERS = {
    "list", "list-item", "list-header", "section", "index-body", "index-title", "table-of-content",
    "frame", "text-box", "g", "custom-shape", "rect", "numbered-paragraph", "alphabetical-index",
}  # fmt: skip


def read_odt(source: Source) -> list[Page]:
    """Read a text as one page; a table row is one line."""
    body = _body(source, "text")
    return [flow_page(_lines(body))]


def read_odp(source: Source) -> list[Page]:
    """Read a presentation, a page for each slide."""
    slides = _body(source, "presentation").findall("{*}page")
    if len(slides) > _MAX_SLIDES:
        raise DocumentError("too_large", source.path, f"{len(slides)} slides")
    return [flow_page(_slide(slide), number) for number, slide in enumerate(slides, 1)]


def check_password(package: Package, path: str) -> None:
    """Refuse a package whose parts are encrypted; raises DocumentError."""
    manifest = "META-INF/manifest.xml"
    if manifest in package and b"encryption-data" in package.read(manifest):
        raise DocumentError("encrypted", path)


def paragraph_text(element: Any) -> str:
    """The text of a paragraph, without what was noted at its side."""
    return "".join(_inline(element)).strip()


def _body(source: Source, kind: str) -> Any:
    with Package(source) as package:
        check_password(package, source.path)
        found = package.xml("content.xml").find(f"{{*}}body/{{*}}{kind}")
    if found is None:
        raise DocumentError("damaged", source.path)
    return found


def _lines(container: Any) -> Iterator[Line]:
    for element in container:
        name = local_name(element)
        if name == "h":
            yield from _non_empty(Line(paragraph_text(element), "heading"))
        elif name == "p":
            yield from _non_empty(Line(paragraph_text(element)))
            yield from _framed(element)
        elif name == "table":
            yield from _rows(element)
        elif name in _CONTAINERS:
            yield from _lines(element)


def _framed(paragraph: Any) -> Iterator[Line]:
    """What stands in boxes that are anchored to a paragraph."""
    for child in paragraph:
        if local_name(child) == "text-box":
            yield from _lines(child)
        else:
            yield from _framed(child)


def _rows(table: Any) -> Iterator[Line]:
    for row in table:
        if local_name(row) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(row)
        if local_name(row) != "table-row":
            continue
        cells = row.iterfind("{*}table-cell")
        texts = (" ".join(line.text for line in _lines(cell)) for cell in cells)
        yield from _non_empty(row_line(texts))


def _slide(slide: Any) -> list[Line]:
    lines: list[Line] = []
    notes = ""
    for shape in slide:
        if local_name(shape) == "notes":
            notes = "\n".join(line.text for line in _lines(shape))
        else:
            lines += _shape(shape)
    lines.sort(key=lambda line: line.kind != "heading")
    return [*lines, notes_line(notes)] if notes else lines


def _shape(shape: Any) -> Iterator[Line]:
    name = local_name(shape)
    if name == "g":
        for each in shape:
            yield from _shape(each)
    elif name == "frame" and shape.get(f"{_PRESENTATION}class") == "title":
        title = " ".join(line.text for line in _lines(shape))
        yield from _non_empty(Line(title, "heading"))
    elif name in _CONTAINERS:
        lines = list(_lines(shape))
        rows = [line for line in lines if line.kind == "row"]
        # What stands in one shape belongs together.
        text = "\n".join(line.text for line in lines if line.kind != "row")
        yield from _non_empty(Line(text))
        yield from rows


def _inline(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name == "s":
            yield " " * min(count_of(child, f"{_TEXT}c"), _MAX_SPACES)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name == "note":
            yield from _note(child)
        elif name and name not in _ASIDE and name != "frame":
            yield from _inline(child)
        yield child.tail or ""


def _note(note: Any) -> Iterator[str]:
    body = note.find("{*}note-body")
    texts = [paragraph_text(each) for each in body] if body is not None else []
    yield f" [{' '.join(texts)}]" if any(texts) else ""


def _non_empty(line: Line) -> Iterator[Line]:
    if line.text:
        yield line
