"""Large catalogues: letters as JSON Lines, one letter a line, none of them kept.

A file ``letters/*.jsonl`` holds the same records as the YAML files beside it, and what
is wrong with them is told by file and line, with the same codes. Letters are checked,
and rows made of them, as they pass by (see `checks.passing`); what stays of each is its
id and its place, by which it is read again if it is wanted. So a catalogue takes memory
by its letters' ids, not by what they say.
"""

import codecs
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from hrdemands.errors import DataError
from hrdemands.seedfiles.findings import find_record
from hrdemands.seedfiles.problems import NULL, Place, Problem, SeedFile
from hrdemands.seedfiles.records import Letter
from hrdemands.seedfiles.regular import open_regular
from hrdemands.text import first_invisible, quoted, visible

SUFFIX = ".jsonl"

_PAIR = re.compile(rb'[^\\]"\s*:')
_ESCAPE = re.compile(rb"\\[^\"\\/nt]")
"""What may stand for a character that nobody sees."""
_UNUSUAL = ((b"\\", b"\\"), (b" ", b" :"), (b"\t", b"\t:"), (b"\r", b"\r:"))
"""Without these, every quote that a colon follows ends a key, and all keys end so.

With the one byte that each begins with, which takes a fiftieth of the time to look for.
"""
_PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """The place of a letter: its file, the line from 1, and the bytes it takes."""

    file: SeedFile
    number: int
    start: int
    length: int

    def seed_file(self) -> SeedFile:
        """The file as problems of this letter name it: at this line."""
        file = self.file
        return SeedFile(file.path, file.name, file.key, lines={(): self.number})

    def read(self) -> bytes:
        """Read the line again."""
        with open_regular(self.file.path) as file:
            file.seek(self.start)
            return self.without_mark(file.read(self.length))

    def without_mark(self, raw: bytes) -> bytes:
        """The bytes of the line without the mark that some editors begin files with."""
        return raw.removeprefix(codecs.BOM_UTF8) if self.number == 1 else raw

    def letter(self) -> Letter:
        """Read the letter again; raise DataError if it is not what was checked."""
        try:
            return Letter.model_validate_json(self.read())
        except (OSError, ValidationError):
            raise changed(f"{self.file.name}:{self.number}") from None


class Unreadable(Exception):
    """A line that is no letter's JSON; has its problem, and the line as text."""

    def __init__(self, problem: Problem, text: str) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.text = text


class HasNulls(Unreadable):
    """A line with values that are null; has their problems, and what else it holds."""

    def __init__(self, problems: list[Problem], text: str, rest: object) -> None:
        super().__init__(problems[0], text)
        self.problems = problems
        self.rest = rest


@dataclass(frozen=True, slots=True)
class LinesFile:
    """A file of letters yet to be read, and how many lines and bytes it has."""

    file: SeedFile
    count: int
    size: int


def survey(seed_file: SeedFile) -> LinesFile:
    """Give *seed_file* its hash, and count its lines. Raises OSError."""
    digest, count, size, last = hashlib.sha256(), 0, 0, b"\n"
    with open_regular(seed_file.path) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            count += piece.count(b"\n")
            size += len(piece)
            last = piece
    seed_file.sha256 = digest.hexdigest()
    return LinesFile(seed_file, count + (not last.endswith(b"\n")), size)


def lines_of(seed_file: SeedFile, max_bytes: int) -> Iterator[tuple[Line, bytes]]:
    """Every line of *seed_file* that is not empty.

    A line of more than *max_bytes* comes cut off, one byte too long. Raises OSError,
    and at the end DataError if the file was surveyed and is another since.
    """
    digest = hashlib.sha256()
    most = min(max_bytes, sys.maxsize - 1) + 1
    with open_regular(seed_file.path) as file:
        number, start = 0, 0
        while raw := file.readline(most):
            digest.update(raw)
            number += 1
            line = Line(seed_file, number, start, len(raw))
            start += len(raw)
            while not raw.endswith(b"\n") and (rest := file.readline(_PIECE)):
                digest.update(rest)
                start += len(rest)
                if rest.endswith(b"\n"):
                    break
            if raw.strip():
                yield line, raw
    if seed_file.sha256 and digest.hexdigest() != seed_file.sha256:
        raise changed(seed_file.name)


