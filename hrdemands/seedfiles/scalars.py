"""The types of single values in seed files, read from text.

A seed file holds text only (see `yamlfile`), so each type says exactly which texts it
takes: no ``+1``, no ``1_000``, no ``yes``. JSON Lines catalogues carry real numbers
and booleans, which the same types accept. Of what a type takes as it is, `Natively`
lets pydantic's compiled code take most: a quarter of the time that a letter of JSON
Lines takes to read went to calls of Python.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, core_schema

from hrdemands.dates import first_day, parse_date
from hrdemands.seedfiles.characters import look_alike
from hrdemands.text import alternatives, quoted, shortened, suggestion
from hrdemands.vocabulary import values

_WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")
_SHARE = re.compile(r"0|1|[01]\.[0-9]{1,4}")
_LARGEST = 999_999_999
LONGEST_ID = 100
LONGEST_NAME = 300
"""PostgreSQL indexes ids and names, and nothing longer than 2,700 bytes."""
E = TypeVar("E", bound=StrEnum)
TRIED, READ = "\0tried", "\0read"
"""Where the place of a finding ends: by which of two ways the value was not taken."""


class Unfit(ValueError):
    """A value that its key does not take, and what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, eq=False)
class Natively:
    """Takes what *schema* takes; all else is the type's own to *read*, or to refuse."""

    schema: CoreSchema
    read: Callable[[object], object] | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """What pydantic asks for."""
        own = handler(source)
        if self.read:
            own = core_schema.no_info_before_validator_function(self.read, own)
        return core_schema.union_schema(
            [(self.schema, TRIED), (own, READ)], mode="left_to_right"
        )


def _whole_number(value: object) -> object:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if type(value) is int and 0 <= value <= _LARGEST:
        return value
    message = f"{quoted(value)} is not a whole number"
    raise Unfit(message, "write digits only, up to nine of them")


def _flag(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    message = f"{quoted(value)} is neither true nor false"
    raise Unfit(message, "write true or false")


def _share(value: object) -> object:
    if isinstance(value, str) and _SHARE.fullmatch(value):
        value = float(value)
    if type(value) in (float, int) and 0 <= value <= 1:  # type: ignore[operator]
        return float(value)  # type: ignore[arg-type]
    message = f"{quoted(value)} is not a number from 0 to 1"
    raise Unfit(message, "write it like 0.95")


def _day(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        message = f"{quoted(value)} is not a date of the form YYYY-MM-DD"
        raise Unfit(message, "write it like 2006-10-13")
    try:
        return parse_date(shortened(value))
    except ValueError as error:
        raise Unfit(str(error), "write it like 2006-10-13") from None


def _period(value: str) -> str:
    try:
        first_day(shortened(value))
    except ValueError as error:
        remedy = "write a year like 1989, or a date like 1989-06-18"
        raise Unfit(str(error), remedy) from None
    return value


def _prose(value: str) -> str:
    folded = " ".join(value.split())
    if not folded:
        message = "is empty"
        raise Unfit(message, "fill it in, or leave the key out if it may be")
    return folded


def at_most(length: int) -> AfterValidator:
    """Take only text of *length* characters or fewer."""

    def check(value: str) -> str:
        if len(value) <= length:
            return value
        message = f"has {len(value):,} characters, more than {length}"
        raise Unfit(message, "shorten it")

    return AfterValidator(check)


def form(
    pattern: str, what: str, example: str, *, ascii_only: bool = True
) -> AfterValidator:
    """Take only text that matches *pattern*; else say that it is not *what*."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if compiled.fullmatch(value):
            return value
        message = f"{quoted(value)} is not {what}"
        message += look_alike(value) if ascii_only else ""
        raise Unfit(message, f"write it like {example}")

    return AfterValidator(check)


def choice(enumeration: type[E]) -> Natively:
    """Read a value of *enumeration*; say which values there are when it is none."""
    members = {member.value: member for member in enumeration}

    def read(value: object) -> object:
        if isinstance(value, str) and value in members:
            return members[value]
        known = values(enumeration)
        near = suggestion(value, known) if isinstance(value, str) else ""
        remedy = near or f"write {alternatives(known)}"
        message = f"{quoted(value)} is no {_words(enumeration.__name__)}"
        raise Unfit(message, remedy)

    native = core_schema.enum_schema(enumeration, list(enumeration), sub_type="str")
    return Natively(native, read)


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name).lower()


_WHOLE_NUMBER = core_schema.int_schema(strict=True, ge=0, le=_LARGEST)
_NEAT = core_schema.str_schema(strict=True, pattern="^[!-~]+(?: [!-~]+)*$")
"""ASCII without white space but for single blanks between words."""

Whole = Annotated[int, Natively(_WHOLE_NUMBER, _whole_number)]
"""A whole number of zero or more: ``433``."""

Flag = Annotated[bool, Natively(core_schema.bool_schema(strict=True), _flag)]
"""``true`` or ``false``."""

_PROPORTION = core_schema.float_schema(strict=True, ge=0, le=1, allow_inf_nan=False)
Share = Annotated[float, Natively(_PROPORTION, _share)]
"""A number from 0 to 1: ``0.95``."""

Day = Annotated[date, BeforeValidator(_day)]
"""A full date: ``2006-10-13``."""

Period = Annotated[str, AfterValidator(_period)]
"""A year or a full date: ``1989``, ``1989-06-18``."""

Year = Annotated[str, form(r"[0-9]{4}", "a year", "1989")]
"""A year: ``1989``."""

Slug = Annotated[
    str,
    form(
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "a slug: lower-case a-z, 0-9 and single hyphens",
        "human-rights-watch",
    ),
    at_most(LONGEST_ID),
]
"""A stable id: lower-case letters, digits and single hyphens."""

CountryCode = Annotated[str, form(r"[A-Z]{3}", "an alpha-3 code", "NOR")]
"""An ISO 3166-1 alpha-3 code: ``NOR``."""

Alpha2 = Annotated[str, form(r"[A-Z]{2}", "an alpha-2 code", "NO")]
"""An ISO 3166-1 alpha-2 code: ``NO``."""

M49 = Annotated[str, form(r"[0-9]{3}", "an M49 code of three digits", "578")]
"""A UN M49 code: ``004``."""

Language = Annotated[str, form(r"[a-z]{2,3}", "an ISO 639 code", "en")]
"""An ISO 639 code: ``en``."""

Url = Annotated[
    str,
    form(
        r"https?://\S+",
        "a web address",
        "https://www.example.org/letter",
        ascii_only=False,
    ),
]
"""A web address."""

FileName = Annotated[
    str,
    form(
        r"\w[\w. -]{0,199}",
        "the plain name of a file",
        "000_ebff18c89646172b.txt",
        ascii_only=False,
    ),
]
"""The name of a file, without a folder."""

Sha256 = Annotated[
    str, form(r"[0-9a-f]{64}", "a SHA-256 of 64 hexadecimal digits", "e3b0c442...")
]
"""A SHA-256 in lower-case hexadecimal."""

Reference = Annotated[str, StringConstraints(min_length=1)]
"""The id of another record."""

Prose = Annotated[str, AfterValidator(_prose), Natively(_NEAT)]
"""Text of one or more words; line ends and runs of white space become one space."""

Name = Annotated[Prose, at_most(LONGEST_NAME)]
"""A name or code by which a record is looked up."""
