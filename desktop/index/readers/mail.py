"""E-mail: one message or a whole mailbox; what is attached is read in turn, each part a page."""

from __future__ import annotations

import email
import email.policy
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage
from typing import IO

from desktop.errors import DocumentError
from desktop.index.charset import decode
from desktop.index.readers.html import html_page
from desktop.index.reading import Page
from desktop.index.source import Source, short
from desktop.language import has_chinese
from desktop.wording import INSIDE

Reader = Callable[[Source], list[Page]]
"""What reads an attachment."""

_MAX_MESSAGE = 60 << 20
_MAX_PARTS = 100
_MAX_DEPTH = 3
_MAX_PAGES = 50_000
_MAX_HEADER = 5_000
_MAX_CHARS = 20_000_000
_HEAD = ("Subject", "From", "To", "Cc", "Date")
_ENVELOPE = re.compile(rb"From \S.*\d\d:\d\d")
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError)
"""What the library ends in over a malformed header or part."""


def read_eml(source: Source, read: Reader) -> list[Page]:
    """Read a message; `read` is asked for every attachment."""
    if source.size_bytes > _MAX_MESSAGE:
        raise DocumentError("too_large", source.path, f"{source.size_bytes >> 20} MB")
    pages = _message_pages(source.read(), source, read)
    return _numbered(pages, source.path)


def read_mbox(source: Source, read: Reader, alive: Callable[[], None]) -> list[Page]:
    """Read a mailbox, message by message, each called by its subject."""
    pages = (
        page
        for raw in _messages(source)
        for page in _called(_message_pages(raw, source, read), alive)
    )
    return _numbered(pages, source.path)


def _numbered(pages: Iterator[Page], path: str) -> list[Page]:
    found: list[Page] = []
    n_chars = 0
    for number, page in enumerate(pages, 1):
        n_chars += len(page.text)
        if number > _MAX_PAGES:
            raise DocumentError("too_large", path, f"> {_MAX_PAGES:,} messages")
        if n_chars > _MAX_CHARS:
            raise DocumentError("too_large", path, f"> {_MAX_CHARS:,} characters")
        found.append(replace(page, number=number))
    return found


def _called(pages: Iterator[Page], alive: Callable[[], None]) -> Iterator[Page]:
    """Give the pages of a message its subject as their name."""
    try:
        found = list(pages)
    except DocumentError:
        # One damaged message does not cost the others.
        found = []
    subject = found[0].headings[0][1] if found and found[0].headings else ""
    for page in found:
        yield _inside(subject, page) if subject else page
    alive()


def _messages(source: Source) -> Iterator[bytes]:
    """Cut a mailbox at its envelope lines."""
    with source.open() as file:
        lines: list[bytes] = []
        size = 0
        was_blank = True
        for line in _limited_lines(file):
            if was_blank and _ENVELOPE.match(line):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
            elif size <= _MAX_MESSAGE:
                # What comes after so much is an attachment that is not read anyway.
                lines.append(line)
                size += len(line)
            was_blank = not line.strip()
        if lines:
            yield b"".join(lines)


def _limited_lines(file: IO[bytes]) -> Iterator[bytes]:
    while line := file.readline(1 << 20):
        yield line


def _message_pages(raw: bytes, source: Source, read: Reader) -> Iterator[Page]:
    """The message itself, then a page or more for each attachment that can be read."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        parts = list(itertools.islice(_parts(message), _MAX_PARTS))
    except _BROKEN as error:
        raise DocumentError("damaged", source.path) from error
    attached = [part for part in parts if _is_attached(part)]
    names = [_name(part) for part in attached]
    yield _letter(message, [part for part in parts if not _is_attached(part)], names, source.path)
    for part, name in zip(attached, names, strict=True):
        yield from _attachment(part, name, source, read)


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Parts in their order; of the same text in two forms, the plain one."""
    if message.get_content_type() == "multipart/alternative":
        choices = [each for each in message.iter_parts() if isinstance(each, EmailMessage)]
        plain = [each for each in choices if each.get_content_type() == "text/plain"]
        for choice in plain[:1] or choices[-1:]:
            yield from _parts(choice)
    elif message.get_content_maintype() == "multipart":
        for each in message.iter_parts():
            if isinstance(each, EmailMessage):
                yield from _parts(each)
    else:
        yield message


def _is_attached(part: EmailMessage) -> bool:
    is_text = part.get_content_type() in ("text/plain", "text/html")
    return not is_text or part.get_content_disposition() == "attachment"


def _letter(message: EmailMessage, bodies: list[EmailMessage], names: list[str], path: str) -> Page:
    """Head and text of a message, and the names of what is attached."""
    values = [(name, _header(message, name)) for name in _HEAD]
    head = "\n".join(f"{name}: {value}" for name, value in values if value)
    texts = [_body(each, path) for each in bodies]
    label = "附件：" if has_chinese("".join(texts)) else "Attachments: "
    listed = label + ", ".join(names) if names else ""
    text = "\n\n".join(each for each in (head, listed, *texts) if each)
    subject = short(_header(message, "Subject")).replace(INSIDE, " ")
    # The subject heads every passage of the message.
    return Page(None, text, ((0, subject),) if subject else ())


def _header(message: EmailMessage, name: str) -> str:
    """A header as it reads; the library needs minutes for one of a million characters."""
    raw = next((str(text) for key, text in message.raw_items() if key.lower() == name.lower()), "")
    try:
        value = email.policy.default.header_fetch_parse(name, raw[:_MAX_HEADER])
    except _BROKEN:
        return ""
    return " ".join(str(value).split())


def _body(part: EmailMessage, path: str) -> str:
    try:
        content = str(part.get_content())
    except _BROKEN:
        # An encoding that is not known or not the one that was promised.
        try:
            content = decode(_bytes(part), path)
        except DocumentError:
            return ""
    if part.get_content_type() == "text/html":
        return html_page(content).text.strip()
    return content.replace("\r\n", "\n").strip()


def _attachment(part: EmailMessage, name: str, source: Source, read: Reader) -> Iterator[Page]:
    if source.depth >= _MAX_DEPTH:
        return
    inner = Source(source.path, name, _content(part), source.depth + 1)
    try:
        pages = read(inner)
    except DocumentError:
        # Its name stands in the message; what is in it cannot be read.
        return
    for page in pages:
        yield _inside(name, page)


def _content(part: EmailMessage) -> bytes:
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        try:
            letter = inner[0] if isinstance(inner, list) and inner else None
            return letter.as_bytes() if isinstance(letter, EmailMessage) else b""
        except _BROKEN:
            return b""
    return _bytes(part)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: EmailMessage) -> str:
    try:
        name = part.get_filename() or ""
    except _BROKEN:
        name = ""
    if not name and part.get_content_type() == "message/rfc822":
        name = "message.eml"
    # Only its last part: it names nothing on this disk.
    last = name.replace("\\", "/").rpartition("/")[2].replace(INSIDE, " ")
    return short(last) or part.get_content_subtype()


def _inside(name: str, page: Page) -> Page:
    """A page of what lies in something of this name."""
    where = page.place or (str(page.number) if page.number is not None else "")
    blocks = tuple(replace(each, place=f"{name}{INSIDE}{each.place}") for each in page.blocks)
    return replace(page, place=f"{name}{INSIDE}{where}" if where else name, blocks=blocks)
