"""Rows gathered by document: a document's rows may be scattered over its file.

Recommendations wait in tuples that share what they have in common, 300,000 of them in
a few hundred megabytes; records are made document by document, when all rows are in.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from hrdemands.errors import DataError
from hrdemands.importers.tally import Tally
from hrdemands.seedfiles.records import (
    Dated,
    DemandCountry,
    Document,
    Recommendation,
    Unmapped,
)
from hrdemands.vocabulary import CountryRole, DateBasis, Precision, Response

Written = tuple[str, str]
"""A country's code and how it is written; or a field and a value nobody knows."""


class Found(NamedTuple):
    """A recommendation as a row has it."""

    text: str
    asking: str | None
    asked: tuple[str, ...]
    countries: tuple[Written, ...]
    issues: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    response: Response | None = None
    category: int | None = None
    external_id: str | None = None
    unmapped: tuple[Written, ...] = ()


class Gathering:
    """Documents of one file, as far as its rows were read."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._documents: dict[str, Document] = {}
        self._found: dict[str, list[Found]] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._shared: dict[tuple[object, ...], tuple[object, ...]] = {}

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._documents

    def open(self, document: Document) -> None:
        """Begin a document, whose recommendations follow."""
        self._documents[document.id] = document
        self._found[document.id] = []

    def refuse_other(self, document_id: str, symbol: str, where: str) -> None:
        """Raise DataError when the document begun under an id has another symbol."""
        known = self._documents[document_id].symbol
        if known != symbol:
            raise DataError(
                f"{where}: the symbols '{known}' and '{symbol}' make one id",
                "correct the one that is wrong",
            )

    def widen(self, document_id: str, day: date) -> None:
        """Let the date of a document, which has two, take in *day* as well."""
        document = self._documents[document_id]
        dated = document.date
        if not dated.earliest <= day <= dated.latest:
            wider = Dated(
                earliest=min(day, dated.earliest),
                latest=max(day, dated.latest),
                precision=Precision.RANGE,
                basis=DateBasis.STATED,
                reason="publication dates in the export, which has several",
            )
            self._documents[document_id] = document.model_copy(update={"date": wider})

    def add(self, document_id: str, found: list[Found]) -> None:
        """Add what one row recommends, unless it repeats a row with the same id."""
        fresh = [each for each in found if self._is_fresh(document_id, each)]
        if not fresh:
            self._tally.repeats += 1
            return
        self._tally.recommendations += len(fresh)
        self._tally.shared += len(fresh) - 1
        for each in fresh:
            self._tally.unmapped.update(each.unmapped)
            self._found[document_id].append(self._sharing(each))

    def _is_fresh(self, document_id: str, found: Found) -> bool:
        if found.external_id is None:
            return True
        key = document_id, found.external_id, found.asking, found.unmapped, found.text
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _sharing(self, found: Found) -> Found:
        """*found* with tuples of its own replaced by equal ones that are there."""
        return Found(*(self._one(v) if type(v) is tuple else v for v in found))  # type: ignore[arg-type]

    def _one(self, value: tuple[object, ...]) -> tuple[object, ...]:
        return self._shared.setdefault(value, value)

    def documents(self) -> Iterator[Document]:
        """Each document with its recommendations; what is yielded is let go."""
        self._seen.clear()
        for key in list(self._documents):
            document, found = self._documents.pop(key), self._found.pop(key)
            numbered = (_recommendation(n, each) for n, each in enumerate(found, 1))
            yield document.model_copy(update={"recommendations": tuple(numbered)})


def _recommendation(n: int, found: Found) -> Recommendation:
    return Recommendation(
        n=n,
        countries=tuple(
            DemandCountry(country=code, role=CountryRole.SUBJECT, as_written=written)
            for code, written in found.countries
        ),
        unmapped=tuple(Unmapped(field=f, value=v) for f, v in found.unmapped),
        **{k: v for k, v in found._asdict().items() if k not in _MADE},
    )


_MADE = {"countries", "unmapped"}
