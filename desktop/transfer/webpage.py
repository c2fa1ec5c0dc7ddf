"""Conversations as one web page that opens offline, prints well and can load or run nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from desktop.domain import Language
from desktop.transfer.telling import Told, tell, versions_of
from desktop.transfer.words import moment, word
from desktop.tree import Tree

_SCHEMES = ("http://", "https://", "mailto:")
# Marks stand in the text while Markdown is read; no text keeps such characters of its own.
_OPEN, _CLOSE = "\ue000", "\ue001"
_NONE_OF_OURS = dict.fromkeys(map(ord, (_OPEN, _CLOSE)), "\N{REPLACEMENT CHARACTER}")
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_STYLE = """
:root { color-scheme: light dark; --text: #1d2330; --dim: #5d6677; --line: #dfe3e9;
  --page: #fff; --bubble: #e8effc; --chip: #f5f6f8; --accent: #2f62d9; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ec; --dim: #a0a9b8; --line: #31363f;
  --page: #1b1d22; --bubble: #26324a; --chip: #262b35; --accent: #7aa2ff; } }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: var(--text);
  background: var(--page); line-height: 1.55; overflow-wrap: break-word;
  font-family: Inter, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei",
  "PingFang SC", system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 2.5rem 0 .25rem; }
h2 { font-size: .85rem; font-weight: 600; color: var(--dim); margin: 1.75rem 0 .5rem; }
h2 time { font-weight: 400; }
.when, .note, footer { color: var(--dim); font-size: .85rem; }
.question { background: var(--bubble); border-radius: 14px; padding: .6rem .9rem;
  white-space: pre-wrap; }
blockquote.quote { background: var(--chip); border-inline-start: 3px solid var(--accent);
  border-radius: 4px; margin: .5rem 0; padding: .5rem .9rem; }
pre { background: var(--chip); padding: .75rem; border-radius: 8px; overflow-x: auto;
  white-space: pre-wrap; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; }
sup a, a { color: var(--accent); text-decoration: none; }
ol.sources { font-size: .85rem; color: var(--dim); border-top: 1px solid var(--line);
  padding-block-start: .5rem; margin-block-start: 1rem; }
ol.sources b { color: var(--text); font-weight: 600; }
nav ol { padding-inline-start: 1.5rem; }
section + section { border-top: 1px solid var(--line); }
@media print {
  body { max-width: none; margin: 0; color: #000; background: #fff; font-size: 10.5pt; }
  section + section { break-before: page; border: 0; }
  h1, h2 { break-after: avoid; }
  blockquote, pre, tr, li { break-inside: avoid; }
  a { color: inherit; }
}
"""


def conversations(trees: Iterable[Tree], language: Language, title: str = "") -> Iterator[str]:
    """Show the branch of each conversation that is shown, a turn a piece."""
    yield _head(title or word("title", language), language)
    number = 0
    for tree in trees:
        name = html.escape(" ".join(tree.title.split()))
        yield f'<section>\n<h1 dir="auto">{name}</h1>\n'
        yield f'<p class="when">{moment(tree.created_at)}</p>\n'
        versions = versions_of(tree)
        for turn in tree.branch(tree.shown):
            number += 1
            own = replace(turn, text=turn.text.translate(_NONE_OF_OURS))
            told = tell(own, language, lambda n: f"{_OPEN}{n}{_CLOSE}", versions[turn.id])
            yield _turn(told, number, language)
        yield "</section>\n"
    yield "</body>\n</html>\n"


def _head(title: str, language: Language) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )


def _turn(told: Told, number: int, language: Language) -> str:
    parts = [
        f'<h2><span dir="auto">{html.escape(told.name)}</span>'
        f" <time>{moment(told.when)}</time></h2>\n"
    ]
    for quote in told.quotes:
        columns = f'<div class="note">{html.escape(quote.columns)}</div>' if quote.columns else ""
        parts.append(
            f'<blockquote class="quote" dir="auto">{columns}“{html.escape(quote.text)}”'
            f"{_link(number, quote.n)}</blockquote>\n"
        )
    if told.is_question:
        parts.append(f'<div class="question" dir="auto">{html.escape(told.text.strip())}</div>\n')
    elif told.text.strip():
        parts.append(f'<div dir="auto">{_prose(told.text, number)}</div>\n')
    parts += [f'<p class="note" dir="auto">{html.escape(each)}</p>\n' for each in told.notes]
    if told.correction:
        label = html.escape(word("correction", language))
        parts.append(f'<h2>{label}</h2>\n<div dir="auto">{_prose(told.correction, number)}</div>\n')
    parts.append(_sources(told, number))
    return "".join(parts)


def _sources(told: Told, number: int) -> str:
    if not told.sources:
        return ""
    rows = "".join(
        f'<li value="{each.n}" id="t{number}-{each.n}" dir="auto"><b>{html.escape(each.place)}</b>'
        f" {html.escape(each.passage)}</li>\n"
        for each in told.sources
    )
    return f'<ol class="sources">\n{rows}</ol>\n'


def _prose(markdown: str, number: int) -> str:
    rendered = _parser().render(markdown)
    return _MARK.sub(lambda found: _link(number, int(found.group(1))), rendered)


def _link(number: int, n: int) -> str:
    return f'<sup><a href="#t{number}-{n}">[{n}]</a></sup>' if n else "<sup>[?]</sup>"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = _is_allowed  # type: ignore[method-assign]  # the documented way
    parser.add_render_rule("image", _image)
    return parser


def _is_allowed(url: str) -> bool:
    return url.strip().lower().startswith(_SCHEMES)


def _image(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _environment: EnvType,
) -> str:
    return f"<i>[{html.escape(tokens[index].content or '…')}]</i>"
