"""Demands of a large field, made up: skewed countries and issues, varied asks.

Words follow Zipf's law, as they do in real recommendations; with a corpus at hand the
real texts are taken instead and varied. One demand in three asks what another asks of
the same country in other words.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

from hrdemands.queries.results.statements import Statement

COUNTRIES = 195
ISSUES = 60
WORDS = 30_000
LENGTH = (12, 40)
EACH = 25
"""How many demands a document makes."""
AGAIN = 1 / 3


def zipf(count: int, power: float = 1.0) -> list[float]:
    """Cumulated weights by Zipf's law."""
    return list(accumulate(1 / rank**power for rank in range(1, count + 1)))


class Maker:
    """Makes demands; the same seed makes the same."""

    def __init__(self, texts: Sequence[str] = (), seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._words = [self._word(n) for n in range(WORDS)]
        self._weights = zipf(WORDS)
        self._countries, self._issues = zipf(COUNTRIES), zipf(ISSUES)
        self._texts = texts
        self._asked: dict[int, list[str]] = {}

    def _word(self, n: int) -> str:
        syllables = ("ba", "co", "di", "fu", "ge", "ha", "li", "mo", "ne", "ru", "sta")
        return "".join(self._random.choices(syllables, k=2 + n % 3)) + f"{n:x}"

    def statements(self, count: int) -> Iterator[Statement]:
        """*count* demands, document by document."""
        for n in range(count):
            document = f"made-{n // EACH}"
            if n % EACH == 0:
                country = self._one(self._countries)
            yield Statement(
                words=self._text(country),
                id=f"{document}/{n % EACH + 1}",
                document=document,
                source="uhri",
                countries=frozenset([f"C{country:03}"]),
                issues=frozenset(f"issue {self._one(self._issues)}" for _ in range(2)),
            )

    def _one(self, weights: list[float]) -> int:
        return self._random.choices(range(len(weights)), cum_weights=weights)[0]

    def _text(self, country: int) -> str:
        asked = self._asked.setdefault(country, [])
        if asked and self._random.random() < AGAIN:
            return self._varied(self._random.choice(asked))
        text = self._random.choice(self._texts) if self._texts else self._sentence()
        asked.append(self._varied(text) if self._texts else text)
        return asked[-1]

    def _sentence(self) -> str:
        length = self._random.randint(*LENGTH)
        return " ".join(
            self._random.choices(self._words, cum_weights=self._weights, k=length)
        )

    def _varied(self, text: str) -> str:
        """The text with some words gone and some others there."""
        words = [word for word in text.split() if self._random.random() > AGAIN / 2]
        others = self._random.choices(
            self._words, cum_weights=self._weights, k=len(words) // 6 + 1
        )
        for word in others:
            words.insert(self._random.randrange(len(words) + 1), word)
        return " ".join(words)
