"""Tables are read whatever they are called, encoded as, and parted by."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import archive, members_of, sheet_of, strings_of, workbook

from hrdemands.errors import DataError, UsageError
from hrdemands.importers.tables import Column, Limits, Row, open_table

COLUMNS = (Column("text", ("Text", "Words")), Column("state", ("State under review",)))
KNOWN = {"Côte d'Ivoire", "Curaçao", "São Tomé"}


def read(
    path: Path,
    content: bytes,
    encoding: str | None = None,
    limits: Limits | None = None,
) -> tuple[str, list[Row]]:
    """The form of a table of *content*, and its rows."""
    path.write_bytes(content)
    with open_table(
        path,
        COLUMNS,
        limits or Limits(),
        encoding=encoding,
        knows=KNOWN.__contains__,
    ) as table:
        rows = list(table.rows)
    return table.form, rows


def values(rows: list[Row]) -> list[tuple[str, ...]]:
    return [tuple(row.values.values()) for row in rows]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a path whose name says nothing of what is in the file."""
    return tmp_path / "table.dat"


ROWS = [("a, b; c", "Spain"), ('say "no"', "Mali"), ("two\nlines", "Chad")]


def as_csv(delimiter: str, end: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(
        stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL
    )
    writer.writerows([("State under review", "Text"), *((s, t) for t, s in ROWS)])
    return stream.getvalue()


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"], ids=ascii)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=ascii)
def test_any_dialect_is_found_out(path: Path, delimiter: str, end: str) -> None:
    _, rows = read(path, as_csv(delimiter, end).encode())

    assert [(row.values["text"], row.values["state"]) for row in rows] == ROWS


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_found_out(path: Path, encoding: str) -> None:
    content = "Text,State under review\nCôte 漢字 😀,Chad\n".encode(encoding)

    _, rows = read(path, content)

    assert values(rows) == [("Chad", "Côte 漢字 😀")]


@pytest.mark.parametrize("packed", [gzip.compress, bytes], ids=["gzip", "plain"])
def test_gzip_is_unpacked(path: Path, packed: type[bytes]) -> None:
    _, rows = read(path, packed(b"Text,State under review\nx,Chad\n"))

    assert values(rows) == [("Chad", "x")]


ACCENTED = [
    "Haute Autorité de la Transition",
    "vis-à-vis children",
    "los niños y el café de mamá",
    "\u201cdignity\u201d of the pupils\u2019 life \u2013 and more\u2026",
    "Århus, Malmö, Zürich",
    "garçon, où, être, naïve, cœur",
    "SÃO TOMÉ, ÉVÊQUE",
]


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", ACCENTED, ids=range(len(ACCENTED)))
def test_accents_tell_the_encoding(path: Path, encoding: str, text: str) -> None:
    content = f'Text,State under review\r"{text}",Chad\r'.encode(encoding)

    form, rows = read(path, content)

    assert values(rows) == [("Chad", text)]
    assert encoding in form


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_a_known_name_tells_the_encoding(path: Path, encoding: str) -> None:
    """An i with an acute is an apostrophe in the other, which makes sense as well."""
    content = "Text,State under review\nMartín,Curaçao\n".encode(encoding)

    _, rows = read(path, content)

    assert values(rows) == [("Curaçao", "Martín")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Text,State under review\nMart\x92n,Chad\n", "cannot be told"),
        (
            b"Text,State under review\nni\x96os,Chad\n",
            "'ni\u2013os,' in Windows-1252 is",
        ),
        (b"Text,State under review\n\x80\x81\x8d\x9d,Chad\n", "cannot be told"),
        ("Text,State under review\nПшзыл,Chad\n".encode("cp1251"), "cannot be told"),
        (
            "Text,State under review\nété,Chad\n".encode()
            + "été,Mali\n".encode("mac_roman"),
            "table.dat:3: is not UTF-8, though line 2 is: the file has two encodings",
        ),
        (b"Text\x00,State under review\nx,Chad\n", "NUL"),
    ],
)
def test_what_cannot_be_told_is_refused(path: Path, content: bytes, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(path, content)


def test_an_encoding_that_is_named_is_taken(path: Path) -> None:
    content = "Text,State under review\nПшзыл,Chad\n".encode("cp1251")

    assert values(read(path, content, "windows-1251")[1]) == [("Chad", "Пшзыл")]
    with pytest.raises(DataError, match="is not utf-8-sig throughout"):
        read(path, content, "utf8")
    for wrong in ("nothing", "rot13", "zip", "unicode_escape", "\0", "x" * 500):
        with pytest.raises(UsageError, match="no encoding of text"):
            read(path, content, wrong)


def test_values_come_without_entities_and_outer_blanks(path: Path) -> None:
    content = "Text,State under review\n &#40;R&amp;D&#41; at AT&T &x \t, Chad \n"

    assert values(read(path, content.encode())[1]) == [("Chad", "(R&D) at AT&T &x")]


def test_rows_know_their_lines(path: Path) -> None:
    content = b'sep=,\n\nText,State under review\n\n"two\nlines",Chad\n\n,\nx,Mali\n'

    assert [row.line for row in read(path, content)[1]] == [5, 9]


def test_columns_not_kept_are_named(path: Path) -> None:
    path.write_bytes(b"Text,Weather,State under review,\nx,fine,Chad,\n")

    with open_table(path, COLUMNS, Limits()) as table:
        assert table.kept_out == ("Weather",)


HEADING = ["Text", "State under review"]


def test_a_workbook_is_read(path: Path) -> None:
    form, rows = read(
        path, workbook([HEADING, ["été & <b>", "Chad"], ["", ""], [7, "Mali"]])
    )

    assert form == "XLSX"
    assert values(rows) == [("Chad", "été & <b>"), ("Mali", "7")]
    assert [row.line for row in rows] == [2, 4]


def test_a_workbook_of_another_program_is_read(path: Path) -> None:
    """Inline and rich text, cells without a place, formulas with their values."""
    members = members_of([HEADING])
    members["xl/sharedStrings.xml"] = strings_of(["Text"]).replace(
        "</sst>",
        "<si><r><t>State under </t></r><rPh><t>steito</t></rPh><r><t>review</t></r>"
        "</si></sst>",
    )
    members["xl/worksheets/sheet1.xml"] = sheet_of(
        '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'
        '<row><c t="inlineStr"><is><t>one_x000D_\ntwo</t></is></c>'
        '<c t="str"><f>"Ch"&amp;"ad"</f><v>Chad</v></c></row>'
    )

    assert values(read(path, archive(members))[1]) == [("Chad", "one\ntwo")]


@pytest.mark.parametrize("form", ["list", "lines"])
def test_json_is_read(path: Path, form: str) -> None:
    found: list[dict[str, object]] = [
        {"Text": "été\nhiver", "State under review": ["Chad", "Mali"], "x": None},
        {"State under review": "Mali", "Text": 7, "Weather": "fine"},
    ]
    text = json.dumps(found) if form == "list" else "\n".join(map(json.dumps, found))

    _, rows = read(path, text.encode())

    assert values(rows) == [("- Chad\n- Mali", "été\nhiver"), ("Mali", "7")]
    assert [row.line for row in rows] == ([1, 1] if form == "list" else [1, 2])


SIGN = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(SIGN, max_size=12).map(str.strip).filter(lambda t: "&" not in t)
TABLES = st.lists(st.tuples(TEXTS, TEXTS).filter(any), max_size=5)


@settings(max_examples=60, deadline=None)
@given(TABLES, st.sampled_from(",;\t|"), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    written: list[tuple[str, str]],
    delimiter: str,
    encoding: str,
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows([HEADING, *written])

    _, rows = read(path, stream.getvalue().encode(encoding))

    expected = [
        tuple(t.replace("\r\n", "\n").replace("\r", "\n") for t in row)
        for row in written
    ]
    assert [(r.values["text"], r.values["state"]) for r in rows] == expected
