"""Columns that several kinds of result share."""

from hrdemands.present.formats import Column


def number(name: str, header: str = "") -> Column:
    """A column of a number, empty where it is not known."""

    def text(result: object) -> str:
        value = getattr(result, name)
        return "" if value is None else str(value)

    return Column(header or name, text, number=True)


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
    number("letters"),
    number("organizations", "orgs"),
    number("longest_gap", "gap"),
)
"""What a recurrence spans; ``gap`` is the longest silence in years."""


def plural(count: int, word: str) -> str:
    """``1 letter``, ``2 letters``, ``no letters``."""
    return f"{count or 'no'} {word}" + ("" if count == 1 else "s")
