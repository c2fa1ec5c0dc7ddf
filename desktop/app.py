"""The window's program: builds every part, runs, and takes it apart again."""

from __future__ import annotations

import itertools
import logging
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import assembly, paths
from desktop.catalog import Catalog, Inspection
from desktop.chat.asking import Chat
from desktop.chat.comparison import Comparisons
from desktop.chat.conversations import Conversations
from desktop.domain import Language, Problem
from desktop.errors import AppError, WorkerError
from desktop.feedback import Ratings
from desktop.feedback_export import FeedbackExport
from desktop.home_move import is_default
from desktop.library import Library
from desktop.library_update import DocumentsChanged
from desktop.messages import DocumentChanged, DocumentsRemoved, Event, Failed, WorkerDied
from desktop.model_hash import ModelHashes
from desktop.paths import Home
from desktop.presets.presets import Presets
from desktop.relay import Relay, raise_window
from desktop.settings import Settings, SettingsFile
from desktop.tuning import Tuning, TuningFile
from desktop.ui import theme, translation
from desktop.ui.application import Application
from desktop.ui.bridge import Bridge
from desktop.ui.icon import program_icon
from desktop.ui.idle_collector import IdleCollector
from desktop.ui.idle_watch import IdleWatch
from desktop.ui.long_work import LongWork
from desktop.ui.notifier import Notifier
from desktop.ui.opening import open_or_ask
from desktop.ui.parts import Look, Parts
from desktop.ui.store_dialog import ProblemDialog
from desktop.ui.window import MainWindow
from desktop.wording import sentence

_DEATHS_APART_S = 30.0
_LATER_MS = 500
_RESCAN_MS = 10 * 60 * 1000


