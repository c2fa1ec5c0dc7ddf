"""`carrel models`: what the models at hand are and need, and how fast one is on this computer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from desktop.catalog import Catalog, Inspected, Inspection
from desktop.cli import output
from desktop.cli.session import Session, failure
from desktop.domain import Language, Problem
from desktop.errors import ModelError
from desktop.paths import starter_model
from desktop.tuning import MeasuringEnded, MeasuringMoved, Tuned, Tuning, TuningFile, Update
from desktop.wording import sentence

_BILLION = 1_000_000_000


def models(session: Session, *, as_json: bool, language: Language) -> int:
    """List every model at hand; 1 where there is none."""
    settings = session.settings.engine
    files = Catalog(starter_model(), [session.home.models]).models(settings.model)
    found = inspect(session, [str(each.path) for each in files])
    tuning = TuningFile(session.home.tuning)
    tuned = [tuning.find(Path(each.path)) for each in found]
    if as_json:
        rows = [_json(*each, language) for each in zip(found, tuned, strict=True)]
        output.write_json({"models": rows})
    else:
        for each in zip(found, tuned, strict=True):
            output.write("\n".join(_lines(*each, language)) + "\n")
    if not found:
        output.note(sentence(Problem("no_model"), language))
    return 0 if found else 1


def inspect(session: Session, paths: Iterable[str]) -> list[Inspected]:
    """Look into model files."""
    found: list[Inspected] = []
    inspection = Inspection(session.workers.engine, session.jobs, found.append)
    inspection.inspect(paths, session.settings.engine)
    session.pump(inspection.handle, lambda: inspection.is_busy)
    return found


def measure(session: Session, file: str, *, as_json: bool, language: Language) -> int:
    """Measure a model, the chosen one where none is named, and keep what came of it."""
    settings = session.settings.engine
    if file:
        settings = replace(settings, model=str(Path(file).absolute()))
    catalog = Catalog(starter_model(), [session.home.models])
    model = catalog.choose(settings)
    if model is None:
        raise ModelError("no_model")
    if problem := catalog.check(Path(model.path)):
        raise ModelError(problem.code, problem.path, problem.detail)
    ended = MeasuringEnded()

    def on_update(update: Update) -> None:
        nonlocal ended
        if isinstance(update, MeasuringMoved):
            output.note(f"{update.share:.0%}", is_passing=True)
        else:
            ended = update

    tuning = Tuning(
        session.workers.engine, session.jobs, TuningFile(session.home.tuning), on_update
    )
    tuning.measure(model)
    _pump(session, tuning)
    output.note("", is_passing=True)
    if ended.problem is not None:
        raise failure(ended.problem)
    if ended.tuned is None:
        return 1
    if as_json:
        output.write_json({"model": model.path, **_rounded(ended.tuned)})
    else:
        output.write(f"{Path(model.path).stem}\n  {_speed(ended.tuned, language)}")
    return 0


def _pump(session: Session, tuning: Tuning) -> None:
    try:
        session.pump(tuning.handle, lambda: tuning.is_measuring)
    except KeyboardInterrupt:
        # Where a window lends its engine, that would go on measuring.
        tuning.cancel()
        raise


def _json(found: Inspected, tuned: Tuned | None, language: Language) -> dict[str, object]:
    info, fit = found.info, found.fit
    return {
        "path": found.path,
        "architecture": info.architecture if info else None,
        "parameters": info.n_parameters if info else None,
        "quantization": info.quantization if info else None,
        "size_bytes": info.size_bytes if info else None,
        "context_tokens": info.context_tokens if info else None,
        "licence": info.licence if info else None,
        "languages": list(info.languages) if info else [],
        "fits": found.problem is None,
        "fit": asdict(fit) if fit else None,
        "measured": _rounded(tuned) if tuned else None,
        "problem": sentence(found.problem, language) if found.problem else None,
    }


def _rounded(tuned: Tuned) -> dict[str, object]:
    return {
        "threads": tuned.threads,
        "batch": tuned.batch,
        "prompt_tok_s": round(tuned.prompt_tok_s, 1),
        "tok_s": round(tuned.tok_s, 1),
    }


def _lines(found: Inspected, tuned: Tuned | None, language: Language) -> list[str]:
    lines = [Path(found.path).stem]
    if info := found.info:
        parameters, size = _count(info.n_parameters), _size(info.size_bytes)
        lines.append(
            f"  {info.architecture}, {parameters} 参数, {info.quantization}, {size}"
            if language == "zh"
            else f"  {info.architecture}, {parameters} parameters, {info.quantization}, {size}"
        )
        unknown = "未注明" if language == "zh" else "not stated"
        lines.append(
            f"  上下文 {info.context_tokens} 个词元，许可证：{info.licence or unknown}"
            if language == "zh"
            else f"  context {info.context_tokens} tokens, licence: {info.licence or unknown}"
        )
    if fit := found.fit:
        needed = _size(fit.needed_bytes)
        lines.append(
            f"  可运行于 {fit.device}：约需 {needed} 内存，上下文 {fit.context_tokens} 个词元"
            if language == "zh"
            else f"  fits ({fit.device}): needs about {needed} with {fit.context_tokens} tokens"
        )
    if found.problem:
        lines.append(f"  {sentence(found.problem, language)}")
    if tuned:
        lines.append(f"  {_speed(tuned, language)}")
    return [*lines, f"  {found.path}"]


def _count(n_parameters: int) -> str:
    if n_parameters >= _BILLION:
        return f"{n_parameters / 1e9:.1f}B"
    return f"{n_parameters / 1e6:.0f}M"


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e9:.1f} GB" if size_bytes >= _BILLION else f"{size_bytes / 1e6:.0f} MB"


def _speed(tuned: Tuned, language: Language) -> str:
    if language == "zh":
        return (
            f"实测最快：{tuned.threads} 个线程，批大小 {tuned.batch}："
            f"每秒生成 {tuned.tok_s:.0f} 个词元，读入 {tuned.prompt_tok_s:.0f} 个"
        )
    threads = "1 thread" if tuned.threads == 1 else f"{tuned.threads} threads"
    return (
        f"measured fastest: {threads}, batches of {tuned.batch}: writes {tuned.tok_s:.0f} tokens/s,"
        f" reads {tuned.prompt_tok_s:.0f}"
    )
