"""Demands by any combination of filters, and one demand by its id."""

from collections.abc import Sequence

from hrdemands.errors import NotFound
from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.leading import read_by
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.names import resolve
from hrdemands.queries.pages import count_query, page_of, page_query
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Parameters, Query
from hrdemands.text import shortened

FROM = """\
  FROM demand d
  JOIN letter l ON l.id = d.letter_id"""
NEWEST_FIRST = "l.latest DESC, l.earliest DESC, d.letter_id, d.n"
OLDEST_FIRST = "l.earliest, l.latest, d.letter_id, d.n"
MOST_COUNTED = 1_001
"""One more than is said."""
LONGEST_NUMBER = 9
"""Digits; no letter makes more demands."""


def find_query(
    filters: Filters, order: str = NEWEST_FIRST, *, by: str = "country"
) -> Query:
    """The statement that finds demands, newest letters first.

    *by* is what `leading.read_by` says; it changes only how long the statement takes.
    """
    parameters = Parameters()
    if order == NEWEST_FIRST and (page := page_of(filters, parameters, by=by)):
        return page_query(COLUMNS, page, parameters)
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    return Query(
        f"SELECT {COLUMNS}\n{FROM}\n{conditions}\n ORDER BY {order}{limit}",
        parameters.values,
    )


def find_demands(
    reader: Reader, filters: Filters | None = None, order: str = NEWEST_FIRST
) -> tuple[Demand, ...]:
    """Every demand that *filters* let through, newest letters first."""
    chosen = filters or Filters()
    query = find_query(chosen, order, by=read_by(reader, chosen))
    return assemble(reader, reader.rows(query))


def get_demand(reader: Reader, demand_id: str) -> Demand:
    """The demand with the id ``<letter>/<n>``; raise NotFound when there is none."""
    letter, _, n = demand_id.rpartition("/")
    if not letter or not n.isdecimal() or len(n) > LONGEST_NUMBER:
        raise NotFound(
            f"'{shortened(demand_id)}' is no id of a demand", "write <letter>/<n>"
        )
    letter_id = resolve(reader, "letter", letter)
    sql = f"SELECT {COLUMNS}\n{FROM}\n WHERE d.id = :id"
    found = reader.rows(Query(sql, {"id": f"{letter_id}/{int(n)}"}))
    if not found:
        raise NotFound(f"{letter_id} has no demand {n}", _those_of(reader, letter_id))
    return assemble(reader, found)[0]


def get_demands(reader: Reader, ids: Sequence[str]) -> dict[str, Demand]:
    """The demands of some *ids* by id; those that are not there are left out."""
    sql = f"SELECT {COLUMNS}\n{FROM}\n WHERE d.id IN {{ids}}"
    rows = list(rows_of(reader, sql, list(dict.fromkeys(ids))))
    return {demand.id: demand for demand in assemble(reader, rows)}


def voices(demand: Demand) -> tuple[str, ...]:
    """Who asks, by name: the senders of a letter, or the state that recommends."""
    asking = (demand.asking_name,) if demand.asking_name else ()
    return demand.sender_names or asking


def demand_query(demand_id: str) -> Query:
    """The statement that shows one demand, for a person to start from."""
    return Query("SELECT * FROM v_demand WHERE id = :id", {"id": demand_id})


def _those_of(reader: Reader, letter_id: str) -> str:
    sql = "SELECT count(*) AS n FROM demand WHERE letter_id = :id"
    count = reader.rows(Query(sql, {"id": letter_id}))[0]["n"]
    return f"it has 1 to {count}" if count else "it has none"


def count_general(reader: Reader, filters: Filters) -> int:
    """How many demands name no country at all, other filters kept.

    Beyond `MOST_COUNTED` no more are counted: a look-up is not to wait for it.
    """
    parameters = Parameters()
    general = filters.but(**GENERAL)
    if page := page_of(general, parameters):
        return int(reader.rows(count_query(page, parameters, MOST_COUNTED))[0]["n"])
    conditions = where(general, parameters)
    limit = parameters.at_most(MOST_COUNTED)
    rows = f"SELECT 1\n{FROM}\n{conditions}{limit}"
    sql = f"SELECT count(*) AS n FROM ({rows}) counted"  # noqa: S608
    return int(reader.rows(Query(sql, parameters.values))[0]["n"])


GENERAL = {
    "countries": (),
    "roles": (),
    "regions": (),
    "general": True,
    "limit": None,
}
"""What changes filters to those of the demands that name no country."""
