"""The ways everybody takes: an evening and the next morning, accidents, company, another model."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from pathlib import Path

from trip import Trip

_QUESTION = "How much is the monthly rent?"


def evening(trip: Trip) -> None:
    """Drop, wait, ask, read, open the citation, thumbs up, quit, come back."""
    desk = trip.desk
    trip.start()
    assert trip.is_there("Conversations stored unencrypted") == (trip.mode == "plain")
    desk.picture(f"{trip.mode}-1-start")
    trip.add_lease()
    trip.ask(_QUESTION)
    trip.find("Quote:")
    trip.answered()
    assert len(desk.text_of(trip.find("Answer:"))) > 10, "the answer is empty"
    desk.picture(f"{trip.mode}-2-answer")
    trip.click("Open citation 1")
    trip.find("Page with the passage marked")
    trip.see_mark(f"{trip.mode}-3-citation")
    trip.click("Good answer")
    desk.wait(lambda: trip.is_checked("Good answer"), "thumb")
    desk.picture(f"{trip.mode}-4-thumb")
    trip.restart()
    desk.click(_QUESTION, "list item")
    trip.find("Quote:")
    desk.wait(lambda: trip.is_checked("Good answer"), "thumb of yesterday")
    desk.picture(f"{trip.mode}-5-next-morning")
    trip.quit()


def accidents(trip: Trip) -> None:
    """Workers are killed in the middle of work; the window lives and the next question works."""
    desk = trip.desk
    trip.start()
    trip.add_lease()
    # The index dies between two questions.
    _kill(trip.window.pid, "index")
    trip.ask(_QUESTION)
    trip.answered()
    # The engine dies while it writes.
    trip.new_conversation()
    trip.click("Use my documents")
    trip.ask("Write a long story about a library.")
    desk.wait(lambda: len(desk.text_of(trip.find("Answer:"))) > 40, "a beginning", 120)
    _kill(trip.window.pid, "engine")
    desk.wait_for(trip.say("The model stopped working and was restarted", "模型意外停止"))
    kept = desk.text_of(trip.find("Answer:"))
    assert len(kept) > 40, "the text so far was lost"
    trip.find("Continue")
    desk.picture("accident-engine")
    trip.click("Use my documents")
    trip.ask("Who maintains the roof?")
    trip.find("Quote:")
    desk.wait(lambda: len(trip.all("Good answer")) >= 2, "second answer", 120)
    # The window itself dies: nothing that was on the screen for a second is lost.
    trip.window.send_signal(signal.SIGKILL)
    trip.window.wait(20)
    time.sleep(1.0)
    trip.start()
    desk.click("Write a long story", "list item")
    trip.find("Quote:")
    found = [desk.text_of(each) for each in trip.all("Answer:")]
    assert any(kept[:40] in each for each in found), "the text so far was lost"
    trip.quit()


def company(trip: Trip) -> None:
    """While the window is open, commands of a terminal go through it."""
    trip.start()
    lease = str(trip.samples / "warehouse-lease.pdf")
    done = trip.command("index", "--json", lease)
    assert json.loads(done.splitlines()[-1])["files"] == 1
    trip.wait_documents(1)
    assert "9,400" in trip.command("search", "--json", "monthly rent")
    trip.quit()


def engine(trip: Trip) -> None:
    """A damaged model is refused in words; a good one answers, shows its prompt and goes on."""
    desk = trip.desk
    broken = Path(trip.home, "broken.gguf")
    trip.settings({"engine": {"model": str(broken)}})
    broken.write_bytes(b"GGUF" + (3).to_bytes(4, "little") + bytes(range(200)) * 20)
    trip.start()
    trip.click("Use my documents")
    trip.ask("Hello?")
    desk.wait_for("broken.gguf")
    desk.wait_for(trip.say("is damaged", "损坏"))
    desk.picture("engine-damaged")
    trip.quit()

    trip.settings({"chat": {"use_documents": False}})
    trip.start()
    trip.ask("My boat is called Heron and lies in Oxbow. Write about boats.")
    trip.answered()
    trip.click("What was sent")
    trip.wait_for("The prompt has ")
    desk.picture("engine-sent")
    desk.key("Escape")
    trip.ask("Write more about boats.")
    trip.answered(2)
    trip.quit()
    content = b"".join(path.read_bytes() for path in Path(trip.home, "kv").glob("*/*.kv"))
    assert len(content) > 1_000_000, "no state of the conversation was kept"
    assert b"Heron" not in content

    trip.start()
    desk.click("My boat is called", "list item")
    trip.ask("Shorter, please.")
    trip.answered(3)
    sent = desk.wait(lambda: trip.all("What was sent")[-1], "button")
    sent.get_action_iface().do_action(0)
    trip.wait_for("The prompt has ")
    known = trip.say("tokens were in memory already", "已在内存中")
    (memory,) = [name for name in map(_name, desk.widgets()) if known in name]
    numbers = [int(each) for each in re.findall(r"\d+", memory.replace(",", ""))]
    assert min(numbers) > max(numbers) * 0.8, memory
    desk.picture("engine-next-morning")
    desk.key("Escape")
    trip.quit()


def _name(widget: object) -> str:
    return widget.get_name() or ""  # type: ignore[attr-defined]


def _kill(window: int, worker: str) -> None:
    """SIGKILL a worker of a window, told by the libraries it has open."""
    sign = {"engine": "libllama", "index": "lance"}[worker]
    for pid in _children(window):
        maps = Path(f"/proc/{pid}/maps").read_text("utf-8", "replace")
        if sign in maps:
            os.kill(pid, signal.SIGKILL)
            return
    raise AssertionError(f"there is no {worker} to kill")


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(each) for each in (task / "children").read_text().split()]
    return found
