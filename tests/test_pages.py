"""Pages: look-ups in their order, kept in step, and read without sorting."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from loaded import ask
from smallseeds import Seeds, import_document, texts
from sqlalchemy import text

from hrdemands.queries import demands, headings
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.leading import led_by, read_by
from hrdemands.queries.reader import Reader, SqliteReader, open_reader
from hrdemands.queries.recurrence import (
    EVERYTHING,
    SORTS,
    Counting,
    counted_query,
    recurrence_query,
    recurring_asks,
)
from hrdemands.queries.sqltext import Parameters, Query
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import write_engine
from hrdemands.store.rewriting import rewriting
from hrdemands.store.rows import letter_rows
from hrdemands.store.seeding import load_catalogue
from hrdemands.vocabulary import Precision

DAYS = (None, "2006", "2014-03-01", "2016-02-01", "2016-07-01", "2020-02-24", "2021")


def plainly(reader: Reader, filters: Filters) -> list[str]:
    """The ids of the demands that pass, newest first, as sorted without a page."""
    parameters = Parameters()
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    sql = (
        f"SELECT d.id {demands.FROM} {conditions}"
        f" ORDER BY {demands.NEWEST_FIRST}{limit}"
    )
    return [row["id"] for row in reader.rows(Query(sql, parameters.values))]


def cases() -> Iterator[Filters]:
    chance = random.Random(1)  # noqa: S311 - nothing secret
    keys = ((), ("CHN",)), ((), ("civil-and-political-rights",)), DAYS, DAYS, (None, 3)
    every = list(product(*keys))
    for countries, issues, since, until, limit in chance.sample(every, 60):
        first, last = (since and f"{since}-01-01"[:10]), (until and f"{until}-12-31")
        yield Filters(
            countries=countries,
            issues=issues,
            since=first and first[:10],
            until=last and last[:10],
            limit=limit,
        )


def test_a_page_lists_what_passes_in_its_order(doubtful: Reader) -> None:
    for filters in cases():
        found = [d.id for d in demands.find_demands(doubtful, filters)]
        assert found == plainly(doubtful, filters), filters


def test_whichever_is_read_first_the_same_is_found(doubtful: Reader) -> None:
    for filters in cases():
        one, *others = (
            doubtful.rows(demands.find_query(filters, by=by))
            for by in ("country", "issue", "both")
        )
        assert others == [one, one], filters


def test_what_is_read_side_by_side_is_filtered_as_well(doubtful: Reader) -> None:
    filters = Filters(
        countries=("CHN",),
        issues=("civil-and-political-rights",),
        strengths=("should",),
        limit=3,
    )
    query = demands.find_query(filters, by="both")

    assert [row["id"] for row in doubtful.rows(query)] == plainly(doubtful, filters)


def test_headings_are_the_same_whichever_leads(doubtful: Reader) -> None:
    for filters in cases():
        for strengths in ((), ("should",)):
            chosen = filters.but(strengths=strengths)
            for asked in (headings.country_query, headings.issue_query):
                if filters.countries and filters.issues:
                    one, other = (
                        doubtful.rows(asked(chosen, by)) for by in ("country", "issue")
                    )
                    assert one == other, chosen


def test_headings_keep_the_order_within_each(doubtful: Reader) -> None:
    for filters in cases():
        if filters.countries:
            listed = headings.find_of_country(doubtful, filters)
            # A second country that nothing names takes the way without pages.
            two = filters.but(countries=("CHN", "ATA"))
            assert listed == headings.find_of_country(doubtful, two), filters
        if filters.issues:
            listed = headings.find_of_issue(doubtful, filters)
            two = filters.but(issues=(*filters.issues, "no-such-issue"))
            assert listed == headings.find_of_issue(doubtful, two), filters


def test_general_demands_are_counted_and_listed(doubtful: Reader) -> None:
    for filters in cases():
        general = filters.but(countries=(), general=True)
        assert [d.id for d in demands.find_demands(doubtful, general)] == plainly(
            doubtful, general
        )
        count = len(plainly(doubtful, general.but(limit=None)))
        assert demands.count_general(doubtful, filters) == count


COUNTINGS = [Counting(), Counting(0, 0), *(Counting(sort=sort) for sort in SORTS)]


@pytest.mark.parametrize("counting", COUNTINGS)
def test_what_is_counted_is_what_would_be(doubtful: Reader, counting: Counting) -> None:
    live = doubtful.rows(recurrence_query("ask", Filters(), counting))
    held = doubtful.rows(counted_query(Filters(), counting))

    strengths = ("strength_then", "strength_now")
    assert [{k: v for k, v in r.items() if k not in strengths} for r in held] == live
    # A filter that lets everything pass counts anew.
    everything = Filters(since="0001-01-01")
    assert recurring_asks(doubtful, Filters(), counting) == recurring_asks(
        doubtful, everything, counting
    )


def test_pages_keep_in_step_with_loads(loaded: str, tmp_path: Path) -> None:
    """Whatever changes: the doctor compares them with what they are made of."""
    seeds = Seeds()
    target = read_target(loaded)
    for number, change in enumerate((_redate, _recode, _unjudge, _leave)):
        change(seeds)
        folder = tmp_path / str(number)
        load_catalogue(target, seeds.catalogue(folder), texts())
        said = ask("doctor", str(folder), "--alone", db=loaded)
        assert "ok: pages of look-ups" in said.out, (change, said.out)
        assert "ok: counts of look-ups" in said.out, (change, said.out)


def _redate(seeds: Seeds) -> None:
    date = seeds.letters["2014-one"]["date"]
    date |= {"earliest": "2014-02-01", "latest": "2014-03-30", "precision": "range"}


def _recode(seeds: Seeds) -> None:
    seeds.demand("2014-one/1")["issues"] = ["detention"]
    seeds.demand("2014-one/1")["strength"] = "must"


def _unjudge(seeds: Seeds) -> None:
    seeds.asks["asks"][0]["memberships"].pop()
    seeds.asks.pop("relations", None)


def _leave(seeds: Seeds) -> None:
    del seeds.letters["2017-two"]
    seeds.asks = {}


def test_an_import_has_its_pages(loaded: str) -> None:
    import_document(loaded)

    said = ask("doctor", db=loaded)
    assert "ok: pages of look-ups" in said.out
    with open_reader(loaded) as reader:
        listed = headings.find_of_issue(reader, Filters(issues=("detention",)))
        newest = demands.find_demands(reader, Filters(limit=2))
    assert {found.under for found in listed} <= set(headings.RANKS)
    assert newest


def test_the_doctor_sees_a_page_out_of_step(loaded: str) -> None:
    with write_engine(read_target(loaded)) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE page_country SET rank = 3 - rank"))
        connection.execute(text("UPDATE ask_count SET letters = letters + 1"))

    said = ask("doctor", db=loaded)
    assert "wrong: pages of look-ups: out of step: page_country" in said.out
    assert "wrong: counts of look-ups" in said.out


LETTERS = 1_200
RANGE = timedelta(10_000)


def fill(url: str, catalogue: Catalogue, letters: int = LETTERS) -> str:
    """Make a database hold many *letters*, copies of one on other days of 33 years.

    The last may be of any of the days of most.
    """
    load_catalogue(read_target(url), catalogue, {})
    entry = catalogue.letters["2014-one"]
    general = tuple(
        demand.model_copy(update={"countries": ()}) for demand in entry.record.demands
    )
    with (
        write_engine(read_target(url)) as engine,
        engine.begin() as connection,
        rewriting(connection, (), new=letters) as writer,
    ):
        for number in range(letters):
            day = date(1990, 1, 1) + timedelta(number * 12_000 // letters)
            days = {"earliest": day, "latest": day, "precision": Precision.DAY}
            if number == letters - 1:
                days |= {"earliest": day - RANGE, "precision": Precision.RANGE}
            dated = entry.record.date.model_copy(update=days)
            copied = {"id": f"{day.year}-copy-{number}", "date": dated}
            if number % 3 == 0:
                copied["demands"] = general
            letter = entry.record.model_copy(update=copied)
            rows = letter_rows(replace(entry, record=letter), "2026-11-22", None)
            writer.write(rows)
    return url


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, small_catalogue: Catalogue) -> str:
    """Return a SQLite database of thousands of letters."""
    return fill(str(tmp_path_factory.mktemp("filled") / "filled.db"), small_catalogue)


COUNTRY, ISSUE = ("SDN",), ("detention",)
DATES = Filters(since="2010-01-01", until="2016-12-31", limit=20)
LOOK_UPS = {
    "all": demands.find_query(Filters(limit=20)),
    "general": demands.find_query(Filters(general=True, limit=20)),
    "country": demands.find_query(Filters(countries=COUNTRY, limit=20)),
    "issue": demands.find_query(Filters(issues=ISSUE, limit=20)),
    "both": demands.find_query(
        Filters(countries=COUNTRY, issues=ISSUE, since="2010-01-01", limit=20)
    ),
    "country page": headings.country_query(Filters(countries=COUNTRY, limit=20)),
    "issue page": headings.issue_query(Filters(issues=ISSUE, limit=20)),
}
RECURRING = {
    "what recurs": counted_query(Filters()),
    "the first that recur": counted_query(Filters(limit=20)),
    "every ask": counted_query(Filters(), EVERYTHING),
}
DATED = {
    "all": demands.find_query(DATES),
    "both": demands.find_query(DATES.but(countries=COUNTRY, issues=ISSUE)),
    "country page": headings.country_query(DATES.but(countries=COUNTRY)),
    "issue page": headings.issue_query(DATES.but(issues=ISSUE)),
}

BOTH = DATES.but(countries=COUNTRY, issues=ISSUE)
LED = {
    "country by issue": headings.country_query(BOTH, "issue"),
    "issue by country": headings.issue_query(BOTH, "country"),
}
SIDE_BY_SIDE = {"side by side": demands.find_query(BOTH, by="both")}


@pytest.mark.parametrize("name", LOOK_UPS)
def test_a_look_up_sorts_nothing_and_scans_no_demands(filled: str, name: str) -> None:
    steps = plan(filled, LOOK_UPS[name])

    assert not [step for step in steps if "TEMP B-TREE" in step], steps
    assert not [step for step in steps if step.startswith(("SCAN d", "SCAN l"))], steps


@pytest.mark.parametrize("name", LED)
def test_headings_led_by_the_other_sort_only_what_it_has(
    filled: str, name: str
) -> None:
    steps = plan(filled, LED[name])

    first, last = ("issue_id", "country_code")[:: 1 if "by issue" in name else -1]
    assert [step for step in steps if step.startswith("SEARCH x") and first in step]
    assert [step for step in steps if step.startswith("SEARCH y") and last in step]
    assert not [step for step in steps if step.startswith(("SCAN d", "SCAN l"))], steps


@pytest.mark.parametrize("days", [Filters(limit=20), DATES])
def test_two_pages_are_read_side_by_side_and_not_sorted(
    filled: str, days: Filters
) -> None:
    filters = days.but(countries=COUNTRY, issues=ISSUE)
    steps = plan(filled, demands.find_query(filters, by="both"))

    assert steps.count("MERGE (INTERSECT)") == 1, steps
    sides = [step for step in steps if "country_code" in step or "issue_id" in step]
    assert all("SEARCH" in step and "newest" in step for step in sides), steps


@pytest.mark.parametrize("name", RECURRING)
def test_what_recurs_is_an_index_in_its_order(filled: str, name: str) -> None:
    (step,) = plan(filled, RECURRING[name])

    assert "USING COVERING INDEX ix_ask_count_recurring" in step


@pytest.mark.parametrize("name", DATED)
def test_with_a_last_day_only_what_is_found_and_ranges_are_sorted(
    filled: str, name: str
) -> None:
    steps = plan(filled, DATED[name])

    assert sum("TEMP B-TREE" in step for step in steps) <= 2, steps
    assert not [step for step in steps if step.startswith(("SCAN d", "SCAN l"))], steps


@pytest.mark.parametrize("name", [*DATED, *SIDE_BY_SIDE])
def test_a_last_day_costs_as_much_among_few_letters_as_among_many(
    filled: str, small_catalogue: Catalogue, tmp_path: Path, name: str
) -> None:
    """One letter may be of any of ten thousand days: nobody reads past the others."""
    fewer = fill(str(tmp_path / "fewer.db"), small_catalogue, LETTERS // 4)

    query = (DATED | SIDE_BY_SIDE)[name]
    few, many = (work(url, query) for url in (fewer, filled))
    assert many < few * 1.2, (few, many)


@pytest.mark.parametrize(
    ("country", "issue", "rarer"),
    [
        ("SDN", "no-such-issue", "issue"),
        ("SDN", "detention", "both"),
        ("MMR", "detention", "country"),
        ("ATA", "no-such-issue", "country"),
    ],
)
@pytest.mark.parametrize("days", [Filters(limit=20), DATES.but(since="1991-01-01")])
def test_of_a_country_and_an_issue_the_rarer_is_read(
    filled: str, country: str, issue: str, rarer: str, days: Filters
) -> None:
    filters = days.but(countries=(country,), issues=(issue,))
    with open_reader(filled) as reader:
        assert read_by(reader, filters) == rarer
        assert read_by(reader, filters.but(issues=())) == "country"
        # Whoever wants all of it, or filters it, reads one of them.
        assert read_by(reader, filters.but(limit=None)) != "both"
        assert read_by(reader, filters.but(strengths=("must",))) != "both"


@pytest.mark.parametrize(
    ("country", "issue", "led"),
    [
        ("SDN", "no-such-issue", "issue"),
        ("SDN", "detention", "country"),
        ("ATA", "detention", "country"),
    ],
)
def test_headings_are_led_by_what_is_rare(
    filled: str, country: str, issue: str, led: str
) -> None:
    filters = Filters(countries=(country,), issues=(issue,), limit=20)
    with open_reader(filled) as reader:
        assert led_by(reader, filters, "country") == led
        assert led_by(reader, filters.but(issues=()), "country") == "country"
        assert led_by(reader, filters.but(countries=()), "issue") == "issue"


def work(url: str, query: Query) -> int:
    """Hundreds of instructions of SQLite that a statement takes."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    with open_reader(url) as reader:
        assert isinstance(reader, SqliteReader)
        reader.connection.set_progress_handler(count, 100)
        assert len(reader.rows(query)) == 20
    return done


