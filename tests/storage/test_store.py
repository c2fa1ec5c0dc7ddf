from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain import Citation, Feedback, Quote, Support
from desktop.errors import StoreError
from desktop.paths import Home
from desktop.storage.database import Mode, open_store
from desktop.tree import Preference
from tests.fakes import refuse


class DictKeyRing:
    """A keyring that lives as long as a test."""

    def __init__(self) -> None:
        self.secrets: dict[str, bytes] = {}

    def read(self, name: str) -> bytes | None:
        return self.secrets.get(name)

    def write(self, name: str, secret: bytes) -> None:
        self.secrets[name] = secret


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.mark.parametrize("mode", ["keyring", "passphrase", "plain"])
def test_a_conversation_survives_in_every_mode(home: Home, mode: Mode) -> None:
    keyring = DictKeyRing()
    store = open_store(home, mode, "open sesame", keyring)
    conversation = store.conversations.create("Lease")
    question = store.turns.add_turn(conversation.id, None, "user", "什么时候到期？canary")
    answer = store.turns.add_turn(conversation.id, question.id, "assistant", "", "streaming")
    full = replace(
        answer,
        text="In 2032.",
        state="complete",
        verdict="grounded",
        quotes=(Quote(1, "ends", "/a.pdf", 2, 3, 7),),
        citations=(Citation(1, "/a.pdf", 2, 0, 9, "it ends."),),
        supports=(Support(0, 8, (1,)),),
    )
    store.turns.save_turn(full)
    store.feedback.rate(answer.id, Feedback("up", "right"))
    store.close()

    again = open_store(home, None, "open sesame", keyring)
    turns = again.turns.turns(conversation.id)
    found = again.finding.search("什么时候")
    again.close()

    assert turns[0].text == "什么时候到期？canary"
    assert turns[1] == replace(full, feedback=Feedback("up", "right"))
    assert [each.conversation.id for each in found] == [conversation.id]
    is_readable = any(b"canary" in each.read_bytes() for each in home.root.glob("carrel.db*"))
    assert is_readable == (mode == "plain")


def test_citations_kept_before_places_had_names_are_still_read(home: Home) -> None:
    store = open_store(home, "plain", None)
    conversation = store.conversations.create("Lease")
    turn = store.turns.add_turn(conversation.id, None, "assistant", "", "streaming")
    citation = Citation(1, "/a.pdf", 2, 0, 9, "it ends.", 3)
    quote = Quote(1, "ends", "/a.pdf", 2, 3, 7)
    store.turns.save_turn(replace(turn, quotes=(quote,), citations=(citation,)))
    store.close()
    file = sqlite3.connect(home.store)
    (before,) = file.execute("SELECT sources FROM turns").fetchone()
    file.execute("UPDATE turns SET sources = replace(sources, ', \"place\": \"\"', '')")
    (after,) = file.execute("SELECT sources FROM turns").fetchone()
    file.commit()
    file.close()

    again = open_store(home, None, None)
    (found,) = again.turns.turns(conversation.id)
    again.close()

    assert "place" in before
    assert "place" not in after
    assert (found.quotes, found.citations) == ((quote,), (citation,))


def test_a_wrong_passphrase_is_said_and_changes_nothing(home: Home) -> None:
    open_store(home, "passphrase", "right").close()
    before = home.store.read_bytes()

    with pytest.raises(StoreError) as caught:
        open_store(home, None, "wrong")

    assert caught.value.problem.code == "wrong_passphrase"
    assert home.store.read_bytes() == before


def test_no_new_key_is_made_while_a_database_exists(home: Home) -> None:
    keyring = DictKeyRing()
    open_store(home, "keyring", None, keyring).close()
    keyring.secrets.clear()

    with pytest.raises(StoreError) as caught:
        open_store(home, None, None, keyring)

    assert caught.value.problem.code == "key_missing"
    assert keyring.secrets == {}


