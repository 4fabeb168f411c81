"""A load makes the database hold what the seeds hold: what changed, all or none."""

# ruff: noqa: S608, ANN401 - the SQL is written here; seeds are nested plain data

import copy
import os
import shutil
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from fingerprints import content, everything, rows_of
from pydantic import BaseModel
from smallseeds import FIRST, SECOND, Seeds, many_letters, texts
from sqlalchemy import text

from hrdemands.errors import DataError
from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped
from hrdemands.store.engine import write_engine
from hrdemands.store.loader import LoadReport, load
from hrdemands.store.migrations import at_newest
from hrdemands.store.rewriting import MADE
from hrdemands.store.seeding import load_catalogue


def put(
    url: str, catalogue: Catalogue, given: dict[str, str] | None = None
) -> LoadReport:
    """Load *catalogue*; return the report."""
    with (
        write_engine(read_target(url), create=True) as engine,
        at_newest(engine, url) as (connection, _),
    ):
        return load(connection, catalogue, given or {})


def touched(report: LoadReport) -> dict[str, tuple[int, int, int]]:
    """Rows added, changed and removed, of the tables where there are any."""
    return {
        name: (counts.added, counts.changed, counts.removed)
        for name, counts in report.tables.items()
        if counts.touched
    }


def ask(url: str, sql: str) -> list[tuple[Any, ...]]:
    with open_reader(url) as reader:
        return [tuple(row.values()) for row in reader.rows(Query(sql))]


def as_if_new(url: str, folder: Path, seeds: Seeds, empty: Path) -> None:
    """Assert that the database holds what a load of *seeds* into a new one would.

    Row by row as readers get them, but for the times of loading.
    """
    fresh = str(shutil.copy(empty, folder / "fresh.db"))
    put(fresh, seeds.catalogue(folder / "fresh"), texts())
    assert content(url) == content(fresh)


def test_a_first_load_adds_everything(
    migrated: str, small_catalogue: Catalogue
) -> None:
    report = put(migrated, small_catalogue, texts())

    total = report.total()
    assert (total.changed, total.removed, total.unchanged) == (0, 0, 0)
    assert total.added == sum(
        len(rows) for name, rows in rows_of(migrated).items() if name not in NOT_LOADED
    )


NOT_LOADED = {"alembic_version", *(each.name for each in MADE)}
"""Tables that hold no rows of the seeds."""


@pytest.mark.parametrize("given", [{}, texts()], ids=["no texts", "texts"])
def test_a_second_load_changes_nothing(
    loaded: str, small_catalogue: Catalogue, given: dict[str, str]
) -> None:
    before = everything(loaded)

    report = put(loaded, small_catalogue, given)

    assert touched(report) == {}
    assert report.total().unchanged == sum(
        len(rows) for name, rows in before[1].items() if name not in NOT_LOADED
    )
    assert everything(loaded) == before


def test_the_same_seeds_laid_out_differently_change_their_hash_alone(
    loaded: str, tmp_path: Path
) -> None:
    folder = Seeds().write(tmp_path / "seeds")
    for path in folder.rglob("*.yaml"):
        path.write_text(f"# A comment.\n{path.read_text()}\n")
    catalogue, _, problems = check([folder])
    assert problems == []

    assert touched(put(loaded, catalogue)) == {"seed_file": (0, 5, 0)}


def test_a_changed_demand_changes_its_own_rows(
    loaded: str, tmp_path: Path, migrated_sqlite_template: Path
) -> None:
    seeds = Seeds()
    seeds.demand("2014-one/1")["strength"] = "must"
    seeds.demand("2014-one/1")["issues"] = ["detention"]

    report = put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert touched(report) == {
        "seed_file": (0, 1, 0),
        "letter": (0, 1, 0),
        "demand": (0, 1, 0),
        "demand_issue": (0, 1, 1),
    }
    as_if_new(loaded, tmp_path, seeds, migrated_sqlite_template)


def test_what_left_the_seeds_leaves_the_database(
    loaded: str, tmp_path: Path, migrated_sqlite_template: Path
) -> None:
    seeds = Seeds()
    del seeds.letters["2017-two"]
    seeds.asks = {}
    seeds.actors["classes"].clear()

    report = put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert touched(report)["letter"] == (0, 0, 1)
    assert touched(report)["ask_membership"] == (0, 0, 3)
    assert ask(loaded, "SELECT id FROM letter") == [("2014-one",)]
    as_if_new(loaded, tmp_path, seeds, migrated_sqlite_template)


