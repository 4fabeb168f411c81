"""Codes among the words of a demand: the countries, places and mechanisms it has.

Beside its stems each demand is searched by a word for each of these, so that a search
for Burma finds what is coded Myanmar by the same index. No text can hold such a word.
"""

from typing import NamedTuple

SEPARATOR = "\N{BROKEN BAR}"
"""Stands between the parts of a demand's words: no phrase goes across."""

_SIGN = "\N{SECTION SIGN}"


class Coded(NamedTuple):
    """The SQL of a kind of thing that demands are coded with, and its column."""

    key: str
    """The column of its id."""
    links: str
    """The ids of what the demands of some letters are coded with."""
    names: str
    """Every name of the kind, with the id of what it names."""
    others: str
    """The other names of some ids, which a search for one of them finds too.

    Not those that others have as well: who asks for North Korea means no other Korea.
    """


def _coded(kind: str, key: str, others: str = "") -> Coded:
    return Coded(
        key,
        f"SELECT x.demand_id, x.{key} FROM demand_{kind} x"  # noqa: S608
        " JOIN demand d ON d.id = x.demand_id WHERE d.letter_id IN {ids}",
        f"SELECT {key} AS id, name, folded FROM {kind}_name",  # noqa: S608
        f"SELECT n.name FROM {kind}_name n WHERE n.{key} IN {{ids}}{others}"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {kind}_name o WHERE o.folded = n.folded"
        f" AND o.{key} <> n.{key}) ORDER BY n.name",
    )


CODED = {
    # People write of a country by its capital, but of a capital as a town as well.
    "country": _coded("country", "country_code", " AND n.status <> 'capital'"),
    "place": _coded("place", "place_id"),
    "mechanism": _coded("mechanism", "mechanism_id"),
}


def code(kind: str, key: str) -> str:
    """The word for a thing: ``§cmmr``."""
    return f"{_SIGN}{kind[0]}{key.lower()}"
