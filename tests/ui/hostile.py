"""Shows hostile text in every widget that shows what models or documents say; run under a watch.

`python -m tests.ui.hostile FOLDER` prints one JSON line: the processor seconds of the slowest text in
each widget. FOLDER holds "bait.png", which some of the texts name.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QListView, QToolTip, QWidget

from desktop.chat.sources import Cited, Source
from desktop.domain import Citation, Conversation, Document, Passage, Problem, Quote, Support, Turn
from desktop.inference import DroppedTurn, PromptPart, Sampling, SentPassage, SentPrompt, Summary
from desktop.library import Library
from desktop.page_messages import TextPage
from desktop.ui import theme
from desktop.ui.command import Entry
from desktop.ui.command_palette import CommandPalette
from desktop.ui.document_model import DocumentModel
from desktop.ui.elided_label import ElidedLabel
from desktop.ui.evidence import CitationChip, QuoteCard
from desktop.ui.passage_card import Hint, PassageCard
from desktop.ui.passage_list import PassageList
from desktop.ui.plain_label import plain_label
from desktop.ui.prompt_dialog import PromptDialog
from desktop.ui.prose_view import ProseView
from desktop.ui.reading_view import ReadingView
from desktop.ui.reasoning_view import ReasoningView
from desktop.ui.sidebar import Sidebar
from desktop.ui.source_list import SourceList
from desktop.ui.table_view import TableView
from desktop.ui.text_view import TextView
from desktop.ui.toast import Toast
from desktop.ui.transcript import Transcript
from desktop.ui.viewer import Viewer
from desktop.ui.words import tip
from desktop.viewing import PageOpened
from tests.fakes import FakeSender

HOST = "bait.example"
_WHOLE = ("prose", "plain", "stream")
_LONGEST = 12_000
"""What comes from a chunk, a path or a title is no longer; only answers and questions are."""
_LOOK = theme.LIGHT


def texts(folder: str) -> list[str]:
    """Forty texts that would make a careless window open, load, run or wait."""
    f, u, h = f"file://{folder}/bait.png", f"\\\\{HOST}\\share\\bait.png", f"http://{HOST}/bait.png"
    coded = "".join(f"&#{ord(each)};" for each in f)
    return [
        f"![x]({f})",
        f"![x]({folder}/bait.png)",
        f"![x]({u})",
        f"![x](//{HOST}/share/bait.png)",
        f"![x](file://{HOST}/share/bait.png)",
        f"![x]({h})",
        f"![x][r]\n\n[r]: {h}",
        f"[![x]({f})]({f})",
        f"[x]({f})",
        f"<{f}>",
        f"[x]({coded})",
        f"![x]({coded})",
        f"[x](java\nscript:alert(1)) ![x](fi\nle://{folder}/bait.png)",
        "[x](javascript:alert(1)) [y](JaVaScRiPt&colon;alert(1)) [z](&#x6A;avascript:alert(1))",
        "![x](data:image/png;base64,iVBORw0KGgo=) [x](data:text/html;base64,PHNjcmlwdD4=)",
        f'<img src="{f}"><img src={h}><img srcset="{f} 2x">',
        f'<iframe src="{f}"></iframe><object data="{f}"></object><embed src="{h}">',
        f'<script src="{h}"></script><script>open("{f}")</script>',
        f'<style>@import url("{f}"); body {{ background-image: url({f}) }}</style>',
        f'<link rel="stylesheet" href="{f}"><base href="{f}"><meta http-equiv="refresh" content="0;{h}">',
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{f}"/><use href="{f}#a"/></svg>',
        f'<table background="{f}"><tr><td background="{u}" style="background:url({f})">x</td></tr></table>',
        f'| a |\n|---|\n| <img src="{f}"> ![x]({f}) |',
        f'```html\n<img src="{f}">\n```\n\n    <img src="{f}">',
        f'</pre></td></table><img src="{f}"><p style="list-style-image:url({f})">',
        f'<a href="x" style="border-image:url({f})">x</a><body background="{f}">',
        f'Qt: <qt><img src="{f}"></qt>',
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "{f}">]><x>&e;</x>',
        f"$\\includegraphics{{{folder}/bait.png}}$ \\(\\input{{{folder}/bait.png}}\\) $$\\href{{{f}}}{{x}}$$",
        "$" + "\\frac{" * 400 + "x" + "}{y}" * 400 + "$",
        "$x$ " * 200 + "\\(" * 3_000 + "$$" * 500 + "$" + "{" * 900 + "$",
        "\x1b]8;;" + f + "\x07x\x1b]8;;\x07 \x1b[31mred\x1b[0m \x00 \x00![x](" + f + ")",
        "\u202egnp.tiab\u202c \u2066x\u2069 \u200f![x](" + f + ")\ufeff\u2028\u2029",
        ">" * 5_000 + " x\n" + "- " * 2_000 + "x",
        "[" * 10_000 + "x" + "]" * 10_000 + "(" * 5_000,
        "`" * 10_000 + " " + "".join("`" * n + " " for n in range(1, 140)),
        "*a **a ~~" * 4_000 + "_" * 10_000,
        "x" * 1_000_000,
        f"```{h}\n" + "never closed " * 3_000 + "\n" + f'<img src="{f}">\n' * 3_000,
        "|" * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "|x" * 5_000 + "\n" + "![" * 10_000,
    ]


def _show_turn(text: str) -> QWidget:
    place = replace(_citation(text), path="/a/b.txt")
    quote = Quote(1, text, "/a/b.txt", 1, 0, 9, text, text)
    ends = (Support(0, len(text), (1,)),)
    view = Transcript(_LOOK, "en")
    question = Turn(1, 1, None, "user", text, 0.0)
    answer = Turn(2, 1, 1, "assistant", text, 0.0, verdict="weak", reasoning=text)
    full = replace(answer, quotes=(quote,), citations=(place,), supports=ends)
    failed = replace(answer, id=3, state="failed", problem=Problem("damaged", text, text))
    view.show_turns((question, full, failed), 3)
    return view


def _show_stream(text: str) -> QWidget:
    view = Transcript(_LOOK, "en")
    view.show_turns((Turn(2, 1, 1, "assistant", "", 0.0, state="streaming"),), 3)
    for at in range(0, len(text), max(len(text) // 3, 1)):
        view.grow(2, text[at : at + max(len(text) // 3, 1)])
        QApplication.processEvents()
    return view


def _citation(text: str) -> Citation:
    return Citation(1, text, 1, 0, 9, text, 3, text)


def _show_viewer(text: str, page: TextPage | None) -> QWidget:
    said = FakeSender()
    viewer = Viewer(Library(said, itertools.count(1), lambda _: None), _LOOK, "en")
    viewer.open(_citation(text), (_citation(text),))
    for request in range(3):
        content = page or Problem("damaged", text, text)
        viewer.show_opened(PageOpened(request, content))
    return viewer


def _show_dialog(text: str) -> QWidget:
    passage = SentPassage(text, 1, 0.5, text, text)
    parts = (PromptPart("question", 2),)
    sent = SentPrompt(text, parts, 2, 0, 4096, text, text, Sampling())
    sent = replace(
        sent, passages=(passage,), summary=text, dropped=(DroppedTurn(1, "user", "nothing"),)
    )
    parent = QWidget()
    dialog = PromptDialog(
        sent, Summary(text, 1), {1: Turn(1, 1, None, "user", text, 0.0)}, _LOOK, "en", parent
    )
    dialog.setProperty("parent kept", parent)
    _kept.append(parent)
    return dialog


_kept: list[QWidget] = []


def _filled(widget: QWidget, fill: Callable[[], object]) -> QWidget:
    fill()
    return widget


def _show_list(text: str) -> QWidget:
    view = PassageList(_LOOK, "en")
    passage = Passage(1, 1, text, 1, 0, 9, text, 0.5, text, text, (text,), ((0, 2),))
    view.show_passages((passage,), keeps_choice=False)
    return _with_tips(view, view)


def _show_documents(text: str) -> QWidget:
    view, model = QListView(), DocumentModel("en", _LOOK)
    failed = Document(1, text, text, 3, "failed", Problem("damaged", text, text))
    model.show_documents((failed,))
    view.setModel(model)
    _kept.append(model)  # type: ignore[arg-type]
    return _with_tips(view, view)


def _with_tips(widget: QWidget, view: QListView) -> QWidget:
    model = view.model()
    words = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    if words:
        QToolTip.showText(QPoint(5, 5), words, widget)
    return widget


def _show_sidebar(text: str) -> QWidget:
    view = Sidebar(_LOOK, "en")
    view.show_conversations((Conversation(1, text, 0.0, 0.0),), 1)
    return view


def _show_toast(text: str) -> QWidget:
    parent = QWidget()
    _kept.append(parent)
    parent.show()
    toast = Toast(parent)
    toast.say(text)
    return toast


def _show_reasoning(text: str) -> QWidget:
    view = ReasoningView(_LOOK)
    view.show_text(text)
    view.findChildren(QWidget)[0].click()  # type: ignore[attr-defined]
    return view


def _show_markdown(view: TextView | ProseView, text: str) -> QWidget:
    view.show_markdown(text)
    return view


def _show_plain(text: str) -> QWidget:
    view = TextView(_LOOK)
    view.show_plain(text)
    return view


def _tip(text: str) -> QWidget:
    widget = QWidget()
    widget.setToolTip(tip(text[:4_000]))
    return widget


def _show_card(text: str) -> QWidget:
    parent = QWidget()
    _kept.append(parent)
    parent.resize(600, 500)
    parent.show()
    card = PassageCard(parent)
    card.show_hint(Hint(text, text, text[:20]), QRect(10, 10, 50, 20))
    return parent


def _show_sources(text: str) -> QWidget:
    view = SourceList(_LOOK, "en")
    view.show_sources((Source(text, (Cited(_citation(text), text, ()),)),))
    return view


def _show_palette(text: str) -> QWidget:
    parent = QWidget()
    _kept.append(parent)
    parent.resize(600, 500)
    return CommandPalette([Entry(text, text, lambda: None)], _LOOK, parent)


WIDGETS: dict[str, Callable[[str], QWidget]] = {
    "prose": lambda text: _show_markdown(ProseView(_LOOK), text),
    "markdown": lambda text: _show_markdown(TextView(_LOOK), text[:12_000]),
    "plain": _show_plain,
    "turn": _show_turn,
    "stream": _show_stream,
    "reasoning": _show_reasoning,
    "chip": lambda text: CitationChip(_citation(text), "en", _LOOK),
    "quote": lambda text: QuoteCard(_citation(text), _citation(text), text, "en", _LOOK),
    "reading": lambda text: (v := ReadingView(_LOOK.mark), v.show_text(text, 0, 3, text[:3]))[0],
    "table": lambda text: (v := TableView(_LOOK.mark), v.show_text(text, 0, 3, text[:3]))[0],
    "label": plain_label,
    "elided": lambda text: (v := ElidedLabel(), v.show_text(text))[0],
    "tip": _tip,
    "passages": _show_list,
    "documents": _show_documents,
    "sidebar": _show_sidebar,
    "toast": _show_toast,
    "problem": lambda text: _show_viewer(text, None),
    "text page": lambda text: _show_viewer(text, TextPage(0, text, 1, 1, text)),
    "table page": lambda text: _show_viewer(text, TextPage(0, text, 1, 1, text, True)),
    "prompt": _show_dialog,
    "card": _show_card,
    "sources": _show_sources,
    "palette": _show_palette,
}


def show(make: Callable[[str], QWidget], text: str) -> float:
    """Show a text off the screen, with every tool tip; returns processor seconds."""
    begun = time.process_time()
    widget = make(text)
    widget.resize(600, 500)
    widget.show()
    for _ in range(20):
        QApplication.processEvents()
    while any(not each.is_drawn for each in widget.findChildren(ProseView)) or (
        isinstance(widget, ProseView) and not widget.is_drawn
    ):
        QApplication.processEvents()
    widget.grab()
    for each in (widget, *widget.findChildren(QWidget)):
        if each.toolTip():
            QToolTip.showText(QPoint(5, 5), each.toolTip(), each)
    QToolTip.hideText()
    took = time.process_time() - begun
    widget.hide()
    widget.deleteLater()
    QApplication.processEvents()
    return took


def main(folder: str) -> None:
    """Show everything in everything."""
    application = QApplication([])
    theme.apply(_LOOK, application)
    slowest: dict[str, list[float]] = {}
    only = sys.argv[2:] or list(WIDGETS)
    for name in only:
        longest = None if name in _WHOLE else _LONGEST
        times = [round(show(WIDGETS[name], text[:longest]), 2) for text in texts(folder)]
        slowest[name] = [max(times), times.index(max(times))]
    print(json.dumps(slowest))


if __name__ == "__main__":
    main(sys.argv[1])
