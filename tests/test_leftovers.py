"""What a dead process leaves beside a SQLite file: a write-ahead log, or a journal."""

import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("processes are forked here", allow_module_level=True)

from loads import log_kept, other_letters, put, some_letters, whole
from processes import outcome, running

from hrdemands.queries.reader import open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.seedfiles.catalogue import Catalogue

NAME = "hrdemands.db"


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return some_letters(tmp_path_factory.mktemp("one") / "seeds")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return other_letters(tmp_path_factory.mktemp("other") / "seeds")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder that all users may write to, unlike pytest's."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o777)
        yield path
        path.chmod(0o777)


@pytest.fixture
def logged(folder: Path, one: Catalogue, other: Catalogue) -> Path:
    """Return a file that held *one*; that it holds *other* only its log knows.

    Whoever had it open is dead.
    """
    path = folder / NAME
    put(str(path), one)
    with log_kept(str(path)):
        put(str(path), other)
    return opened_to_all(path)


@pytest.fixture
def half_written(folder: Path, one: Catalogue) -> Path:
    """Return a file that holds *one*, half of something else, and a journal."""

    def die_half_way() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as dying:
            dying.execute("PRAGMA cache_size = 5")
            dying.execute("BEGIN IMMEDIATE")
            dying.executemany(
                "INSERT INTO seed_file (path, source, sha256, loaded_at)"
                " VALUES (?, 'letters', ?, '2026-01-01')",
                ((f"{number}.yaml", "x" * 500) for number in range(2000)),
            )
            time.sleep(600)

    path = folder / NAME
    put(str(path), one)
    size, last = path.stat().st_size, time.monotonic() + 30
    with running(die_half_way):
        while path.stat().st_size < size + 500_000:
            assert time.monotonic() < last, "it never wrote"
            time.sleep(0.01)
    return opened_to_all(path)


def opened_to_all(path: Path) -> Path:
    for each in path.parent.iterdir():
        each.chmod(0o666)
    return path


def beside(path: Path) -> set[str]:
    return {each.name.removeprefix(NAME) for each in path.parent.iterdir()}


def letters(path: Path) -> int:
    with open_reader(str(path)) as reader:
        (row,) = reader.rows(Query("SELECT count(*) AS n FROM letter"))
    count: int = row["n"]
    return count


@pytest.mark.parametrize("lost", [(), ("-shm",)], ids=["whole", "without its index"])
def test_a_log_of_the_dead_is_read_and_then_put_away(
    logged: Path, one: Catalogue, lost: tuple[str, ...]
) -> None:
    assert beside(logged) == {"", "-wal", "-shm"}
    for ending in lost:
        Path(f"{logged}{ending}").unlink()

    assert outcome(lambda: letters(logged), nobody=True) == "12"
    assert whole(str(logged)) == "other"

    put(str(logged), one)
    assert whole(str(logged)) == "one"
    assert beside(logged) == {""}


def test_a_log_in_a_read_only_folder_is_read_or_named(logged: Path) -> None:
    logged.parent.chmod(0o555)
    assert outcome(lambda: letters(logged), nobody=True) == "12"

    Path(f"{logged}-shm").unlink()
    said = outcome(lambda: letters(logged), nobody=True)

    assert said.startswith("DatabaseError: ")
    assert "the rights of the file and of its folder" in said
    assert beside(logged) == {"", "-wal"}


def test_a_journal_of_the_dead_is_undone_by_the_next(
    half_written: Path, one: Catalogue
) -> None:
    assert outcome(lambda: letters(half_written), nobody=True) == "22"

    assert whole(str(half_written)) == "one"
    assert "nothing changed" in put(str(half_written), one)[0]


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (
            0o644,
            "was left by a load that was interrupted (run 'hrdemands load' once as",
        ),
        (0o666, "cannot be put in order (check the rights of the file and of its"),
    ],
    ids=["file closed", "file open"],
)
def test_a_journal_in_a_read_only_folder_is_named(
    half_written: Path, one: Catalogue, mode: int, words: str
) -> None:
    for path in half_written.parent.iterdir():
        path.chmod(mode)
    half_written.parent.chmod(0o555)

    for said in (
        outcome(lambda: letters(half_written), nobody=True),
        outcome(lambda: put(str(half_written), one), nobody=True),
    ):
        assert said.startswith("DatabaseError: ")
        assert words in said
        assert "\n" not in said
    half_written.parent.chmod(0o777)
    assert whole(str(half_written)) == "one"


def test_a_copy_without_its_log_is_what_it_was_before(
    logged: Path, tmp_path: Path
) -> None:
    """Who copies a file alone gets an older state of it, and a whole one."""
    copy = shutil.copy(logged, tmp_path / NAME)

    assert whole(str(copy)) == "one"
