from __future__ import annotations

import os
import secrets
from pathlib import Path

import pytest

from desktop.engine.state_store import StateStore, fingerprint
from desktop.engine_messages import KvFolder

_KEY = bytes(range(32))
_TOKENS = tuple(range(1000, 1400))


def _store(
    path: Path, quota: int = 10_000_000, key: bytes = _KEY, model: str = "m" * 40
) -> StateStore:
    return StateStore(KvFolder(str(path), key, quota), model)


def _saved(path: Path, conversation: str = "c", size: int = 5000) -> bytes:
    data = secrets.token_bytes(size)
    assert _store(path).save(conversation, _TOKENS, memoryview(data))
    return data


def _file(path: Path) -> Path:
    (found,) = path.glob("*/*.kv")
    return found


def test_a_state_comes_back_as_it_was_in_another_run(tmp_path: Path) -> None:
    data = _saved(tmp_path)
    store = _store(tmp_path)

    best = store.best((*_TOKENS, 7, 8), 0, 9999)

    assert best is not None
    assert best.tokens == _TOKENS
    assert store.load(best) == data


def test_the_longest_shared_prefix_wins_whosever_it_is(tmp_path: Path) -> None:
    store = _store(tmp_path)
    store.save("one", (*_TOKENS[:200], 1, 2), memoryview(b"one"))
    store.save("two", _TOKENS[:300], memoryview(b"two"))

    best = store.best(_TOKENS, 0, 9999)

    assert best is not None
    assert store.load(best) == b"two"
    assert store.best(_TOKENS, 290, 9999) is None, "what is in memory already is as good"


def test_a_state_of_another_model_is_no_state(tmp_path: Path) -> None:
    _saved(tmp_path)

    assert _store(tmp_path, model="x" * 40).best(_TOKENS, 0, 9999) is None


def test_without_the_key_there_is_nothing_to_read(tmp_path: Path) -> None:
    _saved(tmp_path)

    assert _store(tmp_path, key=bytes(32)).best(_TOKENS, 0, 9999) is None


@pytest.mark.parametrize("where", [0, 12, 40, 300, 2000, -1])
def test_a_damaged_state_is_ignored_and_removed(tmp_path: Path, where: int) -> None:
    _saved(tmp_path)
    path = _file(tmp_path)
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)
    store = _store(tmp_path)

    best = store.best(_TOKENS, 0, 9999)

    assert best is None or store.load(best) is None
    assert not path.exists()


@pytest.mark.parametrize("n_bytes", [0, 5, 100, 1700, 3000])
def test_a_cut_state_is_ignored(tmp_path: Path, n_bytes: int) -> None:
    _saved(tmp_path)
    path = _file(tmp_path)
    path.write_bytes(path.read_bytes()[:n_bytes])
    store = _store(tmp_path)

    best = store.best(_TOKENS, 0, 9999)

    assert best is None or store.load(best) is None


def test_a_state_put_into_another_conversations_folder_is_refused(tmp_path: Path) -> None:
    _saved(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    _file(tmp_path).rename(other / _store(tmp_path)._name)

    assert _store(tmp_path).best(_TOKENS, 0, 9999) is None


def test_the_oldest_states_make_room(tmp_path: Path) -> None:
    for number in range(4):
        _saved(tmp_path, f"c{number}", 20_000)
        for path in tmp_path.glob(f"c{number}/*.kv"):
            os.utime(path, (number, number))

    saved = _store(tmp_path, quota=70_000).save("new", _TOKENS, memoryview(bytes(20_000)))

    assert saved
    assert {each.parent.name for each in tmp_path.glob("*/*.kv")} == {"c2", "c3", "new"}


def test_what_is_larger_than_the_quota_is_not_kept_and_pushes_nothing_out(tmp_path: Path) -> None:
    _saved(tmp_path, "other", 50)

    assert not _store(tmp_path, quota=100).save("c", _TOKENS, memoryview(bytes(5000)))
    assert [each.parent.name for each in tmp_path.glob("*/*.kv")] == ["other"]


def test_a_longer_state_than_the_window_is_no_state(tmp_path: Path) -> None:
    _saved(tmp_path)

    assert _store(tmp_path).best(_TOKENS, 0, len(_TOKENS)) is None


def test_what_was_left_half_written_is_removed(tmp_path: Path) -> None:
    part = tmp_path / "c" / "x.part"
    part.parent.mkdir()
    part.write_bytes(b"half")

    _store(tmp_path)

    assert not part.exists()


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    blocked = tmp_path / "kv"
    blocked.write_text("a file")

    assert not _store(blocked).save("c", _TOKENS, memoryview(bytes(500)))


def test_writing_that_is_given_up_leaves_what_was_there_before(tmp_path: Path) -> None:
    data = _saved(tmp_path)
    store = _store(tmp_path)

    saved = store.save("c", (*_TOKENS, 9), memoryview(bytes(5000)), lambda: True)

    best = _store(tmp_path).best(_TOKENS, 0, 9999)
    assert not saved
    assert best is not None
    assert store.load(best) == data
    assert [each.suffix for each in tmp_path.glob("c/*")] == [".kv"]


def test_other_weights_or_options_make_another_fingerprint(tmp_path: Path) -> None:
    model, other = tmp_path / "a", tmp_path / "b"
    model.write_bytes(bytes(5_000_000))
    other.write_bytes(bytes(4_999_999) + b"x")
    copy = tmp_path / "c"
    copy.write_bytes(model.read_bytes())

    assert fingerprint(model, "f16", "1") == fingerprint(copy, "f16", "1")
    assert fingerprint(model, "f16", "1") != fingerprint(other, "f16", "1")
    assert fingerprint(model, "f16", "1") != fingerprint(model, "q8_0", "1")
    assert fingerprint(model, "f16", "1") != fingerprint(model, "f16", "2")
