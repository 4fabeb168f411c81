"""How recurrences, silences, counts and years are shown."""

from hrdemands.present.columns import DOCUMENTS, SPAN, imported, named, number
from hrdemands.present.formats import Column, Layout
from hrdemands.queries.results.counts import (
    Answered,
    Beside,
    Counted,
    Recurrence,
    Silent,
    Year,
)

RECURRENCES = Layout(
    (named("what"), *SPAN, number("demands")),
    keys=Recurrence._fields,
)

SILENT = Layout(
    (
        named("not asked since"),
        number("first_year", "first"),
        number("last_year", "last"),
        number("letters"),
        number("silent_years", "silent"),
        number("in_part", "in part"),
    ),
    under=lambda silent: f"{silent.kind}s",
    keys=Silent._fields,
)

NEW = Layout(
    (named("newly asked"), number("first_year", "first"), number("letters")),
    under=lambda new: f"{new.kind}s",
    keys=Silent._fields,
)

COUNTED = Layout(
    (
        Column("name", lambda c: str(c.name)),
        Column("id", lambda c: str(c.id)),
        number("demands"),
        *DOCUMENTS,
        number("first_year", "first"),
        number("last_year", "last"),
    ),
    keys=Counted._fields,
)

RESPONSES = Layout(
    (
        named("who or what"),
        number("demands"),
        number("accepted"),
        number("noted"),
        number("pledges"),
        imported("unanswered"),
        Column("accepted by", lambda a: " ".join(a.accepted_by), shy=True),
    ),
    keys=Answered._fields,
)

BESIDE = Layout(
    (
        named("issue"),
        number("demands", "letters ask"),
        number("last_year", "last"),
        number("recommendations", "recommended"),
        number("parties", "by"),
        number("accepted"),
        number("noted"),
        number("last_recommended", "last"),
    ),
    under=lambda beside: str(beside.under),
    keys=Beside._fields,
)


def _documents(year: Year) -> str:
    """``2``, or ``2+9`` with what was imported: a column of its own has no room."""
    imports = year.reviews + year.reports
    return f"{year.letters}+{imports}" if imports else str(year.letters)


TIMELINE = Layout(
    (
        Column("year", lambda y: "unsure" if y.year is None else str(y.year)),
        Column("letters", _documents, number=True),
        number("demands"),
        number("implied"),
        number("must"),
        number("should"),
        number("urge"),
        number("recommend", "rec."),
        number("request"),
        number("hope"),
        number("unmarked", "none"),
    ),
    keys=Year._fields,
)
"""Its headers are short, so that it fits 80 columns."""
