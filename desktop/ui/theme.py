"""Colours, fonts and the one style sheet: light, dark, and high contrast.

Qt follows the system's colours only where a platform theme reports them, so all sets are ours.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.scale import POINTS, scaled

ThemeName = Literal["system", "light", "dark", "contrast"]

_FONTS = [
    "Inter",
    "Segoe UI",
    "SF Pro Text",
    "Noto Sans",
    "Noto Sans CJK SC",
    "Microsoft YaHei",
    "PingFang SC",
]
ON_MARK = "#1d2330"
"""The colour of letters on a theme's `mark`, which is bright in both."""
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)
"""Sizes of text to choose from, in percent."""
_PIXELS = re.compile(r"(\d+)px")
FOUND, FOUND_NOW = "#c9defc", "#ffab57"
"""The grounds of what was looked for, and of the place in hand, with letters of ON_MARK."""
_PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour the window uses, by what it is for."""

    is_dark: bool
    page: str
    side: str
    line: str
    text: str
    dim: str
    bubble: str
    accent: str
    on_accent: str
    selected: str
    chip: str
    code: str
    mark: str
    good: str
    warning: str
    warning_page: str
    code_style: str
    off: str
    """Letters of what cannot be used now."""
    off_page: str
    """The ground and the frame of what cannot be used now."""
    focus: int = 2
    """How thick the frame of what has the focus is, in pixels."""


LIGHT = Theme(
    is_dark=False,
    page="#ffffff",
    side="#f5f6f8",
    line="#dfe3e9",
    text="#1d2330",
    dim="#5d6677",
    bubble="#e8effc",
    accent="#2f62d9",
    on_accent="#ffffff",
    selected="#e2e8f2",
    chip="#eef2f8",
    code="#f5f6f8",
    mark="#ffe27a",
    good="#1b7a42",
    warning="#8a5a00",
    warning_page="#fff6e0",
    code_style="default",
    off="#555e6e",
    off_page="#dfe3e9",
)
DARK = Theme(
    is_dark=True,
    page="#1b1d22",
    side="#15171b",
    line="#31363f",
    text="#e6e8ec",
    dim="#a0a9b8",
    bubble="#26324a",
    accent="#7aa2ff",
    on_accent="#0e1116",
    selected="#2a2f39",
    chip="#262b35",
    code="#14161a",
    mark="#ffe27a",
    good="#5fd08f",
    warning="#f0c05a",
    warning_page="#332b18",
    code_style="monokai",
    off="#a0a9b8",
    off_page="#31363f",
)
CONTRAST = Theme(
    is_dark=True,
    page="#000000",
    side="#000000",
    line="#ffffff",
    text="#ffffff",
    dim="#e6e6e6",
    bubble="#14213d",
    accent="#ffd60a",
    on_accent="#000000",
    selected="#3a3a00",
    chip="#1c1c1c",
    code="#0a0a0a",
    mark="#ffd60a",
    good="#7dffa9",
    warning="#ffd60a",
    warning_page="#1f1a00",
    code_style="github-dark",
    off="#d0d0d0",
    off_page="#383838",
    focus=3,
)

_SHEET = """
QWidget#sidebar {{ background: {side}; border-right: 1px solid {line}; }}
QWidget#page, QScrollArea, QWidget#flow, QWidget#viewer {{ background: {page}; border: 0; }}
QWidget#viewer {{ border-left: 1px solid {line}; }}
QFrame#header {{ background: {page}; border-bottom: 1px solid {line}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QLabel {{ color: {text}; background: transparent; }}
QLabel[dim="true"] {{ color: {dim}; }}
QLabel[title="true"] {{ font-weight: 600; font-size: 15px; }}
QLabel[large="true"] {{ font-weight: 600; font-size: 22px; }}
QLabel[badge="true"] {{
    color: {warning}; background: {warning_page}; border-radius: 6px; padding: 1px 8px; }}
QListWidget, QTableView, QListView#passages, QListView#conversations,
QListView#lines {{
    background: transparent; border: 1px solid transparent; outline: 0; color: {text}; }}
QListWidget::item, QListView#lines::item {{ padding: 6px 10px; border-radius: 8px;
    margin: 1px 8px; }}
