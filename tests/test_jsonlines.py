"""Letters as JSON Lines: the same records, errors and rows as those of YAML."""

import codecs
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fingerprints import rows_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from loaded import ask
from smallseeds import Seeds, import_document, many_letters, texts

from hrdemands.errors import DataError
from hrdemands.queries.target import read_target
from hrdemands.seedfiles.checks import Checking, check, checking
from hrdemands.seedfiles.problems import ALIKE, OF_A_RULE, Problem, briefly
from hrdemands.store.seeding import load_catalogue, load_seeds


def as_lines(seeds: Seeds, folder: Path, *lines: str) -> Path:
    """Write *seeds* with all letters in one file of JSON Lines, and *lines* after."""
    letters, seeds.letters = seeds.letters, {}
    seeds.write(folder)
    seeds.letters = letters
    written = [json.dumps(letter, ensure_ascii=False) for letter in letters.values()]
    path = folder / "letters" / "all.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([*written, *lines, ""]), "utf-8")
    return folder


def found(folder: Path, **options: Any) -> list[Problem]:
    return check([folder], **options)[2]


def test_lines_load_as_files_do(
    migrated_sqlite: str, loaded_sqlite: str, tmp_path: Path
) -> None:
    catalogue, _, problems = check([as_lines(Seeds(), tmp_path / "seeds")])
    assert problems == []
    load_catalogue(read_target(migrated_sqlite), catalogue, texts())

    tables = [rows_of(url) for url in (migrated_sqlite, loaded_sqlite)]
    for name in ("demand", "demand_actor", "page_country", "page_issue", "ask_count"):
        assert tables[0][name] == tables[1][name]


def test_a_line_is_known_by_its_number(tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.demand("2017-two/1")["strength"] = "mist"
    seeds.demand("2014-one/1")["issues"] = ["no-such-issue"]
    seeds.demand("2014-one/2")["parent"] = 9
    problems = found(as_lines(seeds, tmp_path))

    lines = {problem.code: problem for problem in problems}
    assert lines["E203"].line == 2
    assert "did you mean must?" in lines["E203"].remedy
    assert lines["E203"].path == ("demands", 0, "strength")
    assert lines["E302"].line == 1
    assert lines["E403"].line == 1
    assert {problem.file for problem in problems} == {
        str(tmp_path / "letters" / "all.jsonl")
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "E105"),
        ("nonsense", "E105"),
        ('{"id": "x-1", "id": "x-2"}', "E202"),
        ("[]", "E204"),
        ("\ufeff{}", "E105"),
    ],
)
def test_a_line_that_is_no_letter_is_refused(
    tmp_path: Path, line: str, code: str
) -> None:
    problems = found(as_lines(Seeds(), tmp_path, line))

    assert {(p.line, p.code) for p in problems} >= {(3, code)}


def test_what_nobody_sees_and_what_stands_twice_is_refused(tmp_path: Path) -> None:
    seeds = Seeds()
    letter = seeds.letters["2014-one"]
    hidden = json.dumps({**letter, "id": "2014-x", "title": "a\u202eb"})
    plain = json.dumps({**letter, "id": "2014-y"})
    twice = plain.replace('"title":', '"title": "Another", "title":', 1)
    inside = plain.replace('"role":', '"role" : "asked", "role":', 1)
    problems = found(as_lines(seeds, tmp_path, hidden, twice, inside))

    assert [(p.line, p.code) for p in problems] == [
        (3, "E104"),
        (4, "E111"),
        (5, "E111"),
    ]


