"""What pydantic finds in a record, as problems in the words of seed files."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hrdemands.seedfiles.problems import Place, Problem, SeedFile
from hrdemands.seedfiles.records import Record
from hrdemands.seedfiles.scalars import READ, TRIED
from hrdemands.text import alternatives, quoted, suggestion, visible

_FILL_IN = "fill it in"
_SHAPES = {
    "tuple_type": ("is no list", "write a line '- ...' for each value"),
    "model_type": ("is no mapping of keys", "write lines 'key: value'"),
    "string_type": ("is no text", "write text, in quotes where it is in doubt"),
    "too_short": ("is empty", _FILL_IN),
    "string_too_short": ("is empty", _FILL_IN),
}


def findings(error: ValidationError) -> list[ErrorDetails]:
    """What is wrong with a record, once where a value was taken in neither of two ways.

    Places are those of the record, without the ways.
    """
    found = []
    for each in error.errors(include_url=False):
        *place, last = each["loc"] or ("",)
        # An unknown key may be called anything.
        way = last if each["type"] != "extra_forbidden" else ""
        if way == READ:
            each["loc"] = tuple(place)
        if way != TRIED:
            found.append(each)
    return found


def explain(
    error: ValidationError, seed_file: SeedFile, path: Place, record: type[Record]
) -> Iterator[Problem]:
    """Turn each finding about the *record* at *path* into a problem at its line."""
    for found in findings(error):
        # Of a list in which every value is faulty, pydantic also says it is empty.
        if found["type"] == "too_short" and found["input"]:
            continue
        place = (*path, *found["loc"])
        code, message, remedy = _in_words(dict(found), record)
        yield seed_file.problem(place, code, visible(message), visible(remedy))


def _in_words(found: dict[str, Any], record: type[Record]) -> tuple[str, str, str]:
    """The code, message and remedy of one finding."""
    kind = found["type"]
    last = str(found["loc"][-1]) if found["loc"] else ""
    if kind == "extra_forbidden":
        known = _keys(record, found["loc"][:-1])
        remedy = suggestion(last, known) or f"use {alternatives(known)}"
        return "E201", f"{quoted(last)} is no key here", remedy
    if kind == "missing":
        return "E202", "is missing", f"add '{last}: ...'"
    if kind == "value_error":
        error = found["ctx"]["error"]
        return "E203", str(error), getattr(error, "remedy", "")
    if kind == "too_long":
        most = found["ctx"]["max_length"]
        return "E204", f"has more than {most} values", f"keep {most}"
    return "E204", *_SHAPES.get(kind, (str(found["msg"]), "see the codebook"))


def _keys(record: type[Record], path: Place) -> list[str]:
    """The keys that the record at *path* inside *record* may have."""
    for step in path:
        if isinstance(step, str):
            record = _record_in(record, step) or record
    return [field.alias or name for name, field in record.model_fields.items()]


def _record_in(record: type[Record], key: str) -> type[Record] | None:
    for name, field in record.model_fields.items():
        if key == (field.alias or name):
            return find_record(field.annotation)
    return None


def find_record(annotation: Any) -> type[Record] | None:  # noqa: ANN401
    """The kind of record that a field of this type holds, if it does."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = (find_record(a) for a in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)
