"""Notifications of Linux desktops, over the session's D-Bus; the only file that uses jeepney.

Qt's own D-Bus cannot do this from Python: it sends no unsigned number, and `Notify` takes one.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.auth import AuthenticationError
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

logger = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_CLICKED = "ActionInvoked"
_NEW = 0
_AS_LONG_AS_USUAL = -1
_PATIENCE_S = 5.0


class NotificationBus:
    """Speaks to the desktop from threads: one that hangs must not hang the window.

    `on_click` is called from such a thread.
    """

    def __init__(self, open_word: str, on_click: Callable[[], None]) -> None:
        self._open_word, self._on_click = open_word, on_click
        self._wanted: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._shown: set[int] = set()
        threading.Thread(target=self._run, name="notifications", daemon=True).start()

    def tell(self, words: str) -> None:
        """Show a notification soon."""
        self._wanted.put(words)

    def close(self) -> None:
        """Leave the bus."""
        self._wanted.put(None)

    def _run(self) -> None:
        try:
            with open_dbus_connection(bus="SESSION") as connection:
                self._serve(connection)
        except (OSError, LookupError, ValueError, AuthenticationError, DBusErrorResponse) as error:
            logger.info("no notifications on this desktop: %s", type(error).__name__)

    def _serve(self, connection: DBusConnection) -> None:
        clicks = MatchRule(type="signal", interface=_NAME, member=_CLICKED)
        Proxy(message_bus, connection, timeout=_PATIENCE_S).AddMatch(clicks)
        threading.Thread(target=self._hear, args=(connection,), daemon=True).start()
        while (words := self._wanted.get()) is not None:
            connection.send(self._message(words))

    def _message(self, words: str) -> Message:
        actions = ["default", self._open_word]
        hints = {"desktop-entry": ("s", "carrel")}
        body = ("Carrel", _NEW, "carrel", "Carrel", words, actions, hints, _AS_LONG_AS_USUAL)
        return new_method_call(_SERVICE, "Notify", "susssasa{sv}i", body)

    def _hear(self, connection: DBusConnection) -> None:
        # Until the connection is closed.
        with contextlib.suppress(OSError, ValueError):
            while True:
                self._take(connection.receive())

    def _take(self, message: Message) -> None:
        if message.header.message_type == MessageType.method_return:
            self._shown.update(each for each in message.body if isinstance(each, int))
            return
        # Every program hears of every click.
        is_click = message.header.fields.get(HeaderFields.member) == _CLICKED
        if is_click and message.body[0] in self._shown:
            self._on_click()
