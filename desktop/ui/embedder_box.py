"""The list of embedders to choose from; its last entry asks for a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QMessageBox

from desktop.paths import STARTER_EMBEDDER, is_embedder

_ASKS = "?"


class EmbedderBox(QComboBox):
    """The data of an entry is a folder's path, "" for the embedder that came with the program."""

    def __init__(self) -> None:
        super().__init__()
        words = self.tr("{name} (comes with Carrel)")
        self.addItem(words.format(name=STARTER_EMBEDDER), "")
        self.addItem(self.tr("Choose a folder…"), _ASKS)
        self._before = 0
        self.currentIndexChanged.connect(self._note)
        self.activated.connect(self._on_activated)

    def choose(self, folder: str) -> None:
        """Take a folder that was chosen, or say why not."""
        if not folder:
            return
        if not is_embedder(Path(folder)):
            words = self.tr(
                "{name} is no folder of a sentence-transformers model: it has no tokenizer.json and"
                " config.json."
            )
            QMessageBox.warning(self, self.tr("Embedder"), words.format(name=Path(folder).name))
            return
        self.show_value(folder)

    def show_value(self, folder: str) -> None:
        """Show the entry of a folder, made where there is none."""
        if self.findData(folder) < 0:
            self.insertItem(self.count() - 1, Path(folder).name, folder)
        self.setCurrentIndex(self.findData(folder))

    def _note(self, index: int) -> None:
        if self.itemData(index) != _ASKS:
            self._before = index

    def _on_activated(self, index: int) -> None:
        if self.itemData(index) == _ASKS:
            self.setCurrentIndex(self._before)
            self.choose(QFileDialog.getExistingDirectory(self, self.tr("Choose a folder…")))
