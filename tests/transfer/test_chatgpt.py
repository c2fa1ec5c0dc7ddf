from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import TransferError
from desktop.transfer.reading import StoppedError, read
from desktop.tree import Tree


def message(role: str, *parts: object, **changes: Any) -> dict[str, Any]:
    content = changes.pop("content", {"content_type": "text", "parts": list(parts)})
    return {"author": {"role": role}, "content": content, "create_time": 5.0, **changes}


def conversation(*nodes: tuple[str, str | None, object], **changes: Any) -> dict[str, Any]:
    """Nodes are (id, parent, message)."""
    mapping: dict[str, Any] = {
        key: {"id": key, "parent": parent, "message": said, "children": []}
        for key, parent, said in nodes
    }
    for key, parent, _ in nodes:
        if parent in mapping:
            mapping[parent]["children"].append(key)
    return {
        "title": "Trip",
        "create_time": 1.0,
        "update_time": 9.0,
        "mapping": mapping,
        "current_node": nodes[-1][0],
        **changes,
    }


def taken(tmp_path: Path, *conversations: object) -> tuple[Tree, ...]:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(conversations), "utf-8")
    return read(path, lambda _: True).trees


def said(tree: Tree) -> list[tuple[str, str]]:
    return [(each.role, each.text) for each in tree.branch(tree.shown)]


def test_what_was_said_comes_in_and_what_nobody_saw_does_not(tmp_path: Path) -> None:
    hidden = {"is_visually_hidden_from_conversation": True}
    (tree,) = taken(
        tmp_path,
        conversation(
            ("root", None, None),
            ("sys", "root", message("system", "You are helpful.")),
            ("ctx", "sys", message("user", "About me", metadata=hidden)),
            ("q", "ctx", message("user", "去哪里？")),
            ("a1", "q", message("assistant", "Let me look.", metadata={"model_slug": "gpt-4o"})),
            ("call", "a1", message("assistant", "search('x')", recipient="web")),
            ("tool", "call", message("tool", "results")),
            ("a2", "tool", message("assistant", "To Bergen.", metadata={"model_slug": "gpt-4o"})),
        ),
    )

    assert said(tree) == [("user", "去哪里？"), ("assistant", "Let me look.\n\nTo Bergen.")]
    assert (tree.title, tree.created_at, tree.updated_at) == ("Trip", 1.0, 9.0)
    assert (tree.turns[1].model, tree.turns[1].created_at) == ("gpt-4o", 5.0)


def test_branches_are_kept_and_the_shown_one_is_the_current_one(tmp_path: Path) -> None:
    (tree,) = taken(
        tmp_path,
        conversation(
            ("q", None, message("user", "Q")),
            ("a", "q", message("assistant", "A")),
            ("b", "q", message("assistant", "B")),
            ("q2", "a", message("user", "Q2")),
            ("a2", "q2", message("assistant", "A2")),
            current_node="b",
        ),
    )

    assert said(tree) == [("user", "Q"), ("assistant", "B")]
    assert len(tree.turns) == 5
    by_text = {each.text: each for each in tree.turns}
    assert by_text["A"].parent_id == by_text["B"].parent_id == by_text["Q"].id
    assert by_text["Q2"].parent_id == by_text["A"].id


def test_words_shared_by_two_versions_of_what_follows_stand_in_both(tmp_path: Path) -> None:
    (tree,) = taken(
        tmp_path,
        conversation(
            ("q", None, message("user", "Q")),
            ("start", "q", message("assistant", "First.")),
            ("one", "start", message("assistant", "One.")),
            ("two", "start", message("assistant", "Two.")),
        ),
    )

    assert [each.text for each in tree.turns] == ["Q", "First.\n\nOne.", "First.\n\nTwo."]
    assert tree.shown == 3


def test_code_that_was_run_and_pictures_are_told(tmp_path: Path) -> None:
    code = {"content_type": "code", "language": "python", "text": "print(1)"}
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}
    both = {"content_type": "multimodal_text", "parts": [picture, "What is this?"]}
    (tree,) = taken(
        tmp_path,
        conversation(
            ("q", None, message("user", content=both)),
            ("c", "q", message("assistant", content=code, recipient="python")),
            ("t", "c", message("tool", "1")),
            ("a", "t", message("assistant", "It is 1.")),
        ),
    )

    assert said(tree) == [
        ("user", "*[image]*\n\nWhat is this?"),
        ("assistant", "```python\nprint(1)\n```\n\nIt is 1."),
    ]


def test_a_zip_with_several_parts_is_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(2):
            one = conversation(("q", None, message("user", f"Q{n}")))
            archive.writestr(f"x/conversations-00{n}.json", json.dumps([one]))
        archive.writestr("x/user.json", "{}")

    contents = read(path, lambda _: True)

    assert [each.turns[0].text for each in contents.trees] == ["Q0", "Q1"]
    assert contents.kind == "chatgpt"


def test_one_conversation_alone_and_empty_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(conversation(("q", None, message("user", "Q")))), "utf-8")
    empty = conversation(("root", None, None))
    full = conversation(("q", None, message("user", "Q")))

    assert len(read(path, lambda _: True).trees) == 1
    assert len(taken(tmp_path, empty, full)) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import_unknown"),
        ("hello", "import_unknown"),
        ("[]", "import_empty"),
        ("[1]", "import_unknown"),
        ('{"a": 1}', "import_unknown"),
        ('[{"mapping": {"a": 1}}]', "import_unknown"),
        ('[{"mapping": {"a": {}}}]', "import_damaged"),
        ('[{"mapping": {"a": {"children": []}', "import_damaged"),
        ('[{"mapping": {"a": {"children": []}}, "title": 5}]', "import_empty"),
    ],
)
def test_a_file_that_is_none_is_refused(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(text, "utf-8")

    with pytest.raises(TransferError) as caught:
        read(path, lambda _: True)

    assert caught.value.problem.code == code


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conversations.json", "[" + "x" * 1000)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"xxxxxxxx", b"yyyyyyyy", 1))

    with pytest.raises(TransferError) as caught:
        read(path, lambda _: True)

    assert caught.value.problem.code == "import_damaged"


def test_a_circle_in_a_damaged_tree_ends(tmp_path: Path) -> None:
    value = conversation(("q", None, message("user", "Q")), ("a", "q", message("assistant", "A")))
    value["mapping"]["a"]["children"] = ["q", "a"]

    (tree,) = taken(tmp_path, value)

    assert len(tree.turns) >= 1


def test_reading_can_be_stopped_and_says_how_far_it_is(tmp_path: Path) -> None:
    many = [conversation(("q", None, message("user", "word " * 20_000))) for _ in range(20)]
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps(many), "utf-8")
    shares: list[float] = []

    def watch(share: float) -> bool:
        shares.append(share)
        return share < 0.5

    with pytest.raises(StoppedError):
        read(path, watch)

    assert shares == sorted(shares)
    assert 0.5 <= shares[-1] < 0.8
