"""Bytes into text, in whatever encoding: Unicode first, then the Chinese ones, then a guess."""

from __future__ import annotations

import codecs

from desktop.errors import DocumentError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),  # its mark stays: offsets count it, as any reader of UTF-8 does
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = set(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"
    "這個為國時來們於對會發動產種後過說經與無將業點關開現實體從問題當還區東車長門間見電話書資處"
    "第条款甲乙双方合同约定日月元币公司地址，。、：；（）《》「」"
)
_SAMPLE = 20_000


def decode(raw: bytes, path: str) -> str:
    """Decode a text file; line ends become "\\n". Raises DocumentError("binary")."""
    return _decoded(raw, path).replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, path: str) -> str:
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return raw.decode(name, "replace")
    if b"\0" in raw[:_SAMPLE]:
        text = _utf16_without_bom(raw)
        if text is None:
            raise DocumentError("binary", path)
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut in the middle of its last character is still UTF-8.
        if error.start >= len(raw) - 3:
            return raw.decode("utf-8", "ignore")
    return _chinese(raw) or _guessed(raw, path)


def _utf16_without_bom(raw: bytes) -> str | None:
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        strange = sum(not (each.isprintable() or each.isspace()) for each in sample)
        if strange * 20 <= len(sample):
            return text
    return None


def _chinese(raw: bytes) -> str | None:
    """Choose between GB18030 and Big5 by how many common characters each reading has."""
    best, best_share = None, 0.2
    for name in ("gb18030", "big5"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        wide = [each for each in text[:_SAMPLE] if ord(each) > 0x7F]
        share = sum(each in _COMMON for each in wide) / max(len(wide), 1)
        if share > best_share:
            best, best_share = text, share
    return best


def _guessed(raw: bytes, path: str) -> str:
    from charset_normalizer import from_bytes

    sample = raw[:_SAMPLE]
    controls = sum(each < 9 or 13 < each < 32 for each in sample)
    if controls * 50 > len(sample):
        raise DocumentError("binary", path)
    found = from_bytes(raw).best()
    return str(found) if found is not None else raw.decode("cp1252", "replace")
