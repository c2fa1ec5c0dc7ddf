"""What runs in the child of a test's worker: one that works, one that never reads, one that saves.

Kept apart from the tests so that a child starts in a moment.
"""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.messages import Command, ListDocuments
from desktop.worker import Desk, settle


def work(pipe: Connection) -> None:
    """Finish every job; the collection of `ListDocuments` says what else befalls it."""
    settle()
    desk = Desk(pipe)

    def run(command: Command) -> None:
        assert isinstance(command, ListDocuments)
        match command.collection:
            case "die":
                os._exit(3)
            case "stop":
                os.kill(os.getpid(), signal.SIGSTOP)
            case "long":
                while not desk.is_cancelled(command.job):
                    time.sleep(0.01)

    while (command := desk.take()) is not None:
        desk.work(command, run)


def sleep(_: Connection) -> None:
    """Never read and never answer."""
    settle()
    time.sleep(300)


def work_then_save(pipe: Connection, file: str, seconds: float) -> None:
    """Work, and at the end write a file that takes a while; another tells that this began."""
    work(pipe)
    Path(file).with_suffix(".begun").touch()
    time.sleep(seconds)
    Path(file).write_text("saved", "utf-8")
