"""Results as plain values: nested for JSON, flat for CSV."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from hrdemands.queries.results import Listed

SEPARATOR = "; "
"""Stands between the values of a list inside one CSV or Markdown cell."""

Record = dict[str, Any]


def nested(result: object) -> Record:
    """A result as JSON has it; what is listed under a heading has it as ``under``."""
    if isinstance(result, Listed):
        return {"under": result.under, **nested(result.demand)}
    if is_dataclass(result) and not isinstance(result, type):
        return asdict(result)
    if isinstance(result, Mapping):
        return dict(result)
    raise TypeError(result)


def flat(record: Record) -> dict[str, str]:
    """A record as one row of text: lists joined, links as ``role=id``."""
    return {key: cell(value) for key, value in record.items()}


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
            return f"{value['role']}={value[key]}"
    for key in ("words", "actor", "office", "person", "kind"):
        if key in value:
            return str(value[key])
    return ", ".join(f"{key}={cell(each)}" for key, each in value.items())
