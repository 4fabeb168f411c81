"""Attacks on a database by SQL, and what must be the same after each of them."""

import hashlib
import resource
import time
from pathlib import Path

from hrdemands.errors import SqlError
from hrdemands.queries import open_reader, run_sql

ATTACKS = Path(__file__).with_name("attacks")
SECONDS = 0.25
"""What an attack is given; it may take a second more."""

MOST_MEMORY = 512 << 10
"""In KiB, as the system counts what a process took at its most."""

SECRET = "what nobody may read"  # noqa: S105 - it is to be looked for


def statements(name: str) -> list[str]:
    """The statements of a file of `attacks`."""
    text = (ATTACKS / f"{name}.sql").read_text("utf-8")
    parts = (part.strip("\n") for part in text.split(";;\n"))
    return [without_headings(part) for part in parts if part]


def without_headings(part: str) -> str:
    """A statement without the lines above it that say what it is about."""
    while part.startswith("-- "):
        part = part.partition("\n")[2]
    return part


def titles(listed: list[str]) -> list[str]:
    """Short names of statements, for the list of tests."""
    return [f"{number}-{sql[:40]}" for number, sql in enumerate(listed, 1)]


def make_canaries(folder: Path) -> None:
    """Put into a folder what an attack would like to read, change or load."""
    canary = folder / "canary"
    canary.mkdir()
    for name in ("secret", "canary.db", "evil.so"):
        (canary / name).write_text(SECRET, "utf-8")


def files_in(folder: Path) -> dict[str, str]:
    """Every file of a folder with a hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def attack(database: str, sql: str, seconds: float = SECONDS) -> str:
    """Run *sql* as ``hrdemands sql`` does; return what it gave away or was told.

    It must end in time and within bounds, and leave the database fit for use.
    """
    with open_reader(database) as reader:
        begun = time.monotonic()
        try:
            said = repr(run_sql(reader, sql, seconds=seconds, max_rows=100_000))
        except SqlError as error:
            said = str(error)
            assert "\n" not in said
        assert time.monotonic() - begun < seconds + 1
    with open_reader(database) as reader:
        assert run_sql(reader, "SELECT 1 AS x").rows == ((1,),)
    assert peak() <= MOST_MEMORY
    assert SECRET not in said
    return said


def peak() -> int:
    """The most memory, in KiB, that a process started here has had and ended."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
