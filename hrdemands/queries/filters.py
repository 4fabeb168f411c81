"""The filters every look-up shares, and the conditions they become."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from hrdemands.dates import first_day, last_day
from hrdemands.errors import UsageError
from hrdemands.queries.names import resolve_all
from hrdemands.queries.reader import Reader
from hrdemands.queries.sqltext import Parameters


@dataclass(frozen=True, slots=True)
class Filters:
    """What a demand must be to be found: all of what is given, any of each list.

    Names are ids already; `named` resolves what a person types. An issue includes the
    narrower ones; ``actions`` match either action slot; days are compared with the
    letter's whole date range, so that an uncertain date is found rather than missed.
    """

    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    explicit: bool | None = None
    groups: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    general: bool = False
    limit: int | None = None

    @classmethod
    def named(
        cls,
        reader: Reader,
        *,
        year: str | None = None,
        since: str | None = None,
        until: str | None = None,
        explicit: bool | None = None,
        limit: int | None = None,
        **typed: Sequence[str],
    ) -> "Filters":
        """Make filters of names as a person types them: ``country=["Burma"]``.

        Keys are those of the program's options; ``role``, ``strength`` and
        ``audience`` are closed lists. Raises NotFound for names that are unknown or
        ambiguous, and UsageError for days that are none.
        """
        if year is not None and (since or until):
            raise UsageError("--year says both days", "leave out --since and --until")
        resolved: dict[str, Any] = {}
        for key, names in typed.items():
            if key not in _FIELDS:
                raise UsageError(f"'{key}' is no filter", f"use {', '.join(_FIELDS)}")
            field, kind = _FIELDS[key]
            ids = resolve_all(reader, kind, names) if kind else tuple(names)
            resolved[field] = ids
        return cls(
            **resolved,
            since=_day(first_day, since or year),
            until=_day(last_day, until or year),
            explicit=explicit,
            limit=limit,
        )

    def but(self, **changes: Any) -> "Filters":
        """The same filters with some changed."""
        return replace(self, **changes)


_FIELDS: dict[str, tuple[str, str]] = {
    "country": ("countries", "country"),
    "role": ("roles", ""),
    "region": ("regions", "region"),
    "place": ("places", "place"),
    "issue": ("issues", "issue"),
    "organization": ("organizations", "organization"),
    "recipient": ("recipients", "recipient"),
    "target": ("targets", "actor"),
    "action": ("actions", "action"),
    "strength": ("strengths", ""),
    "audience": ("audiences", ""),
    "group": ("groups", "group"),
    "mechanism": ("mechanisms", "mechanism"),
    "letter": ("letters", "letter"),
    "ask": ("asks", "ask"),
}


def _day(read: Any, text: str | None) -> str | None:  # noqa: ANN401
    try:
        return read(text).isoformat() if text else None
    except ValueError as error:
        message = f"{error}"
        raise UsageError(message, "give a year or YYYY-MM-DD") from None


NARROWER = """\
WITH RECURSIVE narrower (id) AS (
       SELECT id FROM issue WHERE id IN {ids}
       UNION
       SELECT i.id FROM issue i JOIN narrower n ON i.parent_id = n.id)
     SELECT id FROM narrower"""

WITHIN = """\
WITH RECURSIVE within (id) AS (
       SELECT id FROM region WHERE id IN {ids}
       UNION
       SELECT r.id FROM region r JOIN within w ON r.parent_id = w.id)
     SELECT c.code FROM country c
       JOIN within w ON w.id = c.region_id OR w.id = c.un_group_id"""


def where(filters: Filters, parameters: Parameters) -> str:
    """The WHERE clause for demand ``d`` and letter ``l``; empty when nothing is asked.

    Values go into *parameters*.
    """
    conditions = [
        *_of_countries(filters, parameters),
        *_of_links(filters, parameters),
        *_of_demand(filters, parameters),
        *_of_letter(filters, parameters),
    ]
    return "\n   AND ".join(conditions) and " WHERE " + "\n   AND ".join(conditions)


def _of_countries(filters: Filters, parameters: Parameters) -> list[str]:
    inner = []
    if filters.countries:
        inner.append(
            f"x.country_code IN {parameters.several('country', filters.countries)}"
        )
    if filters.regions:
        within = WITHIN.format(ids=parameters.several("region", filters.regions))
        inner.append(f"x.country_code IN (\n     {within})")
    if filters.roles:
        inner.append(f"x.role IN {parameters.several('role', filters.roles)}")
    conditions = []
    if inner:
        links = " AND ".join(inner)
        conditions.append(
            f"d.id IN (SELECT x.demand_id FROM demand_country x WHERE {links})"  # noqa: S608
        )
    if filters.general:
        conditions.append(
            "NOT EXISTS (SELECT 1 FROM demand_country x WHERE x.demand_id = d.id)"
        )
    return conditions


def _of_links(filters: Filters, parameters: Parameters) -> list[str]:
    conditions = []
    for table, column, name, ids in (
        ("demand_place", "place_id", "place", filters.places),
        ("demand_group", "group_id", "group", filters.groups),
        ("demand_mechanism", "mechanism_id", "mechanism", filters.mechanisms),
    ):
        if ids:
            listed = parameters.several(name, ids)
            conditions.append(
                f"d.id IN (SELECT x.demand_id FROM {table} x"  # noqa: S608
                f" WHERE x.{column} IN {listed})"
            )
    if filters.issues:
        narrower = NARROWER.format(ids=parameters.several("issue", filters.issues))
        conditions.append(
            "d.id IN (SELECT x.demand_id FROM demand_issue x WHERE x.issue_id IN (\n"  # noqa: S608
            f"     {narrower}))"
        )
    if filters.targets:
        listed = parameters.several("target", filters.targets)
        conditions.append(
            "d.id IN (SELECT x.demand_id FROM demand_actor x"  # noqa: S608
            f" WHERE x.role = 'target' AND x.actor_id IN {listed})"
        )
    if filters.asks:
        listed = parameters.several("ask", filters.asks)
        conditions.append(
            "d.id IN (SELECT x.demand_id FROM ask_membership x"  # noqa: S608
            f" WHERE x.judgement = 'same' AND x.ask_id IN {listed})"
        )
    return conditions


def _of_demand(filters: Filters, parameters: Parameters) -> list[str]:
    conditions = []
    if filters.actions:
        listed = parameters.several("action", filters.actions)
        conditions.append(
            f"(d.action_id IN {listed} OR d.target_action_id IN {listed})"
        )
    if filters.strengths:
        listed = parameters.several("strength", filters.strengths)
        conditions.append(f"d.strength IN {listed}")
    if filters.audiences:
        listed = parameters.several("audience", filters.audiences)
        conditions.append(f"d.audience IN {listed}")
    if filters.explicit is not None:
        conditions.append("d.explicit" if filters.explicit else "NOT d.explicit")
    return conditions


def _of_letter(filters: Filters, parameters: Parameters) -> list[str]:
    conditions = []
    if filters.letters:
        listed = parameters.several("letter", filters.letters)
        conditions.append(f"d.letter_id IN {listed}")
    if filters.organizations:
        listed = parameters.several("organization", filters.organizations)
        conditions.append(
            "d.letter_id IN (SELECT o.letter_id FROM v_letter_organization o"  # noqa: S608
            f" WHERE o.organization_id IN {listed})"
        )
    if filters.recipients:
        listed = parameters.several("recipient", filters.recipients)
        conditions.append(
            "d.letter_id IN (SELECT r.letter_id FROM recipient r"  # noqa: S608
            f" WHERE r.office_id IN {listed} OR r.holder_id IN {listed})"
        )
    if filters.since:
        conditions.append(f"l.latest >= {parameters.one('since', filters.since)}")
    if filters.until:
        conditions.append(f"l.earliest <= {parameters.one('until', filters.until)}")
    return conditions
