"""Variables of a preset: `{word}` in its texts is filled in, every other brace stays as written.

`{{word}}`, `${word}` and `\\{word}` stay, and so do JSON and code.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from desktop.inference import Preset

MESSAGE = "message"
_VARIABLE = re.compile(r"(?<![{\\$])\{([^\W\d]\w{0,39})\}(?!\})")
_SEPARATOR = re.compile(r"[,，、;；\n]")
_MAX_FIELDS = 40


def variables_in(preset: Preset) -> tuple[str, ...]:
    """The variables of a preset, in the order in which they are met."""
    texts = [preset.system, preset.question]
    if schema_variable(preset.schema):
        texts.append(preset.schema)
    names = dict.fromkeys(name for text in texts for name in _VARIABLE.findall(text))
    return tuple(name for name in names if name != MESSAGE)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its variables replaced; one without a value stays as written."""
    return _VARIABLE.sub(lambda found: values.get(found[1], found[0]), text)


def schema_variable(schema: str) -> str:
    """The variable a schema is made from where it is nothing but `{variable}`, else empty."""
    found = _VARIABLE.fullmatch(schema.strip())
    return found[1] if found else ""


def field_names(text: str) -> tuple[str, ...]:
    """The field names in a list such as "name, date, amount"."""
    names = dict.fromkeys(" ".join(each.split()) for each in _SEPARATOR.split(text))
    return tuple(name for name in names if name)[:_MAX_FIELDS]


def schema_of(fields: tuple[str, ...]) -> str:
    """A JSON schema of an object with these fields, each a text or null."""
    schema = {
        "type": "object",
        "properties": {name: {"type": ["string", "null"]} for name in fields},
        "required": list(fields),
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False)


def schema_fault(text: str) -> str:
    """Where a text stops being a JSON schema ("2:14", line and column), empty where it is one."""
    if not text.strip() or schema_variable(text):
        return ""
    try:
        return "" if isinstance(json.loads(text), dict) else "1:1"
    except json.JSONDecodeError as error:
        return f"{error.lineno}:{error.colno}"
    except RecursionError:
        return "1:1"
