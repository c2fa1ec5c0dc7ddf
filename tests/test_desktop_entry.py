"""The entry for Linux desktops says what the program can open, and is found by its window."""

from __future__ import annotations

import configparser
import mimetypes
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_PACKAGING, _PICTURES = _ROOT / "packaging", _ROOT / "desktop" / "ui" / "pictures"


@pytest.fixture
def entry() -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(_PACKAGING / "carrel.desktop", "utf-8")
    return parser["Desktop Entry"]


def test_the_entry_takes_files(entry: configparser.SectionProxy) -> None:
    assert entry["Exec"] == "carrel %F"
    assert (_PICTURES / f"{entry['Icon']}.svg").exists()


@pytest.mark.parametrize(
    "name", ["a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.odt", "a.epub", "a.txt", "a.html", "a.png"]
)
def test_what_can_be_read_can_be_opened_with_it(
    entry: configparser.SectionProxy, name: str
) -> None:
    mimetypes.add_type("application/epub+zip", ".epub")
    kind, _ = mimetypes.guess_type(name)

    assert kind in entry["MimeType"].split(";")


def test_the_catalogue_of_software_names_the_entry() -> None:
    component = ET.parse(_PACKAGING / "carrel.metainfo.xml").getroot()

    assert component.findtext("launchable") == "carrel.desktop"
