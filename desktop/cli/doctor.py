"""`carrel doctor`: what this installation has, and what is wrong with it."""

from __future__ import annotations

import os
import platform
import shutil
from importlib import metadata
from pathlib import Path

from desktop import assembly, paths
from desktop.catalog import Catalog
from desktop.cli import models, output
from desktop.cli.session import Session
from desktop.domain import Language, Problem
from desktop.errors import WorkerError
from desktop.messages import Diagnose, Diagnosis
from desktop.tuning import TuningFile
from desktop.wording import sentence

_GIB = 2**30


def doctor(session: Session, *, as_json: bool, language: Language) -> int:
    """Report facts and problems; 1 where something is wrong."""
    facts, problems = _installation(session)
    try:
        for event in session.index_job(Diagnose):
            if isinstance(event, Diagnosis):
                facts += event.facts
    except WorkerError as error:
        problems.append(error.problem)
    words = [sentence(each, language) for each in problems]
    if as_json:
        output.write_json({"facts": dict(facts), "problems": words})
    else:
        width = max(len(name) for name, _ in facts)
        for name, value in facts:
            output.write(f"{name:<{width}}  {value}")
        output.write("")
        good = "一切正常。" if language == "zh" else "Everything is in order."
        output.write("\n".join(words) if words else good)
    return 1 if problems else 0


def _installation(session: Session) -> tuple[list[tuple[str, str]], list[Problem]]:
    home = session.home
    free = shutil.disk_usage(home.root).free / _GIB
    keyring = "usable" if assembly.keyring_is_usable() else "none: choose --store for conversations"
    facts = [
        ("carrel", metadata.version("carrel")),
        ("python", platform.python_version()),
        ("system", f"{platform.system()} {platform.machine()}, {os.cpu_count()} threads"),
        ("home", str(home.root)),
        ("free disk", f"{free:.1f} GiB"),
        ("keyring", keyring),
    ]
    about_models, problems = _models(session)
    return facts + about_models, problems


def _models(session: Session) -> tuple[list[tuple[str, str]], list[Problem]]:
    """The models at hand, and how the chosen one lies in this computer."""
    tuning = TuningFile(session.home.tuning)
    catalog = Catalog(paths.starter_model(), [session.home.models], tuning)
    settings = session.settings.engine
    names = ", ".join(each.name for each in catalog.models(settings.model))
    facts = [("models", names or "none")]
    chosen = catalog.choose(settings)
    if chosen is None:
        return facts, [Problem("no_model")]
    problems = []
    for found in models.inspect(session, [chosen.path]):
        if found.fit is not None:
            needed = f"{found.fit.needed_bytes / _GIB:.1f} GiB"
            facts.append(("model", f"{Path(chosen.path).stem} on {found.fit.device}, {needed}"))
        if found.problem is not None:
            problems.append(found.problem)
    if tuned := tuning.find(Path(chosen.path)):
        facts.append(("measured", f"{tuned.threads} threads, batches of {tuned.batch}"))
    return facts, problems
