"""YAML made to do harm, or to be read for what it is not: each is one line, or text.

What `test_yamlfile` refuses is not repeated here.
"""

from pathlib import Path

import pytest
from builders import LETTER, TERMS, as_yaml, changed, problems_of, seeds, written

from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import Problem


def one_file(tmp_path: Path, content: str | bytes) -> list[Problem]:
    """The problems of a file of *content* beside the builders' seeds."""
    return problems_of(written(tmp_path / "seeds", seeds() | {"x.yaml": content}))


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
    "tab after a dash": ("issues:\n-\tid: x\n\tcode: y\n", [(2, "E105")]),
    "UTF-16 without a mark": ("a: b\n".encode("utf-16-le"), [(1, "E104"), (2, "E104")]),
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
    ("key", "value", "what"),
    [
        ("alpha2", "no", "an alpha-2 code"),
        ("m49", "0o10", "an M49 code of three digits"),
        ("m49", "1e2", "an M49 code of three digits"),
    ],
)
def test_what_other_readers_turn_into_something_else(
    tmp_path: Path, key: str, value: str, what: str
) -> None:
    """A value that is refused is refused for the text that it is."""
    files = changed(lambda files: files[TERMS]["countries"][1].update({key: value}))
    (problem,) = problems_of(written(tmp_path, files))
    assert problem.message == f"'{value}' is not {what}"


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
