"""Under which heading a conversation is listed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.domain import Conversation, Language

_WEEK_DAYS = 7


def grouped(
    conversations: Iterable[Conversation], today: date, language: Language
) -> list[tuple[str, list[Conversation]]]:
    """Conversations, newest first, under pinned, the last days, and then months."""
    groups: dict[str, list[Conversation]] = {}
    # Pinned ones stand first, whenever they were changed.
    for each in sorted(conversations, key=lambda each: not each.is_pinned):
        groups.setdefault(_heading(each, today, language), []).append(each)
    return list(groups.items())


def _heading(conversation: Conversation, today: date, language: Language) -> str:
    if conversation.is_pinned:
        return QCoreApplication.translate("ConversationGroups", "Pinned")
    day = date.fromtimestamp(conversation.updated_at)
    age = (today - day).days
    if age <= 0:
        return QCoreApplication.translate("ConversationGroups", "Today")
    if age == 1:
        return QCoreApplication.translate("ConversationGroups", "Yesterday")
    if age < _WEEK_DAYS:
        return QCoreApplication.translate("ConversationGroups", "Last seven days")
    if (day.year, day.month) == (today.year, today.month):
        return QCoreApplication.translate("ConversationGroups", "This month")
    return _month(language, day.year, day.month)


# Thousands of conversations are from a few months, and listed at every change.
@lru_cache(maxsize=256)
def _month(language: Language, year: int, month: int) -> str:
    locale, form = ("zh_CN", "yyyy年M月") if language == "zh" else ("en_GB", "MMMM yyyy")
    return QLocale(locale).toString(QDate(year, month, 1), form)
