"""YAML read as text: no value is reinterpreted, and each knows its line.

Built on libyaml's event stream, not on a loader: loaders turn ``NO`` into False and
``010`` into 8, let duplicate keys pass, follow aliases into bombs, and crash on deep
nesting. Here every scalar stays the text it is. What would make a value other than
it looks (an anchor, a tag, a key given twice, plain text that a `` #`` cuts, a plain
``null``) is reported by line and the reading goes on; what leaves no value to go on
with (broken YAML, an alias, a second document, nesting without end) ends it.
"""

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

import yaml

from hrdemands.seedfiles.problems import NULL, Place, Problem, SeedFile
from hrdemands.seedfiles.regular import MAX_BYTES, NotRegular, TooLarge, read_regular
from hrdemands.text import first_invisible, quoted, visible

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_PROBLEMS", "read_raw", "read_yaml"]

MAX_DEPTH = 20
MAX_PROBLEMS = 100
"""Problems after which a file is given up: it is hardly a seed file."""

_DIRECTIVE = re.compile("^%", re.MULTILINE)
_NULLS = ("null", "Null", "NULL", "~")
"""Plain texts that every other reader of YAML takes for no value."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Event = Any
"""An event of PyYAML, whose types know neither marks nor tags for certain."""


class _Stopped(Exception):
    """The problem that leaves nothing to go on with."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_yaml(seed_file: SeedFile, max_bytes: int = MAX_BYTES) -> list[Problem]:
    """Read *seed_file* as text; give it its data, lines and hash.

    Returns the problems met. A file that could not be read to its end, or is of more
    than *max_bytes*, has no data; what could be decoded of it is left as ``unread``.
    """
    try:
        raw = _read_bytes(seed_file, max_bytes)
    except _Stopped as stopped:
        return [stopped.problem]
    return read_raw(seed_file, raw)


def read_raw(seed_file: SeedFile, raw: bytes) -> list[Problem]:
    """Do the same with what *seed_file* holds, or is to hold, in bytes."""
    problems: list[Problem] = []
    try:
        seed_file.sha256 = hashlib.sha256(raw).hexdigest()
        text = _decode(seed_file, raw)
        seed_file.unread = text
        problems += _invisible_characters(seed_file, text)
        if not problems:
            seed_file.data = _Reading(seed_file, text, problems).read()
            seed_file.unread = ""
    except _Stopped as stopped:
        problems.append(stopped.problem)
    return problems


def _stop(seed_file: SeedFile, line: int, code: str, *words: str) -> NoReturn:
    message, remedy = words
    raise _Stopped(Problem(seed_file.name, line, (), code, message, remedy))


def _read_bytes(seed_file: SeedFile, max_bytes: int) -> bytes:
    try:
        return read_regular(seed_file.path, max_bytes)
    except NotRegular:
        _stop(seed_file, 1, "E101", "is not a regular file", "remove it")
    except TooLarge as large:
        seed_file.unread = large.beginning.decode("utf-8", "replace")
        message = f"has more than {max_bytes:,} bytes"
        remedy = "split the file, or raise the limit by --max-bytes"
        _stop(seed_file, 1, "E102", message, remedy)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        _stop(seed_file, 1, "E101", message, "mend its permissions, or remove it")


