"""What searches go by, brought in step with the demands when these are in place.

A demand's words are the stems of its summary and of its text (of its quote, where no
text is held), and a code for every country, place and mechanism it is coded with. Its
position grows with the last day of its letter, and within a day in the order of
answers, so that what is newest is found first without sorting, the same on both
databases whatever was loaded before what.

A whole index is built after its rows: on PostgreSQL COPY and then the GIN index, on
SQLite FTS5's own rebuild. Of a few changed letters only the days are written anew.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from operator import add, attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, text

from hrdemands.queries.searching.codes import CODED, SEPARATOR, code
from hrdemands.queries.sqltext import Parameters
from hrdemands.schema.fulltext import GIN, INDEX
from hrdemands.store.engine import driver_connection
from hrdemands.words import LONGEST_STEM, Stems, words_of

FORMAT = "1"
"""Raised when the same demands come to have other words: all are made anew.

It is kept as the stem of no word.
"""

DAY = 1 << 22
"""Demands that a day has room for."""

_LETTERS_AT_ONCE = 200
_ROWS_AT_ONCE = 10_000
_LARGE = 0.3
"""The share of demands from which on a whole new index is made sooner."""

MOST_WORDS = 8_000
"""Words of a text that are searched."""

_PLACES = [f":{n}" for n in range(1, 16_384)]
"""The places of a tsvector; PostgreSQL counts no further."""


Select = Callable[[str, Sequence[str]], Iterable[Sequence[Any]]]
"""Runs a statement with ``{ids}`` in it, for not too many ids."""


class Indexed(NamedTuple):
    """A demand as it is searched."""

    position: int
    demand_id: str
    words: str


def refresh(connection: Connection, letters: Collection[str] | None) -> None:
    """Bring what is searched in step with the demands of *letters*, or with all.

    Letters may be new, changed or gone; the rows of their demands must be in place.
    Where what is searched was out of step altogether, it is made anew.
    """
    if letters is not None and not letters and in_step(connection):
        return
    if letters is None or not _mend(connection, letters):
        _rebuild(connection)


def _mend(connection: Connection, letters: Collection[str]) -> bool:
    """Write the days of *letters* anew; False if everything had better be."""
    days = _days_of(connection, letters)
    of_days = [each for each in _all_letters(connection) if each.day in days]
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


class Letter(NamedTuple):
    """A letter, in the order of positions."""

    latest: date
    earliest: date
    id: str

    @property
    def day(self) -> int:
        """The day that positions go by."""
        return self.latest.toordinal()


LETTERS = "SELECT latest, earliest, id FROM letter"


def in_order(rows: Iterable[Sequence[Any]]) -> list[Letter]:
    """The letters of the rows of `LETTERS`, as positions go."""
    found = [Letter(_date(row[0]), _date(row[1]), row[2]) for row in rows]
    # Ids go the other way: the order of answers has them forwards.
    found.sort(key=attrgetter("id"), reverse=True)
    return sorted(found, key=attrgetter("latest", "earliest"))


def _all_letters(connection: Connection) -> list[Letter]:
    return in_order(connection.exec_driver_sql(LETTERS))


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _days_of(connection: Connection, letters: Collection[str]) -> set[int]:
    """The days that *letters* are of now, and those their demands are indexed at."""
    days: set[int] = set()
    select = _selecting(connection)
    for batch in _batches(letters, _LETTERS_AT_ONCE):
        rows = select("SELECT latest FROM letter WHERE id IN {ids}", batch)
        days |= {_date(latest).toordinal() for (latest,) in rows}
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


def indexed_words(
    summary: str | None, said: str, codes: Iterable[str], stems: Stems
) -> str:
    """What a demand is searched by, of its own words, those of its text, and codes."""
    parts = [
        [stems[word] for word in words_of(part)[:MOST_WORDS]]
        for part in (summary or "", said)
    ]
    return " ".join([*parts[0], SEPARATOR, *parts[1], SEPARATOR, *sorted(codes)])


class Maker:
    """Makes what is indexed of demands, and keeps the stems of the words met."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._stems = Stems()

    def indexed(self, letters: Iterable[Letter]) -> Iterator[Indexed]:
        """The demands of *letters*, which must be all of their days and in order."""
        found = self._with_words(letters)
        for day, of_day in groupby(found, key=itemgetter(0)):
            for position, (_, key, words) in enumerate(of_day, day * DAY):
                yield Indexed(position, key, words)

    def stems(self) -> Iterator[tuple[str, str]]:
        """The words met whose stems are others, and these; first the `FORMAT`."""
        yield "", FORMAT
        for word, stem in self._stems.items():
            if word != stem and len(word) <= LONGEST_STEM:
                yield word, stem

    def _with_words(self, letters: Iterable[Letter]) -> Iterator[tuple[int, str, str]]:
        for batch in _batches(letters, _LETTERS_AT_ONCE):
            found = self._of_letters([letter.id for letter in batch])
            for letter in batch:
                for key, words in found.get(letter.id, ()):
                    yield letter.day, key, words

    def _of_letters(self, letters: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
        """By letter, its demands with their words, from the last to the first."""
        codes = self._codes(letters)
        found: dict[str, list[tuple[str, str]]] = {}
        for letter, key, summary, said in self._select(_TEXTS, letters):
            words = indexed_words(summary, said, codes.get(key, ()), self._stems)
            found.setdefault(letter, []).append((key, words))
        return found

    def _codes(self, letters: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind, coded in CODED.items():
            for key, value in self._select(coded.links, letters):
                found.setdefault(key, []).append(code(kind, value))
        return found


_TEXTS = (
    "SELECT d.letter_id, d.id, d.summary, coalesce(t.text, d.quote) FROM demand d"
    " LEFT JOIN demand_text t ON t.demand_id = d.id"
    " WHERE d.letter_id IN {ids} ORDER BY d.letter_id, d.n DESC"
)


def _selecting(connection: Connection) -> Select:
    def select(sql: str, ids: Sequence[str]) -> Any:  # noqa: ANN401 - rows
        parameters = Parameters()
        filled = sql.format(ids=parameters.several("id", ids))
        return connection.execute(text(filled), parameters.values)

    return select


T = TypeVar("T")


def _batches(each: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(each)
    while batch := list(islice(left, size)):
        yield batch


def _keep_stems(connection: Connection, made: Maker) -> None:
    rows = list(made.stems())
    if rows:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.exec_driver_sql(
            f"INSERT INTO word_stem (word, stem) VALUES ({mark}, {mark})"  # noqa: S608
            " ON CONFLICT (word) DO NOTHING",
            rows,
        )


def _rebuild(connection: Connection) -> None:
    """Make everything that is searched anew."""
    made = Maker(_selecting(connection))
    rows = made.indexed(_all_letters(connection))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DELETE FROM demand_words")
        _insert(connection, rows)
        connection.exec_driver_sql(
            f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"  # noqa: S608
        )
    else:
        connection.exec_driver_sql("DROP INDEX ix_demand_words_terms")
        connection.exec_driver_sql("DELETE FROM demand_words")
        _insert(connection, rows)
        connection.exec_driver_sql(GIN)
        connection.exec_driver_sql("ANALYZE demand_words")
    connection.exec_driver_sql("DELETE FROM word_stem")
    _keep_stems(connection, made)


def _insert(connection: Connection, rows: Iterable[Indexed]) -> None:
    # Not one stream: during a COPY the connection cannot be asked for more.
    for batch in _batches(rows, _ROWS_AT_ONCE):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(
                "INSERT INTO demand_words (position, demand_id, words)"
                " VALUES (?, ?, ?)",
                batch,
            )
        else:
            _copy(connection, batch)


def _copy(connection: Connection, rows: Iterable[Indexed]) -> None:
    to = "COPY demand_words (position, demand_id, words, terms) FROM STDIN"
    with driver_connection(connection).cursor() as cursor, cursor.copy(to) as copy:
        for row in rows:
            copy.write_row((*row, vector(row.words)))


def vector(words: str) -> str:
    """The words as a tsvector is written, each with its place."""
    return " ".join(map(add, words.split(" "), _PLACES))


def _add(connection: Connection, rows: list[Indexed]) -> None:
    _insert(connection, rows)
    if connection.dialect.name == "sqlite" and rows:
        connection.exec_driver_sql(
            f"INSERT INTO {INDEX} (rowid, words) VALUES (?, ?)",  # noqa: S608
            [(row.position, row.words) for row in rows],
        )


def _remove(connection: Connection, rows: list[Indexed]) -> None:
    """Take *rows* out; FTS5 must be told the words that it is to forget."""
    if not rows:
        return
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.exec_driver_sql(
            f"INSERT INTO {INDEX} ({INDEX}, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608
            [(row.position, row.words) for row in rows],
        )
    mark = "?" if sqlite else "%s"
    connection.exec_driver_sql(
        f"DELETE FROM demand_words WHERE position = {mark}",  # noqa: S608
        [(row.position,) for row in rows],
    )
