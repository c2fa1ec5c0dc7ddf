from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli.arguments import parse
from desktop.cli.style import Styles
from desktop.errors import AppError, StoreError, UsageError
from desktop.inference import ChosenPreset, Preset, Style
from desktop.paths import Home
from desktop.presets.included import included
from desktop.presets.presets import Fault, Presets
from desktop.presets.variable import variables_in
from tests.conftest import carrel, results

LETTER = Preset(
    "Letter",
    system="You write for {company}.",
    question="Dear {name},\n{message}",
    use="none",
    variables=(("company", "Acme"), ("name", "")),
    sampling=(("temperature", 0.4),),
    max_tokens=256,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "presets.json"


@pytest.fixture
def presets(path: Path) -> Presets:
    return Presets(path)


def chosen(preset: str, /, **values: str) -> ChosenPreset:
    return ChosenPreset(preset, tuple(values.items()))


# What there is


def test_there_are_six_presets_in_both_languages() -> None:
    names = [each.name for each in included("en")]

    assert names == ["answer", "summarise", "translate", "extract", "steps", "chat"]
    assert names == [each.name for each in included("zh")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_included_preset_can_be_used_without_filling_anything_in(
    presets: Presets, language: str
) -> None:
    for each in included(language):
        style = presets.style(ChosenPreset(each.name), language)

        assert "{message}" in style.question, each.name
        assert "{" not in style.system + style.question.replace("{message}", ""), each.name


def test_no_choice_the_default_and_a_preset_that_is_gone_are_carrels_own_way(
    presets: Presets,
) -> None:
    for name in ("", "answer", "gone"):
        assert presets.style(ChosenPreset(name), "en") == Style()


# Variables


def test_variables_are_filled_in_and_the_message_is_left_open(presets: Presets) -> None:
    presets.add(LETTER)

    style = presets.style(chosen("Letter", name="Ms Wu"), "en")

    assert style.system == "You write for Acme."
    assert style.question_for("Thanks.") == "Dear Ms Wu,\nThanks."
    assert (style.use, style.max_tokens, style.sampling) == ("none", 256, LETTER.sampling)


def test_a_missing_value_is_named(presets: Presets) -> None:
    presets.add(LETTER)

    with pytest.raises(AppError) as caught:
        presets.style(chosen("Letter", name="  "), "en")

    assert (caught.value.problem.code, caught.value.problem.detail) == ("preset_variable", "name")


def test_an_empty_field_means_the_first_value(presets: Presets) -> None:
    presets.add(LETTER)

    assert "Acme" in presets.style(chosen("Letter", company="", name="a"), "en").system


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "b": {"c": []}}',
        "for (;;) { x(); } {} {{language}} ${HOME} \\{word}",
        "{two words} {1st} {a-b} {}",
    ],
)
def test_braces_that_are_no_variable_stay_as_they_are(presets: Presets, text: str) -> None:
    presets.add(Preset("Code", system=text + " {used}", variables=(("used", "{other}"),)))

    style = presets.style(ChosenPreset("Code"), "en")

    assert style.system == text + " {other}"


def test_a_variable_may_have_a_chinese_name(presets: Presets) -> None:
    presets.add(Preset("信", system="请翻译成{语言}。"))

    style = presets.style(chosen("信", 语言="法语"), "zh")

    assert style.system == "请翻译成法语。"


def test_the_message_is_no_variable() -> None:
    assert variables_in(Preset("a", system="{b} {message}", question="{message} {c} {b}")) == (
        "b",
        "c",
    )


def test_a_translation_goes_into_the_other_language_unless_one_is_named(presets: Presets) -> None:
    english = presets.style(ChosenPreset("translate"), "en")
    chinese = presets.style(ChosenPreset("translate"), "zh")
    french = presets.style(chosen("translate", language="French"), "en")

    assert "into Chinese" in english.system
    assert "翻译成英文" in chinese.system
    assert "into French" in french.question
    assert english.use == "none"


def test_fields_become_a_schema_of_an_object(presets: Presets) -> None:
    style = presets.style(chosen("extract", fields="tenant,  monthly rent，日期、tenant"), "en")
    schema = json.loads(style.schema)

    assert list(schema["properties"]) == ["tenant", "monthly rent", "日期"]
    assert schema["required"] == ["tenant", "monthly rent", "日期"]
    assert schema["additionalProperties"] is False
    assert style.use == "documents"


def test_a_list_of_fields_without_a_field_asks_for_one(presets: Presets) -> None:
    with pytest.raises(AppError, match="preset_variable"):
        presets.style(chosen("extract", fields=", ,"), "en")


