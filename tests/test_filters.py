"""Filters let through what a plain reading of them says, on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hrdemands.errors import NotFound, UsageError
from hrdemands.queries import Filters, Reader, find_demands, open_reader
from hrdemands.queries.demands import count_general
from hrdemands.queries.filters import (
    AUDIENCES,
    CATEGORIES,
    RESPONSES,
    ROLES,
    SOURCES,
    STRENGTHS,
)
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Query


@pytest.fixture(scope="module")
def sqlite(mixed_sqlite: str) -> Iterator[Reader]:
    with open_reader(mixed_sqlite) as opened:
        yield opened


@pytest.fixture(scope="module")
def demands(sqlite: Reader) -> tuple[Demand, ...]:
    return find_demands(sqlite)


@pytest.fixture(scope="module")
def facts(sqlite: Reader) -> dict[str, Any]:
    """Return what a demand does not say of itself, read table by table."""

    def pairs(sql: str) -> set[tuple[str, str]]:
        return {tuple(row.values()) for row in sqlite.rows(Query(sql))}

    return {
        "broader": dict(pairs("SELECT id, parent_id FROM issue")),
        "regions": dict(pairs("SELECT id, parent_id FROM region")),
        "region": dict(pairs("SELECT code, region_id FROM country")),
        "group": dict(pairs("SELECT code, un_group_id FROM country")),
        "organizations": pairs(
            "SELECT letter_id, organization_id FROM v_letter_organization"
        ),
        "recipients": pairs(
            "SELECT letter_id, office_id FROM recipient"
            " UNION SELECT letter_id, holder_id FROM recipient"
        ),
    }


def chain(start: str | None, parents: dict[str, str]) -> set[str]:
    """Return a term and all that are broader."""
    found = set()
    while start:
        found.add(start)
        start = parents.get(start)
    return found


def passes(demand: Demand, filters: Filters, facts: dict[str, Any]) -> bool:
    """Say by reading, not by SQL, whether a demand passes."""
    links = [
        c for c in demand.countries if not filters.roles or c.role in filters.roles
    ]
    codes = {link.code for link in links}
    regions = {
        region
        for code in codes
        for region in chain(facts["region"][code], facts["regions"])
        | chain(facts["group"][code], facts["regions"])
    }
    issues = {b for issue in demand.issues for b in chain(issue, facts["broader"])}
    targets = {a.actor for a in demand.actors if a.role == "target"}
    of_letter = {
        kind: {other for letter, other in facts[kind] if letter == demand.letter}
        for kind in ("organizations", "recipients")
    }
    wanted: list[tuple[tuple[str, ...], set[str]]] = [
        (filters.countries, codes),
        (filters.roles, {link.role for link in links}),
        (filters.regions, regions),
        (filters.places, set(demand.places)),
        (filters.issues, issues),
        (filters.organizations, of_letter["organizations"]),
        (filters.recipients, of_letter["recipients"]),
        (filters.targets, targets),
        (filters.actions, {demand.action or "", demand.target_action or ""}),
        (filters.strengths, {demand.strength or ""}),
        (filters.audiences, {demand.audience}),
        (filters.groups, set(demand.groups)),
        (filters.mechanisms, set(demand.mechanisms)),
        (filters.letters, {demand.letter}),
        (filters.asks, set(demand.asks)),
        (filters.sources, {demand.source}),
        (filters.asking, {demand.asking or ""}),
        (filters.responses, {demand.response or ""}),
        (filters.categories, {str(demand.category)}),
    ]
    return (
        all(not given or set(given) & has for given, has in wanted)
        and filters.explicit in (None, demand.explicit)
        and (filters.since is None or demand.latest >= filters.since)
        and (filters.until is None or demand.earliest <= filters.until)
        and not (filters.general and demand.countries)
    )


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.one_of(
        st.just(()),
        st.lists(st.sampled_from(sorted({*values} - {""})), max_size=3).map(tuple),
    )


@st.composite
def filters_of(
    draw: st.DrawFn, demands: tuple[Demand, ...], facts: dict[str, Any]
) -> Filters:
    """Draw up to three filters; more let nothing through."""
    day = st.sampled_from(["2006-12-31", "2007-01-01", "2016-06-13", "2016-10-14"])
    values: dict[str, st.SearchStrategy[Any]] = {
        "countries": some([c.code for d in demands for c in d.countries]),
        "roles": some(list(ROLES)),
        "regions": some(list(facts["regions"])),
        "places": some([p for d in demands for p in d.places]),
        "issues": some(list(facts["broader"])),
        "organizations": some([o for _, o in facts["organizations"]]),
        "recipients": some([r for _, r in facts["recipients"] if r]),
        "targets": some([a.actor for d in demands for a in d.actors]),
        "actions": some([d.target_action or d.action or "" for d in demands]),
        "strengths": some(list(STRENGTHS)),
        "audiences": some(list(AUDIENCES)),
        "groups": some([g for d in demands for g in d.groups]),
        "mechanisms": some([m for d in demands for m in d.mechanisms]),
        "letters": some([d.letter for d in demands]),
        "asks": some([a for d in demands for a in d.asks]),
        "sources": some(list(SOURCES)),
        "asking": some([d.asking or "" for d in demands]),
        "responses": some(list(RESPONSES)),
        "categories": some(list(CATEGORIES)),
        "explicit": st.booleans(),
        "since": day,
        "until": day,
        "general": st.just(True),  # noqa: FBT003
    }
    names = draw(st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True))
    return Filters(**{name: draw(values[name]) for name in names})


@settings(max_examples=300, deadline=None, derandomize=True)
@given(data=st.data())
def test_filters_let_through_what_reading_says(
    sqlite: Reader,
    demands: tuple[Demand, ...],
    facts: dict[str, Any],
    data: st.DataObject,
) -> None:
    filters = data.draw(filters_of(demands, facts))

    found = {demand.id for demand in find_demands(sqlite, filters)}

    assert found == {d.id for d in demands if passes(d, filters, facts)}


@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data(), limit=st.integers(0, 120))
def test_a_limit_takes_the_first_of_the_same_order(
    sqlite: Reader,
    demands: tuple[Demand, ...],
    facts: dict[str, Any],
    data: st.DataObject,
    limit: int,
) -> None:
    filters = data.draw(filters_of(demands, facts))

    assert (
        find_demands(sqlite, filters.but(limit=limit))
        == find_demands(sqlite, filters)[:limit]
    )


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_that_of_the_country_or_region_asked_for(
    sqlite: Reader, demands: tuple[Demand, ...], facts: dict[str, Any], role: str
) -> None:
    for wanted in (
        *(Filters(regions=(r,), roles=(role,)) for r in facts["regions"]),
        *(
            Filters(countries=(c.code,), roles=(role,))
            for d in demands
            for c in d.countries
        ),
    ):
        found = {demand.id for demand in find_demands(sqlite, wanted)}
        assert found == {d.id for d in demands if passes(d, wanted, facts)}


def test_general_demands_are_counted_under_the_other_filters(
    sqlite: Reader, demands: tuple[Demand, ...], facts: dict[str, Any]
) -> None:
    filters = Filters(countries=("CHN",), roles=("subject",), strengths=("must",))
    general = Filters(strengths=("must",), general=True)

    expected = sum(passes(d, general, facts) for d in demands)
    assert count_general(sqlite, filters) == expected > 0


def test_names_become_ids(reader: Reader) -> None:
    filters = Filters.named(
        reader,
        country=["Burma", "DPRK", "Burma"],
        issue="Death penalty",
        target=["China"],
        organization=["HRW"],
        year="2016",
    )

    assert filters.countries == ("MMR", "PRK")
    assert filters.issues == ("death-penalty",)
    assert filters.targets == ("CHN",)
    assert filters.organizations == ("human-rights-watch",)
    assert (filters.since, filters.until) == ("2016-01-01", "2016-12-31")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"year": "abc"}, "'abc' is no year"),
        ({"year": "2016-01-01"}, "'2016-01-01' is no year"),
        ({"since": "2016-13-01"}, "'2016-13-01' is a day that no calendar has"),
        ({"until": "yesterday"}, "'yesterday' is not a date"),
        ({"year": "2016", "since": "2015"}, "--year says both days"),
        ({"since": "2017", "until": "2016"}, "2017 is after 2016"),
        ({"role": ["victim"]}, "'victim' is no role (use subject, example, venue"),
        ({"contry": ["China"]}, "'contry' is no filter (use country, role,"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_a_usage_error(
    sqlite: Reader, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        Filters.named(sqlite, **given)

    assert said in str(caught.value)


def test_an_unknown_name_is_not_found(sqlite: Reader) -> None:
    with pytest.raises(NotFound, match="'Atlantis' is no known country"):
        Filters.named(sqlite, country=["China", "Atlantis"])


def test_a_negative_limit_is_refused_on_both(reader: Reader) -> None:
    with pytest.raises(UsageError, match="cannot show -1 rows"):
        find_demands(reader, Filters(limit=-1))


def test_filters_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Filters().limit = 3  # type: ignore[misc]


@pytest.mark.parametrize("odd", ["\udcff", "\0", "\U0001f600", "'; DROP TABLE demand"])
def test_an_id_that_cannot_be_finds_nothing_on_both(reader: Reader, odd: str) -> None:
    assert find_demands(reader, Filters(countries=(odd,), letters=(odd,))) == ()
