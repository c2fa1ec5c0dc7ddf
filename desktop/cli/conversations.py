"""Conversations out of the store and into it, from the command line."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop import assembly
from desktop.chat.archive import Archive
from desktop.cli import output
from desktop.cli.arguments import Arguments, read_passphrase
from desktop.domain import Language
from desktop.errors import AppError, TransferError, UsageError
from desktop.paths import Home
from desktop.transfer.reading import read
from desktop.transfer.writing import ENDINGS, ExportFile, pieces


def conversations(arguments: Arguments, home: Home, language: Language) -> int:
    """Export all conversations to a file, or import those of one."""
    (path,) = arguments.paths
    is_export = arguments.text == "export"
    if is_export and assembly.store_kind(home) == "new":
        raise TransferError("import_empty", str(home.root))
    assembly.make_home(home)
    passphrase = read_passphrase(arguments)
    with closing(assembly.open_store(home, arguments.store, passphrase)) as store:
        archive = Archive(store)
        if is_export:
            result = _export(archive, path.absolute(), language)
        else:
            result = _import(archive, path.absolute())
    if arguments.as_json:
        output.write_json(result)
    else:
        output.write(", ".join(f"{name}: {n}" for name, n in result.items()))
    return 0


def _export(archive: Archive, path: Path, language: Language) -> dict[str, int]:
    formats = [name for name, ending in ENDINGS.items() if path.suffix.lower() == ending]
    if not formats:
        endings = ", ".join(ENDINGS.values())
        raise UsageError("bad_argument", detail=f"the name of the file must end in {endings}")
    ids = archive.ids()
    file = ExportFile(path)
    try:
        for piece in pieces(archive.trees(ids), formats[0], language, ""):
            file.write(piece)
        file.finish()
    except BaseException:
        file.abandon()
        raise
    return {"exported": len(ids)}


def _import(archive: Archive, path: Path) -> dict[str, int]:
    contents = read(path, lambda _: True)
    new = archive.new_among(contents.trees)
    try:
        for _ in archive.take_in(new):
            pass
    except (AppError, KeyboardInterrupt):
        for _ in archive.give_up():
            pass
        raise
    return {"imported": len(new), "passed_over": len(contents.trees) - len(new)}
