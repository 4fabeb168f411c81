"""What the pages of look-ups hold, said in SQL; see `schema.pages`."""

# ruff: noqa: S608 - the SQL is written here; ids are made literals of it

from typing import NamedTuple

from hrdemands.queries.filters import ROLES
from hrdemands.queries.pages import FAR


def _number(sql: str) -> str:
    """A number as text that sorts as numbers do: its length, then itself."""
    return f"length(CAST({sql} AS TEXT)) || CAST({sql} AS TEXT)"


_KEY = f"p.newest || {_number('d.n')}"
_PLACED = "demand d JOIN page_letter p ON p.letter_id = d.letter_id"


class _Demands(NamedTuple):
    """Demands, all or some, with their places."""

    placed: str
    """The tables: ``p`` has what the ``key``, their place, is made of."""
    key: str
    id: str
    whole: str
    """The tables with ``demand d`` among them."""
    letters: str
    """The condition on ``d``, if not all are wanted."""

    def where(self, *conditions: str) -> str:
        """The WHERE of these conditions and of the demands' own."""
        each = [condition for condition in (*conditions, self.letters) if condition]
        return f" WHERE {' AND '.join(each)}" if each else ""


def _demands(some: str) -> _Demands:
    if not some:
        # The places of all are at hand; those of some are sooner made once more.
        whole = "page_demand p JOIN demand d ON d.id = p.demand_id"
        return _Demands("page_demand p", "p.newest", "p.demand_id", whole, "")
    return _Demands(_PLACED, _KEY, "d.id", _PLACED, f"d.letter_id IN ({some})")


def statements(dialect: str, some: str = "") -> dict[str, str]:
    """For each table the SELECT of its rows: all, or those of *some* letters.

    *some* is what an IN may hold; each statement needs the rows of the one before.
    """
    demands = _demands(some)
    countries, issues = (
        (_countries_at_once, _issues_at_once)
        if dialect == "postgresql"
        else (_countries, _issues)
    )
    return {
        "page_letter": _letters(dialect, some),
        "page_demand": f"""\
SELECT {_KEY} AS newest, d.id
  FROM {_PLACED}{demands.where()}
 ORDER BY newest""",
        "page_general": f"""\
SELECT {demands.key} AS newest
  FROM {demands.placed}
  LEFT JOIN demand_country x ON x.demand_id = {demands.id}
{demands.where("x.demand_id IS NULL")}
 ORDER BY newest""",
        "page_country": countries(demands),
        "page_issue": _BROADER + issues(demands),
    }


def judged_statement(some: str = "") -> str:
    """The SELECT of the rows of page_ask: all, or those of *some* asks."""
    asks = f" WHERE m.ask_id IN ({some})" if some else ""
    return f"""\
SELECT m.ask_id, {_KEY} AS newest
  FROM ask_membership m JOIN demand d ON d.id = m.demand_id
  JOIN page_letter p ON p.letter_id = d.letter_id{asks}
 ORDER BY m.ask_id, newest"""


def _letters(dialect: str, some: str) -> str:
    letters = f" WHERE l.id IN ({some})" if some else ""
    latest, earliest = (_days(f"l.{end}", dialect) for end in ("latest", "earliest"))
    span = f"({latest} - {earliest})"
    return f"""\
SELECT l.id, CAST({FAR} - {latest} AS TEXT) || {_number(span)} || l.id || ' ',
       CASE WHEN {span} = 0 THEN 0 ELSE length(CAST({span} AS TEXT)) END
  FROM letter l{letters}"""


def _days(day: str, dialect: str) -> str:
    """The days from the first of the calendar to *day*, which is day 1."""
    if dialect == "postgresql":
        return f"({day} - DATE '0001-01-01' + 1)"
    return f"CAST(julianday({day}) - 1721424.5 AS INTEGER)"


_RANKS = " ".join(f"WHEN '{role}' THEN {rank}" for rank, role in enumerate(ROLES))
_BY_ROLE = f"CASE x.role {_RANKS} END"
_BY_POSITION = """\
CASE WHEN d.source <> 'letters' THEN 2 WHEN x.position = 1 THEN 0 ELSE 1 END"""
_BROADER = """\
WITH RECURSIVE broader (id, above) AS (
  SELECT id, id FROM issue
  UNION
  SELECT b.id, i.parent_id FROM broader b JOIN issue i ON i.id = b.above
   WHERE i.parent_id IS NOT NULL)
"""
"""Every issue with itself and all that it is part of."""


def _countries(demands: _Demands) -> str:
    """Demands under each country, by their best role."""
    return f"""\
SELECT x.country_code, min({_BY_ROLE}) AS best, {demands.key} AS newest
  FROM {demands.placed} JOIN demand_country x ON x.demand_id = {demands.id}
{demands.where()}
 GROUP BY x.country_code, {demands.key}
 ORDER BY x.country_code, best, newest"""


def _issues(demands: _Demands) -> str:
    """Demands under each issue, by the first one named that comes under it.

    SQLite sorts longer than it looks for one that was named before.
    """
    conditions = (
        "x.demand_id = d.id",
        "b.id = x.issue_id",
        f"(x.position = 1 OR NOT EXISTS ({_NAMED_BEFORE}))",
    )
    return f"""\
SELECT b.above, {_BY_POSITION} AS best, {demands.key} AS newest
  FROM {demands.whole} CROSS JOIN demand_issue x CROSS JOIN broader b
{demands.where(*conditions)}
 ORDER BY b.above, best, newest"""


_NAMED_BEFORE = """\
SELECT 1 FROM demand_issue y CROSS JOIN broader o
 WHERE y.demand_id = x.demand_id AND y.position < x.position
   AND o.id = y.issue_id AND o.above = b.above"""


def _countries_at_once(demands: _Demands) -> str:
    linked = f"JOIN demand_country x ON x.demand_id = {demands.id}"
    return _at_once("x.country_code", _BY_ROLE, demands, f"{demands.placed} {linked}")


def _issues_at_once(demands: _Demands) -> str:
    linked = "JOIN demand_issue x ON x.demand_id = d.id"
    above = "JOIN broader b ON b.id = x.issue_id"
    found = f"{demands.whole} {linked} {above}"
    return _at_once("b.above", _BY_POSITION, demands, found)


def _at_once(heading: str, rank: str, demands: _Demands, found: str) -> str:
    """Demands under each heading, by their best rank, for PostgreSQL by a single sort.

    For a GROUP BY it sorts once more, or first makes a hash of all. In the order of
    ranks they will be by their primary key, which is built after the rows.
    """
    return f"""\
SELECT DISTINCT ON ({heading}, newest) {heading}, {rank} AS best,
       {demands.key} AS newest
  FROM {found}
{demands.where()}
 ORDER BY {heading}, newest, best"""