def swap_what_is_unique(seeds: Seeds) -> None:
    for one, other, *keys in (
        (*seeds.terms["issues"], "code"),
        (*seeds.terms["countries"], "alpha2", "m49"),
        (*seeds.terms["regions"][:2], "m49"),
    ):
        for key in keys:
            one[key], other[key] = other[key], one[key]


def swap_two_demands(seeds: Seeds) -> None:
    first, second = seeds.letters["2014-one"]["demands"]
    del second["parent"]
    staying = {"n", "start", "end", "quote"}
    coded = [
        {key: demand.pop(key) for key in demand.keys() - staying}
        for demand in (first, second)
    ]
    first.update(coded[1])
    second.update(coded[0])


def turn_things_over(seeds: Seeds) -> None:
    seeds.demand("2014-one/2")["actors"].reverse()
    seeds.demand("2014-one/1")["issues"].reverse()
    one, other = seeds.terms["issues"]
    one["parent"] = other["id"]
    del other["parent"]


def rename_a_letter(seeds: Seeds) -> None:
    letter = seeds.letters.pop("2017-two")
    seeds.letters["2017-renamed"] = letter | {"id": "2017-renamed"}
    seeds.asks["asks"][0]["memberships"][2]["demand"] = "2017-renamed/1"
    seeds.asks["relations"][0]["later"] = "2017-renamed/1"
    seeds.asks["pairs"][0]["first"] = "2017-renamed/1"


def rename_everything_else(seeds: Seeds) -> None:
    names = {
        "secretary-general": "chief",
        "watch": "watchers",
        "atrocities": "crimes",
        "speak-out": "say",
        "africa": "afrika",
        "darfur": "dar-fur",
        "lawyers": "advocates",
        "resolution-1": "first-resolution",
        "speak-out-on-crimes": "say-it",
        "bo-ek": "bo",
    }
    for part in ("terms", "actors", "asks", "letters"):
        setattr(seeds, part, renamed(getattr(seeds, part), names))


def renamed(data: Any, names: dict[str, str]) -> Any:
    if isinstance(data, dict):
        return {key: renamed(value, names) for key, value in data.items()}
    if isinstance(data, list):
        return [renamed(value, names) for value in data]
    return names.get(data, data) if isinstance(data, str) else data


def rename_a_country(seeds: Seeds) -> None:
    def rename(data: Any) -> Any:
        return renamed(data, {"SDN": "SUD"})

    seeds.terms, seeds.letters = rename(seeds.terms), rename(seeds.letters)


def name_an_ask_anew(seeds: Seeds) -> None:
    """What is counted of an ask holds its name, and no letter changes with it."""
    seeds.asks["asks"][0]["name"] = "Another name"


CHANGES = [
    name_an_ask_anew,
    swap_what_is_unique,
    swap_two_demands,
    turn_things_over,
    rename_a_letter,
    rename_a_country,
    rename_everything_else,
]


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_database_is_as_if_new(
    loaded: str, tmp_path: Path, migrated_sqlite_template: Path, change: Any
) -> None:
    seeds = Seeds()
    change(seeds)
    catalogue = seeds.catalogue(tmp_path / "seeds")

    report = put(loaded, catalogue, texts() | {"2017-renamed": SECOND})

    assert report.total().touched
    if change is rename_a_letter:
        assert ask(loaded, "SELECT text FROM letter_text WHERE letter_id LIKE '2017%'")
    else:
        as_if_new(loaded, tmp_path, seeds, migrated_sqlite_template)
    assert touched(put(loaded, catalogue)) == {}


