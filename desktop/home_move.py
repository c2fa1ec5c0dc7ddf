"""Moves everything Carrel keeps to another folder: copy, verify, switch, and only then delete.

Whatever ends the move before the switch, the old folder is still in use, and whole. Nothing is
touched, in either place, that Carrel did not make.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from desktop import paths
from desktop.errors import StoreError
from desktop.json_file import write_json
from desktop.paths import Home
from desktop.settings import load

_BLOCK = 1 << 20
_SPARE_BYTES = 200_000_000
_MARK = ".carrel-move"
"""Stands in a new folder until the switch: what lies beside it is ours and not yet whole."""

Progressed = Callable[[int, int], bool]
"""Told bytes done and bytes in all; returns False to stop."""


class Stopped(Exception):
    """Somebody stopped the move."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be moved, relative to the home, and how large it is."""

    files: tuple[Path, ...]
    size_bytes: int


def plan(home: Home) -> Plan:
    """Everything in a home that Carrel made."""
    files = tuple(sorted(_files(home)))
    return Plan(files, sum((home.root / each).stat().st_size for each in files))


def check(home: Home, target: Path, planned: Plan) -> None:
    """Say why a folder cannot be the new home; raises StoreError."""
    target, root = target.resolve(), home.root.resolve()
    if target == root or root in target.parents or target in root.parents:
        raise StoreError("move_inside", str(target))
    if target.exists() and not target.is_dir():
        raise StoreError("move_not_empty", str(target))
    if target.exists() and not _is_ours(target) and _others(target):
        raise StoreError("move_not_empty", str(target))
    existing = next(each for each in (target, *target.parents) if each.exists())
    if not os.access(existing, os.W_OK):
        raise StoreError("not_writable", str(existing))
    if shutil.disk_usage(existing).free < planned.size_bytes + _SPARE_BYTES:
        raise StoreError("move_no_room", str(target), f"{planned.size_bytes / 1e9:.1f} GB")


def move(home: Home, target: Path, pointer: Path, progressed: Progressed) -> None:
    """Move a home that nobody has open, and let `pointer` name the new one.

    Raises StoreError, OSError where a disk fails, and Stopped; then the old home is in use.
    """
    try:
        with FileLock(home.lock, timeout=10):
            planned = plan(home)
            check(home, target, planned)
            try:
                _copy(home.root, target, planned, progressed)
                _lead_settings(home, Home(target))
            except BaseException:
                _clear(target)
                raise
            _switch(target, pointer)
            (target / _MARK).unlink()
            _delete(home.root, planned)
    except Timeout as error:
        raise StoreError("home_locked", str(home.root)) from error
    home.lock.unlink(missing_ok=True)
    _remove_if_empty(home.root)


def default_home() -> Home:
    """The home of a user who named none, wherever it was moved to; raises StoreError.

    One that is on a disk that is away is never begun anew.
    """
    pointer = paths.pointer()
    try:
        root = Path(json.loads(pointer.read_text("utf-8"))["home"])
    except FileNotFoundError:
        return paths.first_home()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("store_damaged", str(pointer), "JSON") from error
    if not root.is_dir():
        raise StoreError("home_away", str(root))
    return Home(root)


def is_default(home: Home) -> bool:
    """Tell whether a home is that of a user who named none: only that one can be led to."""
    try:
        return default_home().root.resolve() == home.root.resolve()
    except StoreError:
        return False


def _switch(target: Path, pointer: Path) -> None:
    """From here on the new home is the one in use."""
    if target.resolve() == pointer.parent.resolve():
        pointer.unlink(missing_ok=True)
    else:
        write_json({"home": str(target.absolute())}, pointer)


def _lead_settings(before: Home, after: Home) -> None:
    """Let a model and an embedder that lie in the home be found in the new one."""
    settings = load(after.settings)
    old, new = f"{before.root.absolute()}{os.sep}", f"{after.root.absolute()}{os.sep}"
    model, embedder = (
        new + each.removeprefix(old) if each.startswith(old) else each
        for each in (settings.engine.model, settings.index.embedder)
    )
    led = replace(
        settings,
        engine=replace(settings.engine, model=model),
        index=replace(settings.index, embedder=embedder),
    )
    if led != settings:
        write_json(asdict(led), after.settings)


def _others(target: Path) -> bool:
    """Tell whether there is anything in a folder but the pointer of a home that was moved away."""
    return any(each.name != paths.pointer().name for each in target.iterdir())


def _files(home: Home) -> Iterator[Path]:
    """Every file of a home by its known place; links are never followed."""
    for name in home.names():
        for path in home.root.glob(name):
            if path.is_symlink():
                continue
            if path.is_dir():
                for folder, folders, names in os.walk(path):
                    folders[:] = [each for each in folders if not Path(folder, each).is_symlink()]
                    here = Path(folder).relative_to(home.root)
                    yield from (
                        here / each for each in names if not Path(folder, each).is_symlink()
                    )
            elif path.is_file():
                yield path.relative_to(home.root)


def _copy(root: Path, target: Path, planned: Plan, progressed: Progressed) -> None:
    _clear(target)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    (target / _MARK).touch()
    done, total = 0, 2 * planned.size_bytes
    for each in planned.files:
        place = target / each
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with (root / each).open("rb") as source, place.open("xb") as copy:
            os.chmod(place, 0o600)
            while block := source.read(_BLOCK):
                digest.update(block)
                copy.write(block)
                done = _go_on(progressed, done + len(block), total)
            copy.flush()
            os.fsync(copy.fileno())
        times = (root / each).stat()
        os.utime(place, ns=(times.st_atime_ns, times.st_mtime_ns))
        done = _verify(place, digest.hexdigest(), done, total, progressed)


def _verify(path: Path, wanted: str, done: int, total: int, progressed: Progressed) -> int:
    digest = hashlib.sha256()
    with path.open("rb") as copy:
        while block := copy.read(_BLOCK):
            digest.update(block)
            done = _go_on(progressed, done + len(block), total)
    if digest.hexdigest() != wanted:
        raise StoreError("not_writable", str(path.parent))
    return done


def _go_on(progressed: Progressed, done: int, total: int) -> int:
    if not progressed(done, total):
        raise Stopped
    return done


def _is_ours(target: Path) -> bool:
    return (target / _MARK).exists()


def _clear(target: Path) -> None:
    """Take away what a move that did not end has left."""
    if _is_ours(target):
        planned = plan(Home(target))
        _delete(target, planned)
        (target / _MARK).unlink()
        _remove_if_empty(target)


def _delete(root: Path, planned: Plan) -> None:
    for each in planned.files:
        (root / each).unlink(missing_ok=True)
    folders = {parent for each in planned.files for parent in each.parents if parent != Path(".")}
    for each in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        _remove_if_empty(root / each)


def _remove_if_empty(folder: Path) -> None:
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
