"""What rows of each source become: documents, with nothing lost on the way."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from tables import EXPORTED, INDEX, MERGED, index_rows, workbook

from hrdemands.cli.imports import SOURCES
from hrdemands.errors import DataError
from hrdemands.importers.importer import Importer, Reading
from hrdemands.importers.names import Names
from hrdemands.importers.registry import IMPORTERS
from hrdemands.importers.sessions import sessions
from hrdemands.importers.slugs import slug
from hrdemands.importers.tables import Limits, Row, open_table
from hrdemands.importers.tally import Tally
from hrdemands.importers.uhri import UHRI
from hrdemands.importers.upr_info import UPR_INFO
from hrdemands.queries.reader import open_reader
from hrdemands.queries.vocabularies import vocabularies
from hrdemands.seedfiles.records import Document, Recommendation
from hrdemands.vocabulary import LetterKind, Precision, Response, Source

BODIES = """\
UPR|CRC|CEDAW|CESCR|CCPR|CAT|CERD|CRPD|CMW|CRC-OP-SC|SPT|CED|CRC-OP-AC|SR Indigenous|\
SR Truth, justice, reparation|IE  Albinism|WG Women & girls|SR Belarus|\
SR on the situation of human rights in the Democratic People Republic of Korea"""
"""Some of the bodies as the Index names them, the odd ones among them."""


@pytest.fixture(scope="module")
def names(shipped_sqlite: str) -> Names:
    """Return the names of the shipped vocabularies."""
    with open_reader(shipped_sqlite) as reader:
        countries, bodies, mappings = map(reader.rows, vocabularies())
    return Names(countries=countries, bodies=bodies, mappings=mappings)


def read(
    importer: Importer, names: Names, path: Path
) -> tuple[dict[str, Document], Tally]:
    """The documents of a file, and the tally of its rows."""
    tally = Tally()
    with open_table(
        path,
        importer.columns,
        Limits(),
        knows=lambda name: names.country(name) is not None,
    ) as table:
        reading = Reading("file", names, tally)
        documents = {d.id: d for d in importer.documents(table.rows, reading)}
    assert tally.adds_up()
    made = sum(len(d.recommendations) for d in documents.values())
    assert made == tally.recommendations
    return documents, tally


def read_rows(
    importer: Importer, names: Names, rows: Iterable[dict[str, str]]
) -> tuple[list[Document], Tally]:
    tally = Tally()
    numbered = (Row(n, values) for n, values in enumerate(rows, 2))
    found = list(importer.documents(numbered, Reading("file", names, tally)))
    assert tally.adds_up()
    return found, tally


def test_every_source_can_be_called() -> None:
    assert set(SOURCES) == set(IMPORTERS)


# UPR Info.


def test_an_export_as_it_comes_is_read(names: Names) -> None:
    documents, tally = read(UPR_INFO, names, EXPORTED)

    assert list(documents) == ["upr-08-esp", "upr-10-mmr"]
    spain = documents["upr-08-esp"]
    assert (spain.source, spain.kind) == (Source.UPR, LetterKind.REVIEW)
    assert spain.title == "Universal Periodic Review of Spain, session 8"
    assert spain.date.precision is Precision.RANGE
    assert str(spain.date.earliest) == "2010-05-03"
    first, second, third, fourth = spain.recommendations
    assert first.text == "Ratify the kite treaty, soon"
    assert (first.asking, first.asked) == ("CIV", ("ESP",))
    assert [(c.country, c.as_written) for c in first.countries] == [("ESP", "Spain")]
    assert (first.issues, first.category) == (("treaty-ratification",), 5)
    assert first.response is Response.ACCEPTED
    assert second.text == "Let kites & birds fly"
    assert second.asking is None
    assert second.issues == (
        "right-to-health",
        "arbitrary-detention",
        "conditions-of-detention",
    )
    assert {(u.field, u.value) for u in second.unmapped} == {
        ("asking", "(Unknown)"),
        ("issue", "Kites"),
    }
    assert (third.text, third.n, third.response) == (fourth.text, 3, Response.ACCEPTED)
    assert (fourth.n, fourth.response) == (4, Response.NOTED)
    told = documents["upr-10-mmr"].recommendations[0].text
    assert told == "Tell the pupils of the lycées what a vis-à-vis is"
    assert tally.unmapped == Counter(
        {("asking", "(Unknown)"): 1, ("issue", "Kites"): 1}
    )


def test_a_merged_file_says_the_same(names: Names) -> None:
    exported, _ = read(UPR_INFO, names, EXPORTED)
    merged, _ = read(UPR_INFO, names, MERGED)

    pledge = merged["upr-08-esp"].recommendations[-1]

    assert (pledge.response, pledge.asking, pledge.asked) == (
        Response.PLEDGE,
        "ESP",
        ("ESP",),
    )
    for key, document in exported.items():
        assert contents(merged[key].recommendations) >= contents(
            document.recommendations
        )


def contents(recommendations: Iterable[Recommendation]) -> set[str]:
    """Recommendations, whatever their numbers and however their state is written."""
    return {
        r.model_copy(update={"n": 1, "countries": ()}).model_dump_json()
        for r in recommendations
    }


UPR_ROW = {
    "asked": "Spain",
    "asking": "France",
    "text": "Fly.",
    "response": "Accepted",
    "category": "1",
    "issues": "",
    "session": "8",
}


@pytest.mark.parametrize("session", ["08", "8.0", "Session 8", "8"])
def test_sessions_are_read_as_they_are_written(names: Names, session: str) -> None:
    found, _ = read_rows(UPR_INFO, names, [UPR_ROW | {"session": session}])

    assert found[0].id == "upr-08-esp"


@pytest.mark.parametrize(
    ("session", "said"),
    [
        ("", "file:2: '' is no session of the UPR"),
        ("0", "'0' is no session"),
        ("eight", "'eight' is no session"),
        ("8,9", "'8,9' is no session"),
        ("51", "when session 51 of the UPR was held is not known (upgrade"),
    ],
)
def test_a_session_without_days_is_refused(
    names: Names, session: str, said: str
) -> None:
    with pytest.raises(DataError) as refused:
        read_rows(UPR_INFO, names, [UPR_ROW | {"session": session}])

    assert said in str(refused.value)


def test_what_no_vocabulary_knows_is_kept_as_written(names: Names) -> None:
    row = UPR_ROW | {
        "asked": "Atlantis",
        "response": "Perhaps",
        "category": "7",
        "issues": "Kites,Death penalty",
    }

    found, tally = read_rows(UPR_INFO, names, [row, row])

    assert found[0].id == "upr-08-atlantis"
    assert len(found[0].recommendations) == 2
    only = found[0].recommendations[0]
    assert (only.asked, only.countries, only.response, only.category) == (
        (),
        (),
        None,
        None,
    )
    assert only.issues == ("death-penalty",)
    assert tally.unmapped == Counter(
        {
            ("asked", "Atlantis"): 2,
            ("response", "Perhaps"): 2,
            ("category", "7"): 2,
            ("issue", "Kites"): 2,
        }
    )


def test_a_pledge_is_the_states_own(names: Names) -> None:
    row = UPR_ROW | {"asking": "", "response": "voluntary pledge"}

    found, tally = read_rows(UPR_INFO, names, [row])

    assert found[0].recommendations[0].asking == "ESP"
    assert not tally.unmapped


def test_rows_without_a_text_are_counted(names: Names) -> None:
    found, tally = read_rows(UPR_INFO, names, [UPR_ROW | {"text": ""}, UPR_ROW])

    assert len(found[0].recommendations) == 1
    assert tally.skipped == Counter({"without a text": 1})


def test_scattered_rows_are_one_document(names: Names) -> None:
    states = ["Spain", "Mali", "Spain", "Mali", "Spain"]

    found, _ = read_rows(UPR_INFO, names, [UPR_ROW | {"asked": s} for s in states])

    assert [(d.id, len(d.recommendations)) for d in found] == [
        ("upr-08-esp", 3),
        ("upr-08-mli", 2),
    ]
    assert [r.n for r in found[0].recommendations] == [1, 2, 3]


def test_the_calendar_has_fifty_sessions_in_order() -> None:
    calendar = list(sessions().values())

    assert [session.n for session in calendar] == list(range(1, 51))
    days = [day for session in calendar for day in (session.earliest, session.latest)]
    assert days == sorted(days)
    for session in calendar:
        assert 10 <= (session.latest - session.earliest).days <= 16


# The Universal Human Rights Index.


def test_the_index_is_read_from_a_workbook(names: Names, tmp_path: Path) -> None:
    path = tmp_path / "index.xlsx"
    path.write_bytes(workbook(index_rows()))

    documents, tally = read(UHRI, names, path)

    review = documents["uhri-a-hrc-15-3"]
    assert (review.kind, review.symbol) == (LetterKind.REVIEW, "A/HRC/15/3")
    assert str(review.date.earliest) == "2010-06-14"
    asking = [(r.asking, r.external_id) for r in review.recommendations]
    assert asking == [("FRA", "one"), ("XKX", "one"), ("NOR", "one")]
    first = review.recommendations[0]
    assert (first.asked, first.response) == (("ESP",), Response.ACCEPTED)
    assert first.issues == ("arbitrary-detention",)
    assert set(first.groups) == {"children", "human-rights-defenders"}
    report = documents["uhri-crc-c-mmr-co-9"]
    assert report.kind is LetterKind.REPORT
    assert [(r.asking, r.asked) for r in report.recommendations] == [
        ("committee-crc", ("MMR",))
    ]
    assert tally.skipped == Counter({"of type 'Concerns/Observations'": 1})
    assert (tally.rows, tally.recommendations, tally.shared) == (3, 4, 2)
    assert tally.unmapped == Counter(
        {("issue", "Kite flying"): 3, ("asked", "Atlantis"): 1}
    )


def test_the_index_is_read_from_json(names: Names) -> None:
    documents, tally = read(UHRI, names, INDEX)

    review = documents["uhri-a-hrc-15-3"].recommendations
    assert [r.asking for r in review] == ["universal-periodic-review"]
    assert str(documents["uhri-crc-c-mmr-co-9"].date.earliest) == "2012-03-31"
    assert (tally.rows, tally.recommendations) == (2, 2)


@pytest.mark.parametrize("body", BODIES.split("|"))
def test_bodies_are_known_as_the_index_names_them(names: Names, body: str) -> None:
    assert names.body(body)


UHRI_ROW = {
    "id": "x",
    "symbol": "A/HRC/9/1",
    "text": "Fly.",
    "date": "2009-01-05",
    "type": "Recommendations",
    "asked": "- Spain",
    "asking": "CRC",
}


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("39818", "2009-01-05"),
        ("39818.75", "2009-01-05"),
        ("2009-01-05T23:00:00", "2009-01-05"),
        ("- 2009-01-05", "2009-01-05"),
    ],
)
def test_days_are_read_as_they_are_written(
    names: Names, written: str, day: str
) -> None:
    found, _ = read_rows(UHRI, names, [UHRI_ROW | {"date": written}])

    assert str(found[0].date.earliest) == day
    assert found[0].date.precision is Precision.DAY


@pytest.mark.parametrize(
    "written",
    ["", "0", "12345", "999999", "2009-02-30", "5 January 2009", "1900-01-01"],
)
def test_a_document_without_a_day_is_refused(names: Names, written: str) -> None:
    with pytest.raises(DataError, match="is no date of publication"):
        read_rows(UHRI, names, [UHRI_ROW | {"date": written}])


def test_two_days_of_one_document_are_a_range(names: Names) -> None:
    rows = [UHRI_ROW, UHRI_ROW | {"id": "y", "date": "2009-01-09"}]

    found, _ = read_rows(UHRI, names, rows)

    dated = found[0].date
    assert (str(dated.earliest), str(dated.latest)) == ("2009-01-05", "2009-01-09")
    assert dated.precision is Precision.RANGE


def test_the_same_row_twice_is_a_repeat(names: Names) -> None:
    rows = [UHRI_ROW, UHRI_ROW, UHRI_ROW | {"text": "Land."}, UHRI_ROW | {"id": "y"}]

    found, tally = read_rows(UHRI, names, rows)

    assert [r.text for r in found[0].recommendations] == ["Fly.", "Land.", "Fly."]
    assert tally.repeats == 1


def test_rows_of_no_recommendation_are_counted_by_type(names: Names) -> None:
    types = ["- Concerns/Observations", "", "0f8fad5b-d9cb", "- Concerns/Observations"]

    _, tally = read_rows(UHRI, names, [UHRI_ROW | {"type": each} for each in types])

    assert tally.skipped == Counter(
        {
            "of type 'Concerns/Observations'": 2,
            "without a type": 1,
            "of type '0f8fad5b-d9cb'": 1,
        }
    )


def test_symbols_that_make_one_id_are_refused(names: Names) -> None:
    rows = [UHRI_ROW, UHRI_ROW | {"symbol": "A/HRC/9-1"}]

    with pytest.raises(DataError, match="'A/HRC/9/1' and 'A/HRC/9-1' make one id"):
        read_rows(UHRI, names, rows)


def test_a_document_without_a_symbol_is_refused(names: Names) -> None:
    with pytest.raises(DataError, match="file:2: has no document symbol"):
        read_rows(UHRI, names, [UHRI_ROW | {"symbol": "- "}])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A/HRC/10/79/Add.1", "a-hrc-10-79-add-1"),
        ("CCPR/C/ÉTÉ", "ccpr-c-ete"),
        ("漢字", slug("漢字")),
        ("x" * 500, "x" * 71 + "-" + slug("x" * 500)[-8:]),
    ],
)
def test_slugs_are_ascii_and_short(text: str, made: str) -> None:
    assert slug(text) == made
    assert made.isascii()
    assert 0 < len(made) <= 80


# Names.


def test_the_longest_known_label_is_taken() -> None:
    known = ["HIV - Aids", "Aids", "Rights, duties", "Rights", "Detention"]
    names = Names(
        mappings=[
            {"scheme": "s", "label": label, "id": slug(label), "match": "exact"}
            for label in known
        ]
    )

    found = names.listed("s", "HIV - Aids,Rights, duties; Detention - Kites\nRights")

    assert found == (("hiv-aids", "rights-duties", "detention", "rights"), ("Kites",))


def test_the_best_matches_are_taken() -> None:
    rows = [("a", "broad"), ("b", "close"), ("c", "close"), ("d", "broad")]
    names = Names(
        mappings=[
            {"scheme": "s", "label": "X", "id": term, "match": match}
            for term, match in rows
        ]
    )

    assert names.terms("s", "x") == ("b", "c")
    assert names.terms("other", "x") == ()


def test_a_name_of_two_countries_is_none(names: Names) -> None:
    row = {"name": "Congo", "folded": "congo"}
    two = Names(countries=[row | {"id": "COG"}, row | {"id": "COD"}])

    assert two.country("Congo") is None
    assert names.country("Kosovo*") == "XKX"
    assert names.country("NOR") == names.country("no") == "NOR"
    assert names.country("") is None


def test_json_of_the_tests_is_as_made() -> None:
    """The files of ``tests/imports`` are those that ``tables.py`` writes."""
    assert json.loads(INDEX.read_text("utf-8"))[1]["Countries"] == ["MMR", "Atlantis"]
    assert EXPORTED.read_bytes().count(b"\r") == 6
    assert b"\n" not in EXPORTED.read_bytes()
