"""Tables made to do harm: each is refused in one line, quickly and in little memory."""

import gzip
import os
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import outcome
from tables import MAIN, WORKBOOK, archive, members_of, sheet_of, workbook

from hrdemands.errors import DataError
from hrdemands.importers.tables import Column, Limits, open_table

COLUMNS = (Column("text", ("Text",)), Column("state", ("State",)))
HEADING = ["Text", "State"]
CSV = b"Text,State\n"
MEMORY = 200_000_000
"""Bytes that reading may take."""
LIMITS = Limits(50_000_000)
"""A tenth of the usual ones, so that files beyond them are quickly made."""


def rows_of(path: Path, limits: Limits) -> int:
    with open_table(path, COLUMNS, limits) as table:
        return sum(1 for _ in table.rows)


def refused(path: Path, limits: Limits) -> str:
    """What is said of a table by a process that has little memory and two seconds."""

    def work() -> str:
        now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * 4096
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY, now + MEMORY))
        started = time.process_time()
        said = _said(path, limits)
        assert time.process_time() - started < 5, said
        return said

    return outcome(work)


def _said(path: Path, limits: Limits) -> str:
    try:
        return f"{rows_of(path, limits)} rows"
    except DataError as error:
        return str(error).replace(str(path.parent), "")


def sheet_with(rows: str) -> bytes:
    """A workbook of the heading and of further rows in XML."""
    first = '<row r="1"><c t="str"><v>Text</v></c><c t="str"><v>State</v></c></row>'
    members = members_of([HEADING])
    members["xl/worksheets/sheet1.xml"] = sheet_of(first + rows)
    return archive(members)


def doctype(entities: str, text: str) -> bytes:
    members = members_of([HEADING])
    members["xl/sharedStrings.xml"] = (
        f"<!DOCTYPE sst [{entities}]><sst xmlns='{MAIN}'><si><t>{text}</t></si></sst>"
    )
    return archive(members)


LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
BLANKS = " " * (1 << 20)
BOMB: dict[str, str | bytes] = {
    "xl/sharedStrings.xml": "<sst>" + BLANKS * 60 + "</sst>"
}


