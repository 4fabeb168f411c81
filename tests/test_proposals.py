"""Proposals: the best first, with reasons, and nothing that is settled already."""

import json
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from loaded import Said, ask

from hrdemands.errors import NotFound
from hrdemands.proposals import Proposal, propose, propose_for_text
from hrdemands.proposals.arrays import Arrays
from hrdemands.proposals.blocks import blocked
from hrdemands.proposals.engine import learn
from hrdemands.proposals.join import Join
from hrdemands.proposals.meanings import Meanings
from hrdemands.proposals.profiles import USUAL, make_profiles
from hrdemands.proposals.ranking import Ground, Method, Ranker, lower_second_asks
from hrdemands.queries import Filters, Reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.statements import find_near, find_sample, find_statements

TRAPS = Path(__file__).parent.parent / "benchmarks" / "traps.yaml"
LAWYERS = "2016-hrw-ban-ki-moon/7"


def test_a_rewording_is_proposed_with_its_reasons(reader: Reader) -> None:
    best = propose_for_text(reader, ["China should free the detained attorneys"])[0][0]

    assert best.other == LAWYERS
    assert "same act: release" in best.reasons
    assert "same country: China" in best.reasons


def test_a_country_may_be_given_for_sentences_that_name_none(reader: Reader) -> None:
    found = propose_for_text(reader, ["Release the lawyers"], country="PRC")

    assert found[0][0].other == LAWYERS


def test_a_sentence_of_another_country_scores_less(reader: Reader) -> None:
    sentences = [f"Press {name} to release the lawyers" for name in ("China", "Chad")]
    china, chad = propose_for_text(reader, sentences, limit=50)

    scores = {p.other: p.score for p in china}
    assert all(p.score < scores[LAWYERS] / 3 for p in chad if p.other == LAWYERS)


def test_the_best_stand_first_and_no_more_than_asked_for(reader: Reader) -> None:
    found = propose(reader, demand=LAWYERS, limit=4)

    assert 0 < len(found) <= 4
    assert all(a.score >= b.score for a, b in pairwise(found))
    assert all(0 < p.score <= 1 and (p.other is None) != (p.ask is None) for p in found)


def test_nothing_comes_back_that_was_judged_or_stands_in_one_letter(
    reader: Reader,
) -> None:
    statements = {each.id: each for each in find_statements(reader)}

    proposals = propose(reader)

    assert proposals
    for proposal in proposals:
        mine = dict(statements[proposal.demand].asks)
        assert proposal.ask not in mine
        if proposal.other:
            other = statements[proposal.other]
            assert other.document != statements[proposal.demand].document
            shared = mine.keys() & dict(other.asks).keys()
            judged = {mine[a] for a in shared} | {dict(other.asks)[a] for a in shared}
            assert "same" not in judged


def test_a_letter_has_the_proposals_of_its_demands(reader: Reader) -> None:
    letter = propose(reader, letter="2014-joint-kerry", limit=1)

    assert {p.demand.rpartition("/")[0] for p in letter} == {"2014-joint-kerry"}


def test_filters_bound_what_is_proposed(reader: Reader) -> None:
    filters = Filters(letters=("2016-joint-next-sg",))

    others = [p.other for p in propose(reader, demand=LAWYERS, filters=filters)]

    assert {o.rpartition("/")[0] for o in others if o} <= {"2016-joint-next-sg"}


def test_what_is_not_there_is_not_found(reader: Reader) -> None:
    with pytest.raises(NotFound, match="no demand 999"):
        propose(reader, demand="2016-hrw-ban-ki-moon/999")
    with pytest.raises(NotFound):
        propose(reader, letter="1999-nobody")


def test_statements_are_the_same_however_they_are_read(reader: Reader) -> None:
    whole = list(find_statements(reader))

    assert len({each.id for each in whole}) == len(whole) == 105
    assert list(find_near(reader, None, None)) == whole
    assert set(find_sample(reader)) <= set(whole)
    near = set(find_near(reader, None, frozenset(["CHN"])))
    assert {each for each in whole if "CHN" in each.countries} <= near
    assert not any(each.countries and "CHN" not in each.countries for each in near)


@pytest.fixture(scope="module")
def ground(sqlite_reader: Reader) -> Ground:
    """Return what the shipped letters teach."""
    return learn(sqlite_reader)