@pytest.mark.model
def test_the_engine_can_follow_the_schema_of_fields(presets: Presets) -> None:
    from llama_cpp import LlamaGrammar

    schema = presets.style(chosen("extract", fields='na"me, 日期'), "en").schema

    assert LlamaGrammar.from_json_schema(schema, verbose=False)


# The user's own


def test_presets_are_there_after_a_restart(presets: Presets, path: Path) -> None:
    presets.add(LETTER)

    assert Presets(path).own() == (LETTER,)


@pytest.mark.parametrize("name", ["letter", "Translate", "translate", "翻译"])
def test_a_name_that_is_taken_gets_a_number(presets: Presets, name: str) -> None:
    presets.add(LETTER)

    assert presets.add(Preset(name)).name == f"{name} (2)"


def test_a_preset_is_renamed_in_place(presets: Presets) -> None:
    presets.add(LETTER)
    presets.add(Preset("Other"))

    presets.change("Letter", Preset("Note"))

    assert [each.name for each in presets.own()] == ["Note", "Other"]


def test_an_included_preset_is_duplicated_under_its_title(presets: Presets) -> None:
    copy = presets.duplicate("extract", "zh")

    assert copy is not None
    assert copy.name == "提取为 JSON (2)"
    assert json.loads(presets.style(ChosenPreset(copy.name), "en").schema)["required"] == [
        "名称",
        "日期",
        "金额",
    ]


def test_a_deleted_preset_is_gone_from_the_file(presets: Presets, path: Path) -> None:
    presets.add(LETTER)

    presets.delete("Letter")

    assert Presets(path).own() == ()


def test_a_damaged_file_is_kept_aside_and_named(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("presets.json.damaged").write_text("an earlier one")
    path.write_text("{half")

    presets = Presets(path)
    presets.add(LETTER)

    assert presets.kept_aside == "presets.json.damaged-2"
    assert path.with_name("presets.json.damaged-2").read_text() == "{half"
    assert path.with_name("presets.json.damaged").read_text() == "an earlier one"


def test_a_folder_that_cannot_be_written_is_told_and_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    presets = Presets(tmp_path / "file" / "presets.json")

    with pytest.raises(StoreError, match="not_writable"):
        presets.add(LETTER)

    assert presets.own() == ()


@pytest.mark.parametrize(
    ("preset", "fault"),
    [
        (Preset(""), Fault("name", "missing")),
        (Preset("plain CHAT"), Fault("name", "taken")),
        (Preset("a", question="hello"), Fault("question", "missing", "{message}")),
        (Preset("a", schema='{"type": "object"'), Fault("schema", "not_json", "1:18")),
        (Preset("a", schema="[1]"), Fault("schema", "not_json", "1:1")),
        (Preset("a", system="x" * 20_001), Fault("system", "long", "20000")),
    ],
)
def test_a_preset_that_cannot_be_kept_says_why(
    presets: Presets, preset: Preset, fault: Fault
) -> None:
    assert presets.faults(preset, "a") == (fault,)


@pytest.mark.parametrize("schema", ["", "{fields}", '{"type": "object"}'])
def test_a_schema_may_be_json_one_variable_or_nothing(presets: Presets, schema: str) -> None:
    assert presets.faults(Preset("a", schema=schema), "a") == ()


# Files


def test_exported_presets_are_the_same_when_imported(presets: Presets, tmp_path: Path) -> None:
    for each in (LETTER, Preset("给客户", system='{"a": {b}} 中文\n{c}', schema='{"x": 1}')):
        presets.add(each)
    file = tmp_path / "shared.json"
    presets.export_file(file, ["Letter", "给客户"])
    other = Presets(tmp_path / "other.json")

    other.import_file(file)

    assert other.own() == presets.own()


def test_imported_names_never_replace_ones_own(presets: Presets, tmp_path: Path) -> None:
    presets.add(LETTER)
    file = tmp_path / "shared.json"
    presets.export_file(file, ["Letter"])

    first = presets.import_file(file)
    second = presets.import_file(file)

    assert [each.name for each in (*first, *second)] == ["Letter (2)", "Letter (3)"]


def write(path: Path, *entries: object, **changes: object) -> Path:
    content = {"format": "carrel-presets", "version": 1, "presets": list(entries), **changes}
    path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize(
    "entry",
    [
        "text",
        {"system": "no name"},
        {"name": "  "},
        {"name": "x" * 61},
        {"name": "a", "system": 5},
        {"name": "a", "system": "x" * 20_001},
        {"name": "a", "system": "\ud800"},
        {"name": "a", "use": "everything"},
        {"name": "a", "use": []},
        {"name": "a", "variables": {"b": "c"}},
        {"name": "a", "variables": [["b"]]},
        {"name": "a", "variables": [["b", 1]]},
        {"name": "a", "sampling": {"temperature": "hot"}},
        {"name": "a", "sampling": {"temperature": float("nan")}},
        {"name": "a", "sampling": {"top_k": 1.5}},
        {"name": "a", "max_tokens": -1},
        {"name": "a", "max_tokens": True},
        {"name": "a", "thinks": "yes"},
    ],
)
def test_one_damaged_preset_refuses_the_whole_file(
    presets: Presets, tmp_path: Path, entry: object
) -> None:
    presets.add(LETTER)
    file = write(tmp_path / "bad.json", {"name": "good"}, entry)

    with pytest.raises(AppError) as caught:
        presets.import_file(file)

    assert caught.value.problem.code == "preset_damaged"
    assert caught.value.problem.detail.startswith("presets[2]")
    assert presets.own() == (LETTER,)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"format": "other", "version": 1, "presets": []}',
        b'{"format": "carrel-presets", "version": 2, "presets": []}',
        b'{"format": "carrel-presets", "version": 1, "presets": {}}',
        b" " * 4_000_001,
    ],
)
def test_a_file_that_is_something_else_is_refused(
    presets: Presets, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)

    with pytest.raises(AppError, match="preset_damaged"):
        presets.import_file(file)


