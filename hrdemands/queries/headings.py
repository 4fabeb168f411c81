"""Demands under headings: by a country's role, an issue's rank, a sender's voice."""

from collections.abc import Sequence

from hrdemands.queries.conditions import NARROWER, where
from hrdemands.queries.demands import FROM, NEWEST_FIRST
from hrdemands.queries.filters import ROLES, Filters
from hrdemands.queries.leading import led_by
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.pages import page_of, page_query
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.demands import Listed
from hrdemands.queries.sqltext import Parameters, Query

RANKS = ("primary", "secondary", "not ranked")
"""What an issue can be to a demand; those of an imported one have no rank."""

VOICES = tuple(
    f"{voice}{stated}"
    for voice in ("alone", "jointly", "affiliation")
    for stated in ("", ", inferred")
)
"""The voices an organization can have in a letter, as headings in their order."""


def country_query(filters: Filters, by: str = "country") -> Query:
    """The statement behind a country's page: its best role for each demand.

    With an issue as well, *by* says which of the two is read; see `led_by`.
    """
    parameters = Parameters()
    one = len(filters.countries) == 1 and not filters.roles
    if one and (page := page_of(filters, parameters, by=by, under="country")):
        return page_query(COLUMNS, page, parameters, len(ROLES))
    ranks = " ".join(f"WHEN '{role}' THEN {rank}" for rank, role in enumerate(ROLES))
    codes = parameters.several("of", filters.countries)
    roles = (
        f" AND y.role IN {parameters.several('as', filters.roles)}"
        if filters.roles
        else ""
    )
    best = (
        f"(SELECT min(CASE y.role {ranks} END) FROM demand_country y\n"  # noqa: S608
        f"         WHERE y.demand_id = d.id AND y.country_code IN {codes}{roles})"
    )
    return _ranked(best, filters, parameters)


def find_of_country(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """Demands that name a country, subject before example before venue."""
    query = country_query(filters, led_by(reader, filters, "country"))
    return _listed(reader, query, ROLES)


def issue_query(filters: Filters, by: str = "issue") -> Query:
    """The statement behind an issue's page: primary before secondary.

    With a country as well, *by* says which of the two is read; see `led_by`.
    """
    parameters = Parameters()
    one = len(filters.issues) == 1
    if one and (page := page_of(filters, parameters, by=by, under="issue")):
        return page_query(COLUMNS, page, parameters, len(RANKS))
    narrower = NARROWER.format(ids=parameters.several("of", filters.issues))
    best = (
        "(SELECT CASE WHEN d.source <> 'letters' THEN 2\n"  # noqa: S608
        "             WHEN min(y.position) = 1 THEN 0 ELSE 1 END FROM demand_issue y\n"
        f"         WHERE y.demand_id = d.id AND y.issue_id IN (\n     {narrower}))"
    )
    return _ranked(best, filters, parameters)


def find_of_issue(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """Demands on an issue or a narrower one, primary before secondary."""
    query = issue_query(filters, led_by(reader, filters, "issue"))
    return _listed(reader, query, RANKS)


def organization_query(filters: Filters) -> Query:
    """The statement behind an organization's page, by the voice it has."""
    parameters = Parameters()
    ranks = " ".join(
        f"WHEN '{voice}' THEN {rank}"
        for rank, voice in enumerate(VOICES)
        if "," not in voice
    )
    listed = parameters.several("of", filters.organizations)
    best = (
        f"(SELECT min(CASE y.voice {ranks} END + 1 - y.stated)\n"  # noqa: S608
        "          FROM v_letter_organization y\n"
        f"         WHERE y.letter_id = d.letter_id AND y.organization_id IN {listed})"
    )
    return _ranked(best, filters, parameters)


def find_of_organization(reader: Reader, filters: Filters) -> tuple[Listed, ...]:
    """What an organization asks: alone, jointly, and by a signatory's affiliation."""
    return _listed(reader, organization_query(filters), VOICES)


def _ranked(best: str, filters: Filters, parameters: Parameters) -> Query:
    """Demands in the order of a rank, each with it."""
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    sql = (
        f"SELECT {best} AS under, {COLUMNS}\n{FROM}\n{conditions}\n"
        f" ORDER BY under, {NEWEST_FIRST}{limit}"
    )
    return Query(sql, parameters.values)


def _listed(
    reader: Reader, query: Query, headings: Sequence[str]
) -> tuple[Listed, ...]:
    rows = reader.rows(query)
    demands = assemble(reader, rows)
    return tuple(
        Listed(headings[row["under"]], demand)
        for row, demand in zip(rows, demands, strict=True)
    )
