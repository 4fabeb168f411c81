"""The shipped seeds are under test like code: no problem, and the facts they stand for.

With the texts of the letters, which are not shipped, quotes and spans are verified
too: HRDEMANDS_TEST_TEXTS names their folder.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from fuzz_seeds import fuzz

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.checks.rules import each_demand
from hrdemands.shipped import shipped
from hrdemands.text import count_words, fold_name
from hrdemands.vocabulary import Judgement, RegionKind, Standing

ROOT = Path(__file__).resolve().parent.parent
VARIABLE = "HRDEMANDS_TEST_TEXTS"

LETTERS = {
    "2006-hrw-ban-ki-moon",
    "2014-joint-kerry",
    "2016-hrw-ban-ki-moon",
    "2016-joint-next-sg",
    "2020-gcr2p-guterres",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Return the shipped seeds."""
    return check([shipped("seeds")])[0]


def test_the_seeds_have_no_problem() -> None:
    """Neither errors nor warnings."""
    _, _, problems = check([shipped("seeds")])
    assert [str(problem) for problem in problems] == []


def test_the_seeds_agree_with_the_texts() -> None:
    """Every quote stands in its span of its letter."""
    texts = Path(os.environ.get(VARIABLE, ROOT.parent / "shared" / "letters"))
    if VARIABLE not in os.environ and not texts.is_dir():
        pytest.skip(f"the letters' texts are not shipped; {VARIABLE} can name them")
    _, found, problems = check([shipped("seeds")], texts)
    assert [str(problem) for problem in problems] == []
    assert set(found) == LETTERS


def test_the_five_letters(catalogue: Catalogue) -> None:
    """Their ids are cited, and so never change."""
    assert set(catalogue.letters) == LETTERS


def test_every_ask_is_of_a_demand(catalogue: Catalogue) -> None:
    """Each ask is made in a letter, and judgements are of demands there are."""
    assert catalogue.asks
    for ask in catalogue.asks.values():
        same = [m for m in ask.record.memberships if m.judgement is Judgement.SAME]
        assert {m.demand for m in same} <= set(catalogue.demands)


def test_iso_countries(catalogue: Catalogue) -> None:
    """The 249 of ISO 3166-1 and Kosovo, by codes that no reader takes for others."""
    countries = {key: entry.record for key, entry in catalogue.countries.items()}
    assert len(countries) == 249 + len({"XKX"})
    assert "XKX" in countries
    assert len({country.alpha2 for country in countries.values()}) == len(countries)
    assert countries["NOR"].alpha2 == "NO"
    assert countries["NAM"].alpha2 == "NA"
    assert countries["AFG"].m49 == "004"
    codes = Counter(country.m49 for country in countries.values() if country.m49)
    assert max(codes.values()) == 1


def test_members_of_the_united_nations(catalogue: Catalogue) -> None:
    """There are 193, and two observer states."""
    standings = Counter(e.record.standing for e in catalogue.countries.values())
    assert standings[Standing.UN_MEMBER] == 193
    assert standings[Standing.UN_OBSERVER] == 2


def test_countries_are_in_regions(catalogue: Catalogue) -> None:
    """A region is one of M49, a group one of the five of the United Nations."""
    kinds = {key: entry.record.kind for key, entry in catalogue.regions.items()}
    assert Counter(kinds.values())[RegionKind.UN_GROUP] == 5
    for entry in catalogue.countries.values():
        region, group = entry.record.region, entry.record.un_group
        assert region is None or kinds[region] is RegionKind.M49
        assert group is None or kinds[group] is RegionKind.UN_GROUP


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("North Korea", "PRK"),
        ("DPRK", "PRK"),
        ("Ivory Coast", "CIV"),
        ("Norway", "NOR"),
        ("Namibia", "NAM"),
        ("Kosovo", "XKX"),
        ("Palestine", "PSE"),
    ],
)
def test_names_of_countries(catalogue: Catalogue, name: str, code: str) -> None:
    """Names as they are written in letters lead to the country."""
    found = {
        key
        for key, entry in catalogue.countries.items()
        for each in (entry.record.name, *(n.name for n in entry.record.names))
        if fold_name(each) == fold_name(name)
    }
    assert found == {code}


def test_quotes_are_short_and_summaries_our_own(catalogue: Catalogue) -> None:
    """What is kept of a text is no more than evidence needs."""
    for entry, _, demand in each_demand(catalogue):
        assert count_words(demand.quote) <= 15, (entry.record.id, demand.n)
        assert fold_name(demand.summary) != fold_name(demand.quote)


def test_every_issue_has_one_root(catalogue: Catalogue) -> None:
    """Issues form a small tree, each with a code that begins with its root's."""
    issues = {key: entry.record for key, entry in catalogue.issues.items()}
    for issue in issues.values():
        root = issue
        while root.parent:
            root = issues[root.parent]
        assert issue.code.startswith(root.code), issue.id


def test_no_issue_names_a_country(catalogue: Catalogue) -> None:
    """A country is never part of an issue."""
    names = {fold_name(entry.record.name) for entry in catalogue.countries.values()}
    for entry in catalogue.issues.values():
        assert fold_name(entry.record.name) not in names


def test_mutated_seeds_raise_nothing() -> None:
    """Whatever happens to a file, its problems have a line and a remedy."""
    problems = fuzz(150, seed=1)
    assert problems
    for problem in problems:
        assert problem.line >= 1
        assert problem.remedy, problem
        assert str(problem).isprintable(), problem
