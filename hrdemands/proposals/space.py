"""Features weighed: what is rare counts more, and each family its share."""

from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

from hrdemands.proposals.profiles import (
    CODES,
    FAMILIES,
    USUAL,
    Features,
    Profile,
    Weights,
)

Vector = dict[int, float]

REACHED = 0.92
"""Which share of what a score may come to is said to be all.

The same text twice comes to 0.86 of it in the mean where texts are as short as those of
recommendations, and to 0.94 in letters: see `_UNSAID`.
"""

_EVERYWHERE = 0.05
"""What is left of a feature that stands in every statement."""

_UNSAID = {"words": 2.0, "grams": 7.0}
"""How many features that nobody else has each text is taken to have beside its own.

Few words, or common ones, are alike by chance: what is alike in long texts is surer.
"""

_RARE = 0.35
"""From which share of the highest rarity agreement on a code counts in full."""


class Space:
    """Turns profiles into vectors whose products are weighted sums of cosines."""

    def __init__(self, known: Sequence[Profile], weights: Weights = USUAL) -> None:
        """Learn from *known* how rare each feature is."""
        self.weights = weights
        self.columns: dict[tuple[str, str], int] = {}
        self._rarity = {name: _rarity(known, name) for name in FAMILIES}
        self._new = log(len(known) + 1) + _EVERYWHERE

    def asked(self, profile: Profile) -> list[float]:
        """The weight of each family that a profile has features of, topics left out."""
        features = profile.features
        return [getattr(self.weights, n) if features[n] else 0.0 for n in FAMILIES]

    def told(self, profile: Profile) -> list[float]:
        """How much of that a candidate is held to: less where nobody coded it."""
        features, less = profile.features, self.weights.uncoded
        return [less if n in CODES and not features[n] else 1.0 for n in FAMILIES]

    def vector(self, profile: Profile) -> Vector:
        """Everything but topics, by column."""
        made: Vector = {}
        for name in FAMILIES:
            weight = getattr(self.weights, name)
            features = profile.features[name]
            if weight and features:
                self._add(made, name, features, weight)
        return made

    def _add(self, made: Vector, name: str, features: Features, weight: float) -> None:
        rarity = self._rarity[name]
        columns = self.columns
        scaled = [(f, n * rarity.get(f, self._new)) for f, n in features.items()]
        unsaid = _UNSAID.get(name, 0.0) * self._new**2
        share = sqrt(weight / (sum(n * n for _, n in scaled) + unsaid))
        is_code = name in CODES
        for feature, n in scaled:
            key = (name, feature)
            counts = self._counts(rarity.get(feature, self._new)) if is_code else 1.0
            made[columns.setdefault(key, len(columns))] = n * share * counts

    def _counts(self, rarity: float) -> float:
        """The root of how much agreement on a code counts: less where many share it."""
        return sqrt(min(1.0, rarity / (_RARE * self._new)))


def _rarity(known: Sequence[Profile], name: str) -> dict[str, float]:
    counts = Counter(feature for each in known for feature in each.features[name])
    return {
        feature: log((len(known) + 1) / count) + _EVERYWHERE
        for feature, count in counts.items()
    }
