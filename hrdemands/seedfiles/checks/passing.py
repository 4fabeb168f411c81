"""Letters of JSON Lines, checked as they pass by: some at a time, and none held.

This part of a check needs nothing but the letters themselves, so that several processes
may do it, each with letters of its own. Whether what they refer to exists is known when
all is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.references import note_uses
from hrdemands.seedfiles.checks.rules import RULES
from hrdemands.seedfiles.holdings import Letters
from hrdemands.seedfiles.jsonlines import Line, LinesFile, Unreadable, lines_of, parse
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry, Placed
from hrdemands.seedfiles.records import Letter

_LINES_AT_ONCE = 100
_BYTES_AT_ONCE = 250_000

Lines = list[tuple[Line, bytes]]
Entries = list[Entry[Letter]]
Make = Callable[[Entries], Any]
"""Makes of letters what they are wanted for; a function that pickle knows by name."""


class Passed(NamedTuple):
    """What is left of some letters that passed: all of it can go between processes."""

    placed: list[Placed]
    refused: Lines
    """Those that are no letters."""
    problems: list[Problem]
    used: dict[str, set[str]]
    """The ids that the letters use, by the kind they are to be of."""
    made: Any
    """What was made of them."""


def batches(file: LinesFile, max_bytes: int) -> Iterator[Lines]:
    """The lines of a file, some at a time. Raises OSError, and DataError."""
    batch: Lines = []
    size = 0
    for line, raw in lines_of(file.file, max_bytes):
        batch.append((line, raw))
        size += len(raw)
        if len(batch) >= _LINES_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def pass_by(lines: Lines, max_bytes: int, make: Make | None) -> Passed:
    """Check letters by the rules that look at letters alone, and *make* what is wanted.

    Nothing is made where a rule finds an error: it could break a rule of the database.
    """
    placed: list[Placed] = []
    refused: Lines = []
    entries: Entries = []
    for line, raw in lines:
        try:
            letter = parse(line, raw, max_bytes)
        except (Unreadable, ValidationError):
            refused.append((line, raw))
            continue
        placed.append(Placed(letter.id, [d.n for d in letter.demands], line))
        entries.append(Entry(letter, line.seed_file(), ()))
    problems = list(alone(entries))
    used: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        note_uses(entry.record, used)
    faulty = refused or any(problem.is_error for problem in problems)
    made = None if faulty or make is None else make(entries)
    return Passed(placed, refused, problems, dict(used), made)


def alone(entries: Iterable[Entry[Letter]]) -> Iterator[Problem]:
    """The problems of letters by the rules that look at nothing else."""
    letters = Letters({str(number): each for number, each in enumerate(entries)})
    catalogue = Catalogue(letters=letters)
    for rule in RULES:
        if not rule.joins:
            yield from rule.check(catalogue)
