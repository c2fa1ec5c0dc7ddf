"""What a preset is called and does, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain import Language
from desktop.inference import Preset
from desktop.presets import included

_LONGEST = 240


def title(preset: Preset, language: Language) -> str:
    """What a preset is called."""
    return included.title(preset.name, language)


def about(preset: Preset, language: Language) -> str:
    """What a preset does; the user's own say it in the words of their instruction."""
    if words := included.about(preset.name, language):
        return words
    told = " ".join(preset.system.split())
    told = told if len(told) <= _LONGEST else told[:_LONGEST] + "…"
    return "\n".join(part for part in (told, documents(preset)) if part)


def documents(preset: Preset) -> str:
    """Which documents go along with a question."""
    words = {
        "passages": QCoreApplication.translate("PresetWords", "Answers from passages."),
        "documents": QCoreApplication.translate("PresetWords", "Reads whole documents."),
        "none": QCoreApplication.translate("PresetWords", "Documents are left aside."),
    }
    return words[preset.use]
