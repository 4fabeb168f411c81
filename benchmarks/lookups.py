"""Look-ups of a filled database, in one process: milliseconds of processor time."""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from hrdemands.queries import asks, compare, demands, headings, recurrence, search
from hrdemands.queries.filters import Filters
from hrdemands.queries.leading import led_by, read_by
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.sqltext import Query

RUNS = 9
PAIRS = 1_000
NEWEST = 20
DAYS = Filters(since="1998-01-01", until="2003-12-31", limit=20)


class Measured(NamedTuple):
    """What was looked up, in how many milliseconds, and how many it may take."""

    name: str
    took: float
    limit: float | None


def measure(named: str) -> Iterator[Measured]:
    """Measure every look-up of the database *named*."""
    with open_reader(named) as reader:
        yield from _pages(reader)
        yield from _asks(reader)
        yield from _searches(reader)


def _pages(reader: Reader) -> Iterator[Measured]:
    countries, issues = _ranked(reader, "country_code"), _ranked(reader, "issue_id")
    first, middle, last = 0, 1 / 2, -1
    for word, place in (("commonest", first), ("middling", middle), ("rarest", last)):
        country, issue = (_at(of, place) for of in (countries, issues))
        one, other = Filters(countries=(country,), limit=20), Filters(issues=(issue,))
        both = DAYS.but(countries=(country,), issues=(issue,))
        for name, query in {
            "country": demands.find_query(one),
            "country, page": headings.country_query(one),
            "country, page, days": headings.country_query(
                DAYS.but(countries=(country,))
            ),
            "issue, page": headings.issue_query(other.but(limit=20)),
            "issue, page, days": headings.issue_query(DAYS.but(issues=(issue,))),
        }.items():
            yield _timed(f"{name} ({word})", reader, query, 1)
        yield _both(f"both, days ({word})", reader, both)
    mixed = Filters(countries=(countries[0],), issues=(issues[-1],), limit=20)
    yield _both("commonest country, rarest issue", reader, mixed)
    mixed = Filters(countries=(countries[-1],), issues=(issues[0],), limit=20)
    yield _both("rarest country, commonest issue", reader, mixed)
    yield from _every_pair(reader, countries, issues)


def _both(name: str, reader: Reader, filters: Filters) -> Measured:
    """Of a country and an issue, what says which to read first is a statement, too."""

    def find() -> None:
        by = read_by(reader, filters)
        reader.rows(demands.find_query(filters, by=by))

    return Measured(name, _milliseconds(find), 1)


