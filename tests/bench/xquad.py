"""XQuAD through the command line: both languages in one collection, one text file a passage.

`python -m tests.bench.xquad search` ranks every question, `... ask` answers 200 in each language,
`... language` asks 100 Chinese questions where only English files are, and `... long` joins the
passages of an article to one file: is the answer in the first 512 tokens of what is found?
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from desktop.paths import starter_embedder

XQUAD = Path(os.environ.get("CARREL_XQUAD", "../shared/data/xquad"))
_LANGUAGES = ("en", "zh")
_N_ASKED = 200
_N_LANGUAGE = 100
_CONTEXT_TOKENS = 512
_MAX_QUOTES, _MAX_QUOTE = 2, 300


def main() -> None:
    """Print one JSON line."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "search"
    if not XQUAD.is_dir():
        print(json.dumps({"bench": f"xquad {kind}", "skipped": "CARREL_XQUAD is not there"}))
        return
    with tempfile.TemporaryDirectory() as folder:
        indexed = ("en",) if kind == "language" else _LANGUAGES
        bench = _Bench(Path(folder), indexed, joins=kind == "long")
        figures = {
            "search": bench.search,
            "ask": bench.ask,
            "language": bench.language,
            "long": bench.long,
        }[kind]()
    print(json.dumps({"bench": f"xquad {kind}", **figures}))


class _Bench:
    def __init__(self, folder: Path, indexed: Sequence[str], *, joins: bool) -> None:
        self._folder = folder
        self._files = folder / "files"
        self._files.mkdir()
        self._queries = {}
        for language in _LANGUAGES:
            found = json.loads((XQUAD / f"xquad_{language}.json").read_text("utf-8"))
            self._queries[language] = found["queries"]
            texts: dict[str, list[str]] = {}
            for passage in found["corpus"] if language in indexed else ():
                name = f"{language}-{passage['article']}" if joins else passage["id"]
                texts.setdefault(name, []).append(passage["text"])
            for name, parts in texts.items():
                (self._files / f"{name}.txt").write_text("\n\n".join(parts), "utf-8")
        self._carrel("index", str(self._files))

    def search(self) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for language in _LANGUAGES:
            queries = self._queries[language]
            answers = self._run("search", queries)
            ndcg = [_ndcg(a["hits"], q["gold"]) for a, q in zip(answers, queries, strict=True)]
            figures[f"ndcg10_{language}"] = round(100 * statistics.mean(ndcg), 2)
            figures[f"ms_{language}"] = round(statistics.median(a["ms"] for a in answers), 1)
        return figures

    def ask(self) -> dict[str, Any]:
        figures: dict[str, Any] = {}
        for language in _LANGUAGES:
            queries = random.Random(11).sample(self._queries[language], _N_ASKED)
            answers = self._run("ask", queries)
            pairs = list(zip(answers, queries, strict=True))
            rows = {
                "quotes_hold": [self._quotes_hold(a, q) for a, q in pairs],
                "quotes_verbatim": [self._are_verbatim(a["quotes"]) for a, _ in pairs],
                "cites_gold": [_cites(a, q) for a, q in pairs],
                "prose_holds": [_holds(a["answer"], q) for a, q in pairs],
                "grounded": [a["grounded"] for a, _ in pairs],
            }
            for name, values in rows.items():
                figures[f"{name}_{language}"] = round(100 * statistics.mean(values), 1)
            for name in ("quote_ms", "ttft_ms", "tok_s"):
                known = [a[name] for a in answers[5:] if a[name]]
                figures[f"{name}_{language}"] = (
                    round(statistics.median(known), 1) if known else None
                )
        return figures

    def language(self) -> dict[str, Any]:
        queries = random.Random(11).sample(self._queries["zh"], _N_LANGUAGE)
        verdicts = Counter(each["verdict"] for each in self._run("ask", queries))
        return {"asked": _N_LANGUAGE, "verdicts": dict(verdicts)}

    def long(self) -> dict[str, Any]:
        tokenizer = Tokenizer.from_file(str(starter_embedder() / "tokenizer.json"))
        tokenizer.no_truncation()
        figures: dict[str, Any] = {}
        for language in _LANGUAGES:
            queries = self._queries[language]
            pairs = zip(self._run("search", queries), queries, strict=True)
            held = [_holds(_beginning(a["hits"], tokenizer), q) for a, q in pairs]
            figures[f"in_{_CONTEXT_TOKENS}_tokens_{language}"] = round(
                100 * statistics.mean(held), 2
            )
        return figures

    def _quotes_hold(self, answer: dict[str, Any], query: dict[str, Any]) -> bool:
        quotes = answer["quotes"]
        is_short = len(quotes) <= _MAX_QUOTES and all(len(q["text"]) <= _MAX_QUOTE for q in quotes)
        return is_short and any(_holds(each["text"], query) for each in quotes)

    def _are_verbatim(self, quotes: list[dict[str, Any]]) -> bool:
        return all(
            Path(each["path"]).read_text("utf-8")[each["start"] : each["end"]] == each["text"]
            for each in quotes
        )

    def _run(self, command: str, queries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        file = self._folder / "queries.jsonl"
        lines = [json.dumps({"id": each["id"], "text": each["text"]}) for each in queries]
        file.write_text("\n".join(lines), "utf-8")
        return [json.loads(line) for line in self._carrel(command, "--queries", str(file))]

    def _carrel(self, *arguments: str) -> list[str]:
        home = str(self._folder / "home")
        command = [sys.executable, "-m", "desktop", "--home", home, *arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout.splitlines()


def _ndcg(hits: list[dict[str, Any]], gold: list[str]) -> float:
    names = list(dict.fromkeys(Path(each["path"]).stem for each in hits))[:10]
    gain = sum(1 / math.log2(n + 2) for n, name in enumerate(names) if name in gold)
    return gain / sum(1 / math.log2(n + 2) for n in range(min(len(gold), 10)))


def _beginning(hits: list[dict[str, Any]], tokenizer: Tokenizer) -> str:
    """The first tokens of what was found, best first; a Chinese character is a token here."""
    text = "\n".join(each["text"] for each in hits)
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    return text[: offsets[_CONTEXT_TOKENS - 1][1]] if len(offsets) > _CONTEXT_TOKENS else text


def _holds(text: str, query: dict[str, Any]) -> bool:
    return _folded(query["answer"]) in _folded(text)


def _cites(answer: dict[str, Any], query: dict[str, Any]) -> bool:
    return any(Path(each["path"]).stem in query["gold"] for each in answer["citations"])


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


if __name__ == "__main__":
    main()
