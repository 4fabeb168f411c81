"""What became of a file's rows, counted so that the counts add up."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts of one file.

    ``rows`` is what the file has below its heading: each row is skipped for a reason
    of ``skipped``, is the repeat of an earlier one, or makes recommendations, mostly
    one. ``unmapped`` counts values that no vocabulary knows, by field and value.
    """

    rows: int = 0
    repeats: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    shared: int = 0
    """Recommendations beyond the first of a row, where several parties made it."""
    recommendations: int = 0
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)

    def adds_up(self) -> bool:
        """Whether every row is accounted for."""
        made = self.recommendations - self.shared
        return self.rows == made + self.repeats + self.skipped.total()
