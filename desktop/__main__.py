"""The program's door: `carrel` and `python -m desktop`.

The environment is read here and nowhere else.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from desktop.cli.arguments import Arguments, parse, read_passphrase
from desktop.domain import Language, Problem
from desktop.errors import AppError, UsageError
from desktop.home_move import default_home
from desktop.paths import Home
from desktop.wording import sentence

_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def main() -> int:
    """Run the command line, or open the window where it names no command."""
    multiprocessing.freeze_support()
    # Loaders that could reach a hub must never try; workers inherit this.
    os.environ.update(_OFFLINE)
    os.umask(0o077)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    language = _language(os.environ)
    try:
        arguments = _with_home(parse(sys.argv[1:]), os.environ)
    except UsageError as error:
        _say(sentence(error.problem, language))
        return 2
    if arguments.command == "window":
        return _open_window(arguments, language)
    # Only here: the window opens without what the commands need.
    from desktop.cli import main as cli

    return cli.run(arguments, language)


def _open_window(arguments: Arguments, language: Language) -> int:
    if not _has_display(os.environ):
        return _fail(Problem("no_display"), language)
    try:
        home = Home(arguments.home.absolute()) if arguments.home else default_home()
        # Only here: a worker that starts from this module must not load Qt.
        from desktop import app

        # Another process may take them, from another folder.
        paths = tuple(os.path.abspath(each) for each in arguments.paths)
        return app.run(home, arguments.store, read_passphrase(arguments), language, _say, paths)
    except AppError as error:
        return _fail(error.problem, language)


def _fail(problem: Problem, language: Language) -> int:
    _say(sentence(problem, language))
    return 1


def _say(words: str) -> None:
    sys.stderr.write(words + "\n")


def _has_display(environment: Mapping[str, str]) -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(each) for each in named)


def _with_home(arguments: Arguments, environment: Mapping[str, str]) -> Arguments:
    if arguments.home is None and environment.get("CARREL_HOME"):
        return replace(arguments, home=Path(environment["CARREL_HOME"]))
    return arguments


def _language(environment: Mapping[str, str]) -> Language:
    named = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG")
    return "zh" if (named or "").startswith("zh") else "en"


if __name__ == "__main__":
    sys.exit(main())