def lying() -> bytes:
    """A zip whose directory says that 10 MB are 10 bytes."""
    content = bytearray(
        archive(members_of([HEADING]) | {"xl/sharedStrings.xml": BLANKS * 10})
    )
    size = len(BLANKS * 10).to_bytes(4, "little")
    return bytes(content).replace(size, (10).to_bytes(4, "little"))


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "an empty file": (lambda: b"", "is empty"),
    "a gzip bomb": (
        lambda: gzip.compress(CSV + (b"x" * 1000 + b",y\n") * 60_000, 6),
        "more than 50,000,000 bytes when it is unpacked",
    ),
    "gzip in gzip": (lambda: gzip.compress(gzip.compress(CSV)), "packed twice"),
    "gzip cut off": (
        lambda: gzip.compress(CSV + os.urandom(9999).hex().encode())[:-900],
        "is damaged or cut off",
    ),
    "one line of 10 MB": (lambda: CSV + b"x" * 10**7, "characters in a line"),
    "a heading of 10^5 columns": (lambda: b"," * 10**5, "more than 100 columns"),
    "a row of 10^5 columns": (lambda: CSV + b"," * 10**5, "table:2: has more than 100"),
    "a value of 100 kB": (
        lambda: CSV + b'"' + b"x" * 10**5 + b'",y\n',
        "table:2: a value has more than 50,000 characters",
    ),
    "a quote never closed": (
        lambda: CSV + b'a,b\n"x,y\nc,d\n' * 9,
        "quotes do not pair",
    ),
    "a quote never closed in 5 MB": (
        lambda: CSV + b'"x,y\n' + b"c,d\n" * 1_200_000,
        "table:2: a value has more than 50,000 characters: is a quote open?",
    ),
    "a quote amid a value": (
        lambda: CSV + b'"x"z,y\n',
        "table:2: its quotes do not pair",
    ),
    "a row too short": (lambda: CSV + b"x\n", "table:2: has 1 values where"),
    "a row too long": (lambda: CSV + b"x,y,z\n", "table:2: has 3 values where"),
    "a heading of nothing known": (lambda: b"a,b\n1,2\n", "has no column 'Text'"),
    "a column twice": (lambda: b"Text,State,TEXT\n", "has the column 'TEXT' twice"),
    "a folder of bytes": (lambda: bytes(range(256)) * 99, "holds NUL bytes"),
    "UTF-16 cut off": (
        lambda: "Text,State\nx,y\n".encode("utf-16")[:-1],
        "is not utf-16 throughout",
    ),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" * 99, "old or an encrypted Excel"),
    "a zip of something else": (lambda: archive({"a.csv": CSV}), "is no workbook"),
    "a zip cut off": (lambda: workbook([HEADING])[:-99], "is no workbook"),
    "a zip bomb": (
        lambda: archive(members_of([HEADING]) | BOMB),
        "more than 50,000,000 bytes when it is unpacked",
    ),
    "a zip that lies about its size": (lying, "is no workbook"),
    "a zip of many files": (
        lambda: archive({f"x{n}": "" for n in range(10_001)}),
        "more than 10,000 files in it",
    ),
    "XXE": (
        lambda: doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        "declares a document type",
    ),
    "an entity bomb": (lambda: doctype(LAUGHS, "&m;"), "declares a document type"),
    "an external document type": (
        lambda: archive(
            members_of([HEADING])
            | {"xl/workbook.xml": f"<!DOCTYPE x SYSTEM 'http://127.0.0.1/x'>{WORKBOOK}"}
        ),
        "declares a document type",
    ),
    "a cell far out": (
        lambda: sheet_with('<row r="2"><c r="XFD2"><v>1</v></c></row>'),
        "table:2: has more than 100 columns",
    ),
    "a row far down": (
        lambda: sheet_with('<row r="99999999999999"><c r="A2"><v>1</v></c></row>'),
        "numbers its rows wrongly",
    ),
    "rows that run backwards": (
        lambda: sheet_with('<row r="1"><c r="A1"><v>1</v></c></row>'),
        "numbers its rows wrongly",
    ),
    "a text that is not there": (
        lambda: sheet_with('<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
        "table:2: refers to a text that is not there",
    ),
    "a formula without a value": (
        lambda: sheet_with('<row r="2"><c r="A2"><f>1+1</f></c></row>'),
        "table:2: has a formula without a value",
    ),
    "a cell of 10 MB": (
        lambda: sheet_with(
            f'<row r="2"><c r="A2" t="str"><v>{"x" * 10**7}</v></c></row>'
        ),
        "more than 50,000 characters in a cell",
    ),
    "XML nested without end": (
        lambda: sheet_with("<row>" * 200_000),
        "",
    ),
    "XML that is none": (lambda: sheet_with("<row"), "is no workbook"),
    "dates from 1904": (
        lambda: archive(
            members_of([HEADING])
            | {
                "xl/workbook.xml": WORKBOOK.replace(
                    "<sheets>", '<workbookPr date1904="1"/><sheets>'
                )
            }
        ),
        "counts its dates from 1904",
    ),
    "JSON nested without end": (lambda: b"[" * 10**6, "is nested too deeply"),
    "JSON that is cut off": (
        lambda: b'[{"Text": "x", "State": "y"}',
        "is no JSON: a comma or the end",
    ),
    "JSON that is broken": (lambda: b'[{"Text" "x"}]', "is no JSON: Expecting"),
    "JSON of no objects": (lambda: b"[1, 2]", "table:1: is no object"),
    "JSON of objects in objects": (
        lambda: b'[{"Text": {"x": 1}, "State": ""}]',
        "an object inside a record",
    ),
    "JSON with more after it": (
        lambda: b'[{"Text": "x", "State": "y"}] x',
        "more after the end",
    ),
    "a JSON string of 10 MB": (
        lambda: b'[{"Text": "' + b"x" * 10**7 + b'"}]',
        "more than 200,000 characters in a record",
    ),
    "a JSON number of 10,000 digits": (
        lambda: b'[{"Text": ' + b"9" * 10_000 + b', "State": ""}]',
        "a number is too long",
    ),
    "half a surrogate": (
        lambda: b'[{"Text": "\\ud800", "State": ""}]',
        "table:1: holds",
    ),
    "a NUL in JSON": (lambda: b'[{"Text": "\\u0000", "State": ""}]', "table:1: holds"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_harm_is_refused(tmp_path: Path, name: str) -> None:
    made, said = HOSTILE[name]
    path = tmp_path / "table"
    path.write_bytes(made())

    found = refused(path, LIMITS)

    assert said in found
    assert "/table" in found
    assert "\n" not in found
    assert len(found) < 500


@pytest.mark.parametrize("first", [CSV, b""], ids=["row", "heading"])
def test_a_million_columns_are_refused(tmp_path: Path, first: bytes) -> None:
    path = tmp_path / "table"
    path.write_bytes(first + b"," * 10**6)

    assert "more than 500 columns" in refused(path, Limits())


def test_a_formula_is_text_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(CSV + b'"=cmd|\'/C calc\'!A0","=1+1"\n')

    with open_table(path, COLUMNS, Limits()) as table:
        row = next(table.rows)

    assert row.values == {"text": "=cmd|'/C calc'!A0", "state": "=1+1"}


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.mkdir(),
        os.mkfifo,
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path.name),
        lambda _path: None,
    ],
    ids=["folder", "fifo", "device", "circle", "nothing"],
)
def test_only_files_are_read(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "table")

    assert "/table: " in refused(tmp_path / "table", Limits())


def test_the_usual_limits_are_those_that_are_stated() -> None:
    usual = Limits()

    assert usual.max_bytes == 500_000_000
    assert (usual.rows, usual.columns) == (5_000_000, 500)
    assert (usual.cell, usual.record) == (500_000, 2_000_000)


def test_limits_can_be_raised_and_lowered(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(CSV + b'"' + b"x" * 600_000 + b'",y\n')

    assert "characters" in _said(path, Limits())
    assert _said(path, Limits(1_000_000_000)) == "1 rows"
    assert "more than 1,000 bytes (give a higher --max-bytes" in _said(
        path, Limits(1000)
    )


def test_a_lie_in_a_zip_unpacks_no_more_than_was_said(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(lying())

    with zipfile.ZipFile(path) as packed:
        assert packed.getinfo("xl/sharedStrings.xml").file_size == 10
