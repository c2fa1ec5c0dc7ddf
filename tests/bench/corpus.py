"""Files to index, made from the embedder's own vocabulary: every text distinct, every run the same.

What the words say does not matter for speed; how many tokens they are does.
"""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

_SEED = 5
_WORDS_A_SENTENCE = (8, 22)
_SENTENCES_A_PARAGRAPH = (4, 8)
_PARAGRAPHS = (2, 4)


def words(embedder: Path) -> list[str]:
    """Whole words of three letters and more, the commonest first."""
    vocabulary = json.loads((embedder / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    return [each for each in vocabulary if each.isascii() and each.isalpha() and len(each) > 2]


def write(folder: Path, n_files: int, known: list[str]) -> list[Path]:
    """Write text files of two to four paragraphs into `folder`, a hundred a subfolder."""
    source = random.Random(_SEED)
    # Words of a language are Zipf-distributed.
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(known))))
    paths = []
    for number in range(n_files):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(source, known, weights, number), "utf-8")
        paths.append(path)
    return paths


def _text(source: random.Random, known: list[str], weights: list[float], number: int) -> str:
    def sentence() -> str:
        n_words = source.randint(*_WORDS_A_SENTENCE)
        return " ".join(source.choices(known, cum_weights=weights, k=n_words)).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence() for _ in range(source.randint(*_SENTENCES_A_PARAGRAPH)))

    body = "\n\n".join(paragraph() for _ in range(source.randint(*_PARAGRAPHS)))
    return f"Record {number}\n\n{body}\n"
