"""No statement changes a byte on SQLite, outlives its time or fills the memory."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacking import attack, files_in, make_canaries, statements, titles

from hrdemands.errors import SqlError
from hrdemands.queries import open_reader, run_sql
from hrdemands.queries.adhoc import child

ATTACKS = statements("sqlite_attacks")
LEGITIMATE = statements("sqlite_legitimate")
ENDLESS = (
    "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r"
)
ONE_CALL = (
    "SELECT instr(printf('%.*c', 9000000, 'x'), printf('%.*c', 4000000, 'x') || 'y')"
)


@pytest.fixture(scope="module")
def arena(
    shipped_sqlite: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Make the current folder one with a database and things worth an attack."""
    folder = tmp_path_factory.mktemp("arena")
    shutil.copy(shipped_sqlite, folder / "hrdemands.db")
    make_canaries(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield folder


@pytest.mark.parametrize("sql", ATTACKS, ids=titles(ATTACKS))
def test_an_attack_does_no_harm(arena: Path, sql: str) -> None:
    before = files_in(arena)

    attack("hrdemands.db", sql)

    assert files_in(arena) == before


@pytest.mark.parametrize("sql", LEGITIMATE, ids=titles(LEGITIMATE))
def test_a_legitimate_query_is_answered(arena: Path, sql: str) -> None:
    with open_reader(str(arena / "hrdemands.db")) as reader:
        assert run_sql(reader, sql).columns


def test_there_are_enough_of_both() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 120
    assert len(set(LEGITIMATE)) == len(LEGITIMATE) >= 40


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (ENDLESS, "larger than 32 MiB (take fewer rows by --rows"),
        ("SELECT zeroblob(20000000)", "a value is longer than 10,000,000 bytes"),
        (ONE_CALL, "took longer than 1.5 s (raise the limit by --timeout)"),
        (
            "SELECT randomblob(9000000) AS x FROM demand ORDER BY x",
            "needs more than 256 MiB of memory (ask more narrowly",
        ),
    ],
)
def test_what_is_over_a_limit_is_told_the_remedy(
    arena: Path, sql: str, said: str
) -> None:
    path = str(arena / "hrdemands.db")
    with open_reader(path) as reader, pytest.raises(SqlError) as caught:
        run_sql(reader, sql, seconds=1.5)

    assert said in str(caught.value)


def test_every_function_on_the_list_is_read_only() -> None:
    dangerous = {"load_extension", "fts3_tokenizer", "edit", "readfile", "writefile"}

    assert not child.FUNCTIONS & dangerous
