"""One loaded model at work: prompts laid out, KV reused, completions written, states kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.engine import llama
from desktop.engine.context import Plan, plan, stable_prefix
from desktop.engine.free_memory import free_memory
from desktop.engine.loading import Loaded
from desktop.engine.reply import THINK_OPEN
from desktop.engine.state_store import StateStore, fingerprint
from desktop.engine.template import Piece
from desktop.engine_messages import Generate, KvFolder, Prompt, PromptReady
from desktop.errors import ModelError
from desktop.inference import PromptPart, PromptTurn

_REMEMBERED_TEXTS = 4_000
_REMEMBERED_ANSWERS = 64
_LEAST_SAVED = 128
"""Tokens; a shorter conversation is evaluated again as fast as it is read."""
_NEXT = PromptTurn("user", "…")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Unsaved:
    """A state of the KV cache that is to be kept on disk."""

    conversation: str
    tokens: tuple[int, ...]
    state: memoryview


class Session:
    """A model in memory and what is known of the conversations it was asked in."""

    def __init__(self, loaded: Loaded) -> None:
        self.model, self.info, self.fit = loaded.model, loaded.info, loaded.fit
        self.template = loaded.template
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._said: OrderedDict[str, tuple[int, ...]] = OrderedDict()
        self._kv: KvFolder | None = None
        self._states: StateStore | None = None
        self._conversation = ""
        self._saved: tuple[int, ...] = ()
        self._waiting: _Unsaved | None = None

    def keep_states(self, kv: KvFolder | None) -> None:
        """Keep states there from now on; None, as of a single command, leaves it as it is."""
        if kv is not None and kv != self._kv:
            self._kv = kv
            self._states = _state_store(self, kv)
            self._waiting = None

    def close(self) -> None:
        """Keep the state of the conversation at hand and give the memory back."""
        self.save()
        self.model.close()

    def lay_out(self, command: Generate) -> tuple[Plan, list[int], PromptReady]:
        """Make the prompt of a question and find what of it is evaluated already.

        Raises ModelError("prompt_too_long").
        """
        layout = plan(command, self.model.context_tokens, self.count)
        pieces = self._pieces(layout.turns, thinks=layout.reasoning_tokens > 0)
        if layout.begun:
            pieces = (*pieces, Piece(layout.begun, PromptTurn("assistant", layout.begun)))
        tokens = self._tokens(pieces)
        if not 0 < len(tokens) < self.model.context_tokens:
            raise ModelError("prompt_too_long", detail=str(self.model.context_tokens))
        n_reused = self._reuse(command.conversation, tokens)
        n_counted = sum(part.n_tokens for part in layout.parts)
        ready = PromptReady(
            command.job,
            "".join(piece.text for piece in pieces),
            (*layout.parts, PromptPart("template", len(tokens) - n_counted)),
            len(tokens),
            n_reused,
            layout.dropped,
            layout.sent_passages,
            layout.summary,
        )
        return layout, tokens, ready

    def prepare(self, prompt: Prompt) -> None:
        """Evaluate what the next question's prompt begins with, as far as nobody interrupts."""
        known = stable_prefix(prompt, self.model.context_tokens, self.count)
        pieces = self._pieces((*known, _NEXT), thinks=prompt.reasoning_tokens > 0)
        before = next((n for n, piece in enumerate(pieces) if piece.turn is _NEXT), 0)
        tokens = self._tokens(pieces[:before])
        if not 0 < len(tokens) < self.model.context_tokens:
            return
        self._reuse(prompt.conversation, tokens)
        self.model.evaluate(tokens[len(self.model.tokens) :])

    def remember_answer(self, text: str, tokens: Sequence[int]) -> None:
        """Keep the ids of an answer: tokenised again, its text may give others.

        Not where they spell more than the answer: a stop string, or the mark of a thought.
        """
        spelled = b"".join(map(self.model.piece, tokens)).decode("utf-8", "replace")
        if spelled.strip() != text:
            return
        _keep(self._said, text, tuple(tokens), _REMEMBERED_ANSWERS)

    def save(self, give_up: Callable[[], bool] = lambda: False) -> None:
        """Keep on disk what is not there yet; `give_up` is asked now and then."""
        if self._waiting is not None:
            self._write(self._waiting, give_up)
            # What cannot be written, on a full disk say, is not held for ever.
            self._waiting = self._waiting if give_up() else None
        unsaved = self._unsaved()
        if unsaved is not None and self._write(unsaved, give_up):
            self._saved = unsaved.tokens

    def count(self, text: str) -> int:
        """How many tokens a text takes; texts of a conversation are counted once."""
        known = self._counts.get(text)
        if known is None:
            known = len(self.model.tokenize(text, special=False))
            _keep(self._counts, text, known, _REMEMBERED_TEXTS)
        return known

    def _pieces(self, turns: Sequence[PromptTurn], *, thinks: bool) -> tuple[Piece, ...]:
        pieces = self.template.render(turns, thinks=thinks)
        if thinks and not self.template.can_think:
            return (*pieces, Piece(f"{THINK_OPEN}\n", None))
        return pieces

    def _tokens(self, pieces: Sequence[Piece]) -> list[int]:
        tokens: list[int] = []
        for piece in pieces:
            is_answer = piece.turn is not None and piece.turn.role == "assistant"
            said = self._said.get(piece.text) if is_answer else None
            if said is None:
                said = tuple(self.model.tokenize(piece.text, special=piece.turn is None))
            tokens.extend(said)
        return self.model.with_bos(tokens)

    def _reuse(self, conversation: str, tokens: Sequence[int]) -> int:
        """Keep what is shared with the KV cache, or with a state on disk where that is more."""
        if conversation != self._conversation:
            self._set_aside()
            self._saved = ()
        self._conversation = conversation
        if self._states is not None:
            self._restore(self._states, tokens)
        return self.model.reuse(tokens)

    def _set_aside(self) -> None:
        """Copy the state of the conversation at hand, to be written when nobody waits."""
        if self._waiting is not None:
            # Who goes to and fro: it may be this one that is wanted back now.
            self._write(self._waiting)
        self._waiting = self._unsaved()

    def _unsaved(self) -> _Unsaved | None:
        """The state of the conversation at hand, where it is worth keeping and there is room."""
        tokens = self.model.tokens
        if self._states is None or not self._conversation:
            return None
        if len(tokens) < _LEAST_SAVED or tokens == self._saved:
            return None
        # The copy stands beside the cache.
        size = self.model.state_bytes()
        if not self._states.has_room(size) or size > free_memory() // 2:
            return None
        return _Unsaved(self._conversation, tokens, self.model.state())

    def _write(self, unsaved: _Unsaved, give_up: Callable[[], bool] = lambda: False) -> bool:
        assert self._states is not None
        return self._states.save(unsaved.conversation, unsaved.tokens, unsaved.state, give_up)

    def _restore(self, states: StateStore, tokens: Sequence[int]) -> None:
        saved = states.best(tokens, self.model.shared(tokens), self.model.context_tokens)
        data = states.load(saved) if saved else None
        if saved is None or data is None:
            return
        if self.model.restore(saved.tokens, data):
            self._saved = saved.tokens
        else:
            states.discard(saved)


def _state_store(session: Session, kv: KvFolder) -> StateStore | None:
    if kv.quota_bytes <= 0:
        return None
    path = Path(session.model.path)
    # The rest of a fit (threads, batch, devices) does not change what a state means.
    name = fingerprint(path, (session.fit.kv_type, session.info.n_layers), llama.version())
    return StateStore(kv, name)


def _keep(known: OrderedDict[str, Value], key: str, value: Value, limit: int) -> None:
    known[key] = value
    if len(known) > limit:
        known.popitem(last=False)
