"""Every format of an answer, byte by byte, over the most awkward results there are.

After a change that is meant, write the golden files anew and read their differences:
``HRDEMANDS_WRITE_GOLDEN=1 pytest tests/test_present.py``.
"""

import csv
import io
import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hrdemands.present.demands import LISTED, citation, demand_page
from hrdemands.present.formats import FORMATS, Column, Layout, Style, inert, render
from hrdemands.present.records import SEPARATOR
from hrdemands.present.table import NARROWEST, Grid, labelled, lay_out, wrap
from hrdemands.queries import Reader, get_demand, get_letter
from hrdemands.queries.results.demands import (
    ActorLink,
    CountryLink,
    Demand,
    Listed,
    Timing,
)
from hrdemands.text import width

GOLDEN = Path(__file__).parent / "golden"

AWKWARD = Demand(
    id="0000-no-such-letter-of-a-rather-long-name/1",
    source="letters",
    letter="0000-no-such-letter-of-a-rather-long-name",
    n=1,
    section='A "heading", with | and\nlines',
    summary="=HYPERLINK(1) \x1b[31mred\x1b[0m \u202eevil | <b>bold</b> `code` \\",
    quote="漢字" * 15 + " naïve cafe\u0301",
    start=0,
    end=10**9,
    strength="hope",
    cue=None,
    explicit=False,
    basis="omission",
    reason="a\tb\r\nc\x00d\x9be",
    audience="both",
    action="@speak-out",
    target_action=None,
    actors=(
        ActorLink("un", "asked", 1, True, "UN; or so", None),  # noqa: FBT003
        ActorLink("x", "against", 2, False, "X" * 70, "why"),  # noqa: FBT003
    ),
    countries=(
        CountryLink("CIV", "Côte d\u2019Ivoire", "subject", "-Ivory Coast"),
        CountryLink("MMR", "Myanmar", "example", "Burma"),
    ),
    places=(),
    issues=("one; two", "three"),
    groups=("\u200dzero\u200c",),
    mechanisms=(),
    parent=None,
    asks=("+ask",),
    timing=Timing("by 2020", None, "2020-12-31"),
    confidence=0.5,
    note="emoji \U0001f1fa\U0001f1f3 and \u2028 line separator",
    title="'quoted'",
    date="2016, between 13 June and 9 July",
    date_basis="inferred",
    earliest="2016-06-13",
    latest="2016-07-09",
    senders=("a",),
    sender_names=("Ä, B",),
    senders_inferred=("a",),
    recipients=(),
    recipient_names=(),
    asking=None,
    asking_name=None,
    response=None,
    category=None,
    external_id=None,
    unmapped=(),
    text="two\nlines",
)
PLAIN = AWKWARD._replace(
    id="0001/2",
    summary="Plain.",
    quote="plain words",
    reason=None,
    explicit=True,
    strength="must",
    audience="unspecified",
    actors=AWKWARD.actors[:1],
    note=None,
)
RESULTS = (Listed("subject", AWKWARD), Listed("example", PLAIN))

CASES = {
    "awkward.table": ("table", Style()),
    "awkward-40.table": ("table", Style(columns=40)),
    "awkward-12.table": ("table", Style(columns=12)),
    "awkward-colour.table": ("table", Style(colour=True)),
    "awkward.md": ("md", Style()),
    "awkward.json": ("json", Style()),
    "awkward.jsonl": ("jsonl", Style()),
    "awkward.csv": ("csv", Style()),
    "awkward-raw.csv": ("csv", Style(raw_csv=True)),
}


@pytest.mark.parametrize("name", CASES)
def test_an_awkward_answer_is_the_golden_one(name: str) -> None:
    form, style = CASES[name]
    found = render(RESULTS, LISTED, form, style, single=False).encode()
    if os.environ.get("HRDEMANDS_WRITE_GOLDEN"):
        (GOLDEN / name).write_bytes(found)

    assert found == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_steers_a_terminal(form: str) -> None:
    text = render(RESULTS, LISTED, form, Style(), single=False)

    steering = {c for c in text if unicodedata.category(c) == "Cc"} - {"\n", "\t"}
    assert not steering
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2028\u2029") & set(text)


def test_json_gives_back_what_was_there() -> None:
    first, second = json.loads(render(RESULTS, LISTED, "json", Style(), single=False))

    assert first["under"] == "subject"
    assert list(first) == ["under", *Demand._fields]
    for key in ("summary", "quote", "reason", "note"):
        assert first[key] == getattr(AWKWARD, key)
    assert first["countries"][1] == {
        "code": "MMR",
        "name": "Myanmar",
        "role": "example",
        "as_written": "Burma",
    }
    assert first["issues"] == ["one; two", "three"]
    assert second["actors"][0]["stated"] is True


def test_json_lines_are_the_same_objects() -> None:
    lines = render(RESULTS, LISTED, "jsonl", Style(), single=False).splitlines()

    assert [json.loads(line) for line in lines] == json.loads(
        render(RESULTS, LISTED, "json", Style(), single=False)
    )


