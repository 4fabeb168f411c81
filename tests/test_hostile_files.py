"""Files made to do harm: each is refused in one line, or does no harm when read.

What `test_yamlfile`, `test_reading` and `test_text_checks` refuse is not repeated here.
"""

import os
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from builders import (
    ACTORS,
    LETTER,
    SPEAK,
    TERMS,
    TEXT,
    Change,
    Files,
    as_yaml,
    changed,
    demand,
    letter,
    line_of,
    problems_of,
    seeds,
    written,
)
from processes import outcome

from hrdemands.seedfiles.characters import inside_character
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.scalars import LONGEST_ID, LONGEST_NAME
from hrdemands.text import fold_name

GIGABYTE = 10**9


def refused(folder: Path, *, texts: Path | None = None) -> list[str]:
    """All problems of the seeds in *folder* as they print, less its parent's name."""
    found = problems_of(folder, texts=texts)
    return [str(problem).replace(f"{folder.parent}/", "") for problem in found]


def one_file(tmp_path: Path, content: str | bytes) -> list[Problem]:
    """The problems of a file of *content* beside the builders' seeds."""
    return problems_of(written(tmp_path / "seeds", seeds() | {"x.yaml": content}))


# YAML.

BOMB = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)
)
MERGED = "issues:\n  - {id: x, code: X, name: X, definition: X, <<: {parent: genocide}}"
CONTENTS: dict[str, tuple[str | bytes, list[tuple[int, str]]]] = {
    "alias bomb": (BOMB, [(1, "E107"), (2, "E107"), (2, "E107")]),
    "alias to what holds it": ("a: &a [*a]\n", [(1, "E107"), (1, "E107")]),
    "merge key": (f"{MERGED}\n", [(2, "E201")]),
    "merge of an alias": ("a: &a {b: c}\nd: {<<: *a}\n", [(1, "E107"), (2, "E107")]),
    "tag that runs Python": (
        "!!python/object/apply:os.system [exit]\n",
        [(1, "E108"), (1, "E205")],
    ),
    "binary tag": (
        "issues: !!binary aGFjaw==\n",
        [(1, "E108"), (1, "E204")],
    ),
    "tab for spaces": ("issues:\n\t- id: x\n", [(2, "E105")]),
    "tab after a dash": ("issues:\n-\tid: x\n\tcode: y\n", [(3, "E105")]),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), [(1, "E104")] * 1),
    "UTF-32": ("a: b\n".encode("utf-32"), [(1, "E103")]),
    "overlong slash": (b"a: \xc0\xaf\n", [(1, "E103")]),
    "encoded surrogate": (b"a: \xed\xa0\x80\n", [(1, "E103")]),
    "past the last code point": (b"a: \xf4\x90\x80\x80\n", [(1, "E103")]),
    "cut sequence": (b"a: b\xe2\x82", [(1, "E103")]),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbfissues: []\n", [(1, "E104")]),
    "open quote": ("issues: '" + "x\n" * 999, [(1000, "E105")]),
    "key without end": ("issues: []\n? " + "x" * 9999, [(2, "E205")]),
}


@pytest.mark.parametrize("name", CONTENTS)
def test_contents(tmp_path: Path, name: str) -> None:
    """What is hostile in a file is named with its line, and nothing else happens."""
    content, expected = CONTENTS[name]
    assert [(p.line, p.code) for p in one_file(tmp_path, content)] == expected


def test_a_merge_key_is_named(tmp_path: Path) -> None:
    """``<<`` merges nothing: it is a key that no record has."""
    (problem,) = one_file(tmp_path, f"{MERGED}\n")
    assert problem.message == "'<<' is no key here"
    assert problem.path == ("issues", 0, "<<")


@pytest.mark.parametrize(
    ("written_as", "change", "message"),
    [
        ("no", {"alpha2": "no"}, "'no' is not an alpha-2 code"),
        ("010", {"m49": "0o10"}, "'0o10' is not an M49 code of three digits"),
        ("1e2", {"m49": "1e2"}, "'1e2' is not an M49 code of three digits"),
    ],
)
def test_what_other_readers_turn_into_something_else(
    tmp_path: Path, written_as: str, change: dict[str, str], message: str
) -> None:
    """A value that is refused is refused for the text that it is."""
    assert written_as
    files = changed(lambda files: files[TERMS]["countries"][1].update(change))
    (problem,) = problems_of(written(tmp_path, files))
    assert problem.message == message


