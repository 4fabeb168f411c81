"""Recurrence and silence are counted as the codebook says, whoever counts."""

import re
from collections import defaultdict
from itertools import pairwise

import pytest
from loaded import OVERLAPPED, SPANNING, UNMADE_ASK
from loaded import ask as program

from hrdemands.errors import UsageError
from hrdemands.queries import (
    Counting,
    Filters,
    Reader,
    ask_history,
    compare_letters,
    find_asks,
    find_demands,
    find_recurring,
    find_silent,
    recurring_asks,
    timeline,
)
from hrdemands.queries.recurrence import KEYS, SORTS
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Query

EVERYTHING = Counting(min_years=0, min_letters=0)


def keys(demand: Demand, by: str) -> set[str]:
    return {
        "ask": set(demand.asks),
        "issue": set(demand.issues),
        "country": {country.code for country in demand.countries},
        "target": {a.actor for a in demand.actors if a.role == "target"},
        "action": {a for a in (demand.action, demand.target_action) if a},
        "asking": {demand.asking} if demand.asking else set(),
        "group": set(demand.groups),
        "mechanism": set(demand.mechanisms),
    }[by]


def count_by_hand(reader: Reader, by: str) -> dict[str, tuple[object, ...]]:
    """Years, letters, organizations, demands and gap by key, without SQL's counting."""
    years = {
        row["id"]: row["year"]
        for row in reader.rows(Query("SELECT id, year FROM letter"))
    }
    sources = {
        row["id"]: row["source"]
        for row in reader.rows(Query("SELECT id, source FROM letter"))
    }
    voices = defaultdict(set)
    for row in reader.rows(Query("SELECT * FROM v_letter_organization")):
        voices[row["letter_id"]].add(row["organization_id"])
    members: dict[str, list[Demand]] = defaultdict(list)
    for demand in find_demands(reader):
        for key in keys(demand, by):
            members[key].append(demand)
    counted: dict[str, tuple[object, ...]] = {}
    for key, demands in members.items():
        letters = {demand.letter for demand in demands}
        certain = sorted({years[i] for i in letters if years[i] is not None})
        counted[key] = (
            certain[0] if certain else None,
            certain[-1] if certain else None,
            len(certain),
            tuple(
                sum(sources[i] == source for i in letters)
                for source in ("letters", "upr", "uhri")
            ),
            len(set().union(*(voices[i] for i in letters))),
            len(demands),
            max((b - a for a, b in pairwise(certain)), default=None),
        )
    return counted


@pytest.mark.parametrize("by", KEYS)
def test_counts_are_those_made_by_hand(among: Reader, by: str) -> None:
    found = (
        recurring_asks(among, counting=EVERYTHING)
        if by == "ask"
        else find_recurring(among, by, counting=EVERYTHING)
    )

    assert {
        r.id: (
            r.first_year,
            r.last_year,
            r.years,
            (r.letters, r.reviews, r.reports),
            r.organizations,
            r.demands,
            r.longest_gap,
        )
        for r in found
    } == count_by_hand(among, by)


def test_by_default_two_certain_years_make_a_recurrence(reader: Reader) -> None:
    assert {
        ask.id: (ask.first_year, ask.last_year) for ask in recurring_asks(reader)
    } == {
        "uphold-r2p": (2006, 2020),
        "fight-impunity": (2016, 2020),
    }


def test_one_letter_is_no_recurrence_even_of_one_year(reader: Reader) -> None:
    found = recurring_asks(reader, counting=Counting(min_years=1))

    assert found
    assert all(ask.letters > 1 for ask in found)


def test_a_letter_of_uncertain_year_adds_none(doubtful: Reader) -> None:
    spanned = {ask.id: ask for ask in find_asks(doubtful)}["fight-impunity"]

    assert spanned.letters == 2
    assert spanned.years == 1
    assert "fight-impunity" not in [a.id for a in recurring_asks(doubtful)]


