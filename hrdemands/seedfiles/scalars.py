"""The types of single values in seed files, read from text.

A seed file holds text only (see `yamlfile`), so each type says exactly which texts it
takes: no ``+1``, no ``1_000``, no ``yes``. JSON Lines catalogues carry real numbers
and booleans, which the same types accept.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from hrdemands.dates import parse_date
from hrdemands.text import alternatives, suggestion
from hrdemands.vocabulary import values

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_SHARE = re.compile(r"0|1|[01]\.[0-9]{1,4}")
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?")
E = TypeVar("E", bound=StrEnum)


def _whole_number(value: object) -> object:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if type(value) is int and value >= 0:
        return value
    message = f"'{value}' is not a whole number"
    raise ValueError(message)


def _flag(value: object) -> object:
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    message = f"'{value}' is neither true nor false"
    raise ValueError(message)


def _share(value: object) -> object:
    if isinstance(value, str) and _SHARE.fullmatch(value):
        value = float(value)
    if (
        isinstance(value, float | int)
        and not isinstance(value, bool)
        and 0 <= value <= 1
    ):
        return float(value)
    message = f"'{value}' is not a number from 0 to 1"
    raise ValueError(message)


def _day(value: object) -> object:
    return parse_date(value) if isinstance(value, str) else value


def _period(value: str) -> str:
    if not _PERIOD.fullmatch(value):
        message = f"'{value}' is neither a year nor a date of the form YYYY-MM-DD"
        raise ValueError(message)
    if len(value) > len("2006"):
        parse_date(value)
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        message = f"'{value}' is not a slug: lower-case a-z, 0-9 and single hyphens"
        raise ValueError(message)
    return value


def _country_code(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        message = f"'{value}' is not an alpha-3 code such as NOR"
        raise ValueError(message)
    return value


def _prose(value: str) -> str:
    folded = " ".join(value.split())
    if not folded:
        message = "is empty"
        raise ValueError(message)
    return folded


def choice(enumeration: type[E]) -> BeforeValidator:
    """Read a value of *enumeration*; say which values there are when it is none."""

    def read(value: object) -> object:
        known = values(enumeration)
        if isinstance(value, str) and value in known:
            return enumeration(value)
        near = suggestion(str(value), known)
        expected = near or f"one of {alternatives(known)}"
        message = f"'{value}' is no {_words(enumeration.__name__)}|{expected}"
        raise ValueError(message)

    return BeforeValidator(read)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name).lower()


Whole = Annotated[int, BeforeValidator(_whole_number)]
"""A whole number of zero or more: ``433``."""

Flag = Annotated[bool, BeforeValidator(_flag)]
"""``true`` or ``false``."""

Share = Annotated[float, BeforeValidator(_share)]
"""A number from 0 to 1: ``0.95``."""

Day = Annotated[date, BeforeValidator(_day)]
"""A full date: ``2006-10-13``."""

Period = Annotated[str, AfterValidator(_period)]
"""A year or a full date: ``1989``, ``1989-06-18``."""

Slug = Annotated[str, AfterValidator(_slug)]
"""A stable id: lower-case letters, digits and single hyphens."""

CountryCode = Annotated[str, AfterValidator(_country_code)]
"""An ISO 3166-1 alpha-3 code: ``NOR``."""

Reference = Annotated[str, StringConstraints(min_length=1)]
"""The id of another record."""

Prose = Annotated[str, AfterValidator(_prose)]
"""Text of one or more words; line ends and runs of white space become one space."""
