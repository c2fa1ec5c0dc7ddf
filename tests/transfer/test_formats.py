from __future__ import annotations

from html.parser import HTMLParser

from desktop.domain import Citation, Feedback, Problem, Quote, Support, Turn
from desktop.transfer import markdown, webpage
from desktop.transfer.plain import branch_text, plain, turn_text
from desktop.transfer.writing import file_name
from desktop.tree import Tree

QUESTION = Turn(1, 1, None, "user", "How much is <b>the rent</b>?", 1.0)
ANSWER = Turn(
    2,
    1,
    1,
    "assistant",
    "It is **9,400** euros. It may rise.",
    2.0,
    verdict="grounded",
    quotes=(Quote(1, "The rent is 9,400 euros.", "/a/lease.pdf", 2, 10, 42, "", "Month | Rent"),),
    citations=(Citation(1, "/a/lease.pdf", 2, 0, 60, "The rent is 9,400 euros. *Yes*", 3),),
    supports=(Support(0, 22, (1,)), Support(23, 35)),
    model="small",
    feedback=Feedback("down", "incomplete", "It is 9,400 euros a month."),
)
TREE = Tree("Rent & more", 1.0, 2.0, (QUESTION, ANSWER), 2)


class Page(HTMLParser):
    """Collects the tags of a page and what they point to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def test_markdown_has_quotes_and_footnotes_with_page_and_file() -> None:
    text = "".join(markdown.conversations([TREE], "en"))

    assert text.startswith("# Rent & more\n")
    assert "> “The rent is 9,400 euros.”[^2-1]" in text
    assert "It is **9,400** euros.[^2-1] It may rise. [?]" in text
    assert "[^2-1]: lease.pdf · p. 2: “The rent is 9,400 euros. \\*Yes\\*”" in text
    assert "*Rated bad: incomplete*" in text
    assert "It is 9,400 euros a month." in text


def test_an_answer_is_copied_with_its_quotes_and_their_sources() -> None:
    assert turn_text(ANSWER, "en") == (
        "Month | Rent\n“The rent is 9,400 euros.” [1]\n\n"
        "It is 9,400 euros. [1] It may rise. [?]\n\n"
        "[?] None of the passages says this.\n\n"
        "[1] lease.pdf · p. 2"
    )
    assert "lease.pdf · 第 2 页" in markdown.turn_markdown(ANSWER, "zh")
    assert turn_text(QUESTION, "en") == QUESTION.text


def test_a_whole_branch_is_copied_under_the_names_of_who_spoke() -> None:
    text = branch_text((QUESTION, ANSWER), "en")

    assert text.startswith("You:\nHow much is <b>the rent</b>?\n\nCarrel:\n")


def test_plain_text_keeps_lists_tables_and_code_readable() -> None:
    text = plain(
        "# Head\n\n- one\n- **two**\n  1. deep\n\n|a|b|\n|-|-|\n|1|2|\n\n```\nx  = 1\n```\nend"
    )

    assert text == "Head\n\n- one\n- two\n  1. deep\n\na\tb\n1\t2\n\nx  = 1\n\nend"


def test_a_web_page_runs_and_loads_nothing() -> None:
    evil = Turn(
        2, 1, 1, "assistant",
        "<script>alert(1)</script> ![x](http://evil/x.png) [go](javascript:alert(1))"
        " [ok](https://example.org) \ue0009\ue001",
        2.0,
    )  # fmt: skip
    question = Turn(1, 1, None, "user", "<img src=x onerror=alert(1)>", 1.0)
    tree = Tree("<script>", 1.0, 2.0, (question, evil), 2)

    page = Page("".join(webpage.conversations([tree], "en", "<script>")))

    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    targets = [value for name, value in page.attributes if name in ("href", "src")]
    assert targets == ["https://example.org"]
    assert not [name for name, _ in page.attributes if name.startswith("on")]


def test_a_web_page_names_its_language_and_lets_text_run_both_ways() -> None:
    page = Page("".join(webpage.conversations([TREE], "zh", "对话")))

    assert ("lang", "zh-CN") in page.attributes
    assert page.attributes.count(("dir", "auto")) >= 5
    assert ("href", "#t2-1") in page.attributes
    assert ("id", "t2-1") in page.attributes


def test_only_the_branch_on_show_is_told_and_says_which_version_it_is() -> None:
    other = Turn(3, 1, 1, "assistant", "Another.", 3.0)
    tree = Tree("T", 1.0, 2.0, (QUESTION, ANSWER, other), 3)

    text = "".join(markdown.conversations([tree], "en"))

    assert "Carrel · version 2 of 2" in text
    assert "9,400" not in text


def test_what_went_wrong_is_said() -> None:
    failed = Turn(2, 1, 1, "assistant", "", 2.0, "failed", problem=Problem("no_model"))
    refused = Turn(2, 1, 1, "assistant", "", 2.0, verdict="nothing")

    assert "model" in turn_text(failed, "en")
    assert turn_text(refused, "zh") == "文档中没有能回答这个问题的内容。"


def test_names_of_files_are_ones_that_every_system_takes() -> None:
    assert file_name('What: "a/b"?', "markdown") == "What a b.md"
    assert file_name("...", "json") == "Carrel.json"
    assert file_name("租约", "html") == "租约.html"