class App:
    """Everything that lives as long as the window."""

    def __init__(
        self,
        application: Application,
        bridge: Bridge,
        home: Home,
        settings: SettingsFile,
        workers: assembly.Workers,
        store: assembly.Store,
        language: Language,
    ) -> None:
        self._application, self._bridge, self._home = application, bridge, home
        self._settings, self._workers, self._store = settings, workers, store
        self._system_language = language
        self._jobs = itertools.count(1)
        self._last_death = 0.0
        self.target: Path | None = None
        self._has_lost_a_job = False
        self._translators = translation.install(
            application, translation.choose(settings.current.window, language)
        )
        self._parts = self._make_parts()
        workers.apply(settings.current.engine)
        self._relay = Relay(
            home,
            {"engine": workers.engine, "index": workers.index},
            self._jobs,
            bridge.relayed.emit,
        )
        self.window = self._make_window()
        self._notifier = Notifier(application.windowIcon())
        self._collector = IdleCollector()
        self._long_work = LongWork(self._notifier.tell, self._is_missed)
        self._idle = IdleWatch(
            application, lambda is_on: self._library.pacing.hold("busy", is_on=is_on)
        )
        self._rescans = QTimer()
        self._connect()

    def _make_parts(self) -> Parts:
        """Build every use case on the workers and the store."""
        bridge, home, store, jobs = self._bridge, self._home, self._store, self._jobs
        engine, index = self._workers.engine, self._workers.index
        current = self._settings.current
        self._chat = Chat(engine, index, store, jobs, bridge.chat_updated.emit)
        self._chat.apply(current.chat, current.sampling)
        self._chat.keep_states(assembly.states(home, store, current))
        self._library = Library(index, jobs, bridge.library_updated.emit)
        self._library.recognise_scans(is_on=current.index.recognise_scans)
        tuning_file = TuningFile(home.tuning)
        self._catalog = Catalog(paths.starter_model(), [home.models], tuning_file)
        self._tuning = Tuning(
            engine, jobs, tuning_file, lambda update: self.window.on_tuning_update(update)
        )
        self._inspection = Inspection(engine, jobs, lambda found: self.window.on_inspected(found))
        return Parts(
            chat=self._chat,
            conversations=Conversations(store),
            library=self._library,
            catalog=self._catalog,
            tuning=self._tuning,
            inspection=self._inspection,
            ratings=Ratings(store),
            presets=Presets(home.presets),
            settings=self._settings,
            feedback_export=FeedbackExport(store, ModelHashes(home.hashes)),
            comparisons=Comparisons(store),
        )

    def _connect(self) -> None:
        bridge = self._bridge
        bridge.arrived.connect(self._on_event)
        bridge.chat_updated.connect(lambda update: self.window.on_chat_update(update))
        bridge.library_updated.connect(lambda update: self.window.on_library_update(update))
        bridge.relayed.connect(self._on_relayed)
        bridge.chat_updated.connect(self._long_work.on_chat_update)
        bridge.library_updated.connect(self._long_work.on_library_update)
        self._notifier.clicked.connect(self._on_raise)
        self._application.files_asked.connect(self._on_relayed)
        self._application.styleHints().colorSchemeChanged.connect(self._on_system_colours)
        # Watching is a hint: network drives and full tables of the system give none.
        self._rescans.timeout.connect(lambda: self._library.rescan())
        self._rescans.start(_RESCAN_MS)
        self._mind_idleness()

    def start(self, paths: tuple[str, ...] = ()) -> None:
        """Show the window, then let the index come up behind it and take in what was named."""
        self.window.show()
        self._collector.begin()
        QTimer.singleShot(0, self._library.refresh)
        QTimer.singleShot(_LATER_MS, self._chat.warm_up)
        QTimer.singleShot(0, lambda: self.window.receive(tuple(map(Path, paths))))

    def close(self) -> None:
        """End everything; what workers still say is not heard any more."""
        self._bridge.arrived.disconnect(self._on_event)
        self._application.files_asked.disconnect(self._on_relayed)
        self._notifier.close()
        self._collector.end()
        self._idle.stop()
        self._rescans.stop()
        self._chat.close()
        self._relay.close()
        self._workers.close()
        self._store.close()

    def complain(self, problem: Problem) -> None:
        """Say in the window that something went wrong."""
        self.window.say(sentence(problem, self._language))

    @property
    def _language(self) -> Language:
        return translation.choose(self._settings.current.window, self._system_language)

    def _make_window(self) -> MainWindow:
        chosen = theme.choose(self._settings.current.window.theme, self._application)
        theme.apply(chosen, self._application, self._settings.current.window.zoom)
        look = Look(
            chosen,
            self._language,
            str(self._home.root),
            paths.samples(),
            is_encrypted=self._store.mode != "plain",
            can_move=is_default(self._home),
        )
        window = MainWindow(self._parts, look)
        window.look_changed.connect(self._renew)
        window.settings_saved.connect(self._on_settings_saved)
        window.move_asked.connect(self._on_move_asked)
        return window

    def _on_move_asked(self, target: Path) -> None:
        self.target = target
        self._application.closeAllWindows()

    def _on_settings_saved(self, settings: Settings) -> None:
        self._workers.apply(settings.engine)
        self._library.recognise_scans(is_on=settings.index.recognise_scans)
        self._mind_idleness()
        self._chat.keep_states(assembly.states(self._home, self._store, settings))

    def _mind_idleness(self) -> None:
        self._idle.apply(only_when_idle=self._settings.current.index.only_when_idle)

    def _on_system_colours(self) -> None:
        # A closed window may still be told: what waited for a dialog comes later.
        if self._settings.current.window.theme != "system" or not self.window.isVisible():
            return
        if QApplication.activeModalWidget() is not None:
            # It may hold words that are not saved yet: the colours wait until it is closed.
            QTimer.singleShot(_LATER_MS, self._on_system_colours)
            return
        self._renew()

    def _renew(self) -> None:
        """Colours or language changed: make the window anew, with the same conversation."""
        before = self.window
        before.remember()
        translation.remove(self._application, self._translators)
        self._translators = translation.install(self._application, self._language)
        self.window = self._make_window()
        self.window.take_over(before)
        self.window.show()
        before.hide()
        before.deleteLater()
        self._bridge.library_updated.emit(DocumentsChanged())

    def _on_event(self, event: Event) -> None:
        if self._relay.route(event):
            if isinstance(event, (DocumentChanged, DocumentsRemoved)):
                self._library.handle(event)
            return
        if isinstance(event, Failed) and event.problem.code == "engine_died":
            self._has_lost_a_job = True
        if isinstance(event, WorkerDied):
            self._on_died(event.worker)
        self._chat.handle(event)
        self._library.handle(event)
        self._library.pacing.hold("answering", is_on=self._chat.is_busy)
        self._tuning.handle(event)
        self._inspection.handle(event)

    def _on_died(self, worker: str) -> None:
        if worker == "index":
            self._on_index_died()
            return
        # A command from a terminal may have brought a model of its own: that is not ours to blame.
        is_ours, self._has_lost_a_job = self._has_lost_a_job, False
        model = self._catalog.choose(self._settings.current.engine)
        if model is not None and is_ours:
            self._catalog.note_crash(model.path)
            # A model that crashes again and again is not given to the question that waits.
            self.window.show_models()

    def _on_index_died(self) -> None:
        # One that dies as it starts would otherwise be started for ever.
        self._library.pacing.begin_anew()
        now = time.monotonic()
        if now - self._last_death > _DEATHS_APART_S:
            self._library.refresh()
        self._last_death = now

    def _is_missed(self) -> bool:
        """Tell whether a person may want to hear of what they cannot see."""
        is_active = self._application.applicationState() == Qt.ApplicationState.ApplicationActive
        return not is_active and self._settings.current.window.notify

    def _on_relayed(self, paths: tuple[str, ...]) -> None:
        self._on_raise()
        self.window.receive(tuple(map(Path, paths)))

    def _on_raise(self) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def run(
    home: Home,
    mode: assembly.Mode | None,
    passphrase: str | None,
    language: Language,
    complain: Callable[[str], None],
    paths: tuple[str, ...] = (),
) -> int:
    """Open the window on a home and stay until it is closed; returns the exit code.

    Where another window has this home open, that one comes to the front and takes `paths` in. A
    home that is moved is opened again where it is then.
    """
    # Python's own handler would wait for Qt to return.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    bridges: list[Bridge] = []
    application: Application | None = None
    while True:
        workers = _open_workers(home, bridges, paths)
        if workers is None:
            return 0
        application = application or Application(sys.argv[:1])
        try:
            code, target = _stay(
                application, bridges, home, workers, mode, passphrase, language, paths
            )
        except AppError as error:
            complain(sentence(error.problem, language))
            workers.close()
            return 1
        if target is None:
            return code
        from desktop.ui.move_dialog import move_home

        home, paths = move_home(home, target, language), ()


