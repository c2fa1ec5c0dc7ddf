"""Markdown of models and documents as the small, safe part of HTML that Qt draws.

Nothing in it may load or open anything: no raw HTML, no images, and links only of schemes that a
person can judge before they open.
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.tasklists import tasklists_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from desktop.domain import Support
from desktop.ui.theme import Theme

_SCHEMES = ("http://", "https://", "mailto:")
CITE = f"cite:{secrets.token_hex(8)}-"
"""How links to citations begin; no document can know it, so none can forge one."""
_LONGEST_HIGHLIGHTED = 20_000


@dataclass(frozen=True, slots=True)
class Markup:
    """Text ready to be drawn, and the code blocks its "copy:N" links mean."""

    html: str
    codes: tuple[str, ...]


def to_markup(text: str, theme: Theme, copy_label: str) -> Markup:
    """Render Markdown; its own links are http, https or mailto, ours `CITE` and "copy:N"."""
    codes: list[str] = []
    environment = {"codes": codes, "theme": theme, "copy": copy_label}
    body = _parser().render(text, environment).rstrip("\n")
    return Markup(body, tuple(codes))


def with_marks(text: str, supports: Sequence[Support]) -> str:
    """Put a link to its citations behind every sentence, and a question mark where none carries it.

    Sentences inside code are left alone: a mark there would change the code.
    """
    for support in sorted(supports, key=lambda each: each.end, reverse=True):
        sentence = text[support.start : support.end].rstrip()
        at = support.start + len(sentence)
        if not sentence or text[:at].count("```") % 2 or text[:at].endswith("```"):
            continue
        marks = "".join(f" [\\[{n}\\]]({CITE}{n})" for n in support.citations)
        text = text[:at] + (marks or f" [\\[?\\]]({CITE}0)") + text[at:]
    return text


def style_sheet(theme: Theme) -> str:
    """The style of a document that holds markup."""
    return (
        f"a {{ color: {theme.accent}; text-decoration: none; }}"
        f"th {{ background: {theme.chip}; }}"
        "p { margin-top: 3px; margin-bottom: 7px; line-height: 138%; }"
        "li { line-height: 135%; }"
        f"blockquote {{ color: {theme.dim}; }}"
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.use(tasklists_plugin)
    parser.validateLink = _is_allowed  # type: ignore[method-assign]  # the documented way
    for name, rule in (
        ("fence", _code_block),
        ("code_block", _code_block),
        ("image", _image),
        ("table_open", _table_open),
        ("td_open", _cell_open),
        ("th_open", _cell_open),
        ("html_inline", _task_box),
    ):
        parser.add_render_rule(name, rule)
    return parser


def _is_allowed(url: str) -> bool:
    return url.strip().lower().startswith((*_SCHEMES, CITE))


def _code_block(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    token = tokens[index]
    theme: Theme = environment["theme"]
    codes: list[str] = environment["codes"]
    codes.append(token.content)
    language = (token.info.split() or [""])[0]
    body = _highlighted(token.content, language, theme.code_style).rstrip("\n")
    return (
        f'<table width="100%" cellpadding="8" cellspacing="0" bgcolor="{theme.code}"><tr><td>'
        f'<a href="copy:{len(codes) - 1}">{html.escape(environment["copy"])}</a>'
        f' <span style="color:{theme.dim}">{html.escape(language)}</span>'
        f'<pre style="font-family:monospace;margin:0">{body}</pre></td></tr></table>'
    )


@lru_cache(maxsize=256)
def _highlighted(source: str, language: str, style: str) -> str:
    if not language or len(source) > _LONGEST_HIGHLIGHTED:
        return html.escape(source)
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return html.escape(source)
    return str(highlight(source, lexer, HtmlFormatter(nowrap=True, noclasses=True, style=style)))


def _image(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    return f"<i>[{html.escape(tokens[index].content or '…')}]</i>"


def _table_open(
    _renderer: RendererHTML,
    _tokens: Sequence[Token],
    _index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    line = environment["theme"].line
    return (
        '<table border="1" cellpadding="5" cellspacing="0"'
        f' style="border-collapse:collapse;border-color:{line}">'
    )


def _cell_open(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    # Qt draws wrong borders for style="text-align", so the attribute says it.
    style = str(tokens[index].attrGet("style") or "")
    side = style.removeprefix("text-align:")
    align = f' align="{side}"' if side in ("left", "right", "center") else ""
    return f"<{tokens[index].tag}{align}>"


def _task_box(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    # Raw HTML is off, so the only inline HTML here is the box of a task list.
    return "☑ " if "checked" in tokens[index].content else "☐ "
