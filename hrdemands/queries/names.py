"""Names as a person types them, resolved to ids, or answered with candidates.

Case, accents and punctuation are ignored. A name that several things answer to is
never guessed: the error lists them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from hrdemands.errors import NotFound
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query
from hrdemands.text import alternatives, fold_name

SHORTEST_PART = 3
"""A shorter text stands in too many names to suggest those."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that is looked up by name.

    ``names`` selects ``id``, ``name`` (the one shown) and ``folded`` of every name.
    """

    word: str
    names: str
    command: str


_ACTORS = (
    "SELECT a.id, a.name, n.folded FROM actor_name n JOIN actor a ON a.id = n.actor_id"
)
_COUNTRIES = (
    "SELECT c.code AS id, c.name, n.folded"
    " FROM country_name n JOIN country c ON c.code = n.country_code"
    " UNION ALL SELECT code, name, lower(code) FROM country"
    " UNION ALL SELECT code, name, lower(alpha2) FROM country"
)


def _terms(table: str) -> str:
    return f"SELECT id, name, '' AS folded FROM {table}"  # noqa: S608 - our own word


KINDS = {
    "country": Kind("country", _COUNTRIES, "countries"),
    "place": Kind(
        "place",
        "SELECT p.id, p.name, n.folded"
        " FROM place_name n JOIN place p ON p.id = n.place_id",
        "schema place",
    ),
    "region": Kind("region", _terms("region"), "schema region"),
    "issue": Kind("issue", _terms("issue"), "issues"),
    "action": Kind("action", _terms("action"), "schema action"),
    "group": Kind("group", _terms("affected_group"), "schema affected_group"),
    "mechanism": Kind(
        "mechanism or instrument",
        "SELECT m.id, m.name, n.folded"
        " FROM mechanism_name n JOIN mechanism m ON m.id = n.mechanism_id",
        "schema mechanism",
    ),
    "organization": Kind(
        "organization", f"{_ACTORS} WHERE a.kind = 'organization'", "organizations"
    ),
    "recipient": Kind(
        "office or person",
        f"{_ACTORS} WHERE a.kind IN ('office', 'person')",
        "recipients",
    ),
    "actor": Kind("actor or state", f"{_ACTORS} UNION ALL {_COUNTRIES}", "countries"),
    "letter": Kind(
        "letter", "SELECT id, title AS name, '' AS folded FROM letter", "letters"
    ),
    "ask": Kind("ask", "SELECT id, name, '' AS folded FROM ask", "asks"),
}


def resolve(reader: Reader, kind: str, typed: str) -> str:
    """The id of the *kind* of thing that *typed* names.

    Raises NotFound with candidates when nothing, or more than one thing, is meant.
    """
    found = _exact(reader, kind, typed)
    if typed in found:
        return typed
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise _ambiguous(kind, typed, found)
    known = _known(reader, kind)
    wanted = fold_name(typed)
    found = {i: name for i, name, names in known if wanted and wanted in names}
    if len(found) == 1:
        return next(iter(found))
    raise (
        _ambiguous(kind, typed, found)
        if found
        else _unknown(reader, kind, typed, known)
    )


def _exact(reader: Reader, kind: str, typed: str) -> dict[str, str]:
    """What the database itself finds under a name; other scripts may need folding."""
    rows = reader.rows(
        Query(
            f"SELECT DISTINCT id, name FROM ({KINDS[kind].names}) known"  # noqa: S608
            " WHERE folded = :folded OR id = :typed"
            " OR lower(replace(id, '-', ' ')) = :folded OR lower(name) = :folded",
            {"folded": fold_name(typed), "typed": typed},
        )
    )
    return {row["id"]: row["name"] for row in rows}


def resolve_all(reader: Reader, kind: str, typed: Sequence[str]) -> tuple[str, ...]:
    """The ids of several names; see `resolve`."""
    return tuple(dict.fromkeys(resolve(reader, kind, name) for name in typed))


Known = tuple[str, str, set[str]]


def _known(reader: Reader, kind: str) -> list[Known]:
    """Every thing of a kind: id, name, and the folded names it answers to."""
    things: dict[str, Known] = {}
    for row in reader.rows(Query(KINDS[kind].names)):
        thing = things.setdefault(
            row["id"],
            (row["id"], row["name"], {fold_name(row["id"]), fold_name(row["name"])}),
        )
        if row["folded"]:
            thing[2].add(row["folded"])
    return list(things.values())


def _ambiguous(kind: str, typed: str, found: dict[str, str]) -> NotFound:
    meant = alternatives([f"{found[i]} ({i})" for i in sorted(found)])
    return NotFound(f"'{typed}' is ambiguous: {meant}", f"name the {kind} by its id")


def _unknown(reader: Reader, kind: str, typed: str, known: list[Known]) -> NotFound:
    by_name = {folded: (i, name) for i, name, names in known for folded in names}
    near = get_close_matches(fold_name(typed), by_name, n=5, cutoff=0.6)
    near += [
        n for n in by_name if len(typed) >= SHORTEST_PART and fold_name(typed) in n
    ]
    found = list(dict.fromkeys(by_name[n] for n in near))[:5]
    meant = alternatives([n if i == n else f"{n} ({i})" for i, n in found])
    remedy = f"did you mean {meant}?" if found else _elsewhere(reader, kind, typed)
    return NotFound(f"'{typed}' is no known {KINDS[kind].word}", remedy)


def _elsewhere(reader: Reader, kind: str, typed: str) -> str:
    """Where else the name is known: a place is no country, a state no organization."""
    if kind == "country":
        for place, name, names in _known(reader, "place"):
            if fold_name(typed) in names:
                codes = reader.rows(
                    Query(
                        "SELECT country_code FROM place_country WHERE place_id = :place"
                        " ORDER BY country_code",
                        {"place": place},
                    )
                )
                countries = alternatives([row["country_code"] for row in codes])
                return (
                    f"{name} is a place in {countries};"
                    f" try 'hrdemands demands --place {place}'"
                )
    return f"'hrdemands {KINDS[kind].command}' lists them"
