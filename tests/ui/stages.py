"""Every screen of the window, brought up with something on it, to be walked and looked at."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from desktop.chat.update import ReasoningGrew, TextGrew
from desktop.domain import Citation, Document, Feedback, Folder, Problem, Rectangle, Turn
from desktop.inference import PromptPart, Sampling, SentPassage, SentPrompt, Summary
from desktop.library import private_collection
from desktop.messages import Failed, Finished, Hits, Progress, Search
from desktop.page_messages import PageImage, RenderPage, TextPage
from desktop.presets.included import DEFAULT
from desktop.ui.attachment_chips import AttachmentChips
from desktop.ui.folder_dialog import FolderDialog
from desktop.ui.preset_dialog import PresetDialog
from desktop.ui.prompt_dialog import PromptDialog
from desktop.ui.store_dialog import PassphraseDialog, ProblemDialog, StoreDialog
from desktop.ui.theme import Theme
from desktop.ui.transcript import Transcript
from tests.fakes import PASSAGE, document
from tests.ui.conftest import Screen
from tests.ui.feedback_stages import feedback_stages
from tests.ui.library_stages import library_stages
from tests.ui.staging import (
    PATH,
    PROSE,
    RENT,
    Language,
    Stage,
    by_command,
    by_key,
    conversation,
    shown,
    turned_to,
)

_SHEET = "Site | Rent\nAnnex | 9400\nMill | 8100\n\nSite | Rent\nBarn | 700"


def stages() -> dict[str, Stage]:
    """Every stage by its name."""
    return {
        "welcome": lambda screen, *_: screen.window,
        "answer": _answer,
        "attached": _attached,
        "refused": _refused,
        "thinking": _thinking,
        "failed": _failed,
        "search": _search,
        "search-empty": _search_empty,
        "documents": _documents,
        "documents-empty": _documents_empty,
        "page": _page,
        "sheet": _sheet,
        "gone": _gone,
        "settings": lambda screen, *_: by_key(screen, Qt.Key.Key_Comma),
        "palette": lambda screen, *_: by_key(screen, Qt.Key.Key_K),
        "keys": lambda screen, *_: by_key(screen, Qt.Key.Key_Slash),
        "find": _find,
        "sources": _sources,
        "editing": _editing,
        "trash": _trash,
        "report": lambda screen, *_: by_command(screen, "Save a report…", "保存诊断报告…"),
        "presets": _presets,
        "sent": _sent,
        "folder": _folder,
        **feedback_stages(),
        "store": lambda *_: shown(StoreDialog()),
        "passphrase": lambda *_: shown(PassphraseDialog()),
        "problem": lambda _screen, _theme, language: shown(ProblemDialog(RENT[language])),
        **library_stages(),
    }


def _sources(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    conversation(screen, language)
    return turned_to(screen, "Sources of this conversation", "本对话的出处")


def _find(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    conversation(screen, language)
    QTest.keyClick(screen.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(screen.window.focusWidget(), "9,400")
    screen.bot.wait(50)
    return screen.window


def _editing(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    conversation(screen, language)
    transcript = screen.window.findChild(Transcript)
    assert transcript is not None
    transcript.edit_last()
    screen.bot.wait(50)
    return screen.window


def _trash(screen: Screen, _theme: Theme, _language: Language) -> QWidget:
    for title in ("Oxbow", "Heron"):
        screen.parts.conversations.delete(screen.parts.conversations.begin(title).id)
    return by_command(screen, "Trash…", "回收站…")


def _answer(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    for title in ("Oxbow", "Heron", "Mill"):
        screen.parts.conversations.begin(title)
    turn = conversation(screen, language)
    screen.parts.ratings.rate(turn, Feedback("down", "wrong"))
    screen.window.open_conversation(turn.conversation_id)
    screen.bot.wait(100)
    return screen.window


def _attached(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    collection = private_collection(turn.conversation_id)
    long = "/x/" + "a name without an end " * 9 + ".pdf"
    paths = (long, *(f"/x/Oxbow {n}.pdf" for n in range(2, 30)))
    screen.show_documents(
        document(1, path=long, collection=collection, state="failed", problem=Problem("damaged")),
        *(document(n, path=each, collection=collection) for n, each in enumerate(paths[1:], 2)),
    )
    chips = screen.window.findChild(AttachmentChips)
    assert chips is not None
    screen.bot.waitUntil(chips.isVisible)
    screen.bot.wait(50)
    return screen.window


def _refused(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    conversation(screen, language, quotes=(), citations=(), verdict="nothing", text="")
    return screen.window


def _failed(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    problem = Problem("engine_died", "/m.gguf")
    conversation(screen, language, state="failed", problem=problem, quotes=(), citations=())
    return screen.window


def _thinking(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language, state="streaming", text="")
    words = "The lease names a rent. " * 4
    screen.window.on_chat_update(ReasoningGrew(turn.id, turn.conversation_id, words))
    screen.window.on_chat_update(TextGrew(turn.id, turn.conversation_id, PROSE[language][:80]))
    screen.bot.wait(150)
    return screen.window


def _search_empty(screen: Screen, _theme: Theme, _language: Language) -> QWidget:
    QTest.keyClick(screen.window, Qt.Key.Key_F3)
    QApplication.processEvents()
    return screen.window


def _search(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    screen.show_documents(*some_documents())
    QTest.keyClick(screen.window, Qt.Key.Key_F3)
    QTest.keyClicks(screen.window.focusWidget(), "rent type:pdf")
    screen.bot.waitUntil(lambda: any(isinstance(e, Search) for e in screen.index.sent))
    job = screen.index.last(Search).job
    text, word = RENT[language], {"en": "rent", "zh": "租金"}[language]
    marks = ((text.index(word), text.index(word) + len(word)),)
    found = replace(PASSAGE, path=PATH, text=text, marks=marks, also_in=("/b/copy.pdf",))
    screen.hear(Hits(job, (found, replace(found, chunk_id=8, page=7)), 1.0, 2), Finished(job))
    QApplication.processEvents()
    return screen.window


_LOCKED = "/home/a/locked.pdf"


def some_documents() -> tuple[Document, ...]:
    """Documents in every state."""
    return (
        document(1, path=PATH, n_pages=12, n_chunks=40),
        document(2, path="/home/a/Contracts/scan.pdf", state="scanned", n_scanned=12),
        document(3, path=_LOCKED, state="failed", problem=Problem("encrypted", _LOCKED)),
        document(4, path="/home/a/notes.md", state="embedding"),
        document(5, path="/home/a/租赁合同.docx", state="queued"),
        document(6, path="/home/a/" + "a long name " * 9 + ".txt", state="ready"),
    )


def _documents(screen: Screen, _theme: Theme, _language: Language) -> QWidget:
    screen.show_documents(*some_documents())
    QTest.keyClick(screen.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    job = screen.parts.library.add(())
    screen.hear(Progress(job, 432, 1000, PATH))
    screen.bot.wait(200)
    return screen.window


def _documents_empty(screen: Screen, _theme: Theme, _language: Language) -> QWidget:
    QTest.keyClick(screen.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    return screen.window


def page_png() -> bytes:
    """A page with lines on it."""
    image = Image.new("RGB", (900, 1270), "white")
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.text(
            (90, 90 + row * 36), f"{row + 1}. The tenant pays the rent on the third.", "black"
        )
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()


def _page(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    _open(screen, turn, turn.citations[0])
    job = screen.index.last(RenderPage).job
    box = Rectangle(88, 160, 400, 182)
    screen.hear(PageImage(job, page_png(), 900, 1270, (box,), 12), Finished(job))
    screen.bot.wait(50)
    return screen.window


def _sheet(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    cells = Citation(1, "/a/rents.xlsx", 1, 27, 38, "Mill | 8100", 3, "Rent!A1:B3")
    _open(screen, replace(turn, citations=(cells,)), cells)
    job = screen.index.last(RenderPage).job
    screen.hear(TextPage(job, _SHEET, 1, 2, "Rent!A1:B3", is_table=True), Finished(job))
    screen.bot.wait(50)
    return screen.window


def _gone(screen: Screen, _theme: Theme, language: Language) -> QWidget:
    turn = conversation(screen, language)
    _open(screen, turn, turn.citations[0])
    job = screen.index.last(RenderPage).job
    screen.hear(Failed(job, Problem("vanished", PATH)))
    screen.bot.wait(50)
    return screen.window


def _presets(screen: Screen, theme: Theme, language: Language) -> QWidget:
    presets = screen.parts.presets
    return shown(PresetDialog(presets, DEFAULT, theme, language, screen.window))  # type: ignore[arg-type]


def _sent(screen: Screen, theme: Theme, language: Language) -> QWidget:
    parts = (PromptPart("system", 40), PromptPart("passages", 300), PromptPart("question", 20))
    passage = SentPassage(PATH, 2, 0.93, RENT[language])
    sent = SentPrompt(
        "You answer.", parts, 360, 300, 4096, "small", "CPU", Sampling(), passages=(passage,)
    )
    turn = conversation(screen, language)
    turns = {turn.id: turn}
    return shown(
        PromptDialog(sent, Summary("Rent.", 4), turns, theme, language, screen.window)  # type: ignore[arg-type]
    )


def _folder(screen: Screen, _theme: Theme, _language: Language) -> QWidget:
    folder = Folder(1, "default", "/home/a/Contracts", ("*.pdf",), ("Drafts/",))
    return shown(FolderDialog(folder, screen.window))


def _open(screen: Screen, turn: Turn, citation: Citation) -> None:
    transcript = screen.window.findChild(Transcript)
    assert transcript is not None
    transcript.citation_opened.emit(turn, citation)
