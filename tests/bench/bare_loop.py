"""The floor under every engine: llama_decode and llama_sampler_sample through ctypes, nothing else.

All loops that are compared sample as they would, and are then given the next token of one script:
they evaluate the same tokens, and none ends early or goes in circles.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import llama_cpp
from llama_cpp import llama_cpp as binding

from desktop.engine.sampler import Chooser

TURN = 25
"""Tokens that one loop takes before it is the other's turn: a fraction of a second, so that
whatever else slows the computer down for a while slows down both."""

_WORDS = """
shelf letter window garden reader margin harbour lantern folio binding cabinet archive corridor
ledger gallery scholar parchment copper winter station quiet narrow early patient distant marble
hidden common gentle northern opens carries follows borrows returns lends describes remembers
measures collects
"""


def long_text(n_sentences: int) -> str:
    """Write sentences without end, none like another."""
    chosen = random.Random(7)
    sentences = []
    for number in range(n_sentences):
        words = chosen.sample(_WORDS.split(), chosen.randint(6, 14))
        sentences.append(f"{' '.join(words).capitalize()} {number}.")
    return " ".join(sentences)


class Tap:
    """Stands between the loops and llama.cpp: notes each token's moment, says which token comes.

    Make it before the engine is imported. `opened` is the model and the parameters of the context
    that was opened last. `moments` are of a clock that stands still while somebody else has a turn.
    """

    def __init__(self) -> None:
        self.moments: list[float] = []
        self.paused_s = 0.0
        self.opened: tuple[Any, Any] | None = None
        self._script: Sequence[int] = ()
        self._turn: Callable[[], None] | None = None
        self._is_aside = False
        self._clock: Callable[[], float] = time.perf_counter
        self._sample = llama_cpp.llama_sampler_sample
        self._open = llama_cpp.llama_init_from_model
        _replace("llama_sampler_sample", self._next)
        # The engine looks the likeliest token up by itself.
        self._choose = Chooser.choose
        Chooser.choose = lambda chooser, context: self._taken(self._choose(chooser, context))
        _replace("llama_init_from_model", self._remember)

    def begin(self, script: Sequence[int], turn: Callable[[], None] | None = None) -> None:
        """Give the loop that comes next these tokens; `turn` runs after every TURN of them."""
        self._script, self._turn = script, turn
        self.moments, self.paused_s = [], 0.0

    def leave_out_the_model(self, pace_s: float) -> None:
        """From now on nothing is computed: what a processor is busy with is the loop itself.

        A token then seems to take `pace_s`, so that whatever goes by the clock goes as it would.
        """
        real, ahead = time.perf_counter, 0.0

        def decode(_context: object, _batch: object) -> int:
            nonlocal ahead
            ahead += pace_s
            return 0

        _replace("llama_decode", decode)
        self._sample = self._choose = lambda *_: 0
        self._clock = time.process_time
        time.perf_counter = time.monotonic = lambda: real() + ahead

    def _next(self, sampler: Any, context: Any, index: int) -> int:
        return self._taken(self._sample(sampler, context, index))

    def _taken(self, token: int) -> int:
        if self._is_aside:
            return token
        if self._script:
            token = self._script[len(self.moments)]
        self.moments.append(self._clock() - self.paused_s)
        if self._turn is not None and len(self.moments) % TURN == 0:
            self._step_aside(self._turn)
        return token

    def _step_aside(self, turn: Callable[[], None]) -> None:
        begun, self._is_aside = self._clock(), True
        turn()
        self._is_aside = False
        self.paused_s += self._clock() - begun

    def _remember(self, model: Any, params: Any) -> Any:
        self.opened = (model, params)
        return self._open(model, params)


class BareLoop:
    """The loop itself, in a context of its own with the engine's model and parameters.

    Nobody can stop it: llama.cpp has no abort callback to ask here.
    """

    def __init__(self, model: Any, params: Any) -> None:
        self._context = llama_cpp.llama_init_from_model(model, params)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._batch = params.n_batch
        self._script: Iterator[int] = iter(())
        self._greedy = llama_cpp.llama_sampler_chain_init(
            llama_cpp.llama_sampler_chain_default_params()
        )
        llama_cpp.llama_sampler_chain_add(self._greedy, llama_cpp.llama_sampler_init_greedy())

    def close(self) -> None:
        """Give the memory back; the model stays."""
        llama_cpp.llama_sampler_free(self._greedy)
        llama_cpp.llama_free(self._context)

    def begin(self, prompt: Sequence[int], script: Sequence[int]) -> None:
        """Evaluate a prompt in an empty KV cache; the tokens of `script` are to follow."""
        self._evaluate(prompt)
        self._script = iter(script)

    def take(self, n_tokens: int) -> None:
        """Take so many tokens."""
        sample, decode = llama_cpp.llama_sampler_sample, llama_cpp.llama_decode
        context, greedy, script = self._context, self._greedy, self._script
        token = (llama_cpp.llama_token * 1)()
        batch = llama_cpp.llama_batch_get_one(token, 1)
        for _ in range(n_tokens):
            token[0] = next(script)
            decode(context, batch)
            sample(greedy, context, -1)

    def _evaluate(self, prompt: Sequence[int]) -> None:
        llama_cpp.llama_memory_clear(self._memory, True)
        for begin in range(0, len(prompt), self._batch):
            part = prompt[begin : begin + self._batch]
            ids = (llama_cpp.llama_token * len(part))(*part)
            llama_cpp.llama_decode(self._context, llama_cpp.llama_batch_get_one(ids, len(part)))


def tokenize(model: Any, text: str) -> list[int]:
    """Turn text into tokens; control tokens in it become control tokens."""
    vocab = llama_cpp.llama_model_get_vocab(model)
    encoded = text.encode()
    ids = (llama_cpp.llama_token * (len(encoded) + 8))()
    n = llama_cpp.llama_tokenize(vocab, encoded, len(encoded), ids, len(ids), False, True)
    return list(ids[:n])


def _replace(name: str, function: Callable[..., Any]) -> None:
    # The engine calls what the package names, the library's own classes what its module names.
    setattr(llama_cpp, name, function)
    setattr(binding, name, function)