def test_an_answer_on_its_way_is_marked_interrupted_at_the_next_start(home: Home) -> None:
    store = open_store(home, "plain", None)
    conversation = store.conversations.create("x")
    turn = store.turns.add_turn(conversation.id, None, "assistant", "", "streaming")
    store.turns.save_text(turn.id, "half an ans")
    store.close()

    (found,) = open_store(home, None, None).turns.turns(conversation.id)

    assert (found.state, found.text) == ("interrupted", "half an ans")


def test_a_question_and_its_answer_to_come_are_saved_together_or_not_at_all(home: Home) -> None:
    store = open_store(home, "plain", None)
    conversation = store.conversations.create("x")
    first, answer = store.turns.add_question(conversation.id, None, "When?")
    # The answer is refused: the question before it in the same transaction goes, too.
    refuse(home.store, "BEFORE INSERT ON turns WHEN new.role = 'assistant'")

    with pytest.raises(StoreError):
        store.turns.add_question(conversation.id, answer.id, "And why?")

    # Every turn: one that no branch leads to would be a leftover, too.
    kept = store.turns.every(conversation.id)
    store.close()
    assert [each.id for each in kept] == [first.id, answer.id]
    assert (kept[1].parent_id, kept[1].state, kept[1].text) == (first.id, "streaming", "")


def test_conversations_chosen_together_go_to_the_trash_and_come_back_together_or_not_at_all(
    home: Home,
) -> None:
    store = open_store(home, "plain", None)
    first, second = (store.conversations.create(each).id for each in "ab")
    other = store.conversations.create("c").id
    store.conversations.trash(other)
    refuse(home.store, f"BEFORE UPDATE ON conversations WHEN new.id = {second}")

    # One transaction for all: each waits for the disk.
    for change in (store.conversations.trash, store.conversations.restore):
        with pytest.raises(StoreError):
            change(other, first, second)
    with pytest.raises(StoreError):
        store.conversations.pin(first, second, is_pinned=True)

    kept = {each.id: each.is_pinned for each in store.conversations.newest_first()}
    store.close()
    assert kept == {first: False, second: False}


def test_there_is_a_conversation_while_one_is_not_in_the_trash(home: Home) -> None:
    store = open_store(home, "plain", None)
    had = [store.conversations.has_any()]
    first, second = (store.conversations.create(each).id for each in "ab")

    for gone in (first, second):
        store.conversations.trash(gone)
        had.append(store.conversations.has_any())

    store.close()
    assert had == [False, True, False]


def test_words_are_found_in_the_first_and_the_last_turn_of_a_conversation_among_others(
    home: Home,
) -> None:
    store = open_store(home, "plain", None)
    at, other = (store.conversations.create(each).id for each in "ab")
    first = store.turns.add_turn(at, None, "user", "The rent?").id
    store.turns.add_turn(other, None, "user", "The rent, too?")
    last = store.turns.add_turn(at, first, "assistant", "The RENT is 9,400.").id
    store.turns.add_turn(other, None, "user", "And the rent?")

    found = store.recollection.mentioning(at, ["rent"], 10)
    none = store.recollection.mentioning(store.conversations.create("c").id, ["rent"], 10)

    store.close()
    assert found == (first, last)
    assert none == ()


def test_to_find_words_in_a_conversation_the_others_are_not_gone_through(home: Home) -> None:
    store = open_store(home, "plain", None)
    at, other = (store.conversations.create(each).id for each in "ab")
    store.turns.add_turn(at, None, "user", "The rent is due every month.")

    def fastest() -> float:
        times = []
        for _ in range(20):
            begun = time.process_time()
            assert store.recollection.mentioning(at, ["rent", "due", "every", "month"], 10)
            times.append(time.process_time() - begun)
        return min(times)

    alone = fastest()
    file = sqlite3.connect(home.store)
    file.executemany(
        "INSERT INTO turns (conversation_id, role, text, created_at, state)"
        " VALUES (?, 'user', 'Every rent is due in some month.', 0, 'complete')",
        [(other,)] * 20_000,
    )
    file.commit()
    file.close()
    among_many = fastest()

    store.close()
    assert among_many < 50 * alone, (alone, among_many)


