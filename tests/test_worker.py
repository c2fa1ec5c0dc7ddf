"""The desk of a worker: which command is taken when, by which thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from desktop.messages import Command, IndexPaths, RemoveDocuments, Search, Shutdown
from desktop.worker import Desk


def _is_removal(command: Command) -> bool:
    return isinstance(command, RemoveDocuments)


@pytest.fixture
def owner() -> Iterator[tuple[Connection, Desk]]:
    """The owner's end of the pipe, and the desk at the other."""
    ours, theirs = Pipe()
    yield ours, Desk(theirs)
    ours.send(Shutdown(0))
    ours.close()


def test_the_way_back_is_taken_only_when_the_removal_before_it_is_done(
    owner: tuple[Connection, Desk],
) -> None:
    pipe, desk = owner
    pipe.send(RemoveDocuments(1, (7,)))
    pipe.send(IndexPaths(2, ("/a/7.txt",), "default"))
    pipe.send(RemoveDocuments(3, (8,)))
    done: list[int] = []

    def index() -> None:
        command = desk.take(lambda each: isinstance(each, IndexPaths), _is_removal)
        assert command is not None
        desk.work(command, lambda each: done.append(each.job))

    indexing = threading.Thread(target=index)
    indexing.start()
    removal = desk.take(_is_removal)
    assert removal is not None
    indexing.join(0.2)
    waited = indexing.is_alive()
    desk.work(removal, lambda each: done.append(each.job))
    indexing.join(5)

    assert waited
    assert done == [1, 2]


def test_what_is_read_does_not_wait_for_a_search_nor_for_a_removal_that_came_later(
    owner: tuple[Connection, Desk],
) -> None:
    pipe, desk = owner
    pipe.send(Search(1, "rent"))
    pipe.send(IndexPaths(2, ("/a/7.txt",), "default"))
    pipe.send(RemoveDocuments(3, (8,)))
    searching = desk.take(lambda each: isinstance(each, Search))

    command = desk.take(lambda each: isinstance(each, IndexPaths), _is_removal)

    assert searching is not None
    assert command is not None
    assert command.job == 2


def test_a_job_that_breaks_holds_up_nobody(owner: tuple[Connection, Desk]) -> None:
    pipe, desk = owner
    pipe.send(RemoveDocuments(1, (7,)))
    pipe.send(IndexPaths(2, ("/a/7.txt",), "default"))
    removal = desk.take(_is_removal)
    assert removal is not None

    def break_down(_: Command) -> None:
        raise ValueError("a bug")

    desk.work(removal, break_down)
    command = desk.take(lambda each: isinstance(each, IndexPaths), _is_removal)

    assert command is not None
    assert command.job == 2
