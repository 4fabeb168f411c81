"""Every rule that spans records: what breaks it, and what it then says, where."""

from pathlib import Path

import pytest
from builders import (
    SPEAK,
    TERMS,
    changed,
    demand,
    letter,
    line_of,
    problems_of,
    seeds,
    written,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_cases import ALLOWED, BROKEN, TWICE, UNKNOWN, Reference

from hrdemands.seedfiles.checks import RULES, TEXT_RULES
from hrdemands.seedfiles.checks.order import _circles
from hrdemands.seedfiles.checks.spans import _crossings
from hrdemands.seedfiles.problems import Problem, Severity


@pytest.mark.parametrize("case", UNKNOWN, ids=[f"{u[2]}={u[3]}" for u in UNKNOWN])
def test_references(tmp_path: Path, case: Reference) -> None:
    """Every id that is used must exist; a near one is suggested."""
    change, file, path, key, rest = case
    written(tmp_path, changed(change))
    last = path.rpartition(".")[2].partition("[")
    mark = "-" if last[1] else f"{last[0]}:"
    line = line_of(tmp_path / file, f'{mark} "{key}"')
    assert [str(problem) for problem in problems_of(tmp_path)] == [
        f"{tmp_path}/{file}:{line}: {path}: '{key}' is no {rest} [E302]"
    ]


@pytest.mark.parametrize("name", BROKEN)
def test_rules(tmp_path: Path, name: str) -> None:
    """Breaking a rule in one place is one problem, at its line and path."""
    change, file, words, rest = BROKEN[name]
    written(tmp_path, changed(change))
    line = line_of(tmp_path / file, words, 2 if name in TWICE else 1)
    assert [str(problem) for problem in problems_of(tmp_path)] == [
        f"{tmp_path}/{file}:{line}: {rest.replace('FOLDER', str(tmp_path))}"
    ]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_keeps_the_rules(tmp_path: Path, name: str) -> None:
    """What comes near to breaking a rule and does not is no problem."""
    written(tmp_path, changed(ALLOWED[name]))
    assert [str(problem) for problem in problems_of(tmp_path)] == []


def test_every_rule_is_broken_above() -> None:
    """No rule goes without a test of what it says."""
    tested = {name.partition(" ")[0] for name in BROKEN} | {"E302"}
    assert tested == {rule.code for rule in RULES}


def test_rules_are_written_down() -> None:
    """Codes are given once, and each rule is a sentence."""
    codes = [rule.code for rule in RULES] + list(TEXT_RULES)
    assert len(codes) == len(set(codes))
    sentences = [rule.text for rule in RULES] + list(TEXT_RULES.values())
    assert all(text[0].isupper() and text.endswith(".") for text in sentences)


def test_severity() -> None:
    """Warnings begin with W; all else is an error."""
    places = ("x.yaml", 1, ("a", 0, "b"))
    assert Problem(*places, "W506", "m").severity is Severity.WARNING
    assert Problem(*places, "E302", "m").severity is Severity.ERROR
    assert str(Problem(*places, "E302", "m")) == "x.yaml:1: a[0].b: m [E302]"


def test_every_circle_is_reported(tmp_path: Path) -> None:
    """Two circles are two problems, and what hangs on a circle is none."""
    files = seeds()
    more = {"definition": "What it means.", "name": "x"}
    parents = {"a": "b", "b": "a", "c": "d", "d": "e", "e": "c", "f": "a"}
    files[TERMS]["issues"] += [
        {"id": key, "code": f"X{key}", "parent": parent} | more
        for key, parent in parents.items()
    ]
    written(tmp_path, files)
    assert [problem.message.partition(" ")[0] for problem in problems_of(tmp_path)] == [
        "'a'",
        "'c'",
    ]


@given(st.lists(st.none() | st.integers(0, 9), max_size=9))
def test_circles(parents: list[int | None]) -> None:
    """Each circle is found once, by its smallest member."""
    expected = set()
    for start in range(len(parents)):
        trail = [start]
        while (after := parents[trail[-1]]) is not None and after < len(parents):
            if after == start:
                expected.add(min(trail))
            if after in trail:
                break
            trail.append(after)
    found = list(_circles(dict(enumerate(parents))))
    assert sorted(found) == sorted(expected)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=9)


@settings(max_examples=300)
@given(SPANS)
def test_crossings(spans: list[tuple[int, int]]) -> None:
    """A span is reported when it crosses one begun before it, compared pair by pair."""
    bounds = [((), min(span), max(span)) for span in spans]
    expected = {
        later
        for later, (_, start, end) in enumerate(bounds)
        if any(s < start < e < end for _, s, e in bounds)
    }
    found = list(_crossings(bounds))
    assert {later for later, _ in found} == expected
    for later, earlier in found:
        _, start, end = bounds[later]
        assert bounds[earlier][1] < start < bounds[earlier][2] < end


def test_many_demands(tmp_path: Path) -> None:
    """A letter of 2,000 demands, nested and side by side, is checked like any other."""
    files = seeds()
    text = "Please do this now, all of it. " * 2000
    ask = "Please do this now, all of it"
    demands = [
        demand(n + 1, SPEAK)
        | {
            "start": str(31 * n),
            "end": str(31 * n + 29),
            "quote": ask,
            "parent": str(max(n, 1)),
        }
        for n in range(2000)
    ]
    del demands[0]["parent"]
    files["letters/2020-ngo-sg.yaml"] = letter(2020, *demands, text=text)
    texts = written(tmp_path / "texts", {"2020.txt": text})
    written(tmp_path / "seeds", files)
    problems = problems_of(tmp_path / "seeds", texts=texts)
    assert {problem.code for problem in problems} == {"W616"}
