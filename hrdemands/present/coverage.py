"""How a draft letter is shown beside what was asked before."""

from hrdemands.present.formats import Column, Layout
from hrdemands.present.judging import senders
from hrdemands.present.records import Record, nested
from hrdemands.queries.results.coverage import Covered, Precedent

SENTENCE = 30
MOST_NAMED = 10
"""Of more demands that are an ask the table counts the others."""
NOTHING = "no precedent found"


def _draft(covered: Covered) -> str:
    return f"{covered.n}. {covered.text}"


def _before(covered: Covered) -> str:
    return "\n\n".join(map(_precedent, covered.precedents)) or NOTHING


def _precedent(found: Precedent) -> str:
    lines = [
        f"{found.score:.2f}  {_named(found)}",
        f"{found.date}: {senders(found.senders)}{_answered(found)}",
        found.summary or found.quote or "",
        f"({'; '.join(found.reasons)})",
    ]
    return "\n".join(lines)


def _answered(found: Precedent) -> str:
    return f" ({found.response})" if found.response else ""


def _named(found: Precedent) -> str:
    """A demand by its id; an ask by its own and those of demands that are it."""
    if found.made_in == (found.id,):
        return found.id
    more = len(found.made_in) - MOST_NAMED
    named = [*found.made_in[:MOST_NAMED], *([f"{more:,} more"] if more > 0 else [])]
    return f"ask {found.id} ({', '.join(named)})"


def _rows(covered: Covered) -> list[Record]:
    """A row a precedent, as CSV has it; one without for a sentence that has none."""
    record = nested(covered)
    precedents: list[Record] = record.pop("precedents") or [
        dict.fromkeys(Precedent._fields)
    ]
    return [record | {f"precedent_{k}": v for k, v in p.items()} for p in precedents]


COVERAGE = Layout(
    (Column("draft", _draft, widest=SENTENCE), Column("asked before", _before)),
    keys=(
        *(key for key in Covered._fields if key != "precedents"),
        *(f"precedent_{key}" for key in Precedent._fields),
    ),
    rows=_rows,
)
