"""Demands by any combination of filters, and one demand by its id.

The first statement finds the demands in their order; the links of those found are
then fetched table by table, so that no row is multiplied and no list is cut out of a
joined string.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from hrdemands.errors import NotFound
from hrdemands.queries.filters import NARROWER, Filters, where
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, Row
from hrdemands.queries.results import ActorLink, CountryLink, Demand, Listed, Timing
from hrdemands.queries.sqltext import Parameters, Query
from hrdemands.vocabulary import CountryRole

T = TypeVar("T")

COLUMNS = """\
d.id, d.letter_id, d.n, d.section_n, d.summary, d.quote, d.span_start, d.span_end,
       d.strength, d.cue, d.explicit, d.basis, d.reason, d.audience, d.action_id,
       d.target_action_id, d.parent_id, d.timing_words, d.timing_earliest,
       d.timing_latest, d.confidence, d.note,
       l.title, l.date_words, l.earliest, l.latest"""
FROM = """\
  FROM demand d
  JOIN letter l ON l.id = d.letter_id"""
NEWEST_FIRST = "l.latest DESC, l.earliest DESC, d.letter_id, d.n"
OLDEST_FIRST = "l.earliest, l.latest, d.letter_id, d.n"
BATCH = 400


def find_query(filters: Filters, order: str = NEWEST_FIRST) -> Query:
    """The statement that finds demands, newest letters first."""
    parameters = Parameters()
    sql = f"SELECT {COLUMNS}\n{FROM}\n{where(filters, parameters)}"
    return Query(
        f"{sql}\n ORDER BY {order}{limit(filters, parameters)}", parameters.values
    )


def limit(filters: Filters, parameters: Parameters) -> str:
    """The LIMIT clause, if one is asked for."""
    if filters.limit is None:
        return ""
    return f"\n LIMIT {parameters.one('limit', filters.limit)}"


def find_demands(
    reader: Reader, filters: Filters | None = None, order: str = NEWEST_FIRST
) -> tuple[Demand, ...]:
    """Every demand that *filters* let through, newest letters first."""
    return assemble(reader, reader.rows(find_query(filters or Filters(), order)))


def get_demand(reader: Reader, demand_id: str) -> Demand:
    """The demand with the id ``<letter>/<n>``; raise NotFound when there is none."""
    letter, _, n = demand_id.rpartition("/")
    if not letter or not n.isdecimal():
        raise NotFound(f"'{demand_id}' is no id of a demand", "write <letter>/<n>")
    letter_id = resolve(reader, "letter", letter)
    sql = f"SELECT {COLUMNS}\n{FROM}\n WHERE d.id = :id"
    found = reader.rows(Query(sql, {"id": f"{letter_id}/{int(n)}"}))
    if not found:
        count = Query(
            "SELECT count(*) AS n FROM demand WHERE letter_id = :id", {"id": letter_id}
        )
        last = reader.rows(count)[0]["n"]
        raise NotFound(f"{letter_id} has no demand {n}", f"it has 1 to {last}")
    return assemble(reader, found)[0]


def country_query(filters: Filters) -> Query:
    """The statement behind a country's page: its best role for each demand."""
    parameters = Parameters()
    ranks = " ".join(
        f"WHEN '{role}' THEN {rank}" for rank, role in enumerate(CountryRole)
    )
    listed = parameters.several("of", filters.countries)
    best = (
        f"(SELECT min(CASE y.role {ranks} END) FROM demand_country y\n"  # noqa: S608
        f"         WHERE y.demand_id = d.id AND y.country_code IN {listed})"
    )
    sql = (
        f"SELECT {best} AS under, {COLUMNS}\n{FROM}\n{where(filters, parameters)}\n"
        f" ORDER BY under, {NEWEST_FIRST}{limit(filters, parameters)}"
    )
    return Query(sql, parameters.values)


