"""Importing recommendations of other sources."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hrdemands.cli.options import DB, flag
from hrdemands.cli.outcome import write
from hrdemands.errors import ExitStatus

SOURCES = ("upr-info", "uhri")
"""The names of `importers.registry`, which help and completion need not import."""

BAR = 30


@click.command(
    "import",
    params=[
        click.Argument(["source"], type=click.Choice(SOURCES)),
        click.Argument(
            ["files"],
            nargs=-1,
            required=True,
            metavar="FILE...",
            type=click.Path(path_type=Path),
        ),
        flag("--strict", "Refuse a file with a value that no vocabulary knows."),
        flag("--dry-run", "Say what would be imported; change nothing."),
        click.Option(
            ["--encoding"],
            metavar="NAME",
            help="Encoding of the files.  [default: found out from their bytes]",
        ),
        click.Option(
            ["--max-bytes"],
            type=click.IntRange(1),
            metavar="N",
            help=(
                "Largest file that is read, unpacked; other limits grow with it."
                "  [default: 500,000,000 bytes]"
            ),
        ),
        DB,
    ],
)
def import_command(  # noqa: PLR0913 - one argument an option
    source: str,
    files: tuple[Path, ...],
    *,
    strict: bool,
    dry_run: bool,
    encoding: str | None,
    max_bytes: int | None,
    db: str | None,
) -> int:
    """Import recommendations made to states: all files, or nothing.

    SOURCE is upr-info (recommendations of states in the UPR, as UPR Info exports them)
    or uhri (of UN mechanisms, as the Universal Human Rights Index does). FILE is CSV,
    XLSX or JSON; its form and encoding are found out. What the database has already is
    recognized, and nothing is removed. Values no vocabulary knows are kept as written
    and listed. Example: hrdemands import upr-info session-9.csv --dry-run
    """
    from hrdemands.cli.interrupts import hold_signals  # noqa: PLC0415
    from hrdemands.importers.registry import IMPORTERS  # noqa: PLC0415
    from hrdemands.importers.tables import Limits  # noqa: PLC0415
    from hrdemands.queries.target import read_target  # noqa: PLC0415
    from hrdemands.store.accounts import account  # noqa: PLC0415
    from hrdemands.store.intake import Wish, import_files  # noqa: PLC0415

    target = read_target(db)
    limits = Limits() if max_bytes is None else Limits(max_bytes)
    with _bar() as watch:
        wish = Wish(limits, encoding, strict, dry_run, watch, hold_signals)
        intake = import_files(target, IMPORTERS[source], files, wish)
    for line in account(target, intake, dry_run=dry_run):
        write(f"{line}\n")
    return ExitStatus.OK


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """Draw on a terminal's stderr how far the work is; nothing anywhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _words, _done, _whole: None
        return
    try:
        yield _draw
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _draw(words: str, done: int, whole: int) -> None:
    share = min(done / whole, 1) if whole else 0
    filled = "#" * int(BAR * share)
    click.echo(f"\r\x1b[K[{filled:<{BAR}}] {share:4.0%} {words}", nl=False, err=True)