QListWidget::item:selected, QListWidget::item:hover, QListView#lines::item:selected,
QListView#lines::item:hover {{ background: {selected}; color: {text}; }}
QListWidget::item:disabled {{ background: transparent; color: {dim}; }}
QListWidget:focus, QListView#lines:focus {{ border: 1px solid {accent}; border-radius: 8px; }}
QTableView {{ gridline-color: {line}; selection-background-color: {selected};
    selection-color: {text}; }}
QTableView::item {{ padding: 4px 8px; border-bottom: 1px solid {line}; }}
QTableView:focus {{ border: 1px solid {accent}; }}
QHeaderView {{ background: {page}; }}
QHeaderView::section {{ background: {page}; color: {dim}; border: 0;
    border-bottom: 1px solid {line}; padding: 6px 8px; text-align: left; }}
QPushButton {{ icon-size: 16px; border: 1px solid {line}; border-radius: 8px; padding: 6px 12px;
    background: {page}; color: {text}; }}
QPushButton:hover, QToolButton:hover {{ background: {selected}; }}
QToolButton:disabled {{ color: {off}; }}
QPushButton:disabled {{ color: {off}; border-color: {off_page}; }}
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus {{
    border: {focus}px solid {accent}; }}
QPushButton:focus {{ padding: {tight[6]}px {tight[12]}px; }}
QComboBox:focus, QLineEdit:focus {{ padding: {tight[5]}px {tight[8]}px; }}
QLineEdit#search:focus {{ padding: {tight[8]}px; }}
QPushButton[primary="true"] {{ background: {accent}; color: {on_accent};
    border: {focus}px solid {accent}; padding: {tight[6]}px {tight[12]}px; font-weight: 600; }}
QPushButton[primary="true"]:focus {{ border: {focus}px solid {text}; }}
QPushButton[primary="true"]:disabled {{ background: {off_page}; border-color: {off_page};
    color: {off}; }}
QPushButton[flat="true"] {{ border: {focus}px solid transparent; background: transparent;
    padding: 6px 12px; text-align: left; }}
QPushButton[flat="true"]:hover, QPushButton[flat="true"]:checked {{ background: {selected}; }}
QPushButton[flat="true"]:focus {{ border: {focus}px solid {accent}; }}
QPushButton[chip="true"] {{ background: {chip}; border: 1px solid {line}; border-radius: 12px;
    padding: 3px 10px; color: {text}; }}
QPushButton[chip="true"]:hover {{ background: {selected}; }}
QPushButton[chip="true"]:checked {{ border: 1px solid {accent}; color: {accent};
    font-weight: 600; }}
QPushButton[chip="true"]:focus {{ border: {focus}px solid {accent};
    padding: {tight[3]}px {tight[10]}px; }}
QToolButton {{ border: {focus}px solid transparent; border-radius: 7px; padding: 3px;
    background: transparent; color: {dim}; }}
QToolButton:checked {{ background: {selected}; }}
QToolButton[popupMode="2"]::menu-indicator {{ image: none; }}
QToolButton#send {{ background: {accent}; border-radius: 16px; padding: 4px; }}
QToolButton#send:focus {{ border: {focus}px solid {text}; }}
QToolButton#send:disabled {{ background: {off_page}; }}
QLineEdit, QComboBox, QSpinBox {{ border: 1px solid {line}; border-radius: 8px; padding: 5px 8px;
    background: {page}; color: {text}; selection-background-color: {accent};
    selection-color: {on_accent}; placeholder-text-color: {dim}; }}
QLineEdit#search {{ padding: 8px; border-radius: 10px; }}
QLineEdit#rename {{ padding: 0 6px; }}
QListView#passages:focus {{ border: 1px solid {accent}; border-radius: 8px; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {page}; color: {text}; border: 1px solid {line};
    selection-background-color: {selected}; selection-color: {text}; }}
QLabel[key="true"] {{ background: {chip}; border: 1px solid {line}; border-radius: 6px;
    padding: 2px 8px; }}
