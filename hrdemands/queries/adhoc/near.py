"""Where in a statement a mistake is, and which names are like an unknown one."""

import re
from difflib import get_close_matches

from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Query, without_texts

_UNKNOWN = re.compile(
    r'(?:column|relation) "?([\w.]+)"? does not exist|no such (?:table|column): (\S+)'
)


def places_of(word: str, sql: str) -> list[tuple[int, int]]:
    """Where a word stands in a statement, as a whole and outside of texts."""
    if word[:1] not in "'\"":
        sql = without_texts(sql)
    whole = rf"(?<!\w){re.escape(word)}(?!\w)"
    return [found.span() for found in re.finditer(whole, sql, re.IGNORECASE)]


def at_place(text: str, sql: str, at: int) -> str:
    """The message with the line and column of an offset; without, if it is negative."""
    if at < 0:
        return text
    line = sql.count("\n", 0, at) + 1
    column = at - (sql.rfind("\n", 0, at) + 1) + 1
    return f"line {line}, column {column}: {text}"


def remedy_for(reader: Reader, text: str) -> str:
    """Names like the unknown table or column that a message complains of."""
    found = _UNKNOWN.search(text)
    if not found:
        return ""
    word = (found[1] or found[2]).rpartition(".")[2]
    near = get_close_matches(word, known_names(reader), n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return "'hrdemands schema' lists tables and columns"


def known_names(reader: Reader) -> list[str]:
    """The names of all tables, views and columns."""
    sql = _NAMES[reader.target.kind]
    return sorted(row["name"] for row in reader.rows(Query(sql)))


_NAMES = {
    "sqlite": (
        "SELECT m.name FROM sqlite_master m WHERE m.type IN ('table', 'view')"
        " UNION SELECT p.name FROM sqlite_master m, pragma_table_info(m.name) p"
        " WHERE m.type IN ('table', 'view')"
    ),
    "postgresql": (
        "SELECT table_name AS name FROM information_schema.columns"
        " WHERE table_schema = ANY (current_schemas(false)::text[])"
        " UNION SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = ANY (current_schemas(false)::text[])"
    ),
}