def changed(name: str) -> DataError:
    """The error for a file that is not what it was."""
    return DataError(f"{name}: changed while it was read", "try again")


def parse(line: Line, raw: bytes, max_bytes: int) -> Letter:
    """The letter of a line; raise Unreadable, or ValidationError for its record."""
    if len(raw) > max_bytes:
        _refuse(line, raw, "E102", f"has more than {max_bytes:,} bytes", "shorten it")
    raw = line.without_mark(raw)
    odd = not raw.isascii() or _ESCAPE.search(raw)
    if odd:
        _refuse_invisible(line, raw)
    if b"null" in raw:
        _refuse_nulls(line, raw)
    try:
        letter = Letter.model_validate_json(raw)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid":
            words = visible(str(error.errors(include_url=False)[0]["ctx"]["error"]))
            _refuse(line, raw, "E105", f"not JSON: {words}", "write one letter a line")
        raise
    if _pairs(raw) != _keys(letter):
        _refuse_repeated(line, raw)
    return letter


def _pairs(raw: bytes) -> int:
    """How many keys stand in a line."""
    if any(first in raw and both in raw for first, both in _UNUSUAL):
        return len(_PAIR.findall(raw))
    return raw.count(b'":')


def _keys(record: BaseModel) -> int:
    """How many keys were given in a record and those within it."""
    count = len(record.__pydantic_fields_set__)
    values = record.__dict__
    for name in _with_records(type(record)):
        value = values[name]
        if value.__class__ is tuple:
            for each in value:
                count += _keys(each)
        elif value is not None:
            count += _keys(value)
    return count


@cache
def _with_records(record: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record that hold records."""
    return tuple(
        name
        for name, field in record.model_fields.items()
        if find_record(field.annotation)
    )


def _refuse_invisible(line: Line, raw: bytes) -> None:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        _refuse(line, raw, "E103", message, "save the file as UTF-8")
    try:
        values = list(_texts(json.loads(text)))
    except (ValueError, RecursionError):
        # Whatever else is wrong with it is told by the record's own reader.
        return
    for value in values:
        found = first_invisible(value.replace("\n", " ").replace("\t", " "))
        if found:
            message = f"invisible character {found[1]} at character {found[0] + 1}"
            _refuse(line, raw, "E104", message, "remove it")


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from _texts(each)


def _refuse_nulls(line: Line, raw: bytes) -> None:
    found: list[Place] = []
    try:
        rest = _without_nulls(json.loads(raw), (), found)
    except (ValueError, RecursionError):
        # Whatever is wrong with it is told by the record's own reader.
        return
    if found and rest is not None:
        _refuse_repeated(line, raw)
        file = line.seed_file()
        problems = [file.problem(path, *NULL) for path in found]
        raise HasNulls(problems, raw.decode("utf-8", "replace"), rest)


def _without_nulls(value: Any, path: Place, found: list[Place]) -> Any:  # noqa: ANN401
    """*value* without keys that are null, as a file of YAML is read; adds to *found*.

    In a list the word is left, so that what comes after it keeps its place.
    """
    if value is None:
        found.append(path)
    if isinstance(value, list):
        kept = [_without_nulls(v, (*path, n), found) for n, v in enumerate(value)]
        return ["null" if each is None else each for each in kept]
    if isinstance(value, dict):
        rest = {k: _without_nulls(v, (*path, k), found) for k, v in value.items()}
        return {key: each for key, each in rest.items() if each is not None}
    return value


def _refuse_repeated(line: Line, raw: bytes) -> None:
    def once(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
        keys = [key for key, _ in pairs]
        for key in keys:
            if keys.count(key) > 1:
                message = f"{quoted(key)} stands twice in one record"
                _refuse(line, raw, "E111", message, "keep one of them")
        return dict(pairs)

    json.loads(raw, object_pairs_hook=once)


def _refuse(line: Line, raw: bytes, code: str, *words: str) -> NoReturn:
    message, remedy = words
    problem = Problem(line.file.name, line.number, (), code, message, remedy)
    raise Unreadable(problem, raw.decode("utf-8", "replace"))


def is_lines(path: Path) -> bool:
    """Whether a file is of this form, by its name."""
    return path.name.endswith(SUFFIX)
