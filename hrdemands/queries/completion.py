"""What a shell may complete a word to."""

from hrdemands.queries.filters import FIELDS
from hrdemands.queries.names import KINDS
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query, storable
from hrdemands.text import fold_name

_DEMANDS = "SELECT id, coalesce(summary, quote) AS name, '' AS folded FROM demand"


def begin_with(
    reader: Reader, kind: str, typed: str, most: int
) -> list[tuple[str, str]]:
    """Ids, with their names, of things whose id or a name begins with *typed*.

    *kind* is one of `KINDS`, ``demand``, or an option's name. Countries are offered
    by name where it has no space, as people type them, and by code otherwise.
    """
    _, kind = FIELDS.get(kind, ("", kind))
    names = _DEMANDS if kind == "demand" else KINDS[kind].names
    folded, lower = storable(fold_name(typed) or typed), storable(typed.lower())
    rows = reader.rows(
        Query(
            f"SELECT DISTINCT id, name FROM ({names}) known"  # noqa: S608
            " WHERE substr(folded, 1, :folded_length) = :folded"
            " OR substr(lower(id), 1, :lower_length) = :lower"
            " OR substr(lower(name), 1, :lower_length) = :lower"
            " ORDER BY id LIMIT :most",
            {
                "folded": folded,
                "folded_length": len(folded),
                "lower": lower,
                "lower_length": len(lower),
                "most": most,
            },
        )
    )
    found = []
    for row in rows:
        name_fits = row["name"].lower().startswith(typed.lower())
        by_name = kind == "country" and name_fits and " " not in row["name"]
        found.append((row["name"] if by_name else row["id"], row["name"]))
    return found