@pytest.mark.parametrize("arrays", [False, True])
def test_most_traps_stand_below_the_true_pair(
    sqlite_reader: Reader, *, arrays: bool
) -> None:
    """The rest of the figures is in the benchmarks; this holds the worst off."""
    traps = yaml.safe_load(TRAPS.read_text("utf-8"))["traps"]
    ground = learn(sqlite_reader, Method(USUAL, arrays))
    below = 0
    for trap in traps:
        statements = [Statement(trap[side]) for side in ("demand", "same", "trap")]
        query, *candidates = make_profiles(statements, ground.gazetteer)
        best, _ = Ranker(ground, candidates).rank(query, 1)[0]
        below += best is candidates[0]

    assert len(traps) >= 60
    assert below >= 0.85 * len(traps)


def test_with_and_without_arrays_scores_agree(
    ground: Ground, sqlite_reader: Reader
) -> None:
    profiles = make_profiles(find_statements(sqlite_reader), ground.gazetteer)
    weights = USUAL._replace(topics=0)
    ways = [
        Ranker(Ground(profiles, ground.gazetteer, Method(weights, arrays)), profiles)
        for arrays in (False, True)
    ]
    for query in profiles[::10]:
        plain, quick = (way.rank(query, 5) for way in ways)
        assert [s for _, s in plain] == pytest.approx([s for _, s in quick], abs=1e-4)


def test_a_second_ask_is_lowered_by_its_share_of_the_nearest() -> None:
    asks = {"a1": ["a"], "a2": ["a"], "b1": ["b"], "both": ["a", "b"], "none": []}
    found = [("a1", 0.8), ("none", 0.6), ("b1", 0.4), ("both", 0.3), ("a2", 0.1)]

    lowered = lower_second_asks(found, lambda each: asks[each])

    assert [each for each, _ in lowered] == ["a1", "none", "both", "b1", "a2"]
    assert [score for _, score in lowered] == pytest.approx([0.8, 0.6, 0.3, 0.2, 0.1])


def test_no_ask_is_lowered_where_the_nearest_is_none() -> None:
    found = [("none", 0.8), ("a1", 0.6), ("b1", 0.4)]

    assert lower_second_asks(found, lambda each: {"a1": "a"}.get(each, "")) == found
    assert lower_second_asks([], list) == []


def test_a_join_finds_what_exact_search_finds(
    ground: Ground, sqlite_reader: Reader
) -> None:
    profiles = make_profiles(find_statements(sqlite_reader), ground.gazetteer)
    join = Join(ground, profiles)
    everything = list(range(len(profiles)))

    found = dict(
        pair
        for queries, candidates in join.blocks()
        for pair in join.best(queries, candidates, 3)
    )
    exact = dict(join.exact(everything, everything, 3))

    assert sorted(found) == everything
    for query in everything:
        documents = {join.kept.documents[at] for at, _ in found[query]}
        assert join.kept.documents[query] not in documents
        least = exact[query][-1][1]
        assert all(score >= least - 1e-6 for _, score in found[query])


def test_blocks_hold_every_pair_that_may_be_the_same() -> None:
    about = [frozenset(x) for x in ((), "A", "AB", "B", "C", ())]

    pairs = {
        (q, c) for queries, found in blocked(about) for q in queries for c in found
    }

    assert pairs == {
        (q, c)
        for q, mine in enumerate(about)
        for c, theirs in enumerate(about)
        if not mine or not theirs or mine & theirs
    }


# The command.


def suggest(db: str, *words: str) -> Said:
    return ask("suggest", *words, db=db)


def test_the_command_marks_proposals_as_such(shipped: str) -> None:
    said = suggest(shipped, LAWYERS, "--limit", "2", "--format", "json")

    records = json.loads(said.out)
    assert said.status == 0
    assert [r["judgement"] for r in records] == ["proposed"] * len(records)
    assert all(r["words"] and r["reasons"] for r in records)
    assert "none of them judged" in said.err


def test_the_command_shows_both_names_and_why(shipped: str) -> None:
    said = suggest(shipped, LAWYERS, "--limit", "2")

    assert LAWYERS.casefold() in said.out.casefold()
    assert "same" in said.out


@pytest.mark.parametrize("form", ["csv", "jsonl", "md"])
def test_every_format_has_every_proposal(shipped_sqlite: str, form: str) -> None:
    said = suggest(shipped_sqlite, "2014-joint-kerry", "--limit", "1", "--format", form)

    rows = json.loads(
        suggest(
            shipped_sqlite, "2014-joint-kerry", "--limit", "1", "--format", "json"
        ).out
    )
    assert said.status == 0
    assert all(row["demand"] in said.out for row in rows)


