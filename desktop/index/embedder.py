"""Texts in, embeddings out: a sentence-transformers folder run by onnxruntime in int8."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from desktop.errors import IndexError_
from desktop.index.onnx_export import MODEL_FILE, export

Vectors = NDArray[np.float32]

_BATCH_TOKENS = 4096
_MULTILINGUAL_VOCABULARY = 80_000
_DEFAULT_MAX_TOKENS = 256


class Embedder:
    """A model folder in memory. Its vectors have length one, so a dot product is the cosine."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        if not (folder / "tokenizer.json").is_file():
            raise IndexError_("embedder_missing", str(folder))
        model = folder / MODEL_FILE
        if not model.is_file():
            model = export(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        # Both libraries raise bare exceptions of Rust and C++.
        except Exception as error:  # see above
            raise IndexError_("embedder_damaged", str(folder), type(error).__name__) from error
        self._inputs = {each.name for each in self._session.get_inputs()}
        self.max_tokens = _max_tokens(folder)
        self._tokenizer.enable_truncation(self.max_tokens)
        self._tokenizer.no_padding()
        self.dimensions = int(self._session.get_outputs()[0].shape[-1])
        self.embedder_id = f"{folder.name}-{_fingerprint(model)}"

    @property
    def is_multilingual(self) -> bool:
        """Tell whether the vocabulary spans many languages, so that they can be matched."""
        return bool(self._tokenizer.get_vocab_size() > _MULTILINGUAL_VOCABULARY)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Embed texts; returns (n, dimensions) float32, rows of length one."""
        encoded = self._tokenizer.encode_batch(list(texts))
        vectors = np.empty((len(encoded), self.dimensions), np.float32)
        # Longest first: texts of like length share a batch, so little padding is computed.
        order = sorted(range(len(encoded)), key=lambda n: -len(encoded[n].ids))
        begin = 0
        while begin < len(order):
            longest = len(encoded[order[begin]].ids)
            batch = order[begin : begin + max(_BATCH_TOKENS // longest, 1)]
            vectors[batch] = self._run([encoded[n].ids for n in batch], longest)
            begin += len(batch)
        return vectors

    def _run(self, rows: list[list[int]], longest: int) -> Vectors:
        ids = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(rows):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        given = {name: value for name, value in feed.items() if name in self._inputs}
        hidden = self._session.run(None, given)[0]
        weights = mask[..., None].astype(np.float32)
        pooled = (hidden * weights).sum(1) / weights.sum(1)
        normed: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return normed


def _max_tokens(folder: Path) -> int:
    try:
        config = json.loads((folder / "sentence_bert_config.json").read_text("utf-8"))
        return int(config.get("max_seq_length") or _DEFAULT_MAX_TOKENS)
    except (OSError, ValueError):
        return _DEFAULT_MAX_TOKENS


def _fingerprint(model: Path) -> str:
    """Eight hex digits that change with the model's bytes."""
    digest = hashlib.blake2b(digest_size=4)
    with model.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
