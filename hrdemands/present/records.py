"""Results as plain values: nested for JSON, flat for CSV."""

from collections.abc import Mapping
from typing import Any

SEPARATOR = "; "
"""Stands between the values of a list inside one CSV or Markdown cell."""

Record = dict[str, Any]


def nested(result: object) -> Record:
    """A result as JSON has it.

    What is listed under a heading has it as ``under``; a hit of a search is the demand
    with its score and matches.
    """
    record = _portable(result)
    if not isinstance(record, dict):
        raise TypeError(result)
    fields = getattr(result, "_fields", ())
    if fields == ("under", "demand"):
        demand: Record = record.pop("demand")
        return record | demand
    if fields == ("demand", "score", "matches"):
        return {**record.pop("demand"), **record}
    return record


def _portable(value: object) -> object:
    """A value as any reader of JSON takes it, results as objects."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {key: _portable(each) for key, each in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_portable(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): _portable(each) for key, each in value.items()}
    return _odd(value)


def _odd(value: object) -> object:
    """What only a user's own SQL returns: bytes, and numbers that JSON has not."""
    if isinstance(value, float):
        infinite = {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}
        return infinite.get(str(value), value)
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def cell(value: object) -> str:
    """A value as the text of a cell; an unknown one is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return SEPARATOR.join(cell(each) for each in value)
    if isinstance(value, Mapping):
        return _link(value)
    return str(value)


def _link(value: Mapping[str, Any]) -> str:
    """An object in a cell: ``asked=un-secretary-general``, ``subject=CHN``."""
    for key in ("actor", "code"):
        if key in value and "role" in value:
            inferred = " (inferred)" if value.get("stated") is False else ""
            return f"{value['role']}={value[key]}{inferred}"
    for key in ("words", "actor", "office", "person"):
        if key in value:
            return str(value[key])
    return ", ".join(f"{key}={cell(each)}" for key, each in value.items())
