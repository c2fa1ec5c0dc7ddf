"""The names of reason tags in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tag_name(tag: str) -> str:
    """What a stored tag is called in the window."""
    translate = QCoreApplication.translate
    names = {
        "wrong": translate("FeedbackBar", "Wrong"),
        "not in the document": translate("FeedbackBar", "Not in the document"),
        "harmful": translate("FeedbackBar", "Harmful"),
        "dishonest": translate("FeedbackBar", "Dishonest"),
        "unhelpful": translate("FeedbackBar", "Unhelpful"),
        "too long": translate("FeedbackBar", "Too long"),
        "other": translate("FeedbackBar", "Other"),
        "incomplete": translate("FeedbackBar", "Incomplete"),
        "unclear": translate("FeedbackBar", "Unclear"),
    }
    return names.get(tag, tag)
