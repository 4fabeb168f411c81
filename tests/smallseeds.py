"""A small catalogue of our own making, with at least one row for every table.

Two letters, three demands, and as few terms, actors and countries as they need. A test
takes a fresh copy, changes what it is about, and has it written, read and checked.
"""

import copy
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hrdemands import schema
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.records import (
    Dated,
    DemandCountry,
    Document,
    Recommendation,
    Unmapped,
)
from hrdemands.store import fulltext
from hrdemands.store.engine import write_engine
from hrdemands.store.rewriting import rewriting
from hrdemands.store.rows import RowSink, document_rows
from hrdemands.vocabulary import (
    CountryRole,
    DateBasis,
    LetterKind,
    Precision,
    Response,
    Source,
)

Data = dict[str, Any]

FIRST = """\
To the Secretary-General.

I. Darfur
You should speak out, publicly, on crimes in Darfur. We hope that Sudan's government \
releases lawyers it detains. Speak out, again.
"""
SECOND = """\
A call from two of us: you must speak out on grave crimes in Burma and in Darfur.
"""


def _demand(text: str, span: str, quote: str, **values: Any) -> Data:
    start = text.index(span)
    return {
        "start": start,
        "end": start + len(span),
        "quote": quote,
        "summary": "Speak out on crimes.",
        "strength": "should",
        "cue": "should",
        "explicit": True,
        "action": "speak-out",
        "actors": [
            {"actor": "secretary-general", "role": "asked"},
            {"actor": "secretary-general", "role": "target"},
        ],
        "issues": ["atrocities"],
        "audience": "public",
        "confidence": 0.9,
        **values,
    }


def _letter(key: str, text: str, **values: Any) -> Data:
    return {
        "id": key,
        "title": f"Letter {key}",
        "kind": "open-letter",
        "language": "en",
        "text": {
            "file": f"{key}.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "length": len(text),
        },
        "rights": "Made for the tests.",
        "coder": "A. Tester",
        "coded": "2026-01-02",
        **values,
    }


def _first() -> Data:
    speak = "You should speak out, publicly, on crimes in Darfur."
    again = "Speak out, again."
    at = FIRST.index(again)
    return _letter(
        "2014-one",
        FIRST,
        date={
            "earliest": "2014-03-01",
            "latest": "2014-03-31",
            "precision": "month",
            "basis": "inferred",
            "reason": "It names the month.",
        },
        published_in="The Paper",
        written_at="Geneva",
        url="https://example.org/one",
        note="Short.",
        senders=[{"actor": "watch"}],
        signatories=[
            {
                "person": "ann-lee",
                "as_signed": "Ann Lee",
                "affiliations": [
                    {
                        "role": "Director",
                        "as_signed": "Watch Asia",
                        "organization": "watch-asia",
                    },
                    {
                        "role": "Fellow",
                        "as_signed": "The Institute",
                        "organization": "institute",
                        "former": True,
                        "stated": False,
                        "reason": "She left it in 2013.",
                    },
                ],
            }
        ],
        recipients=[
            {
                "office": "secretary-general",
                "holder": "bo-ek",
                "state": "incumbent",
                "as_written": "the Secretary-General",
                "addressed": "direct",
            }
        ],
        sections=[{"n": 1, "heading": "I. Darfur"}],
        demands=[
            _demand(
                FIRST,
                speak,
                "You should speak out, publicly, on crimes",
                n=1,
                section=1,
                also=[{"start": at, "end": at + len(again)}],
                countries=[
                    {"country": "SDN", "role": "subject", "as_written": "Darfur"},
                    {"country": "SDN", "role": "venue", "as_written": "in Darfur"},
                ],
                places=["darfur"],
                issues=["atrocities", "detention"],
                groups=["lawyers"],
                mechanisms=["resolution-1"],
                timing={
                    "words": "again",
                    "earliest": "2014-04-01",
                    "latest": "2014-12-31",
                },
                note="Said twice.",
            ),
            _demand(
                FIRST,
                "We hope that Sudan's government releases lawyers it detains.",
                "Sudan's government releases lawyers it detains",
                n=2,
                section=1,
                summary="Have Sudan release lawyers.",
                strength="hope",
                cue="We hope that",
                explicit=False,
                basis="evaluative",
                reason="A hope put to one who can bring it about.",
                action="call-on",
                target_action="release",
                actors=[
                    {"actor": "secretary-general", "role": "asked"},
                    {"actor": "council", "role": "intermediary"},
                    {
                        "actor": "SDN",
                        "role": "target",
                        "stated": False,
                        "reason": "It detains them.",
                    },
                ],
                countries=[
                    {"country": "SDN", "role": "subject", "as_written": "Sudan's"}
                ],
                issues=["detention"],
                parent=1,
            ),
        ],
    )


