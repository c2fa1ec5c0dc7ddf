"""The one file that knows llama.cpp: a model in memory, and a token loop of our own.

The library's high-level calls detokenise the whole completion for every token, lose pieces over
32 bytes and let text forge control tokens; the low-level ones used here do not.
"""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import Any

import llama_cpp

from desktop.errors import ModelError

_BATCH = 512
_ABORTED = 2
_CHINESE_PROBE = "今天天气很好，我们一起去公园散步，然后回家吃晚饭。"
_CHINESE_TOKENS_PER_CHARACTER = 1.4

_log_lines: deque[str] = deque(maxlen=40)


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]  # ctypes
def _keep_log(_level: int, text: bytes, _user: ctypes.c_void_p) -> None:
    _log_lines.append(text.decode("utf-8", "replace").strip())


llama_cpp.llama_log_set(_keep_log, ctypes.c_void_p(0))
llama_cpp.llama_backend_init()


class LlamaModel:
    """A GGUF file in memory with one sequence in its KV cache.

    `interrupted` is asked by llama.cpp many times a second, also inside prompt evaluation.
    """

    def __init__(
        self,
        path: str,
        *,
        context_tokens: int,
        gpu_layers: int,
        threads: int,
        interrupted: Callable[[], bool],
    ) -> None:
        self.path = path
        self.context_tokens = context_tokens
        self._interrupted = interrupted
        self._model, self._context = _load(path, context_tokens, gpu_layers, threads)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._tokens: list[int] = []
        """What is certainly in the KV cache, position by position."""
        self._piece_buffer = ctypes.create_string_buffer(256)
        self._abort = llama_cpp.ggml_abort_callback(lambda _: interrupted())
        llama_cpp.llama_set_abort_callback(self._context, self._abort, None)

    def close(self) -> None:
        """Give the memory back."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)

    @property
    def device(self) -> str:
        """What computes: the GPU's name where layers are on one, else CPU."""
        found = re.search(r"using device (\S+) \((.+?)\)", "\n".join(_log_lines))
        return found.group(2) if found else "CPU"

    @property
    def bos(self) -> str:
        """The text of the token every prompt begins with; empty where the vocabulary has none."""
        return self._special(llama_cpp.llama_vocab_bos(self._vocab))

    @property
    def eos(self) -> str:
        """The text of the token that ends a sequence."""
        return self._special(llama_cpp.llama_vocab_eos(self._vocab))

    def speaks_chinese(self) -> bool:
        """Tell whether the vocabulary was made for Chinese too.

        An English one spells Chinese byte by byte: two to three tokens a character instead of
        less than one. What a model card says about languages is often incomplete.
        """
        n_tokens = len(self.tokenize(_CHINESE_PROBE, special=False))
        return n_tokens <= len(_CHINESE_PROBE) * _CHINESE_TOKENS_PER_CHARACTER

    def tokenize(self, text: str, *, special: bool) -> list[int]:
        """Turn text into token ids; with `special`, control tokens in it become control tokens."""
        encoded = text.encode("utf-8", "replace")
        room = len(encoded) + 8
        ids = (llama_cpp.llama_token * room)()
        n = llama_cpp.llama_tokenize(self._vocab, encoded, len(encoded), ids, room, False, special)
        return list(ids[:n])

    def with_bos(self, tokens: list[int]) -> list[int]:
        """Put the beginning-of-sequence token first where the vocabulary wants one."""
        bos = llama_cpp.llama_vocab_bos(self._vocab)
        if llama_cpp.llama_vocab_get_add_bos(self._vocab) and tokens[:1] != [bos]:
            return [bos, *tokens]
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of one token; control tokens give none."""
        buffer = self._piece_buffer
        n = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        if n < 0:
            self._piece_buffer = buffer = ctypes.create_string_buffer(-n)
            n = llama_cpp.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
        return buffer.raw[:n]

    def reuse(self, prompt: Sequence[int]) -> int:
        """Keep the KV of the longest prefix shared with a prompt; returns its length in tokens."""
        shared = 0
        for ours, theirs in zip(self._tokens, prompt, strict=False):
            if ours != theirs:
                break
            shared += 1
        # At least one token must be evaluated: sampling needs its logits.
        shared = min(shared, len(prompt) - 1)
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, shared, -1):
            # Recurrent models cannot forget a part.
            llama_cpp.llama_memory_clear(self._memory, True)
            shared = 0
        self._tokens = list(prompt[:shared])
        return shared

    def complete(
        self, prompt: Sequence[int], *, max_tokens: int, temperature: float, seed: int
    ) -> Generator[int, None, None]:
        """Evaluate a prompt behind what `reuse` kept, then yield tokens until the end or a stop."""
        sampler = _sampler(temperature, seed)
        try:
            if not self._evaluate(prompt[len(self._tokens) :]):
                return
            for _ in range(max_tokens):
                token = llama_cpp.llama_sampler_sample(sampler, self._context, -1)
                if llama_cpp.llama_vocab_is_eog(self._vocab, token):
                    return
                yield token
                if self._interrupted() or not self._evaluate((token,)):
                    return
        finally:
            llama_cpp.llama_sampler_free(sampler)

    def _evaluate(self, tokens: Sequence[int]) -> bool:
        for begin in range(0, len(tokens), _BATCH):
            part = tokens[begin : begin + _BATCH]
            if len(self._tokens) + len(part) > self.context_tokens:
                return False
            ids = (llama_cpp.llama_token * len(part))(*part)
            code = llama_cpp.llama_decode(
                self._context, llama_cpp.llama_batch_get_one(ids, len(part))
            )
            if code == 0:
                self._tokens.extend(part)
                continue
            # Part of the batch may be in the cache: only what came before it is certain.
            llama_cpp.llama_memory_seq_rm(self._memory, 0, len(self._tokens), -1)
            if code == _ABORTED:
                return False
            raise ModelError("model_out_of_memory", self.path)
        return True

    def _special(self, token: int) -> str:
        if token < 0:
            return ""
        text = llama_cpp.llama_vocab_get_text(self._vocab, token)
        return text.decode("utf-8", "replace") if text else ""


def _load(path: str, context_tokens: int, gpu_layers: int, threads: int) -> tuple[Any, Any]:
    _log_lines.clear()
    model_params = llama_cpp.llama_model_default_params()
    model_params.n_gpu_layers = gpu_layers
    model = llama_cpp.llama_model_load_from_file(path.encode(), model_params)
    # A NULL pointer is falsy but not None.
    if not model:
        raise ModelError("model_damaged", path, _reason())
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = context_tokens
    params.n_batch = params.n_ubatch = _BATCH
    params.n_threads = params.n_threads_batch = threads
    context = llama_cpp.llama_init_from_model(model, params)
    if not context:
        llama_cpp.llama_model_free(model)
        raise ModelError("model_out_of_memory", path, _reason())
    return model, context


def _reason() -> str:
    """The last line llama.cpp logged that names an error, without the function it stood in."""
    for line in reversed(_log_lines):
        if "error" in line.lower() or "fail" in line.lower():
            return line.rsplit(": ", 1)[-1][:120]
    return "unknown"


def _sampler(temperature: float, seed: int) -> Any:
    chain = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
    add = llama_cpp.llama_sampler_chain_add
    if temperature <= 0:
        add(chain, llama_cpp.llama_sampler_init_greedy())
        return chain
    add(chain, llama_cpp.llama_sampler_init_top_k(40))
    add(chain, llama_cpp.llama_sampler_init_top_p(0.95, 1))
    add(chain, llama_cpp.llama_sampler_init_min_p(0.05, 1))
    add(chain, llama_cpp.llama_sampler_init_temp(temperature))
    add(chain, llama_cpp.llama_sampler_init_dist(seed & 0xFFFFFFFF))
    return chain
