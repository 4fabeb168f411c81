"""How much of a stranger's file is read: enough for any export, and no bomb.

All limits follow from one number, so that one option raises them together.
"""

from dataclasses import dataclass

MAX_BYTES = 500_000_000
"""Twice the whole Universal Human Rights Index as JSON."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a table may have at most; by default 500 MB and what follows from it."""

    max_bytes: int = MAX_BYTES
    """Bytes of the file, and of what it unpacks to."""

    @property
    def rows(self) -> int:
        """Rows: 5,000,000."""
        return max(self.max_bytes // 100, 1_000)

    @property
    def columns(self) -> int:
        """Columns: 500."""
        return max(self.max_bytes // 1_000_000, 100)

    @property
    def cell(self) -> int:
        """Characters of one value: 500,000."""
        return max(self.max_bytes // 1_000, 10_000)

    @property
    def record(self) -> int:
        """Characters of one line of a file, or of one JSON object: 2,000,000."""
        return 4 * self.cell
