"""The reader of YAML: every value is the text it looks like, and knows its line."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hrdemands.seedfiles.problems import Place, Problem, SeedFile
from hrdemands.seedfiles.yamlfile import MAX_BYTES, MAX_PROBLEMS, read_yaml
from hrdemands.text import first_invisible

READABLE = st.text(st.characters(exclude_categories=("C", "Zl", "Zp"))).filter(
    lambda text: first_invisible(text) is None
)
"""Any text that a seed file may hold on one line."""


def read(content: str | bytes) -> tuple[SeedFile, list[Problem]]:
    """Read a file of *content* that is called x.yaml."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.yaml")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        seed_file = SeedFile(path, "x.yaml")
        return seed_file, read_yaml(seed_file)


def data_of(content: str | bytes) -> Any:  # noqa: ANN401
    """The data of a file that has no problem."""
    seed_file, problems = read(content)
    assert problems == []
    return seed_file.data


@pytest.mark.parametrize(
    "scalar",
    "NO no yes on off true nul ~a 010 0o17 0x1F 2006 1_000 1.10 1e3 .inf .nan 12:30 "
    "2006-10-13 2006-10-13T12:00:00Z +1 -0 = << NaN 1e1000 190:20:30".split(),
)
def test_scalars_stay_text(scalar: str) -> None:
    """What other readers take for numbers, dates and booleans is text."""
    assert data_of(f"a: {scalar}\nb: [{scalar}]\n") == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("a:\n", ""),
        ("a: ''\n", ""),
        ("a: 'it''s # here'\n", "it's # here"),
        ('a: "b" # a comment\n', "b"),
        ("a: b#c\n", "b#c"),
        ("a: >-\n  one # two\n  three\n", "one # two three"),
        ("a: |\n  one\n  two # three\n", "one\ntwo # three\n"),
        ("a: one\n  two\n# a comment\n", "one two"),
        ("a: one\n\n  # a comment\n", "one"),
        ("# a comment\na: \U0001f600 one\n", "\U0001f600 one"),
        ("---\na: b\n...\n", "b"),
        ("\ufeffa: b\n", "b"),
        ("a: 'one\ttwo'\n", "one\ttwo"),
    ],
)
def test_styles(content: str, value: str) -> None:
    """Quotes, blocks and comments are those of YAML."""
    assert data_of(content) == {"a": value}


LINES = """\
id: x

demands:
  - n: 1
    quote: >-
      one
      two
    actors:
      - {actor: sg, role: asked}
      - {actor: un,
         role: target}
    issues: [a,
      b]
  -
    n: 2
"""
PLACES: dict[Place, int] = {
    (): 1,
    ("id",): 1,
    ("demands",): 3,
    ("demands", 0): 4,
    ("demands", 0, "n"): 4,
    ("demands", 0, "quote"): 5,
    ("demands", 0, "actors"): 8,
    ("demands", 0, "actors", 0): 9,
    ("demands", 0, "actors", 0, "actor"): 9,
    ("demands", 0, "actors", 0, "role"): 9,
    ("demands", 0, "actors", 1): 10,
    ("demands", 0, "actors", 1, "actor"): 10,
    ("demands", 0, "actors", 1, "role"): 11,
    ("demands", 0, "issues"): 12,
    ("demands", 0, "issues", 0): 12,
    ("demands", 0, "issues", 1): 13,
    ("demands", 1): 15,
    ("demands", 1, "n"): 15,
}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_value_knows_its_line(end: str, mark: str) -> None:
    """Whatever ends a line, values are where an editor shows them."""
    seed_file, problems = read(mark + LINES.replace("\n", end))
    assert problems == []
    assert seed_file.lines == PLACES


def test_a_place_without_a_line_has_that_of_what_holds_it() -> None:
    """A key that is missing is reported at its record."""
    seed_file, _ = read(LINES)
    assert seed_file.line(("demands", 1, "quote")) == 15
    assert seed_file.line(("nothing", 1, "at", "all")) == 1


