"""The doctor sees damage of any kind, where SQLite's own check most often does not."""

# ruff: noqa: S608, S311 - the SQL is written here, and chance is no secret

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fingerprints import bytes_of
from loaded import ask
from test_doctor import found, wrong

from hrdemands.errors import ExitStatus
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.seals import SEALED

FLIPS = 60
HASHED = ("letter", "demand", "letter_text")


def text_runs(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """The texts of letters and demands as they lie in the file, column after column.

    With the table and the letter of each. Without the time of loading, which nothing
    else says.
    """
    with closing(sqlite3.connect(path)) as connection:
        for table in HASHED:
            of = "id" if table == "letter" else "letter_id"
            cursor = connection.execute(f"SELECT {of}, * FROM {table}")
            columns = [each[0] for each in cursor.description][1:]
            for letter, *row in cursor.fetchall():
                values = [
                    None if name in ("loaded_at", "seed_file") else value
                    for name, value in zip(columns, row, strict=True)
                ]
                for run in runs(values):
                    yield table, letter, run.encode()


def common_runs(path: Path) -> Iterator[tuple[str, bytes]]:
    """The same of the tables that letters share, with the name of each."""
    with closing(sqlite3.connect(path)) as connection:
        for each in SEALED:
            names = ", ".join(each.c.keys()).replace("loaded_at", "NULL")
            for row in connection.execute(f"SELECT {names} FROM {each.name}"):
                for run in runs(list(row)):
                    yield each.name, run.encode()


def runs(values: list[object]) -> Iterator[str]:
    """Texts that lie side by side; numbers, and what is left out, part them."""
    run = ""
    for value in [*values, 0]:
        if isinstance(value, str):
            run += value
        elif run:
            yield run
            run = ""


def places(path: Path) -> list[tuple[str, str, int]]:
    """Every byte of text that lies in one place of the file alone."""
    content = path.read_bytes()
    return [
        (table, letter, content.index(run) + offset)
        for table, letter, run in text_runs(path)
        if len(run) > 8 and content.count(run) == 1
        for offset in range(len(run))
    ]


def flip(path: Path, at: int, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.write_bytes(content)


def sqlite_sees(path: Path) -> bool:
    """Whether SQLite's own check of the file finds anything."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return connection.execute("PRAGMA integrity_check").fetchall() != [(b"ok",)]


def test_every_flipped_bit_of_a_text_is_seen(
    loaded_sqlite: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    chance = random.Random(20140301)
    candidates = places(Path(loaded_sqlite))
    assert {table for table, _, _ in candidates} == set(HASHED)
    seen_by_sqlite = 0
    for table, letter, at in chance.sample(candidates, FLIPS):
        path = Path(shutil.copy(loaded_sqlite, tmp_path / "flipped.db"))
        flip(path, at, chance.randrange(8))
        said = wrong(str(path), small_catalogue)
        by_hash = "texts of letters" if table == "letter_text" else HASHED
        assert any(what.startswith(by_hash) for what in said), (table, letter, at)
        seen_by_sqlite += sqlite_sees(path)

    assert seen_by_sqlite < FLIPS / 2


def test_every_flipped_bit_of_what_letters_share_is_seen(
    loaded_sqlite: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    """Vocabularies, actors, asks and judgements, table by table."""
    chance = random.Random(19481210)
    content = Path(loaded_sqlite).read_bytes()
    candidates: dict[str, list[int]] = {}
    for table, run in common_runs(Path(loaded_sqlite)):
        if len(run) > 8 and content.count(run) == 1:
            places = range(content.index(run), content.index(run) + len(run))
            candidates.setdefault(table, []).extend(places)
    assert len(candidates) > 20
    for table in chance.choices(list(candidates), k=FLIPS):
        at = chance.choice(candidates[table])
        path = Path(shutil.copy(loaded_sqlite, tmp_path / "flipped.db"))
        flip(path, at, chance.randrange(8))
        assert f"table {table}" in wrong(str(path), small_catalogue), (table, at)


def test_no_damage_ends_in_anything_but_findings(
    loaded_sqlite: str, small_catalogue: Catalogue, tmp_path: Path
) -> None:
    chance = random.Random(20170506)
    size = Path(loaded_sqlite).stat().st_size
    for _ in range(FLIPS):
        path = Path(shutil.copy(loaded_sqlite, tmp_path / "damaged.db"))
        for _ in range(chance.choice([1, 10, 100])):
            flip(path, chance.randrange(size), chance.randrange(8))
        found(str(path), small_catalogue)


@pytest.mark.parametrize("part", [0.0, 0.01, 0.3, 0.6, 0.9])
def test_a_truncated_file_is_named(loaded_sqlite: str, part: float) -> None:
    path = Path(loaded_sqlite)
    os.truncate(path, int(path.stat().st_size * part))
    before = bytes_of(path)

    said = ask("doctor", db=loaded_sqlite)

    assert said.status == ExitStatus.DATA
    assert "\nwrong: " in f"\n{said.out}"
    assert bytes_of(path) == before


def test_what_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Secretary-General,\n" * 100)

    said = ask("doctor", db=str(path))

    assert said.status == ExitStatus.DATA
    assert all(line.startswith("wrong: ") for line in said.out.splitlines())
    assert "is no SQLite database" in said.out
