"""The filters every look-up shares, and the names in them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from hrdemands.errors import UsageError
from hrdemands.queries.names import resolve_all
from hrdemands.queries.reader import Reader

if TYPE_CHECKING:
    from datetime import date

ROLES = ("subject", "example", "venue", "actor")
STRENGTHS = ("must", "should", "urge", "recommend", "request", "hope", "implied")
AUDIENCES = ("public", "private", "both", "unspecified")
SOURCES = ("letters", "upr", "uhri")
RESPONSES = ("accepted", "noted", "pledge")
CATEGORIES = ("1", "2", "3", "4", "5")
"""The closed lists, here because `vocabulary` takes longer to make than a query to
run; a test holds them to it."""


class Filters(NamedTuple):
    """What a demand must be to be found: all of what is given, any of each list.

    Names are ids already; `named` resolves what a person types. ``roles`` are those
    of the countries and regions given, or of any country; an issue includes the
    narrower ones; ``actions`` match either action slot; days are compared with the
    letter's whole date range, so that an uncertain date is found rather than missed.
    ``asking`` are the states and mechanisms that recommend; ``categories`` say how
    specific a recommendation is.
    """

    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    explicit: bool | None = None
    groups: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    general: bool = False
    limit: int | None = None

    @classmethod
    def named(  # noqa: PLR0913 - one argument an option
        cls,
        reader: Reader,
        *,
        year: str | None = None,
        since: str | None = None,
        until: str | None = None,
        explicit: bool | None = None,
        limit: int | None = None,
        **typed: str | Sequence[str],
    ) -> "Filters":
        """Make filters of names as a person types them: ``country=["Burma"]``.

        Keys are those of the program's options; ``role``, ``strength``,
        ``audience``, ``source``, ``response`` and ``category`` are closed lists.
        Raises NotFound for names that are unknown or ambiguous, and UsageError for
        days that are none.
        """
        first, last = _days(year, since, until)
        ids: dict[str, Any] = {}
        for key, names in typed.items():
            if key not in FIELDS:
                raise UsageError(f"'{key}' is no filter", f"use {', '.join(FIELDS)}")
            field, kind = FIELDS[key]
            listed = [names] if isinstance(names, str) else names
            ids[field] = (
                resolve_all(reader, kind, listed) if kind else _closed(key, listed)
            )
        return cls(**ids, since=first, until=last, explicit=explicit, limit=limit)

    def but(self, **changes: Any) -> "Filters":
        """The same filters with some changed."""
        return self._replace(**changes)


FIELDS: dict[str, tuple[str, str]] = {
    "country": ("countries", "country"),
    "role": ("roles", ""),
    "region": ("regions", "region"),
    "place": ("places", "place"),
    "issue": ("issues", "issue"),
    "organization": ("organizations", "organization"),
    "recipient": ("recipients", "recipient"),
    "target": ("targets", "actor"),
    "action": ("actions", "action"),
    "strength": ("strengths", ""),
    "audience": ("audiences", ""),
    "group": ("groups", "group"),
    "mechanism": ("mechanisms", "mechanism"),
    "letter": ("letters", "letter"),
    "ask": ("asks", "ask"),
    "source": ("sources", ""),
    "asking": ("asking", "actor"),
    "response": ("responses", ""),
    "category": ("categories", ""),
}
"""By the name a person uses: the field, and the kind of thing that names are of."""

_CLOSED = {
    "role": ROLES,
    "strength": STRENGTHS,
    "audience": AUDIENCES,
    "source": SOURCES,
    "response": RESPONSES,
    "category": CATEGORIES,
}


def _closed(key: str, given: Sequence[str]) -> tuple[str, ...]:
    for value in given:
        if value not in _CLOSED[key]:
            raise UsageError(f"'{value}' is no {key}", f"use {', '.join(_CLOSED[key])}")
    return tuple(given)


def _days(
    year: str | None, since: str | None, until: str | None
) -> tuple[str | None, str | None]:
    """The first and the last day meant."""
    if not (year or since or until):
        return None, None
    from hrdemands.dates import first_day, last_day  # noqa: PLC0415

    if year and (since or until):
        raise UsageError("--year says both days", "leave out --since and --until")
    if year and not (len(year) == len("2016") and year.isdecimal()):
        raise UsageError(f"'{year}' is no year", "write it as 2016")
    first, last = _day(first_day, since or year), _day(last_day, until or year)
    if first and last and first > last:
        raise UsageError(f"{since} is after {until}", "exchange --since and --until")
    return first, last


def _day(read: "Callable[[str], date]", text: str | None) -> str | None:
    try:
        return read(text).isoformat() if text else None
    except ValueError as error:
        raise UsageError(f"{error}", "give a year or YYYY-MM-DD") from None
