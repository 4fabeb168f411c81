"""The conditions that filters become, over demand ``d`` and letter ``l``."""

from collections.abc import Iterator

from hrdemands.queries.filters import Filters
from hrdemands.queries.sqltext import Parameters

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


def where(filters: Filters, parameters: Parameters, *more: str) -> str:
    """The WHERE clause of *filters* and of *more* conditions; empty without any.

    Values go into *parameters*.
    """
    conditions = [
        *_of_countries(filters, parameters),
        *_of_links(filters, parameters),
        *_of_demand(filters, parameters),
        *_of_import(filters, parameters),
        *_of_letter(filters, parameters),
        *more,
    ]
    return " WHERE " + "\n   AND ".join(conditions) if conditions else ""


def _linked(table: str, condition: str) -> str:
    return f"d.id IN (SELECT x.demand_id FROM {table} x WHERE {condition})"  # noqa: S608


def _of_countries(filters: Filters, parameters: Parameters) -> Iterator[str]:
    roles = (
        f"x.role IN {parameters.several('role', filters.roles)}"
        if filters.roles
        else ""
    )
    having = f" AND {roles}" if roles else ""
    if filters.countries:
        codes = parameters.several("country", filters.countries)
        yield _linked("demand_country", f"x.country_code IN {codes}{having}")
    if filters.regions:
        within = WITHIN.format(ids=parameters.several("region", filters.regions))
        yield _linked("demand_country", f"x.country_code IN (\n     {within}){having}")
    if roles and not filters.countries and not filters.regions:
        yield _linked("demand_country", roles)
    if filters.general:
        yield "NOT EXISTS (SELECT 1 FROM demand_country x WHERE x.demand_id = d.id)"


def _of_links(filters: Filters, parameters: Parameters) -> Iterator[str]:
    for table, column, ids in (
        ("demand_place", "place_id", filters.places),
        ("demand_group", "group_id", filters.groups),
        ("demand_mechanism", "mechanism_id", filters.mechanisms),
        ("demand_actor", "actor_id", filters.targets),
        ("ask_membership", "ask_id", filters.asks),
    ):
        if ids:
            listed = parameters.several(column.removesuffix("_id"), ids)
            yield _linked(table, _WHICH.get(table, "") + f"x.{column} IN {listed}")
    if filters.issues:
        narrower = NARROWER.format(ids=parameters.several("issue", filters.issues))
        yield _linked("demand_issue", f"x.issue_id IN (\n     {narrower})")


_WHICH = {
    "demand_actor": "x.role = 'target' AND ",
    "ask_membership": "x.judgement = 'same' AND ",
}


def _of_demand(filters: Filters, parameters: Parameters) -> Iterator[str]:
    if filters.actions:
        listed = parameters.several("action", filters.actions)
        yield f"(d.action_id IN {listed} OR d.target_action_id IN {listed})"
    if filters.strengths:
        yield f"d.strength IN {parameters.several('strength', filters.strengths)}"
    if filters.audiences:
        yield f"d.audience IN {parameters.several('audience', filters.audiences)}"
    if filters.explicit is not None:
        yield "d.explicit" if filters.explicit else "NOT d.explicit"


def _of_import(filters: Filters, parameters: Parameters) -> Iterator[str]:
    if filters.sources:
        yield f"d.source IN {parameters.several('source', filters.sources)}"
    if filters.asking:
        yield f"d.asking_id IN {parameters.several('asking', filters.asking)}"
    if filters.responses:
        yield f"d.response IN {parameters.several('response', filters.responses)}"
    if filters.categories:
        numbers = [int(category) for category in filters.categories]
        yield f"d.category IN {parameters.several('category', numbers)}"


def _of_letter(filters: Filters, parameters: Parameters) -> Iterator[str]:
    if filters.letters:
        yield f"d.letter_id IN {parameters.several('letter', filters.letters)}"
    if filters.organizations:
        listed = parameters.several("organization", filters.organizations)
        yield (
            "d.letter_id IN (SELECT o.letter_id FROM v_letter_organization o"  # noqa: S608
            f" WHERE o.organization_id IN {listed})"
        )
    if filters.recipients:
        listed = parameters.several("recipient", filters.recipients)
        yield (
            "d.letter_id IN (SELECT r.letter_id FROM recipient r"  # noqa: S608
            f" WHERE r.office_id IN {listed} OR r.holder_id IN {listed})"
        )
    if filters.since:
        yield f"l.latest >= {parameters.one('since', filters.since)}"
    if filters.until:
        yield f"l.earliest <= {parameters.one('until', filters.until)}"
