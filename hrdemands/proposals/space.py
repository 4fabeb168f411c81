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

_EVERYWHERE = 0.05
"""What is left of a feature that stands in every statement."""


class Space:
    """Turns profiles into vectors whose products are weighted sums of cosines."""

    def __init__(self, known: Sequence[Profile], weights: Weights = USUAL) -> None:
        """Learn from *known* how rare each feature is."""
        self.weights = weights
        self.columns: dict[tuple[str, str], int] = {}
        self._rarity = {name: _rarity(known, name) for name in FAMILIES}
        self._new = log(len(known) + 1) + _EVERYWHERE

    def asked(self, profile: Profile) -> list[float]:
        """What each family of a profile's features may come to, topics left out."""
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
        length = sqrt(sum(n * n for _, n in scaled))
        share = sqrt(weight) / length
        for feature, n in scaled:
            key = (name, feature)
            made[columns.setdefault(key, len(columns))] = n * share


def _rarity(known: Sequence[Profile], name: str) -> dict[str, float]:
    counts = Counter(feature for each in known for feature in each.features[name])
    return {
        feature: log((len(known) + 1) / count) + _EVERYWHERE
        for feature, count in counts.items()
    }
