from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

from tests.bench.ui_paint import measure

_CALLS = 10_000


def test_the_window_paints_without_loading_anything_heavy() -> None:
    figures = measure()

    assert figures["heavy_modules"] == []
    # The target is 0.6 s; this only catches an import that does not belong there.
    assert figures["first_paint_cpu_s"] < 2.5


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None has no count to lose there")
def test_calls_that_return_nothing_leave_the_count_of_none_level() -> None:
    target = QObject()
    before = sys.getrefcount(None)

    for _ in range(_CALLS):
        target.setObjectName("x")

    assert abs(sys.getrefcount(None) - before) < 100