def find_of_country(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """Demands that name a country, subject before example before venue."""
    names = [role.value for role in CountryRole]
    return _listed(reader, country_query(filters), lambda rank: names[rank])


def issue_query(filters: Filters) -> Query:
    """The statement behind an issue's page: primary before secondary."""
    parameters = Parameters()
    narrower = NARROWER.format(ids=parameters.several("of", filters.issues))
    best = (
        "(SELECT min(y.position) FROM demand_issue y\n"  # noqa: S608
        f"         WHERE y.demand_id = d.id AND y.issue_id IN (\n     {narrower}))"
    )
    sql = (
        f"SELECT CASE WHEN {best} = 1 THEN 0 ELSE 1 END AS under, {COLUMNS}\n{FROM}\n"
        f"{where(filters, parameters)}\n"
        f" ORDER BY under, {NEWEST_FIRST}{limit(filters, parameters)}"
    )
    return Query(sql, parameters.values)


def find_of_issue(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """Demands on an issue or a narrower one, primary before secondary."""
    return _listed(reader, issue_query(filters), ("primary", "secondary").__getitem__)


VOICES = tuple(
    f"{voice}{stated}"
    for voice in ("alone", "jointly", "affiliation")
    for stated in ("", ", inferred")
)
"""The voices an organization can have in a letter, as headings in their order."""


def organization_query(filters: Filters) -> Query:
    """The statement behind an organization's page, by the voice it has."""
    parameters = Parameters()
    ranks = " ".join(
        f"WHEN '{voice}' THEN {2 * rank}"
        for rank, voice in enumerate(("alone", "jointly", "affiliation"))
    )
    listed = parameters.several("of", filters.organizations)
    best = (
        f"(SELECT min(CASE y.voice {ranks} END + 1 - y.stated)\n"  # noqa: S608
        "          FROM v_letter_organization y\n"
        f"         WHERE y.letter_id = d.letter_id AND y.organization_id IN {listed})"
    )
    sql = (
        f"SELECT {best} AS under, {COLUMNS}\n{FROM}\n{where(filters, parameters)}\n"
        f" ORDER BY under, {NEWEST_FIRST}{limit(filters, parameters)}"
    )
    return Query(sql, parameters.values)


def find_of_organization(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """What an organization asks: alone, jointly, and by a signatory's affiliation."""
    return _listed(reader, organization_query(filters), VOICES.__getitem__)


def _listed(
    reader: Reader, query: Query, heading: Callable[[int], str]
) -> tuple[Listed, ...]:
    rows = reader.rows(query)
    demands = assemble(reader, rows)
    return tuple(
        Listed(heading(row["under"]), demand)
        for row, demand in zip(rows, demands, strict=True)
    )


def count_general(reader: Reader, filters: Filters) -> int:
    """How many demands name no country at all, other filters kept."""
    parameters = Parameters()
    general = filters.but(countries=(), roles=(), regions=(), general=True, limit=None)
    sql = f"SELECT count(*) AS n\n{FROM}\n{where(general, parameters)}"
    return int(reader.rows(Query(sql, parameters.values))[0]["n"])


def assemble(reader: Reader, rows: Sequence[Row]) -> tuple[Demand, ...]:
    """Make demands of rows with `COLUMNS`, fetching their links."""
    links = _Links(reader, [row["id"] for row in rows], [r["letter_id"] for r in rows])
    return tuple(_demand(row, links) for row in rows)


class _Links:
    """The links of some demands and letters, by id."""

    def __init__(self, reader: Reader, ids: list[str], letters: list[str]) -> None:
        letters = list(dict.fromkeys(letters))
        self._reader = reader
        self.actors = self._by(ids, _ACTORS, _actor)
        self.countries = self._by(ids, _COUNTRIES, _country)
        self.places = self._by(ids, _ids("demand_place", "place_id"), _value)
        self.issues = self._by(ids, _ids("demand_issue", "issue_id"), _value)
        self.groups = self._by(ids, _ids("demand_group", "group_id"), _value)
        self.mechanisms = self._by(
            ids, _ids("demand_mechanism", "mechanism_id"), _value
        )
        self.asks = self._by(ids, _ASKS, _value)
        self.texts = self._by(ids, _TEXTS, _value)
        self.sections = self._by(letters, _SECTIONS, lambda r: (r["n"], r["value"]))
        self.senders = self._by(letters, _SENDERS, lambda r: (r["value"], r["name"]))
        self.recipients = self._by(
            letters, _RECIPIENTS, lambda r: (r["value"], r["name"])
        )

    def _by(
        self, ids: list[str], sql: str, make: Callable[[Row], T]
    ) -> dict[str, tuple[T, ...]]:
        found: dict[str, list[T]] = defaultdict(list)
        for start in range(0, len(ids), BATCH):
            parameters = Parameters()
            listed = parameters.several("id", ids[start : start + BATCH])
            query = Query(sql.format(ids=listed), parameters.values)
            for row in self._reader.rows(query):
                found[row["of"]].append(make(row))
        return defaultdict(tuple, {key: tuple(made) for key, made in found.items()})


def _ids(table: str, column: str) -> str:
    return (
        f"SELECT x.demand_id AS of, x.{column} AS value FROM {table} x"  # noqa: S608
        " WHERE x.demand_id IN {ids} ORDER BY x.demand_id, x.position"
    )


_ACTORS = (
    "SELECT x.demand_id AS of, x.actor_id, x.role, x.position, x.stated, x.reason,"
    " a.name FROM demand_actor x JOIN actor a ON a.id = x.actor_id"
    " WHERE x.demand_id IN {ids} ORDER BY x.demand_id, x.position"
)
_COUNTRIES = (
    "SELECT x.demand_id AS of, x.country_code, x.role, x.as_written, c.name"
    " FROM demand_country x JOIN country c ON c.code = x.country_code"
    " WHERE x.demand_id IN {ids} ORDER BY x.demand_id, x.position"
)
_ASKS = (
    "SELECT x.demand_id AS of, x.ask_id AS value FROM ask_membership x"
    " WHERE x.judgement = 'same' AND x.demand_id IN {ids}"
    " ORDER BY x.demand_id, x.ask_id"
)
_TEXTS = (
    "SELECT demand_id AS of, text AS value FROM demand_text WHERE demand_id IN {ids}"
)
_SECTIONS = (
    "SELECT letter_id AS of, n, heading AS value FROM section"
    " WHERE letter_id IN {ids} ORDER BY letter_id, n"
)
_SENDERS = (
    "SELECT x.letter_id AS of, x.actor_id AS value, a.name FROM letter_sender x"
    " JOIN actor a ON a.id = x.actor_id"
    " WHERE x.letter_id IN {ids} ORDER BY x.letter_id, x.position"
)
_RECIPIENTS = (
    "SELECT x.letter_id AS of, x.office_id AS value, a.name FROM recipient x"
    " JOIN actor a ON a.id = x.office_id"
    " WHERE x.letter_id IN {ids} ORDER BY x.letter_id, x.position"
)


def _value(row: Row) -> str:
    return str(row["value"])


def _actor(row: Row) -> ActorLink:
    return ActorLink(
        actor=row["actor_id"],
        role=row["role"],
        position=row["position"],
        stated=bool(row["stated"]),
        name=row["name"],
        reason=row["reason"],
    )


def _country(row: Row) -> CountryLink:
    return CountryLink(row["country_code"], row["name"], row["role"], row["as_written"])


def _demand(row: Row, links: _Links) -> Demand:
    key, letter = row["id"], row["letter_id"]
    sections = dict(links.sections[letter])
    timing = (row["timing_words"], row["timing_earliest"], row["timing_latest"])
    return Demand(
        id=key,
        letter=letter,
        n=row["n"],
        section=sections.get(row["section_n"]),
        summary=row["summary"],
        quote=row["quote"],
        start=row["span_start"],
        end=row["span_end"],
        strength=row["strength"],
        cue=row["cue"],
        explicit=bool(row["explicit"]),
        basis=row["basis"],
        reason=row["reason"],
        audience=row["audience"],
        action=row["action_id"],
        target_action=row["target_action_id"],
        actors=links.actors[key],
        countries=links.countries[key],
        places=links.places[key],
        issues=links.issues[key],
        groups=links.groups[key],
        mechanisms=links.mechanisms[key],
        parent=row["parent_id"],
        asks=links.asks[key],
        timing=Timing(*timing) if timing[0] else None,
        confidence=float(row["confidence"]),
        note=row["note"],
        title=row["title"],
        date=row["date_words"],
        earliest=row["earliest"],
        latest=row["latest"],
        senders=_firsts(links.senders[letter]),
        sender_names=_seconds(links.senders[letter]),
        recipients=_firsts(links.recipients[letter]),
        recipient_names=_seconds(links.recipients[letter]),
        text=next(iter(links.texts[key]), None),
    )


def _firsts(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(first for first, _ in pairs)


def _seconds(pairs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(second for _, second in pairs)
