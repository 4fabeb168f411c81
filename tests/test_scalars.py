"""Single values: exactly which texts each type takes, and what it says of others."""

import contextlib
import json
import math
from datetime import UTC, date, datetime
from typing import Annotated, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hrdemands.seedfiles import scalars
from hrdemands.seedfiles.findings import findings
from hrdemands.seedfiles.records.demands import Timing
from hrdemands.seedfiles.scalars import READ, TRIED, Natively, Unfit, choice
from hrdemands.text import visible
from hrdemands.vocabulary import DateBasis, Strength

TYPES: dict[str, Any] = {
    name: getattr(scalars, name)
    for name in (
        "Whole Flag Share Day Period Year Slug CountryCode Alpha2 M49 Language Url "
        "FileName Sha256 Prose"
    ).split()
} | {
    "Strength": Annotated[Strength, choice(Strength)],
    "DateBasis": Annotated[DateBasis, choice(DateBasis)],
}

TAKEN = [
    ("Whole", "0", 0),
    ("Whole", "433", 433),
    ("Whole", 433, 433),
    ("Whole", "999999999", 999_999_999),
    ("Flag", "true", True),
    ("Flag", "false", False),
    ("Flag", False, False),
    ("Share", "0", 0.0),
    ("Share", "1", 1.0),
    ("Share", "0.95", 0.95),
    ("Share", "1.0000", 1.0),
    ("Share", 1, 1.0),
    ("Share", 0.5, 0.5),
    ("Day", "2006-10-13", date(2006, 10, 13)),
    ("Day", "2016-02-29", date(2016, 2, 29)),
    ("Day", date(2006, 10, 13), date(2006, 10, 13)),
    ("Period", "1989", "1989"),
    ("Period", "1989-06-18", "1989-06-18"),
    ("Year", "1989", "1989"),
    ("Slug", "human-rights-watch", "human-rights-watch"),
    ("Slug", "2016-a", "2016-a"),
    ("CountryCode", "NOR", "NOR"),
    ("Alpha2", "NO", "NO"),
    ("M49", "004", "004"),
    ("Language", "en", "en"),
    ("Language", "fil", "fil"),
    ("Url", "https://example.org/a b".replace(" ", "%20"), "https://example.org/a%20b"),
    ("FileName", "000_ebff18.txt", "000_ebff18.txt"),
    ("FileName", "Brief an Ä.txt", "Brief an Ä.txt"),
    ("Sha256", "0" * 64, "0" * 64),
    ("Prose", "  two\n words\u00a0here ", "two words here"),
    ("Strength", "must", Strength.MUST),
    ("DateBasis", "inferred", DateBasis.INFERRED),
]


def named(row: tuple[Any, ...]) -> str:
    """What a case is called: its type and value."""
    return ascii(row[:2])[:80]


@pytest.mark.parametrize(("name", "given_", "value"), TAKEN, ids=map(named, TAKEN))
def test_what_is_taken(name: str, given_: object, value: object) -> None:
    """Each type takes its texts, and the numbers and booleans of JSON Lines."""
    taken = TypeAdapter(TYPES[name]).validate_python(given_)
    assert (taken, type(taken)) == (value, type(value))