def _decode(seed_file: SeedFile, raw: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark; every line ends in LF."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    raw = raw.replace(b"\r", b"\n")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        # UTF-16, less its zeros, still shows which ids the file holds.
        seed_file.unread = raw.replace(b"\0", b"").decode("utf-8", "replace")
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        _stop(seed_file, line, "E103", message, "save the file as UTF-8")


def _invisible_characters(seed_file: SeedFile, text: str) -> list[Problem]:
    """The first character of each line that no editor shows."""
    if first_invisible(_plain(text)) is None:
        return []
    found = (
        _invisible(seed_file, number, (), first_invisible(_plain(line)), "column")
        for number, line in enumerate(text.split("\n"), 1)
    )
    return list(islice((problem for problem in found if problem), MAX_PROBLEMS))


def _invisible(
    seed_file: SeedFile, line: int, path: Place, at: tuple[int, str] | None, unit: str
) -> Problem | None:
    if at is None:
        return None
    message = f"invisible character {at[1]} at {unit} {at[0] + 1}"
    return Problem(seed_file.name, line, path, "E104", message, "remove it")


def _plain(text: str) -> str:
    """Text without the two control characters that seed files may hold."""
    return text.replace("\n", " ").replace("\t", " ")


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, seed_file: SeedFile, text: str, problems: list[Problem]) -> None:
        self._file = seed_file
        self._lines = seed_file.lines
        self._text = text
        self._text_lines = text.split("\n")
        self._events: Iterator[_Event] = yaml.parse(text, Loader=_Loader)
        self._problems = problems

    def read(self) -> object:
        """Return the file's data; raise _Stopped where there is no going on."""
        self._refuse_directives()
        try:
            return self._document()
        except (yaml.YAMLError, ValueError) as error:
            # ValueError is what libyaml's Python twin makes of "\\U00110000".
            mark = getattr(error, "problem_mark", None)
            # libyaml finds what is missing in the line after the last.
            line = min(mark.line + 1, len(self._text_lines)) if mark else 1
            problem = getattr(error, "problem", None) or "cannot be read"
            message = f"not YAML: {visible(str(problem))}"
            remedy = "look at this line and the one above; quote text that is in doubt"
            _stop(self._file, line, "E105", message, remedy)

    def _refuse_directives(self) -> None:
        """Refuse ``%TAG`` and its like, of which libyaml takes time by the square."""
        found = _DIRECTIVE.search(self._text)
        if found:
            line = self._text.count("\n", 0, found.start()) + 1
            message = "a line that begins with '%' is a directive of YAML"
            _stop(self._file, line, "E113", message, "remove it, or quote the text")

    def _document(self) -> object:
        data: object = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    remedy = "give each document a file of its own"
                    self._stop(event, (), "E106", "a second document begins", remedy)
                documents += 1
                data = self._value(next(self._events), ())
        return data

    def _value(self, event: _Event, path: Place) -> object:
        """The value that begins with *event*: a text, a list, a mapping; or None."""
        self._lines.setdefault(path, _line(event))
        self._refuse_marks(event, path)
        if len(path) > MAX_DEPTH:
            remedy = "seed files have few levels"
            self._stop(event, path[:3], "E109", "is nested too deeply", remedy)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if not event.style and event.value in _NULLS:
            self._report(event, path, *NULL)
            return None
        return self._scalar(event, path)

    def _refuse_marks(self, event: _Event, path: Place) -> None:
        if isinstance(event, yaml.AliasEvent):
            remedy = "write the value out, or quote the text"
            self._stop(event, path, "E107", "an alias stands for no value", remedy)
        if event.anchor:
            self._report(event, path, "E107", "anchors are not read", "remove it")
        if event.tag:
            remedy = "remove the tag, or quote the text"
            self._report(event, path, "E108", "tags are not read", remedy)

    def _list(self, path: Place) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            value = self._value(event, (*path, len(items)))
            # What comes after keeps its place.
            items.append(event.value if value is None else value)
        return items

    def _mapping(self, path: Place) -> dict[str, object]:
        """A mapping; of a key that is given twice, the first value."""
        mapping: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            first = self._lines.get((*path, key))
            if key in mapping:
                message = f"{quoted(key)} stands twice, first in line {first}"
                self._report(event, path, "E111", message, "keep one of them")
            self._lines.setdefault((*path, key), _line(event))
            value = self._value(next(self._events), (*path, key))
            if value is not None:
                mapping.setdefault(key, value)
        return mapping

    def _key(self, event: _Event, path: Place) -> str:
        self._refuse_marks(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            remedy = "write 'key: value'"
            self._stop(event, path, "E110", "a key must be plain text", remedy)
        return self._scalar(event, path)

    def _scalar(self, event: _Event, path: Place) -> str:
        self._refuse_cut(event, path)
        at = first_invisible(_plain(event.value))
        problem = _invisible(self._file, _line(event), path, at, "character")
        if problem:
            self._add(problem)
        return str(event.value)

    def _refuse_cut(self, event: _Event, path: Place) -> None:
        """Refuse plain text before `` #``: YAML would drop what follows in silence."""
        # libyaml calls the style of plain text '', its Python twin None.
        if event.style or not event.value:
            return
        rest = self._text_lines[event.end_mark.line][event.end_mark.column :]
        if rest.lstrip(" \t").startswith("#"):
            remedy = "quote the text, or give the comment a line of its own"
            self._report(event, path, "E112", "plain text is cut off at ' #'", remedy)

    def _report(self, event: _Event, path: Place, code: str, *words: str) -> None:
        self._add(Problem(self._file.name, _line(event), path, code, *words))

    def _stop(self, event: _Event, path: Place, code: str, *words: str) -> NoReturn:
        raise _Stopped(Problem(self._file.name, _line(event), path, code, *words))

    def _add(self, problem: Problem) -> None:
        if len(self._problems) + 1 >= MAX_PROBLEMS:
            raise _Stopped(problem)
        self._problems.append(problem)


def _line(event: _Event) -> int:
    line: int = event.start_mark.line
    return line + 1
