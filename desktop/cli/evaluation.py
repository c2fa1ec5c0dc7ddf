"""`carrel eval`: how often search, quotes and refusals are right on the user's own questions."""

from __future__ import annotations

import json
import os
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop import paths
from desktop.cli import output
from desktop.cli.arguments import Arguments
from desktop.cli.session import Session
from desktop.domain import Language
from desktop.errors import StoreError, UsageError
from desktop.evaluation.case import Case, read_cases
from desktop.evaluation.measuring import (
    Configuration,
    Figures,
    Outcome,
    Report,
    measure,
    not_indexed,
    summed_up,
)
from desktop.evaluation.metric import CUT, ndcg, recall, reciprocal_rank

_COLUMNS = ("recall@1", "recall@5", "recall@10", "nDCG@10", "MRR@10")
_NAMES: dict[Configuration, tuple[str, str]] = {
    "fused": ("fused", "融合检索"),
    "keywords": ("keywords only", "仅关键词"),
    "vectors": ("vectors only", "仅向量"),
}
_NAME_WIDTH = 15
_NOTHING = (
    "There are no documents to search: add some with `carrel index`, or name another collection.",
    "没有可搜索的文档：请先用 `carrel index` 添加，或指定其他集合。",
)


def evaluate(arguments: Arguments, session: Session, language: Language) -> int:
    """Measure every question of the file and print the figures."""
    file = arguments.cases
    if file is None:
        raise UsageError("bad_argument", detail="eval needs FILE.jsonl")
    cases = [
        replace(case, collection=case.collection or arguments.collection)
        for case in read_cases(file)
    ]
    _check_out(arguments.out, file)
    missing = not_indexed(session, cases)
    for case, path in missing:
        output.note(_missing_note(case.line, path, language))
    begun = time.perf_counter()
    outcomes = _measured(session, cases)
    if all(each.verdict == "empty" for each in outcomes):
        output.note(_NOTHING[language == "zh"])
        return 1
    report, seconds = summed_up(outcomes), time.perf_counter() - begun
    if arguments.out is not None:
        _write_outcomes(outcomes, arguments.out)
    embedder = Path(session.settings.index.embedder or paths.starter_embedder()).name
    if arguments.as_json:
        lines = sorted({case.line for case, _ in missing})
        output.write_json(_json(report, embedder, lines, seconds))
    else:
        _write(report, embedder, language)
    return 0


def _measured(session: Session, cases: Sequence[Case]) -> list[Outcome]:
    outcomes = []
    for number, case in enumerate(cases, 1):
        output.note(f"{number}/{len(cases)}  {case.question}", is_passing=True)
        outcomes.append(measure(session, case))
    output.note("", is_passing=True)
    return outcomes


def _check_out(out: Path | None, file: Path) -> None:
    """Say before the work, not after it, that its results could not be written."""
    if out is None:
        return
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise UsageError("bad_argument", detail=f"--out {out} is not a file in a folder")
    if out.exists() and out.samefile(file):
        raise UsageError("bad_argument", detail="--out would overwrite the questions")


def _missing_note(line: int, path: str, language: Language) -> str:
    if language == "zh":
        return f"第 {line} 行：{path} 不在已索引的文档中，按未找到计算。"
    return f"line {line}: {path} is not among the indexed documents and counts as not found."


def _write_outcomes(outcomes: Sequence[Outcome], out: Path) -> None:
    lines = [json.dumps(_outcome_json(each), ensure_ascii=False) + "\n" for each in outcomes]
    temporary = out.with_name(f"{out.name}.part")
    try:
        temporary.write_bytes("".join(lines).encode("utf-8", "replace"))
        os.replace(temporary, out)
    except OSError as error:
        raise StoreError("not_writable", str(out)) from error


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    return {
        "id": outcome.case.id,
        "question": outcome.case.question,
        "search": {
            name: {
                "ranks": list(each.ranks),
                **{f"recall@{k}": recall(each, k) for k in (1, 5, CUT)},
                "ndcg@10": round(ndcg(each), 4),
                "mrr@10": round(reciprocal_rank(each), 4),
            }
            for name, each in outcome.rankings.items()
        },
        "quotes": list(outcome.quotes),
        "quotes_right": outcome.holds_answer,
        "off_topic": outcome.case.is_off_topic,
        "refused": outcome.is_refused,
        "verdict": outcome.verdict,
    }


def _json(report: Report, embedder: str, missing: list[int], seconds: float) -> dict[str, object]:
    return {
        "embedder": embedder,
        "search": {name: _figures_json(each) for name, each in report.search.items()},
        "quotes": {"n": report.n_answers, "right": report.n_quoted},
        "off_topic": {"n": report.n_off_topic, "refused": report.n_refused},
        "answerable": {"n": report.n_answerable, "kept": report.n_kept},
        "lines_not_indexed": missing,
        "seconds": round(seconds, 2),
    }


def _figures_json(figures: Figures) -> dict[str, float | int | None]:
    names = ("recall@1", "recall@5", "recall@10", "ndcg@10", "mrr@10")
    rounded = [None if each is None else round(each, 4) for each in _values(figures)]
    return {"n": figures.n, **dict(zip(names, rounded, strict=True))}


def _values(figures: Figures) -> tuple[float | None, ...]:
    return (
        figures.recall_1,
        figures.recall_5,
        figures.recall_10,
        figures.ndcg_10,
        figures.mrr_10,
    )


def _write(report: Report, embedder: str, language: Language) -> None:
    is_zh = language == "zh"
    output.write(f"向量模型：{embedder}" if is_zh else f"Embedder: {embedder}")
    if report.n_answerable:
        output.write("\n" + " " * _NAME_WIDTH + "".join(f"{each:>11}" for each in _COLUMNS))
        for name, figures in report.search.items():
            cells = "".join(_percent(each).rjust(11) for each in _values(figures))
            output.write(_padded(_NAMES[name][is_zh]) + cells)
        output.write("")
    rows = (
        ("Quotes hold the answer", "引文含有答案", report.n_quoted, report.n_answers),
        ("Off-topic questions refused", "无关问题被拒答", report.n_refused, report.n_off_topic),
        ("Other questions kept", "其余问题得到回答", report.n_kept, report.n_answerable),
    )
    for english, chinese, n, total in rows:
        if not total:
            continue
        share = _percent(n / total)
        if is_zh:
            output.write(f"{chinese}：{n} / {total}（{share} %）")
        else:
            output.write(f"{english}: {n} of {total} ({share} %)")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"


def _padded(name: str) -> str:
    width = sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in name)
    return name + " " * (_NAME_WIDTH - width)
