"""Chinese words for every text of the window, and Qt's own for its standard buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.domain import Language
from desktop.settings import WindowSettings

FOLDER = Path(__file__).parent / "translations"
LEFT_OUT = (
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "&Look in:")),
    ("QFileDialog", QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:")),
    ("QAbstractFileIconProvider", QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder")),
)
"""What Qt's own translation leaves in English."""


def choose(settings: WindowSettings, system: Language) -> Language:
    """The language a setting means here."""
    return system if settings.language == "system" else settings.language


def install(application: QApplication, language: Language) -> list[QTranslator]:
    """Make the window speak a language; returns what must be removed to change it again."""
    if language == "en":
        return []
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    installed = []
    for folder, name in ((qt, "qtbase_zh_CN"), (str(FOLDER), "zh_CN")):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            installed.append(translator)
    return installed


def remove(application: QApplication, translators: list[QTranslator]) -> None:
    """Go back to English."""
    for each in translators:
        application.removeTranslator(each)
    QLocale.setDefault(QLocale.system())
