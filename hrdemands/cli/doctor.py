"""Examining the database."""

from pathlib import Path

import click

from hrdemands.cli.curate import roots
from hrdemands.cli.options import DB, flag
from hrdemands.cli.outcome import write
from hrdemands.errors import DataError, ExitStatus
from hrdemands.text import visible


@click.command(
    "doctor",
    params=[
        click.Argument(["seeds"], required=False, type=click.Path(path_type=Path)),
        flag("--alone", "Do not join SEEDS to the shipped ones."),
        DB,
    ],
)
def doctor_command(seeds: Path | None, *, alone: bool, db: str | None) -> int:
    """Examine the database: what is wrong with it, and what to do.

    Reads only, also what is damaged. Every line begins with "ok" or "wrong"; exit
    status 65 says that something is wrong. SEEDS is the folder that was loaded, to
    compare with; without it, the shipped seeds, where they are what was loaded.
    Example: hrdemands doctor --db archive.db
    """
    from hrdemands.queries.target import read_target  # noqa: PLC0415
    from hrdemands.seedfiles.checks import check  # noqa: PLC0415
    from hrdemands.seedfiles.problems import Severity  # noqa: PLC0415
    from hrdemands.store.doctor import examine  # noqa: PLC0415

    target = read_target(db)
    catalogue, _, problems = check(roots(seeds, alone=alone), None)
    if any(p.severity is Severity.ERROR for p in problems):
        raise DataError("there are errors in the seeds", "run 'hrdemands check' first")
    ill = False
    for finding in examine(target, catalogue, named=seeds is not None):
        ill |= not finding.is_well
        write(f"{visible(str(finding))}\n")
    return ExitStatus.DATA if ill else ExitStatus.OK
