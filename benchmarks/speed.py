"""Speed, each figure beside its limit or its peer, measured in the same run.

    ./run bench                        starts, look-ups, checks and loads
    ./run bench --only lookups --demands 25000
    ./run bench --only lookups --database FILE
    ./run bench --only lookups --postgresql URL

Processor time of medians; what is made up for it (see `generate`) goes into a temporary
folder, or stays in the one that --folder names, for the next run.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import checking
import loads
import lookups
import starts
from filled import fill
from generate import write_folder
from sqlalchemy import inspect

from hrdemands.queries.target import read_target
from hrdemands.store.engine import write_engine


class Given(NamedTuple):
    """What the command line asks for."""

    folder: Path
    demands: int
    runs: int
    database: str | None
    sqlite_utils: str | None
    postgresql: str | None


def seeds_of(given: Given) -> Path:
    """The folder of made-up seeds, made when it is first wanted."""
    folder = given.folder / f"seeds-{given.demands}"
    if not folder.exists():
        write_folder(folder, given.demands)
    return folder


def database_of(given: Given) -> str:
    """The filled database, filled when it is first wanted."""
    if given.database:
        return given.database
    path = given.folder / f"filled-{given.demands}.db"
    if not path.exists():
        fill(str(path), given.demands)
    return str(path)


def show_starts(given: Given) -> Iterator[str]:
    """Whole processes, in times of `python -c pass`."""
    yield "| whole process | ms | x python -c pass | x sqlite-utils | at most |"
    yield "|---|--:|--:|--:|--:|"
    if not given.sqlite_utils:
        yield "| (without --sqlite-utils PATH that peer is left out) | | | | |"
    for start in starts.measure(database_of(given), given.sqlite_utils):
        peer = "" if start.of_peer is None else f"{start.of_peer:.2f}"
        times = f"{start.took:.0f} | {start.of_python:.2f} | {peer}"
        yield f"| {start.name} | {times} | {start.limit or ''} |"


def show_lookups(given: Given) -> Iterator[str]:
    """Look-ups in one process."""
    yield "| look-up | ms | under |"
    yield "|---|--:|--:|"
    for found in lookups.measure(database_of(given)):
        yield f"| {found.name} | {found.took:.2f} | {found.limit or ''} |"
    if given.postgresql:
        with write_engine(read_target(given.postgresql)) as engine:
            empty = not inspect(engine).get_table_names()
        if empty:
            fill(given.postgresql, given.demands)
        for found in lookups.measure_server(given.postgresql):
            name = f"PostgreSQL: {found.name}"
            yield f"| {name} | {found.took:.2f} | {found.limit or ''} |"


def show_loads(given: Given) -> Iterator[str]:
    """Loads end to end, and the same rows by the driver alone."""
    yield "| load | s | raw s | x raw | at most | processor s | raw | MiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    pairs = list(loads.measure_sqlite(seeds_of(given), given.folder, given.runs))
    yield _load("SQLite", pairs, 1.35)
    if given.postgresql:
        seeds = seeds_of(given)
        runs = list(loads.measure_postgresql(seeds, given.postgresql, given.runs))
        yield _load("PostgreSQL", [(spent, raw) for spent, raw, _ in runs], 1.5)
        after = [(spent, raw) for spent, _, raw in runs]
        yield _load("the same, beside keys after rows", after, None)


def _load(
    name: str, pairs: list[tuple[loads.Spent, loads.Raw]], limit: float | None
) -> str:
    ratio = statistics.median(spent.seconds / raw.seconds for spent, raw in pairs)
    took, processor = (
        statistics.median(spent[n] for spent, _ in pairs) for n in range(2)
    )
    raw_took, raw_processor = (
        statistics.median(raw[n] for _, raw in pairs) for n in range(2)
    )
    largest = max(spent.mebibytes for spent, _ in pairs)
    return (
        f"| {name} | {took:.1f} | {raw_took:.1f} | {ratio:.2f} | {limit or ''} |"
        f" {processor:.1f} | {raw_processor:.1f} | {largest:.0f} |"
    )


def show_checks(given: Given) -> Iterator[str]:
    """Checks of a catalogue, and its bare parsers."""
    yield "| check | s | parser s | x parser | at most |"
    yield "|---|--:|--:|--:|--:|"
    for name, took, bare, limit in checking.measure(given.folder, given.runs):
        times = f"{took:.2f} | {bare:.2f} | {took / bare:.2f}"
        yield f"| {name} | {times} | {limit or ''} |"


PARTS: dict[str, Callable[[Given], Iterator[str]]] = {
    "starts": show_starts,
    "lookups": show_lookups,
    "loads": show_loads,
    "checks": show_checks,
}


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--demands", type=int, default=250_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="keep what is made up here")
    parser.add_argument("--database", help="look up in this one")
    parser.add_argument("--sqlite-utils", metavar="PATH", help="the peer's program")
    parser.add_argument(
        "--postgresql",
        metavar="URL",
        help="an empty database; of look-ups one may be filled",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        given = Given(
            options.folder or Path(temporary),
            options.demands,
            options.runs,
            options.database,
            options.sqlite_utils,
            options.postgresql,
        )
        given.folder.mkdir(exist_ok=True)
        for part in options.only:
            for line in PARTS[part](given):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
