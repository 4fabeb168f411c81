"""Databases filled straight from the generator, for the benchmarks of look-ups."""

import itertools
import json
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from generate import asks, letters, write_folder

from hrdemands import schema
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import SeedFile
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.shipped import shipped
from hrdemands.store import fulltext
from hrdemands.store.engine import write_engine
from hrdemands.store.migrations import at_newest
from hrdemands.store.rewriting import rewriting
from hrdemands.store.rows import Row, RowSink, letter_rows, moment, table
from hrdemands.store.seeding import load_catalogue
from hrdemands.store.writing import write

NOW = moment(datetime(2026, 11, 22, tzinfo=UTC))
MADE = SeedFile(Path("made-up.jsonl"), "made-up.jsonl", "made-up.jsonl", "0" * 64)
AT_ONCE = 20_000


def fill(named: str, demands: int, seed: int = 1) -> None:
    """Make the database *named* hold *demands* made-up demands, each of some ask."""
    target = read_target(named)
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder, "seeds")
        write_folder(seeds, 1, seed)
        catalogue, texts, _ = check([shipped("seeds"), seeds])
    for key in [key for key in catalogue.letters if "-letter-" in key]:
        del catalogue.letters[key]
    load_catalogue(target, catalogue, texts)
    with (
        write_engine(target, create=True) as engine,
        at_newest(engine, named) as (connection, _),
        rewriting(connection, (), new=demands // 25) as writer,
    ):
        sink = RowSink()
        sink.add(
            schema.SeedFile,
            path=MADE.key,
            source="letters",
            sha256=MADE.sha256,
            loaded_at=NOW,
        )
        writer.write(sink.rows)
        numbers = asks(demands, random.Random(seed))  # noqa: S311
        judged: dict[Row, None] = {}
        for letter in letters(demands, seed):
            entry = Entry(Letter.model_validate_json(json.dumps(letter)), MADE, ())
            writer.write(letter_rows(entry, NOW, None))
            judged |= _judged(letter["id"], len(letter["demands"]), numbers)
        writer.settle()
        known = dict.fromkeys(row[0] for row in judged)
        made = [(ask, f"Ask {ask[4:]}", "made up", MADE.key) for ask in known]
        write(connection, table(schema.Ask), made)
        write(connection, table(schema.AskMembership), list(judged))
        writer.everything = True
    with (
        write_engine(target) as engine,
        at_newest(engine, named) as (connection, _),
    ):
        fulltext.refresh(connection, None)


def _judged(letter: str, count: int, asks: Iterator[int]) -> dict[Row, None]:
    """The rows that judge each demand of a letter the same as the next of *asks*."""
    judged: dict[Row, None] = {}
    for n, ask in enumerate(itertools.islice(asks, count), 1):
        row = (f"ask-{ask}", f"{letter}/{n}", "same", "reading", "made up")
        judged[(*row, "2026-01-01", "made up")] = None
    return judged
