"""Checking and loading seeds."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hrdemands.cli.options import DB, flag
from hrdemands.cli.outcome import note, write
from hrdemands.errors import DataError, ExitStatus
from hrdemands.present.columns import plural
from hrdemands.shipped import shipped
from hrdemands.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hrdemands.seedfiles.checks import Checking
    from hrdemands.seedfiles.problems import Problem

_FOLDER = click.Path(path_type=Path)
SEEDS = [
    click.Argument(["seeds"], required=False, type=_FOLDER),
    click.Option(
        ["--texts"],
        type=_FOLDER,
        metavar="DIR",
        help="Folder of the letters' texts: verify quotes and spans against them.",
    ),
    flag("--alone", "Do not join SEEDS to the shipped ones."),
]
LARGEST = click.Option(
    ["--max-bytes"],
    type=click.IntRange(1),
    metavar="N",
    help="Largest file that is read.  [default: 5,000,000 bytes]",
)
PROCESSES = click.Option(
    ["--processes"],
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that check JSON Lines.  [default: one a processor, if it pays]",
)
EVERY = flag("--all", "Tell every place of a problem, however many are alike.")


def roots(seeds: Path | None, *, alone: bool) -> list[Path]:
    """The folders of seeds: the shipped ones, and the user's own joined to them."""
    own = shipped("seeds")
    if seeds is None or os.path.realpath(seeds) == os.path.realpath(own):
        return [own if seeds is None else seeds]
    return [seeds] if alone else [own, seeds]


@click.command("check", params=[*SEEDS, LARGEST, PROCESSES, EVERY])
def check_command(  # noqa: PLR0913 - one argument an option
    seeds: Path | None,
    texts: Path | None,
    *,
    alone: bool,
    max_bytes: int | None,
    processes: int | None,
    all: bool,  # noqa: A002 - the option's name
) -> int:
    """Check seed files and report every problem, by file and line.

    SEEDS is a folder of your own, joined to the shipped seeds. Exit status 65 says
    that there is an error. Example: hrdemands check my-seeds --texts my-letters
    """
    checking = _begun(seeds, texts, alone, max_bytes, processes)
    found, problems = checking.complete()
    catalogue = checking.catalogue
    for line in _lines(problems, every=all):
        write(f"{visible(line)}\n")
    errors = _errors(problems)
    verified = f", {plural(len(found), 'text')} verified" if texts else ""
    note(
        f"{plural(len(catalogue.letters), 'letter')},"
        f" {plural(len(catalogue.demands), 'demand')}{verified}:"
        f" {plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
    )
    if any(problem.code.startswith(("E1", "E2")) for problem in problems):
        note(
            "what has an error of E1 or E2 is checked further once that is mended:"
            " check again"
        )
    return ExitStatus.DATA if errors else ExitStatus.OK


def _begun(
    seeds: Path | None,
    texts: Path | None,
    alone: bool,  # noqa: FBT001 - it comes from an option of that name
    max_bytes: int | None,
    processes: int | None,
) -> "Checking":
    from hrdemands.seedfiles.checks import Checking  # noqa: PLC0415
    from hrdemands.seedfiles.processes import (  # noqa: PLC0415
        begin_as_copies,
        look_seldom,
    )

    look_seldom()
    if click.get_current_context().obj:
        begin_as_copies()
    limits = {} if max_bytes is None else {"max_bytes": max_bytes}
    return Checking(roots(seeds, alone=alone), texts, **limits, processes=processes)


def _lines(problems: "list[Problem]", *, every: bool = False) -> "Iterator[str]":
    from hrdemands.seedfiles.problems import briefly  # noqa: PLC0415

    if every:
        return (f"{problem.severity}: {problem}" for problem in problems)
    return briefly(problems)


def _errors(problems: "list[Problem]") -> int:
    return sum(problem.is_error for problem in problems)


@click.command(
    "load",
    params=[
        *SEEDS,
        LARGEST,
        PROCESSES,
        flag("--dry-run", "Say what would change; change nothing."),
        DB,
    ],
)
def load_command(  # noqa: PLR0913 - one argument an option
    seeds: Path | None,
    texts: Path | None,
    *,
    alone: bool,
    max_bytes: int | None,
    processes: int | None,
    dry_run: bool,
    db: str | None,
) -> None:
    """Check seeds, then load what changed: all of it, or nothing.

    Without SEEDS the shipped ones are loaded. Rows that left the seeds leave the
    database. With --texts, the letters' texts are kept in your database. Example:
    hrdemands load --texts my-letters --db archive.db
    """
    from hrdemands.cli.interrupts import hold_signals  # noqa: PLC0415
    from hrdemands.queries.target import read_target  # noqa: PLC0415
    from hrdemands.store.seeding import is_held, load_seeds  # noqa: PLC0415

    target = read_target(db)
    if texts is None and is_held(target, roots(seeds, alone=alone)):
        write(f"{target.label}: nothing changed, every file is as it was loaded\n")
        return
    lines = load_seeds(
        target,
        lambda: _begun(seeds, texts, alone, max_bytes, processes),
        _tell,
        dry_run=dry_run,
        committing=hold_signals,
    )
    for line in lines:
        write(f"{line}\n")


def _tell(problems: "list[Problem]") -> None:
    for line in _lines(problems):
        note(line)
    if errors := _errors(problems):
        raise DataError(
            f"{plural(errors, 'error')} in the seeds; nothing was loaded", "mend them"
        )
