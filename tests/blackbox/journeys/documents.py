"""Journeys around documents: folders, bad files, pausing, what is dropped and what is not taken."""

from __future__ import annotations

from trip import Trip


def keep_a_folder_and_let_it_go(trip: Trip) -> None:
    """A folder is dropped, seen ready, removed with its documents, and brought back by Undo."""
    folder = trip.files(roof="The roof of the boathouse leaks.", jetty="The jetty is 40 m long.")
    trip.start()
    trip.drop(folder, picture="folder-drop")
    trip.wait_documents(2)
    trip.desk.key("ctrl+d")
    trip.desk.find("roof.txt", "table cell")
    trip.find("Ready", "table cell")
    trip.click("Folder papers")
    trip.choose("Remove with its documents")
    trip.find("Remove the folder papers with its documents?")
    trip.desk.key("Tab")  # Enter alone would keep it
    trip.desk.key("space")
    trip.wait_documents(0)
    trip.desk.picture("folder-removed")
    trip.click("Undo")
    trip.wait_documents(2)
    assert (folder / "roof.txt").exists(), "a file of the user's is gone"
    trip.quit()


def mend_a_bad_file(trip: Trip) -> None:
    """A damaged file has one row with its reason; mended, it is read after Try again."""
    folder = trip.files(good="The ferry leaves at eight.")
    bad = folder / "timetable.pdf"
    bad.write_bytes(b"%PDF-1.7 this is no PDF")
    trip.start()
    trip.drop(folder)
    trip.wait_documents(1)
    trip.desk.key("ctrl+d")
    reason = trip.say("timetable.pdf is damaged", "timetable.pdf 已损坏")
    trip.desk.find(reason, "table cell")
    rows = [each for each in trip.desk.shown() if each.get_name() == "timetable.pdf"]
    assert len(rows) == 1, "one row a file"
    trip.desk.picture("bad-file")
    bad.write_bytes((trip.samples / "warehouse-lease.pdf").read_bytes())
    trip.desk.click("timetable.pdf", "table cell")
    trip.click("Try again")
    trip.wait_documents(2)
    trip.quit()


def pause_and_go_on(trip: Trip) -> None:
    """Reading many files is paused, stands still, and goes on to the end."""
    # No sentence is there twice: what is read once would be done before the hand is at the button.
    texts = [
        " ".join(f"Berth {n} is let to boat {n * 300 + k} until {k} May." for k in range(300))
        for n in range(60)
    ]
    folder = trip.files(**{f"berth{n:03}": text for n, text in enumerate(texts)})
    trip.start()
    trip.desk.key("ctrl+d")
    trip.drop(folder)
    trip.click("Pause")
    trip.find("Resume")
    trip.wait_for("Paused")
    trip.desk.picture("paused")
    trip.click("Resume")
    trip.find("Pause")
    trip.wait_documents(60, 200)
    trip.quit()


def take_a_document_out(trip: Trip) -> None:
    """One document is removed with the keyboard and the mouse, and comes back by Undo."""
    trip.start()
    trip.add_samples()
    trip.desk.key("ctrl+d")
    trip.desk.click("warehouse-lease.pdf", "table cell")
    trip.click("Remove")
    trip.wait_for("Documents removed: 1")
    trip.wait_documents(4)
    trip.click("Undo")
    trip.wait_documents(5)
    trip.quit()


def drop_an_address(trip: Trip) -> None:
    """An address of the web is not taken, and the window says so."""
    trip.start()
    trip.drop("https://example.org/lease.pdf", picture="address")
    trip.wait_for("Only files and folders of this computer can be dropped here.")
    trip.desk.picture("address-refused")
    trip.wait_documents(0)
    trip.quit()


def attach_to_one_conversation(trip: Trip) -> None:
    """A file dropped on the lower zone answers in its conversation and nowhere else."""
    name = "会议纪要.md"
    question = "年会在哪里举行？"
    trip.start()
    trip.add_lease()
    trip.drop(trip.samples / name, attach=True, picture="attach")
    trip.find(f"Remove attached file {name}")
    trip.desk.wait(lambda: not trip.reads_attached(), "the attached file")
    trip.ask(question)
    quote = trip.find("Quote:")
    assert "明月酒店" in quote.get_name()
    trip.desk.picture("attached")
    trip.wait_documents(1)
    trip.new_conversation()
    trip.wait_gone("Remove attached file")
    trip.ask(question)
    trip.desk.wait_for(trip.say("Nothing in your documents", "没有能回答"))
    trip.quit()


def leaf_through_a_document(trip: Trip) -> None:
    """A document is opened by a double click, turned page by page, enlarged, and closed."""
    desk = trip.desk
    trip.start()
    trip.add_lease()
    desk.key("ctrl+d")
    row = desk.click("warehouse-lease.pdf", "table cell")
    desk.double_click_on(row)
    trip.find("Page with the passage marked")
    desk.find("/ 5")
    _wait_page(trip, "1")
    trip.click("Next page")
    _wait_page(trip, "2")
    trip.click("Larger (Ctrl++)")
    trip.click("Larger (Ctrl++)")
    trip.click("Previous page")
    _wait_page(trip, "1")
    desk.picture("leafed")
    trip.click("Close the document")
    trip.wait_gone("Page with the passage marked")
    trip.quit()


def _wait_page(trip: Trip, page: str) -> None:
    """Wait until a page of the open document is shown."""
    desk = trip.desk
    desk.wait(lambda: desk.text_of(trip.find("Page", "text")) == page, f"page {page}")
