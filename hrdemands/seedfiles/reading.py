"""A folder of seed files, read into records.

A file under ``letters/`` is one letter, or, if it is called ``.jsonl``, one a line.
Every other file is a mapping from kinds (``issues``, ``persons``, ...; see
`records.KINDS`) to lists of records, so that users may cut their own seeds into files
as they like.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from hrdemands.seedfiles.files import find_files
from hrdemands.seedfiles.findings import explain, findings
from hrdemands.seedfiles.jsonlines import (
    HasNulls,
    Line,
    LinesFile,
    Unreadable,
    changed,
    is_lines,
    parse,
    survey,
)
from hrdemands.seedfiles.problems import Place, Problem, SeedFile
from hrdemands.seedfiles.records import KINDS, Letter, Record
from hrdemands.seedfiles.regular import MAX_BYTES, NotRegular
from hrdemands.seedfiles.salvage import (
    ANY_DEMAND,
    ANY_RECORD,
    Kept,
    doubtful_ids,
    ids_in,
    without_faults,
)
from hrdemands.seedfiles.yamlfile import read_yaml
from hrdemands.text import alternatives, quoted, suggestion, visible

R = TypeVar("R", bound=Record)
LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record and where it stands.

    A record with mistakes lacks the faulty values of its lists; ``kept`` says which
    places the others have in the file.
    """

    record: R
    file: SeedFile
    path: Place
    kept: Kept = field(default_factory=dict)

    def problem(
        self, path: Place, code: str, message: str, remedy: str = ""
    ) -> Problem:
        """A problem at *path* within this record."""
        place = (*self.path, *self.in_file(path))
        return self.file.problem(place, code, message, remedy)

    def in_file(self, path: Place) -> Place:
        """*path* within this record as it is in the file."""
        match path:
            case (str(name), int(at), *rest) if name in self.kept:
                return (name, self.kept[name][at], *rest)
        return path

    def lacks(self, name: str) -> bool:
        """Whether the list *name* lost values that were faulty."""
        return name in self.kept

    @property
    def where(self) -> str:
        """``file:line`` of the record."""
        return f"{self.file.name}:{self.file.line(self.path)}"


