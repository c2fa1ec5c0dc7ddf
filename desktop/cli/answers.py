"""`carrel ask`: quotes first, then the answer as it is written, then its sources."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from desktop import assembly
from desktop.catalog import Catalog
from desktop.chat.answer import Scope
from desktop.chat.asking import Chat, asked_of
from desktop.chat.memory import MemoryStore
from desktop.chat.store import ChatStore
from desktop.chat.title import title_of
from desktop.chat.update import TextGrew, TurnChanged, Update
from desktop.cli import output
from desktop.cli.arguments import Arguments, read_passphrase
from desktop.cli.queries import Query, read_queries
from desktop.cli.session import Session
from desktop.cli.style import Styles
from desktop.domain import REFUSED, Language, Turn
from desktop.errors import ModelError, UsageError
from desktop.filter import filter_words
from desktop.inference import Style
from desktop.messages import Event, Retrieved
from desktop.paths import starter_model
from desktop.settings import EngineSettings
from desktop.tuning import TuningFile
from desktop.wording import narrowed, place, refusal, sentence, tidy

_NO_STYLE = Style()


class Asker:
    """Asks one question after the other and keeps what came of the last one."""

    def __init__(self, session: Session, store: ChatStore, *, is_live: bool) -> None:
        self.turn: Turn | None = None
        self.n_documents = 0
        self._is_live = is_live
        self._session = session
        engine, index = session.workers.engine, session.workers.index
        self._chat = Chat(engine, index, store, session.jobs, self._on_update)
        self._chat.apply(session.settings.chat, session.settings.sampling)

    def use(self, settings: EngineSettings) -> None:
        """Answer with this model; raises ModelError where the file cannot be one."""
        catalog = Catalog(
            starter_model(),
            [self._session.home.models],
            TuningFile(self._session.home.tuning),
        )
        model = catalog.choose(settings)
        if model is not None and (problem := catalog.check(Path(model.path))):
            raise ModelError(problem.code, problem.path, problem.detail)
        self._chat.use_model(model)

    def ask(
        self, conversation_id: int, question: str, scope: Scope, style: Style = _NO_STYLE
    ) -> Turn:
        """Ask and wait for the end of the answer."""
        self.n_documents = 0
        self.turn = self._chat.ask(conversation_id, question, scope, style)
        self._session.pump(self._handle, lambda: self._chat.is_answering(conversation_id))
        return self.turn

    def _handle(self, event: Event) -> None:
        if isinstance(event, Retrieved):
            self.n_documents = event.n_documents
        self._chat.handle(event)

    def _on_update(self, update: Update) -> None:
        if isinstance(update, TurnChanged):
            had_quotes = self.turn is not None and bool(self.turn.quotes)
            self.turn = update.turn
            if self._is_live and update.turn.quotes and not had_quotes:
                _write_quotes(update.turn)
        elif isinstance(update, TextGrew) and self._is_live:
            sys.stdout.write(update.piece)
            sys.stdout.flush()


def ask(arguments: Arguments, session: Session, language: Language) -> int:
    """Answer every question; 1 where an answer failed."""
    is_batch = arguments.queries is not None
    as_json = arguments.as_json or is_batch
    styles = Styles(arguments, session.home, language)
    store = _open_store(arguments, session) if arguments.save else None
    kept: ChatStore = store or MemoryStore.empty()
    asker = Asker(session, kept, is_live=not as_json)
    settings = session.settings.engine
    if arguments.model:
        settings = replace(settings, model=str(Path(arguments.model).absolute()))
    asker.use(settings)
    scope = Scope(collections=(arguments.collection,) if arguments.collection else ())
    n_failed = 0
    for number, query in enumerate(read_queries(arguments), 1):
        conversation, style = number, styles.style(query.text)
        try:
            asked_of(query.text, scope, style)
        except UsageError as error:
            if not is_batch:
                raise
            n_failed += 1
            output.write_json(_refused_json(query, sentence(error.problem, language)))
            continue
        if store:
            conversation = store.conversations.create(title_of(query.text)).id
            store.conversations.set_preset(conversation, styles.chosen)
        turn = asker.ask(conversation, query.text, scope, style)
        n_failed += turn.state == "failed"
        if as_json:
            output.write_json(_answer_json(query, turn, asker.n_documents, language))
        else:
            _write_end(turn, asker.n_documents, language, query.text)
    if store:
        store.close()
    return 1 if n_failed else 0


def _open_store(arguments: Arguments, session: Session) -> assembly.Store:
    passphrase = read_passphrase(arguments)
    return assembly.open_store(session.home, arguments.store, passphrase)


def _answer_json(
    query: Query, turn: Turn, n_documents: int, language: Language
) -> dict[str, object]:
    return {
        "id": query.id,
        "answer": output.answer_text(turn, n_documents, language, query.text),
        "quotes": [output.quotation(each) for each in turn.quotes],
        "citations": [output.citation(each) for each in turn.citations],
        "grounded": output.is_grounded(turn),
        "verdict": turn.verdict,
        "filter": _filter_of(turn, query.text),
        "route": turn.route,
        "quote_ms": round(turn.speed.quote_ms, 1),
        "ttft_ms": round(turn.speed.ttft_ms, 1),
        "tok_s": round(turn.speed.tok_s, 1),
    }


def _refused_json(query: Query, reason: str) -> dict[str, object]:
    return {
        "id": query.id,
        "answer": reason,
        "quotes": [],
        "citations": [],
        "grounded": False,
        "error": reason,
    }


def _filter_of(turn: Turn, question: str) -> str:
    """The filters that were used: none where documents were not asked."""
    return filter_words(question) if turn.verdict != "empty" else ""


def _write_quotes(turn: Turn) -> None:
    for quote in turn.quotes:
        if quote.columns:
            output.write(f"   {tidy(quote.columns)}")
        output.write(f"  “{tidy(quote.text)}” [{quote.n}]")
    output.write("")


def _write_end(turn: Turn, n_documents: int, language: Language, question: str) -> None:
    if not turn.text and (not turn.quotes or turn.verdict == "language"):
        output.write(output.answer_text(turn, n_documents, language, question))
    elif turn.text:
        output.write("\n")
    if turn.verdict == "weak":
        output.write(refusal("weak", language, n_documents))
    for each in turn.citations:
        output.write(f"[{each.n}] {place(each.path, each.page, language, each.place)}")
    if (chosen := _filter_of(turn, question)) and turn.verdict not in REFUSED:
        output.write(narrowed(chosen, language))
    output.write("")
