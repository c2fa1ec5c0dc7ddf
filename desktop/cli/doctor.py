"""`carrel doctor`: what this installation has, and what is wrong with it."""

from __future__ import annotations

import platform
import shutil
from importlib import metadata

from desktop import assembly, paths
from desktop.catalog import Catalog
from desktop.cli import output
from desktop.cli.session import Session
from desktop.domain import Language, Problem
from desktop.errors import WorkerError
from desktop.messages import Diagnose, Diagnosis
from desktop.wording import sentence

_GIB = 2**30


def doctor(session: Session, *, as_json: bool, language: Language) -> int:
    """Report facts and problems; 1 where something is wrong."""
    facts, problems = _installation(session)
    try:
        for event in session.index_job(Diagnose):
            if isinstance(event, Diagnosis):
                facts += event.facts
                problems += event.problems
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
    models = Catalog(paths.starter_model(), [home.models]).models(session.settings.engine.model)
    free = shutil.disk_usage(home.root).free / _GIB
    keyring = "usable" if assembly.keyring_is_usable() else "none: choose --store for conversations"
    facts = [
        ("carrel", metadata.version("carrel")),
        ("python", platform.python_version()),
        ("system", f"{platform.system()} {platform.machine()}"),
        ("home", str(home.root)),
        ("free disk", f"{free:.1f} GiB"),
        ("keyring", keyring),
        ("models", ", ".join(each.name for each in models) or "none"),
    ]
    return facts, [] if models else [Problem("no_model")]
