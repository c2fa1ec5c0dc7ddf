"""When scans are recognised, as the use case sees it: played workers, no files."""

from __future__ import annotations

import itertools

from desktop.domain import Document, Folder, Problem
from desktop.library import Library
from desktop.library_update import (
    DocumentMoved,
    LibraryFailed,
    RecognitionEnded,
    RecognitionMoved,
    Update,
)
from desktop.messages import (
    Cancel,
    DocumentChanged,
    DocumentList,
    Event,
    Failed,
    Finished,
    FolderList,
    IndexPaths,
    RecogniseScans,
)
from tests.fakes import FakeSender, document

SCAN = document(1, path="/a/scan.pdf", state="scanned", n_scanned=3)
IN_HAND = document(1, path="/a/scan.pdf", state="scanned", n_scanned=3, page_in_hand=1)
DONE = document(1, path="/a/scan.pdf", n_scanned=3, n_recognised=3)


class Desk:
    """A library with a played index that knows some documents."""

    def __init__(self, *documents: Document, is_on: bool = True) -> None:
        self.index = FakeSender()
        self.updates: list[Update] = []
        self.library = Library(self.index, itertools.count(1), self.updates.append)
        self.library.recognise_scans(is_on=is_on)
        self.library.refresh()
        self.hear(DocumentList(1, documents), FolderList(2, ()))

    def hear(self, *events: Event) -> None:
        for event in events:
            self.library.handle(event)

    def jobs(self) -> list[int]:
        return [each.job for each in self.index.sent if isinstance(each, RecogniseScans)]

    def cancelled(self) -> list[int]:
        return [each.job for each in self.index.sent if isinstance(each, Cancel)]


def test_what_waited_when_the_program_ended_is_recognised_at_the_start() -> None:
    assert len(Desk(SCAN).jobs()) == 1


def test_nothing_is_begun_where_nothing_waits() -> None:
    assert Desk(DONE, document(2)).jobs() == []


def test_scans_wait_until_files_are_read() -> None:
    desk = Desk()
    job = desk.library.add(())

    desk.hear(DocumentChanged(job, SCAN))
    while_reading = desk.jobs()
    desk.hear(Finished(job), DocumentList(9, (SCAN,)))

    assert while_reading == []
    assert len(desk.jobs()) == 1


def test_scans_that_a_command_brought_are_recognised() -> None:
    desk = Desk()

    desk.hear(DocumentChanged(7001, SCAN))

    assert len(desk.jobs()) == 1


def test_a_job_that_gave_way_is_taken_up_again() -> None:
    desk = Desk(SCAN)

    desk.hear(DocumentChanged(desk.jobs()[0], IN_HAND), Finished(desk.jobs()[0]))

    assert len(desk.jobs()) == 2


def test_a_job_that_did_nothing_is_not_begun_over_and_over() -> None:
    desk = Desk(SCAN)

    desk.hear(Finished(desk.jobs()[0]))

    assert len(desk.jobs()) == 1


def test_the_page_in_hand_is_told_and_so_is_the_end() -> None:
    desk = Desk(SCAN)
    job = desk.jobs()[0]

    desk.hear(DocumentChanged(job, IN_HAND), DocumentChanged(job, DONE), Finished(job))

    assert RecognitionMoved(IN_HAND) in desk.updates
    assert DocumentMoved(DONE) in desk.updates
    assert desk.updates[-1] == RecognitionEnded()
    assert len(desk.jobs()) == 1


def test_stopping_ends_the_job_until_documents_are_asked_for_again() -> None:
    desk = Desk(SCAN)
    job = desk.jobs()[0]

    desk.library.cancel()
    desk.hear(DocumentChanged(job, IN_HAND), Finished(job, cancelled=True))
    after_stop = len(desk.jobs())
    again = desk.library.add(())
    desk.hear(Finished(again), DocumentList(9, (SCAN,)))

    assert desk.cancelled() == [job]
    assert after_stop == 1
    assert len(desk.jobs()) == 2


def test_switched_off_a_scan_says_what_to_do_and_nothing_is_begun() -> None:
    desk = Desk(SCAN, is_on=False)

    (shown,) = desk.library.documents()

    assert shown.problem == Problem("scanned", "/a/scan.pdf")
    assert desk.jobs() == []


def test_switching_off_stops_at_once_and_switching_on_goes_on() -> None:
    desk = Desk(SCAN)
    job = desk.jobs()[0]

    desk.library.recognise_scans(is_on=False)
    desk.hear(DocumentChanged(job, IN_HAND), Finished(job, cancelled=True))
    while_off = len(desk.jobs())
    desk.library.recognise_scans(is_on=True)

    assert desk.cancelled() == [job]
    assert while_off == 1
    assert len(desk.jobs()) == 2
    assert desk.library.documents()[0].problem is None


def test_a_failure_is_told_once() -> None:
    desk = Desk(SCAN)
    problem = Problem("recogniser_missing", "/models/a.onnx")

    desk.hear(Failed(desk.jobs()[0], problem))

    assert LibraryFailed(problem) in desk.updates
    assert len(desk.jobs()) == 1


def test_a_file_that_changed_while_it_waited_is_read_anew() -> None:
    desk = Desk(SCAN)
    job = desk.jobs()[0]
    queued = document(1, path="/a/scan.pdf", state="queued")

    desk.hear(DocumentChanged(job, queued), Finished(job))

    assert desk.index.last(IndexPaths).paths == ("/a/scan.pdf",)


def test_a_look_at_folders_comes_first() -> None:
    desk = Desk()
    desk.hear(FolderList(3, (Folder(1, "default", "/a"),)))
    desk.library.rescan()
    job = desk.index.last(IndexPaths).job

    desk.hear(DocumentChanged(job, SCAN))
    while_looking = desk.jobs()
    desk.hear(Finished(job), DocumentList(9, (SCAN,)))

    assert while_looking == []
    assert len(desk.jobs()) == 1