WHOLE = "write digits only, up to nine of them"
SHARE = "write it like 0.95"
DAY = "write it like 2006-10-13"
PERIOD = "write a year like 1989, or a date like 1989-06-18"
NOT_ISO = "is not a date of the form YYYY-MM-DD"
REFUSED: list[tuple[str, object, str, str]] = [
    *(
        ("Whole", value, f"{shown} is not a whole number", WHOLE)
        for value, shown in [
            ("+1", "'+1'"),
            ("-1", "'-1'"),
            ("1_000", "'1_000'"),
            ("010", "'010'"),
            ("1.0", "'1.0'"),
            ("", "''"),
            (" 1", "' 1'"),
            ("\uff11", "'\uff11'"),
            ("1000000000", "'1000000000'"),
            (10**9, "'1000000000'"),
            (-1, "'-1'"),
            (True, "'True'"),
            (1.0, "'1.0'"),
            (["1"], "a list"),
            ({"1": "2"}, "a mapping"),
            ("1" * 99, f"'{'1' * 60}...'"),
        ]
    ),
    *(
        ("Flag", value, f"{shown} is neither true nor false", "write true or false")
        for value, shown in [
            ("yes", "'yes'"),
            ("True", "'True'"),
            ("", "''"),
            (1, "'1'"),
            (0, "'0'"),
            ([], "a list"),
        ]
    ),
    *(
        ("Share", value, f"{shown} is not a number from 0 to 1", SHARE)
        for value, shown in [
            ("1.1", "'1.1'"),
            (".5", "'.5'"),
            ("0.", "'0.'"),
            ("1e-1", "'1e-1'"),
            ("-0.1", "'-0.1'"),
            ("0.00001", "'0.00001'"),
            ("nan", "'nan'"),
            (math.nan, "'nan'"),
            (1.5, "'1.5'"),
            (True, "'True'"),
            ({}, "a mapping"),
        ]
    ),
    *(
        ("Day", value, f"{shown} {NOT_ISO}", DAY)
        for value, shown in [
            ("2006-10", "'2006-10'"),
            ("2006", "'2006'"),
            ("1160524800", "'1160524800'"),
            (1160524800, "'1160524800'"),
            ("2006-10-13T00:00:00Z", "'2006-10-13T00:00:00Z'"),
            ("13 October 2006", "'13 October 2006'"),
            ("\uff12\uff10\uff10\uff16-10-13", "'\uff12\uff10\uff10\uff16-10-13'"),
            (["2006-10-13"], "a list"),
            (datetime(2006, 10, 13, tzinfo=UTC), "'2006-10-13 00:00:00+00:00'"),
        ]
    ),
    ("Day", "2015-02-29", "'2015-02-29' is a day that no calendar has", DAY),
    ("Day", "0000-01-01", "'0000-01-01' is a day that no calendar has", DAY),
    ("Period", "89", f"'89' {NOT_ISO}", PERIOD),
    ("Period", "1989-06", f"'1989-06' {NOT_ISO}", PERIOD),
    ("Period", "0000", "'0000-01-01' is a day that no calendar has", PERIOD),
    ("Period", "1989-06-31", "'1989-06-31' is a day that no calendar has", PERIOD),
    ("Year", "89", "'89' is not a year", "write it like 1989"),
    *(
        (
            "Slug",
            value,
            f"'{visible(value)}' is not a slug: lower-case a-z, 0-9 and single hyphens",
            "write it like human-rights-watch",
        )
        for value in ("HRW", "-a", "a-", "a--b", "a_b", "", "ä", "a\n", "a b")
    ),
    ("CountryCode", "NO", "'NO' is not an alpha-3 code", "write it like NOR"),
    ("CountryCode", "nor", "'nor' is not an alpha-3 code", "write it like NOR"),
    ("Alpha2", "NOR", "'NOR' is not an alpha-2 code", "write it like NO"),
    ("M49", "4", "'4' is not an M49 code of three digits", "write it like 578"),
    ("Language", "English", "'English' is not an ISO 639 code", "write it like en"),
    (
        "Url",
        "ftp://x",
        "'ftp://x' is not a web address",
        "write it like https://www.example.org/letter",
    ),
    *(
        (
            "FileName",
            value,
            f"'{visible(value)}' is not the plain name of a file",
            "write it like 000_ebff18c89646172b.txt",
        )
        for value in ("../a", "a/b", ".a", "", "a\\b", "~a", "C:a", "a\0")
    ),
    (
        "FileName",
        "a" * 201,
        f"'{'a' * 60}...' is not the plain name of a file",
        "write it like 000_ebff18c89646172b.txt",
    ),
    (
        "Sha256",
        "ABC",
        "'ABC' is not a SHA-256 of 64 hexadecimal digits",
        "write it like e3b0c442...",
    ),
    ("Prose", " \n\u00a0", "is empty", "fill it in, or leave the key out if it may be"),
    ("Strength", "Must", "'Must' is no strength", "did you mean must?"),
    (
        "Strength",
        "xyz|a",
        "'xyz|a' is no strength",
        "write must, should, urge, recommend, request, hope or implied",
    ),
    ("DateBasis", "", "'' is no date basis", "write stated or inferred"),
    ("DateBasis", ["stated"], "a list is no date basis", "write stated or inferred"),
]


