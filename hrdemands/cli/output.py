"""Where an answer goes: the options of output, and the commands that have them."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click

from hrdemands.cli.options import DB, flag, given
from hrdemands.cli.outcome import note, write
from hrdemands.present.formats import FORMATS, Layout, Style, render
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.sqltext import NO_ROWS, Query

USUAL_COLUMNS = 80


class Output:
    """What the user said about the answer, and the answer until it is written.

    It is written when the database is closed again: a pager that waits for its reader
    must not keep a load waiting.
    """

    def __init__(
        self,
        *,
        db: str | None = None,
        form: str | None = None,
        file: str | None = None,
        sql: bool = False,
        raw_csv: bool = False,
    ) -> None:
        self.db, self.file, self.sql = db, file, sql
        self.form = form or _form_of(file)
        self._raw_csv = raw_csv
        self._data: list[str] = []
        self._notes: list[str] = []

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
        """Show what *find* returns, or with ``--sql`` the statement behind it.

        Returns what was found, and None when only the statement was asked for.
        """
        if self.sql:
            self._data.append(f"{(query or NO_ROWS).literal()};\n")
            return None
        results = find()
        if results or self.form != "table":
            self._data.append(
                render(results, layout, self.form, self._style(), single=single)
            )
        return results

    def note(self, text: str) -> None:
        """Say something that is no data, after the answer."""
        self._notes.append(text)

    def count(
        self, results: Sequence[Any] | None, word: str, limit: int | None = None
    ) -> None:
        """Say how many there are; where *limit* may have cut them, say that instead."""
        if results is None:
            return
        words = word if len(results) == 1 else f"{word}s"
        if limit is not None and len(results) >= limit:
            shown = f"{len(results)} {words} shown"
            self.note(
                f"{shown}{_by_source(results)}; without --limit there may be more"
            )
        else:
            self.note(f"{len(results) or 'no'} {words}{_by_source(results)}")

    def finish(self) -> None:
        """Write the answer to its place, and then the notes."""
        text = "".join(self._data)
        if self.file is None:
            write(text)
        else:
            from hrdemands.cli.files import refuse_database, write_file  # noqa: PLC0415

            refuse_database(self.file, self.db)
            write_file(self.file, text)
        for words in self._notes:
            note(words)

    def to_terminal(self) -> bool:
        """Whether a person sees the answer come."""
        return self.file is None and sys.stdout is not None and sys.stdout.isatty()

    def _style(self) -> Style:
        """What the place of the answer can show."""
        terminal = self.to_terminal()
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return Style(
            columns=_columns(terminal=terminal),
            colour=terminal and not plain,
            raw_csv=self._raw_csv,
        )


def _by_source(results: Sequence[Any]) -> str:
    """Of what sources demands are, where one was imported: `` (letters 2, upr 9)``."""
    counts: dict[str, int] = {}
    for result in results:
        source = getattr(getattr(result, "demand", result), "source", "letters")
        counts[source] = counts.get(source, 0) + 1
    if not counts.keys() - {"letters"}:
        return ""
    return f" ({', '.join(f'{name} {counts[name]}' for name in sorted(counts))})"


def _form_of(file: str | None) -> str:
    """The form that a file's ending asks for; a table where it asks for none."""
    ending = (file or "").rpartition(".")[2].lower()
    return ending if ending in FORMATS else "table"


def _columns(*, terminal: bool) -> int:
    """The width of the terminal, unless ``COLUMNS`` says another."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and len(said) < len("10000") and int(said):
        return int(said)
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else 0
    except OSError:
        columns = 0
    return columns or USUAL_COLUMNS


def output_options() -> list[click.Parameter]:
    """The options of where an answer goes and how it looks."""
    return [
        click.Option(
            ["--format", "form"],
            type=click.Choice(FORMATS),
            help="Form of the answer.  [default: that of FILE's ending, else table]",
        ),
        click.Option(
            ["-o", "--output", "file"],
            type=click.Path(),
            metavar="FILE",
            help="Write to a file.",
        ),
    ]


ANSWER = [
    *output_options(),
    flag("--sql", "Print the SQL instead of running it."),
    flag("--raw-csv", "Leave CSV cells as they are, formulas and all."),
    DB,
]


def answers(
    name: str,
    *params: click.Parameter,
    options: Sequence[click.Parameter] = ANSWER,
    kind: type[click.Command] = click.Command,
) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command of a function that is given an `Output` and its *params*."""
    chosen = {option.name for option in options}

    def make(command: Callable[..., None]) -> click.Command:
        @wraps(command)
        def answer(**values: Any) -> None:
            output = Output(**{key: values.pop(key) for key in chosen if key})
            command(output, **values)
            output.finish()

        return click.command(name, cls=kind, params=[*params, *options])(answer)

    return make


def typed(reader: Reader, options: dict[str, Any]) -> Filters:
    """The filters a user typed, names resolved."""
    return Filters.named(reader, **given(options))
