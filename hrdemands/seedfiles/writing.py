"""A record as lines of a seed file, in the form that the shipped ones have.

Ids, days and words of a closed list stand as they are, prose as a block that begins
with ``>-``, so that nothing in it can be taken for a comment, a key or another type.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

WIDTH = 88
_PLAIN = re.compile(r"(?!(?i:null)\Z)[A-Za-z0-9](?:[\w ./()'-]*[\w./)'])?")
"""What our reader of YAML takes as it stands, and others hardly as anything else."""
_PROSE = ("reason", "scope", "name")


def list_of(kind: str, fields: dict[str, Any]) -> list[str]:
    """A list of the first level with one record."""
    return [f"{kind}:", *as_lines(fields, 2)]


def as_lines(fields: dict[str, Any], column: int) -> list[str]:
    """A record as the lines of a list whose dashes stand in *column*."""
    lines = list(_mapping(fields, column + 2))
    lines[0] = f"{' ' * column}- {lines[0][column + 2 :]}"
    return lines


def _mapping(fields: dict[str, Any], column: int) -> Iterator[str]:
    indent = " " * column
    for key, value in fields.items():
        if isinstance(value, list):
            yield f"{indent}{key}:"
            for each in value:
                yield from as_lines(each, column + 2)
        elif key in _PROSE:
            yield f"{indent}{key}: >-"
            yield from _wrapped(value, column + 2)
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _wrapped(prose: str, column: int) -> list[str]:
    room = max(WIDTH - column, WIDTH // 2)
    lines = textwrap.wrap(prose, room, break_long_words=False, break_on_hyphens=False)
    return [" " * column + line for line in lines]


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)
