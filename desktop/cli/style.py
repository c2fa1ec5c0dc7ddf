"""What `--preset`, `--set` and `--schema` make of a question."""

from __future__ import annotations

from dataclasses import replace

from desktop.cli import output
from desktop.cli.arguments import Arguments
from desktop.domain import Language
from desktop.errors import AppError, UsageError
from desktop.inference import ChosenPreset, Preset, Style
from desktop.language import language_of
from desktop.paths import Home
from desktop.presets.presets import Presets
from desktop.presets.variable import schema_fault, schema_variable, variables_in

_KEPT_ASIDE: dict[Language, str] = {
    "en": "Your presets could not be read. The file is kept as {name}.",
    "zh": "无法读取您的预设。原文件已保留为 {name}。",
}


class Styles:
    """Turns the options of one command into the style of each of its questions.

    Raises UsageError where there is no such preset, variable or schema.
    """

    def __init__(self, arguments: Arguments, home: Home, language: Language) -> None:
        self._presets = Presets(home.presets)
        if self._presets.kept_aside:
            output.note(_KEPT_ASIDE[language].format(name=self._presets.kept_aside))
        self.chosen = _chosen(arguments, self._presets)
        self._schema = _schema(arguments)

    def style(self, question: str) -> Style:
        """How a question is answered; raises UsageError where a variable has no value."""
        try:
            style = self._presets.style(self.chosen, language_of(question))
        except AppError as error:
            words = f"the preset needs --set {error.problem.detail}=VALUE"
            raise UsageError("bad_argument", detail=words) from error
        return replace(style, schema=self._schema) if self._schema else style


def _chosen(arguments: Arguments, presets: Presets) -> ChosenPreset:
    if not arguments.preset:
        return ChosenPreset()
    preset = presets.named(arguments.preset, "en")
    if preset is None:
        names = ", ".join(each.name for each in presets.all("en"))
        raise UsageError("bad_argument", detail=f"no preset {arguments.preset}; there are: {names}")
    _check_values(arguments, preset)
    return ChosenPreset(preset.name, arguments.values)


def _check_values(arguments: Arguments, preset: Preset) -> None:
    known = variables_in(preset)
    for name, _ in arguments.values:
        if name not in known:
            there = f"it has: {', '.join(known)}" if known else "it has none"
            raise UsageError(
                "bad_argument", detail=f"the preset {preset.name} has no variable {name}; {there}"
            )


def _schema(arguments: Arguments) -> str:
    if arguments.schema is None:
        return ""
    try:
        text = arguments.schema.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "bad_argument", detail=f"the schema in {arguments.schema} cannot be read"
        ) from error
    at = schema_fault(text)
    if at or schema_variable(text) or not text.strip():
        raise UsageError(
            "bad_argument", detail=f"{arguments.schema} is not a JSON schema ({at or 'object'})"
        )
    return text
