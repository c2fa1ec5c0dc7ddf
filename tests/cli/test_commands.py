from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import carrel, results
from tests.office_files import write_workbook

pytestmark = pytest.mark.model


def test_every_unreadable_file_gets_one_row_and_the_rest_is_indexed(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "good.txt").write_text("The gate code of the annex is 4417.", "utf-8")
    (files / "empty.txt").touch()
    (files / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing that follows is a PDF")
    (files / "not.pdf").write_bytes(b"hello")
    (files / "broken.docx").write_bytes(b"PK\x03\x04 not a package")
    (files / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (files / "binary.txt").write_bytes(bytes(range(256)) * 8)
    home = tmp_path / "home"

    (summary,) = results(carrel(home, "index", str(files), str(tmp_path / "gone.txt"), "--json"))

    assert summary["files"] == 1
    skipped = {Path(each["path"]).name: each["reason"] for each in summary["skipped"]}
    failed = {Path(each["path"]).name: each["reason"] for each in summary["failed"]}
    assert set(skipped) == {"empty.txt", "binary.txt"}
    assert set(failed) == {"broken.pdf", "not.pdf", "broken.docx", "picture.png", "gone.txt"}
    assert all(len(reason) > 20 for reason in [*skipped.values(), *failed.values()])


def test_indexing_again_costs_nothing_and_an_edit_is_seen(tmp_path: Path) -> None:
    note = tmp_path / "note's.txt"
    note.write_text("The caretaker lives in room 12.", "utf-8")
    home = tmp_path / "home"
    index = ("index", str(note), "--collection", "Bob's", "--json")

    (first,) = results(carrel(home, *index))
    (second,) = results(carrel(home, *index))
    note.write_text("The caretaker moved to room 31.", "utf-8")
    (third,) = results(carrel(home, *index))
    (found,) = results(
        carrel(home, "search", "Where is the caretaker?", "--collection", "Bob's", "--json")
    )

    assert (first["files"], second["files"], second["unchanged"], third["files"]) == (1, 0, 1, 1)
    assert [hit["text"] for hit in found["hits"]] == ["The caretaker moved to room 31."]


def test_a_hit_in_a_workbook_says_its_cells(tmp_path: Path) -> None:
    file = write_workbook(tmp_path / "codes.xlsx")
    home = tmp_path / "home"
    carrel(home, "index", str(file))

    (found,) = results(carrel(home, "search", "gate code of the northern annex", "--json"))
    shown = carrel(home, "search", "gate code of the northern annex").stdout

    assert (found["hits"][0]["page"], found["hits"][0]["place"]) == (2, "Codes!A1:B4")
    assert "codes.xlsx · sheet Codes · A1:B4" in shown or "工作表 Codes · A1:B4" in shown


def test_removed_documents_are_not_found_any_more(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The heron nests by the mill pond.", "utf-8")
    home = tmp_path / "home"
    carrel(home, "index", str(note))

    (removed,) = results(carrel(home, "remove", str(tmp_path), "--json"))
    (found,) = results(carrel(home, "search", "heron", "--json"))

    assert removed == {"removed": 1}
    assert found["hits"] == []
    assert note.exists()


def test_an_english_answer_cites_the_page_of_the_pdf(sample_home: Path) -> None:
    (answer,) = results(carrel(sample_home, "ask", "When does the warehouse lease end?", "--json"))

    assert answer["grounded"]
    cited = [(Path(each["path"]).name, each["page"]) for each in answer["citations"]]
    assert ("warehouse-lease.pdf", 2) in cited
    assert answer["answer"]


def test_a_chinese_question_is_answered_with_quotes_of_the_docx(sample_home: Path) -> None:
    (answer,) = results(carrel(sample_home, "ask", "质保期有多长？", "--json"))

    assert any("三十六个月" in quote["text"] for quote in answer["quotes"])
    assert all(each["path"].endswith(".docx") for each in answer["citations"][:1])


def test_chinese_questions_on_english_files_are_told_about_the_language(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("The ferry leaves the island at nine every morning.", "utf-8")
    home = tmp_path / "home"
    carrel(home, "index", str(note))

    (answer,) = results(carrel(home, "ask", "渡轮几点离开小岛？", "--json"))

    assert answer["verdict"] == "language"
    assert "多种语言" in answer["answer"] or "multilingual" in answer["answer"]


def test_a_missing_model_is_a_sentence(sample_home: Path) -> None:
    done = carrel(sample_home, "ask", "When does the lease end?", "--model", "/no/model.gguf")

    assert done.returncode == 1
    assert "model.gguf is not there any more" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_model_keeps_the_quotes(sample_home: Path, tmp_path: Path) -> None:
    model = tmp_path / "cut.gguf"
    model.write_bytes(b"GGUF\x03\x00\x00\x00" + b"\xff" * 64)

    done = carrel(
        sample_home, "ask", "When does the warehouse lease end?", "--model", str(model), "--json"
    )

    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["quotes"]


def test_wrong_usage_ends_with_two_and_says_why() -> None:
    done = carrel(Path("unused"), "search")

    assert done.returncode == 2
    assert "question" in done.stderr


def test_saving_without_a_keyring_is_refused_in_words(sample_home: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if "DBUS" not in key}

    done = subprocess.run(
        [sys.executable, "-m", "desktop", "--home", str(sample_home), "ask", "hello", "--save"],
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "--store passphrase" in done.stderr


def test_killed_indexing_resumes_to_the_same_content(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for n in range(150):
        (files / f"{n}.txt").write_text(f"Report {n}. The valve number is {n * 37}.", "utf-8")
    calm, rough = tmp_path / "calm", tmp_path / "rough"
    carrel(calm, "index", str(files))
    command = [sys.executable, "-m", "desktop", "--home", str(rough), "index", str(files)]
    for wait_s in (3.0, 3.6, 4.2):
        job = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(wait_s)  # the moment of the kill is the point of the test
        os.killpg(job.pid, signal.SIGKILL)
        job.wait()

    carrel(rough, "index", str(files))

    assert _content(rough) == _content(calm)
    assert len(_content(rough)) == 150


def _content(home: Path) -> set[tuple[object, ...]]:
    import sqlite3

    connection = sqlite3.connect(home / "library.db")
    rows = connection.execute(
        'SELECT path, page, start, "end", text FROM chunks'
        " JOIN documents ON documents.id = document_id WHERE state = 'ready'"
    ).fetchall()
    connection.close()
    return set(rows)
