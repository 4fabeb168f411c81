"""Whether letters and demands hold what was loaded, and what is made of it."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Table

from hrdemands.errors import DatabaseError
from hrdemands.queries.sqltext import Row
from hrdemands.store.doctor.findings import AGAIN, ANEW, Finding, told
from hrdemands.store.doctor.source import Source
from hrdemands.store.rows.hashes import (
    DEMAND,
    HASH,
    LETTER,
    PARTS_OF_DEMAND,
    PARTS_OF_LETTER,
    hashes,
    value_of,
)
from hrdemands.store.rows.sink import Rows, as_rows
from hrdemands.text import counted, fold, fold_name

CHANGED = "its rows are not those that were loaded"
_NAMED = ("actor", "country", "mechanism", "place")


def letters_and_demands(source: Source) -> Iterator[Finding]:
    """Whether the rows of each have the hash they were loaded with."""
    demands = letters = 0
    wrong = False
    for row in source.rows("SELECT id FROM letter ORDER BY id"):
        letters += 1
        try:
            rows = _rows_of(source, str(row["id"]))
        except DatabaseError as error:
            wrong = True
            yield Finding(f"letter {row['id']}", error.message, error.remedy or ANEW)
            continue
        demands += len(rows[DEMAND])
        for thing in _changed(rows):
            wrong = True
            yield Finding(thing, CHANGED, AGAIN)
    if not wrong:
        counts = f"{counted(letters, 'letter')} and {counted(demands, 'demand')}"
        yield Finding("contents", f"{counts} have the hashes they were loaded with")


def _rows_of(source: Source, letter: str) -> Rows:
    own = {LETTER: "id = :letter", DEMAND: "letter_id = :letter"}
    own |= dict.fromkeys(PARTS_OF_LETTER, "letter_id = :letter")
    links = "demand_id IN (SELECT id FROM demand WHERE letter_id = :letter)"
    own |= dict.fromkeys(PARTS_OF_DEMAND, links)
    return {
        each: as_rows(each, source.rows(_select(source, each, where), letter=letter))
        for each, where in own.items()
    }


def _select(source: Source, each: Table, where: str) -> str:
    """Select rows as their table has them.

    SQLite would take what it can from an index, where a key may still be sound.
    """
    select = f"SELECT {', '.join(each.c.keys())} FROM {each.name}"  # noqa: S608
    if source.target.kind == "sqlite" and each.dialect_options["sqlite"]["with_rowid"]:
        rows = f"SELECT rowid FROM {each.name} WHERE {where}"  # noqa: S608
        return f"{select} NOT INDEXED WHERE rowid IN ({rows})"
    return f"{select} WHERE {where}"


def _changed(rows: Rows) -> Iterator[str]:
    found = hashes(rows)
    for row in rows[LETTER]:
        if value_of(LETTER, HASH)(row) != found.letter:
            yield f"letter {value_of(LETTER, 'id')(row)}"
    for row in rows[DEMAND]:
        key = value_of(DEMAND, "id")(row)
        if value_of(DEMAND, HASH)(row) != found.demands[key]:
            yield f"demand {key}"


def texts(source: Source) -> Iterator[Finding]:
    """Whether each text has the SHA-256 and the length that its letter gives."""
    letters = {
        row["id"]: (row["text_sha256"], row["text_length"])
        for row in source.rows("SELECT id, text_sha256, text_length FROM letter")
    }
    found = source.rows("SELECT letter_id, text FROM letter_text")
    wrong = [
        str(row["letter_id"])
        for row in found
        if letters.get(row["letter_id"]) != _measured(str(row["text"]))
    ]
    yield told("texts of letters", len(found), "text", wrong)


def _measured(text: str) -> tuple[str, int]:
    raw = text.encode("utf-8", "surrogateescape")
    return hashlib.sha256(raw).hexdigest(), len(text)


def texts_of_demands(source: Source) -> Iterator[Finding]:
    """Whether a demand's text is its slice of the letter's, and holds its quote."""
    found = source.rows(
        "SELECT d.id, d.span_start, d.span_end, d.quote, l.text AS letter,"
        " t.text FROM demand d LEFT JOIN letter_text l"
        " ON l.letter_id = d.letter_id LEFT JOIN demand_text t ON t.demand_id = d.id"
        " WHERE l.text IS NOT NULL OR t.text IS NOT NULL"
    )
    wrong = [str(row["id"]) for row in found if not _is_slice(row)]
    yield told("texts of demands", len(found), "text", wrong)


def _is_slice(row: Row) -> bool:
    start, end, text = row["span_start"], row["span_end"], str(row["text"])
    if not isinstance(start, int) or not isinstance(end, int):
        return False
    is_same = str(row["letter"])[start:end] == text
    return is_same and bool(fold(text).find_all(str(row["quote"])))


def names(source: Source) -> Iterator[Finding]:
    """Whether what look-ups of names go by fits the names."""
    found = [
        row
        for kind in _NAMED
        for row in source.rows(f"SELECT name, folded FROM {kind}_name")  # noqa: S608
    ]
    unfit = [str(r["name"]) for r in found if r["folded"] != fold_name(str(r["name"]))]
    yield told("words for names", len(found), "name", unfit)


def asks(source: Source) -> Iterator[Finding]:
    """Whether the view of asks counts what the judgements say."""
    judged: dict[str, set[str]] = {}
    for row in source.rows(
        "SELECT ask_id, demand_id FROM ask_membership WHERE judgement = 'same'"
    ):
        judged.setdefault(str(row["ask_id"]), set()).add(str(row["demand_id"]))
    shown = {
        str(row["id"]): row["demands"]
        for row in source.rows("SELECT id, demands FROM v_ask")
    }
    wrong = [
        ask
        for ask in judged.keys() | shown.keys()
        if shown.get(ask) != len(judged.get(ask, ()))
    ]
    yield told("counts of asks", len(shown), "ask", wrong)
