"""Texts, tables, mail and web pages that grow when they are read, and files that are none."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

_MIB = 1 << 20
_HEADER = b"From: a@b\r\nSubject: s\r\nMIME-Version: 1.0\r\n"


def _random_bytes() -> bytes:
    return random.Random(1).randbytes(20 * _MIB)


def _long_paths() -> bytes:
    """Keys of 1,000 characters, 400 deep: each of fifty thousand values is a line of 400 KB."""
    values = ",".join('{"a":1}' for _ in range(50_000))
    opening = "".join(f'{{"{"k" * 1000}":' for _ in range(400))
    return f"{opening}[{values}]{'}' * 400}".encode()


def _nested_parts(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n)
        for n in range(depth)
    )
    return _HEADER + opening + b"Content-Type: text/plain\r\n\r\ndeep\r\n"


def _nested_messages(depth: int) -> bytes:
    return _HEADER + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"Subject: x\r\n\r\ndeep\r\n"


def _many_parts() -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\npart\r\n"
    return _HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 200_000


def _attached_bomb() -> bytes:
    """A letter with a workbook in it that unpacks to 300 MB."""
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", b"A" * 300 * _MIB)
    part = (
        b"--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=a.xlsx\r\n\r\n%s\r\n--b--\r\n"
    )
    head = _HEADER + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + part % base64.encodebytes(buffer.getvalue())


def _many_letters() -> bytes:
    letter = b"From a Mon Jun  1 09:00:00 2026\r\nSubject: s\r\n\r\nbody\r\n\r\n"
    return letter * 200_000


def _headings() -> bytes:
    return b"".join(b"<h2>Section %d</h2><p>Some text.</p>" % n for n in range(100_000))


_CONTENTS: dict[str, Callable[[], bytes]] = {
    "one-line.txt": lambda: b"word " * (49 * _MIB // 5),
    "one-word.txt": lambda: b"a" * (30 * _MIB),
    "one-chinese-line.txt": lambda: "租".encode() * (10 * _MIB),
    "line-ends.txt": lambda: b"\n" * (40 * _MIB) + b"end",
    "combining.txt": lambda: b"a" + "\u0301".encode() * (10 * _MIB),
    "bidi.txt": lambda: "\u202eabc\u2066".encode() * _MIB,
    "random.txt": _random_bytes,
    "random.bin": _random_bytes,
    "program.pdf": lambda: Path("/bin/ls").read_bytes(),
    "brackets.md": lambda: b"[" * 300_000 + b"a" + b"](" * 3_000,
    "heading-of-signs.md": lambda: b"# " + b"a # " * 500_000 + b"b",
    "quotes.md": lambda: b"> " * _MIB + b"x",
    "nested-div.html": lambda: b"<div>" * 1_000_000 + b"x" + b"</div>" * 1_000_000,
    "nested-svg.html": lambda: b"<svg>" * 300_000 + b"</template>" * 300_000 + b"x",
    "comments.html": lambda: b"<!--" * 300_000,
    "open-tags.html": lambda: b"<a " * 1_000_000,
    "entities.html": lambda: b"&" * 3_000_000,
    "headings.html": _headings,
    "deep.json": lambda: b"[" * 500_000 + b"]" * 500_000,
    "long-paths.json": _long_paths,
    "long-number.json": lambda: b"[" + b"9" * (15 * _MIB) + b"]",
    "many-values.jsonl": lambda: b"1\n" * 3_000_000,
    "groups.rtf": lambda: b"{\\rtf1 " + b"{" * 1_000_000,
    "words.rtf": lambda: b"{\\rtf1 " + b"\\u20320?" * 3_000_000 + b"}",
    "binary.rtf": lambda: b"{\\rtf1 \\bin2147483647 " + bytes(1000) + b"}",
    "columns.csv": lambda: b"\n".join([b",".join(b"c%d" % n for n in range(100_000))] * 60),
    "open-quote.csv": lambda: b'a,b\n"' + b"x,y\n" * 5_000_000,
    "empty-rows.csv": lambda: b",,,,,,,,\n" * 2_000_000 + b"a,b",
    "nested-parts.eml": lambda: _nested_parts(5_000),
    "nested-messages.eml": lambda: _nested_messages(5_000),
    "many-parts.eml": _many_parts,
    "long-header.eml": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 1_000_000 + b"\r\n\r\nx",
    "addresses.eml": lambda: b"To: " + b"<a@b>, (" * 500_000 + b"\r\n\r\nx",
    "attached-bomb.eml": _attached_bomb,
    "many-letters.mbox": _many_letters,
    "one-letter.mbox": lambda: b"From a 09:00\n\n" + b"x" * (80 * _MIB),
    "definitions.py": lambda: b"def f():\n" * 2_000_000,
    "modifiers.java": lambda: b"public static final " * 500_000,
}


def _writer(name: str, make: Callable[[], bytes]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_bytes(make())

    return write


def _sparse(folder: Path) -> None:
    """A gigabyte of nothing."""
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(1 << 30)


def _json_key(folder: Path) -> None:
    content = {"k" * 10_000_000: "v"}
    (folder / "long-key.json").write_text(json.dumps(content), "utf-8")


def _link(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def _socket(folder: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    try:
        # The path of a socket may be no longer than 107 bytes.
        os.chdir(folder)
        with contextlib.closing(socket.socket(socket.AF_UNIX)) as listening:
            listening.bind("socket.txt")
    finally:
        os.chdir(here)
        os.close(here)


BOMBS: dict[str, Callable[[Path], None]] = {
    **{name: _writer(name, make) for name, make in _CONTENTS.items()},
    "sparse.txt": _sparse,
    "long-key.json": _json_key,
    "pipe.txt": lambda folder: os.mkfifo(folder / "pipe.txt"),
    "socket.txt": _socket,
    "folder.pdf": lambda folder: (folder / "folder.pdf").mkdir(),
    "loop.txt": _link("loop.txt", "loop.txt"),
    "endless.txt": _link("endless.txt", "/dev/zero"),
    "chance.pdf": _link("chance.pdf", "/dev/urandom"),
    "memory.txt": _link("memory.txt", "/proc/kmsg"),
}
"""What writes each file into a folder, by its name."""
