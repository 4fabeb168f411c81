"""Checking and loading seeds."""

from pathlib import Path

import click

from hrdemands.cli.options import DB, flag
from hrdemands.cli.outcome import note, write
from hrdemands.errors import DataError, ExitStatus
from hrdemands.shipped import shipped
from hrdemands.text import visible

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


def roots(seeds: Path | None, *, alone: bool) -> list[Path]:
    """The folders of seeds: the shipped ones, and the user's own joined to them."""
    own = shipped("seeds")
    if seeds is None or seeds.resolve() == own.resolve():
        return [own if seeds is None else seeds]
    return [seeds] if alone else [own, seeds]


@click.command("check", params=[*SEEDS])
def check_command(seeds: Path | None, texts: Path | None, *, alone: bool) -> int:
    """Check seed files and report every problem, by file and line.

    SEEDS is a folder of your own, joined to the shipped seeds. Exit status 65 says
    that there is an error. Example: hrdemands check my-seeds --texts my-letters
    """
    from hrdemands.seedfiles.checks import check  # noqa: PLC0415
    from hrdemands.seedfiles.problems import Severity  # noqa: PLC0415

    catalogue, found, problems = check(roots(seeds, alone=alone), texts)
    for problem in problems:
        write(f"{visible(f'{problem.severity}: {problem}')}\n")
    errors = sum(p.severity is Severity.ERROR for p in problems)
    verified = f", {len(found)} texts verified" if texts else ""
    note(
        f"{len(catalogue.letters)} letters, {len(catalogue.demands)} demands{verified}:"
        f" {errors} errors, {len(problems) - errors} warnings"
    )
    return ExitStatus.DATA if errors else ExitStatus.OK


@click.command(
    "load",
    params=[*SEEDS, flag("--dry-run", "Say what would change; change nothing."), DB],
)
def load_command(
    seeds: Path | None,
    texts: Path | None,
    *,
    alone: bool,
    dry_run: bool,
    db: str | None,
) -> None:
    """Check seeds, then load what changed: all of it, or nothing.

    Without SEEDS the shipped ones are loaded. Rows that left the seeds leave the
    database. With --texts, the letters' texts are kept in your database. Example:
    hrdemands load --texts my-letters --db archive.db
    """
    from hrdemands.queries.target import read_target  # noqa: PLC0415
    from hrdemands.seedfiles.checks import check  # noqa: PLC0415
    from hrdemands.seedfiles.problems import Severity  # noqa: PLC0415
    from hrdemands.store.seeding import load_catalogue  # noqa: PLC0415

    target = read_target(db)
    catalogue, found, problems = check(roots(seeds, alone=alone), texts)
    for problem in problems:
        note(f"{problem.severity}: {problem}")
    errors = sum(p.severity is Severity.ERROR for p in problems)
    if errors:
        raise DataError(
            f"{errors} errors in the seeds; nothing was loaded", "mend them"
        )
    for line in load_catalogue(target, catalogue, found, dry_run=dry_run):
        write(f"{line}\n")
