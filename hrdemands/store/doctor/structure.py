"""Whether the file is whole, and a database of this program."""

from collections.abc import Iterator

from hrdemands.store.doctor.findings import ANEW, Finding
from hrdemands.store.doctor.source import Source
from hrdemands.store.migrations import VERSION, State, newest_revision, state_by

_NAMES = {
    "sqlite": "SELECT name, type AS kind FROM sqlite_master"
    " WHERE type IN ('table', 'view')",
    "postgresql": "SELECT table_name AS name, CASE table_type WHEN 'VIEW' THEN 'view'"
    " ELSE 'table' END AS kind FROM information_schema.tables"
    " WHERE table_schema = current_schema()",
}
_STATES: dict[State, tuple[str, str]] = {
    "empty": ("holds nothing", "run 'hrdemands load'"),
    "behind": ("was made by an older hrdemands", "run 'hrdemands load' to migrate it"),
    "newer": ("was made by a newer hrdemands", "upgrade the program"),
    "foreign": ("holds tables of another program", "check --db"),
}


def integrity(source: Source) -> Iterator[Finding]:
    """What SQLite's own checks of pages, indexes and constraints say."""
    if source.target.kind == "postgresql":
        yield Finding("pages", "a server keeps them; ask it with pg_amcheck")
        return
    said = [row["integrity_check"] for row in source.rows("PRAGMA integrity_check")]
    if said == ["ok"]:
        yield Finding("pages", "SQLite's integrity_check finds nothing wrong")
        return
    more = f", and {len(said) - 1} more" if said[1:] else ""
    yield Finding("pages", " ".join(str(said[0]).split()) + more, ANEW)


def references(source: Source) -> Iterator[Finding]:
    """Whether every row that is referred to is there."""
    if source.target.kind == "postgresql":
        yield Finding("references", "a server enforces them at every write")
        return
    broken = {str(row["table"]) for row in source.rows("PRAGMA foreign_key_check")}
    if not broken:
        yield Finding("references", "SQLite's foreign_key_check finds none to nothing")
        return
    yield Finding("references", f"to nothing in {', '.join(sorted(broken))}", ANEW)


def schema(source: Source) -> Iterator[Finding]:
    """Whether the schema is this program's own."""
    found = source.rows(_NAMES[source.target.kind])
    tables, views = (
        {str(row["name"]) for row in found if row["kind"] == kind}
        for kind in ("table", "view")
    )
    words, remedy = _STATES.get(
        state_by(tables, views, _revisions(source, tables)),
        (f"at revision {newest_revision()}, the newest", ""),
    )
    yield Finding("schema", words, remedy)


def _revisions(source: Source, tables: set[str]) -> set[str]:
    """The revisions the database names; none where the table is somebody else's."""
    if VERSION not in tables:
        return set()
    rows = source.rows(f"SELECT * FROM {VERSION}")  # noqa: S608
    return {str(row["version_num"]) for row in rows if "version_num" in row}
