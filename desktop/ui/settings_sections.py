"""The groups of settings: how it looks, how it answers, the model's computer, words, the disk."""

from __future__ import annotations

import os

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from desktop.ui.embedder_box import EmbedderBox
from desktop.ui.measure_row import MeasureRow
from desktop.ui.settings_section import Editor, SettingsSection, choice, number, plain, whole
from desktop.ui.theme import ZOOMS

_CONTEXTS = (2048, 4096, 8192, 16384, 32768)
_LENGTHS = (128, 256, 512, 1024, 2048)
_PASSAGES = (3, 5, 8, 12)
_THOUGHTS = (256, 512, 1024)
_LAYERS = (1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 64, 80)
_MINUTES = (5, 20, 60)
_QUOTAS_MB = ((500, "500 MB"), (2000, "2 GB"), (8000, "8 GB"))
_LARGEST_SEED = 2**31 - 1
_Row = tuple[str, str, Editor, str]
"""A setting, what it is called, what it is edited with, what it does."""
# At temperature 0 the likeliest token is taken, and nothing is left for these to choose from.
_NEED_TEMPERATURE = ("top_k", "top_p", "min_p", "seed")


class LookSection(SettingsSection):
    """Colours and language."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Appearance"))
        themes = (
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
            (self.tr("High contrast"), "contrast"),
        )
        self.edit(
            "window",
            "theme",
            self.tr("Colours"),
            choice(themes),
            self.tr("The system's choice is followed when it changes, high contrast too."),
        )
        sizes = [(f"{each} %", each) for each in ZOOMS]
        self.edit(
            "window",
            "zoom",
            self.tr("Size of text"),
            choice(sizes),
            self.tr("Everything around the text grows with it; also by Ctrl+Plus and Ctrl+Minus."),
        )
        languages = ((self.tr("As the system"), "system"), ("English", "en"), ("中文", "zh"))
        self.edit(
            "window",
            "language",
            self.tr("Language"),
            choice(languages),
            self.tr("Of this window; questions and documents may be in either."),
        )
        notify = QCheckBox(self.tr("Notify me when work has ended"))
        self.edit(
            "window",
            "notify",
            "",
            notify,
            self.tr(
                "Only while you use another program, and without a word of what was read or said."
            ),
        )


class AnswerSection(SettingsSection):
    """How long an answer is, whether the model thinks first, and what it answers from."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Answers"))
        self.edit(
            "chat",
            "max_tokens",
            self.tr("Longest answer"),
            choice([(f"{each}", each) for each in _LENGTHS]),
            self.tr("In tokens; about three quarters of a word each."),
        )
        thoughts = [(self.tr("Up to {n} tokens").format(n=each), each) for each in _THOUGHTS]
        self.edit(
            "chat",
            "reasoning_tokens",
            self.tr("Think first"),
            choice([(self.tr("Off"), 0), *thoughts]),
            self.tr("Models that can reason do so before they answer: better, but later."),
        )
        passages = [(f"{each}", each) for each in _PASSAGES]
        self.edit(
            "chat",
            "n_passages",
            self.tr("Passages"),
            choice(passages),
            self.tr("How many passages an answer is written from; more take longer to read."),
        )
        documents = QCheckBox(self.tr("Answer from my documents"))
        self.edit(
            "chat",
            "use_documents",
            "",
            documents,
            self.tr("Off, the model answers from what it knows, without citations."),
        )


class DocumentSection(SettingsSection):
    """What of documents is read, and when."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Documents"))
        scans = QCheckBox(self.tr("Recognise text in scans"))
        self.edit(
            "index",
            "recognise_scans",
            "",
            scans,
            self.tr(
                "Reads images and scanned pages in Chinese and English on this computer, in the"
                " background; a page takes some seconds."
            ),
        )
        self.edit(
            "index",
            "embedder",
            self.tr("Embedder"),
            EmbedderBox(),
            self.tr(
                "Finds passages by meaning; a multilingual one also across languages. Another one"
                " takes effect after the next start, when everything was read with it; the former"
                " one searches until then."
            ),
        )
        idle = QCheckBox(self.tr("Read documents only while this computer is idle"))
        self.edit(
            "index",
            "only_when_idle",
            "",
            idle,
            self.tr(
                "Waits until nobody has used this window for a minute and other programs leave most"
                " of the processor free."
            ),
        )


class EngineSection(SettingsSection):
    """What the model may use of this computer."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Model and computer"))
        self.measure = MeasureRow()
        self.edit(
            "engine",
            "context_tokens",
            self.tr("Context window"),
            choice([(f"{each}", each) for each in _CONTEXTS]),
            self.tr("How many tokens the model attends to; more needs more memory."),
        )
        cores = [(f"{each}", each) for each in range(1, (os.cpu_count() or 1) + 1)]
        threads = choice([(self.tr("Automatic"), 0), *cores])
        threads.currentIndexChanged.connect(
            lambda: self.measure.show_use(is_used=threads.currentData() == 0)
        )
        self.edit(
            "engine",
            "threads",
            self.tr("Threads"),
            threads,
            self.tr(
                "How many processor cores the model may use; automatic takes what was measured"
                " to be fastest, else every core."
            ),
        )
        self.add_row(
            self.tr("Speed"),
            self.measure,
            self.tr("Tries threads and batches with the chosen model for about half a minute."),
        )
        layers = [(f"{each}", each) for each in _LAYERS]
        self.edit(
            "engine",
            "gpu_layers",
            self.tr("Layers on the graphics card"),
            choice([(self.tr("As many as fit"), -1), (self.tr("None"), 0), *layers]),
            self.tr("The rest of the model is computed by the processor."),
        )
        minutes = [(self.tr("{n} minutes").format(n=each), each) for each in _MINUTES]
        self.edit(
            "engine",
            "idle_minutes",
            self.tr("Unload when idle for"),
            choice([(self.tr("Never"), 0), *minutes]),
            self.tr("Gives the model's memory back; the next question loads it again."),
        )


