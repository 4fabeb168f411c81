"""Columns that several kinds of result share."""

from typing import Any

from hrdemands.present.formats import Column


def number(name: str, header: str = "") -> Column:
    """A column of a number, empty where it is not known."""

    def text(result: object) -> str:
        value = getattr(result, name)
        return "" if value is None else str(value)

    return Column(header or name, text, number=True)


def imported(name: str) -> Column:
    """A column of what was imported, for answers in which something was."""

    def text(result: object) -> str:
        return str(getattr(result, name) or "")

    return Column(name, text, number=True, shy=True)


DOCUMENTS = (number("letters"), imported("reviews"), imported("reports"))
"""Letters, reviews of states and reports of mechanisms, counted apart."""


def named(header: str) -> Column:
    """A column of a name over its id."""

    def text(result: object) -> str:
        name, key = (str(getattr(result, field)) for field in ("name", "id"))
        return name if name == key else f"{name}\n{key}"

    return Column(header, text)


SPAN = (
    number("first_year", "first"),
    number("last_year", "last"),
    number("years"),
    *DOCUMENTS,
    number("organizations", "orgs"),
    number("longest_gap", "gap"),
)
"""What a recurrence spans; ``gap`` is the longest silence in years."""


def plural(count: int, word: str) -> str:
    """``1 letter``, ``2 letters``, ``no letters``."""
    return f"{count or 'no'} {word}" + ("" if count == 1 else "s")


def documents(counts: Any) -> str:  # noqa: ANN401 - whatever counts them
    """``2 letters``, ``2 letters, 5 reviews``: imports only where there are some."""
    imports = [("review", counts.reviews), ("report", counts.reports)]
    return ", ".join(
        [plural(counts.letters, "letter")]
        + [plural(count, word) for word, count in imports if count]
    )