def test_a_file_with_too_many_presets_is_refused(presets: Presets, tmp_path: Path) -> None:
    file = write(tmp_path / "many.json", *({"name": f"{n}"} for n in range(201)))

    with pytest.raises(AppError, match="preset_damaged"):
        presets.import_file(file)


def test_a_file_that_is_not_there_is_told(presets: Presets, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="vanished"):
        presets.import_file(tmp_path / "gone.json")


def test_keys_nobody_knows_are_ignored_with_a_word_in_the_log(
    presets: Presets, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = write(tmp_path / "new.json", {"name": "a", "colour": "red"}, future=1)

    (added,) = presets.import_file(file)

    assert added == Preset("a")
    assert "colour" in caplog.text
    assert "future" in caplog.text


# The command line


def styles(tmp_path: Path, *options: str) -> Styles:
    return Styles(parse(["ask", "Summarise it", *options]), Home(tmp_path), "en")


def test_a_command_names_a_preset_by_id_or_title_and_fills_it_in(tmp_path: Path) -> None:
    by_name = styles(tmp_path, "--preset", "summarise", "--set", "length=two lines")
    by_title = styles(tmp_path, "--preset", "总结", "--set", "length = two lines")

    assert by_name.style("Summarise it") == by_title.style("Summarise it")
    assert "two lines" in by_name.style("Summarise it").system


def test_a_schema_of_a_command_goes_along_with_any_preset(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    file.write_text('{"type": "object"}', "utf-8")

    assert styles(tmp_path, "--schema", str(file)).style("a").schema == '{"type": "object"}'
    with_preset = styles(tmp_path, "--preset", "extract", "--schema", str(file)).style("a")
    assert (with_preset.name, with_preset.schema) == ("extract", '{"type": "object"}')


@pytest.mark.parametrize(
    "options",
    [
        ("--preset", "nope"),
        ("--preset", "chat", "--set", "length=1"),
        ("--set", "length=1"),
        ("--preset", "summarise", "--set", "length"),
        ("--preset", "extract", "--set", "fields=,"),
        ("--schema", "/nowhere/schema.json"),
        ("--schema", __file__),
    ],
)
def test_a_wrong_option_is_a_wrong_command(tmp_path: Path, options: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        styles(tmp_path, *options).style("a")


def test_a_missing_value_names_the_option_that_gives_it(tmp_path: Path) -> None:
    asked = styles(tmp_path, "--preset", "extract", "--set", "fields=,")

    with pytest.raises(UsageError) as refused:
        asked.style("提取")

    assert refused.value.problem.detail == "the preset needs --set fields=VALUE"


@pytest.mark.model
def test_an_answer_on_the_command_line_has_the_fields_asked_for(sample_home: Path) -> None:
    options = ("--preset", "extract", "--set", "fields=tenant, rent", "--json")

    (answer,) = results(carrel(sample_home, "ask", "warehouse-lease.pdf", *options))

    assert set(json.loads(answer["answer"])) == {"tenant", "rent"}


@pytest.mark.parametrize("lie", [{"question": "no place"}, {"schema": "not json"}])
def test_an_imported_preset_must_be_one_that_could_be_written_here(
    presets: Presets, tmp_path: Path, lie: dict[str, str]
) -> None:
    file = write(tmp_path / "shared.json", {"name": "a", **lie})

    with pytest.raises(AppError) as refused:
        presets.import_file(file)

    assert refused.value.problem.code == "preset_damaged"
    assert presets.own() == ()
