"""Keyed recurrence beyond one machine: export to Parquet, count with an engine.

    python benchmarks/parquet.py export hrdemands.db asked.parquet
    python benchmarks/parquet.py count asked.parquet --engine polars

A row of the export is one thing asked of one country in one document: country, key
(the verb and the thing, as proposals find them), document, year. What recurs is what
was asked in at least two documents. Engines: python (no engine at all), polars, dask
(two processes). They give the same answer; `docs/scale.md` has the recipe.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.keys import find_keys
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.sqltext import Query
from hrdemands.queries.statements import find_statements
from hrdemands.queries.wordings import find_wordings

COLUMNS = ("country", "key", "document", "year")
FEWEST = 2
"""Documents in which a thing is asked before it recurs."""

PROCESSES = 2


class Asked(NamedTuple):
    """One thing asked of one country in one document."""

    country: str
    key: str
    document: str
    year: int


class Recurrence(NamedTuple):
    """What was asked of a country again and again."""

    country: str
    key: str
    documents: int
    years: int


def rows_in(reader: Reader) -> Iterator[Asked]:
    """What every demand of a database asks of every country it is about."""
    gazetteer = Gazetteer(find_wordings(reader))
    dates = reader.rows(Query("SELECT id, earliest FROM letter"))
    years = {row["id"]: int(str(row["earliest"])[:4]) for row in dates}
    for statement in find_statements(reader):
        keys = find_keys(statement, gazetteer)
        asked = {f"{act.verb} {thing}" for act in keys.acts for thing in act.things}
        for country in sorted(keys.countries):
            for key in sorted(asked):
                document = statement.document
                yield Asked(country, key, document, years[document])


def export(database: str, path: Path) -> int:
    """Write the rows of a database to a Parquet file; return how many."""
    import pyarrow as pa  # noqa: PLC0415 - the export's own requirement
    from pyarrow import parquet  # noqa: PLC0415

    with open_reader(database) as reader:
        rows = [row._asdict() for row in rows_in(reader)]
    parquet.write_table(pa.Table.from_pylist(rows), path)
    return len(rows)


def with_python(path: Path) -> list[Recurrence]:
    """Count without an engine: what the others are held to."""
    from pyarrow import parquet  # noqa: PLC0415

    found: dict[tuple[str, str], tuple[set[str], set[int]]]
    found = defaultdict(lambda: (set(), set()))
    for row in parquet.read_table(path).to_pylist():
        documents, years = found[row["country"], row["key"]]
        documents.add(row["document"])
        years.add(row["year"])
    return [
        Recurrence(*pair, len(documents), len(years))
        for pair, (documents, years) in found.items()
        if len(documents) >= FEWEST
    ]


def with_polars(path: Path) -> list[Recurrence]:
    """Count with Polars, lazily, in one process."""
    import polars as pl  # noqa: PLC0415

    counted = (
        pl.scan_parquet(path)
        .group_by("country", "key")
        .agg(
            pl.col("document").n_unique().alias("documents"),
            pl.col("year").n_unique().alias("years"),
        )
    )
    kept = counted.filter(pl.col("documents") >= FEWEST).collect()
    return [Recurrence(*row) for row in kept.iter_rows()]


def with_dask(path: Path) -> list[Recurrence]:
    """Count with Dask on a local cluster of two processes.

    All rows of a country and key are brought together first; each part is then
    counted by itself.
    """
    import dask.dataframe as dd  # noqa: PLC0415
    from dask.distributed import Client, LocalCluster  # noqa: PLC0415

    settings = {"n_workers": PROCESSES, "threads_per_worker": 1}
    with LocalCluster(dashboard_address=None, **settings) as cluster, Client(cluster):
        frame = dd.read_parquet(path).repartition(npartitions=PROCESSES)
        together = frame.shuffle(on=["country", "key"])
        meta = {"country": str, "key": str, "documents": int, "years": int}
        kept = together.map_partitions(_counted, meta=meta).compute()
    return [Recurrence(*row) for row in kept.itertuples(index=False, name=None)]


def _counted(part: Any) -> Any:  # noqa: ANN401 - a data frame of pandas
    counted = part.groupby(["country", "key"], observed=True).agg(
        documents=("document", "nunique"), years=("year", "nunique")
    )
    return counted[counted["documents"] >= FEWEST].reset_index()


ENGINES: dict[str, Callable[[Path], list[Recurrence]]] = {
    "python": with_python,
    "polars": with_polars,
    "dask": with_dask,
}


def main() -> None:
    """Export, or count and print what recurs most."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    exporting = commands.add_parser("export")
    exporting.add_argument("database")
    exporting.add_argument("file", type=Path)
    counting = commands.add_parser("count")
    counting.add_argument("file", type=Path)
    counting.add_argument("--engine", choices=ENGINES, default="polars")
    options = parser.parse_args()
    if options.command == "export":
        sys.stdout.write(f"{export(options.database, options.file):,} rows\n")
        return
    begun = time.monotonic()
    found = sorted(ENGINES[options.engine](options.file), key=lambda r: (-r[2], r))
    spent = time.monotonic() - begun
    for recurrence in found[:5]:
        sys.stdout.write(f"{recurrence}\n")
    sys.stdout.write(f"{len(found):,} recur; {spent:.1f} s with {options.engine}\n")


if __name__ == "__main__":
    main()