@dataclass(slots=True)
class Folder:
    """What a folder of seeds holds: its files, records by kind, and problems.

    Of ``lines``, files of JSON Lines, the letters are yet to be read; ``doubtful`` are
    the ids that stand in what could not be read.
    """

    files: list[SeedFile] = field(default_factory=list)
    entries: dict[str, list[Entry[Any]]] = field(default_factory=dict)
    lines: list[LinesFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubtful: set[str] = field(default_factory=set)


class Placed(NamedTuple):
    """A letter of JSON Lines: its id, the numbers of its demands, and its place."""

    key: str
    numbers: list[int]
    line: Line

    def entry(self) -> Entry[Letter]:
        """The letter, read again."""
        return Entry(self.line.letter(), self.line.seed_file(), ())


def read_folder(root: Path, label: str, max_bytes: int = MAX_BYTES) -> Folder:
    """Read the seed files under *root*, which the database is to know as *label*.

    Files of more than *max_bytes* are refused; those of JSON Lines are looked over, and
    their letters left to `checks`. Raises DataError when *root* is no folder or holds
    no seed file.
    """
    paths, problems = find_files(root)
    folder = Folder(problems=problems)
    if any(problem.is_error for problem in problems):
        folder.doubtful |= {ANY_RECORD, ANY_DEMAND}
    for path in paths:
        inside = path.relative_to(root)
        seed_file = SeedFile(path, visible(str(path)), key_of(label, root, path))
        if is_lines(path):
            _look_over(folder, seed_file)
            continue
        problems = read_yaml(seed_file, max_bytes)
        _take(folder, seed_file, problems, is_letter=inside.parts[0] == LETTERS)
    return folder


def key_of(label: str, root: Path, path: Path) -> str:
    """What a database knows the file *path* by, in the folder *root* called *label*."""
    return visible(f"{label}/{path.relative_to(root).as_posix()}")


def _look_over(folder: Folder, seed_file: SeedFile) -> None:
    """Find out what is to be known of a file of JSON Lines before it is read."""
    folder.files.append(seed_file)
    try:
        folder.lines.append(survey(seed_file))
    except NotRegular:
        _pass_over(folder, seed_file, "is not a regular file", "remove it")
    except OSError as error:
        remedy = "mend its permissions, or remove it"
        _pass_over(folder, seed_file, f"cannot be read: {error.strerror}", remedy)


def _pass_over(folder: Folder, seed_file: SeedFile, message: str, remedy: str) -> None:
    folder.problems.append(seed_file.problem((), "E101", message, remedy))
    folder.doubtful.add(ANY_DEMAND)


def read_refused(line: Line, raw: bytes, max_bytes: int) -> Folder:
    """What is right in a line that is no letter, and what is not."""
    folder = Folder()
    try:
        letter = parse(line, raw, max_bytes)
    except HasNulls as found:
        file = line.seed_file()
        file.data = found.rest
        folder.problems += found.problems
        _add(folder, file, LETTERS, Letter, ())
    except Unreadable as unreadable:
        folder.problems.append(unreadable.problem)
        folder.doubtful |= ids_in(unreadable.text)
    except ValidationError as error:
        # Of a line with mistakes, what is right is held like a file's.
        file = line.seed_file()
        file.data = json.loads(raw)
        folder.problems += explain(error, file, (), Letter)
        _add_right(folder, error, file, LETTERS, Letter, ())
    else:
        folder.entries[LETTERS] = [Entry(letter, line.seed_file(), ())]
    return folder


class Refused(NamedTuple):
    """The place of a line with mistakes in which something is right."""

    line: Line
    max_bytes: int

    def entry(self) -> Entry[Letter]:
        """What is right in it, read again; raise DataError if it is another since."""
        try:
            folder = read_refused(self.line, self.line.read(), self.max_bytes)
            (entry,) = folder.entries[LETTERS]
        except (OSError, KeyError):
            raise changed(f"{self.line.file.name}:{self.line.number}") from None
        return entry


def _take(
    folder: Folder, seed_file: SeedFile, problems: list[Problem], *, is_letter: bool
) -> None:
    """Add what was read of a file, and the *problems* of reading it."""
    folder.files.append(seed_file)
    folder.problems += problems
    if problems and seed_file.data is None:
        folder.doubtful |= {seed_file.path.stem} | ids_in(seed_file.unread)
        if not is_letter and not seed_file.unread:
            folder.doubtful.add(ANY_RECORD)
    elif is_letter:
        _add(folder, seed_file, LETTERS, Letter, ())
    else:
        _read_lists(folder, seed_file)


def _read_lists(folder: Folder, seed_file: SeedFile) -> None:
    data = seed_file.data
    if not isinstance(data, dict) or not data:
        remedy = f"begin with {alternatives([f'{kind}:' for kind in KINDS])}"
        problem = seed_file.problem((), "E205", "holds no records", remedy)
        folder.problems.append(problem)
    elif "id" in data and "demands" in data:
        message, remedy = "is a letter outside the folder letters", "move it there"
        folder.problems.append(seed_file.problem((), "E205", message, remedy))
        folder.doubtful |= doubtful_ids(data, lost=True)
    else:
        for kind, items in data.items():
            _read_list(folder, seed_file, kind, items)


def _read_list(folder: Folder, seed_file: SeedFile, kind: str, items: object) -> None:
    if kind not in KINDS:
        known = list(KINDS)
        remedy = suggestion(kind, known) or f"use {alternatives(known)}"
        message = f"{quoted(kind)} is no kind of record"
        folder.problems.append(seed_file.problem((kind,), "E205", message, remedy))
    elif not isinstance(items, list):
        remedy = "write a line '- ...' for each record"
        problem = seed_file.problem((kind,), "E204", "is no list", remedy)
        folder.problems.append(problem)
    else:
        for index in range(len(items)):
            _add(folder, seed_file, kind, KINDS[kind], (kind, index))


def _add(
    folder: Folder, seed_file: SeedFile, kind: str, record: type[Record], path: Place
) -> None:
    """Add the record at *path*; of one with mistakes, what is right in it."""
    data: Any = seed_file.data
    for step in path:
        data = data[step]
    try:
        entry = Entry(record.model_validate(data), seed_file, path)
    except ValidationError as error:
        folder.problems += explain(error, seed_file, path, record)
        _add_right(folder, error, seed_file, kind, record, path)
        return
    folder.entries.setdefault(kind, []).append(entry)


def _add_right(  # noqa: PLR0913, PLR0917 - what a record is, and where
    folder: Folder,
    error: ValidationError,
    seed_file: SeedFile,
    kind: str,
    record: type[Record],
    path: Place,
) -> None:
    """Add what is right in the record at *path*, of which *error* says what is not."""
    data: Any = seed_file.data
    for step in path:
        data = data[step]
    mended, kept = without_faults(data, findings(error))
    mistaken = _entry_or_none(record, mended, seed_file, path, kept)
    folder.doubtful |= doubtful_ids(data, lost=mistaken is None)
    if mistaken is not None:
        folder.entries.setdefault(kind, []).append(mistaken)


def _entry_or_none(
    record: type[R], data: object, seed_file: SeedFile, path: Place, kept: Kept
) -> Entry[R] | None:
    try:
        return Entry(record.model_validate(data), seed_file, path, kept)
    except ValidationError:
        return None
