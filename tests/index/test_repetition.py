from __future__ import annotations

import pytest

from desktop.index.repetition import fold_repeated, repeats

LEASE = (
    "The tenant Alice Meyer rents the warehouse at Quay 4 from 1 May 2024. The monthly rent is"
    " 9,400 euros, due on the third working day. The deposit is 28,200 euros. Repairs of the roof"
    " are the landlord's business, repairs of the doors the tenant's."
)
LEASE_ZH = (
    "承租人王芳自二〇二四年五月一日起租用码头四号仓库。每月租金为九千四百元，于每月第三个工作日支付。"
    "押金为二万八千二百元。屋顶维修由出租人负责，门的维修由承租人负责。"
)


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())


@pytest.mark.parametrize("lease", [LEASE, LEASE_ZH])
def test_the_same_words_from_another_place_on_are_a_repetition(lease: str) -> None:
    text = _squeezed(lease)
    cut = len(text) // 10

    assert repeats(text, text)
    assert repeats(text[cut:], text)
    assert repeats(text[: -2 * cut] + "", text)
    assert repeats("andso" + text[:-cut], text)
    assert repeats(text[cut:] + "andso", text)


@pytest.mark.parametrize("lease", [LEASE, LEASE_ZH])
def test_a_text_that_says_more_is_kept(lease: str) -> None:
    text = _squeezed(lease)

    assert not repeats(text, text[: len(text) // 2])
    assert not repeats(text, text[len(text) // 2 :])


@pytest.mark.parametrize(
    ("lease", "old", "new"),
    [
        (LEASE, "Alice Meyer", "Karen Meyer"),
        (LEASE, "9,400", "9,500"),
        (LEASE, "the tenant's.", "the owner's.."),
        (LEASE, "The tenant", "The renter"),
        (LEASE_ZH, "王芳", "李雷"),
        (LEASE_ZH, "九千四百", "九千五百"),
    ],
)
def test_two_leases_that_differ_in_a_name_or_a_number_are_both_kept(
    lease: str, old: str, new: str
) -> None:
    assert not repeats(_squeezed(lease.replace(old, new)), _squeezed(lease))


def test_the_best_keeps_what_repeats_it_however_it_is_set() -> None:
    texts = [LEASE, "Something else.", LEASE.replace(" ", "\n").upper(), "Something  else."]

    folded = fold_repeated(texts, str, 40)

    assert folded == [(LEASE, [texts[2]]), ("Something else.", [texts[3]])]


def test_what_stands_far_behind_is_taken_as_it_is() -> None:
    assert fold_repeated(["a", "a", "b", "c", "b"], str, 2) == [
        ("a", ["a"]),
        ("b", []),
        ("c", []),
        ("b", []),
    ]