def test_feedback_chosen_together_is_deleted_and_comes_back_together_or_not_at_all(
    home: Home,
) -> None:
    store = open_store(home, "plain", None)
    at = store.conversations.create("x").id
    answers = [store.turns.add_turn(at, None, "assistant", each).id for each in "abc"]
    store.feedback.rate(answers[0], Feedback("up"), 10.0)
    store.feedback.rate(answers[1], Feedback("down", "wrong", "b!"), 20.0)
    store.feedback.prefer(Preference(answers[0], answers[2], "says more", 30.0))
    before = store.feedback.judged()

    store.feedback.forget(before)
    assert not store.feedback.judged()
    store.feedback.bring_back(before)
    assert store.feedback.judged() == before
    refuse(home.store, "BEFORE DELETE ON preferences")
    with pytest.raises(StoreError):
        store.feedback.forget(before)

    after = store.feedback.judged()
    store.close()
    assert after == before


def test_a_damaged_store_is_left_as_it_is(home: Home) -> None:
    open_store(home, "plain", None).close()
    home.store.write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    before = home.store.read_bytes()

    with pytest.raises(StoreError) as caught:
        open_store(home, None, None)

    assert caught.value.problem.code == "store_damaged"
    assert home.store.read_bytes() == before


def test_a_store_of_the_version_before_is_searched_by_its_quotes_as_well(home: Home) -> None:
    store = open_store(home, "plain", None)
    conversation = store.conversations.create("Lease")
    turn = store.turns.add_turn(conversation.id, None, "assistant", "", "streaming")
    store.turns.save_turn(replace(turn, quotes=(Quote(1, "It ends in 2032.", "/a.pdf", 2, 3, 7),)))
    store.close()
    _take_back_to_step_two(home)

    again = open_store(home, None, None)
    found = again.finding.search("ends")
    again.turns.add_turn(conversation.id, turn.id, "user", "Thank you.")
    later = again.finding.search("thank")
    again.close()

    assert [each.turn_id for each in found] == [turn.id]
    assert len(later) == 1


def _take_back_to_step_two(home: Home) -> None:
    """Undo the third step of `migrations`, as a store of that time never had it."""
    file = sqlite3.connect(home.store)
    file.executescript(
        """
        DROP TABLE drafts;
        DROP TABLE preferences;
        DROP INDEX turns_by_parent;
        DROP TRIGGER turn_added;
        DROP TRIGGER turn_removed;
        DROP TRIGGER turn_changed;
        DROP TABLE turn_text;
        ALTER TABLE turns DROP COLUMN quoted;
        ALTER TABLE conversations DROP COLUMN is_pinned;
        ALTER TABLE conversations DROP COLUMN collections;
        CREATE VIRTUAL TABLE turn_text USING fts5 (
            text, content = 'turns', content_rowid = 'id', tokenize = 'trigram'
        );
        INSERT INTO turn_text (turn_text) VALUES ('rebuild');
        CREATE TRIGGER turn_added AFTER INSERT ON turns BEGIN
            INSERT INTO turn_text (rowid, text) VALUES (new.id, new.text);
        END;
        CREATE TRIGGER turn_removed AFTER DELETE ON turns BEGIN
            INSERT INTO turn_text (turn_text, rowid, text) VALUES ('delete', old.id, old.text);
        END;
        CREATE TRIGGER turn_changed AFTER UPDATE OF text ON turns BEGIN
            INSERT INTO turn_text (turn_text, rowid, text) VALUES ('delete', old.id, old.text);
        END;
        PRAGMA user_version = 2;
        """
    )
    file.close()
