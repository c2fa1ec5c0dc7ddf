from __future__ import annotations

import multiprocessing
import threading

import pytest

from desktop.engine.llama import Interruption
from desktop.engine.worker import EngineWorker
from desktop.engine_messages import Generate, Prepare

pytestmark = pytest.mark.model


def test_a_command_that_comes_in_as_its_job_begins_does_not_interrupt_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours, theirs = multiprocessing.Pipe()
    engine = EngineWorker(theirs)
    judged, taken = threading.Event(), threading.Event()
    set_now = Interruption.set

    def set_late(self: Interruption, yes: bool) -> None:
        # The reader has judged the background job; the job loop takes the next command meanwhile.
        if yes and threading.current_thread().name == "commands":
            judged.set()
            taken.wait(0.5)
        set_now(self, yes)

    monkeypatch.setattr(Interruption, "set", set_late)
    engine._begin(1, is_background=True)
    ours.send(Generate(2, question="Hi"))
    assert judged.wait(5)
    command = engine.desk.take()
    engine._begin(2, is_background=isinstance(command, Prepare))
    taken.set()
    threading.Event().wait(0.2)

    assert not engine._interruption
    ours.close()
