from __future__ import annotations

from datetime import datetime

import pytest

from desktop.index.readers.number_format import format_of, shown

EPOCH = datetime(1899, 12, 30)


@pytest.mark.parametrize(
    ("value", "number", "code", "text"),
    [
        (9400.0, 0, "", "9400"),
        (0.1 + 0.2, 0, "", "0.3"),
        (9400.5, 4, "", "9,400.50"),
        (-9400.5, 164, "#,##0.00 [$€-407];[Red]-#,##0.00 [$€-407]", "-9,400.50 €"),
        (12.0, 164, "[$¥-804]#,##0", "¥12"),
        (0.13, 9, "", "13%"),
        (0.125, 164, "0.0%", "12.5%"),
        (45352.0, 14, "", "2024-03-01"),
        (45352.75, 22, "", "2024-03-01 18:00"),
        (45352.75, 20, "", "18:00"),
        (1.5, 164, "[h]:mm", "36:00"),
        (45352.0, 164, "mmmm", "2024-03-01"),
        (5.0, 164, '0 "km"', "5 km"),
        (1e300, 14, "", "1e+300"),
        (float("inf"), 0, "", ""),
        (7.0, 164, "@", "7"),
    ],
)
def test_a_number_is_what_its_cell_shows(value: float, number: int, code: str, text: str) -> None:
    assert shown(value, format_of(number, code), EPOCH) == text
