"""Real documents of every format, damaged by chance: bits, lengths, order, parts of packages."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.paths import samples
from tests import office_files

_WRITERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": office_files.write_workbook,
    "csv": office_files.write_table,
    "xls": office_files.write_old_workbook,
    "xlsb": office_files.write_binary_workbook,
    "odt": office_files.write_text_document,
    "ods": office_files.write_sheets,
    "odp": office_files.write_slides,
    "rtf": office_files.write_rich_text,
    "epub": office_files.write_book,
    "eml": office_files.write_message,
    "mbox": office_files.write_mailbox,
    "json": office_files.write_json,
    "ini": office_files.write_settings,
    "pptx": office_files.write_presentation,
}
_Change = Callable[[bytes, random.Random], bytes]


def mutants(count: int, seed: int = 1) -> Iterator[tuple[str, bytes]]:
    """Names and contents of damaged files; the same for the same seed, every format in turn."""
    originals = sorted(_originals().items())
    source = random.Random(seed)
    for number in range(count):
        ending, content = originals[number % len(originals)]
        changes = [*_CHANGES, _damage_a_part] if content.startswith(b"PK") else _CHANGES
        for _ in range(source.choice((1, 1, 3))):
            content = source.choice(changes)(content, source)
        yield f"mutant-{number:03}.{ending}", content


def _originals() -> dict[str, bytes]:
    """A sound document of every ending."""
    found = {path.suffix[1:]: path.read_bytes() for path in samples().iterdir()}
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in _WRITERS.items():
            found[ending] = write(Path(folder) / f"original.{ending}").read_bytes()
    found["txt"] = found["md"].decode().encode("utf-16")
    found["jsonl"] = b'{"gate": "north", "code": 4417}\n' * 200
    return found


def _flip_bits(content: bytes, source: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(source.choice((1, 8, 64, 512))):
        if changed:
            changed[source.randrange(len(changed))] ^= 1 << source.randrange(8)
    return bytes(changed)


def _cut_short(content: bytes, source: random.Random) -> bytes:
    return content[: source.randrange(len(content) + 1)]


def _lose_a_piece(content: bytes, source: random.Random) -> bytes:
    begin, end = _span(content, source)
    return content[:begin] + content[end:]


def _repeat_a_piece(content: bytes, source: random.Random) -> bytes:
    begin, end = _span(content, source)
    at = source.randrange(len(content) + 1)
    return content[:at] + content[begin:end] * source.choice((1, 2, 50)) + content[at:]


def _blank_a_piece(content: bytes, source: random.Random) -> bytes:
    begin, end = _span(content, source)
    return content[:begin] + source.choice((b"\0", b"\xff", b"9")) * (end - begin) + content[end:]


def _change_a_number(content: bytes, source: random.Random) -> bytes:
    """Lengths, counts and offsets are where readers believe what they are told."""
    digits = [at for at, byte in enumerate(content[:200_000]) if 48 <= byte <= 57]
    if not digits:
        return content
    at = source.choice(digits)
    number = source.choice((b"0", b"-1", b"99999999", b"4294967296", b"9" * 40))
    return content[:at] + number + content[at + 1 :]


_CHANGES: list[_Change] = [
    _flip_bits,
    _cut_short,
    _lose_a_piece,
    _repeat_a_piece,
    _blank_a_piece,
    _change_a_number,
]


def _damage_a_part(content: bytes, source: random.Random) -> bytes:
    """A package that unpacks without complaint, with one damaged part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {each: package.read(each) for each in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, RuntimeError, ValueError):
        # An earlier change has damaged the package itself.
        return content
    if not parts:
        return content
    name = source.choice(sorted(parts))
    parts[name] = source.choice(_CHANGES)(parts[name], source)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for each, part in parts.items():
            package.writestr(each, part)
    return buffer.getvalue()


def _span(content: bytes, source: random.Random) -> tuple[int, int]:
    begin = source.randrange(len(content) + 1)
    return begin, min(begin + source.choice((1, 20, 400, 4000)), len(content))
