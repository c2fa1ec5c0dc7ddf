from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.chat.conversations import Conversations
from desktop.domain import Citation, Feedback, Problem, Quote, Speed, Support
from desktop.errors import TransferError
from desktop.inference import (
    ChosenPreset,
    DroppedTurn,
    PromptPart,
    Sampling,
    SentPassage,
    SentPrompt,
    Summary,
)
from desktop.paths import Home
from desktop.storage.database import Store, open_store
from desktop.transfer.reading import read
from desktop.transfer.writing import ExportFile, pieces
from desktop.tree import Tree


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """A store in use, and an empty one."""
    homes = [Home(tmp_path / name) for name in ("one", "other")]
    for home in homes:
        home.create()
    one, other = (open_store(home, "plain", None) for home in homes)
    yield one, other
    one.close()
    other.close()


def fill(store: Store, path: Path) -> int:
    """Hold a conversation with branches and everything that can belong to one."""
    at = store.conversations.create("Lease 租约").id
    question = store.turns.add_turn(at, None, "user", "When does it end?\n什么时候到期？")
    first = store.turns.add_turn(at, question.id, "assistant", "", "streaming")
    store.turns.save_turn(
        replace(
            first,
            text="In 2032. Perhaps.",
            state="complete",
            verdict="grounded",
            quotes=(Quote(1, "ends", "/a.pdf", 2, 3, 7, "Rent!A1", "A | B"),),
            citations=(Citation(1, "/a.pdf", 2, 0, 9, "it ends.", 3, "Rent!A1"),),
            supports=(Support(0, 8, (1,)), Support(9, 17)),
            model="small",
            speed=Speed(10, 5, 1.5, 2.5, 30.25),
            finish="stop",
            reasoning="Let me see.",
        )
    )
    second = store.turns.add_turn(at, question.id, "assistant", "I cannot.", "stopped")
    store.turns.save_turn(replace(second, problem=Problem("engine_died", "/m.gguf", "x")))
    last = store.turns.add_turn(at, first.id, "user", "Thanks.")
    store.turns.add_turn(at, None, "user", "Edited: when does it end?")
    store.turns.show(at, question.id)
    assert store.turns.turns(at)[-1].id == last.id
    store.turns.pin(first.id, is_pinned=True)
    store.feedback.rate(first.id, Feedback("up", "clear", "In 2033."))
    store.feedback.rate(second.id, Feedback("down", "wrong"))
    _prefer(path, first.id, second.id)
    _remember(store, at, question.id, first.id)
    other = store.conversations.create("Other")
    store.turns.add_turn(other.id, None, "user", "Hello")
    empty = store.conversations.create("Begun by a file")
    gone = store.conversations.create("In the trash")
    store.conversations.trash(gone.id)
    assert empty.id
    return at


def _prefer(path: Path, chosen: int, rejected: int) -> None:
    file = sqlite3.connect(path)
    file.execute(
        "INSERT INTO preferences (chosen_id, rejected_id, reason, created_at)"
        " VALUES (?, ?, 'better', 12.5)",
        [chosen, rejected],
    )
    file.commit()
    file.close()


def _remember(store: Store, at: int, question: int, answer: int) -> None:
    store.recollection.save_summary(at, Summary("Of the first.", answer))
    store.recollection.save_prompt(
        answer,
        SentPrompt(
            "…", (PromptPart("system", 9),), 9, 0, 4096, "small", "CPU",
            Sampling(logit_bias=((3, -1.5),)), (DroppedTurn(question, "user", "summary"),),
            (SentPassage("/a.pdf", 2, 0.5, "it ends."),), "So far.", "translate",
        ),
    )  # fmt: skip
    store.conversations.set_preset(at, ChosenPreset("translate", (("language", "中文"),)))
    store.conversations.pin(at, is_pinned=True)


