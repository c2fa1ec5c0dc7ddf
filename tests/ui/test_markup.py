from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QTextDocument, QTextFormat, QTextListFormat
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import Support
from desktop.ui.markup import CITE, to_markup, with_marks
from desktop.ui.text_view import TextView
from desktop.ui.theme import DARK, LIGHT

HOSTILE = [
    "![x](http://evil.example/p.png)",
    "![x](file://SECRET.evil.example/s/x.png)",
    "![x](file:///etc/passwd)",
    "![x][r]\n\n[r]: //evil.example/p.png",
    '<img src="http://evil.example/p.png">',
    '<iframe src="file:///etc/passwd"></iframe>',
    "<script>alert(1)</script>",
    '<style>p { background: url("//evil.example/x") }</style>',
    '<link rel="stylesheet" href="//evil.example/x.css">',
    "[x](javascript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](smb://evil.example/share)",
    "[x](//evil.example/share)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<a href="file:///etc/passwd">x</a>',
    "<file:///etc/passwd>",
    '<table background="//evil.example/x"><tr><td>x</td></tr></table>',
    "```\n<img src='//evil.example/x'>\n```",
    '| a |\n|---|\n| <img src="//evil.example/x"> |',
    "[1](cite:1)",
    "[x](copy:7)",
    "[x](http://a.example/&quot;onclick=&quot;alert(1))",
]


class Watched(TextView):
    """Counts what Qt asks for."""

    asked: list[str]

    def loadResource(self, kind: int, name: object) -> object:
        self.asked = [*getattr(self, "asked", []), str(name)]
        return super().loadResource(kind, name)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_loads_nothing_and_links_nowhere_dangerous(
    qtbot: QtBot, text: str
) -> None:
    view = Watched(LIGHT)
    qtbot.addWidget(view)
    view.show()

    view.show_markdown(text)
    QApplication.processEvents()
    links = _links(view)

    assert getattr(view, "asked", []) == []
    assert all(link.startswith(("http:", "https:")) or link == "copy:0" for link in links)


def test_whatever_is_asked_for_is_an_empty_image(qtbot: QtBot) -> None:
    view = TextView(LIGHT)
    qtbot.addWidget(view)

    given = view.loadResource(QTextDocument.ResourceType.ImageResource.value, "file:///etc/passwd")

    assert isinstance(given, QImage)
    assert (given.width(), given.height()) == (1, 1)


def test_text_that_looks_like_html_is_shown_as_it_is() -> None:
    assert "&lt;b&gt;" in to_markup("<b>bold</b>", LIGHT, "Copy").html


def test_a_code_block_keeps_its_source_for_copying() -> None:
    markup = to_markup("```python\nx = 1\n```", DARK, "Copy")

    assert markup.codes == ("x = 1\n",)
    assert 'href="copy:0"' in markup.html


def test_task_lists_have_boxes() -> None:
    html = to_markup("- [ ] open\n- [x] done", LIGHT, "Copy").html

    assert "☐" in html
    assert "☑" in html


def test_a_task_has_its_box_in_the_place_of_a_bullet(qtbot: QtBot) -> None:
    view = TextView(LIGHT)
    qtbot.addWidget(view)

    view.show_markdown("- [x] done\n- plain")

    task = view.document().begin()
    styles = [
        each.blockFormat().property(QTextFormat.Property.ListStyle) for each in (task, task.next())
    ]
    assert (task.text(), task.next().text()) == ("☑ done", "plain")
    # A style of its own that is none, and that of the list.
    assert styles == [QTextListFormat.Style.ListStyleUndefined.value, None]
    assert task.blockFormat().textIndent() < 0


def test_every_sentence_carries_its_citations_or_a_question_mark() -> None:
    text = "The rent is 9,400. It rains."

    marked = with_marks(text, [Support(0, 18, (1, 2)), Support(19, 28)])

    first = f"9,400. [\\[1\\]]({CITE}1) [\\[2\\]]({CITE}2)"
    assert f"{first} It rains. [\\[?\\]]({CITE}0)" in marked


def test_code_is_never_marked() -> None:
    text = "```\nx = 1.\n```"

    assert with_marks(text, [Support(4, 10, (1,))]) == text


def _links(view: TextView) -> list[str]:
    found = []
    block = view.document().begin()
    while block.isValid():
        for fragment in block:
            if href := fragment.fragment().charFormat().anchorHref():
                found.append(href)
        block = block.next()
    return found
