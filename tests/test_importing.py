"""Imports into databases of both kinds: merged, repeated, refused, cut off.

The tests of real exports need them: HRDEMANDS_TEST_CORPORA names their folder.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fingerprints import rows_of
from loaded import HRDEMANDS, Said, ask, program
from processes import running
from servers import Server, database_name
from sqlalchemy import text
from tables import EXPORTED, INDEX, MERGED, index_rows, workbook

from hrdemands.errors import DataError, ExitStatus
from hrdemands.importers.registry import IMPORTERS
from hrdemands.queries.target import read_target
from hrdemands.store.engine import write_engine
from hrdemands.store.intake import Imported, Wish, import_files

CORPORA = Path(
    os.environ.get("HRDEMANDS_TEST_CORPORA")
    or Path(__file__).resolve().parents[2] / "shared" / "corpora"
)
WHOLE = CORPORA / "upr-info-2008-2014.csv.gz"
PART = CORPORA / "upr-info-sessions-6-9-as-exported.csv.gz"
needs_corpora = pytest.mark.skipif(
    not (WHOLE.exists() and PART.exists()),
    reason="no real exports: name their folder in HRDEMANDS_TEST_CORPORA",
)


@pytest.fixture
def own_sqlite(shipped_sqlite: str, tmp_path: Path) -> str:
    """Return a SQLite database of the shipped seeds, the test's own."""
    return str(shutil.copy(shipped_sqlite, tmp_path / "own.db"))


@pytest.fixture
def own_postgresql(postgresql_server: Server, shipped_postgresql: str) -> Iterator[str]:
    """Yield a PostgreSQL database of the shipped seeds, the test's own."""
    url = postgresql_server.create_database(template=database_name(shipped_postgresql))
    yield url
    postgresql_server.drop_database(url)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def own(request: pytest.FixtureRequest) -> str:
    """Return a database of the shipped seeds, of one kind and the other."""
    url: str = request.getfixturevalue(f"own_{request.param}")
    return url


def imported(db: str, *paths: Path, source: str = "upr-info", **wish: Any) -> Imported:
    """What became of the last of the files *paths*."""
    intake = import_files(read_target(db), IMPORTERS[source], paths, Wish(**wish))
    assert all(file.tally.adds_up() for file in intake.files)
    for file in intake.files:
        assert file.merged.demands.total() == file.tally.recommendations
    return intake.files[-1]


def all_of(db: str, sql: str) -> list[tuple[Any, ...]]:
    with write_engine(read_target(db)) as engine, engine.begin() as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def do(db: str, sql: str) -> None:
    with write_engine(read_target(db)) as engine, engine.begin() as connection:
        connection.execute(text(sql))


MAC = "mac_roman: 4 words or names make sense in MacRoman only"
DEMANDS = """
SELECT d.letter_id, d.quote, d.asking_id, d.response, d.category,
       (SELECT count(*) FROM demand_issue i WHERE i.demand_id = d.id),
       (SELECT count(*) FROM source_value v WHERE v.demand_id = d.id)
  FROM demand d WHERE d.source <> 'letters'
"""


def demands(db: str) -> list[tuple[Any, ...]]:
    """Imported demands in an order that does not know their numbers."""
    return sorted(all_of(db, DEMANDS), key=repr)


def test_the_commit_is_told_of_before_it_is_done(own: str) -> None:
    """From then on nothing undoes it, so that Ctrl-C must not say that it did."""
    seen: list[int] = []
    imported(own, EXPORTED, committing=lambda: seen.append(1), dry_run=True)
    assert seen == []
    imported(own, EXPORTED, committing=lambda: seen.append(2))

    assert seen == [2]
    assert len(demands(own)) == 5


def test_files_together_say_what_each_says(own: str, tmp_path: Path) -> None:
    first = imported(own, EXPORTED)
    second = imported(own, MERGED)

    assert first.merged.demands == {"added": 5}
    assert second.merged.demands == {"added": 1, "changed": 1, "unchanged": 4}
    assert second.merged.documents == {"changed": 2}
    assert len(demands(own)) == 6
    assert ask("doctor", db=own).status == ExitStatus.OK
    other = tmp_path / "other.db"
    imported(str(other), MERGED, EXPORTED)
    assert without_spelling(demands(str(other))) == without_spelling(demands(own))


