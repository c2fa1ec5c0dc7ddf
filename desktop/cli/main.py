"""The command line's door: parse, open the home, run one command, turn failures into sentences."""

from __future__ import annotations

from desktop import settings as settings_file
from desktop.cli import answers, documents, evaluation, models, output
from desktop.cli.arguments import Arguments
from desktop.cli.conversations import conversations
from desktop.cli.doctor import doctor
from desktop.cli.feedback import feedback
from desktop.cli.selftest import selftest
from desktop.cli.session import Session
from desktop.domain import Language
from desktop.errors import AppError, UsageError
from desktop.home_move import default_home
from desktop.paths import Home
from desktop.wording import sentence


def run(arguments: Arguments, language: Language) -> int:
    """Run a command that needs no window; returns the exit code."""
    try:
        return _run(arguments, language)
    except UsageError as error:
        output.note(sentence(error.problem, language))
        return 2
    except AppError as error:
        output.note(sentence(error.problem, language))
        return 1
    except KeyboardInterrupt:
        output.note("")
        return 130


def _run(arguments: Arguments, language: Language) -> int:
    if arguments.command == "selftest":
        return selftest()
    home = Home(arguments.home.absolute()) if arguments.home else default_home()
    if arguments.command == "conversations":
        return conversations(arguments, home, language)
    if arguments.command == "feedback":
        return feedback(arguments, home, language)
    return _with_workers(arguments, home, language)


def _with_workers(arguments: Arguments, home: Home, language: Language) -> int:
    with Session(home, settings_file.load(home.settings)) as session:
        match arguments.command:
            case "index":
                return documents.index(arguments, session, language)
            case "remove":
                return documents.remove(arguments, session, language)
            case "search":
                return documents.search(arguments, session, language)
            case "ask":
                return answers.ask(arguments, session, language)
            case "eval":
                return evaluation.evaluate(arguments, session, language)
            case "models" if arguments.measure is not None:
                return models.measure(
                    session, arguments.measure, as_json=arguments.as_json, language=language
                )
            case "models":
                return models.models(session, as_json=arguments.as_json, language=language)
            case _:
                return doctor(session, as_json=arguments.as_json, language=language)
