"""YAML read as text: no value is reinterpreted, and each knows its line.

Built on libyaml's event stream, not on a loader: loaders turn ``NO`` into False and
``010`` into 8, let duplicate keys pass, follow aliases into bombs, and crash on deep
nesting. Here every scalar stays the text it is; aliases, anchors, tags, duplicate
keys, second documents and plain text that a `` #`` would cut are refused by line.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import yaml

from hrdemands.seedfiles.problems import Place, Problem, SeedFile
from hrdemands.text import first_invisible, visible

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(Exception):
    """A reason to stop reading: line, path, code, message, remedy."""

    def __init__(self, line: int, path: Place, code: str, *words: str) -> None:
        super().__init__(*words)
        self.line, self.path, self.code, self.words = line, path, code, words


def read_yaml(seed_file: SeedFile) -> list[Problem]:
    """Read *seed_file* as text; give it its data, lines and hash.

    Returns the problem that stopped the reading, if there is one.
    """
    try:
        raw = _read_bytes(seed_file.path)
        seed_file.sha256 = hashlib.sha256(raw).hexdigest()
        text = _decode(raw)
        _Reading(seed_file, text).read()
    except _Refused as refused:
        message, remedy = (*refused.words, "")[:2]
        place = (seed_file.name, refused.line, refused.path)
        return [Problem(*place, refused.code, message, remedy)]
    return []


def _read_bytes(path: Path) -> bytes:
    if not path.is_file():
        raise _Refused(1, (), "E101", "is not a regular file")
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        raise _Refused(1, (), "E101", f"cannot be read: {error.strerror}") from None
    if size > MAX_BYTES:
        message = f"is {size:,} bytes long; a seed file has at most {MAX_BYTES:,}"
        raise _Refused(1, (), "E102", message, "split the file")
    return raw


def _decode(raw: bytes) -> str:
    """Decode UTF-8 and refuse what no editor shows, by line and column."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        raise _Refused(line, (), "E103", message, "save as UTF-8") from None
    for number, line_text in enumerate(text.split("\n"), 1):
        found = first_invisible(line_text.rstrip("\r").replace("\t", " "))
        if found:
            message = f"invisible character {found[1]} at column {found[0] + 1}"
            raise _Refused(number, (), "E104", message, "remove it")
    return text


class _Reading:
    """One pass over the events of one file."""

    def __init__(self, seed_file: SeedFile, text: str) -> None:
        self._lines = seed_file.lines
        self._file = seed_file
        self._raw_lines = text.splitlines()
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)

    def read(self) -> None:
        """Fill the file's data; raise _Refused at the first thing refused."""
        try:
            self._read_document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            problem = error.problem or error.context or "cannot be read"
            raise _Refused(line, (), "E105", f"not YAML: {visible(problem)}") from None
        except yaml.reader.ReaderError as error:
            message = f"character {error.position} cannot stand in YAML"
            raise _Refused(1, (), "E105", message) from None

    def _read_document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if self._file.data is not None:
                    self._refuse(event, (), "E106", "a second document begins here")
                self._file.data = self._value(next(self._events), ())

    def _value(self, event: yaml.Event, path: Place) -> object:
        """The value that begins with *event*: a text, a list or a mapping."""
        self._lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self._refuse(event, path, "E107", "anchors and aliases are not read")
        if event.tag and event.tag != "!":
            self._refuse(event, path, "E108", "tags are not read", "quote the text")
        if len(path) > MAX_DEPTH:
            self._refuse(event, path[:3], "E109", "is nested too deeply")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._text(event, path)

    def _list(self, path: Place) -> list[object]:
        items: list[object] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Place) -> dict[str, object]:
        mapping: dict[str, object] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in mapping:
                first = self._lines[*path, key]
                message = f"'{visible(key)}' stands twice, first in line {first}"
                self._refuse(event, path, "E111", message, "keep one of them")
            self._lines[*path, key] = event.start_mark.line + 1
            mapping[key] = self._value(next(self._events), (*path, key))
        return mapping

    def _key(self, event: yaml.Event, path: Place) -> str:
        key = self._value(event, path)
        if not isinstance(key, str):
            self._refuse(event, path, "E110", "a key must be plain text")
        return key

    def _text(self, event: yaml.ScalarEvent, path: Place) -> str:
        self._refuse_cut(event, path)
        found = first_invisible(event.value.replace("\n", " ").replace("\t", " "))
        if found:
            message = f"invisible character {found[1]} at character {found[0] + 1}"
            self._refuse(event, path, "E104", message, "remove it")
        return str(event.value)

    def _refuse_cut(self, event: yaml.ScalarEvent, path: Place) -> None:
        """Refuse plain text before `` #``: YAML would drop what follows in silence."""
        if event.style is not None or event.end_mark.line >= len(self._raw_lines):
            return
        rest = self._raw_lines[event.end_mark.line][event.end_mark.column :]
        if event.value and rest.lstrip(" \t").startswith("#"):
            remedy = "quote the text, or give the comment a line of its own"
            self._refuse(event, path, "E112", "plain text is cut off at ' #'", remedy)

    @staticmethod
    def _refuse(event: yaml.Event, path: Place, code: str, *words: str) -> NoReturn:
        raise _Refused(event.start_mark.line + 1, path, code, *words)