class SamplingSection(SettingsSection):
    """How the next token is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.set_title(self.tr("Sampling"))
        heat = number(0, 2, 0.05)
        rows = (
            (
                "temperature",
                self.tr("Temperature"),
                heat,
                self.tr(
                    "0 always takes the likeliest token, whatever top-k, top-p, min-p and seed say;"
                    " higher varies more."
                ),
            ),
            *self._chances(),
            *self._penalties(),
        )
        for row in rows:
            self.edit("sampling", *row)
        self._idle_at_0 = [editor for name, _, editor, _ in rows if name in _NEED_TEMPERATURE]
        heat.valueChanged.connect(self._on_temperature_changed)
        self._on_temperature_changed(heat.value())

    def _chances(self) -> tuple[_Row, ...]:
        off = self.tr("Off")
        return (
            (
                "top_k",
                self.tr("Top-k"),
                whole(1000, off),
                self.tr("Only this many of the likeliest tokens may follow."),
            ),
            (
                "top_p",
                self.tr("Top-p"),
                number(0, 1, 0.05),
                self.tr("Only the likeliest tokens that share this much probability; 1 is off."),
            ),
            (
                "min_p",
                self.tr("Min-p"),
                number(0, 1, 0.01, off),
                self.tr("Leaves out tokens less likely than this share of the likeliest."),
            ),
        )

    def _penalties(self) -> tuple[_Row, ...]:
        off = self.tr("Off")
        return (
            (
                "repeat_penalty",
                self.tr("Repeat penalty"),
                number(1, 2, 0.05, off),
                self.tr("Makes tokens that were just written less likely."),
            ),
            (
                "dry_multiplier",
                self.tr("DRY multiplier"),
                number(0, 5, 0.1, off),
                self.tr("Keeps whole phrases from being written again; 0.8 is usual."),
            ),
            (
                "seed",
                self.tr("Seed"),
                whole(_LARGEST_SEED),
                self.tr("The same seed gives the same answer to the same question."),
            ),
        )

    def _on_temperature_changed(self, temperature: float) -> None:
        for editor in self._idle_at_0:
            editor.setEnabled(temperature > 0)


class StorageSection(SettingsSection):
    """What is kept on the disk, and where.

    Signals: `move_asked()` and `report_asked()`, for what goes beyond a setting.
    """

    move_asked = Signal()
    report_asked = Signal()

    def __init__(self, home: str, *, can_move: bool) -> None:
        super().__init__()
        self.set_title(self.tr("Disk"))
        quotas = [(text, megabytes) for megabytes, text in _QUOTAS_MB]
        self.edit(
            "engine",
            "kv_quota_mb",
            self.tr("Saved state of conversations"),
            choice([(self.tr("Off"), 0), *quotas]),
            self.tr("Lets a long conversation go on at once; kept as safely as what was said."),
        )
        self.add_row(
            self.tr("Kept in"),
            self._make_place(home, can_move=can_move),
            self.tr("Conversations, index and settings; your documents stay where they are."),
        )
        report = QPushButton(self.tr("Save a report…"))
        report.clicked.connect(self.report_asked)
        self.add_row(
            self.tr("Help"),
            report,
            self.tr("How Carrel and this computer are, for somebody who helps you; shown first."),
        )

    def _make_place(self, home: str, *, can_move: bool) -> QWidget:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain(home), 1)
        move = QPushButton(self.tr("Move…"))
        move.setEnabled(can_move)
        if not can_move:
            words = self.tr("This folder was named when Carrel was started: move it by hand.")
            move.setToolTip(words)
            move.setAccessibleDescription(words)
        move.clicked.connect(self.move_asked)
        row.addWidget(move)
        return place
