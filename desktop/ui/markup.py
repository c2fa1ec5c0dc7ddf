"""Markdown of models and documents as the small, safe part of HTML that Qt draws.

Nothing in it may load or open anything: no raw HTML, no images, and links only of schemes that a
person can judge before they open.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from mdit_py_plugins.texmath import texmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_all_lexers, get_lexer_by_name

from desktop.domain import Support
from desktop.ui import formula
from desktop.ui.formula import Formula
from desktop.ui.scale import scaled
from desktop.ui.theme import Theme
from desktop.ui.words import Direction

_SCHEMES = ("http://", "https://", "mailto:")
CITE = f"cite:{secrets.token_hex(8)}-"
"""How links to citations begin; no document can know it, so none can forge one."""
COPY = "copy:"
"""How links begin that copy a block of code."""
FORMULA = f"formula:{secrets.token_hex(8)}-"
"""How the names of our pictures of formulas begin."""
_LONGEST_HIGHLIGHTED = 20_000
_BOX_WIDTH = 16
_SUM = re.compile(r"\s*[\d.,]+(?:\s*[-–]\s*$|\s+\(?[^\W\d_]{2,}|[.,;:!?)]\s)")
"""What stands between two signs of a currency: "$5 and $"."""


@dataclass(frozen=True, slots=True)
class Markup:
    """Text ready to be drawn, the code blocks its "copy:N" links mean, and its formulas.

    `waits` says that formulas in it stand there as TeX until they can be drawn.
    """

    html: str
    codes: tuple[str, ...]
    formulas: tuple[Formula, ...]
    waits: bool = False


def to_markup(
    text: str,
    theme: Theme,
    copy_label: str,
    definitions: str = "",
    ratio: float = 1.0,
    direction: Direction = "auto",
) -> Markup:
    """Render Markdown; its own links are http, https or mailto, ours `CITE` and "copy:N".

    `definitions` are links the text names that are defined elsewhere, `ratio` is how many pixels of
    the screen make a logical one.
    """
    codes: list[str] = []
    formulas: list[Formula] = []
    environment: dict[str, object] = {"references": dict(_references(definitions))}
    environment |= {"codes": codes, "formulas": formulas, "ratio": ratio}
    environment |= {"theme": theme, "copy": copy_label}
    body = _parser().render(text, environment).rstrip("\n")
    if direction == "rtl":
        body = f'<div dir="rtl">{body}</div>'
    return Markup(body, tuple(codes), tuple(formulas), "waits" in environment)


def with_marks(text: str, supports: Sequence[Support]) -> str:
    """Put a link to its citations behind every sentence, and a question mark where none carries it.

    Sentences inside code are left alone: a mark there would change the code.
    """
    parts: list[str] = []
    done = n_fences = 0
    for support in sorted(supports, key=lambda each: each.end):
        sentence = text[support.start : support.end].rstrip()
        at = support.start + len(sentence)
        if not sentence or at < done:
            continue
        parts.append(text[done:at])
        n_fences += text.count("```", max(0, done - 2), at)
        done = at
        if n_fences % 2 or text.endswith("```", 0, at):
            continue
        marks = "".join(f" [\\[{n}\\]]({CITE}{n})" for n in support.citations)
        parts.append(marks or f" [\\[?\\]]({CITE}0)")
    return "".join(parts) + text[done:]


def style_sheet(theme: Theme) -> str:
    """The style of a document that holds markup."""
    return (
        f"a {{ color: {theme.accent}; text-decoration: none; }}"
        f"th {{ background: {theme.chip}; }}"
        "p { margin-top: 3px; margin-bottom: 7px; line-height: 138%; }"
        "li { line-height: 135%; }"
        "ul, ol { margin-top: 2px; margin-bottom: 8px; }"
        "li ul, li ol { margin-top: 0px; margin-bottom: 0px; }"
        f"blockquote {{ color: {theme.dim}; }}"
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.use(tasklists_plugin)
    # Money is no formula: no space inside the signs, no digit beside them.
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    parser.use(texmath_plugin, delimiters="brackets")
    parser.validateLink = _is_allowed  # type: ignore[method-assign]  # the documented way
    for name, rule in (
        ("fence", _code_block),
        ("code_block", _code_block),
        ("image", _image),
        ("table_open", _table_open),
        ("hr", _rule),
        ("td_open", _cell_open),
        ("th_open", _cell_open),
        ("list_item_open", _item_open),
        ("html_inline", _task_box),
        ("math_inline", _formula),
        ("math_inline_double", _formula),
        ("math_block", _formula),
        ("math_block_eqno", _formula),
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
        f'<table width="100%" cellpadding="0" cellspacing="0" bgcolor="{theme.code}" dir="ltr"'
        f' style="margin-top:4px;margin-bottom:10px"><tr><td style="padding:6px 10px 0 10px">'
        f'<span style="color:{theme.dim}">{html.escape(language)}</span></td>'
        f'<td align="right" style="padding:6px 10px 0 10px"><a href="{COPY}{len(codes) - 1}">'
        f"{html.escape(environment['copy'])}</a></td></tr>"
        '<tr><td colspan="2" style="padding:4px 10px 9px 10px">'
        f'<pre style="font-family:monospace;margin:0;white-space:pre-wrap" dir="ltr">{body}</pre>'
        "</td></tr></table>"
    )


@lru_cache(maxsize=256)
def _highlighted(source: str, language: str, style: str) -> str:
    if not language or len(source) > _LONGEST_HIGHLIGHTED:
        return html.escape(source)
    # Who asks for an unknown name lets pygments look through all that is installed: "pyt", while
    # an answer is written.
    if language.lower() not in _languages():
        return html.escape(source)
    lexer = get_lexer_by_name(language)
    return str(highlight(source, lexer, HtmlFormatter(nowrap=True, noclasses=True, style=style)))


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    """The names of the languages that pygments itself knows."""
    known = get_all_lexers(plugins=False)
    return frozenset(alias.lower() for _, aliases, _, _ in known for alias in aliases)


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
    del environment
    return (
        '<table cellpadding="6" cellspacing="0"'
        ' style="border-collapse:collapse;margin-top:4px;margin-bottom:10px">'
    )


def _rule(
    _renderer: RendererHTML,
    _tokens: Sequence[Token],
    _index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    return f'<hr style="background-color:{environment["theme"].line}">'


def _cell_open(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    # Qt draws wrong borders for style="text-align", so the attribute says it.
    style = str(tokens[index].attrGet("style") or "")
    side = style.removeprefix("text-align:")
    align = f' align="{side}"' if side in ("left", "right", "center") else ""
    border = f"border:1px solid {environment['theme'].line}"
    return f'<{tokens[index].tag}{align} style="{border}">'


def _item_open(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    if "task-list-item" not in str(tokens[index].attrGet("class")):
        return "<li>"
    # The box stands where the bullet would.
    return f'<li style="list-style-type:none;text-indent:-{scaled(_BOX_WIDTH)}px">'


def _task_box(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    # Raw HTML is off, so the only inline HTML here is the box of a task list.
    return "☑ " if "checked" in tokens[index].content else "☐ "


def _formula(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    environment: EnvType,
) -> str:
    token = tokens[index]
    source, is_display = token.content.strip(), token.type != "math_inline"
    if token.markup == "$" and _SUM.match(source):
        return html.escape(f"${token.content}$")
    wanted = Formula(source, is_display)
    if not formula.typesetter.is_loaded:
        environment["waits"] = True
    drawn = formula.draw(wanted, environment["theme"].text, environment["ratio"])
    if drawn is None:
        code = f"<code>{html.escape(source)}</code>"
        return f"<p>{code}</p>" if token.block else code
    formulas: list[Formula] = environment["formulas"]
    formulas.append(wanted)
    image = (
        f'<img src="{FORMULA}{len(formulas) - 1}" width="{drawn.width}" height="{drawn.height}"'
        ' style="vertical-align:middle">'
    )
    return f'<p align="center">{image}</p>' if token.block else image


@lru_cache(maxsize=8)
def _references(definitions: str) -> dict[str, object]:
    environment: dict[str, dict[str, object]] = {}
    if definitions:
        _parser().parse(definitions, environment)
    return environment.get("references", {})