def test_norway_by_its_code(tmp_path: Path) -> None:
    """``NO`` and ``010`` without quotes are Norway and a code, not False and 8."""
    record = "{code: NOR, alpha2: NO, m49: 010, name: Norway, standing: un-member}"
    folder = written(tmp_path, seeds() | {"x.yaml": f"countries:\n- {record}\n"})
    catalogue, _, problems = check([folder])
    assert problems == []
    norway = catalogue.countries["NOR"].record
    assert (norway.alpha2, norway.m49) == ("NO", "010")


def test_dates_in_the_ways_of_yaml(tmp_path: Path) -> None:
    """A plain date is read; a timestamp, which other readers take, is not."""
    files = changed(lambda files: files[LETTER].update(coded="COMPLETE"))
    text = as_yaml(files.pop(LETTER))
    folder = written(tmp_path / "seeds", files)
    for plain, codes in (
        ("2026-01-31", []),
        ("2026-1-31", ["E203"]),
        ("2026-01-31T00:00:00Z", ["E203"]),
        ("\u0662\u0660\u0662\u0666-01-31", ["E203"]),
    ):
        written(folder, {LETTER: text.replace('"COMPLETE"', plain)})
        assert [problem.code for problem in problems_of(folder)] == codes


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(tmp_path: Path, end: str) -> None:
    """Seeds saved with CR or CRLF are the same seeds."""
    files = {name: as_yaml(data).replace("\n", end) for name, data in seeds().items()}
    assert problems_of(written(tmp_path, files)) == []


# Sizes.


def long_id(files: Files) -> None:
    """Give an issue an id of a megabyte."""
    files[TERMS]["issues"][0]["id"] = "a" * 10**6


def long_name(files: Files) -> None:
    """Give an actor a name of a megabyte."""
    files[ACTORS]["persons"][0]["name"] = "Jane " * 200_000


def long_quote(files: Files) -> None:
    """Give a demand a quote of a megabyte."""
    files[LETTER]["demands"][0]["quote"] = "word " * 200_000


LONG: dict[str, tuple[Change, str]] = {
    "id": (
        long_id,
        "id: has 1,000,000 characters, more than 100 (shorten it) [E203]",
    ),
    "name": (
        long_name,
        "name: has 999,999 characters, more than 300 (shorten it) [E203]",
    ),
    "quote": (
        long_quote,
        (
            "quote: has 200000 words, more than 15 "
            "(keep only the operative ones) [E603]"
        ),
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_a_megabyte_in_one_value(tmp_path: Path, name: str) -> None:
    """It is said to be too long, not shown."""
    change, expected = LONG[name]
    lines = refused(written(tmp_path / "seeds", changed(change)))
    assert any(line.endswith(expected) for line in lines)
    assert max(map(len, lines)) < 300


def test_ids_and_names_may_be_long(tmp_path: Path) -> None:
    """The limits are reached, not undercut."""
    issue = {"id": "a" * LONGEST_ID, "code": "X", "definition": "X"}
    more = {"issues": [issue | {"name": "\U0001f600" * LONGEST_NAME}]}
    assert problems_of(written(tmp_path, seeds() | {"x.yaml": more})) == []


def sparse(path: Path) -> Path:
    """Make a file of a gigabyte that takes no room."""
    with path.open("wb") as file:
        file.truncate(GIGABYTE)
    return path


def test_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    """Neither as seeds nor as a text; memory for a tenth of it is enough."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2018.txt": TEXT})
    sparse(folder / "x.yaml")
    sparse(texts / "2016.txt")
    said = outcome(lambda: "\n".join(refused(folder, texts=texts)), memory=10**8)
    line = line_of(folder / LETTER, "file:")
    assert said.split("\n") == [
        (
            f"seeds/{LETTER}:{line}: text.file: {texts}/2016.txt has more than "
            "5,000,000 bytes (get the text that was coded) [E612]"
        ).replace(f"{tmp_path}/", ""),
        "seeds/x.yaml:1: has more than 5,000,000 bytes (split the file) [E102]",
    ]


def test_the_limit_is_for_the_caller_to_set(tmp_path: Path) -> None:
    """Seeds and texts are read up to the size that is allowed, and no byte more."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2016.txt": TEXT, "2018.txt": TEXT})
    largest = max(path.stat().st_size for path in folder.rglob("*.yaml"))
    assert check([folder], texts, max_bytes=largest)[2] == []
    codes = {p.code for p in check([folder], texts, max_bytes=largest - 1)[2]}
    assert "E102" in codes
    codes = {p.code for p in check([folder], texts, max_bytes=len(TEXT.encode()))[2]}
    assert codes == {"E102"}
    written(folder, {LETTER: seeds()[LETTER], "x.yaml": "#" * 6_000_000 + "\n"})
    assert [p.code for p in check([folder], texts)[2]] == ["E102"]
    assert [p.code for p in check([folder], max_bytes=10**18)[2]] == ["E205"]
