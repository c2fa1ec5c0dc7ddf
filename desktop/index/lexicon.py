"""Words as search sees them: folded, stemmed to six letters, Chinese as pairs of characters."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from desktop.index.folding import plain, plain_words
from desktop.language import CJK, language_of

# A Latin word ends where Chinese begins: "Talbot24医生" is a name and a word.
_TOKEN = re.compile(f"[{CJK}]+|(?:(?![{CJK}])[^\\W_])+(?:[.,][0-9]+)*", re.UNICODE)
_HAN = re.compile(f"[{CJK}]")
_STEM = 6
_FAR = 6
"""How far around a Chinese character its stop words are looked for."""

_STOP_EN = frozenset(
    """a an the of in on at to for from by with as and or but if then than that this these those it
    its he she they them his her their him i me my you your we us our is are was were be been being
    am do does did done have has had having will would can could shall should may might must not no
    what which who whom whose when where why how many much there here about into over under between
    during after before also any some all each such other more most so up out per s t please tell
    me give show find name did say called one ones happen happens happened kind type use used using""".split()
)
_STOP_ZH = re.compile(
    "什么时候|什么样|什么|为什么|怎么样|怎么|怎样|如何|多少|多久|多长时间|哪一年|哪一个|哪一|哪些|哪个|哪里|哪儿|哪位|哪种|哪|谁|几个|几年|几|何时|何地|何种|何人|何|"
    "一共|总共|是否|有没有|是不是|能不能|可不可以|请问|请|告诉我|一下|的话|以及|或者|并且|而且|因为|所以|如果|但是|虽然|关于|对于|根据|"
    "[的了吗呢吧啊呀着过地得在是有和与及或于被把将从向到对给让使为以由这那其它他她们你我您]"
)


def words(text: str) -> list[str]:
    """The content words of a text, in order; numbers whole, stop words left out."""
    return [word for word, _, _ in _tokens(plain(text).lower())]


def held(wanted: frozenset[str], text: str) -> frozenset[str]:
    """Which of these words a text holds, at a fraction of the cost of listing all of its words."""
    looked = plain_words(text)
    return frozenset(word for word in wanted if next(_found(word, looked), None) is not None)


def places(text: str, wanted: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Where these words stand in a text: character offsets, in order, grown together."""
    folded, sources = _folded(text)
    found: list[tuple[int, int]] = []
    for start, end in sorted(span for word in wanted for span in _found(word, folded)):
        begin, finish = (sources[start], sources[end - 1] + 1) if sources else (start, end)
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(finish, found[-1][1]))
        else:
            found.append((begin, finish))
    return tuple(found)


def _found(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word of `words` stands in a folded text.

    A pair of Chinese characters counts wherever it stands, also across the end of a word.
    """
    is_chinese = _HAN.match(word) is not None
    probe = _beginning(word)
    at = text.find(probe)
    while at >= 0:
        end = at + len(word)
        if is_chinese:
            if len(word) > 1 or _is_alone(text, at):
                yield at, end
        elif not _is_inside(text, at):
            match = _TOKEN.match(text, at)
            if match is not None and _stem(match.group()) == word:
                yield match.span()
        at = text.find(probe, at + 1)


def _beginning(word: str) -> str:
    """With what a token begins of which this is the stem."""
    if word.isdigit():
        return word[0]  # 1,000 is 1000
    return word[:-1] if word.endswith("y") else word  # cities, city


def _is_inside(text: str, at: int) -> bool:
    before = text[at - 1 : at]
    if before in (".", ",") and text[at].isdigit():  # the thousands of a number
        before = text[at - 2 : at - 1]
    return before.isalnum() and not _HAN.match(before)


def _is_alone(text: str, at: int) -> bool:
    """Tell whether a Chinese character is what is left of a run between its stop words."""
    begin, end = at, at + 1
    while begin > 0 and at - begin < _FAR and _HAN.match(text, begin - 1):
        begin -= 1
    while end - at < _FAR and _HAN.match(text, end):
        end += 1
    left = _pairs(text[begin:end], begin)
    return any(start == at and stop == at + 1 for _, start, stop in left)


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as words are looked for in it, and the source of every character if they moved."""
    lower = text.lower()
    if len(lower) == len(text) and unicodedata.is_normalized("NFKC", lower):
        return lower, []
    parts = [unicodedata.normalize("NFKC", each).lower() for each in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def names(text: str) -> frozenset[str]:
    """What must be right: numbers, and in English capitalised words not at a sentence's start."""
    found = set()
    for match in re.finditer(r"[^\W_]+(?:[.,][0-9]+)*", plain(text)):
        word = match.group()
        if any(each.isdigit() for each in word) or (
            word[0].isupper() and match.start() > 0 and word.lower() not in _STOP_EN
        ):
            found.add(_stem(word.lower()))
    return frozenset(found)


def _tokens(text: str) -> Iterable[tuple[str, int, int]]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        if _HAN.match(token):
            yield from _pairs(token, match.start())
        elif token not in _STOP_EN and (len(token) > 1 or token.isdigit()):
            yield _stem(token), match.start(), match.end()


def _pairs(run: str, at: int) -> Iterable[tuple[str, int, int]]:
    begin = 0
    for part in _STOP_ZH.split(run):
        begin = run.find(part, begin)
        if len(part) == 1:
            yield part, at + begin, at + begin + 1
        for n in range(len(part) - 1):
            yield part[n : n + 2], at + begin + n, at + begin + n + 2
        begin += len(part)


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    if any(each.isdigit() for each in word):
        return word.replace(",", "")
    for ending in ("'s", "’s"):
        word = word.removesuffix(ending)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 5 and word.endswith("ly"):
        word = word[:-2]
    return word[:_STEM]


class Vocabulary:
    """How telling a word is, learned from a sample of the texts that are searched."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._n_texts = 0
        self._n_words = 0
        self._n_chinese = 0
        self._counts: Counter[str] = Counter()
        self._weights: dict[str, float] = {}
        for text in texts:
            found = words(text)
            self._n_texts += 1
            self._n_chinese += language_of(text) == "zh"
            self._n_words += len(found)
            self._counts.update(set(found))

    @property
    def has_chinese(self) -> bool:
        """Tell whether any of the texts is Chinese, not only a name in it."""
        return self._n_chinese > 0

    @property
    def mean_length(self) -> float:
        """How many content words a text has on average."""
        return self._n_words / self._n_texts if self._n_words else 60.0

    def weight(self, word: str) -> float:
        """The inverse document frequency of a word, smoothed so that one text suffices."""
        if word in self._weights:
            return self._weights[word]
        count = self._counts[word]
        # Twenty imagined texts without the word keep a single document from flattening everything.
        n_texts = self._n_texts + 20
        weight = math.log(1 + (n_texts - count + 0.5) / (count + 0.5))
        self._weights[word] = weight
        return weight

    def coverage(self, wanted: frozenset[str], found: frozenset[str]) -> float:
        """The share of a question's weight that a text holds, 0 to 1."""
        total = sum(self.weight(word) for word in wanted)
        return sum(self.weight(word) for word in wanted & found) / total if total else 0.0
