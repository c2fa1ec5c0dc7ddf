"""What an embedder's cosines are worth, told by a small retrieval test that every one passes.

Thresholds and weights were measured with the embedder that comes with the program. Others give
unrelated texts a cosine of .8 and related ones .9, or tell them apart less well; both is seen from
a few questions and the passages that answer them, three on every matter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

_PAIRS = (
    (
        "How long is the notice period?",
        "Either party may end the lease in writing, three months before the day it is to end.",
    ),
    (
        "Who pays for mending the roof?",
        "Repairs of the roof, the walls and the heating are the landlord's and at his expense.",
    ),
    (
        "What deposit does the tenant leave?",
        "Before moving in, the renter hands over two months' rent as a security.",
    ),
    (
        "How many tablets may a child take?",
        "Below twelve years of age the dose is half a pill in the morning and half in the evening.",
    ),
    (
        "Which side effects are common?",
        "One patient in ten reports a headache, dizziness or a dry mouth in the first week.",
    ),
    (
        "Can it be taken during pregnancy?",
        "Women who expect a baby should ask their doctor before using this medicine.",
    ),
    (
        "Why does the router blink red?",
        "A red light on the device means that it has lost its connection to the provider.",
    ),
    (
        "How do I change the password of the wireless network?",
        "Open the settings page, choose Wi-Fi, enter a new passphrase and save it.",
    ),
    (
        "How far does the signal reach?",
        "Indoors the range is about thirty metres; thick walls shorten it by half.",
    ),
    (
        "At what temperature is the bread baked?",
        "Put the loaf into the oven at 230 degrees and turn it down after ten minutes.",
    ),
    (
        "How long must the dough rest?",
        "Let the mixture of flour, yeast and water rise under a cloth for two hours.",
    ),
    (
        "What can replace the butter?",
        "Those who eat nothing from animals take the same weight of margarine or oil.",
    ),
    (
        "What is the excess on a claim?",
        "Of every damage to the car the policyholder bears the first 300 dollars himself.",
    ),
    (
        "Is theft of luggage covered?",
        "Belongings stolen from a locked vehicle are replaced up to a value of 1,000 dollars.",
    ),
    (
        "When does the premium go down?",
        "Each year without an accident lowers what the insured has to pay by five per cent.",
    ),
    (
        "When are the school holidays?",
        "There are no lessons from the last week of July to the first week of September.",
    ),
    (
        "Which languages do pupils learn?",
        "French is taught from the third form on, Latin or Spanish from the sixth.",
    ),
    (
        "Who may borrow books from the library?",
        "The reading room lends to every student and teacher, four volumes at a time.",
    ),
    (
        "How far away is the star?",
        "Its light travels for eleven years before it reaches the telescopes on Earth.",
    ),
    (
        "What is the planet made of?",
        "Below clouds of methane lies a core of rock and ice, as heavy as ten Earths.",
    ),
    (
        "How was the comet discovered?",
        "An amateur noticed a faint moving smudge on two photographs of the night sky.",
    ),
    (
        "When should roses be pruned?",
        "Cut the bushes back in early spring, when the worst of the frost is over.",
    ),
    (
        "What helps against slugs?",
        "Copper tape around the beds, and a walk with a lantern at dusk, keep snails from lettuce.",
    ),
    (
        "How often does the lawn need water?",
        "In dry weeks soak the grass twice, early in the morning, rather than a little every day.",
    ),
)
_UNRELATED, _RELATED, _FOUND = 0.049, 0.442, 23 / 24
"""The means over pairs and non-pairs, and the share found first, of the starter embedder."""
_LEAST_APART = 0.02

Embed = Callable[[Sequence[str], bool], "NDArray[np.float32]"]
"""Texts, and whether they are questions, to rows of length one."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A straight line from an embedder's cosines to the starter's, and the worth of its ranking.

    `worth` is 1 where it finds as many passages as the starter, and 0 where it finds none.
    """

    slope: float = 1.0
    offset: float = 0.0
    worth: float = 1.0

    def apply(self, cosines: ArrayLike) -> NDArray[np.float32]:
        """The cosines that the starter might have given, -1 to 1."""
        import numpy as np

        return (self.slope * np.asarray(cosines, np.float32) + self.offset).clip(-1.0, 1.0)


def calibrate(embed: Embed) -> Calibration:
    """Test an embedder, for as long as it takes to embed two pages."""
    unrelated, related, found = measure(embed)
    slope = (_RELATED - _UNRELATED) / max(related - unrelated, _LEAST_APART)
    return Calibration(slope, _UNRELATED - slope * unrelated, min(found / _FOUND, 1.0))


def measure(embed: Embed) -> tuple[float, float, float]:
    """The mean cosine of strangers and of pairs, and the share of questions answered first."""
    questions, passages = zip(*_PAIRS, strict=True)
    cosines = embed(questions, True) @ embed(passages, False).T
    n = len(_PAIRS)
    related = float(cosines.trace()) / n
    unrelated = float(cosines.sum() - cosines.trace()) / (n * n - n)
    found = float((cosines.argmax(1) == range(n)).mean())
    return unrelated, related, found
