"""The file that knows llama.cpp: a model in memory, and a token loop of our own.

The library's high-level calls detokenise the whole completion for every token, lose pieces over
32 bytes and let text forge control tokens; the low-level ones used here do not. Its samplers are
built in `sampler.py`, its devices counted in `device.py`.
"""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import llama_cpp

from desktop.engine.pace import Pace
from desktop.engine.sampler import Chooser
from desktop.errors import ModelError
from desktop.inference import KvType, Sampling

_ABORTED = 2
_DEBUG = 1
_KV_TYPES: dict[KvType, int] = {"f16": 1, "q8_0": 8}  # ggml's type numbers
_CHINESE_PROBE = "今天天气很好，我们一起去公园散步，然后回家吃晚饭。"
_CHINESE_TOKENS_PER_CHARACTER = 1.4

Progress = Callable[[float], None]

_log_lines: deque[str] = deque(maxlen=40)


@llama_cpp.llama_log_callback  # type: ignore[untyped-decorator]  # ctypes
def _keep_log(level: int, text: bytes, _user: ctypes.c_void_p) -> None:
    # Its hundreds of lines for debugging would push out the one that says what went wrong.
    if level != _DEBUG:
        _log_lines.append(text.decode("utf-8", "replace").strip())


llama_cpp.llama_log_set(_keep_log, ctypes.c_void_p(0))
llama_cpp.llama_backend_init()

# llama.cpp asks its abort callback at every node of the graph. A Python function there costs 2 % of
# the speed and waits for the interpreter; strlen() of a two-byte flag answers the same question:
# it is 0 until somebody writes into the first byte.
_LIBC = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
_FLAG_IS_SET = ctypes.cast(_LIBC.strlen, llama_cpp.ggml_abort_callback)


class Interruption:
    """A flag that stops llama.cpp within milliseconds, set and cleared from any thread."""

    def __init__(self) -> None:
        self.buffer = ctypes.create_string_buffer(2)

    def set(self, yes: bool) -> None:
        """Stop what runs now, or let it run."""
        self.buffer[0] = b"\x01" if yes else b"\x00"

    def __bool__(self) -> bool:
        return self.buffer.raw[0] != 0


@dataclass(frozen=True, slots=True)
class Load:
    """How to load a model; `gpu_layers` beyond what the model has means all of them."""

    path: str
    context_tokens: int
    gpu_layers: int
    threads: int
    batch: int
    kv_type: KvType = "f16"


