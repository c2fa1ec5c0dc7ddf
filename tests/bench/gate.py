"""The gate on articles it was not fitted on: kept and refused at collections of 1 to 240."""

from __future__ import annotations

import json

import numpy as np

from desktop.domain import Language
from desktop.index import gate
from tests.bench.gate_samples import XQUAD, Questions, Samples

_SIZES = (1, 5, 20, 120, 240)
_N = 300


def main() -> None:
    """Print one JSON line."""
    if not XQUAD.is_dir():
        print(json.dumps({"bench": "gate", "skipped": "CARREL_XQUAD is not there"}))
        return
    figures: dict[str, object] = {"bench": "gate"}
    languages: tuple[tuple[Language, gate.Regime], ...] = (("en", "vectors"), ("zh", "words"))
    for language, regime in languages:
        questions = Questions(language)
        for size in _SIZES:
            drawn = questions.samples(1, size, _N, seed=2)
            figures[f"{language}_{size}"] = _figures(drawn, regime)
    print(json.dumps(figures))


def _figures(drawn: Samples, regime: gate.Regime) -> dict[str, float]:
    scores = np.array([gate.probability(tuple(row), regime) for row in drawn.rows])
    kept, refused = scores[drawn.answerable], scores[~drawn.answerable]
    passed = np.array([gate.passes(float(each), regime) for each in kept])
    stopped = np.array([not gate.passes(float(each), regime) for each in refused])
    shown = np.array([gate.is_doubtful(float(each)) for each in kept]) | passed
    silent = np.array([not gate.is_doubtful(float(each)) for each in refused]) & stopped
    return {
        "kept_or_warned": round(float(shown.mean()), 3),
        "refused_outright": round(float(silent.mean()), 3),
        "kept": round(float(passed.mean()), 3),
        "refused": round(float(stopped.mean()), 3),
        "refused_at_95_kept": round(float((refused < np.quantile(kept, 0.05)).mean()), 3),
    }


if __name__ == "__main__":
    main()