def test_the_command_says_what_is_not_there(shipped: str) -> None:
    said = suggest(shipped, "2014-joint-kerry/999")

    assert (said.status, said.out) == (1, "")
    assert said.err.count("\n") == 1


def test_a_source_bounds_what_is_proposed(shipped: str) -> None:
    said = suggest(shipped, LAWYERS, "--source", "upr", "--format", "json")

    assert not any(record["other"] for record in json.loads(said.out))


def test_a_proposal_is_what_others_rely_on() -> None:
    assert Proposal._fields == ("demand", "other", "ask", "score", "reasons")


# What the benchmarks count with.


def test_quick_and_exact_searches_agree_on_the_best(
    ground: Ground, sqlite_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sparse_dot_topn")
    join = Join(ground, make_profiles(find_statements(sqlite_reader), ground.gazetteer))
    everything = list(range(len(join.kept.keys)))
    monkeypatch.setattr("hrdemands.proposals.join.LARGE", 0)

    quick = dict(join.best(everything, everything, 3))
    exact = dict(join.exact(everything, everything, 3))

    for query in everything:
        documents = {join.kept.documents[at] for at, _ in quick[query]}
        assert join.kept.documents[query] not in documents
        assert [s for _, s in quick[query]] == pytest.approx(
            [s for _, s in exact[query]], abs=1e-4
        )


def test_a_model_that_is_none_is_refused_in_one_line(shipped_sqlite: str) -> None:
    said = suggest(shipped_sqlite, LAWYERS, "--model", "no-such-package")

    assert said.status == 2
    assert said.err.count("\n") == 1
    assert "'no-such-package' is no model" in said.err


def test_embeddings_are_centred_and_weighed_with_words(
    ground: Ground, sqlite_reader: Reader
) -> None:
    """Any encoder will do: this one counts vowels."""

    def encode(texts: Sequence[str]) -> Any:  # noqa: ANN401 - an array
        return np.array([[text.count(vowel) for vowel in "aeiou"] for text in texts])

    profiles = make_profiles(find_statements(sqlite_reader), ground.gazetteer)
    meanings = Meanings(encode, [each.statement.words for each in profiles])
    assert ground.learnt is not None
    learnt = ground.learnt._replace(meanings=meanings)
    arrays = Arrays(ground.space, profiles, learnt)

    found = arrays.best(profiles[3], len(profiles))

    assert found[0][0] == 3
    assert found[0][1] == pytest.approx(1.0, abs=1e-4)
    assert [at for at, _ in found] != [
        at for at, _ in Arrays(ground.space, profiles).best(profiles[3], len(profiles))
    ]


@pytest.mark.parametrize("engine", ["polars", "dask"])
def test_engines_count_what_python_counts(engine: str, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="the export needs pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    pytest.importorskip(engine, reason=f"{engine} is not installed")
    rows = [
        {"country": c, "key": f"ratify {k}", "document": f"d{n % 7}", "year": n % 5}
        for n, (c, k) in enumerate(product(("CHN", "SDN", "KEN"), range(20)))
    ]
    file = str(tmp_path / "asked.parquet")
    parquet.write_table(pa.Table.from_pylist(rows + rows[::3] + rows[5:9] * 2), file)
    parquet.write_table(
        pa.concat_tables([parquet.read_table(file), _moved(pa, rows[::2])]), file
    )

    plain, counted = (
        run_recipe("count", file, "--engine", each) for each in ("python", engine)
    )

    assert len(plain) == 6
    assert counted == plain


def _moved(pa: Any, rows: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - a table
    """The same asked in another document."""
    return pa.Table.from_pylist([row | {"document": "later"} for row in rows])


def test_what_letters_ask_is_exported(shipped_sqlite: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the export needs pyarrow")

    run_recipe("export", shipped_sqlite, str(tmp_path / "asked.parquet"))

    assert (tmp_path / "asked.parquet").stat().st_size > 500


def run_recipe(*words: str) -> list[str]:
    """Run the recipe of `docs/scale.md`; return its lines, the time left out."""
    done = subprocess.run(
        [sys.executable, str(TRAPS.with_name("parquet.py")), *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return [line.partition(";")[0] for line in done.stdout.splitlines()]
