"""JSON: a list of objects, or an object a line, decoded one at a time.

The whole index as JSON takes a quarter of a gigabyte; decoded at once, five times
that.
"""

import json
from collections.abc import Iterator
from typing import IO, Any

from hrdemands.importers.tables.failures import refuse, too_large
from hrdemands.importers.tables.limits import Limits

_PIECE = 1 << 16
_BLANK = " \t\r\n"


def read_objects(
    stream: IO[str], name: str, limits: Limits
) -> Iterator[tuple[int, dict[str, str]]]:
    """Each object with the line it begins in; its values as text.

    Raises DataError for what is no JSON, no object, or exceeds *limits*.
    """
    reading = _Reading(stream, name, limits)
    in_list = reading.starts("[")
    count = 0
    while reading.goes_on(in_list=in_list, first=not count):
        line, found = reading.line, reading.decode()
        if not isinstance(found, dict):
            refuse(name, line, "is no object", "each record must stand in braces")
        count += 1
        if count > limits.rows:
            too_large(name, line, "records", limits.rows)
        if len(found) > limits.columns:
            too_large(name, line, "keys in a record", limits.columns)
        yield line, {key: _text(value, name, line) for key, value in found.items()}


def _text(value: Any, name: str, line: int) -> str:  # noqa: ANN401 - any of JSON's
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(f"- {_text(each, name, line)}" for each in value)
    if isinstance(value, dict):
        refuse(name, line, "holds an object inside a record", "records must be flat")
    return str(value)


class _Reading:
    """A window on the text, and the line at its beginning."""

    def __init__(self, stream: IO[str], name: str, limits: Limits) -> None:
        self._stream, self._name, self._limits = stream, name, limits
        self._decoder = json.JSONDecoder()
        self._text, self._at = "", 0
        self.line = 1

    def starts(self, sign: str) -> bool:
        """Whether *sign* comes next, apart from blanks; if so, step over it."""
        self._skip_blanks()
        found = self._text.startswith(sign, self._at)
        self._at += found
        return found

    def goes_on(self, *, in_list: bool, first: bool) -> bool:
        """Whether another object follows; what parts it from the last is consumed."""
        if in_list:
            if self.starts("]"):
                self._skip_blanks()
                if self._at < len(self._text):
                    self._refuse("there is more after the end of the list")
                return False
            if not first and not self.starts(","):
                self._refuse("a comma or the end of the list is missing")
        self._skip_blanks()
        more = self._at < len(self._text)
        if in_list and not more:
            self._refuse("the file ends in the midst of the list")
        return more

    def decode(self) -> object:
        """The next value; raise DataError when there is none."""
        wanted = _PIECE
        while True:
            try:
                found, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError:
                refuse(self._name, self.line, "is nested too deeply", "it is no export")
            except ValueError as error:
                if len(self._text) - self._at > self._limits.record:
                    what = "characters in a record, or is broken"
                    too_large(self._name, self.line, what, self._limits.record)
                wanted *= 2
                if not self._read(wanted):
                    self._refuse(getattr(error, "msg", "a number is too long"))
                continue
            self.line += self._text.count("\n", self._at, end)
            self._at = end
            return found

    def _skip_blanks(self) -> None:
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self.line += self._text[self._at] == "\n"
                self._at += 1
            if self._at < len(self._text) or not self._read(_PIECE):
                return

    def _read(self, wanted: int) -> bool:
        """Add to the window; what was consumed leaves it."""
        piece = self._stream.read(wanted)
        self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)

    def _refuse(self, message: str) -> None:
        refuse(self._name, self.line, f"is no JSON: {message}", "export it again")
