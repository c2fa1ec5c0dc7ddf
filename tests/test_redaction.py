from __future__ import annotations

import pytest

from desktop.redaction import DEFAULT_KINDS, Rules, redact

ALL = Rules()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to anna.berg+x@mail.example.org.", "Write to [EMAIL]."),
        ("邮箱zhang_wei@example.com.cn，请联系", "邮箱[EMAIL]，请联系"),
        ("电话13800138000，或138-0013-8000。", "电话[PHONE]，或[PHONE]。"),
        ("电话１３８００１３８０００。", "电话[PHONE]。"),
        ("座机 010-65529988", "座机 [PHONE]"),
        ("Call +49 30 901820 or (212) 555-0123 today", "Call [PHONE] or [PHONE] today"),
        ("Tel. 020 7946 0958", "Tel. [PHONE]"),
        ("13800138000 13900139000", "[PHONE] [PHONE]"),
        ("身份证号11010519491231002X。", "身份证号[ID]。"),
        ("旧身份证号110105491231002，", "旧身份证号[ID]，"),
        ("1.440305760229123 and ８２０００００００１０１００１", "1.[ID] and [ID]"),
        ("IBAN DE89 3704 0044 0532 0130 00 and more", "IBAN [IBAN] and more"),
        ("GB82WEST12345698765432", "[IBAN]"),
        ("card 4111 1111 1111 1111 202", "card [CARD] 202"),
        ("银行卡6222021234567890128", "银行卡[CARD]"),
        ("from 192.168.0.17 and 2001:db8::7", "from [IP] and [IP]"),
        ("open /home/anna/Papers/lease.pdf now", "open [PATH] now"),
        (r"in C:\Users\Anna Berg\Papers\a.docx now", "in [PATH] now"),
        ("file:///Users/anna/x.txt", "[PATH]"),
        (r"C:\Users\anna is my folder; 在C:\Users\张伟\文档。", "[PATH] is my folder; 在[PATH]。"),
        ("kept in /root/papers and在/root.", "kept in [PATH] and在[PATH]."),
    ],
)
def test_what_names_a_person_is_replaced(text: str, expected: str) -> None:
    assert redact(text, ALL) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The monthly rent is 9,400 euros from 2026-11-28 to 31.12.2027.",
        "Clause 4.1.2, page 17, at 10:30, 0.12345678 of it, 3.14159265.",
        "身份证号110105194912310021",  # the check digit is wrong
        "身份证号160105491231002",  # no province
        "身份证号110105491331002",  # no month
        "身份证号110105770229002",  # 1977 was no leap year
        "11010549123100, 1101054912310021, a110105491231002, 110105491231002x",
        "0.110105491231002 of it",
        "GB83WEST12345698765432",
        "4111 1111 1111 1112",
        "Order 1234567 and 20261128, ratio 16:9, 999.999.999.999",
        "cube/root, /rooted, https://example.org/home/anna, home/anna; user@localhost",
        "2019-2020 12 / 24 / 36 months",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert redact(text, ALL) == text


def test_a_kind_that_is_switched_off_stays() -> None:
    rules = Rules(DEFAULT_KINDS - {"email"})

    assert redact("a@example.org, 13800138000", rules) == "a@example.org, [PHONE]"


def test_words_are_replaced_in_whatever_case_and_width() -> None:
    rules = Rules(words=("Anna Berg", "acme"))

    assert redact("anna  BERG of ＡＣＭＥ's", rules) == "[REDACTED] of [REDACTED]'s"


def test_names_of_files_are_replaced_only_where_it_is_wanted() -> None:
    text = "See lease.pdf, page 2."

    assert redact(text, Rules(files=("lease.pdf",))) == text
    wanted = Rules(DEFAULT_KINDS | {"file"}, files=("lease.pdf",))
    assert redact(text, wanted) == "See [FILE], page 2."


def test_nothing_is_left_standing_of_what_overlaps() -> None:
    rules = Rules(words=("berg@example.org is",))

    assert redact("anna.berg@example.org is here", rules) == "[EMAIL] here"