class LlamaModel:
    """A GGUF file in memory with one sequence in its KV cache.

    `interruption` stops loading, prompt evaluation and generation; it is shared by its owner.
    """

    def __init__(self, load: Load, interruption: Interruption) -> None:
        self.path = load.path
        self.context_tokens = load.context_tokens
        self._batch = load.batch
        self._interruption = interruption
        self._pace = Pace(load.threads)
        self._model = _load_model(load, interruption)
        self._context = _open_context(self._model, load)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self._tokens: list[int] = []
        """What is certainly in the KV cache, position by position."""
        self._piece_buffer = ctypes.create_string_buffer(256)
        llama_cpp.llama_set_abort_callback(
            self._context, _FLAG_IS_SET, ctypes.cast(interruption.buffer, ctypes.c_void_p)
        )

    def close(self) -> None:
        """Give the memory back."""
        llama_cpp.llama_free(self._context)
        llama_cpp.llama_model_free(self._model)

    @property
    def bos(self) -> str:
        """The text of the token every prompt begins with; empty where the vocabulary has none."""
        return self._special(llama_cpp.llama_vocab_bos(self._vocab))

    @property
    def eos(self) -> str:
        """The text of the token that ends a sequence."""
        return self._special(llama_cpp.llama_vocab_eos(self._vocab))

    @property
    def tokens(self) -> tuple[int, ...]:
        """What is in the KV cache."""
        return tuple(self._tokens)

    def speaks_chinese(self) -> bool:
        """Tell whether the vocabulary was made for Chinese too.

        An English one spells Chinese byte by byte: two to three tokens a character instead of
        less than one. What a model card says about languages is often incomplete.
        """
        n_tokens = len(self.tokenize(_CHINESE_PROBE, special=False))
        return n_tokens <= len(_CHINESE_PROBE) * _CHINESE_TOKENS_PER_CHARACTER

    def use_threads(self, n_threads: int) -> None:
        """Compute with at most this many threads from now on."""
        self._pace = Pace(n_threads)
        self._set_threads(n_threads)

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
        return ctypes.string_at(buffer, n)

    def shared(self, prompt: Sequence[int]) -> int:
        """How many tokens a prompt has in common with what is in the KV cache."""
        return shared_prefix(self._tokens, prompt)

    def reuse(self, prompt: Sequence[int]) -> int:
        """Keep the KV of the longest prefix shared with a prompt; returns its length in tokens."""
        # At least one token must be evaluated: sampling needs its logits.
        shared = min(self.shared(prompt), len(prompt) - 1)
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, shared, -1):
            # Recurrent models cannot forget a part.
            llama_cpp.llama_memory_clear(self._memory, True)
            shared = 0
        self._tokens = list(prompt[:shared])
        return shared

    def forget(self) -> None:
        """Empty the KV cache."""
        llama_cpp.llama_memory_clear(self._memory, True)
        self._tokens = []

    def evaluate(self, tokens: Sequence[int], progress: Progress | None = None) -> bool:
        """Put tokens behind what is in the KV cache; False where it is full or interrupted.

        `progress` hears what share is done after each batch but the last. Raises
        ModelError("model_out_of_memory").
        """
        for begin in range(0, len(tokens), self._batch):
            part = tokens[begin : begin + self._batch]
            if len(self._tokens) + len(part) > self.context_tokens or self._interruption:
                return False
            self._keep_pace()
            ids = (llama_cpp.llama_token * len(part))(*part)
            if not self._decode(llama_cpp.llama_batch_get_one(ids, len(part))):
                return False
            self._tokens.extend(part)
            done = begin + len(part)
            if progress is not None and done < len(tokens):
                progress(done / len(tokens))
        return True

    def complete(
        self,
        prompt: Sequence[int],
        *,
        max_tokens: int,
        sampling: Sampling,
        schema: str = "",
        forced: deque[int] | None = None,
        progress: Progress | None = None,
    ) -> Generator[int, None, None]:
        """Evaluate a prompt behind what `reuse` kept, then yield tokens until the end or a stop.

        Tokens put into `forced` meanwhile are taken instead of chosen ones. Raises ModelError.
        """
        chooser = Chooser(self._vocab, sampling, schema, self.context_tokens)
        try:
            if self.evaluate(prompt[len(self._tokens) :], progress):
                yield from self._tokens_after(
                    chooser, max_tokens, deque() if forced is None else forced
                )
        finally:
            chooser.close()

    def state_bytes(self) -> int:
        """How large `state` would be."""
        return int(llama_cpp.llama_state_seq_get_size(self._context, 0))

    def state(self) -> memoryview:
        """Everything the KV cache holds, as bytes that `restore` takes; empty where it fails."""
        size = self.state_bytes()
        buffer = (ctypes.c_uint8 * size)()
        if llama_cpp.llama_state_seq_get_data(self._context, buffer, size, 0) != size:
            return memoryview(b"")
        return memoryview(buffer).cast("B")

    def restore(self, tokens: Sequence[int], state: bytearray) -> bool:
        """Fill the KV cache with a state of these tokens; False where llama.cpp refuses it."""
        self.forget()
        buffer = (ctypes.c_uint8 * len(state)).from_buffer(state)
        if not llama_cpp.llama_state_seq_set_data(self._context, buffer, len(state), 0):
            self.forget()
            return False
        self._tokens = list(tokens)
        return True

    def _tokens_after(
        self, chooser: Chooser, max_tokens: int, forced: deque[int]
    ) -> Generator[int, None, None]:
        # Made once: building these for every token costs more than all else in this loop.
        ids = (llama_cpp.llama_token * 1)()
        batch = llama_cpp.llama_batch_get_one(ids, 1)
        vocab, context, interruption = self._vocab, self._context, self._interruption
        for n in range(max_tokens):
            if forced:
                token = forced.popleft()
                chooser.accept(token)
            else:
                token = chooser.choose(context)
            if llama_cpp.llama_vocab_is_eog(vocab, token):
                return
            yield token
            self._keep_pace()
            is_full = len(self._tokens) >= self.context_tokens
            if interruption or is_full or n == max_tokens - 1:
                return
            ids[0] = token
            if not self._decode(batch):
                return
            self._tokens.append(token)

    def _keep_pace(self) -> None:
        if self._pace.is_due():
            before = self._pace.n_threads
            if self._pace.look() != before:
                self._set_threads(self._pace.n_threads)

    def _set_threads(self, n_threads: int) -> None:
        llama_cpp.llama_set_n_threads(self._context, n_threads, n_threads)

    def _decode(self, batch: Any) -> bool:
        """Evaluate a batch; False where it was interrupted; raises ModelError."""
        code = llama_cpp.llama_decode(self._context, batch)
        if code == 0:
            return True
        # Part of the batch may be in the cache: only what came before it is certain.
        llama_cpp.llama_memory_seq_rm(self._memory, 0, len(self._tokens), -1)
        if code == _ABORTED:
            return False
        raise ModelError("model_out_of_memory", self.path)

    def _special(self, token: int) -> str:
        if token < 0:
            return ""
        text = llama_cpp.llama_vocab_get_text(self._vocab, token)
        return text.decode("utf-8", "replace") if text else ""


def shared_prefix(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """How many tokens two sequences begin with alike."""
    length = min(len(ours), len(theirs))
    for place in range(length):
        if ours[place] != theirs[place]:
            return place
    return length


def version() -> str:
    """The version of the library, which states on disk depend on."""
    return str(llama_cpp.__version__)


def _load_model(load: Load, interruption: Interruption) -> Any:
    _log_lines.clear()

    @llama_cpp.llama_progress_callback  # type: ignore[untyped-decorator]  # ctypes
    def go_on(_share: float, _user: ctypes.c_void_p) -> bool:
        return not interruption

    params = llama_cpp.llama_model_default_params()
    params.n_gpu_layers = load.gpu_layers
    params.progress_callback = go_on
    model = llama_cpp.llama_model_load_from_file(load.path.encode(), params)
    # A NULL pointer is falsy but not None.
    if not model:
        raise ModelError("model_damaged", load.path, _reason())
    return model


def _open_context(model: Any, load: Load) -> Any:
    params = llama_cpp.llama_context_default_params()
    params.n_ctx = load.context_tokens
    params.n_batch = params.n_ubatch = load.batch
    params.n_threads = params.n_threads_batch = load.threads
    # Logits are wanted of the last token only; room for a whole batch's is 300 MB at 152k tokens.
    params.n_outputs_max = 1
    params.type_k = params.type_v = _KV_TYPES[load.kv_type]
    context = llama_cpp.llama_init_from_model(model, params)
    if not context:
        llama_cpp.llama_model_free(model)
        raise ModelError("model_out_of_memory", load.path, _reason())
    return context


def _reason() -> str:
    """The last line llama.cpp logged that names an error, without the function it stood in."""
    for line in reversed(_log_lines):
        if "error" in line.lower() or "fail" in line.lower():
            return line.rsplit(": ", 1)[-1][:120]
    return "unknown"
