"""Notifications, on a bus of their own with a desktop that is played over the real protocol."""

from __future__ import annotations

import logging
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QIcon
from pytestqt.qtbot import QtBot

from desktop.ui.notifier import Notifier

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed: see make test"
)
_NAME, _PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
    yield
    daemon.terminate()
    daemon.wait(10)
    daemon.stdout.close()


def _desktop(shown: queue.SimpleQueue[tuple[str, object]]) -> None:
    """Show one notification, and click on it; and on one of another program before."""
    from jeepney import DBusAddress, message_bus, new_method_return, new_signal
    from jeepney.io.blocking import Proxy, open_dbus_connection

    with open_dbus_connection(bus="SESSION") as connection:
        Proxy(message_bus, connection).RequestName(_NAME)
        shown.put(("up", None))
        message = connection.receive(timeout=20)
        while message.header.fields.get(3) != "Notify":
            message = connection.receive(timeout=20)
        connection.send(new_method_return(message, "u", (7,)))
        here = DBusAddress(_PATH, interface=_NAME)
        for number in (3, 7):
            connection.send(new_signal(here, "ActionInvoked", "us", (number, "default")))
        fields = {code.name: value for code, value in message.header.fields.items()}
        shown.put((fields["signature"], message.body))


def test_a_notification_is_shown_and_a_click_on_it_is_heard(bus: None, qtbot: QtBot) -> None:
    shown: queue.SimpleQueue[tuple[str, object]] = queue.SimpleQueue()
    threading.Thread(target=_desktop, args=(shown,), daemon=True).start()
    shown.get(timeout=20)
    notifier = Notifier(QIcon())

    with qtbot.waitSignal(notifier.clicked, timeout=20_000):
        notifier.tell("The answer is ready")

    signature, body = shown.get(timeout=20)
    assert signature == "susssasa{sv}i"
    assert isinstance(body, tuple)
    assert body[3:5] == ("Carrel", "The answer is ready")
    notifier.close()


def test_a_desktop_without_notifications_is_no_error(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    caplog.set_level(logging.INFO)
    notifier = Notifier(QIcon())

    notifier.tell("The answer is ready")

    qtbot.waitUntil(lambda: "no notifications on this desktop" in caplog.text, timeout=5000)
    assert "The answer is ready" not in caplog.text
    notifier.close()
