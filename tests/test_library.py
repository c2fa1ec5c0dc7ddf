"""Folders kept in step, as the use case sees them: played workers, no files."""

from __future__ import annotations

import itertools
from pathlib import Path

from desktop.domain import Folder, IndexSummary, Problem
from desktop.library import Library
from desktop.library_update import FoldersChanged, IndexingEnded, IndexingMoved, Update
from desktop.messages import (
    Cancel,
    ChooseInFolder,
    DocumentChanged,
    DocumentList,
    Event,
    Failed,
    Finished,
    FolderList,
    FoldersTouched,
    FollowFolders,
    ForgetFolder,
    Indexed,
    IndexPaths,
    Progress,
)
from tests.fakes import FakeSender, document

_FOLDERS = (
    Folder(1, "default", "/a"),
    Folder(2, "default", "/b"),
    Folder(3, "@7", "/a"),
)
_NOTHING_NEW = IndexSummary(0, 0, 9, (), (), 0.1)


class Desk:
    """A library with a played index."""

    def __init__(self, folders: tuple[Folder, ...] = _FOLDERS) -> None:
        self.index = FakeSender()
        self.updates: list[Update] = []
        self.library = Library(self.index, itertools.count(1), self.updates.append)
        self.library.refresh()
        self.hear(DocumentList(1, ()), FolderList(2, folders))

    def hear(self, *events: Event) -> None:
        for event in events:
            self.library.handle(event)

    def rescans(self) -> list[IndexPaths]:
        return [e for e in self.index.sent if isinstance(e, IndexPaths) and e.is_rescan]

    def end_rescan(self, *events: Event) -> None:
        job = self.rescans()[-1].job
        self.hear(*events, Indexed(job, _NOTHING_NEW), Finished(job))


def test_at_the_start_every_folder_is_looked_at_and_followed() -> None:
    desk = Desk()
    desk.end_rescan()

    assert [(each.paths, each.collection) for each in desk.rescans()] == [
        (("/a", "/b"), "default"),
        (("/a",), "@7"),
    ]
    assert isinstance(desk.index.last(FollowFolders), FollowFolders)
    assert FoldersChanged() in desk.updates


def test_private_folders_are_not_shown() -> None:
    assert [each.id for each in Desk().library.folders()] == [1, 2]


def test_a_change_is_looked_at_once_the_look_before_is_over() -> None:
    desk = Desk((_FOLDERS[0], _FOLDERS[1]))

    desk.hear(FoldersTouched(0, ("/b",)), FoldersTouched(0, ("/b",)))
    while_looking = len(desk.rescans())
    desk.end_rescan()
    desk.end_rescan()

    assert while_looking == 1
    assert [each.paths for each in desk.rescans()] == [("/a", "/b"), ("/b",)]


def test_a_look_that_finds_nothing_says_nothing() -> None:
    desk = Desk()
    job = desk.rescans()[-1].job

    desk.end_rescan(Progress(job, 1, 9, "/a/1.txt"))

    assert not any(isinstance(each, IndexingMoved) for each in desk.updates)
    assert IndexingEnded(None, None, is_rescan=True) in desk.updates


def test_a_look_that_finds_something_shows_how_far_it_is() -> None:
    desk = Desk()
    job = desk.rescans()[-1].job

    desk.hear(DocumentChanged(job, document(1, state="reading")), Progress(job, 1, 9, "/a/1.txt"))

    assert IndexingMoved(1, 9, "/a/1.txt") in desk.updates


def test_a_look_that_fails_says_why() -> None:
    desk = Desk()

    desk.hear(Failed(desk.rescans()[-1].job, Problem("disk_full")))

    assert IndexingEnded(None, Problem("disk_full"), is_rescan=True) in desk.updates


def test_stopping_ends_the_look_and_those_that_wait() -> None:
    desk = Desk()
    job = desk.rescans()[-1].job

    desk.library.cancel()
    desk.hear(Finished(job, cancelled=True))

    assert desk.index.last(Cancel).job == job
    assert len(desk.rescans()) == 1


def test_a_choice_is_sent_and_the_folder_looked_at() -> None:
    desk = Desk((_FOLDERS[0],))
    desk.end_rescan()

    desk.library.choose_in_folder(_FOLDERS[0], ("*.pdf",), ())

    assert desk.index.last(ChooseInFolder).only == ("*.pdf",)
    assert [each.paths for each in desk.rescans()] == [("/a",), ("/a",)]


def test_a_folder_that_was_forgotten_comes_back_with_its_patterns() -> None:
    desk = Desk()
    folder = Folder(1, "default", "/a", ("*.pdf",), ("Drafts/",))

    desk.library.forget_folder(folder)
    desk.library.take_back(folder)

    assert desk.index.last(ForgetFolder).folder_id == 1
    back = desk.index.last(IndexPaths)
    assert (back.paths, back.only, back.left_out) == (("/a",), ("*.pdf",), ("Drafts/",))


def test_what_this_program_is_taking_in_is_not_taken_up_as_left_over() -> None:
    index = FakeSender()
    library = Library(index, itertools.count(1), lambda _: None)
    library.refresh()
    job = library.add((Path("/a/1.pdf"),))
    library.handle(DocumentList(1, (document(1, path="/a/1.pdf", state="queued"),)))

    assert [each.job for each in index.sent if isinstance(each, IndexPaths)] == [job]


def test_what_was_left_over_is_taken_up_once_nothing_else_is_taken_in() -> None:
    index = FakeSender()
    library = Library(index, itertools.count(1), lambda _: None)
    library.refresh()
    job = library.add((Path("/b/2.pdf"),))
    left = DocumentList(1, (document(1, path="/a/1.pdf", state="queued"),))
    library.handle(left)

    library.handle(Finished(job))
    library.handle(left)

    asked = [each.paths for each in index.sent if isinstance(each, IndexPaths)]
    assert asked == [("/b/2.pdf",), ("/a/1.pdf",)]
