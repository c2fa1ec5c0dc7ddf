"""PowerPoint presentations: a page for each slide, its title, shapes, tables and notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.errors import DocumentError
from desktop.index.readers.flow import Line, flow_page, notes_line, row_line
from desktop.index.readers.package import Package, local_name, relation_id
from desktop.index.reading import Page
from desktop.index.source import Source

_MAX_SLIDES = 5_000
_TITLES = {"title", "ctrTitle"}
_FURNITURE = {"sldNum", "dt"}


def read_pptx(source: Source) -> list[Page]:
    """Read a presentation, slide by slide in the order they are shown."""
    with Package(source) as package:
        main = next(
            (part for kind, part in package.relations("").values() if kind == "officeDocument"),
            "ppt/presentation.xml",
        )
        parts = package.relations(main)
        slides = package.xml(main).findall("{*}sldIdLst/{*}sldId")
        if len(slides) > _MAX_SLIDES:
            raise DocumentError("too_large", source.path, f"{len(slides)} slides")
        names = [parts.get(relation_id(slide), ("", ""))[1] for slide in slides]
        return [
            flow_page(_slide(package, name) if name else (), number)
            for number, name in enumerate(names, 1)
        ]


def _slide(package: Package, name: str) -> list[Line]:
    related = package.relations(name)
    lines = list(_shapes(package, related, package.xml(name).find("{*}cSld/{*}spTree")))
    # The title is read first, wherever in the file it stands.
    lines.sort(key=lambda line: line.kind != "heading")
    for kind, part in related.values():
        if kind == "notesSlide" and part in package:
            notes = "\n".join(_notes(package.xml(part)))
            lines += [notes_line(notes)] if notes else []
    return lines


def _shapes(
    package: Package, related: dict[str, tuple[str, str]], group: Any | None
) -> Iterator[Line]:
    for shape in group if group is not None else ():
        match local_name(shape):
            case "sp":
                yield from _texts(shape)
            case "grpSp":
                yield from _shapes(package, related, shape)
            case "graphicFrame":
                yield from _rows(shape)
                yield from _diagram(package, related, shape)
            case "AlternateContent":
                # The same shape once for every generation of PowerPoint.
                yield from _shapes(package, related, shape.find("{*}Choice"))


def _texts(shape: Any) -> Iterator[Line]:
    kind = _placeholder(shape)
    if kind in _FURNITURE:
        return
    paragraphs = list(_paragraphs(shape.find("{*}txBody")))
    if kind in _TITLES and paragraphs:
        yield Line(" ".join(paragraphs), "heading")
    elif paragraphs:
        # What stands in one shape belongs together.
        yield Line("\n".join(paragraphs))


def _rows(frame: Any) -> Iterator[Line]:
    for row in frame.iterfind("{*}graphic/{*}graphicData/{*}tbl/{*}tr"):
        cells = row.iterfind("{*}tc")
        line = row_line(" ".join(_paragraphs(cell.find("{*}txBody"))) for cell in cells)
        if line.text:
            yield line


def _diagram(package: Package, related: dict[str, tuple[str, str]], frame: Any) -> Iterator[Line]:
    for pointer in frame.iterfind("{*}graphic/{*}graphicData/{*}relIds"):
        _, part = related.get(relation_id(pointer, "dm"), ("", ""))
        if part in package:
            for point in package.xml(part).iterfind("{*}ptLst/{*}pt/{*}t"):
                yield from map(Line, _paragraphs(point))


def _notes(root: Any) -> Iterator[str]:
    for shape in root.iterfind("{*}cSld/{*}spTree/{*}sp"):
        if _placeholder(shape) == "body":
            yield from _paragraphs(shape.find("{*}txBody"))


def _placeholder(shape: Any) -> str:
    found = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return str(found.get("type", "body")) if found is not None else ""


def _paragraphs(body: Any | None) -> Iterator[str]:
    for paragraph in body.iterfind("{*}p") if body is not None else ():
        text = "".join(_runs(paragraph)).strip()
        if text:
            yield text


def _runs(paragraph: Any) -> Iterator[str]:
    for run in paragraph:
        if local_name(run) == "br":
            yield "\n"
        elif local_name(run) in ("r", "fld"):
            yield run.findtext("{*}t") or ""
