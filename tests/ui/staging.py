"""What the stages have in common: a conversation with everything in it, and ways to a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain import Citation, Quote, Turn
from desktop.ui.theme import Theme
from tests.ui.conftest import Screen

QUESTION = {
    "en": "How much is the rent, and what must the tenant do before leaving?",
    "zh": "租金是多少？退租前租户需要做什么？",
}
RENT = {"en": "The monthly rent is 9,400 euros.", "zh": "每月租金为人民币 9,400 元。"}
KEYS = {
    "en": "Before leaving the tenant returns all keys and has the rooms painted.",
    "zh": "退租前，承租人应归还全部钥匙，并将房间重新粉刷。",
}
PROSE = {
    "en": """The rent is **9,400 euros** a month. It rises every year.

| Part | Euros | Due |
|:--|--:|:-:|
| Rooms | 8,600 | 3rd |
| Parking | 800 | 3rd |

- [x] return all keys
- [ ] have the rooms painted

```python
def rent(months: int) -> int:
    return 9_400 * months
```
""",
    "zh": """每月租金为 **9,400 元**，每年会上涨。

| 项目 | 金额 | 日期 |
|:--|--:|:-:|
| 房间 | 8,600 | 3 日 |
| 车位 | 800 | 3 日 |

- [x] 归还全部钥匙
- [ ] 重新粉刷房间

```python
def rent(months: int) -> int:
    return 9_400 * months
```
""",
}
PATH = "/home/a/Contracts/lease.pdf"

Language = str
Stage = Callable[[Screen, Theme, Language], QWidget]
"""Brings a screen up in a window of this theme and language; returns what is to be looked at."""


def shown(widget: QWidget) -> QWidget:
    widget.show()
    QApplication.processEvents()
    return widget


def by_key(screen: Screen, key: Qt.Key) -> QWidget:
    QTest.keyClick(screen.window, key, Qt.KeyboardModifier.ControlModifier)
    return modal(screen)


def by_command(screen: Screen, *names: str) -> QWidget:
    command = next(each for each in screen.window.actions() if each.text() in names)
    command.trigger()
    return modal(screen)


def modal(screen: Screen) -> QWidget:
    screen.bot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=3000)
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def turned_to(screen: Screen, *names: str) -> QWidget:
    next(each for each in screen.window.actions() if each.text() in names).trigger()
    screen.bot.wait(50)
    return screen.window


def conversation(screen: Screen, language: Language, **changes: object) -> Turn:
    """A conversation with one answer that has everything an answer can have."""
    store = screen.store
    at = screen.parts.conversations.begin(QUESTION[language]).id
    question = store.turns.add_turn(at, None, "user", QUESTION[language])
    answer = store.turns.add_turn(at, question.id, "assistant", PROSE[language])
    first, second = RENT[language], KEYS[language]
    rest = {
        "quotes": (
            Quote(1, first, PATH, 2, 10, 10 + len(first)),
            Quote(2, second, PATH, 5, 90, 90 + len(second)),
        ),
        "citations": (
            Citation(1, PATH, 2, 10, 10 + len(first), first, 3),
            Citation(2, PATH, 5, 90, 90 + len(second), second, 3),
            Citation(3, "/home/a/Contracts/rents.xlsx", 1, 0, 11, "Site | Rent", 4, "Rent!A1:B3"),
        ),
        "verdict": "grounded",
        "model": "small",
        **changes,
    }
    turn = replace(answer, **rest)  # type: ignore[arg-type]  # names of fields
    store.turns.save_turn(turn)
    screen.window.open_conversation(at)
    QApplication.processEvents()
    return turn