@pytest.mark.parametrize(
    ("name", "value", "message", "remedy"), REFUSED, ids=map(named, REFUSED)
)
def test_what_is_refused(name: str, value: object, message: str, remedy: str) -> None:
    """Everything else is refused, with the value, the reason and what to write."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(TYPES[name]).validate_python(value)
    (found,) = findings(caught.value)
    assert not found["loc"]
    error = found["ctx"]["error"]
    assert isinstance(error, Unfit)
    assert (str(error), error.remedy) == (message, remedy)


@pytest.mark.parametrize("name", ["Slug", "Period", "Prose", "Url"])
@pytest.mark.parametrize("value", [1, True, ["a"], {"a": "b"}, None])
def test_text_is_no_other_type(name: str, value: object) -> None:
    """A number is never taken for the text that writes it."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(TYPES[name]).validate_python(value)
    assert [found["type"] for found in findings(caught.value)] == ["string_type"]


@given(st.text() | st.lists(st.text()) | st.integers() | st.floats() | st.none())
@example("|")
def test_no_value_crashes_a_type(value: object) -> None:
    """A type takes a value or says what is wrong with it."""
    for kind in TYPES.values():
        with contextlib.suppress(ValidationError):
            TypeAdapter(kind).validate_python(value)


READERS = {
    name: found.read
    for name, kind in TYPES.items()
    for found in kind.__metadata__
    if isinstance(found, Natively) and found.read
}
WORDS = [member.value for each in (Strength, DateBasis) for member in each]


@given(
    st.sampled_from([*WORDS, "true", 0, 1, 10**9, 0.5, 1.0, -0.0, math.nan, math.inf])
    | st.text()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.none()
)
def test_compiled_code_takes_what_a_reader_takes(value: object) -> None:
    """Of JSON, each type gives what its reader in Python gives, and its findings."""
    assert READERS.keys() == {"Whole", "Flag", "Share", "Strength", "DateBasis"}
    for name, read in READERS.items():
        try:
            wanted: object = read(value)
        except Unfit as unfit:
            wanted = str(unfit)
        try:
            found = TypeAdapter(TYPES[name]).validate_json(json.dumps(value))
        except ValidationError as error:
            found = str(findings(error)[0]["ctx"]["error"])
        assert (found, type(found)) == (wanted, type(wanted))


@given(st.text(st.sampled_from("a ~\t\n\x1f\x85\xa0\u2003\u200b\ud7ff")) | st.text())
def test_prose_is_folded(value: str) -> None:
    """Prose is its words with single blanks between them, whoever took it."""
    folded = " ".join(value.split())
    if not folded:
        return
    assert TypeAdapter(scalars.Prose).validate_json(json.dumps(value)) == folded


def test_an_unknown_key_may_be_called_like_a_way() -> None:
    """In YAML a key may be any text."""
    with pytest.raises(ValidationError) as caught:
        Timing.model_validate({"words": 1, TRIED: "x", READ: "x"})
    found = {(each["loc"], each["type"]) for each in findings(caught.value)}
    assert found == {
        (("words",), "string_type"),
        ((TRIED,), "extra_forbidden"),
        ((READ,), "extra_forbidden"),
    }