def test_a_folder_of_seeds_may_move(loaded: str, tmp_path: Path) -> None:
    """The letters are the same, and stand in files of another name."""
    catalogue = Seeds().catalogue(tmp_path / "elsewhere")

    report = put(loaded, catalogue)

    assert touched(report)["letter"] == (0, 2, 0)
    assert "demand" not in touched(report)
    files = ask(loaded, "SELECT DISTINCT seed_file FROM letter ORDER BY seed_file")
    assert files == [
        ("elsewhere/letters/2014-one.yaml",),
        ("elsewhere/letters/2017-two.yaml",),
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(
    loaded: str, tmp_path: Path
) -> None:
    seeds = Seeds()
    rename_everything_else(seeds)
    catalogue = seeds.catalogue(tmp_path / "seeds")
    before = everything(loaded)

    would = load_catalogue(read_target(loaded), catalogue, texts(), dry_run=True)
    assert everything(loaded) == before
    did = load_catalogue(read_target(loaded), catalogue, texts())

    assert would[0].endswith("would change")
    assert did[0].endswith("loaded")
    assert would[1:] == did[1:]


def test_a_dry_run_without_a_database_makes_none(
    database: str, small_catalogue: Catalogue
) -> None:
    lines = load_catalogue(read_target(database), small_catalogue, {}, dry_run=True)

    assert "letters: 2 added, 0 changed, 0 removed, 0 unchanged" in lines
    if read_target(database).kind == "sqlite":
        assert not Path(database).exists()
    else:
        assert everything(database) == (set(), {})


# Texts.


def text_rows(url: str) -> tuple[int, int]:
    return (
        len(ask(url, "SELECT letter_id FROM letter_text")),
        len(ask(url, "SELECT demand_id FROM demand_text")),
    )


def test_texts_come_when_they_are_given(
    migrated: str, small_catalogue: Catalogue
) -> None:
    put(migrated, small_catalogue)
    assert text_rows(migrated) == (0, 0)

    report = put(migrated, small_catalogue, {"2014-one": FIRST, "1999-other": "x"})

    assert touched(report) == {"letter_text": (1, 0, 0), "demand_text": (2, 0, 0)}
    assert ask(migrated, "SELECT text FROM letter_text") == [(FIRST,)]
    spans = ask(migrated, "SELECT text FROM demand_text ORDER BY demand_id")
    assert spans[0] == ("You should speak out, publicly, on crimes in Darfur.",)


def test_texts_stay_when_a_later_load_has_none(loaded: str, tmp_path: Path) -> None:
    seeds = Seeds()
    demand = seeds.demand("2014-one/1")
    demand["end"] -= 1
    demand["summary"] = "Another summary."

    report = put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert text_rows(loaded) == (2, 3)
    assert touched(report)["demand_text"] == (0, 1, 0)
    (span,) = ask(loaded, "SELECT text FROM demand_text WHERE demand_id = '2014-one/1'")
    assert span == ("You should speak out, publicly, on crimes in Darfur",)


def test_a_text_goes_when_the_letter_names_another(loaded: str, tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.letters["2014-one"]["text"]["sha256"] = "0" * 64

    put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert text_rows(loaded) == (1, 1)


def test_a_text_goes_with_its_letter(loaded: str, tmp_path: Path) -> None:
    seeds = Seeds()
    del seeds.letters["2017-two"]
    seeds.asks = {}

    put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert text_rows(loaded) == (1, 2)


# Loads that fail.


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_load_that_fails_leaves_the_database_as_it_was(
    loaded: str,
    tmp_path: Path,
    dry_run: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    seeds = Seeds()
    rename_everything_else(seeds)
    catalogue = seeds.catalogue(tmp_path / "seeds")
    del catalogue.actions["release"]
    before = everything(loaded)

    with pytest.raises(DataError, match=r"refuses .*mend the seeds"):
        load_catalogue(read_target(loaded), catalogue, texts(), dry_run=dry_run)

    assert everything(loaded) == before


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_load_that_fails_makes_no_database(
    database: str,
    tmp_path: Path,
    dry_run: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    catalogue = Seeds().catalogue(tmp_path / "seeds")
    del catalogue.actions["release"]

    with pytest.raises(DataError, match=r"refuses .*mend the seeds"):
        load_catalogue(read_target(database), catalogue, {}, dry_run=dry_run)

    if read_target(database).kind == "sqlite":
        assert [path.name for path in tmp_path.iterdir()] == ["seeds"]
    else:
        assert everything(database) == (set(), {})


def test_a_value_given_twice_is_the_seeds_fault(loaded: str, tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.terms["regions"][1]["m49"] = "001"
    catalogue, _, _ = check([seeds.write(tmp_path / "seeds")])
    before = everything(loaded)

    with pytest.raises(DataError, match="m49") as error:
        load_catalogue(read_target(loaded), catalogue, {})

    assert "mend the seeds" in str(error.value)
    assert everything(loaded) == before


def test_a_text_that_postgresql_cannot_hold_is_refused_in_one_line(
    loaded_postgresql: str, small_catalogue: Catalogue
) -> None:
    with write_engine(read_target(loaded_postgresql)) as engine, engine.begin() as c:
        c.execute(text("DELETE FROM letter_text"))

    with pytest.raises(DataError, match="NUL"):
        put(loaded_postgresql, small_catalogue, {"2014-one": "\0"})


# Everything in the seeds is in the database.


def test_more_letters_than_go_at_once(migrated: str, tmp_path: Path) -> None:
    seeds = Seeds()
    many_letters(seeds, 120)
    catalogue = seeds.catalogue(tmp_path / "seeds")

    assert touched(put(migrated, catalogue))["letter"] == (122, 0, 0)
    assert touched(put(migrated, catalogue)) == {}
    for key in list(seeds.letters)[40:110]:
        seeds.letters[key]["title"] = "Another title"
    for key in list(seeds.letters)[110:]:
        del seeds.letters[key]
    report = put(migrated, seeds.catalogue(tmp_path / "seeds"))

    assert touched(report)["letter"] == (0, 70, 12)
    assert ask(migrated, "SELECT count(*) FROM demand") == [(111,)]


@pytest.fixture(scope="module")
def shipped_catalogue() -> Catalogue:
    catalogue, _, problems = check([shipped("seeds")])
    assert [str(problem) for problem in problems if problem.code[0] == "E"] == []
    return catalogue


@pytest.mark.parametrize("of", ["small_catalogue", "shipped_catalogue"])
def test_every_value_of_the_seeds_is_in_the_database(
    migrated_sqlite: str, of: str, request: pytest.FixtureRequest
) -> None:
    catalogue: Catalogue = request.getfixturevalue(of)
    put(migrated_sqlite, catalogue)
    with open_reader(migrated_sqlite) as reader:
        stored = {
            value
            for name in rows_of(migrated_sqlite)
            for row in reader.rows(Query(f"SELECT * FROM {name}"))
            for value in row.values()
        }

    kinds = [getattr(catalogue, kind) for kind in SPACES]
    records = [entry.record for kind in kinds for entry in kind.values()]
    assert {value for record in records for value in values(record)} - stored == set()


SPACES = (
    *("regions", "countries", "places", "issues", "actions", "groups", "mechanisms"),
    *("objects", "verbs"),
    *("organizations", "persons", "offices", "bodies", "classes", "tenures"),
    *("letters", "asks", "relations"),
)


def values(data: object) -> Iterator[Any]:
    """Every single value in a record, as SQLite keeps it."""
    if isinstance(data, BaseModel):
        for name in type(data).model_fields:
            yield from values(getattr(data, name))
    elif isinstance(data, tuple):
        for each in data:
            yield from values(each)
    elif isinstance(data, Enum):
        yield data.value
    elif data is not None:
        yield data.isoformat() if isinstance(data, date) else data


def test_the_shipped_seeds_load_twice(
    migrated: str, shipped_catalogue: Catalogue
) -> None:
    put(migrated, shipped_catalogue)
    before = everything(migrated)

    assert touched(put(migrated, shipped_catalogue)) == {}
    assert everything(migrated) == before


def test_the_shipped_seeds_are_the_same_on_both_databases(
    migrated_sqlite: str, migrated_postgresql: str, shipped_catalogue: Catalogue
) -> None:
    for url in (migrated_sqlite, migrated_postgresql):
        put(url, shipped_catalogue)

    assert content(migrated_sqlite) == content(migrated_postgresql)


def test_the_real_texts_hold_every_quote(
    migrated: str, shipped_catalogue: Catalogue
) -> None:
    folder = Path(
        os.environ.get("HRDEMANDS_TEST_TEXTS")
        or Path(__file__).resolve().parent.parent.parent / "shared" / "letters"
    )
    if not folder.is_dir():
        pytest.skip("no letters' texts: name their folder in HRDEMANDS_TEST_TEXTS")
    catalogue, found, _ = check([shipped("seeds")], folder)

    put(migrated, copy.copy(catalogue), found)

    assert text_rows(migrated) == (len(found), len(shipped_catalogue.demands))
    (broken,) = ask(
        migrated,
        "SELECT count(*) FROM demand d JOIN demand_text t ON t.demand_id = d.id"
        " JOIN letter_text l ON l.letter_id = d.letter_id"
        " WHERE substr(l.text, d.span_start + 1, d.span_end - d.span_start) <> t.text",
    )
    assert broken == (0,)
