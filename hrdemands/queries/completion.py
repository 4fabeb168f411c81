"""What a shell may complete a word to."""

from hrdemands.queries.names import KINDS
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query
from hrdemands.text import fold_name


def begin_with(
    reader: Reader, kind: str, typed: str, most: int
) -> list[tuple[str, str]]:
    """Ids, with their names, of things whose id or a name begins with *typed*.

    Countries are offered by name where it has no space, as people type them, and by
    code otherwise.
    """
    if kind not in KINDS:
        return []
    rows = reader.rows(
        Query(
            f"SELECT DISTINCT id, name FROM ({KINDS[kind].names}) known"  # noqa: S608
            " WHERE folded LIKE :folded OR lower(id) LIKE :typed"
            " OR lower(name) LIKE :typed ORDER BY id LIMIT :most",
            {
                "folded": f"{fold_name(typed)}%",
                "typed": f"{typed.lower().replace('%', '').replace('_', '')}%",
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
