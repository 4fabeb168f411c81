"""Demands in outline, for answers that set many beside each other."""

from collections.abc import Iterable, Sequence

from hrdemands.queries.conditions import where
from hrdemands.queries.demands import FROM, OLDEST_FIRST
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.outlines import Outline
from hrdemands.queries.sqltext import Parameters, Query

_COLUMNS = """\
d.id, d.letter_id AS letter, d.source, coalesce(d.summary, d.quote) AS words,
       (SELECT a.name FROM actor a WHERE a.id = d.asking_id) AS asking, d.response,
       l.date_words AS date, l.earliest, l.latest, l.year"""


def outlines_query(filters: Filters) -> Query:
    """The statement that outlines the demands *filters* let through, oldest first."""
    parameters = Parameters()
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    return Query(
        f"SELECT {_COLUMNS}\n{FROM}\n{conditions}\n ORDER BY {OLDEST_FIRST}{limit}",
        parameters.values,
    )


def find_outlines(
    reader: Reader, *, filters: Filters | None = None, ids: Sequence[str] | None = None
) -> list[Outline]:
    """Outlines of the demands *filters* let through, oldest first; or of *ids*."""
    if ids is None:
        rows = reader.rows(outlines_query(filters or Filters()))
    else:
        sql = f"SELECT {_COLUMNS}\n{FROM}\n WHERE d.id IN {{ids}}"
        rows = list(rows_of(reader, sql, ids))
    return [Outline(**row) for row in rows]


def find_subjects(reader: Reader, ids: Sequence[str]) -> set[str]:
    """The codes of all countries that demands are about."""
    return {row["country_code"] for row in rows_of(reader, _SUBJECTS, ids)}


_SUBJECTS = (
    "SELECT DISTINCT country_code FROM demand_country"
    " WHERE role = 'subject' AND demand_id IN {ids}"
)


def find_asks_of(
    reader: Reader, ids: Iterable[str]
) -> dict[str, list[tuple[str, str, str]]]:
    """For each demand the asks it is, or itself: kind, id and name."""
    known = sorted(set(ids))
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows_of(reader, _ASKS, known):
        found.setdefault(row["demand_id"], []).append(("ask", row["id"], row["name"]))
    lone = [each for each in known if each not in found]
    for outline in find_outlines(reader, ids=lone):
        found[outline.id] = [("demand", outline.id, outline.words)]
    return found


_ASKS = (
    "SELECT x.demand_id, k.id, k.name FROM ask_membership x"
    " JOIN ask k ON k.id = x.ask_id"
    " WHERE x.judgement = 'same' AND x.demand_id IN {ids} ORDER BY x.demand_id, k.id"
)
