"""Whether what the loader makes of the tables still says what they say."""

from collections.abc import Iterator

from hrdemands.queries.filters import Filters
from hrdemands.queries.recurrence import (
    EVERYTHING,
    ask_ends,
    ends_query,
    recurrence_query,
)
from hrdemands.store.doctor.findings import ANEW, Finding, listed
from hrdemands.store.doctor.source import Source
from hrdemands.store.pages import COUNTED, counts_of
from hrdemands.store.placing import judged_statement, statements
from hrdemands.text import counted


def pages(source: Source) -> Iterator[Finding]:
    """Whether look-ups list what is there, in its order."""
    made = {**statements(source.target.kind), "page_ask": judged_statement()}
    wrong = [
        table
        for table, select in made.items()
        if source.rows(f"{_but(table, select)} UNION ALL {_but(select, table)} LIMIT 1")
    ]
    if wrong:
        yield Finding("pages of look-ups", f"out of step: {listed(wrong)}", ANEW)
    else:
        letters = source.rows("SELECT count(*) AS n FROM page_letter")[0]["n"]
        words = f"those of {counted(letters, 'letter')} as they should be"
        yield Finding("pages of look-ups", words)


def _but(one: str, other: str) -> str:
    """What *one*, a table or a SELECT, has and the other has not."""
    sides = (
        f"SELECT * FROM {f'({side}) s' if ' ' in side else side}"  # noqa: S608
        for side in (one, other)
    )
    return f"SELECT * FROM ({' EXCEPT '.join(sides)}) missing"  # noqa: S608


def counts(source: Source) -> Iterator[Finding]:
    """Whether the asks are counted as they would be now."""
    everything = Filters()
    now = counts_of(
        source.rows(recurrence_query("ask", everything, EVERYTHING).literal()),
        ask_ends(source.rows(ends_query(everything).literal())),
    )
    names = ", ".join(COUNTED)
    held = source.rows(f"SELECT {names} FROM ask_count")  # noqa: S608
    known = {tuple(row.values()) for row in held}
    wrong = {str(row[0]) for row in known.symmetric_difference(now)}
    if wrong:
        yield Finding("counts of look-ups", f"out of step at {listed(wrong)}", ANEW)
    else:
        words = f"those of {counted(len(held), 'ask')} as they should be"
        yield Finding("counts of look-ups", words)
