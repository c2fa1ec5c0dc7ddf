"""What a sentence-transformers folder says of how its model is to be used."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from desktop.errors import IndexError_

Pooling = Literal["mean", "cls", "lasttoken"]
"""How the hidden states of a text's tokens become one vector."""

_DEFAULT_MAX_TOKENS = 256
_MODES = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_lasttoken": "lasttoken",
}
_PASSAGE_PROMPTS = ("document", "passage", "corpus", "text")
# Families whose folders were saved before prompts could be, by what their names hold.
_PREFIXES = {"e5-": ("query: ", "passage: "), "-e5": ("query: ", "passage: ")}


@dataclass(frozen=True, slots=True)
class Form:
    """How texts go in and come out; the prefixes stand before a question and before a passage.

    `dimensions` is where vectors are cut that say most in the beginning (Matryoshka), 0 for never.
    """

    pooling: Pooling = "mean"
    max_tokens: int = _DEFAULT_MAX_TOKENS
    query_prefix: str = ""
    passage_prefix: str = ""
    dimensions: int = 0


def read_form(folder: Path) -> Form:
    """Read the folder's own words; raises IndexError_("embedder_unknown") for other kinds."""
    kinds = {str(each.get("type", "")).rpartition(".")[2]: each for each in _modules(folder)}
    if others := kinds.keys() - {"Transformer", "Pooling", "Normalize"}:
        raise IndexError_("embedder_unknown", str(folder), ", ".join(sorted(others)))
    pooling = _pooling(folder / str(kinds.get("Pooling", {}).get("path", "1_Pooling")))
    if pooling not in get_args(Pooling):
        raise IndexError_("embedder_unknown", str(folder), pooling)
    query, passage = _prefixes(folder)
    tokens, dimensions = _max_tokens(folder), _dimensions(folder)
    return Form(cast("Pooling", pooling), tokens, query, passage, dimensions)


def _modules(folder: Path) -> list[dict[str, Any]]:
    found = _json(folder / "modules.json")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _pooling(folder: Path) -> str:
    config = _json(folder / "config.json")
    if not isinstance(config, dict):
        return "mean"
    if isinstance(mode := config.get("pooling_mode"), str):
        return mode
    chosen = [mode for key, mode in _MODES.items() if config.get(key) is True]
    named = [key for key, value in config.items() if key.startswith("pooling_") and value is True]
    return chosen[0] if len(chosen) == len(named) == 1 else ", ".join(named) or "mean"


def _prefixes(folder: Path) -> tuple[str, str]:
    config = _json(folder / "config_sentence_transformers.json")
    prompts = config.get("prompts") if isinstance(config, dict) else None
    if isinstance(prompts, dict) and any(prompts.values()):
        passage = next((prompts[each] for each in _PASSAGE_PROMPTS if prompts.get(each)), "")
        return str(prompts.get("query") or ""), str(passage)
    name = folder.name.lower()
    return next((both for part, both in _PREFIXES.items() if part in name), ("", ""))


def _dimensions(folder: Path) -> int:
    config = _json(folder / "config_sentence_transformers.json")
    value = config.get("truncate_dim") if isinstance(config, dict) else None
    return value if isinstance(value, int) and value > 0 else 0


def _max_tokens(folder: Path) -> int:
    for file, key in (
        ("sentence_bert_config.json", "max_seq_length"),
        ("tokenizer_config.json", "model_max_length"),
    ):
        config = _json(folder / file)
        value = config.get(key) if isinstance(config, dict) else None
        # What has no limit says so by an enormous number.
        if isinstance(value, int) and 0 < value < 1_000_000:
            return value
    return _DEFAULT_MAX_TOKENS


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
