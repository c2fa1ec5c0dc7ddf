from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.computer import largest, this_computer
from desktop.ui.first_run import FirstRun
from tests.ui.conftest import Screen

GB = 10**9


def _card(screen: Screen) -> FirstRun:
    found = screen.window.findChild(FirstRun)
    assert found is not None
    return found


def test_a_new_home_says_what_this_computer_can_run(screen: Screen) -> None:
    computer = this_computer()

    words = " ".join(each.text() for each in _card(screen).findChildren(QLabel))

    assert _card(screen).isVisible()
    assert f"up to about {computer.billions} billion parameters" in words
    assert f"{computer.n_cores} cores" in words


def test_a_language_takes_effect_at_once(screen: Screen) -> None:
    with screen.bot.waitSignal(screen.window.look_changed):
        screen.bot.mouseClick(screen.find(QPushButton, "中文"), Qt.MouseButton.LeftButton)

    assert screen.parts.settings.current.window.language == "zh"


def test_it_goes_with_the_first_conversation_and_can_be_called_again(screen: Screen) -> None:
    screen.parts.conversations.begin("Rent")
    screen.window.open_conversation(None)
    was_gone = not _card(screen).isVisible()

    command = next(each for each in screen.window.actions() if each.text() == "Welcome")
    command.trigger()

    assert was_gone
    assert _card(screen).isVisible()


def test_the_largest_model_fits_with_room_for_the_rest() -> None:
    assert [largest(each * GB) for each in (2, 4, 8, 16, 32, 64)] == [1, 1, 4, 14, 32, 32]
