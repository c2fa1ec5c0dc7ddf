"""Numbers that say themselves whether they are one: identity cards, accounts, cards, telephones."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_OLD_ID_DIGITS = 15
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12]")
_IBAN_LENGTHS = {
    country: int(length)
    for country, length in re.findall(
        r"([A-Z]{2})(\d{2})",
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 "
        "DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 "
        "IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 "
        "MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 "
        "SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30",
    )
}
_CARD_DIGITS = range(13, 20)
_PHONE_DIGITS = range(7, 16)
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_AMERICAN = re.compile(r"(?:1[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]?\d{4}")
_DATE = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}")
_FRACTION = re.compile(r"\d+\.\d+")
_LED_BY_ZERO = (
    "CN", "GB", "DE", "FR", "IT", "NL", "BE", "AT", "CH", "SE", "JP", "KR", "TW", "AU", "NZ", "IN",
    "ZA", "TR", "UA",
)  # fmt: skip
"""Countries whose numbers, dialled from within, begin with 0: others look like any number."""


def is_chinese_id(text: str) -> bool:
    """Tell whether this is an identity number of the People's Republic, of eighteen characters.

    Until 1999 they had fifteen digits and none to check: a province and a birthday must do.
    """
    if len(text) == _OLD_ID_DIGITS:
        return bool(_PROVINCE.match(text)) and _is_date(f"19{text[6:12]}")
    if not _is_date(text[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return text[17].upper() == _ID_CHECKS[total % 11]


def _is_date(text: str) -> bool:
    try:
        date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return True


def is_iban(text: str) -> bool:
    """Tell whether this is an international bank account number, written in groups or not."""
    plain = text.replace(" ", "").replace("-", "").upper()
    if len(plain) != _IBAN_LENGTHS.get(plain[:2]):
        return False
    return int("".join(str(int(each, 36)) for each in plain[4:] + plain[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """Tell whether this is the number of a payment card."""
    if set(text) - set("0123456789 -"):
        return False
    digits = _digits(text)
    if len(digits) not in _CARD_DIGITS or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * int(each), 10)) for each in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


@lru_cache(maxsize=4096)
def is_phone(text: str) -> bool:
    """Tell whether this is a telephone number as it is dialled from abroad or at home."""
    digits = _digits(text)
    if len(digits) not in _PHONE_DIGITS or _DATE.fullmatch(text) or _FRACTION.fullmatch(text):
        return False
    if text.startswith("+"):
        return _is_valid("+" + digits, None)
    if _CHINESE_MOBILE.fullmatch(digits):
        return _is_valid(digits, "CN")
    if digits.startswith("00"):
        return _is_valid("+" + digits[2:], None)
    if digits.startswith("0"):
        return any(_is_valid(digits, each) for each in _LED_BY_ZERO)
    if digits.startswith("86"):
        return _is_valid("+" + digits, None)
    return bool(_AMERICAN.fullmatch(text)) and _is_valid(digits, "US")


def _is_valid(number: str, region: str | None) -> bool:
    # Only here: the plans of all countries are large, and most windows never export feedback.
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        return is_valid_number(parse(number, region))
    except NumberParseException:
        return False


def _digits(text: str) -> str:
    return "".join(each for each in text if each.isdigit())
