"""What is counted: recurrences, silences, terms and years."""

from typing import NamedTuple


class Recurrence(NamedTuple):
    """A value (an issue, a country, ...) that several letters share."""

    id: str
    name: str
    first_year: int | None
    last_year: int | None
    years: int
    letters: int
    reviews: int
    reports: int
    organizations: int
    demands: int
    longest_gap: int | None


class Silent(NamedTuple):
    """An ask, or a demand that is no ask, not made since a year."""

    id: str
    name: str
    kind: str
    first_year: int | None
    last_year: int | None
    letters: int
    silent_years: int | None
    in_part: int | None


class Counted(NamedTuple):
    """A term, country, organization or office, and how much is said of it."""

    id: str
    name: str
    demands: int
    letters: int
    reviews: int
    reports: int
    first_year: int | None
    last_year: int | None


class Year(NamedTuple):
    """What a year's letters ask. ``year`` is None for letters that span two."""

    year: int | None
    letters: int
    reviews: int
    reports: int
    demands: int
    implied: int
    must: int
    should: int
    urge: int
    recommend: int
    request: int
    hope: int
    unmarked: int


class Answered(NamedTuple):
    """Recommendations by who makes them, who gets them, or an issue, with the answers.

    ``unanswered`` are those whose answer is not known; ``accepted_by`` are the codes of
    the countries that accepted one.
    """

    id: str
    name: str
    demands: int
    accepted: int
    noted: int
    pledges: int
    unanswered: int
    documents: int
    first_year: int | None
    last_year: int | None
    accepted_by: tuple[str, ...]


class Beside(NamedTuple):
    """An issue on which letters ask, beside what was recommended on it.

    ``demands``, ``letters`` and ``last_year`` are of letters; ``parties`` are those
    that recommend.
    """

    under: str
    id: str
    name: str
    demands: int
    letters: int
    last_year: int | None
    recommendations: int
    parties: int
    accepted: int
    noted: int
    last_recommended: int | None
