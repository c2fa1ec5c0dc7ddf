from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.memory import measure

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("shape", "quantization", "context_tokens"),
    [("starter", "Q4_1", 2048), ("smollm2-135m", "Q4_0", 4096)],
)
def test_what_a_model_needs_is_within_a_tenth_of_what_it_holds(
    shape: str, quantization: str, context_tokens: int, tmp_path: Path
) -> None:
    figures = measure(shape, quantization, context_tokens, tmp_path)

    assert 0.9 <= float(figures["ratio"]) <= 1.1, figures