def _every_pair(
    reader: Reader, countries: list[str], issues: list[str]
) -> Iterator[Measured]:
    """The slowest of pairs drawn from all there are, and the one in a hundred."""
    drawn = random.Random(1).sample(list(product(countries, issues)), PAIRS)  # noqa: S311
    for name, days in (("both", Filters(limit=20)), ("both, days", DAYS)):
        taken = sorted(
            _both(name, reader, days.but(countries=(country,), issues=(issue,))).took
            for country, issue in drawn
        )
        yield Measured(f"{name}, 99 of 100 of {PAIRS} pairs", taken[-PAIRS // 100], 1)
        yield Measured(f"{name}, slowest of {PAIRS} pairs", taken[-1], 1)
    for under in ("country", "issue"):
        taken = sorted(_headings(reader, under, *pair) for pair in drawn)
        name = f"{under}, page, with the other"
        yield Measured(
            f"{name}, 99 of 100 of {PAIRS} pairs", taken[-PAIRS // 100], None
        )
        yield Measured(f"{name}, slowest of {PAIRS} pairs", taken[-1], None)


def _headings(reader: Reader, under: str, country: str, issue: str) -> float:
    """The page of a country with an issue, or the reverse: by ranks, then by time."""
    filters = Filters(countries=(country,), issues=(issue,), limit=20)
    query = headings.country_query if under == "country" else headings.issue_query

    def find() -> None:
        reader.rows(query(filters, led_by(reader, filters, under)))

    return _milliseconds(find)


def _ranked(reader: Reader, column: str) -> list[str]:
    table = "page_country" if column == "country_code" else "page_issue"
    sql = f"SELECT {column} AS k FROM {table} GROUP BY 1 ORDER BY count(*) DESC, 1"  # noqa: S608
    return [row["k"] for row in reader.rows(Query(sql))]


def _at(values: list[str], place: float) -> str:
    return values[int(len(values) * place)] if place > 0 else values[int(place)]


def _asks(reader: Reader) -> Iterator[Measured]:
    common = reader.rows(
        Query("SELECT ask_id, demands FROM ask_count ORDER BY demands DESC LIMIT 1000")
    )
    for row in (common[0], common[99], common[999]):
        ask, words = row["ask_id"], f"of {row['demands']:,} demands"
        query = asks.history_query(ask)
        yield _timed(f"history {words}, all, SQL", reader, query, None)
        took = _milliseconds(lambda ask=ask: asks.ask_history(reader, ask, NEWEST))
        yield Measured(f"history {words}, newest {NEWEST}, whole", took, 5)
    found = reader.rows(
        Query("SELECT id FROM letter WHERE id LIKE '%-letter-%' LIMIT 2")
    )
    one, other = (row["id"] for row in found)
    took = _milliseconds(lambda: compare.compare_letters(reader, one, other))
    yield Measured("two letters compared", took, 5)
    for name, filters, limit in (
        ("recurring asks, all", Filters(), 25),
        (f"recurring asks, first {NEWEST}", Filters(limit=NEWEST), None),
    ):
        took = _milliseconds(
            lambda filters=filters: recurrence.recurring_asks(reader, filters)
        )
        yield Measured(name, took, limit)


def measure_server(url: str) -> Iterator[Measured]:
    """Measure the searches on a server: the client's time and its backend's."""
    with open_reader(url) as reader:
        yield from _searches(reader)


def _searches(reader: Reader) -> Iterator[Measured]:
    """The best twenty by words found in a share of all demands, by their stems."""
    demands_in_all = reader.rows(Query("SELECT count(*) AS n FROM demand"))[0]["n"]
    for share, limit in ((0.0005, None), (0.01, 50), (0.05, None), (1, None)):
        word, hits = _word(reader, int(demands_in_all * share))

        def find(word: str = word) -> object:
            return search.find_hits(reader, word, Filters(limit=20))

        sqlite = reader.target.kind == "sqlite"
        took = _milliseconds(find) if sqlite else _of_both(reader, find)
        yield Measured(f"search, best 20 ({hits:,} hits)", took, limit)


TERMS = {
    "sqlite": "SELECT term, doc FROM demand_index_term WHERE term GLOB '[a-z]*'",
    "postgresql": (
        "SELECT word AS term, ndoc AS doc"
        " FROM ts_stat('SELECT terms FROM demand_words') WHERE word ~ '^[a-z]'"
    ),
}
"""Stems and in how many demands they are; codes and what parts fields are others."""


def _word(reader: Reader, most: int) -> tuple[str, int]:
    """The commonest word that is found in *most* demands at most, and in how many."""
    terms = TERMS[reader.target.kind]
    sql = f"SELECT * FROM ({terms}) t WHERE doc <= :most ORDER BY doc DESC LIMIT 1"  # noqa: S608
    stem = reader.rows(Query(sql, {"most": most}))[0]
    found = reader.rows(
        Query(
            "SELECT word FROM word_stem WHERE stem = :stem ORDER BY word LIMIT 1",
            {"stem": stem["term"]},
        )
    )
    return found[0]["word"] if found else stem["term"], stem["doc"]


def _of_both(reader: Reader, do: Callable[[], object]) -> float:
    """The mean of client and backend, whose time is told in hundredths of a second."""
    pid = reader.rows(Query("SELECT pg_backend_pid() AS pid"))[0]["pid"]

    def spent() -> float:
        told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        backend = sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")
        return time.process_time() + backend

    do()
    began = spent()
    for _ in range(RUNS * 3):
        do()
    return (spent() - began) / (RUNS * 3) * 1000


def _timed(name: str, reader: Reader, query: Query, limit: float | None) -> Measured:
    return Measured(name, _milliseconds(lambda: reader.rows(query)), limit)


def _milliseconds(do: Callable[[], object]) -> float:
    do()
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        do()
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000
