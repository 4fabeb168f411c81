"""Demands put together from their rows and the rows linked to them.

The links are fetched table by table, so that no row is multiplied and no list is cut
out of a joined string.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.demands import ActorLink, CountryLink, Demand, Timing
from hrdemands.queries.sqltext import Row

T = TypeVar("T")
Pair = tuple[str, str]

COLUMNS = """\
d.id, d.source, d.letter_id, d.n, d.section_n,
       coalesce(d.summary, d.quote) AS summary, d.quote, d.span_start, d.span_end,
       d.strength, d.cue, d.explicit, d.basis, d.reason, d.audience, d.action_id,
       d.target_action_id, d.parent_id, d.timing_words, d.timing_earliest,
       d.timing_latest, d.confidence, d.note,
       d.asking_id, d.response, d.category, d.external_id,
       l.title, l.date_words, l.date_basis, l.earliest, l.latest"""
"""What `assemble` needs of a demand ``d`` and its letter ``l``."""


def assemble(reader: Reader, rows: Sequence[Row]) -> tuple[Demand, ...]:
    """Make demands of rows with `COLUMNS`, fetching their links."""
    links = _Links(reader, rows)
    return tuple(_demand(row, links) for row in rows)


class _Links:
    """The links of some demands and letters, by id."""

    def __init__(self, reader: Reader, rows: Sequence[Row]) -> None:
        self._reader = reader
        ids = [row["id"] for row in rows]
        self.actors = self._by(ids, _ACTORS, _actor)
        self.countries = self._by(ids, _COUNTRIES, _country)
        self.places = self._by(ids, _terms("demand_place", "place_id"), _value)
        self.issues = self._by(ids, _terms("demand_issue", "issue_id"), _value)
        self.groups = self._by(ids, _terms("demand_group", "group_id"), _value)
        self.mechanisms = self._by(
            ids, _terms("demand_mechanism", "mechanism_id"), _value
        )
        self.asks = self._by(ids, _ASKS, _value)
        self.texts = self._by(ids, _TEXTS, _value)
        imported = [row["id"] for row in rows if row["source"] != "letters"]
        self.unmapped = self._by(
            imported, _UNMAPPED, lambda r: (r["field"], r["value"])
        )
        parties = list(
            dict.fromkeys(row["asking_id"] for row in rows if row["asking_id"])
        )
        self.parties = self._by(parties, PARTIES, lambda r: str(r["name"]))
        letters = list(dict.fromkeys(row["letter_id"] for row in rows))
        self.sections = self._by(letters, _SECTIONS, lambda r: (r["n"], r["value"]))
        self.senders = self._by(letters, SENDERS, _sender)
        self.recipients = self._by(letters, RECIPIENTS, _named)

    def _by(
        self, ids: list[str], sql: str, make: Callable[[Row], T]
    ) -> dict[str, tuple[T, ...]]:
        found: dict[str, list[T]] = defaultdict(list)
        for row in rows_of(self._reader, sql, ids):
            found[row["of"]].append(make(row))
        return defaultdict(tuple, {key: tuple(made) for key, made in found.items()})


def _terms(table: str, column: str) -> str:
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
_UNMAPPED = (
    "SELECT demand_id AS of, field, value FROM source_value"
    " WHERE demand_id IN {ids} ORDER BY demand_id, field, position"
)
PARTIES = "SELECT id AS of, name FROM actor WHERE id IN {ids}"
_SECTIONS = (
    "SELECT letter_id AS of, n, heading AS value FROM section"
    " WHERE letter_id IN {ids} ORDER BY letter_id, n"
)
SENDERS = (
    "SELECT x.letter_id AS of, x.actor_id AS id, a.name, x.stated"
    " FROM letter_sender x"
    " JOIN actor a ON a.id = x.actor_id"
    " WHERE x.letter_id IN {ids} ORDER BY x.letter_id, x.position"
)
RECIPIENTS = (
    "SELECT x.letter_id AS of, x.office_id AS id, a.name FROM recipient x"
    " JOIN actor a ON a.id = x.office_id"
    " WHERE x.letter_id IN {ids} ORDER BY x.letter_id, x.position"
)


def _value(row: Row) -> str:
    return str(row["value"])


def _named(row: Row) -> Pair:
    return row["id"], row["name"]


def _sender(row: Row) -> tuple[str, str, bool]:
    return row["id"], row["name"], bool(row["stated"])


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
    senders, recipients = links.senders[letter], links.recipients[letter]
    return Demand(
        id=key,
        source=row["source"],
        letter=letter,
        n=row["n"],
        section=dict(links.sections[letter]).get(row["section_n"]),
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
        timing=_timing(row),
        confidence=_number(row["confidence"]),
        note=row["note"],
        title=row["title"],
        date=row["date_words"],
        date_basis=row["date_basis"],
        earliest=row["earliest"],
        latest=row["latest"],
        senders=tuple(actor for actor, _, _ in senders),
        sender_names=tuple(name for _, name, _ in senders),
        senders_inferred=tuple(actor for actor, _, stated in senders if not stated),
        recipients=tuple(office for office, _ in recipients),
        recipient_names=tuple(name for _, name in recipients),
        asking=row["asking_id"],
        asking_name=next(iter(links.parties[row["asking_id"]]), None),
        response=row["response"],
        category=row["category"],
        external_id=row["external_id"],
        unmapped=links.unmapped[key],
        text=next(iter(links.texts[key]), None),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _timing(row: Row) -> Timing | None:
    words = row["timing_words"]
    if words is None:
        return None
    return Timing(words, row["timing_earliest"], row["timing_latest"])
