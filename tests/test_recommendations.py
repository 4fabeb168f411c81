"""What was answered to recommendations, and what letters ask beside them."""

import json
from collections import Counter, defaultdict

import pytest
from loaded import ask

from hrdemands.errors import ExitStatus
from hrdemands.queries import (
    Filters,
    Reader,
    find_beside,
    find_demands,
    find_responses,
    get_demand,
    get_letter,
)
from hrdemands.queries.responses import BY
from hrdemands.queries.results.demands import Demand


def keys(demand: Demand, by: str) -> set[str]:
    return {
        "asking": {demand.asking} if demand.asking else set(),
        "country": {country.code for country in demand.countries},
        "issue": set(demand.issues),
    }[by]


@pytest.mark.parametrize("by", BY)
def test_answers_are_counted_as_by_hand(among: Reader, by: str) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for demand in find_demands(among, Filters(sources=("upr", "uhri"))):
        for key in keys(demand, by):
            counts[key][demand.response or "none"] += 1

    found = find_responses(among, by)

    assert {
        a.id: (a.demands, a.accepted, a.noted, a.pledges, a.unanswered) for a in found
    } == {
        key: (c.total(), c["accepted"], c["noted"], c["pledge"], c["none"])
        for key, c in counts.items()
    }


def test_it_is_said_who_accepted(among: Reader) -> None:
    accepted = {a.id: a.accepted_by for a in find_responses(among, "asking")}

    assert accepted["DEU"] == ("CHN",)
    assert accepted["SDN"] == ()


def test_words_bound_what_is_counted(mixed: str) -> None:
    def counted(*words: str) -> dict[str, int]:
        said = ask("responses", *words, "--format", "json", db=mixed)
        return {row["id"]: row["demands"] for row in json.loads(said.out)}

    assert counted("--words", "prisoners") == {"DEU": 1}
    assert counted("--words", "releasing lawyers OR prisoners") == {"DEU": 2}
    assert counted("--words", "!") == {}
    assert counted("--words", "prisoners", "--response", "accepted") == {}


def test_issues_of_both_letters_and_imports_stand_first(among: Reader) -> None:
    found = find_beside(among, Filters(countries=("CHN",)))
    demands = find_demands(among, Filters(countries=("CHN",)))

    for beside in found:
        on_it = [d for d in demands if beside.id in d.issues]
        letters = [d for d in on_it if d.source == "letters"]
        assert beside.demands == len(letters)
        assert beside.recommendations == len(on_it) - len(letters)
        assert beside.parties == len({d.asking for d in on_it if d.asking})
    assert {issue for d in demands for issue in d.issues} == {b.id for b in found}
    order = ["in both", "in letters only", "in imports only"]
    assert [b.under for b in found] == sorted((b.under for b in found), key=order.index)


def test_a_recommendation_is_cited_with_who_makes_it_and_the_answer(
    mixed: str,
) -> None:
    page = ask("demand", "upr-04-chn/1", db=mixed)

    assert page.status == ExitStatus.OK
    words = " ".join(page.out.split())
    assert "Germany, “Review of CHN, 2009”, review" in words
    assert "[noted]" in words
    assert words.count("Release all prisoners of conscience") == 2
    assert "confidence" not in words


def test_what_no_vocabulary_knows_is_shown_as_written(among: Reader) -> None:
    demand = get_demand(among, "upr-17-chn/2")

    assert demand.unmapped == (("issue", "Space <&>"),)
    assert demand.asking_name == "China"
    assert (demand.confidence, demand.start, demand.strength) == (None, None, None)


def test_a_document_has_a_symbol_and_no_text(among: Reader) -> None:
    document = get_letter(among, "uhri-x-1")

    assert (document.source, document.symbol) == ("uhri", "A/1/2")
    assert (document.text_file, document.coded) == (None, None)


@pytest.mark.parametrize("source", ["letters", "upr", "uhri"])
def test_a_source_is_a_filter_everywhere(mixed: str, source: str) -> None:
    for command in ("demands", "country China", "issue death-penalty", "search the"):
        said = ask(*command.split(), "--source", source, "--format", "json", db=mixed)
        assert {d["source"] for d in json.loads(said.out)} <= {source}
    for command in ("recurring", "timeline", "countries", "issues"):
        by = ["--by", "country"] if command == "recurring" else []
        said = ask(command, *by, "--source", source, "--format", "json", db=mixed)
        others = {"letters", "reviews", "reports"} - {
            {"letters": "letters", "upr": "reviews", "uhri": "reports"}[source]
        }
        assert all(row[other] == 0 for row in json.loads(said.out) for other in others)


def test_an_answer_says_what_it_counted(mixed: str) -> None:
    assert "(upr 4)" in ask("country", "China", "--source", "upr", db=mixed).err
    assert "5 letters of 6 organizations" in ask("timeline", db=mixed).err
    assert "2 reviews, 1 report, 2006 to 2020" in ask("timeline", db=mixed).err
    said = ask("timeline", "--source", "upr", db=mixed).err
    assert said == "counted over 2 reviews, 2009 to 2013\n"


def test_lone_demands_of_imports_are_silent_only_when_asked_for(mixed: str) -> None:
    usual = ask("silent", "2015", "--format", "json", db=mixed).out
    wanted = ask("silent", "2015", "--source", "upr", "--format", "json", db=mixed).out

    assert not [row for row in json.loads(usual) if row["id"].startswith("upr-")]
    assert [row for row in json.loads(wanted) if row["id"].startswith("upr-")]
