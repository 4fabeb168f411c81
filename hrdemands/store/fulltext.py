"""What searches go by, brought in step with the demands when these are in place.

A whole index is built after its rows: on PostgreSQL COPY and then the GIN index, on
SQLite FTS5's own rebuild. Of a few changed letters only the days are written anew.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

from hrdemands import schema
from hrdemands.queries.sqltext import Parameters
from hrdemands.schema.fulltext import INDEX
from hrdemands.store import fts5, vectors
from hrdemands.store.batches import batched
from hrdemands.store.beside import Beside
from hrdemands.store.constraints import without_indexes
from hrdemands.store.indexing import (
    DAY,
    FORMAT,
    LETTERS,
    Indexed,
    KeptWords,
    Letter,
    Maker,
    Select,
    day_of,
    in_order,
)
from hrdemands.store.rows.sink import table
from hrdemands.store.writing import analyze, execute_many

_WORDS = table(schema.DemandWords)
_LETTERS_AT_ONCE = 200
_ROWS_AT_ONCE = 10_000
_LARGE = 0.3
"""The share of demands from which on a whole new index is made sooner."""

WAYS = {"sqlite": fts5.WAY, "postgresql": vectors.WAY}
"""How what is searched is built beside a large load."""


def refresh(
    connection: Connection,
    letters: Collection[str] | None,
    kept: KeptWords | None = None,
    beside: Beside | None = None,
) -> None:
    """Bring what is searched in step with the demands of *letters*, or with all.

    Letters may be new, changed or gone; the rows of their demands must be in place.
    Where what is searched was out of step altogether, it is made anew, of words that
    are *kept* if they are, or by what was built *beside*, if it was of all there is.
    """
    if letters is not None and not letters and in_step(connection):
        return
    if letters is None or not _mend(connection, letters):
        _rebuild(connection, kept, beside)


def _mend(connection: Connection, letters: Collection[str]) -> bool:
    """Write the days of *letters* anew; False if everything had better be."""
    days = _days_of(connection, letters)
    of_days = [each for each in all_letters(connection) if each.day in days]
    if len(of_days) > _LARGE * _count(connection, "letter"):
        return False
    made = Maker(_selecting(connection))
    wanted = {each.position: each for each in made.indexed(of_days)}
    stored = {each.position: each for each in _stored(connection, days)}
    _remove(connection, [s for s in stored.values() if wanted.get(s.position) != s])
    _add(connection, [w for w in wanted.values() if stored.get(w.position) != w])
    _keep_stems(connection, made)
    return in_step(connection)


def in_step(connection: Connection) -> bool:
    """Whether as many demands are searched as there are, and in this program's way."""
    kept = connection.exec_driver_sql("SELECT stem FROM word_stem WHERE word = ''")
    if kept.scalar() != FORMAT:
        return False
    return _count(connection, "demand_words") == _count(connection, "demand")


def _count(connection: Connection, table: str) -> int:
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608
    return int(found.scalar_one())


def all_letters(connection: Connection) -> list[Letter]:
    """All letters, in the order of positions."""
    return in_order(connection.exec_driver_sql(LETTERS))


def _days_of(connection: Connection, letters: Collection[str]) -> set[int]:
    """The days that *letters* are of now, and those their demands are indexed at."""
    days: set[int] = set()
    select = _selecting(connection)
    for batch in batched(letters, _LETTERS_AT_ONCE):
        rows = select("SELECT latest FROM letter WHERE id IN {ids}", batch)
        days |= {day_of(latest) for (latest,) in rows}
    sql = (
        "SELECT DISTINCT position / :day FROM demand_words"
        " WHERE demand_id > :first AND demand_id < :last"
    )
    for letter in letters:
        # What begins with the letter's id and "/" stands before the id and "0".
        values = {"day": DAY, "first": f"{letter}/", "last": f"{letter}0"}
        days.update(connection.execute(text(sql), values).scalars())
    return days


def _stored(connection: Connection, days: Iterable[int]) -> Iterator[Indexed]:
    sql = (
        "SELECT position, demand_id, words FROM demand_words"
        " WHERE position >= :first AND position < :last"
    )
    for day in days:
        values = {"first": day * DAY, "last": (day + 1) * DAY}
        for row in connection.execute(text(sql), values):
            yield Indexed(*row)


def _selecting(connection: Connection) -> Select:
    def select(sql: str, ids: Sequence[str]) -> Any:  # noqa: ANN401 - rows
        parameters = Parameters()
        filled = sql.format(ids=parameters.several("id", ids))
        return connection.execute(text(filled), parameters.values)

    return select


def _keep_stems(connection: Connection, made: Maker) -> None:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    execute_many(
        connection,
        f"INSERT INTO word_stem (word, stem) VALUES ({mark}, {mark})"  # noqa: S608
        " ON CONFLICT (word) DO NOTHING",
        list(made.stems()),
    )


def _rebuild(
    connection: Connection, kept: KeptWords | None, beside: Beside | None
) -> None:
    """Make everything that is searched anew."""
    if beside and kept:
        kept.stems.update(beside.write(connection))
    made = Maker(_selecting(connection), kept)
    if not beside:
        _index(connection, made.indexed(all_letters(connection)))
    connection.exec_driver_sql("DELETE FROM word_stem")
    _keep_stems(connection, made)
    analyze(connection, (_WORDS, table(schema.WordStem)))


def _index(connection: Connection, rows: Iterable[Indexed]) -> None:
    """Make *rows* all that is searched."""
    connection.exec_driver_sql("DELETE FROM demand_words")
    with without_indexes(connection, [_WORDS]):
        _insert(connection, rows)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(fts5.REBUILD)


def _insert(connection: Connection, rows: Iterable[Indexed]) -> None:
    # Not one stream: during a COPY the connection cannot be asked for more.
    for batch in batched(rows, _ROWS_AT_ONCE):
        if connection.dialect.name == "sqlite":
            execute_many(connection, _INSERT, batch)
        else:
            vectors.insert(connection, batch)


_INSERT = "INSERT INTO demand_words (position, demand_id, words) VALUES (?, ?, ?)"


def _add(connection: Connection, rows: list[Indexed]) -> None:
    _insert(connection, rows)
    if connection.dialect.name == "sqlite":
        execute_many(
            connection,
            f"INSERT INTO {INDEX} (rowid, words) VALUES (?, ?)",  # noqa: S608
            [(row.position, row.words) for row in rows],
        )


def _remove(connection: Connection, rows: list[Indexed]) -> None:
    """Take *rows* out; FTS5 must be told the words that it is to forget."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        execute_many(
            connection,
            f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608
            [(row.position, row.words) for row in rows],
        )
    mark = "?" if sqlite else "%s"
    execute_many(
        connection,
        f"DELETE FROM demand_words WHERE position = {mark}",  # noqa: S608
        [(row.position,) for row in rows],
    )