def test_mistaken_letters_are_told_of_alike_held_or_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many with mistakes only some are held in memory."""
    seeds = Seeds()
    many_letters(seeds, 9)
    for letter in seeds.letters.values():
        if letter["id"].startswith("2017-copy"):
            letter["senders"].append({"actor": "x", "stated": "perhaps"})
            letter["demands"][0]["end"] = letter["demands"][0]["start"]
    seeds.letters["2017-copy-7"]["demands"][0]["issues"] = ["no-such-issue"]
    memberships = seeds.asks["asks"][0]["memberships"]
    for demand in ("2017-copy-8/1", "2017-copy-8/2"):
        memberships.append({**memberships[-1], "demand": demand})
    twice = json.dumps(seeds.letters["2017-copy-3"])
    folder = as_lines(seeds, tmp_path, twice)
    told = []
    for most in (2, 99):
        monkeypatch.setattr(checking, "MOST_MISTAKEN", most)
        check_of = Checking([folder])
        told.append(check_of.complete()[1])
        letters = check_of.catalogue.letters
        assert (len(letters), len(letters.held())) == (11, min(most, 9))

    assert told[0] == told[1]
    codes = Counter(problem.code for problem in told[0])
    assert codes == {"E203": 10, "E601": 10, "E302": 2, "E301": 1}


@given(
    st.lists(st.integers(0, 2 * ALIKE), max_size=3).map(
        lambda counts: [
            c for c, n in zip("abc", counts, strict=False) for _ in range(n)
        ]
    ),
    st.integers(0, 2 * OF_A_RULE),
)
def test_what_is_told_briefly_adds_up(messages: list[str], others: int) -> None:
    """Each problem is a line, or counted in one; the first of each kind are lines."""
    problems = [
        Problem("f.yaml", line, (), "E203", message, "mend it")
        for line, message in enumerate([*messages, *map(str, range(others))])
    ]
    lines = list(briefly(problems))

    places = [line for line in lines if "f.yaml" in line]
    more = sum(
        int(line.split()[1].replace(",", "")) for line in lines if " more " in line
    )
    assert len(places) + more == len(problems)
    told = set(places)
    assert places == [
        line for line in map("error: {}".format, problems) if line in told
    ]
    assert len(places) <= OF_A_RULE
    for message in set(messages):
        alike = sum(f" {message} (" in line for line in places)
        assert alike == min(messages.count(message), ALIKE)


def places(
    value: Any,  # noqa: ANN401
    path: tuple[str | int, ...] = (),
) -> Iterator[Any]:
    """The path of every value within a record."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for step, each in inside:
        yield (*path, step)
        if isinstance(each, dict | list):
            yield from places(each, (*path, step))


FIRST = Seeds().letters["2014-one"]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(list(places(FIRST))), min_size=1, max_size=3))
@example([("note",)])
@example([("title",), ("demands", 0, "section")])
@example([("demands", 0, "issues", 0)])
def test_null_is_refused_alike_in_both_forms(
    tmp_path_factory: pytest.TempPathFactory, paths: list[tuple[str | int, ...]]
) -> None:
    """It may stand for a value that went missing, or for the word."""
    seeds = Seeds()
    for path in paths:
        within: Any = seeds.letters["2014-one"]
        for step in path[:-1]:
            within = within[step] if within is not None else None
        if within is not None:
            within[path[-1]] = None
    folder = tmp_path_factory.mktemp("null")
    by_file = found(seeds.write(folder / "files"))
    by_line = found(as_lines(seeds, folder / "lines"))

    told = [
        sorted((p.path, p.code, p.message, p.remedy) for p in problems)
        for problems in (by_file, by_line)
    ]
    assert told[0] == told[1]
    assert (paths[0], "E114") in {(p.path, p.code) for p in by_line} or len(paths) > 1


def test_the_word_null_is_a_word_in_both_forms(tmp_path: Path) -> None:
    seeds = Seeds()
    seeds.letters["2014-one"]["note"] = "null"
    seeds.letters["2014-one"]["demands"][0]["note"] = "It is null and void."
    folders = seeds.write(tmp_path / "files"), as_lines(seeds, tmp_path / "lines")

    for folder in folders:
        catalogue, _, problems = check([folder])
        assert problems == []
        assert catalogue.letters["2014-one"].record.note == "null"


def test_an_id_that_is_taken_is_told(tmp_path: Path) -> None:
    seeds = Seeds()
    again = json.dumps(seeds.letters["2014-one"])
    problems = found(as_lines(seeds, tmp_path, again))

    assert [(p.line, p.code) for p in problems] == [(3, "E301")]
    assert "all.jsonl:1" in problems[0].message


def test_the_limit_is_a_line_s(tmp_path: Path) -> None:
    seeds = Seeds()
    many_letters(seeds, 30)
    folder = as_lines(seeds, tmp_path)
    longest = max(map(len, (folder / "letters/all.jsonl").read_bytes().split(b"\n")))

    limit = max(longest + 1, *(p.stat().st_size for p in folder.rglob("*.yaml")))
    assert found(folder, max_bytes=limit) == []
    large = json.dumps(
        {**seeds.letters["2014-one"], "id": "2014-x", "note": "n" * limit}
    )
    problems = found(as_lines(seeds, folder, large, "{"), max_bytes=limit)
    assert [(p.line, p.code) for p in problems] == [(33, "E102"), (34, "E105")]


def test_lines_elsewhere_are_not_passed_over_in_silence(tmp_path: Path) -> None:
    Seeds().write(tmp_path)
    (tmp_path / "asks.jsonl").write_text("{}\n")

    assert [problem.code for problem in found(tmp_path)] == ["W101"]


