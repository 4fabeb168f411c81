"""Tables for the tests, in the forms that exports come in; all texts are invented."""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

IMPORTS = Path(__file__).with_name("imports")
EXPORTED = IMPORTS / "upr-info-as-exported.csv"
"""Bare CR, MacRoman, HTML entities, trailing blanks, lists joined in two ways."""
MERGED = IMPORTS / "upr-info-merged.csv"
"""UTF-8 with the column names of merged files: the same rows, and more."""
INDEX = IMPORTS / "uhri.json"

Rows = Sequence[Sequence[str | int]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELS = (
    f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet"'
    ' Target="worksheets/sheet1.xml"/></Relationships>'
)


def sheet(rows: Rows) -> tuple[str, str]:
    """The XML of a sheet and of its shared strings; numbers are numbers."""
    strings: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(f"{_letters(at)}{number}", value, strings)
            for at, value in enumerate(row)
            if value != ""
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return sheet_of("".join(lines)), strings_of(strings)


def sheet_of(rows: str) -> str:
    """A sheet of rows that are XML already."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def strings_of(strings: Iterable[str]) -> str:
    """Shared strings."""
    texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return f'<sst xmlns="{MAIN}">{texts}</sst>'


def _cell(reference: str, value: str | int, strings: dict[str, int]) -> str:
    where = f"r={quoteattr(reference)}"
    if isinstance(value, int):
        return f"<c {where}><v>{value}</v></c>"
    number = strings.setdefault(value, len(strings))
    return f'<c {where} t="s"><v>{number}</v></c>'


def _letters(at: int) -> str:
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip of *members*."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return packed.getvalue()


def members_of(rows: Rows) -> dict[str, str | bytes]:
    """What is in a workbook, to change before it is packed."""
    xml, strings = sheet(rows)
    return {
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": xml,
    }


def workbook(rows: Rows) -> bytes:
    """The rows as an XLSX file."""
    return archive(members_of(rows))


INDEX_HEADING = (
    *("Text", "UPR Session", "Countries Concerned", "Reccomending Body"),
    *("Document Symbol", "UPR Reccomending States", "UPR Position", "Themes"),
    *("Affected Persons", "Sdgs", "Document Publication Date", "OHCHR Annotation Id"),
    "Annotation Type",
)
"""The columns of the Index's XLSX, spelt as they are."""


def index_rows() -> list[list[str | int]]:
    """The Index's rows as its XLSX has them: lists with hyphens, serial days."""
    recommendations = "- Recommendations"
    review = "- A/HRC/15/3"
    return [
        list(INDEX_HEADING),
        [
            "Release all the kite makers.",
            "- 8 Session",
            "- Spain",
            "- UPR",
            review,
            "- France\n- Kosovo*\n- NOR",
            "- Supported",
            "- Arbitrary arrest & detention\n- Kite flying",
            "- Children\n- Human rights defenders",
            "- 16 - PEACE",
            40343,
            "- one",
            recommendations,
        ],
        [
            "Give back the kites, and say so.",
            "",
            "- Burma\n- Atlantis",
            "- CRC",
            "- CRC/C/MMR/CO/9",
            "",
            "",
            "- Children: juvenile justice",
            "- Children",
            "",
            40999,
            "- two",
            recommendations,
        ],
        [
            "It is concerned about kites.",
            "",
            "- Burma",
            "- CRC",
            "- CRC/C/MMR/CO/9",
            "",
            "",
            "",
            "",
            "",
            40999,
            "- three",
            "- Concerns/Observations",
        ],
    ]


def write_imports() -> None:
    """Write the files of ``tests/imports`` anew."""
    EXPORTED.write_bytes(_exported())
    MERGED.write_bytes(_merged())
    INDEX.write_text(json.dumps(_index(), ensure_ascii=False, indent=1) + "\n", "utf-8")


_SPAIN = "Spain,WEOG,EU"
_MYANMAR = "Myanmar,Asia,ASEAN"
_IVORY = "C\xf4te d'Ivoire"
_NOBODY = "&#40;Unknown&#41;"
_TREATIES = "International instruments"
_MERGED_HEADING = (
    "state_under_review,text,recommending_state,response,action_category,issues,"
    "session,review_year"
)
_TELL = "Tell the pupils of the lyc\xe9es what a vis-\xe0-vis is "


def _exported() -> bytes:
    text = f"""\
To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session
{_SPAIN},"Ratify the kite treaty, soon ",{_IVORY},Africa,AU,Accepted,5,{_TREATIES},8
{_SPAIN},Let kites &amp; birds fly,{_NOBODY},,,Noted,4,"HIV - Aids; Detention,Kites",8
{_MYANMAR},{_TELL},France,WEOG,"EU, OIF",Noted,2,Right to education,10
{_SPAIN},Let all kites fly.,Kyrgyzstan,Asia,OIC,Accepted,1,,8
{_SPAIN},Let all kites fly.,Kyrgyzstan,Asia,OIC,Noted,1,,8
"""
    return text.replace("\n", "\r").encode("mac_roman")


def _merged() -> bytes:
    text = f"""\
{_MERGED_HEADING}
Spain,"Ratify the kite treaty, soon",{_IVORY},Accepted,5,{_TREATIES},8,2010
Burma,{_TELL},France,Noted,2,Right to education,10,2011
Spain,Let kites &amp; birds fly,{_NOBODY},Noted,4,"HIV - Aids,Detention,Kites",8,2010
Spain,Let all kites fly.,Kyrgyzstan,Accepted,1,,8,2010
Spain,Let all kites fly.,Kyrgyzstan,Noted,1,,8,2010
Spain,A museum of kites,Spain,Voluntary Pledge,5,,8,2010
"""
    return text.replace("\n", "\r\n").encode()


def _index() -> list[dict[str, object]]:
    return [
        {
            "AnnotationId": "one",
            "Symbol": "A/HRC/15/3",
            "Text": "Release all the kite makers.",
            "DocumentId": "d1",
            "PublicationDate": "2010-06-14T00:00:00",
            "AnnotationType": "- Recommendations",
            "Countries": "- Spain",
            "AffectedPersons": "- Children",
            "Themes": "- Arbitrary arrest & detention\n- Kite flying",
            "Sdgs": "- 16",
            "Regions": "- Europe",
            "Body": "- UPR",
        },
        {
            "AnnotationId": "two",
            "Symbol": "CRC/C/MMR/CO/9",
            "Text": "Give back the kites, and say so.",
            "DocumentId": None,
            "PublicationDate": "2012-03-31",
            "AnnotationType": "Recommendations",
            "Countries": ["MMR", "Atlantis"],
            "AffectedPersons": ["Children"],
            "Themes": ["Children: juvenile justice"],
            "Body": "CRC",
        },
    ]


if __name__ == "__main__":
    write_imports()
