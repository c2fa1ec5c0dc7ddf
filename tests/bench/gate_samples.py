"""Questions with an answer and without one, over sub-collections of XQuAD of many sizes."""

from __future__ import annotations

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desktop.domain import Language
from desktop.index.embedder import Embedder
from desktop.index.folding import plain
from desktop.index.gate import Ranked, features
from desktop.index.lexicon import Vocabulary, words
from desktop.paths import starter_embedder

XQUAD = Path(os.environ.get("CARREL_XQUAD", "../shared/data/xquad"))


@dataclass(frozen=True, slots=True)
class Samples:
    """Feature rows (n, 20) and whether each question had an answer (n,)."""

    rows: np.ndarray
    answerable: np.ndarray


class Questions:
    """One language of XQuAD with everything that does not depend on the sub-collection."""

    def __init__(self, language: Language) -> None:
        found = json.loads((XQUAD / f"xquad_{language}.json").read_text("utf-8"))
        self.language = language
        self.passages = found["corpus"]
        self.queries = found["queries"]
        self.texts = [each["text"] for each in self.passages]
        self.articles = [each["article"] for each in self.passages]
        place = {each["id"]: n for n, each in enumerate(self.passages)}
        self.gold = [place[each["gold"][0]] for each in self.queries]
        if language == "en":
            embedder = Embedder(starter_embedder())
            asked = embedder.embed([each["text"] for each in self.queries])
            self.cosines = asked @ embedder.embed([plain(text) for text in self.texts]).T
        else:
            self.cosines = np.zeros((len(self.queries), len(self.texts)), np.float32)

    def samples(self, half: int, size: int, n: int, seed: int) -> Samples:
        """Draw n answerable and n unanswerable questions of one half of the articles."""
        draw = random.Random(seed * 1000 + size)
        mine = [n for n, gold in enumerate(self.gold) if self.articles[gold] % 2 == half]
        rows, answerable = [], []
        for _ in range(n):
            for has_answer in (True, False):
                query = draw.choice(mine)
                chosen = self._collection(draw, query, half, size, has_answer=has_answer)
                rows.append(self._features(query, chosen))
                answerable.append(has_answer)
        return Samples(np.array(rows), np.array(answerable))

    def _collection(
        self, draw: random.Random, query: int, half: int, size: int, *, has_answer: bool
    ) -> list[int]:
        gold = self.gold[query]
        article = self.articles[gold]
        others = [n for n, each in enumerate(self.articles) if each != article]
        near = [n for n in others if self.articles[n] % 2 == half]
        if has_answer:
            near += [n for n, each in enumerate(self.articles) if each == article and n != gold]
        far = [n for n in others if self.articles[n] % 2 != half]
        pool = near if size <= len(near) else near + far
        chosen = draw.sample(pool, min(size - has_answer, len(pool)))
        return [*chosen, gold] if has_answer else chosen

    def _features(self, query: int, chosen: list[int]) -> tuple[float, ...]:
        question = self.queries[query]["text"]
        vocabulary = Vocabulary(self.texts[n] for n in chosen)
        wanted = frozenset(words(question))
        held = {n: vocabulary.coverage(wanted, frozenset(words(self.texts[n]))) for n in chosen}
        cosine = self.cosines[query]
        best = max(held.values()) or 1.0
        share = 0.3 if self.language == "en" else 1.0
        order = sorted(
            chosen, key=lambda n: -(share * held[n] / best + (1 - share) * float(cosine[n]))
        )
        ranked = [Ranked(self.texts[n], float(cosine[n])) for n in order[:20]]
        return features(question, ranked, vocabulary, len(chosen))