def test_a_catalogue_loaded_before_is_known_by_its_files(
    migrated: str, tmp_path: Path
) -> None:
    folder = as_lines(Seeds(), tmp_path / "seeds")
    first = ask("load", str(folder), "--alone", db=migrated)
    before = rows_of(migrated)
    again = ask("load", str(folder), "--alone", db=migrated)
    assert (first.status, again.status) == (0, 0)
    assert "nothing changed, every file" in again.out
    assert rows_of(migrated) == before

    with (folder / "letters" / "all.jsonl").open("a") as file:
        file.write("\n")
    once_more = ask("load", str(folder), "--alone", db=migrated)
    assert "0 added, 1 changed, 0 removed" in once_more.out


def test_after_an_import_the_same_files_are_looked_at_again(
    migrated: str, tmp_path: Path
) -> None:
    """A judgement may have waited for what was imported."""
    seeds = Seeds()
    judged = dict(seeds.asks["asks"][0]["memberships"][0], demand="upr-09-mmr/1")
    seeds.asks["asks"][0]["memberships"].append(judged)
    folder = as_lines(seeds, tmp_path / "seeds")
    before = ask("load", str(folder), "--alone", db=migrated)
    import_document(migrated)
    after = ask("load", str(folder), "--alone", db=migrated)

    assert "1 judgement waits for demands that are not imported here" in before.out
    assert "judgements: 1 added" in after.out


def test_a_file_that_changes_meanwhile_is_not_loaded(
    migrated_sqlite: str, tmp_path: Path
) -> None:
    catalogue, _, _ = check([as_lines(Seeds(), tmp_path)])
    before = rows_of(migrated_sqlite)
    (tmp_path / "letters" / "all.jsonl").write_text("{}\n")

    with pytest.raises(DataError, match="changed while it was read"):
        load_catalogue(read_target(migrated_sqlite), catalogue, {})
    assert rows_of(migrated_sqlite) == before


def test_a_letter_that_changes_after_its_check_is_not_loaded(
    migrated_sqlite: str, tmp_path: Path
) -> None:
    """Letters that changed since the last load are read twice."""
    folder = as_lines(Seeds(), tmp_path / "seeds")
    target = read_target(migrated_sqlite)
    path = folder / "letters" / "all.jsonl"
    load_seeds(target, lambda: Checking([folder]), lambda _: None)
    path.write_text(path.read_text().replace("Letter 2017-two", "Letter, another"))
    before = rows_of(migrated_sqlite)

    def meanwhile(problems: list[Problem]) -> None:
        assert problems == []
        path.write_text(path.read_text().replace("Letter, another", "Never checked.."))

    with pytest.raises(DataError, match="changed while it was read"):
        load_seeds(target, lambda: Checking([folder]), meanwhile)
    assert rows_of(migrated_sqlite) == before


@settings(max_examples=60)
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    Seeds().write(folder)
    (folder / "letters" / "any.jsonl").write_bytes(raw)

    for problem in found(folder):
        assert problem.code[0] in "EW"
        assert problem.line >= 1


def test_a_mark_of_utf_8_is_passed_over_whenever_the_line_is_read(
    migrated: str, tmp_path: Path
) -> None:
    """What is judged, or changed, is read again."""
    path = as_lines(Seeds(), tmp_path / "seeds") / "letters" / "all.jsonl"
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    first = ask("load", str(tmp_path / "seeds"), "--alone", db=migrated)
    path.write_bytes(path.read_bytes().replace(b"Short.", b"Longer."))
    second = ask("load", str(tmp_path / "seeds"), "--alone", db=migrated)

    assert (first.status, first.err, second.err) == (0, "", "")
    assert "letters: 0 added, 1 changed" in second.out


@pytest.mark.parametrize("space", ["", " ", "  ", "\t", "\r", " \r\t "])
def test_a_key_stands_once_whatever_space_is_after_it(
    tmp_path: Path, space: str
) -> None:
    seeds = Seeds()
    line = json.dumps(seeds.letters["2014-one"] | {"id": "2014-y"})
    twice = f'{{"title"{space}: "Another", ' + line[1:]

    assert [p.code for p in found(as_lines(seeds, tmp_path, twice))] == ["E111"]


def test_a_limit_may_be_larger_than_any_line(tmp_path: Path) -> None:
    assert found(as_lines(Seeds(), tmp_path), max_bytes=10**30) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no fifos here")
def test_a_fifo_in_place_of_a_loaded_file_is_not_waited_for(
    migrated_sqlite: str, tmp_path: Path
) -> None:
    folder = as_lines(Seeds(), tmp_path / "seeds")
    assert ask("load", str(folder), "--alone", db=migrated_sqlite).status == 0
    (folder / "letters" / "all.jsonl").unlink()
    os.mkfifo(folder / "letters" / "all.jsonl")
    said = ask("load", str(folder), "--alone", db=migrated_sqlite)

    assert said.status == 65
    assert "all.jsonl:1: is not a regular file (remove it)" in said.err
