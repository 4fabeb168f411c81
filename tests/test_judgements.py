"""Judgements that stand apart from their ask, and pairs: of any folder, of imports."""

from pathlib import Path
from typing import Any

import pytest
from smallseeds import Seeds, texts
from test_loader import ask, put, touched

from hrdemands.queries.target import read_target
from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import is_imported
from hrdemands.seedfiles.checks import check
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import at_newest
from hrdemands.store.seeding import load_catalogue

DECIDED = {
    "judgement": "rejected",
    "reason": "Another act.",
    "method": "proposal",
    "coder": "B. Coder",
    "judged": "2026-01-31",
}
PAIRS = (
    "SELECT first_id, judgement, second_id, coder FROM demand_pair"
    " ORDER BY first_id, second_id"
)


def judged(*records: dict[str, Any], kind: str = "judgements") -> Seeds:
    """The small seeds with more judgements of a kind."""
    seeds = Seeds()
    seeds.asks.setdefault(kind, []).extend(DECIDED | record for record in records)
    return seeds


def test_a_judgement_apart_counts_as_one_of_its_ask(
    loaded: str, tmp_path: Path
) -> None:
    member = Seeds().asks["asks"][0]["memberships"][1]
    apart = Seeds()
    apart.asks["asks"][0]["memberships"].remove(member)
    apart.asks["judgements"] = [member | {"ask": "speak-out-on-crimes"}]

    report = put(loaded, apart.catalogue(tmp_path / "seeds"))

    assert "ask_membership" not in touched(report)


def test_another_folder_judges_an_ask_that_it_did_not_make(
    loaded: str, tmp_path: Path
) -> None:
    seeds = Seeds()
    del seeds.asks["asks"][0]["memberships"][1]
    first = seeds.write(tmp_path / "first")
    own = tmp_path / "own"
    own.mkdir()
    (own / "judgements.yaml").write_text(
        "judgements:\n  - ask: speak-out-on-crimes\n    demand: 2014-one/2\n"
        "    judgement: narrower\n    reason: A part.\n    method: reading\n"
        "    coder: B. Coder\n    judged: 2026-02-01\n"
    )
    catalogue, _, problems = check([first, own])
    assert problems == []

    put(loaded, catalogue)

    sql = "SELECT judgement, coder FROM ask_membership WHERE demand_id = '2014-one/2'"
    assert ask(loaded, sql) == [("narrower", "B. Coder")]


def test_a_clash_of_two_folders_names_both_places(tmp_path: Path) -> None:
    first = Seeds().write(tmp_path / "first")
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text(
        "judgements:\n  - ask: speak-out-on-crimes\n    demand: 2014-one/2\n"
        "    judgement: narrower\n    reason: A part.\n    method: reading\n"
        "    coder: B. Coder\n    judged: 2026-02-01\n"
    )

    (problem,) = check([first, own])[2]

    assert str(problem).startswith(f"{own}/mine.yaml:3: judgements[0].demand: ")
    assert f"judged twice, first in {first}/asks.yaml:" in problem.message


def test_a_pair_is_turned_so_that_the_lesser_id_comes_first(loaded: str) -> None:
    assert ask(loaded, PAIRS) == [
        ("2014-one/2", "broader", "2017-two/1", "A. Tester"),
    ]


def test_a_pair_that_left_the_seeds_leaves_the_database(
    loaded: str, tmp_path: Path
) -> None:
    seeds = Seeds()
    del seeds.asks["pairs"]

    report = put(loaded, seeds.catalogue(tmp_path / "seeds"))

    assert touched(report)["demand_pair"] == (0, 0, 1)
    assert ask(loaded, PAIRS) == []


@pytest.mark.parametrize(
    ("demand", "imported"),
    [
        ("upr-08-chn/12", True),
        ("uhri-cat-c-chn-co-5/1", True),
        ("upr-08-chn", False),
        ("upr-08-chn/0", False),
        ("upr-08-chn/01", False),
        ("upr-/1", False),
        ("2014-one/1", False),
        ("upr-08-CHN/1", False),
        ("uhri-a/1\n", False),
    ],
)
def test_what_counts_as_imported(demand: str, imported: bool) -> None:  # noqa: FBT001
    assert is_imported(demand) is imported


def import_demand(url: str, demand: str) -> None:
    """Put a demand into the database that no seeds have, as an import would."""
    letter = demand.partition("/")[0]
    changes = {
        "seed_file": {"path": "upr.csv", "source": "upr"},
        "letter": {
            "id": letter,
            "source": "upr",
            "kind": "review",
            "seed_file": "upr.csv",
        },
        "demand": {"id": demand, "letter_id": letter, "source": "upr"},
    }
    with (
        write_engine(read_target(url)) as engine,
        at_newest(engine, url) as (connection, _),
    ):
        for name, change in changes.items():
            table = Base.metadata.tables[name]
            rows = connection.execute(table.select().order_by(*table.primary_key))
            row = dict(rows.mappings().all()[-1])
            connection.execute(table.insert(), [row | change])


ASK = {"ask": "speak-out-on-crimes"}


def test_judgements_of_imports_wait_for_them(loaded: str, tmp_path: Path) -> None:
    seeds = judged(ASK | {"demand": "upr-08-chn/1"}, ASK | {"demand": "upr-08-chn/2"})
    pairs = [
        DECIDED | {"first": "upr-08-chn/1", "second": "2014-one/1"},
        DECIDED | {"first": "upr-08-chn/1", "second": "uhri-cat-1/1"},
    ]
    seeds.asks["pairs"] += pairs
    catalogue = seeds.catalogue(tmp_path / "seeds")

    lines = load_catalogue(read_target(loaded), catalogue, texts())
    assert lines[-1] == "4 judgements wait for demands that are not imported here"
    assert not ask(loaded, "SELECT 1 FROM ask_membership WHERE demand_id LIKE 'upr%'")

    import_demand(loaded, "upr-08-chn/1")
    lines = load_catalogue(read_target(loaded), catalogue, texts())

    assert lines[-1] == "2 judgements wait for demands that are not imported here"
    sql = "SELECT demand_id FROM ask_membership WHERE demand_id LIKE 'upr%'"
    assert ask(loaded, sql) == [("upr-08-chn/1",)]
    assert len(ask(loaded, PAIRS)) == 2

    catalogue = Seeds().catalogue(tmp_path / "without")
    lines = load_catalogue(read_target(loaded), catalogue, texts())
    assert "wait" not in lines[-1]
    assert not ask(loaded, sql)


def test_one_waits(loaded: str, tmp_path: Path) -> None:
    catalogue = judged(ASK | {"demand": "upr-08-chn/1"}).catalogue(tmp_path / "seeds")

    lines = load_catalogue(read_target(loaded), catalogue, texts())

    assert lines[-1] == "1 judgement waits for demands that are not imported here"
