"""Names as a person types them, resolved to ids, or answered with candidates.

Case, accents and punctuation are ignored. A name that several things answer to is
never guessed: the error lists them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from hrdemands.errors import NotFound
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query, storable
from hrdemands.text import alternatives, fold_name, shortened

SHORTEST_PART = 3
"""A shorter text stands in too many names to suggest those."""

MOST_CANDIDATES = 8


class Kind(NamedTuple):
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
        'sql "SELECT id, name FROM place"',
    ),
    "region": Kind("region", _terms("region"), 'sql "SELECT id, name FROM region"'),
    "issue": Kind("issue", _terms("issue"), "issues"),
    "action": Kind("action", _terms("action"), 'sql "SELECT id, name FROM action"'),
    "group": Kind(
        "group",
        _terms("affected_group"),
        'sql "SELECT id, name FROM affected_group"',
    ),
    "mechanism": Kind(
        "mechanism or instrument",
        "SELECT m.id, m.name, n.folded"
        " FROM mechanism_name n JOIN mechanism m ON m.id = n.mechanism_id",
        'sql "SELECT id, name FROM mechanism"',
    ),
    "organization": Kind(
        "organization", f"{_ACTORS} WHERE a.kind = 'organization'", "organizations"
    ),
    "recipient": Kind(
        "office or person",
        f"{_ACTORS} WHERE a.kind IN ('office', 'person')",
        "recipients",
    ),
    "actor": Kind(
        "actor or state",
        f"{_ACTORS} UNION ALL {_COUNTRIES}",
        'sql "SELECT id, name FROM actor"',
    ),
    "letter": Kind(
        "letter", "SELECT id, title AS name, '' AS folded FROM letter", "letters"
    ),
    "ask": Kind("ask", "SELECT id, name, '' AS folded FROM ask", "asks"),
}


def resolve(reader: Reader, kind: str, typed: str) -> str:
    """The id of the *kind* of thing that *typed* names.

    Raises NotFound with candidates when nothing, or more than one thing, is meant.
    """
    if kind in _TABLES and _is_id(reader, kind, typed):
        return typed
    found = _exact(reader, kind, typed)
    if typed in found:
        return typed
    if not found:
        known = _known(reader, kind)
        wanted = fold_name(typed)
        found = {i: name for i, name, names in known if wanted and wanted in names}
        if not found:
            raise _unknown(reader, kind, typed, known)
    if len(found) > 1:
        raise _ambiguous(kind, typed, found)
    return next(iter(found))


_TABLES = {"letter": "letter", "ask": "ask", "issue": "issue"}
"""Of kinds with many things, or with ids that people type, where the ids stand."""


def _is_id(reader: Reader, kind: str, typed: str) -> bool:
    sql = f"SELECT id FROM {_TABLES[kind]} WHERE id = :typed"  # noqa: S608
    return bool(reader.rows(Query(sql, {"typed": storable(typed)})))


def resolve_all(reader: Reader, kind: str, typed: Sequence[str]) -> tuple[str, ...]:
    """The ids of several names; see `resolve`."""
    return tuple(dict.fromkeys(resolve(reader, kind, name) for name in typed))


def _exact(reader: Reader, kind: str, typed: str) -> dict[str, str]:
    """What the database itself finds under a name; other scripts may need folding."""
    rows = reader.rows(
        Query(
            f"SELECT DISTINCT id, name FROM ({KINDS[kind].names}) known"  # noqa: S608
            " WHERE id = :typed"
            " OR (:folded <> '' AND (folded = :folded OR lower(name) = :folded))",
            {"folded": storable(fold_name(typed)), "typed": storable(typed)},
        )
    )
    return {row["id"]: row["name"] for row in rows}


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
    return sorted(things.values(), key=lambda thing: thing[0])


def _ambiguous(kind: str, typed: str, found: dict[str, str]) -> NotFound:
    ids = sorted(found)[:MOST_CANDIDATES]
    more = ["others"] if len(found) > len(ids) else []
    meant = alternatives([f"{found[i]} ({i})" for i in ids] + more)
    return NotFound(
        f"'{shortened(typed)}' is ambiguous: {meant}", f"name the {kind} by its id"
    )


def _unknown(reader: Reader, kind: str, typed: str, known: list[Known]) -> NotFound:
    from difflib import get_close_matches  # noqa: PLC0415 - only mistakes need it

    by_name = {folded: (i, name) for i, name, names in known for folded in names}
    wanted = fold_name(typed)
    near = get_close_matches(wanted, sorted(by_name), n=5, cutoff=0.6)
    if len(wanted) >= SHORTEST_PART:
        near += [name for name in sorted(by_name) if wanted in name]
    found = list(dict.fromkeys(by_name[name] for name in near))[:5]
    meant = alternatives([n if i == n else f"{n} ({i})" for i, n in found])
    elsewhere = _elsewhere(reader, kind, wanted)
    remedy = (
        elsewhere
        or (f"did you mean {meant}?" if found else "")
        or f"'hrdemands {KINDS[kind].command}' lists them"
    )
    return NotFound(f"'{shortened(typed)}' is no known {KINDS[kind].word}", remedy)


def _elsewhere(reader: Reader, kind: str, wanted: str) -> str:
    """Where else a folded name is known: a place is no country."""
    if kind != "country":
        return ""
    for place, name, names in _known(reader, "place"):
        if wanted in names:
            codes = reader.rows(
                Query(
                    "SELECT country_code FROM place_country WHERE place_id = :place"
                    " ORDER BY country_code",
                    {"place": place},
                )
            )
            countries = alternatives([row["country_code"] for row in codes])
            return (
                f"{name} is a place{countries and ' in '}{countries};"
                f" try 'hrdemands demands --place {place}'"
            )
    return ""
