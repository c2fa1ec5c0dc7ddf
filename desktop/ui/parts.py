"""What the window is given: the use cases, and a few facts about this home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.catalog import Catalog, Inspection
from desktop.chat.asking import Chat
from desktop.chat.comparison import Comparisons
from desktop.chat.conversations import Conversations
from desktop.domain import Language
from desktop.feedback import Ratings
from desktop.feedback_export import FeedbackExport
from desktop.library import Library
from desktop.presets.presets import Presets
from desktop.settings import SettingsFile
from desktop.tuning import Tuning
from desktop.ui.theme import Theme

Try = Callable[[Callable[[], None]], bool]
"""Runs a change, says in words when it cannot be kept, and tells whether it was."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The use cases the window speaks to."""

    chat: Chat
    conversations: Conversations
    library: Library
    catalog: Catalog
    tuning: Tuning
    inspection: Inspection
    ratings: Ratings
    presets: Presets
    settings: SettingsFile
    feedback_export: FeedbackExport
    comparisons: Comparisons


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks and speaks, and what it says about its home."""

    theme: Theme
    language: Language
    home: str
    samples: Path
    is_encrypted: bool
    can_move: bool = False
