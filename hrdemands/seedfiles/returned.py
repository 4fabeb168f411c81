"""Judgements that come back from a spreadsheet or another program.

`review --jsonl` writes proposals whose ``judgement`` and ``reason`` are empty; here
they are read again, as JSON Lines or CSV, each with the line it stands in. What is
shown beside them, and whatever another program adds, is passed over.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from hrdemands.seedfiles.decisions import New, source
from hrdemands.seedfiles.problems import Problem
from hrdemands.text import quoted
from hrdemands.vocabulary import Method

_READ = ("demand", "other", "ask", "judgement", "reason", "coder", "judged")
_NEEDED = ("demand", "judgement", "reason")


class Returned(NamedTuple):
    """What came back: judgements, how many lines had none, and what is wrong."""

    records: list[New]
    skipped: int
    problems: list[Problem]


def read_returned(
    text: str, name: str, *, form: str, coder: str, today: date
) -> Returned:
    """Read judgements from *text*, which is called *name*, in *form* jsonl or csv.

    Where a line names no coder or day, *coder* judged it *today*. A line without a
    judgement is one that was skipped.
    """
    usual = {"coder": coder, "judged": today.isoformat()}
    found = Returned([], 0, [])
    skipped = 0
    for line, values in (_from_csv if form == "csv" else _from_json)(text):
        place = source(name, line)
        if isinstance(values, str):
            found.problems.append(place.problem((), "E205", *values.split("|")))
        elif lacking := [key for key in _NEEDED if key not in values]:
            remedy = "keep the keys that 'review --jsonl' writes"
            message = f"has no '{lacking[0]}'"
            found.problems.append(place.problem((), "E202", message, remedy))
        elif values["judgement"] in (None, ""):
            skipped += 1
        else:
            _take(found, New(*_record(values, usual), place))
    return found._replace(skipped=skipped)


def _from_json(text: str) -> Iterator[tuple[int, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            yield number, "is not JSON|write one object a line"
            continue
        if isinstance(values, dict):
            yield number, _known(values)
        else:
            yield number, "is no JSON object|write one object a line"


def _from_csv(text: str) -> Iterator[tuple[int, Any]]:
    first = text.partition("\n")[0]
    # Spreadsheets write what their country's settings say.
    sign = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    header: list[str] = []
    line = 1
    try:
        for row in rows:
            if not header:
                header = row
            elif any(row):
                values = dict(zip(header, row, strict=False))
                yield line, _known(values)
            line = rows.line_num + 1
    except csv.Error as error:
        yield line, f"is not CSV: {error}|save it as CSV again"


def _known(values: dict[Any, Any]) -> dict[str, Any]:
    """The keys that say what was decided; spreadsheets pad what is typed."""
    known = ((key, values[key]) for key in _READ if key in values)
    return {k: v.strip() if isinstance(v, str) else v for k, v in known}


def _record(values: dict[str, Any], usual: dict[str, str]) -> tuple[str, Any]:
    """The kind and fields of a judgement: of an ask where one is named."""
    values = {key: value for key, value in values.items() if value not in (None, "")}
    decided = {
        key: value
        for key, value in {**usual, "method": Method.PROPOSAL.value, **values}.items()
        if key not in ("demand", "other", "ask")
    }
    demand, other, ask = (values.get(key) for key in ("demand", "other", "ask"))
    if ask is not None or other is None:
        return "judgements", {"ask": ask, "demand": demand, **decided}
    return "pairs", {"first": demand, "second": other, **decided}


def _take(found: Returned, new: New) -> None:
    """Keep a judgement, or say what it lacks; an object left empty is missing."""
    fields = {key: value for key, value in new.fields.items() if value is not None}
    if new.kind == "judgements" and "ask" not in fields:
        remedy = "keep the 'other' or the 'ask' of the proposal"
        message = f"judges {quoted(fields.get('demand', ''))} against nothing"
        found.problems.append(new.source.problem((), "E202", message, remedy))
    elif not fields.get("coder"):
        remedy = "fill it in, or say --coder"
        problem = new.source.problem(("coder",), "E202", "is missing", remedy)
        found.problems.append(problem)
    else:
        found.records.append(new._replace(fields=fields))


_KEYS = {"first": "demand", "second": "other"}


def in_its_words(problem: Problem) -> Problem:
    """A problem of a pair, by the keys that a proposal has for its two demands."""
    path = tuple(_KEYS.get(str(step), step) for step in problem.path)
    return replace(problem, path=path)