def without_spelling(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Plain values, whatever the driver makes of them."""
    return [tuple(map(str, row)) for row in rows]


def test_an_import_of_what_is_there_writes_nothing(own: str) -> None:
    imported(own, MERGED)
    before = rows_of(own)

    again = imported(own, MERGED)

    assert again.merged.demands == {"unchanged": 6}
    assert again.merged.documents == {"unchanged": 2}
    assert rows_of(own) == before


def test_what_changed_is_counted_and_keeps_its_number(own: str, tmp_path: Path) -> None:
    imported(own, EXPORTED)
    do(
        own,
        "INSERT INTO ask_membership (ask_id, demand_id, judgement, method, coder,"
        " judged, reason) SELECT id, 'upr-08-esp/3', 'same', 'reading',"
        " 'x', '2026-01-01', 'x' FROM ask LIMIT 1",
    )
    content = (
        EXPORTED.read_bytes().decode("mac_roman").replace("Noted,1,,8", "Accepted,3,,8")
    )
    again = tmp_path / "again.csv"
    again.write_text(content.replace("Accepted,1,,8", "Accepted,2,,8"), "utf-8")

    found = imported(own, again)

    assert found.merged.demands == {"changed": 2, "unchanged": 3}
    assert found.merged.documents == {"changed": 1, "unchanged": 1}
    numbers = all_of(
        own,
        "SELECT n, response, category FROM demand WHERE quote = 'Let all kites fly.'"
        " ORDER BY n",
    )
    assert [tuple(map(str, row)) for row in numbers] == [
        ("3", "accepted", "2"),
        ("4", "accepted", "3"),
    ]
    assert all_of(own, "SELECT count(*) FROM ask_membership WHERE coder = 'x'") == [
        (1,)
    ]
    # Nothing is out of step but the judgement that was put in by hand.
    said = ask("doctor", db=own).out.splitlines()
    wrong = [line for line in said if line.startswith("wrong: ")]
    assert [line.split(": ")[1] for line in wrong] == ["table ask_membership"]


def test_an_import_removes_nothing(own: str, tmp_path: Path) -> None:
    imported(own, MERGED)
    before = demands(own)
    lines = MERGED.read_bytes().splitlines(keepends=True)
    part = tmp_path / "part.csv"
    part.write_bytes(b"".join([lines[0], *lines[4:5]]))

    assert imported(own, part).merged.demands == {"unchanged": 1}
    assert demands(own) == before


def test_sources_stand_beside_each_other(own: str, tmp_path: Path) -> None:
    index = tmp_path / "index.xlsx"
    index.write_bytes(workbook(index_rows()))
    imported(own, MERGED)
    imported(own, index, source="uhri")
    imported(own, INDEX, source="uhri")

    found = all_of(
        own, "SELECT source, count(*) FROM demand GROUP BY source ORDER BY 1"
    )

    assert [tuple(row) for row in found] == [("letters", 105), ("uhri", 5), ("upr", 6)]
    again = imported(own, index, source="uhri")
    assert again.merged.demands == {"changed": 1, "unchanged": 3}, "Burma, not MMR"


def test_a_dry_run_changes_nothing(own: str) -> None:
    before = rows_of(own)

    tried = imported(own, EXPORTED, dry_run=True)

    assert tried.merged.demands == {"added": 5}
    assert rows_of(own) == before


def test_strictly_a_value_nobody_knows_is_refused(own: str) -> None:
    before = rows_of(own)

    with pytest.raises(DataError, match=r"2 values no vocabulary knows.*nothing was"):
        imported(own, EXPORTED, strict=True)

    assert rows_of(own) == before


def test_a_file_that_is_refused_takes_the_others_with_it(
    own: str, tmp_path: Path
) -> None:
    before = rows_of(own)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(
        MERGED.read_bytes() + b"Spain,Fly.,France,Accepted,1,,99,2010\r\n"
    )

    with pytest.raises(DataError, match=r"broken.csv:8: when session 99"):
        imported(own, MERGED, broken)

    assert rows_of(own) == before


def test_users_own_vocabularies_count(own: str) -> None:
    do(
        own,
        "INSERT INTO issue_mapping (issue_id, scheme, label, match)"
        " VALUES ('death-penalty', 'upr-info', 'Kites', 'close')",
    )

    assert dict(imported(own, EXPORTED).tally.unmapped) == {("asking", "(Unknown)"): 1}


def test_a_letter_of_that_id_is_left_alone(own: str) -> None:
    imported(own, MERGED)
    do(own, "DELETE FROM source_value")
    for table in ("actor", "country", "issue"):
        do(own, f"DELETE FROM demand_{table} WHERE demand_id LIKE 'upr-%'")  # noqa: S608
    do(own, "DELETE FROM demand WHERE source = 'upr'")
    do(own, "UPDATE letter SET source = 'uhri' WHERE id = 'upr-08-esp'")

    with pytest.raises(DataError, match="upr-08-esp: is a document of the source uhri"):
        imported(own, MERGED)


def test_an_import_that_is_killed_leaves_nothing(
    own_sqlite: str, tmp_path: Path
) -> None:
    many = tmp_path / "many.csv"
    lines = MERGED.read_bytes().splitlines(keepends=True)
    many.write_bytes(lines[0] + b"".join(lines[1:2] * 2_000))
    before = rows_of(own_sqlite)
    wish = Wish()
    for delay in (0.1, 0.3, 0.5, 0.7):
        with running(
            lambda: import_files(
                read_target(own_sqlite), IMPORTERS["upr-info"], [many], wish
            )
        ):
            time.sleep(delay)
        assert len(demands(own_sqlite)) in (0, 2_000)
    if not demands(own_sqlite):
        assert rows_of(own_sqlite) == before

    assert imported(own_sqlite, many).merged.demands.total() == 2_000
    assert ask("doctor", db=own_sqlite).status == ExitStatus.OK


# The command.


def test_a_database_that_is_missing_gets_the_seeds_first(tmp_path: Path) -> None:
    db = str(tmp_path / "new.db")

    said = program("import", "upr-info", str(EXPORTED), db=db)

    assert said.status == ExitStatus.OK
    assert said.err == ""
    assert said.out.splitlines() == [
        f"{db}: schema brought to the newest revision",
        f"{db}: the shipped seeds loaded first",
        f"{EXPORTED}: read as CSV, {MAC}",
        "  rows: 5 = 5 with a recommendation",
        "  demands: 5 = 5 added + 0 changed + 0 unchanged",
        "  documents: 2 = 2 added + 0 changed + 0 unchanged",
        "  kept as written, as no vocabulary knows them: 2 values, 2 times",
        "    1 asking '(Unknown)'",
        "    1 issue 'Kites'",
        "  columns not kept: To-Rgrp, To-Org, From-Rgrp, From-Org",
    ]


def test_the_account_of_the_index_adds_up(own_sqlite: str, tmp_path: Path) -> None:
    index = tmp_path / "index.xlsx"
    index.write_bytes(workbook(index_rows()))

    said = ask("import", "uhri", str(index), "--dry-run", db=own_sqlite)

    assert (
        "  rows: 3 = 2 with a recommendation (of several parties: 2 demands more)"
        in said.out
    )
    assert " + 1 of type 'Concerns/Observations', skipped" in said.out
    assert said.out.endswith("dry run: nothing was written\n")


def refusal(said: Said) -> str:
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err.removeprefix("error: ").strip()


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        (["nothing.csv"], ExitStatus.DATA, "nothing.csv: there is no such file"),
        ([str(INDEX)], ExitStatus.DATA, "has no column 'To'"),
        ([str(MERGED), "--encoding", "x"], ExitStatus.USAGE, "'x' is no encoding"),
        ([str(MERGED), "--max-bytes", "9"], ExitStatus.DATA, "more than 9 bytes"),
        ([str(EXPORTED), "--encoding", "utf-8"], ExitStatus.DATA, "not utf-8-sig"),
        ([str(EXPORTED), "--strict"], ExitStatus.DATA, "2 values no vocabulary knows"),
        ([], ExitStatus.USAGE, "Missing argument"),
    ],
)
def test_refusals_are_one_line(
    own_sqlite: str, words: list[str], status: ExitStatus, expected: str
) -> None:
    before = rows_of(own_sqlite)

    said = ask("import", "upr-info", *words, db=own_sqlite)

    assert expected in refusal(said)
    assert said.status == status
    assert rows_of(own_sqlite) == before


def test_a_database_is_not_made_for_a_file_that_is_refused(tmp_path: Path) -> None:
    said = ask("import", "uhri", str(MERGED), db=str(tmp_path / "new.db"))

    assert "has no column" in refusal(said)
    assert list(tmp_path.iterdir()) == []


def test_a_bar_is_drawn_on_a_terminal_only(own_sqlite: str) -> None:
    """`script` gives the program a terminal for its stderr."""
    if not shutil.which("script"):
        pytest.skip("no program that makes a terminal")
    command = f"{HRDEMANDS} import upr-info {MERGED} --db {own_sqlite}"
    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"],  # noqa: S607 - found above
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )

    assert b"100% writing" in done.stdout
    assert ask("import", "upr-info", str(MERGED), db=own_sqlite).err == ""


# Real exports.


@needs_corpora
def test_the_real_exports_lose_no_row(own_sqlite: str) -> None:
    part, whole = imported(own_sqlite, PART), imported(own_sqlite, WHOLE)
    again = imported(own_sqlite, PART)

    assert part.merged.demands == {"added": 6_330}
    assert whole.merged.demands == {"added": 24_050, "unchanged": 6_330}
    assert again.merged.demands == {"unchanged": 6_330}
    assert dict(whole.tally.unmapped) == {("asking", "(Unknown)"): 9}
    assert "mac_roman" in part.form
    responses = "SELECT response, count(*) FROM demand WHERE source = 'upr' GROUP BY 1"
    assert dict(all_of(own_sqlite, responses)) == {
        "accepted": 22_247,
        "noted": 7_427,
        "pledge": 706,
    }
    years = (
        "SELECT DISTINCT substr(id, 5, 2), year FROM letter"
        " WHERE source = 'upr' ORDER BY 1"
    )
    assert [str(year)[2:] for _, year in all_of(own_sqlite, years)] == (
        "08 08 08 09 09 09 10 10 10 11 11 11 12 12 13 13 13 14 14 14".split()
    )