def plan(url: str, query: Query) -> list[str]:
    with open_reader(url) as reader:
        explained = Query(f"EXPLAIN QUERY PLAN {query.sql}", query.parameters)
        return [str(row["detail"]) for row in reader.rows(explained)]


@pytest.mark.postgresql
def test_a_server_sorts_and_scans_no_demands(
    postgresql_url: str, small_catalogue: Catalogue
) -> None:
    fill(postgresql_url, small_catalogue)
    with open_reader(postgresql_url) as reader:
        for name, query in LOOK_UPS.items():
            steps = explained(reader, query)
            assert not [step for step in steps if "Sort" in step], (name, steps)
            assert not [s for s in steps if "Seq Scan on demand" in s], (name, steps)
        for name, query in DATED.items():
            steps = explained(reader, query)
            sorts = [step for step in steps if "Sort  (" in step]
            assert len(sorts) <= 2, (name, steps)
            assert not [s for s in steps if "Seq Scan on demand" in s], (name, steps)
        # The few asks there are would be sorted sooner.
        reader.rows(Query("SET LOCAL enable_sort = off"))
        for name, query in RECURRING.items():
            steps = explained(reader, query)
            assert not [step for step in steps if "Sort" in step], (name, steps)


def explained(reader: Reader, query: Query) -> list[str]:
    rows = reader.rows(Query(f"EXPLAIN {query.literal()}"))
    return [str(row["QUERY PLAN"]) for row in rows]
