"""Where an answer goes: the options of output, and the one writer of stdout."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from hrdemands.cli.options import db_option
from hrdemands.cli.outcome import note
from hrdemands.errors import OutputError
from hrdemands.present.formats import FORMATS, Layout, Style, render
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.sqltext import Query

T = TypeVar("T")
WIDTH_OF_A_FILE = 80


@dataclass(frozen=True, slots=True)
class Output:
    """What the user said about the answer: its database, form and place."""

    db: str | None
    form: str
    file: str | None
    sql: bool
    raw_csv: bool

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Open the database to read."""
        with open_reader(self.db) as reader:
            yield reader

    def show(
        self,
        query: Query | None,
        find: Callable[[], Sequence[Any]],
        layout: Layout,
        *,
        single: bool = False,
    ) -> Sequence[Any] | None:
        """Print what *find* returns, or with ``--sql`` the statement behind it.

        Returns what was found, and None when only the statement was asked for.
        """
        if self.sql:
            self.write(f"{query.literal() if query else 'SELECT 1 WHERE 1 = 0'};\n")
            return None
        results = find()
        if results or self.form != "table":
            self.write(render(results, layout, self.form, self.style(), single=single))
        return results

    def style(self) -> Style:
        """What the place of the answer can show."""
        terminal = self.file is None and sys.stdout.isatty()
        columns = (
            shutil.get_terminal_size().columns
            if terminal
            else int(os.environ.get("COLUMNS") or WIDTH_OF_A_FILE)
        )
        colour = terminal and not os.environ.get("NO_COLOR")
        return Style(columns=columns, colour=colour, raw_csv=self.raw_csv)

    def write(self, text: str) -> None:
        """Write data to stdout, or whole to the file asked for."""
        if self.file is None:
            sys.stdout.write(text)
        else:
            write_file(Path(self.file), text)


def write_file(path: Path, text: str) -> None:
    """Write *text* to *path*, all or nothing; raise OutputError when it cannot be."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, delete=False
        ) as stream:
            stream.write(text)
        os.chmod(stream.name, 0o666 & ~_umask())  # noqa: PTH101 - a name, not a Path
        Path(stream.name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror}", "check the path") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def answers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of output; the command gets them as its first argument."""

    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="Form of the answer.",
    )
    @click.option(
        "-o",
        "--output",
        "file",
        type=click.Path(dir_okay=False),
        help="Write to a file.",
    )
    @click.option("--sql", is_flag=True, help="Print the SQL instead of running it.")
    @click.option(
        "--raw-csv", is_flag=True, help="Leave CSV cells that look like formulas as is."
    )
    @db_option
    @wraps(command)
    def with_output(
        *,
        db: str | None,
        form: str,
        file: str | None,
        sql: bool,
        raw_csv: bool,
        **rest: Any,
    ) -> Any:  # noqa: ANN401
        return command(Output(db, form, file, sql, raw_csv), **rest)

    return with_output


def typed(reader: Reader, options: dict[str, Any]) -> Filters:
    """The filters a user typed, names resolved."""
    given = {key: value for key, value in options.items() if value not in (None, ())}
    return Filters.named(reader, **given)


def count_note(results: Sequence[Any] | None, word: str) -> None:
    """Say on stderr how many there are."""
    if results is not None:
        plural = word if len(results) == 1 else f"{word}s"
        note(f"{len(results) or 'no'} {plural}")