QDialog#palette {{ background: {page}; border: 1px solid {line}; border-radius: 12px; }}
QFrame#bubble {{ background: {bubble}; border-radius: 14px; }}
QFrame#quote {{ background: {chip}; border-left: 3px solid {accent}; border-radius: 4px; }}
QFrame#notice {{ background: {warning_page}; border-radius: 10px; }}
QFrame#notice QLabel {{ color: {text}; }}
QFrame#card {{ background: {side}; border: 1px solid {line}; border-radius: 12px; }}
QFrame#toast {{ background: {text}; border-radius: 10px; }}
QFrame#toast QLabel {{ color: {page}; }}
QFrame#toast QPushButton {{ background: transparent; border: 1px solid {page}; color: {page}; }}
QFrame#toast QPushButton:focus {{ border: {focus}px solid {page}; }}
QFrame#zone {{ background: {page}; border: 2px dashed {line}; border-radius: 16px; }}
QFrame#zone[hot="true"] {{ background: {bubble}; border: 2px dashed {accent}; }}
QWidget#overlay {{ background: {page}; }}
QFrame#composer {{ background: {page}; border: 1px solid {line}; border-radius: 16px; }}
QFrame#composer[active="true"] {{ border: 1px solid {accent}; }}
QTextBrowser, QPlainTextEdit {{ background: transparent; border: 0; color: {text};
    placeholder-text-color: {dim};
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit#reading {{ background: {page}; padding: 12px; }}
QCheckBox, QRadioButton {{ color: {text}; spacing: 7px; }}
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {{
    width: 14px; height: 14px;
    border: 1px solid {dim}; border-radius: 4px; background: {page}; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked, QListView::indicator:checked {{
    background: {accent}; border-color: {accent};
    image: url("{check}"); }}
QCheckBox::indicator:disabled {{ background: {off_page}; border-color: {off_page}; }}
QCheckBox::indicator:checked:disabled {{ background: {off}; border-color: {off}; }}
QCheckBox:disabled {{ color: {off}; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
QStatusBar {{ background: {side}; color: {dim}; border-top: 1px solid {line}; }}
QStatusBar QLabel {{ color: {dim}; }}
QStatusBar::item {{ border: 0; }}
QProgressBar {{ border: 0; border-radius: 3px; background: {line}; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {line}; }}
QMenu {{ background: {page}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 6px 22px; border-radius: 6px; }}
QMenu::item:selected {{ background: {selected}; }}
QToolTip {{ background: {side}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; }}
QScrollBar::handle:vertical {{ background: {line}; border-radius: 5px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; }}
QScrollBar::handle:horizontal {{ background: {line}; border-radius: 5px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
"""


def choose(name: ThemeName, application: QApplication) -> Theme:
    """The theme a setting means on this desktop."""
    if name != "system":
        return {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}[name]
    hints = application.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def next_zoom(zoom: int, by: int) -> int:
    """The zoom one step larger or smaller, in percent; `by` 0 is the normal one."""
    if by == 0:
        return 100
    steps = [each for each in ZOOMS if (each > zoom if by > 0 else each < zoom)]
    return min(steps) if by > 0 and steps else max(steps) if steps else zoom


def apply(theme: Theme, application: QApplication, zoom: int = 100) -> None:
    """Give the whole application a theme; `zoom` in percent, of letters and all around them."""
    if not application.styleSheet():  # once: it takes as long as a whole screen
        application.setStyle("Fusion")
    application.setPalette(_palette(theme))
    font = application.font()
    font.setFamilies(_FONTS)
    font.setPointSizeF(POINTS * zoom / 100)
    application.setFont(font)
    shade = "dark" if theme.is_dark else "light"
    arrow, check = ((_PICTURES / f"{name}_{shade}.svg").as_posix() for name in ("arrow", "check"))
    focus = scaled(theme.focus)
    # What has the focus keeps its size: its frame grows into the room around its letters.
    tight = {each: scaled(each) + scaled(1) - focus for each in (3, 5, 6, 8, 10, 12)}
    sheet = _PIXELS.sub(lambda found: f"{scaled(int(found[1]))}px", _SHEET)
    colours = {**asdict(theme), "focus": focus}
    application.setStyleSheet(sheet.format(**colours, arrow=arrow, check=check, tight=tight))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.page,
        role.WindowText: theme.text,
        role.Base: theme.page,
        role.AlternateBase: theme.side,
        role.Text: theme.text,
        role.Button: theme.side,
        role.ButtonText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.PlaceholderText: theme.dim,
        role.ToolTipBase: theme.side,
        role.ToolTipText: theme.text,
        role.Mid: theme.line,
    }
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    return palette
