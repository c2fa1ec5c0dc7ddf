"""Conversations as plain text: what Markdown marks is said by lines and spaces alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from desktop.domain import Language, Turn
from desktop.transfer.telling import tell
from desktop.transfer.words import word


def turn_text(turn: Turn, language: Language) -> str:
    """One turn; an answer with its quotes and their sources."""
    # What somebody thought of it is no part of a copy.
    told = tell(replace(turn, feedback=None), language, lambda n: f" [{n}]" if n else " [?]")
    if told.is_question:
        return told.text.strip()
    blocks = [
        "\n".join(line for line in (each.columns, f"“{each.text}” [{each.n}]") if line)
        for each in told.quotes
    ]
    if told.text.strip():
        blocks.append(plain(told.text))
    blocks += told.notes
    blocks.append("\n".join(f"[{each.n}] {each.place}" for each in told.sources))
    return "\n\n".join(each for each in blocks if each)


def branch_text(turns: Sequence[Turn], language: Language) -> str:
    """A whole branch, each turn under the name of who said it."""
    return "\n\n".join(
        f"{word(each.role, language)}:\n{turn_text(each, language)}" for each in turns
    )


def plain(markdown: str) -> str:
    """What a text in Markdown says."""
    numbers: list[int | None] = []
    words = "".join(_piece(token, numbers) for token in _parser().parse(markdown))
    words = words.replace("\t\n", "\n")
    while "\n\n\n" in words:
        words = words.replace("\n\n\n", "\n\n")
    return words.strip()


def _piece(token: Token, numbers: list[int | None]) -> str:
    """What a token adds; `numbers` counts the lists it stands in, None where they have dots."""
    match token.type:
        case "bullet_list_open":
            numbers.append(None)
        case "ordered_list_open":
            numbers.append(int(token.attrGet("start") or 1))
        case "bullet_list_close" | "ordered_list_close":
            numbers.pop()
            return "" if numbers else "\n"
        case "list_item_open":
            return "  " * (len(numbers) - 1) + _bullet(numbers)
        case "fence" | "code_block":
            return token.content.rstrip("\n") + "\n\n"
        case "inline":
            return _inline(token.children or [])
    return _after(token.type, is_in_list=bool(numbers))


def _after(kind: str, *, is_in_list: bool) -> str:
    if kind in ("td_close", "th_close"):
        return "\t"
    if kind in ("tr_close", "table_close"):
        return "\n"
    if kind in ("paragraph_close", "heading_close"):
        return "\n" if is_in_list else "\n\n"
    return ""


def _bullet(numbers: list[int | None]) -> str:
    number = numbers[-1]
    if number is None:
        return "- "
    numbers[-1] = number + 1
    return f"{number}. "


def _inline(tokens: Sequence[Token]) -> str:
    words = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "image":
            words.append(f"[{token.content}]")
        else:
            words.append(token.content)
    return "".join(words)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