def test_csv_has_every_field_and_lists_are_joined() -> None:
    text = render(RESULTS, LISTED, "csv", Style(raw_csv=True), single=False)
    first, _ = csv.DictReader(io.StringIO(text, newline=""))

    assert list(first) == ["under", *Demand._fields]
    assert first["actors"] == "asked=un; against=x (inferred)"
    assert first["countries"] == "subject=CIV; example=MMR"
    assert first["issues"] == SEPARATOR.join(AWKWARD.issues)
    assert first["timing"] == "by 2020"
    assert first["parent"] == ""
    assert first["reason"] == AWKWARD.reason


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_has_the_form_of_something(form: str) -> None:
    text = render((), LISTED, form, Style(), single=False)

    assert (
        text
        == {
            "table": "demand  what is asked\n------  -------------\n",
            "md": "|  | demand | what is asked |\n| --- | --- | --- |\n",
            "json": "[]\n",
            "jsonl": "",
            "csv": ",".join(["under", *Demand._fields]) + "\n",
        }[form]
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_is_made_inert(start: str) -> None:
    assert inert(f"{start}1")[0] == "'"
    assert inert(f"1{start}")[0] == "1"


def test_numbers_are_no_formulas() -> None:
    layout = Layout(keys=("n",))

    assert render([{"n": -1}], layout, "csv", Style(), single=False) == "n\n-1\n"


def test_a_header_may_be_a_formula_too() -> None:
    text = render([{"=1": 1}], Layout(), "csv", Style(), single=False)

    assert text == "'=1\n1\n"


def test_a_page_in_markdown_is_fenced_whatever_is_in_it() -> None:
    layout = Layout(page=lambda result, _: f"{result}\n```\nafter\n")

    text = render(["before"], layout, "md", Style(), single=True)

    assert text == "````text\nbefore\n```\nafter\n````\n"


words = st.text(
    st.one_of(
        st.sampled_from("ab -漢ü\u0301\u200d\x1b\u202e\n"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    rows=st.lists(st.tuples(words, words, words), min_size=1, max_size=4),
    columns=st.integers(2 * NARROWEST, 100),
    colour=st.booleans(),
)
def test_a_table_fits_and_loses_nothing(
    rows: list[tuple[str, str, str]],
    columns: int,
    colour: bool,  # noqa: FBT001
) -> None:
    grid = Grid(("one", "a header", "n"), tuple(rows), numbers=frozenset({2}))

    text = lay_out(grid, columns, colour=colour)
    plain = text.replace("\x1b[1m", "").replace("\x1b[0m", "")

    numbers = [width(line) for row in rows for line in row[2].split("\n")]
    if max(numbers) + NARROWEST < columns:
        assert max(width(line) for line in plain.split("\n")) <= columns + 8
    assert "\x1b" not in plain
    assert plain.endswith("\n")


@settings(max_examples=300, deadline=None, derandomize=True)
@given(line=words.map(lambda text: text.replace("\n", " ")), columns=st.integers(2, 50))
def test_wrapping_fits_and_keeps_every_letter(line: str, columns: int) -> None:
    pieces = wrap(line, columns)

    assert all(width(piece) <= columns for piece in pieces)
    assert "".join(pieces).replace(" ", "") == line.replace(" ", "")


@pytest.mark.parametrize(
    ("line", "columns", "pieces"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one", 3, ["one"]),
        ("human-rights-watch", 12, ["human-", "rights-watch"]),
        ("abcdefgh ij", 4, ["abcd", "efgh", "ij"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("", 5, [""]),
        ("a  b", 10, ["a  b"]),
    ],
)
def test_lines_break_between_words(line: str, columns: int, pieces: list[str]) -> None:
    assert wrap(line, columns) == pieces


def test_what_is_too_narrow_for_columns_stands_below_each_other() -> None:
    grid = Grid(
        ("name", "letters", "years"),
        (("China", "3", "2"), ("", "1", "")),
        numbers=frozenset({1, 2}),
    )

    assert lay_out(grid, 18) == (
        "name     China\nletters  3\nyears    2\n\nletters  1\n"
    )


def test_a_label_without_room_stands_above() -> None:
    assert labelled("label", "a text of words", 12) == [
        "label",
        "  a text of",
        "  words",
    ]
    assert labelled("label", "", 12) == []


def test_a_column_of_numbers_is_aligned_to_the_right() -> None:
    layout = Layout((Column("n", str, number=True),))

    assert render([1, 20], layout, "table", Style(), single=False) == " n\n--\n 1\n20\n"
    assert (
        render([1], layout, "md", Style(), single=False).splitlines()[1] == "| ---: |"
    )


def test_a_citation_says_all_that_a_reader_needs(reader: Reader) -> None:
    demand = get_demand(reader, "2016-hrw-ban-ki-moon/7")
    letter = get_letter(reader, demand.letter)

    assert citation(demand, letter) == (
        f"Human Rights Watch (inferred), “{letter.title}”, letter to UN"
        " Secretary-General (Ban Ki-moon, incumbent), 2016, between 13 June and 9 July"
        f" (inferred): “{demand.quote}” [characters {demand.start} to {demand.end}]."
        " hrdemands, 2016-hrw-ban-ki-moon/7."
    )


def test_an_implied_demand_is_marked_with_its_reason(reader: Reader) -> None:
    demand = get_demand(reader, "2016-hrw-ban-ki-moon/4")
    page = demand_page(demand, get_letter(reader, demand.letter), 80)

    assert f"wording      implied ({demand.basis})" in page
    assert "implied by   " in page
    assert "Cite as:" in page


@pytest.mark.parametrize("columns", [1, 5, 20, 40, 80, 200])
def test_a_page_fits_any_width(reader: Reader, columns: int) -> None:
    demand = get_demand(reader, "2006-hrw-ban-ki-moon/4")
    page = demand_page(demand, get_letter(reader, demand.letter), columns)

    lines = [line for line in page.splitlines() if line != demand.id]
    longest = max(width(line) for line in lines)
    assert longest <= max(columns, len("target's act"), 4)