def test_strengths_are_those_of_all_that_may_be_first_or_last(doubtful: Reader) -> None:
    asks = find_asks(doubtful)

    for ask in asks:
        demands = [d for d in find_demands(doubtful) if ask.id in d.asks]
        firsts = [
            d.strength
            for d in demands
            if not any(other.latest < d.earliest for other in demands)
        ]
        lasts = [
            d.strength
            for d in demands
            if not any(other.earliest > d.latest for other in demands)
        ]
        assert set(ask.strength_then) == set(firsts), ask.id
        assert set(ask.strength_now) == set(lasts), ask.id
    assert any(len(ask.strength_then) > 1 for ask in asks if ask.letters > 1)


def test_minimums_and_sorts_are_kept(reader: Reader) -> None:
    for sort in SORTS:
        found = find_recurring(
            reader, "issue", counting=Counting(2, 2, 3, sort, wider=False)
        )
        assert found
        assert all(r.years >= 2 and r.organizations >= 3 for r in found)
    by_name = find_recurring(reader, "issue", counting=Counting(sort="name"))
    assert [r.name for r in by_name] == sorted(r.name for r in by_name)


def test_the_wider_count_takes_narrower_and_broader_demands(reader: Reader) -> None:
    same = {a.id: a.demands for a in recurring_asks(reader, counting=EVERYTHING)}
    wider = {
        a.id: a.demands
        for a in recurring_asks(reader, counting=EVERYTHING._replace(wider=True))
    }

    assert all(wider[ask] >= count for ask, count in same.items())
    assert sum(wider.values()) > sum(same.values())


@pytest.mark.parametrize(
    ("by", "counting", "said"),
    [
        ("place", Counting(), "cannot count by 'place' (use ask, issue,"),
        ("ask", Counting(sort="size"), "cannot sort by 'size' (use years,"),
        ("issue", Counting(wider=True), "a wider count by issue means nothing"),
    ],
)
def test_what_cannot_be_counted_is_said(
    reader: Reader, by: str, counting: Counting, said: str
) -> None:
    with pytest.raises(UsageError) as caught:
        find_recurring(reader, by, counting=counting)

    assert said in str(caught.value)


def test_silent_and_new_part_what_was_asked(doubtful: Reader) -> None:
    """An uncertain letter counts as since: only what surely ceased is silent."""
    silent = {s.id for s in find_silent(doubtful, 2016)}
    new = {s.id for s in find_silent(doubtful, 2016, new=True)}
    units = {a.id for a in find_asks(doubtful)} | {
        d.id for d in find_demands(doubtful) if not d.asks
    }

    assert silent.isdisjoint(new)
    assert units - silent - new == {
        s for s in units if straddles(doubtful, s, "2016-01-01")
    }


def straddles(reader: Reader, unit: str, day: str) -> bool:
    demands = [d for d in find_demands(reader) if d.id == unit or unit in d.asks]
    return max(d.latest for d in demands) >= day > min(d.earliest for d in demands)


def test_silence_is_counted_to_the_newest_letter(reader: Reader) -> None:
    found = {s.id: s for s in find_silent(reader, 2010)}

    assert found["darfur-sanctions"].silent_years == 2020 - 2006


@pytest.mark.parametrize("year", [0, 10_000, -5])
def test_a_year_no_calendar_has_is_refused(reader: Reader, year: int) -> None:
    with pytest.raises(UsageError, match="no calendar has the year"):
        find_silent(reader, year)


def test_an_ask_that_no_demand_is_the_same_as_has_a_history(doubtful: Reader) -> None:
    history = ask_history(doubtful, UNMADE_ASK)

    assert history.ask.letters == 0
    assert history.ask.strength_then == ()
    assert {member.judgement for member in history.members} == {"rejected"}
    assert UNMADE_ASK not in {ask.id for ask in find_asks(doubtful)}