def _second() -> Data:
    span = "you must speak out on grave crimes in Burma and in Darfur."
    return _letter(
        "2017-two",
        SECOND,
        date={
            "earliest": "2017-05-06",
            "latest": "2017-05-06",
            "precision": "day",
            "basis": "stated",
            "reason": "Dated.",
        },
        senders=[{"actor": "watch"}, {"actor": "institute"}],
        recipients=[
            {
                "office": "secretary-general",
                "state": "incumbent",
                "addressed": "public",
                "stated": False,
                "reason": "Nobody else could.",
            }
        ],
        demands=[
            _demand(
                SECOND,
                span,
                "you must speak out on grave crimes",
                n=1,
                strength="must",
                cue="must",
                countries=[
                    {"country": "MMR", "role": "subject", "as_written": "Burma"}
                ],
                places=["darfur"],
            )
        ],
    )


_TERMS: Data = {
    "regions": [
        {"id": "world", "kind": "m49", "m49": "001", "name": "World"},
        {
            "id": "africa",
            "kind": "m49",
            "m49": "002",
            "name": "Africa",
            "parent": "world",
        },
        {"id": "african-group", "kind": "un-group", "name": "African Group"},
    ],
    "countries": [
        {
            "code": "SDN",
            "alpha2": "SD",
            "m49": "729",
            "name": "Sudan",
            "standing": "un-member",
            "region": "africa",
            "un_group": "african-group",
        },
        {
            "code": "MMR",
            "alpha2": "MM",
            "m49": "104",
            "name": "Myanmar",
            "standing": "un-member",
            "region": "world",
            "note": "Named twice.",
            "names": [
                {
                    "name": "Burma",
                    "status": "former",
                    "from": "1948",
                    "to": "1989-06-18",
                    "note": "In use after.",
                }
            ],
        },
    ],
    "places": [
        {
            "id": "darfur",
            "name": "Darfur",
            "kind": "sub-national",
            "countries": ["SDN"],
            "names": ["Dar Fur"],
            "note": "In the west.",
        }
    ],
    "issues": [
        {
            "id": "atrocities",
            "code": "1",
            "name": "Atrocities",
            "definition": "Mass crimes.",
            "scope": "Not wars.",
            "mappings": [
                {"scheme": "uhri-theme", "code": "7", "label": "x", "match": "close"}
            ],
        },
        {
            "id": "detention",
            "code": "1.1",
            "name": "Detention",
            "parent": "atrocities",
            "definition": "Being held.",
        },
    ],
    "actions": [
        {
            "id": "speak-out",
            "name": "Speak out",
            "definition": "To say it aloud.",
            "mappings": [{"scheme": "plover", "label": "SAY", "match": "broad"}],
        },
        {"id": "call-on", "name": "Call on", "definition": "To ask another."},
        {"id": "release", "name": "Release", "definition": "To let go."},
    ],
    "groups": [
        {
            "id": "lawyers",
            "name": "Lawyers",
            "definition": "Who plead.",
            "mappings": [{"scheme": "uhri-x", "label": "Lawyers", "match": "exact"}],
        }
    ],
    "mechanisms": [
        {
            "id": "resolution-1",
            "kind": "instrument",
            "name": "Resolution 1",
            "names": ["The First"],
            "symbol": "S/RES/1",
            "year": "2014",
            "definition": "A text.",
        }
    ],
    "objects": [
        {"id": "amnesty-law", "name": "Amnesty law", "names": ["Amnesties"]},
        {"id": "the-text", "name": "The text", "means": "resolution-1"},
    ],
    "verbs": [
        {"id": "free", "action": "release", "opposite": ["jail"], "words": ["free"]},
        {"id": "jail", "action": "call-on", "words": ["jail", "lock up"]},
    ],
}
_ACTORS: Data = {
    "organizations": [
        {
            "id": "watch",
            "kind": "ngo",
            "name": "Watch",
            "names": [{"name": "WTC", "status": "acronym"}],
            "source": "its site",
        },
        {"id": "watch-asia", "kind": "ngo", "name": "Watch Asia", "parent": "watch"},
        {"id": "institute", "kind": "think-tank", "name": "The Institute"},
    ],
    "persons": [
        {"id": "ann-lee", "name": "Ann Lee"},
        {"id": "bo-ek", "name": "Bo Ek", "country": "MMR", "note": "Retired."},
    ],
    "offices": [
        {
            "id": "secretary-general",
            "name": "Secretary-General",
            "organization": "council",
        }
    ],
    "bodies": [{"id": "council", "name": "The Council"}],
    "classes": [{"id": "members", "name": "Member states"}],
    "tenures": [
        {
            "office": "secretary-general",
            "person": "bo-ek",
            "from": "2007-01-01",
            "to": "2016-12-31",
            "source": "common knowledge",
        }
    ],
}
_ASKS: Data = {
    "asks": [
        {
            "id": "speak-out-on-crimes",
            "name": "Speak out on crimes",
            "scope": "Met by a public word.",
            "memberships": [
                {
                    "demand": key,
                    "judgement": judgement,
                    "reason": "One act would satisfy both.",
                    "method": "reading",
                    "coder": "A. Tester",
                    "judged": "2026-01-03",
                }
                for key, judgement in (
                    ("2014-one/1", "same"),
                    ("2014-one/2", "rejected"),
                    ("2017-two/1", "same"),
                )
            ],
        }
    ],
    "pairs": [
        {
            "first": "2017-two/1",
            "second": "2014-one/2",
            "judgement": "narrower",
            "reason": "Releasing is more than speaking.",
            "method": "reading",
            "coder": "A. Tester",
            "judged": "2026-01-03",
        }
    ],
    "relations": [
        {
            "later": "2017-two/1",
            "earlier": "2014-one/1",
            "kind": "escalates",
            "reason": "From should to must.",
            "coder": "A. Tester",
            "judged": "2026-01-03",
        }
    ],
}