def _open_workers(
    home: Home, bridges: list[Bridge], paths: tuple[str, ...]
) -> assembly.Workers | None:
    """The workers of a home; None where another window has it and came to the front."""
    settings = SettingsFile(home.settings).current.index
    open_workers = partial(
        assembly.open_workers, home, settings, lambda event: bridges[-1].post(event)
    )
    try:
        return open_workers(wait_s=0.2)
    except WorkerError:
        if raise_window(home, paths):
            return None
        # A window that is closing has stopped listening and lets go in a moment.
        return open_workers()


def _stay(
    application: Application,
    bridges: list[Bridge],
    home: Home,
    workers: assembly.Workers,
    mode: assembly.Mode | None,
    passphrase: str | None,
    language: Language,
    paths: tuple[str, ...],
) -> tuple[int, Path | None]:
    """Show the window until it is closed; the exit code, and where the home is to be moved."""
    log, settings = assembly.log_to(home), SettingsFile(home.settings)
    bridges.append(Bridge())
    app = _open(application, bridges[-1], home, settings, workers, mode, passphrase, language)
    if app is None:
        workers.close()
        return 1, None
    sys.excepthook = partial(_on_bug, app)
    app.start(paths)
    code = application.exec()
    app.close()
    # Its file is among those that move.
    logging.getLogger().removeHandler(log)
    log.close()
    return code, app.target


def _open(
    application: Application,
    bridge: Bridge,
    home: Home,
    settings: SettingsFile,
    workers: assembly.Workers,
    mode: assembly.Mode | None,
    passphrase: str | None,
    language: Language,
) -> App | None:
    spoken = translation.choose(settings.current.window, language)
    translators = translation.install(application, spoken)
    chosen = theme.choose(settings.current.window.theme, application)
    theme.apply(chosen, application, settings.current.window.zoom)
    application.setWindowIcon(program_icon())
    try:
        kind = assembly.store_kind(home)
    except AppError as error:
        ProblemDialog(sentence(error.problem, spoken)).exec()
        raise
    store = open_or_ask(
        partial(assembly.open_store, home),
        mode,
        passphrase,
        spoken,
        kind,
        has_keyring=kind != "new" or mode is not None or assembly.keyring_is_usable(),
    )
    translation.remove(application, translators)
    if store is None:
        return None
    return App(application, bridge, home, settings, workers, store, language)


def _on_bug(
    app: App, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    logging.getLogger(__name__).error("in the window", exc_info=(kind, error, trace))
    app.complain(Problem("bug"))
