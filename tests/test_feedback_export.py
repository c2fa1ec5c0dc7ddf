from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from datasets import Dataset, load_dataset

from desktop.assembly import open_store
from desktop.domain import Citation, Feedback, Turn
from desktop.errors import AppError
from desktop.feedback_examples import Example, Format, redacted
from desktop.feedback_export import FeedbackExport
from desktop.inference import Sampling, SentPassage, SentPrompt
from desktop.model_hash import ModelHashes
from desktop.paths import Home
from desktop.redaction import DEFAULT_KINDS, Rules
from desktop.storage.database import Store
from desktop.tree import Preference

PASSAGE = "Write to anna.berg@example.org"
SECRETS = ("anna.berg@example.org", "13800138000", "11010519491231002X", "/home/anna", "Acme")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    home = Home(tmp_path / "home")
    home.create()
    opened = open_store(home, "plain", None)
    yield opened
    opened.close()


@pytest.fixture
def export(store: Store, tmp_path: Path) -> FeedbackExport:
    return FeedbackExport(store, ModelHashes(tmp_path / "hashes.json"))


def answer(store: Store, question: Turn, text: str, model: Path | None = None) -> Turn:
    turn = store.turns.add_turn(question.conversation_id, question.id, "assistant", text)
    cited = (Citation(1, "/home/anna/lease.pdf", 2, 0, 9, "Rent: 9,400 euros."),)
    turn = replace(turn, model="small", citations=cited)
    store.turns.save_turn(turn)
    if model is not None:
        sent = SentPrompt(
            "…", (), 9, 0, 4096, "small", "CPU", Sampling(),
            passages=(SentPassage("/home/anna/lease.pdf", 2, 0.9, PASSAGE),),
            preset="strict", model_path=str(model), model_bytes=model.stat().st_size,
        )  # fmt: skip
        store.recollection.save_prompt(turn.id, sent)
    return turn


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "small.gguf"
    path.write_bytes(b"GGUF" * 100)
    return path


@pytest.fixture
def judged(store: Store, model: Path) -> Store:
    """Two questions: a good answer; a bad one, corrected, and found worse than another."""
    at = store.conversations.create("Lease").id
    first = store.turns.add_turn(at, None, "user", "type:pdf How much is the rent of Acme?")
    good = answer(store, first, "It is 9,400 euros. Ask anna.berg@example.org.", model)
    store.feedback.rate(good.id, Feedback("up"))
    second = store.turns.add_turn(at, good.id, "user", "我的电话是13800138000，租期到哪天？")
    bad = answer(store, second, "不知道。证件11010519491231002X", model)
    store.feedback.rate(bad.id, Feedback("down", "wrong; too long; so says Acme", "租期到2033年。"))
    other = answer(store, second, "租期到2033年1月。")
    store.feedback.prefer(Preference(other.id, bad.id, "", 10.0))
    third = answer(store, second, "到2034年。")
    store.feedback.prefer(Preference(third.id, other.id, "both bad", 11.0))
    return store


def every(export: FeedbackExport, format_: Format) -> list[Example]:
    return [each for some in export.examples(format_) for each in some]


def written(export: FeedbackExport, examples: list[Example], path: Path) -> Path:
    for _ in export.read_models(examples):
        pass
    for _ in export.write(examples, path):
        pass
    return path


def loaded(path: Path, tmp_path: Path) -> Dataset:
    return load_dataset("json", data_files=str(path), split="train", cache_dir=str(tmp_path / "c"))


def test_sft_holds_good_answers_and_better_ones_that_were_written(
    judged: Store, export: FeedbackExport, tmp_path: Path
) -> None:
    path = written(export, every(export, "sft"), tmp_path / "sft.jsonl")

    rows = loaded(path, tmp_path)

    assert [row["completion"][0]["content"] for row in rows] == [
        "租期到2033年。",
        "It is 9,400 euros. Ask anna.berg@example.org.",
    ]
    corrected, good = rows
    assert (corrected["source"], good["source"]) == ("correction", "answer")
    assert corrected["tags"] == ["wrong", "too long"]
    assert [each["role"] for each in corrected["prompt"]] == ["user", "assistant", "user"]
    assert good["prompt"] == [{"role": "user", "content": "How much is the rent of Acme?"}]
    assert (corrected["language"], good["language"]) == ("zh", "en")


def test_kto_holds_every_rated_answer_with_its_thumb(
    judged: Store, export: FeedbackExport, tmp_path: Path
) -> None:
    path = written(export, every(export, "kto"), tmp_path / "kto.jsonl")

    rows = loaded(path, tmp_path)

    assert rows.column_names[:3] == ["prompt", "completion", "label"]
    assert rows.features["label"].dtype == "bool"
    assert sorted(rows["label"]) == [False, True]


def test_dpo_holds_corrections_and_comparisons_but_no_tie(
    judged: Store, export: FeedbackExport, tmp_path: Path
) -> None:
    path = written(export, every(export, "dpo"), tmp_path / "dpo.jsonl")

    rows = loaded(path, tmp_path)

    assert rows.column_names[:3] == ["prompt", "chosen", "rejected"]
    pairs = {
        row["source"]: (row["chosen"][0]["content"], row["rejected"][0]["content"]) for row in rows
    }
    assert pairs == {
        "correction": ("租期到2033年。", "不知道。证件11010519491231002X"),
        "comparison": ("租期到2033年1月。", "不知道。证件11010519491231002X"),
    }
    assert {row["source"]: row["chosen_model"] for row in rows} == {
        "correction": "",
        "comparison": "small",
    }


