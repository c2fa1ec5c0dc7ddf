"""After an answer is written: which sentence of it rests on which passage, and which on none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.domain import Citation, Passage, Quote, Support
from desktop.index.folding import plain
from desktop.index.lexicon import Vocabulary, words
from desktop.index.retriever import TextEmbedder
from desktop.index.sentence import Sentence, sentences
from desktop.language import has_chinese

_ENOUGH_WORDS = 0.5
_ENOUGH_TOGETHER = 0.75
_FILLER = frozenset(
    words(
        "answer question document text passage according states mentioned 答案 回答 根据 文件 文档"
    )
)
"""What an answer says about itself rather than about the matter."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def align(
    answer: str,
    passages: Sequence[Passage],
    quotes: Sequence[Quote],
    vocabulary: Vocabulary,
    embedder: TextEmbedder,
) -> tuple[tuple[Citation, ...], tuple[Support, ...]]:
    """Match every sentence of an answer with the passages that say the same.

    A sentence with a number that a passage does not hold is never supported by it. Citations
    begin with those of the quotes, which keep their numbers.
    """
    numbers = _numbers_of_quotes(passages, quotes)
    claims = sentences(answer)
    cosines = _cosines(embedder, claims, passages)
    held = [frozenset(words(each.text)) for each in passages]
    supports = []
    for row, claim in enumerate(claims):
        scores = [
            _support(claim, passage, own, cosine, vocabulary)
            for passage, own, cosine in zip(passages, held, cosines[row], strict=True)
        ]
        best = max(range(len(scores)), key=lambda n: scores[n], default=None)
        if best is None or scores[best] <= 0:
            supports.append(Support(claim.start, claim.end))
            continue
        number = numbers.setdefault(best, max(numbers.values(), default=0) + 1)
        supports.append(Support(claim.start, claim.end, (number,)))
    citations = [
        Citation(
            n,
            each.path,
            each.page,
            each.start,
            each.end,
            each.text,
            each.document_id,
            each.place,
        )
        for row, n in sorted(numbers.items(), key=lambda entry: entry[1])
        for each in (passages[row],)
    ]
    return tuple(citations), tuple(supports)


def _numbers_of_quotes(passages: Sequence[Passage], quotes: Sequence[Quote]) -> dict[int, int]:
    """The place of each quote's passage in the list, and the quote's number."""
    numbers: dict[int, int] = {}
    for quote in quotes:
        for place, passage in enumerate(passages):
            is_home = (passage.path, passage.page) == (quote.path, quote.page)
            if is_home and passage.start <= quote.start and quote.end <= passage.end:
                numbers.setdefault(place, quote.n)
                break
    return numbers


def _support(
    claim: Sentence,
    passage: Passage,
    held: frozenset[str],
    cosine: float,
    vocabulary: Vocabulary,
) -> float:
    said = frozenset(words(claim.text)) - _FILLER
    if not said:
        return 0.0
    # "4,200" and "4200" are the same number.
    in_passage = {each.replace(",", "") for each in _NUMBER.findall(plain(passage.text))}
    if any(each.replace(",", "") not in in_passage for each in _NUMBER.findall(plain(claim.text))):
        return 0.0
    share = vocabulary.coverage(said, held)
    if share >= _ENOUGH_TOGETHER or (share >= _ENOUGH_WORDS and cosine >= _ENOUGH_WORDS):
        return share + cosine
    return 0.0


def _cosines(
    embedder: TextEmbedder, claims: list[Sentence], passages: Sequence[Passage]
) -> list[list[float]]:
    texts = [plain(each.text) for each in claims]
    if not texts or not passages:
        return [[] for _ in claims]
    if any(has_chinese(text) for text in texts) and not embedder.is_multilingual:
        return [[0.0] * len(passages) for _ in claims]
    said = embedder.embed(texts)
    found = embedder.embed([plain(each.text) for each in passages])
    cosines: list[list[float]] = embedder.calibration.apply(said @ found.T).tolist()
    return cosines
