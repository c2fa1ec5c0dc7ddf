"""The use case of presets: what there is to choose from, and what a choice means for an answer."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from desktop.domain import Language
from desktop.errors import AppError
from desktop.inference import ChosenPreset, Preset, Style
from desktop.presets import file
from desktop.presets.included import DEFAULT, included, is_included, taken_names, title
from desktop.presets.variable import (
    MESSAGE,
    field_names,
    filled,
    schema_fault,
    schema_of,
    schema_variable,
    variables_in,
)

logger = logging.getLogger(__name__)

_MAX_IMPORT_MB, _MAX_IMPORTED = 4, 200
_MESSAGE_PLACE = f"{{{MESSAGE}}}"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a preset cannot be kept: the field and what is wrong with it."""

    field: Literal["name", "system", "question", "schema"]
    kind: Literal["missing", "taken", "long", "not_json", "variables"]
    detail: str = ""


class Presets:
    """The included presets and the user's own, kept in one file.

    Every change is written at once; those that write raise StoreError("not_writable").
    `kept_aside` names the copy of a file that could not be read; whoever has said so empties it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept_aside = ""
        self._own = self._read()

    def own(self) -> tuple[Preset, ...]:
        """The presets the user made, by name."""
        return tuple(sorted(self._own, key=lambda each: each.name.casefold()))

    def all(self, language: Language) -> tuple[Preset, ...]:
        """Every preset, those that came with the program first."""
        return (*included(language), *self.own())

    def find(self, name: str, language: Language) -> Preset | None:
        """The preset of a name."""
        return next((each for each in self.all(language) if each.name == name), None)

    def named(self, text: str, language: Language) -> Preset | None:
        """The preset a person means by a name or a title, however it is written."""
        wanted = text.strip().casefold()
        for each in self.all(language):
            if wanted in (each.name.casefold(), *_titles(each.name)):
                return each
        return None

    def add(self, preset: Preset) -> Preset:
        """Take a preset in; a name that is taken gets a number."""
        added = replace(preset, name=_free(preset.name, self._own))
        self._write((*self._own, added))
        return added

    def change(self, name: str, preset: Preset) -> Preset:
        """Replace one of the user's presets, also by one of another name."""
        others = tuple(each for each in self._own if each.name != name)
        changed = replace(preset, name=_free(preset.name, others))
        self._write((*others, changed))
        return changed

    def duplicate(self, name: str, language: Language) -> Preset | None:
        """Make a preset of the user's own from another."""
        found = self.find(name, language)
        return None if found is None else self.add(replace(found, name=title(name, language)))

    def delete(self, name: str) -> None:
        """Forget one of the user's presets."""
        self._write(tuple(each for each in self._own if each.name != name))

    def import_file(self, path: Path) -> tuple[Preset, ...]:
        """Take in the presets of a file; raises AppError("preset_damaged") and changes nothing."""
        try:
            found = file.read(path, _MAX_IMPORT_MB)
        except OSError as error:
            is_gone = isinstance(error, FileNotFoundError)
            raise AppError("vanished" if is_gone else "unreadable", str(path)) from error
        if len(found) > _MAX_IMPORTED:
            raise AppError("preset_damaged", str(path), f"> {_MAX_IMPORTED}")
        for preset in found:
            if faults := _text_faults(preset):
                raise AppError("preset_damaged", str(path), f"{preset.name}: {faults[0].field}")
        own = _with_free_names(found, self._own)
        added = own[len(self._own) :]
        self._write(own)
        return added

    def export_file(self, path: Path, names: Iterable[str]) -> None:
        """Write some of the user's presets into a file that can be imported."""
        wanted = set(names)
        file.write((each for each in self.own() if each.name in wanted), path)

    def faults(self, preset: Preset, name: str) -> tuple[Fault, ...]:
        """Why a preset cannot be kept in place of the one called `name`."""
        others = tuple(each for each in self._own if each.name != name)
        found: list[Fault] = []
        if not preset.name:
            found.append(Fault("name", "missing"))
        elif _free(preset.name, others) != preset.name:
            found.append(Fault("name", "taken"))
        found += _text_faults(preset)
        return tuple(found)

    def style(self, chosen: ChosenPreset, language: Language) -> Style:
        """What a choice means for a question in a language.

        Raises AppError("preset_variable") with the name of a variable that has no value. A preset
        that is gone, and the default, mean Carrel's own way.
        """
        preset = self.find(chosen.name, language)
        if preset is None or preset.name == DEFAULT:
            return Style()
        values = _values(preset, chosen)
        return Style(
            name=preset.name,
            system=filled(preset.system, values),
            question=filled(preset.question, values),
            use=preset.use,
            sampling=preset.sampling,
            max_tokens=preset.max_tokens,
            schema=_schema(preset.schema, values),
            thinks=preset.thinks,
        )

    def _read(self) -> tuple[Preset, ...]:
        try:
            return _with_free_names(file.read(self._path), ())
        except FileNotFoundError:
            return ()
        except (AppError, OSError):
            logger.warning("the presets cannot be read and are kept aside")
            self.kept_aside = _move_aside(self._path)
            return ()

    def _write(self, own: tuple[Preset, ...]) -> None:
        file.write(own, self._path)
        self._own = own


def _free(name: str, others: Iterable[Preset]) -> str:
    taken = {each.casefold() for each in (*taken_names(), *(each.name for each in others))}
    number, free = 2, name
    while free.casefold() in taken:
        ending = f" ({number})"
        number, free = number + 1, name[: file.MAX_NAME - len(ending)] + ending
    return free


def _with_free_names(found: Iterable[Preset], own: tuple[Preset, ...]) -> tuple[Preset, ...]:
    for each in found:
        own = (*own, replace(each, name=_free(each.name, own)))
    return own


def _titles(name: str) -> tuple[str, ...]:
    return (title(name, "en").casefold(), title(name, "zh").casefold()) if is_included(name) else ()


def _values(preset: Preset, chosen: ChosenPreset) -> dict[str, str]:
    first, given = dict(preset.variables), dict(chosen.values)
    values: dict[str, str] = {}
    for name in variables_in(preset):
        value = given.get(name, "").strip() or first.get(name, "").strip()
        if not value:
            raise AppError("preset_variable", detail=name)
        values[name] = value
    return values


def _schema(schema: str, values: dict[str, str]) -> str:
    variable = schema_variable(schema)
    if not variable:
        return schema.strip()
    fields = field_names(values[variable])
    if not fields:
        raise AppError("preset_variable", detail=variable)
    return schema_of(fields)


def _text_faults(preset: Preset) -> list[Fault]:
    found: list[Fault] = []
    if _MESSAGE_PLACE not in preset.question:
        found.append(Fault("question", "missing", _MESSAGE_PLACE))
    if len(variables_in(preset)) > file.MAX_VARIABLES:
        found.append(Fault("question", "variables", str(file.MAX_VARIABLES)))
    if at := schema_fault(preset.schema):
        found.append(Fault("schema", "not_json", at))
    for field in ("system", "question", "schema"):
        if len(getattr(preset, field)) > file.MAX_TEXT:
            found.append(Fault(field, "long", str(file.MAX_TEXT)))
    return found


def _move_aside(path: Path) -> str:
    number, aside = 2, path.with_name(f"{path.name}.damaged")
    while aside.exists():
        number, aside = number + 1, path.with_name(f"{path.name}.damaged-{number}")
    try:
        path.replace(aside)
    except OSError:
        # Then the folder cannot be written to either, and no change will replace the file.
        return path.name
    return aside.name
