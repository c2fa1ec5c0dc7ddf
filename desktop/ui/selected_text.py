"""What is selected in rich text as plain text, the way one wants to paste it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor, QTextTable

_COPY_LINK = "copy:"


def selected_text(cursor: QTextCursor, formula: Callable[[str], str]) -> str:
    """The selection's text: cells side by side, formulas as TeX, code without its heading.

    `formula` says what stands behind the name of a picture.
    """
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    block = cursor.document().findBlock(start)
    parts: list[str] = []
    before: tuple[int, int] | None = None
    while block.isValid() and (block.position() < end or block.position() == start):
        at = QTextCursor(block)
        table = at.currentTable()
        if not _is_heading(table, at):
            row = _row(table, at)
            if parts:
                is_beside = row is not None and row == before and table.cellAt(at).column() > 0
                parts.append("\t" if is_beside and _begins_cell(table, at) else "\n")
            parts.append(_text(block, start, end, formula))
            before = row
        block = block.next()
    return "".join(parts)


def _row(table: QTextTable | None, at: QTextCursor) -> tuple[int, int] | None:
    return (table.firstPosition(), table.cellAt(at).row()) if table is not None else None


def _begins_cell(table: QTextTable, at: QTextCursor) -> bool:
    return table.cellAt(at).firstPosition() == at.block().position()


def _is_heading(table: QTextTable | None, at: QTextCursor) -> bool:
    """The line above a block of code that names its language and offers to copy it."""
    if table is None or table.columns() != 2 or table.cellAt(at).row() != 0:
        return False
    link = table.cellAt(0, 1).firstCursorPosition()
    link.movePosition(QTextCursor.MoveOperation.Right)
    return link.charFormat().anchorHref().startswith(_COPY_LINK)


def _text(block: QTextBlock, start: int, end: int, formula: Callable[[str], str]) -> str:
    parts: list[str] = []
    each = block.begin()
    while not each.atEnd():
        fragment = each.fragment()
        each += 1
        picture = fragment.charFormat().toImageFormat()
        left, right = (
            max(start, fragment.position()),
            min(end, fragment.position() + fragment.length()),
        )
        if left >= right:
            continue
        if picture.isValid():
            parts.append(formula(picture.name()))
        else:
            # Qt counts in UTF-16 units.
            units = fragment.text().encode("utf-16-le", "surrogatepass")
            at = fragment.position()
            cut = units[2 * (left - at) : 2 * (right - at)]
            parts.append(cut.decode("utf-16-le", "surrogatepass"))
    return "".join(parts).replace("\u2028", "\n").replace("\xa0", " ")
