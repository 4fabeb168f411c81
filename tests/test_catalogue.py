"""One catalogue of several folders: later ones extend, and never redefine."""

import os
from pathlib import Path
from typing import Any

import pytest
from builders import (
    ACTORS,
    ASKS,
    LATER,
    LETTER,
    SPEAK,
    TERMS,
    demand,
    letter,
    line_of,
    problems_of,
    seeds,
    written,
)

from hrdemands.seedfiles.catalogue import read_catalogue
from hrdemands.shipped import shipped


def test_every_record_has_its_id(tmp_path: Path) -> None:
    """Records of all kinds are found by id, demands by letter and number."""
    catalogue, problems = read_catalogue([written(tmp_path, seeds())])
    assert problems == []
    assert list(catalogue.countries) == ["SDN", "KEN"]
    assert list(catalogue.tenures) == ["sg jane-doe 2007-01-01"]
    assert list(catalogue.relations) == ["2018-ngo-sg/1 repeats 2016-ngo-sg/1"]
    assert list(catalogue.letters) == ["2016-ngo-sg", "2018-ngo-sg"]
    assert list(catalogue.demands) == [
        "2016-ngo-sg/1",
        "2016-ngo-sg/2",
        "2018-ngo-sg/1",
    ]
    assert catalogue.demand("2016-ngo-sg/2").action == "call-on"
    assert set(catalogue.actors()) == {
        "ngo",
        "ngo-east",
        "jane-doe",
        "sg",
        "un",
        "permanent-members",
    }
    assert [file.key for file in catalogue.files] == [
        f"{tmp_path.name}/{name}" for name in (ACTORS, ASKS, LETTER, LATER, TERMS)
    ]
    assert catalogue.doubtful == set()


def test_an_own_folder_extends_another(tmp_path: Path) -> None:
    """Own letters, terms and judgements may use what another folder defines."""
    theirs = written(tmp_path / "theirs", seeds())
    judged = seeds()[ASKS]["asks"][0]
    judged["memberships"][0]["demand"] = "2020-ngo-sg/1"
    own = {
        "own.yaml": {
            "issues": [
                {
                    "id": "own-issue",
                    "code": "X",
                    "name": "Own",
                    "definition": "Own.",
                    "parent": "genocide",
                }
            ],
            "asks": [judged | {"id": "own-ask"}],
        },
        "letters/2020-ngo-sg.yaml": letter(
            2020, demand(1, SPEAK, issues=["own-issue", "genocide"])
        ),
    }
    mine = written(tmp_path / "mine", own)
    assert problems_of(theirs, mine) == []
    catalogue, _ = read_catalogue([theirs, mine])
    assert catalogue.letters["2020-ngo-sg"].file.key == "mine/letters/2020-ngo-sg.yaml"
    assert {p.code for p in problems_of(mine)} == {"E302"}


@pytest.mark.parametrize("kind", ["issues", "countries", "actions", "tenures"])
def test_an_own_folder_cannot_redefine(tmp_path: Path, kind: str) -> None:
    """An id that another folder has stays what it is there."""
    files = seeds()
    file = ACTORS if kind == "tenures" else TERMS
    record = files[file][kind][0]
    theirs = written(tmp_path / "theirs", files)
    mine = written(tmp_path / "mine", {"own.yaml": {kind: [record]}})
    key = record.get("id") or record.get("code") or "sg jane-doe 2007-01-01"
    line = line_of(theirs / file, f'- {next(iter(record))}: "{key.split()[0]}"')
    assert [str(problem) for problem in problems_of(theirs, mine)] == [
        (
            f"{mine}/own.yaml:2: {kind}[0]: '{key}' is taken: it stands in "
            f"{theirs}/{file}:{line} (choose another id, or leave one out) [E301]"
        )
    ]
    catalogue, _ = read_catalogue([theirs, mine])
    assert getattr(catalogue, kind)[key].file.path == theirs / file


def test_a_letter_stands_once(tmp_path: Path) -> None:
    """Two files cannot be the same letter."""
    files = seeds() | {"letters/more/2016-ngo-sg.yaml": seeds()[LETTER]}
    written(tmp_path, files)
    assert [str(problem) for problem in problems_of(tmp_path)] == [
        (
            f"{tmp_path}/letters/more/2016-ngo-sg.yaml:1: '2016-ngo-sg' is taken: "
            f"it stands in {tmp_path}/{LETTER}:1 "
            "(choose another id, or leave one out) [E301]"
        )
    ]


@pytest.mark.parametrize("kind", ["organizations", "persons", "bodies", "classes"])
def test_actors_of_all_kinds_share_their_ids(tmp_path: Path, kind: str) -> None:
    """A person and an office cannot be called alike: chains name both by id."""
    files: dict[str, Any] = seeds()
    more = {"kind": "ngo"} if kind == "organizations" else {}
    files[ACTORS][kind].append({"id": "sg", "name": "Another"} | more)
    written(tmp_path, files)
    (problem,) = problems_of(tmp_path)
    assert problem.code == "E301"
    assert problem.message.startswith("'sg' is taken")


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """The database remembers which folder a file is of, by a short name."""
    roots = [tmp_path / n / "my seeds" for n in "abc"] + [tmp_path / "my seeds 2"]
    for number, root in enumerate(roots):
        written(root, {f"{number}.yaml": "issues: []\n"})
    catalogue, _ = read_catalogue(roots)
    assert [file.key for file in catalogue.files] == [
        "my seeds/0.yaml",
        "my seeds 2/1.yaml",
        "my seeds 3/2.yaml",
        "my seeds 2 2/3.yaml",
    ]


def test_a_folder_named_twice_is_read_once(tmp_path: Path) -> None:
    """By whatever name, and in the place of the first."""
    own = written(tmp_path / "own", {"x.yaml": "issues: []\n"})
    theirs = written(tmp_path / "theirs", seeds())
    (tmp_path / "link").symlink_to(theirs)
    catalogue, problems = read_catalogue(
        [theirs, own, tmp_path / "link", Path(os.path.relpath(own)), theirs]
    )
    assert problems == []
    labels = [file.key.partition("/")[0] for file in catalogue.files]
    assert labels == ["theirs"] * 5 + ["own"]


def test_problems_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """However they were found, they are read from top to bottom."""
    files = seeds()
    files[LETTER]["demands"][1] |= {"action": "x", "n": "5", "strength": "implied"}
    files[TERMS]["issues"][1]["parent"] = "x"
    files[ACTORS]["persons"][0]["zzz"] = "x"
    problems = problems_of(written(tmp_path, files))
    assert len(problems) == 5
    places = [(problem.file, problem.line) for problem in problems]
    assert places == sorted(places)


def test_what_is_shipped_is_found() -> None:
    """In a checkout the seeds and migrations lie beside the package."""
    assert (shipped("seeds") / "letters").is_dir()
    assert (shipped("migrations") / "env.py").is_file()
    assert not shipped("nothing").exists()
