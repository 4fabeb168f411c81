"""What an examination finds, line by line."""

from collections.abc import Collection
from dataclasses import dataclass

from hrdemands.text import counted

ANEW = "load the seeds into a new database"
"""What to do about damage to the file itself."""

AGAIN = "load the seeds again; if that changes nothing, into a new database"
"""What to do about contents: a load passes over letters whose hash is the seeds'."""

MOST_NAMED = 5
"""Ids that one line names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was examined: well, or with a remedy for what is wrong with it."""

    examined: str
    words: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.remedy

    def __str__(self) -> str:
        if self.is_well:
            return f"ok: {self.examined}: {self.words}"
        return f"wrong: {self.examined}: {self.words} ({self.remedy})"


def told(examined: str, checked: int, noun: str, wrong: Collection[str]) -> Finding:
    """One finding about *checked* things, with the ids of those that are *wrong*."""
    if not wrong:
        return Finding(examined, f"{counted(checked, noun)} as they should be")
    return Finding(examined, f"out of step at {listed(wrong)}", AGAIN)


def listed(ids: Collection[str]) -> str:
    """The first few ids, and how many more there are."""
    named = ", ".join(sorted(ids)[:MOST_NAMED])
    more = len(ids) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