@dataclass
class Seeds:
    """Seeds to change at will: the records by kind, and the letters by id."""

    terms: Data = field(default_factory=lambda: copy.deepcopy(_TERMS))
    actors: Data = field(default_factory=lambda: copy.deepcopy(_ACTORS))
    asks: Data = field(default_factory=lambda: copy.deepcopy(_ASKS))
    letters: dict[str, Data] = field(
        default_factory=lambda: {"2014-one": _first(), "2017-two": _second()}
    )

    def demand(self, key: str) -> Data:
        """The demand ``<letter>/<n>``."""
        letter, _, n = key.partition("/")
        found: Data = self.letters[letter]["demands"][int(n) - 1]
        return found

    def write(self, folder: Path) -> Path:
        """Write the seed files, and nothing else, under *folder*."""
        letters = folder / "letters"
        letters.mkdir(parents=True, exist_ok=True)
        for old in folder.rglob("*.yaml"):
            old.unlink()
        for name in ("terms", "actors", "asks"):
            if data := getattr(self, name):
                _write(folder / f"{name}.yaml", data)
        for key, letter in self.letters.items():
            _write(letters / f"{key}.yaml", letter)
        return folder

    def catalogue(self, folder: Path) -> Catalogue:
        """The catalogue of these seeds, written under *folder* and checked."""
        catalogue, _, problems = check([self.write(folder)])
        assert not problems, "\n".join(map(str, problems))
        return catalogue


def _write(path: Path, data: Data) -> None:
    """Write *data* as JSON, every value of which is YAML too."""
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False), encoding="utf-8")


def texts() -> dict[str, str]:
    """The texts of the two letters, as a folder of texts would give them."""
    return {"2014-one": FIRST, "2017-two": SECOND}


def many_letters(seeds: Seeds, count: int) -> None:
    """Add *count* copies of the second letter."""
    for number in range(count):
        key = f"2017-copy-{number}"
        seeds.letters[key] = copy.deepcopy(seeds.letters["2017-two"]) | {"id": key}


def review(key: str, country: str, year: int, *made: Recommendation) -> Document:
    """A state's review in the autumn of a year, with the recommendations *made*."""
    dated = Dated(
        earliest=date(year, 11, 1),
        latest=date(year, 11, 12),
        precision=Precision.RANGE,
        basis=DateBasis.STATED,
        reason="a session",
    )
    return Document(
        id=key,
        source=Source.UPR,
        kind=LetterKind.REVIEW,
        title=f"Review of {country}, {year}",
        date=dated,
        language="en",
        rights="The wording is the source's.",
        coder="the source",
        recommendations=made,
    )


def made(n: int, country: str, text: str, **values: Any) -> Recommendation:
    """A recommendation to a country."""
    about = DemandCountry(
        country=country, role=CountryRole.SUBJECT, as_written="Some Land"
    )
    return Recommendation(
        n=n, text=text, asked=(country,), countries=(about,), **values
    )


def document(key: str = "upr-09-mmr") -> Document:
    """An imported document of two recommendations, one with values of nobody's."""
    known = made(
        1,
        "MMR",
        "Release the lawyers.",
        asking="SDN",
        issues=("atrocities",),
        response=Response.ACCEPTED,
        category=5,
    )
    unknown = made(
        2,
        "MMR",
        "Consider a moratorium.",
        unmapped=(Unmapped(field="asking", value="(Unknown)"),),
    )
    return review(key, "MMR", 2010, known, unknown)


def import_document(url: str, imported: Document | None = None) -> None:
    """Write a document into a database, as an import does."""
    now = datetime.now(UTC)
    imported = imported or document()
    sink = RowSink()
    path = f"{imported.source}/{imported.id}.csv"
    file = {"path": path, "source": imported.source, "sha256": "0" * 64}
    sink.add(schema.SeedFile, **file, loaded_at=now)
    rows = sink.rows | document_rows(imported, path, now)
    with (
        write_engine(read_target(url)) as engine,
        engine.begin() as connection,
        rewriting(connection, (), new=1) as writer,
    ):
        writer.write(rows)
        writer.send()
        fulltext.refresh(connection, [imported.id])