@pytest.mark.parametrize("format_", ["sft", "kto", "dpo"])
def test_every_file_loads_with_the_columns_that_trainers_expect(
    judged: Store, export: FeedbackExport, tmp_path: Path, format_: Format
) -> None:
    path = written(export, every(export, format_), tmp_path / "x.jsonl")

    features = loaded(path, tmp_path).features

    for name in {"prompt", "completion", "chosen", "rejected"} & set(features):
        assert set(features[name].feature) == {"role", "content"}
    assert features["tags"].feature.dtype == "string"
    assert set(features["passages"].feature) == {"file", "text"}
    for name in ("model", "model_hash", "preset", "language", "comment", "source"):
        assert features[name].dtype == "string"
    assert features["created_at"].dtype.startswith("timestamp")


def test_an_export_names_the_model_its_hash_the_preset_and_what_was_sent(
    judged: Store, export: FeedbackExport, model: Path, tmp_path: Path
) -> None:
    path = written(export, every(export, "kto"), tmp_path / "x.jsonl")

    row = json.loads(path.read_text("utf-8").splitlines()[0])

    assert row["model_hash"] == hashlib.sha256(model.read_bytes()).hexdigest()
    assert (row["model"], row["preset"]) == ("small", "strict")
    assert row["passages"] == [{"file": "lease.pdf", "text": PASSAGE}]


def test_a_model_that_is_another_file_now_has_no_hash(
    judged: Store, export: FeedbackExport, model: Path, tmp_path: Path
) -> None:
    model.write_bytes(b"GGUF" * 99)

    path = written(export, every(export, "kto"), tmp_path / "x.jsonl")

    assert json.loads(path.read_text("utf-8").splitlines()[0])["model_hash"] == ""


def test_a_hash_is_read_once(judged: Store, export: FeedbackExport, tmp_path: Path) -> None:
    examples = every(export, "kto")
    assert list(export.read_models(examples))

    again = FeedbackExport(judged, ModelHashes(tmp_path / "hashes.json"))

    assert not list(again.read_models(examples))
    assert again.row(examples[0])["model_hash"]


@pytest.mark.parametrize("format_", ["sft", "kto", "dpo"])
def test_nothing_that_was_redacted_is_in_the_file(
    judged: Store, export: FeedbackExport, tmp_path: Path, format_: Format
) -> None:
    rules = Rules(words=("Acme",))
    examples = every(export, format_)
    assert any(secret in str(examples) for secret in SECRETS)

    clean = [redacted(each, rules)[0] for each in examples]
    text = written(export, clean, tmp_path / "x.jsonl").read_text("utf-8")

    assert not [secret for secret in SECRETS if secret.lower() in text.lower()]


def test_what_was_found_in_one_text_is_replaced_in_all_of_an_example(
    judged: Store, export: FeedbackExport
) -> None:
    found = every(export, "kto")[0]
    hidden = replace(found, comment="xanna.berg@example.orgx and tel:13800138000")
    hidden = replace(hidden, prompt=(("user", "13800138000 is mine"),), comment="id13800138000x")

    clean, counts = redacted(hidden, Rules())

    assert clean.comment == "id[PHONE]x"
    assert counts["phone"] == 1


def test_names_of_files_are_replaced_in_later_turns_that_cite_none(
    store: Store, export: FeedbackExport
) -> None:
    at = store.conversations.create("Lease").id
    first = store.turns.add_turn(at, None, "user", "What is the rent in lease.pdf?")
    cited = answer(store, first, "9,400 euros.")
    second = store.turns.add_turn(at, cited.id, "user", "Thank you.")
    last = store.turns.add_turn(at, second.id, "assistant", "You are welcome.")
    store.feedback.rate(last.id, Feedback("up"))
    (example,) = every(export, "sft")

    clean, counts = redacted(example, Rules(DEFAULT_KINDS | {"file"}))

    assert clean.prompt[0] == ("user", "What is the rent in [FILE]?")
    assert counts == {"file": 1}


def test_answers_in_the_trash_are_not_exported(judged: Store, export: FeedbackExport) -> None:
    (conversation,) = judged.conversations.newest_first()

    judged.conversations.trash(conversation.id)

    assert not every(export, "sft")


def test_a_file_that_cannot_be_written_is_said_so_and_nothing_is_left(
    judged: Store, export: FeedbackExport, tmp_path: Path
) -> None:
    with pytest.raises(AppError) as raised:
        written(export, every(export, "sft"), tmp_path / "gone" / "x.jsonl")

    assert raised.value.problem.code == "export_not_writable"


def test_the_later_judgement_of_two_answers_replaces_the_earlier(judged: Store) -> None:
    before = [each.preference for each in judged.feedback.judged() if each.preference]
    turned = Preference(before[-1].rejected_id, before[-1].chosen_id, "", 12.0)

    judged.feedback.prefer(turned)

    after = [each.preference for each in judged.feedback.judged() if each.preference]
    assert turned in after
    assert before[-1] not in after
    assert len(after) == len(before)


def test_an_export_that_is_given_up_leaves_no_file(
    judged: Store, export: FeedbackExport, tmp_path: Path
) -> None:
    steps = export.write(every(export, "kto"), tmp_path / "x.jsonl")
    next(steps)

    del steps

    assert not list(tmp_path.glob("x.jsonl*"))
