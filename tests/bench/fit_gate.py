"""Fits the gate's constants on the even XQuAD articles; paste what it prints into the gate."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression

from desktop.domain import Language
from tests.bench.gate_samples import Questions

_SIZES = (1, 2, 5, 10, 20, 60, 120, 240)
_N = 250
_KEEP: dict[Language, float] = {"en": 0.97, "zh": 0.955}


def main() -> None:
    """Print one line of constants a language regime."""
    languages: tuple[tuple[str, Language], ...] = (("vectors", "en"), ("words", "zh"))
    for regime, language in languages:
        questions = Questions(language)
        drawn = [questions.samples(0, size, _N, seed=1) for size in _SIZES]
        rows = np.vstack([each.rows for each in drawn])
        answerable = np.concatenate([each.answerable for each in drawn])
        mean, spread = rows.mean(0), rows.std(0) + 1e-9
        model = LogisticRegression(max_iter=5000).fit((rows - mean) / spread, answerable)
        weights = model.coef_[0] / spread * (rows.std(0) > 0)
        bias = float(model.intercept_[0] - (weights * mean).sum())
        kept = 1 / (1 + np.exp(-(rows[answerable] @ weights + bias)))
        threshold = float(np.quantile(kept, 1 - _KEEP[language]))
        numbers = ", ".join(f"{each:.3f}" for each in weights)
        print(f'    "{regime}": _Model({bias:.3f}, ({numbers}), {threshold:.3f}),')


if __name__ == "__main__":
    main()
