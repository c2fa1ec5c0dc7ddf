"""How the next token is chosen: by llama.cpp's own samplers, chained in C, or as the likeliest.

Together with `llama.py` the only place that knows llama.cpp.
"""

from __future__ import annotations

import ctypes
from dataclasses import replace
from typing import Any

import llama_cpp
import numpy as np
from llama_cpp.llama_grammar import json_schema_to_gbnf

from desktop.errors import ModelError
from desktop.inference import Sampling

_DRY_BREAKERS = (b"\n", b":", b'"', b"*")
_CANDIDATES_KEPT = 1
_SEED_MASK = 0xFFFFFFFF


class Chooser:
    """Chooses tokens for one completion; raises ModelError("schema_unsupported").

    Where the likeliest token is wanted and nothing changes the odds, it is looked up: llama.cpp's
    chain copies every candidate first, which took 230 of 8,500 us a token with 49,152 of them.
    """

    def __init__(self, vocab: Any, sampling: Sampling, schema: str, context_tokens: int) -> None:
        self._logits = ctypes.c_float * llama_cpp.llama_vocab_n_tokens(vocab)
        self._at, self._seen = 0, np.empty(0, np.float32)
        self._chain = None
        if not _takes_the_likeliest(sampling, schema):
            self._chain = _chain(vocab, sampling, schema, context_tokens)

    def close(self) -> None:
        """Give the memory back."""
        if self._chain is not None:
            llama_cpp.llama_sampler_free(self._chain)

    def choose(self, context: Any) -> int:
        """Choose what follows the token that was evaluated last."""
        if self._chain is not None:
            return int(llama_cpp.llama_sampler_sample(self._chain, context, -1))
        found = llama_cpp.llama_get_logits_ith(context, -1)
        at = ctypes.addressof(found.contents)
        if at != self._at:
            self._at, self._seen = at, np.frombuffer(self._logits.from_address(at), np.float32)
        return int(self._seen.argmax())

    def accept(self, token: int) -> None:
        """Take note of a token that was not chosen but put in."""
        if self._chain is not None:
            llama_cpp.llama_sampler_accept(self._chain, token)


def _takes_the_likeliest(sampling: Sampling, schema: str) -> bool:
    is_changed = (
        schema or sampling.logit_bias or _has_penalties(sampling) or sampling.dry_multiplier > 0
    )
    return sampling.temperature <= 0 and not is_changed


def _chain(vocab: Any, sampling: Sampling, schema: str, context_tokens: int) -> Any:
    # llama.cpp takes -1 for "off" here, where its own programs mean the whole window.
    sampling = replace(
        sampling,
        repeat_last_n=_whole(sampling.repeat_last_n, context_tokens),
        dry_last_n=_whole(sampling.dry_last_n, context_tokens),
    )
    built = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    try:
        for each in (*_limits(vocab, sampling, schema), *_choice(sampling)):
            llama_cpp.llama_sampler_chain_add(built, each)
    except ModelError:
        llama_cpp.llama_sampler_free(built)
        raise
    return built


def _limits(vocab: Any, sampling: Sampling, schema: str) -> list[Any]:
    """What forbids, favours or penalises tokens, before one is chosen."""
    n_vocab = llama_cpp.llama_vocab_n_tokens(vocab)
    found: list[Any] = []
    if sampling.logit_bias:
        biases = [llama_cpp.llama_logit_bias(*each) for each in sampling.logit_bias]
        array = (llama_cpp.llama_logit_bias * len(biases))(*biases)
        found.append(llama_cpp.llama_sampler_init_logit_bias(n_vocab, len(biases), array))
    if schema:
        found.append(_grammar(vocab, schema))
    if _has_penalties(sampling):
        found.append(
            llama_cpp.llama_sampler_init_penalties(
                n_vocab,
                sampling.repeat_last_n,
                sampling.repeat_penalty,
                sampling.frequency_penalty,
                sampling.presence_penalty,
            )
        )
    if sampling.dry_multiplier > 0:
        breakers = (ctypes.c_char_p * len(_DRY_BREAKERS))(*_DRY_BREAKERS)
        found.append(
            llama_cpp.llama_sampler_init_dry(
                vocab,
                sampling.dry_multiplier,
                sampling.dry_base,
                sampling.dry_allowed_length,
                sampling.dry_last_n,
                breakers,
                len(breakers),
            )
        )
    return found


def _choice(sampling: Sampling) -> list[Any]:
    if sampling.temperature <= 0:
        return [llama_cpp.llama_sampler_init_greedy()]
    return [
        llama_cpp.llama_sampler_init_top_k(sampling.top_k),
        llama_cpp.llama_sampler_init_top_p(sampling.top_p, _CANDIDATES_KEPT),
        llama_cpp.llama_sampler_init_min_p(sampling.min_p, _CANDIDATES_KEPT),
        llama_cpp.llama_sampler_init_temp(sampling.temperature),
        llama_cpp.llama_sampler_init_dist(sampling.seed & _SEED_MASK),
    ]


def _whole(last_n: int, context_tokens: int) -> int:
    return context_tokens if last_n < 0 else last_n


def _has_penalties(sampling: Sampling) -> bool:
    return (
        sampling.repeat_penalty != 1.0
        or sampling.frequency_penalty != 0.0
        or sampling.presence_penalty != 0.0
    )


def _grammar(vocab: Any, schema: str) -> Any:
    try:
        rules = json_schema_to_gbnf(schema)
    except (AssertionError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RecursionError) as error:  # fmt: skip
        # The library asserts where a schema asks for what a grammar cannot say.
        raise ModelError("schema_unsupported", detail=str(error)[:120] or "JSON") from error
    sampler = llama_cpp.llama_sampler_init_grammar(vocab, rules.encode(), b"root")
    # A NULL pointer is falsy but not None.
    if not sampler:
        raise ModelError("schema_unsupported", detail="grammar")
    return sampler
