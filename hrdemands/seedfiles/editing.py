"""A record added to the text of a seed file, with every other byte left as it is.

People write seed files with comments, blank lines and line breaks of their own; a file
that went through a YAML writer would have none of them left, and a commit of one
judgement would change a thousand lines. So the text is cut open at one place, which
libyaml's events give, and the new lines go in between. What comes out is read again:
unless it holds what the file held and the record, at the end of its list, it is not
returned. Where a list ends is ambiguous (a comment after it, the empty lines of a
block of text), so that several places are tried.
"""

import pathlib
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

import yaml

from hrdemands.errors import DataError
from hrdemands.seedfiles.problems import Place, SeedFile, path_text
from hrdemands.seedfiles.writing import as_lines, list_of
from hrdemands.seedfiles.yamlfile import read_raw

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Fields = dict[str, Any]


def add_record(text: str, path: Place, fields: Fields, name: str) -> str:
    """*text* with a record of *fields* at the end of the list at *path*.

    A list of the first level that is not there is made. Every character of *text*
    stays. Raises DataError, naming the file as *name*, where no place is found at
    which the record can stand.
    """
    # A last line without its end may get one, which a block of text in it then holds.
    ended = text if text.endswith(("\r", "\n")) else f"{text}\n"
    wanted = [_with_record(data_of(t, name), path, fields) for t in (text, ended)]
    for place, lines in _ways(text, path, fields):
        edited = _inserted(text, place, lines)
        with suppress(DataError):
            if data_of(edited, name) in wanted and None not in wanted:
                return edited
    raise DataError(
        f"{name}: the list '{path_text(path)}' cannot be added to where it stands",
        "write it as lines '- ...', without brackets",
    )


def data_of(text: str, name: str) -> object:
    """What the seed file *name* holds; raise DataError where it cannot be read."""
    seed_file = SeedFile(pathlib.Path(name), name)
    for problem in read_raw(seed_file, text.encode()):
        raise DataError(str(problem))
    return seed_file.data


def _with_record(data: object, path: Place, fields: Fields) -> object:
    """What the file is to hold, as `read_text` reads it."""
    match data, path:
        case (None, (str(key),)):
            return {key: [fields]}
        case (dict(), (str(key),)) if key not in data:
            return {**data, key: [fields]}
        case (list(), ()):
            return [*data, fields]
        case (dict(), (str(key), *rest)) if key in data:
            return {**data, key: _with_record(data[key], tuple(rest), fields)}
        case (list(), (int(at), *rest)) if at < len(data):
            inner = _with_record(data[at], tuple(rest), fields)
            return [*data[:at], inner, *data[at + 1 :]]
    return None


def _ways(text: str, path: Place, fields: Fields) -> Iterator[tuple[int, list[str]]]:
    """Lines before which the record may go in, likely ones first, and its lines."""
    lines = _lines(text)
    end = _end_of_list(text, path)
    if end is not None:
        column, last, after = end
        record = as_lines(fields, column)
        yield from ((place, record) for place in dict.fromkeys((last, after)))
    elif len(path) == 1:
        record = list_of(str(path[0]), fields)
        apart = ["", *record] if text.strip() else record
        yield from ((len(lines), each) for each in (apart, record))


def _lines(text: str) -> list[str]:
    return [line for line in _LINE.findall(text) if line]


def _inserted(text: str, place: int, record: list[str]) -> str:
    """*text* with the lines of *record* before line *place*, in its own line ends."""
    lines = _lines(text)
    ends = re.search(r"\r\n|\r|\n", text)
    end = ends[0] if ends else "\n"
    added = "".join(f"{line}{end}" for line in record)
    before = "".join(lines[:place])
    if before and not before.endswith(("\r", "\n")):
        return f"{before}{end}{added.removesuffix(end)}"
    return before + added + "".join(lines[place:])


def _end_of_list(text: str, path: Place) -> tuple[int, int, int] | None:
    """The column of the dashes of a list, and the lines its next record may begin.

    The first is the line after its last word, the second that after whatever blank
    lines still belong to it. None where no list of lines stands at *path*.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    events: Iterator[Any] = iter(yaml.parse(plain, Loader=_Loader))
    # The stream and the document begin.
    start = _descend(islice(events, 2, None), path)
    if not isinstance(start, yaml.SequenceStartEvent) or start.flow_style:
        return None
    *_, last = start, *_inside(events)
    after = last.end_mark.line + (last.end_mark.column > 0)
    begin: Any = start.start_mark
    return begin.column, _last_word(plain, begin.line, after), after


def _last_word(plain: str, start: int, after: int) -> int:
    """The line after the last that is not empty, between *start* and *after*."""
    lines = _lines(plain)
    end = min(after, len(lines))
    while end > start + 1 and not lines[end - 1].strip():
        end -= 1
    return end


def _descend(events: Iterator[Any], path: Place) -> Any:  # noqa: ANN401
    """The event that begins the value at *path*; what comes before it is used up."""
    event: Any = next(events, None)
    for step in path:
        if isinstance(step, str) and isinstance(event, yaml.MappingStartEvent):
            event = _value_of(events, step)
        elif isinstance(step, int) and isinstance(event, yaml.SequenceStartEvent):
            event = _nth(events, step)
        else:
            return None
    return event


def _value_of(events: Iterator[Any], key: str) -> Any:  # noqa: ANN401
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        value = next(events)
        if getattr(event, "value", None) == key:
            return value
        _pass_over(value, events)
    return None


def _nth(events: Iterator[Any], number: int) -> Any:  # noqa: ANN401
    event = next(events)
    for _ in range(number):
        if isinstance(event, yaml.SequenceEndEvent):
            break
        _pass_over(event, events)
        event = next(events)
    return event


def _pass_over(event: object, events: Iterator[Any]) -> None:
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        for _ in _inside(events):
            pass


def _inside(events: Iterator[Any]) -> Iterator[Any]:
    """The events of the values within what has just begun; its end is used up."""
    depth = 1
    for event in events:
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
        if not depth:
            return
        # The end of a block has a mark far behind its last word.
        if isinstance(event, yaml.ScalarEvent):
            yield event
