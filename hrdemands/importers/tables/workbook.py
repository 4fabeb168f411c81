"""XLSX: the rows of a workbook's first sheet, as text, read as a stream.

An own reader of some 150 lines over the standard library's zipfile and expat, for
safety and for speed: libraries convert what is asked for as it is (a serial number
into some date, by a style), fill in the thousand million cells before one far out, or
end the process there. Declarations of document types are refused, so that no entity
exists that could refer to a file or grow; what the archive unpacks to is bounded
before it is unpacked. A formula counts as the value that was saved with it.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO
from xml.parsers import expat

from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
MOST_MEMBERS = 10_000
FURTHEST_ROW = 1_048_576
_PIECE = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_NUMBER = re.compile(r"[0-9]{1,9}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(LookupError, OSError, ValueError),
)

Cells = tuple[int, dict[int, str]]
"""A row's number, and its cells by their column from 0."""


def read_workbook(file: IO[bytes], name: str, limits: Limits) -> Iterator[Cells]:
    """Each row of the first sheet that holds anything.

    Raises DataError for what is no workbook, is damaged, or exceeds *limits*.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _Workbook(archive, name, limits).rows()
    except _UNREADABLE:
        _refuse_damaged(name)


def _refuse_damaged(name: str) -> None:
    refuse(name, None, "is no workbook that can be read", "save it as .xlsx anew")


class _Workbook:
    def __init__(self, archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
        self._archive, self._name, self._limits = archive, name, limits
        self._left = limits.max_bytes
        if len(archive.infolist()) > MOST_MEMBERS:
            too_large(name, None, "files in it", MOST_MEMBERS)

    def rows(self) -> Iterator[Cells]:
        sheet = self._first_sheet()
        strings = [] if not self._has("xl/sharedStrings.xml") else self._strings()
        reading = _Sheet(self._name, strings, self._limits)
        for piece in self._pieces(sheet):
            reading.feed(piece)
            yield from reading.take()
        reading.feed(b"")
        yield from reading.take()

    def _has(self, member: str) -> bool:
        return member in self._archive.NameToInfo

    def _first_sheet(self) -> str:
        found: list[str] = []
        targets: dict[str, str] = {}

        def sheet(tag: str, attributes: dict[str, str]) -> None:
            if tag == "sheet":
                found.extend(v for k, v in attributes.items() if k == "id")
            if tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                remedy = "save it with dates counted from 1900, or as CSV"
                refuse(self._name, None, "counts its dates from 1904", remedy)

        def relation(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        self._scan("xl/workbook.xml", sheet)
        self._scan("xl/_rels/workbook.xml.rels", relation)
        return posixpath.normpath(posixpath.join("/xl", targets[found[0]]))[1:]

    def _scan(self, member: str, start: Callable[[str, dict[str, str]], None]) -> None:
        parser = _parser(self._name, start, lambda _tag: None, lambda _text: None)
        for piece in self._pieces(member):
            _parse(parser, piece, self._name)

    def _strings(self) -> list[str]:
        reading = _Strings(self._name, self._limits)
        for piece in self._pieces("xl/sharedStrings.xml"):
            _parse(reading.parser, piece, self._name)
        return reading.strings

    def _pieces(self, member: str) -> Iterator[bytes]:
        """A member's bytes, after its size was taken from what may be unpacked."""
        found = self._archive.getinfo(member)
        self._left -= found.file_size
        if self._left < 0:
            what = "bytes when it is unpacked"
            too_large(self._name, None, what, self._limits.max_bytes)
        with self._archive.open(found) as stream:
            while piece := stream.read(_PIECE):
                yield piece


class _Texts:
    """Collects the text of ``t`` and ``v``, without what is said of its sound."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._parts: list[str] = []
        self._length = self._silent = 0
        self._collects = False
        self.parser = _parser(name, self.start, self.end, self._text)

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._silent += tag == "rPh"
        self._collects = tag in ("t", "v") and not self._silent

    def end(self, tag: str) -> None:
        self._silent -= tag == "rPh"
        self._collects = False

    def _text(self, text: str) -> None:
        if self._collects:
            self._parts.append(text)
            self._length += len(text)
            if self._length > self.limits.cell:
                too_large(self.name, None, "characters in a cell", self.limits.cell)

    def taken(self) -> str:
        """What was collected; the collection starts anew."""
        text = "".join(self._parts)
        self._parts.clear()
        self._length = 0
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)


class _Strings(_Texts):
    """The strings that cells refer to by number."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(name, limits)
        self.strings: list[str] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "si":
            self.strings.append(self.taken())


class _Sheet(_Texts):
    """The rows of a sheet, as far as it was fed."""

    def __init__(self, name: str, strings: list[str], limits: Limits) -> None:
        super().__init__(name, limits)
        self._strings = strings
        self._ready: list[Cells] = []
        self._row: dict[int, str] = {}
        self._number = self._column = self._count = 0
        self._kind = ""
        self._formula = False

    def feed(self, piece: bytes) -> None:
        """Parse a piece; an empty one is the end."""
        _parse(self.parser, piece, self.name, final=not piece)

    def take(self) -> Iterator[Cells]:
        """The rows that are whole."""
        ready, self._ready = self._ready, []
        yield from ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        super().start(tag, attributes)
        if tag == "row":
            self._begin_row(attributes.get("r", ""))
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._formula = True

    def end(self, tag: str) -> None:
        super().end(tag)
        if tag == "c":
            self._end_cell()
        elif tag == "row" and self._row:
            self._ready.append((self._number, self._row))

    def _begin_row(self, number: str) -> None:
        at = int(number) if _NUMBER.fullmatch(number) else None
        at = self._number + 1 if not number else at
        if at is None or not self._number < at <= FURTHEST_ROW:
            refuse(self.name, None, "numbers its rows wrongly", "save it as .xlsx anew")
        self._count += 1
        if self._count > self.limits.rows:
            too_large(self.name, at, "rows", self.limits.rows)
        self._number, self._column, self._row = at, -1, {}

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._column = _column(reference[1]) if reference else self._column + 1
        if self._column >= self.limits.columns:
            too_large(self.name, self._number, "columns", self.limits.columns)
        self._kind, self._formula = attributes.get("t", "n"), False

    def _end_cell(self) -> None:
        text = self.taken()
        if self._formula and not text:
            message = "has a formula without a value"
            refuse(self.name, self._number, message, "save it with its values")
        if self._kind == "s":
            number = int(text) if _NUMBER.fullmatch(text) else -1
            if not 0 <= number < len(self._strings):
                message = "refers to a text that is not there"
                refuse(self.name, self._number, message, "save it as .xlsx anew")
            text = self._strings[number]
        if text:
            self._row[self._column] = text


def _column(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _parser(
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def refuse_type(*_: object) -> None:
        message = "declares a document type, which no workbook does"
        refuse(name, None, message, "do not trust this file")

    def local(tag: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        start(tag.rpartition(" ")[2], plain)

    parser.StartDoctypeDeclHandler = refuse_type
    parser.StartElementHandler = local
    parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
    parser.CharacterDataHandler = text
    return parser


def _parse(
    parser: expat.XMLParserType, piece: bytes, name: str, *, final: bool = False
) -> None:
    try:
        parser.Parse(piece, final)
    except expat.ExpatError:
        _refuse_damaged(name)