# What is reported: the content, and each problem as it prints.
REFUSED: dict[str, tuple[str | bytes, str]] = {
    "duplicate key": (
        "a: b\nc:\n  d: e\n  f: g\n  d: h\n",
        "x.yaml:5: c: 'd' stands twice, first in line 3 (keep one of them) [E111]",
    ),
    "tag": (
        "a: !!int 1\n",
        "x.yaml:1: a: tags are not read (remove the tag, or quote the text) [E108]",
    ),
    "local tag": (
        "a:\n  - !x [b]\n",
        "x.yaml:2: a[0]: tags are not read (remove the tag, or quote the text) [E108]",
    ),
    "empty tag": (
        "a: ! b\n",
        "x.yaml:1: a: tags are not read (remove the tag, or quote the text) [E108]",
    ),
    "tag of a key": (
        "!x a: b\n",
        "x.yaml:1: tags are not read (remove the tag, or quote the text) [E108]",
    ),
    "anchor": (
        "a: &b c\n",
        "x.yaml:1: a: anchors are not read (remove it) [E107]",
    ),
    "alias": (
        "a: b\nc: *d\n",
        (
            "x.yaml:2: c: an alias stands for no value "
            "(write the value out, or quote the text) [E107]"
        ),
    ),
    "alias as a key": (
        "*d : c\n",
        (
            "x.yaml:1: an alias stands for no value "
            "(write the value out, or quote the text) [E107]"
        ),
    ),
    "cut text": (
        "a: b\nc: resolution #2272 now\n",
        (
            "x.yaml:2: c: plain text is cut off at ' #' "
            "(quote the text, or give the comment a line of its own) [E112]"
        ),
    ),
    "cut text of several lines": (
        "a: one\n  two  #three\n",
        (
            "x.yaml:1: a: plain text is cut off at ' #' "
            "(quote the text, or give the comment a line of its own) [E112]"
        ),
    ),
    "cut text after wide characters": (
        "a: [b, \U0001f600\U0001f600 c #d\n ]\n",
        (
            "x.yaml:1: a[1]: plain text is cut off at ' #' "
            "(quote the text, or give the comment a line of its own) [E112]"
        ),
    ),
    "null": (
        "a: b\nc: null\n",
        (
            "x.yaml:2: c: null stands for no value "
            "(leave it out, or quote the word) [E114]"
        ),
    ),
    "null, as YAML has it too": (
        "a: {b: ~}\nc: 'NULL'\n",
        (
            "x.yaml:1: a.b: null stands for no value "
            "(leave it out, or quote the word) [E114]"
        ),
    ),
    "null in a list": (
        "a: [b, ~, 'null', \"~\"]\n",
        (
            "x.yaml:1: a[1]: null stands for no value "
            "(leave it out, or quote the word) [E114]"
        ),
    ),
    "complex key": (
        "a: b\n? [c]\n: d\n",
        "x.yaml:2: a key must be plain text (write 'key: value') [E110]",
    ),
    "second document": (
        "a: b\n---\nc: d\n",
        (
            "x.yaml:2: a second document begins "
            "(give each document a file of its own) [E106]"
        ),
    ),
    "second document after an empty one": (
        "---\n---\na: b\n",
        (
            "x.yaml:2: a second document begins "
            "(give each document a file of its own) [E106]"
        ),
    ),
    "directive": (
        "# a comment\n%TAG ! tag:x:\n---\na: !b c\n",
        (
            "x.yaml:2: a line that begins with '%' is a directive of YAML "
            "(remove it, or quote the text) [E113]"
        ),
    ),
    "syntax": (
        "a: b\nc: [d\ne: f\n",
        (
            "x.yaml:3: not YAML: did not find expected ',' or ']' "
            "(look at this line and the one above; quote text that is in doubt) [E105]"
        ),
    ),
    "not UTF-8": (
        b"\xef\xbb\xbfa: b\r\nc: caf\xe9\r\n",
        "x.yaml:2: byte 0xE9 is not UTF-8 (save the file as UTF-8) [E103]",
    ),
    "UTF-16": (
        "a: b\n".encode("utf-16"),
        "x.yaml:1: byte 0xFF is not UTF-8 (save the file as UTF-8) [E103]",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    """Each thing that a seed file must not hold has its line, path and remedy."""
    content, expected = REFUSED[name]
    _, problems = read(content)
    assert [str(problem) for problem in problems] == [expected]


INVISIBLE = (
    "0000 0007 001B 007F 0085 00AD 061C 180E 200B 200D 200F 2028 2029 202E 2060 2066 "
    "3164 FEFF FFF9 FFFE FFFF E0041"
).split()


@pytest.mark.parametrize("code", INVISIBLE)
def test_what_no_editor_shows_is_refused(code: str) -> None:
    """Raw or as an escape, an invisible character is named by place and code point."""
    character = chr(int(code, 16))
    _, problems = read(f"a: b\nc: de{character}f\n")
    name = f"invisible character U+{code}"
    assert [str(p) for p in problems] == [
        f"x.yaml:2: {name} at column 6 (remove it) [E104]"
    ]
    _, problems = read(f'a: b\nc: "de\\U{int(code, 16):08X}f"\n')
    assert [str(p) for p in problems] == [
        f"x.yaml:2: c: {name} at character 3 (remove it) [E104]"
    ]


def test_an_escaped_half_of_a_pair_is_refused() -> None:
    """No database takes a lone surrogate."""
    _, problems = read('a: "\\ud800"\n')
    assert [(p.code, p.line) for p in problems] == [("E105", 1)]


def test_all_problems_of_a_file_are_reported() -> None:
    """What leaves a value to go on with does not end the reading."""
    seed_file, problems = read("a: &x b\nc: !y d\ne: f #g\na: h\n")
    assert [(p.line, p.code) for p in problems] == [
        (1, "E107"),
        (2, "E108"),
        (3, "E112"),
        (4, "E111"),
    ]
    assert seed_file.data == {"a": "b", "c": "d", "e": "f"}
    _, problems = read("a: \u200bb\nc: d\ne: \u200bf\n")
    assert [(p.line, p.code) for p in problems] == [(1, "E104"), (3, "E104")]


@pytest.mark.parametrize(
    "content", ["\0\n" * 1000, "a: [" + "!x b, " * 1000 + "]\n"], ids=["raw", "tags"]
)
def test_a_hopeless_file_is_given_up(content: str) -> None:
    """There is a limit to what is reported of one file."""
    seed_file, problems = read(content)
    assert len(problems) == MAX_PROBLEMS
    assert seed_file.data is None


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n...\n"])
def test_nothing_is_no_problem_of_the_reader(content: str) -> None:
    """An empty file is YAML; whether it may be empty is for others to say."""
    _, problems = read(content)
    assert problems == []


def test_a_file_has_a_limit() -> None:
    """A seed file of more than five million bytes is not parsed."""
    _, problems = read(b"a" * (MAX_BYTES + 1))
    assert [str(problem) for problem in problems] == [
        (
            "x.yaml:1: has more than 5,000,000 bytes "
            "(split the file, or raise the limit by --max-bytes) [E102]"
        )
    ]
    assert data_of(b"a: " + b"b" * (MAX_BYTES - 3)) == {"a": "b" * (MAX_BYTES - 3)}


@pytest.mark.parametrize(
    ("piece", "code"),
    [("[", "E109"), ("{", "E110"), ("? ", "E110"), ("- ", "E109"), ("{a: ", "E109")],
)
def test_nesting_ends(piece: str, code: str) -> None:
    """Nesting without end, which crashes loaders, is one problem."""
    _, problems = read(piece * 100_000)
    assert [problem.code for problem in problems] == [code]


def test_twenty_levels_are_read() -> None:
    """The limit is far beyond what seeds need."""
    data = data_of("[" * 20 + "a" + "]" * 20)
    for _ in range(20):
        (data,) = data
    assert data == "a"


@settings(max_examples=150)
@given(READABLE, st.sampled_from(["'", '"', None]), st.sampled_from(["flow", "block"]))
@example("- a: b # c", None, "block")
@example("a #b, c: [", None, "flow")
def test_text_survives(text: str, style: str | None, shape: str) -> None:
    """Text that any writer of YAML has written comes back as it was, with its line."""
    data = {"key": text, "list": ["one", text], "after": {"it": "two"}}
    content = yaml.dump(
        data,
        default_style=style,
        default_flow_style=shape == "flow",
        allow_unicode=True,
        sort_keys=False,
    )
    seed_file, problems = read(content)
    assert problems == []
    assert seed_file.data == data
    root = yaml.compose(content, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    for key, _ in root.value:
        assert seed_file.line((key.value,)) == key.start_mark.line + 1


@settings(max_examples=200)
@given(st.lists(READABLE, min_size=1, max_size=9))
def test_lines_survive(texts: list[str]) -> None:
    """The text in line n of a list knows that it stands in line n."""
    quoted = [text.replace("'", "''") for text in texts]
    seed_file, problems = read("".join(f"- '{text}'\n" for text in quoted))
    assert problems == []
    assert seed_file.data == texts
    assert [seed_file.line((n,)) for n in range(len(texts))] == [
        *range(1, len(texts) + 1)
    ]


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.text("ab:-[]{}#&*!|>'\"%@`?,\\ \t\n\r\ufeff\u200b", max_size=60).map(
            str.encode
        ),
    )
)
def test_no_bytes_crash_the_reader(content: bytes) -> None:
    """Whatever a file holds, there is data or there are problems with a line of it."""
    seed_file, problems = read(content)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(1 <= problem.line <= lines and problem.remedy for problem in problems)
    assert seed_file.data is None or isinstance(seed_file.data, str | list | dict)