def test_a_history_is_in_order_and_says_how_wording_moved(reader: Reader) -> None:
    history = ask_history(reader, "uphold-r2p")
    same = [m for m in history.members if m.judgement == "same"]

    assert [m.demand.id for m in same] == [
        "2006-hrw-ban-ki-moon/2",
        "2020-gcr2p-guterres/10",
    ]
    assert [move.kind for move in same[1].moves] == [
        "broadens",
        "escalates",
        "redirects",
    ]


def test_of_a_history_the_newest_are_the_last(doubtful: Reader) -> None:
    for row in doubtful.rows(Query("SELECT DISTINCT ask_id FROM ask_membership")):
        whole = ask_history(doubtful, row["ask_id"])
        assert whole.judged == len(whole.members)
        for most in (0, 1, 2, len(whole.members), 2**70):
            newest = ask_history(doubtful, row["ask_id"], most)
            assert newest[:3] == whole[:3]
            assert len(newest.members) == min(most, whole.judged)
            assert set(newest.members) <= set(whole.members)
            latest = [m.demand.latest for m in newest.members]
            rest = [m.demand.latest for m in whole.members if m not in newest.members]
            assert not latest or not rest or max(rest) <= min(latest)
            assert [m for m in whole.members if m in newest.members] == [
                *newest.members
            ]


def test_an_ask_shows_the_newest_and_says_how_many(shipped_sqlite: str) -> None:
    said = program("ask", "uphold-r2p", "--limit", "3", db=shipped_sqlite)
    assert "2020-gcr2p-guterres/10" in said.out
    assert "2006-hrw-ban-ki-moon/2\n" not in said.out
    # What is counted is counted over all, and a move says from where.
    assert "2006 to 2020" in said.out
    assert "broadens" in said.out
    assert re.search(r"3 of \d+ demands shown, the newest; --all", said.err)
    whole = program("ask", "uphold-r2p", "--all", "--limit", "1", db=shipped_sqlite)
    assert whole == program("ask", "uphold-r2p", db=shipped_sqlite)


def test_a_history_keeps_what_was_rejected(reader: Reader) -> None:
    sql = "SELECT ask_id, demand_id FROM ask_membership WHERE judgement = 'rejected'"
    rows = reader.rows(Query(sql))

    assert rows
    for row in rows:
        members = ask_history(reader, row["ask_id"]).members
        rejected = {m.demand.id for m in members if m.judgement == "rejected"}
        assert row["demand_id"] in rejected
        assert all(m.reason for m in members)


def test_two_letters_in_any_order_are_compared_alike(reader: Reader) -> None:
    words = ("2006-hrw-ban-ki-moon", "2020-gcr2p-guterres")

    assert compare_letters(reader, *words) == compare_letters(reader, *words[::-1])


def test_every_demand_of_both_letters_is_kept_gone_or_new(reader: Reader) -> None:
    first, second = "2006-hrw-ban-ki-moon", "2016-joint-next-sg"
    lines = [c for c in compare_letters(reader, first, second) if c.status != "shared"]

    for letter, side in ((first, "first"), (second, "second")):
        ids = {i for line in lines for i in getattr(line, side)}
        demands = find_demands(reader, Filters(letters=(letter,)))
        assert ids == {demand.id for demand in demands}
    assert {line.status for line in lines} == {"kept in part", "gone", "new"}


def test_letters_that_overlap_are_not_ordered(doubtful: Reader) -> None:
    statuses = {c.status for c in compare_letters(doubtful, SPANNING, OVERLAPPED)}

    assert {"gone", "new"}.isdisjoint(statuses)
    assert f"only in {SPANNING}" in statuses


def test_a_letter_is_not_compared_with_itself(reader: Reader) -> None:
    with pytest.raises(UsageError, match="is one letter"):
        compare_letters(reader, SPANNING, SPANNING)


def test_years_that_are_not_sure_stand_last(doubtful: Reader) -> None:
    years = timeline(doubtful)

    assert [year.year for year in years] == [2006, 2014, 2016, 2020, None]
    assert sum(year.demands for year in years) == len(find_demands(doubtful))
    for year in years:
        strengths = year[6:]
        assert sum(strengths) == year.demands