def export(store: Store, path: Path) -> str:
    archive = Conversations(store).archive
    file = ExportFile(path)
    for piece in pieces(archive.trees(archive.ids()), "json", "en", "All"):
        file.write(piece)
    file.finish()
    return path.read_text("utf-8")


def take_in(store: Store, trees: tuple[Tree, ...]) -> None:
    for _ in Conversations(store).archive.take_in(trees):
        pass


def timeless(text: str) -> object:
    return {**json.loads(text), "exported_at": 0}


def test_exports_round_trip(stores: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = stores
    fill(one, Home(tmp_path / "one").store)
    # Ids differ in the other store, as they do after a wipe.
    other.turns.add_turn(other.conversations.create("x").id, None, "user", "x")
    other.conversations.trash(1)
    before = export(one, tmp_path / "before.json")

    contents = read(tmp_path / "before.json", lambda _: True)
    take_in(other, contents.trees)
    after = export(other, tmp_path / "after.json")

    assert timeless(after) == timeless(before)
    assert [each["title"] for each in json.loads(before)["conversations"]] == [
        "Begun by a file",
        "Other",
        "Lease 租约",
    ]


def test_a_wiped_store_is_the_same_again(stores: tuple[Store, Store], tmp_path: Path) -> None:
    store, _ = stores
    at = fill(store, Home(tmp_path / "one").store)
    turns_before = store.turns.turns(at)
    before = export(store, tmp_path / "before.json")
    ids = store.conversations.ids()
    for each in ids:
        store.conversations.trash(each)
    store.conversations.delete_for_good(ids)
    assert not store.conversations.ids()

    take_in(store, read(tmp_path / "before.json", lambda _: True).trees)

    found = {each.title: each for each in store.conversations.newest_first()}["Lease 租约"]
    after = store.turns.turns(found.id)
    assert timeless(export(store, tmp_path / "after.json")) == timeless(before)
    assert found.is_pinned
    assert [replace(each, id=0, conversation_id=0, parent_id=0) for each in after] == [
        replace(each, id=0, conversation_id=0, parent_id=0) for each in turns_before
    ]
    assert len(store.turns.versions(found.id)) == 4
    sent = store.recollection.sent_prompt(after[1].id)
    assert sent is not None
    assert sent.dropped == (DroppedTurn(after[0].id, "user", "summary"),)


def test_the_same_file_twice_doubles_nothing(stores: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = stores
    fill(one, Home(tmp_path / "one").store)
    export(one, tmp_path / "all.json")
    trees = read(tmp_path / "all.json", lambda _: True).trees
    archive = Conversations(other).archive
    take_in(other, trees)
    (lease,) = [e for e in other.conversations.newest_first() if e.title.startswith("Lease")]
    other.turns.add_turn(lease.id, other.turns.turns(lease.id)[-1].id, "user", "And now?")
    other.conversations.rename(lease.id, "My lease")

    assert archive.new_among(trees) == ()
    other.conversations.trash(lease.id)
    assert [each.title for each in archive.new_among(trees)] == ["Lease 租约"]


def test_what_comes_in_is_seen_when_all_of_it_is_there(
    stores: tuple[Store, Store], tmp_path: Path
) -> None:
    one, other = stores
    fill(one, Home(tmp_path / "one").store)
    export(one, tmp_path / "all.json")
    archive = Conversations(other).archive
    steps = archive.take_in(read(tmp_path / "all.json", lambda _: True).trees)

    next(steps)
    next(steps)

    assert other.conversations.newest_first() == ()
    assert other.conversations.deleted() == ()
    for _ in steps:
        pass
    assert len(other.conversations.newest_first()) == 3


def test_giving_up_half_way_leaves_nothing(stores: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = stores
    fill(one, Home(tmp_path / "one").store)
    export(one, tmp_path / "all.json")
    archive = Conversations(other).archive
    steps = archive.take_in(read(tmp_path / "all.json", lambda _: True).trees)
    next(steps)
    next(steps)

    for _ in archive.give_up():
        pass

    assert not other.conversations.ids()
    assert other.finding.search("到期") == ()


def test_what_came_in_half_before_a_crash_is_removed_at_the_next_start(
    stores: tuple[Store, Store], tmp_path: Path
) -> None:
    one, other = stores
    fill(one, Home(tmp_path / "one").store)
    export(one, tmp_path / "all.json")
    next(Conversations(other).archive.take_in(read(tmp_path / "all.json", lambda _: True).trees))

    Conversations(other)

    assert not other.conversations.ids()


def _changed(change: str, to: str) -> str:
    turns = (
        '[{"id": 1, "parent_id": null, "role": "user", "text": "Q", "created_at": 1.0},'
        ' {"id": 2, "parent_id": 1, "role": "assistant", "text": "A", "created_at": 2.0}]'
    )
    whole = (
        '{"format": "carrel-conversations", "version": 1, "conversations": [{"title": "T",'
        f' "created_at": 1.0, "updated_at": 2.0, "shown": 2, "turns": {turns}}}]}}'
    )
    assert change in whole
    return whole.replace(change, to)


@pytest.mark.parametrize(
    ("change", "to", "code"),
    [
        ('"version": 1', '"version": 2', "import_newer"),
        ('"version": 1', '"version": "1"', "import_damaged"),
        ("carrel-conversations", "something-else", "import_unknown"),
        ('"parent_id": 1', '"parent_id": 3', "import_damaged"),
        ('"parent_id": 1', '"parent_id": [1]', "import_damaged"),
        ('"id": 2', '"id": 1', "import_damaged"),
        ('"shown": 2', '"shown": 7', "import_damaged"),
        ('"shown": 2', '"shown": []', "import_damaged"),
        ('"shown": 2', '"shown": 2, "summaries": [{"text": "", "until": 9}]', "import_damaged"),
        ('"shown": 2', '"shown": 2, "preferences": [{"chosen_id": 1, "rejected_id": 9,'
         ' "reason": "", "created_at": 1.0}]', "import_damaged"),
        ('"user"', '"robot"', "import_damaged"),
        ('"created_at": 2.0', '"created_at": 1e300', "import_damaged"),
        ('"created_at": 2.0', '"created_at": NaN', "import_damaged"),
        ('"created_at": 2.0', '"created_at": true', "import_damaged"),
        ('"text": "A"', '"text": 5', "import_damaged"),
        ('"text": "A"', '"text": "A", "quotes": [{"n": 1}]', "import_damaged"),
        ('"text": "A"', '"text": "A", "feedback": {"rating": "up"}', "import_damaged"),
        ('"text": "A"', '"text": "A', "import_damaged"),
        ("}]}", "}", "import_damaged"),
        ('{"format": "carrel-conversations"', "[" * 100_000, "import_damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_right_is_refused(
    change: str, to: str, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    path.write_text(_changed(change, to), "utf-8")

    with pytest.raises(TransferError) as caught:
        read(path, lambda _: True)

    assert caught.value.problem.code == code


def test_half_characters_and_nul_in_a_file_do_not_reach_the_store(
    stores: tuple[Store, Store], tmp_path: Path
) -> None:
    store, _ = stores
    path = tmp_path / "file.json"
    path.write_text(_changed('"text": "A"', '"text": "A\\ud800\\u0000B"'), "utf-8")

    take_in(store, read(path, lambda _: True).trees)

    (found,) = store.conversations.newest_first()
    assert store.turns.turns(found.id)[1].text == "A?B"


def test_a_file_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()

    with pytest.raises(TransferError) as caught:
        ExportFile(tmp_path / "nowhere" / "x.json")
    file = ExportFile(tmp_path / "taken")
    file.write("x")
    with pytest.raises(TransferError):
        file.finish()

    assert caught.value.problem.code == "export_not_writable"
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]
