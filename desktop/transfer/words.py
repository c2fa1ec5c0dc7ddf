"""What a conversation in a file is told with, in English and Chinese."""

from __future__ import annotations

import time
from typing import Literal

from desktop.domain import Language

Word = Literal[
    "user", "assistant", "system", "sources", "version", "stopped", "interrupted", "up", "down",
    "correction", "refused", "unsupported", "image", "title",
]  # fmt: skip
_WORDS: dict[Word, tuple[str, str]] = {
    "user": ("You", "您"),
    "assistant": ("Carrel", "Carrel"),
    "system": ("System", "系统"),
    "sources": ("Sources", "来源"),
    "version": ("version {n} of {of}", "第 {n} 个版本，共 {of} 个"),
    "stopped": ("Stopped here.", "回答在此停止。"),
    "interrupted": ("Interrupted here.", "回答在此中断。"),
    "up": ("Rated good", "评价：好"),
    "down": ("Rated bad", "评价：不好"),
    "correction": ("Corrected answer", "更正后的回答"),
    "refused": ("Nothing in the documents answers this.", "文档中没有能回答这个问题的内容。"),
    "unsupported": (
        "[?] None of the passages says this.",
        "[?] 没有任何原文段落支持这句话。",
    ),
    "image": ("image", "图片"),
    "title": ("Conversations", "对话"),
}


def word(name: Word, language: Language, **values: object) -> str:
    """A word or a sentence in a language."""
    return _WORDS[name][language == "zh"].format(**values)


def moment(seconds: float) -> str:
    """A time as people write it, in this computer's time zone."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
