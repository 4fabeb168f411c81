"""A folder of seeds: which files are read, and what is said of the records in them."""

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import (
    ACTORS,
    ASKS,
    LATER,
    LETTER,
    TERMS,
    Change,
    Files,
    as_yaml,
    changed,
    line_of,
    problems_of,
    seeds,
    written,
)

from hrdemands.errors import DataError
from hrdemands.seedfiles.reading import read_folder


def printed(folder: Path) -> list[str]:
    """All problems of the seeds in *folder* as they print, less the folder's name."""
    return [str(problem).replace(f"{folder}/", "") for problem in problems_of(folder)]


def test_the_builders_seeds_have_no_problem(tmp_path: Path) -> None:
    """Everything below changes one thing in these."""
    assert printed(written(tmp_path, seeds())) == []


# Which files are read.


def test_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    """The order is that of the names, folder by folder, and each file has its key."""
    names = ["b.yaml", "a/z.yaml", "a.yaml", "a/b/c.yaml", "letters/x.yaml"]
    written(tmp_path, dict.fromkeys(names, "issues: []\n"))
    folder = read_folder(tmp_path, "mine")
    assert [file.key for file in folder.files] == [
        "mine/a/b/c.yaml",
        "mine/a/z.yaml",
        "mine/a.yaml",
        "mine/b.yaml",
        "mine/letters/x.yaml",
    ]
    assert all(len(file.sha256) == 64 for file in folder.files)


def test_records_may_be_cut_into_files_at_will(tmp_path: Path) -> None:
    """A file may hold several kinds, and a kind stand in several files."""
    files = seeds()
    terms = files.pop(TERMS)
    for kind, records in terms.items():
        for number, record in enumerate(records):
            files[f"{kind}/{number}.yaml"] = {kind: [record]}
    assert printed(written(tmp_path, files)) == []


@pytest.mark.parametrize("name", ["more.yml", "more.YAML", "more.YmL"])
def test_other_spellings_of_yaml_are_reported(tmp_path: Path, name: str) -> None:
    """A file that looks like seeds and is not read is worth a warning."""
    written(tmp_path, seeds() | {name: "a: ["})
    assert printed(tmp_path) == [
        (
            f"{name}:1: is not read: its name does not end in .yaml "
            "(rename it to .yaml) [W101]"
        )
    ]


def test_hidden_files_and_other_files_are_passed_over(tmp_path: Path) -> None:
    """What editors and version control leave behind is no seed."""
    rubbish = [".#a.yaml", ".git/a.yaml", "README.md", "letters/.b.yaml", "c.yaml~"]
    written(tmp_path, seeds() | dict.fromkeys(rubbish, "a: ["))
    assert printed(tmp_path) == []


def _fifo(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path, _: Path) -> None:
    path.mkdir()


def _socket(path: Path, _: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def _dangling(path: Path, _: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def _circle(path: Path, _: Path) -> None:
    path.symlink_to(path)


def _leading_out(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "secret")


def _leading_out_by_parts(path: Path, outside: Path) -> None:
    path.symlink_to(os.path.relpath(outside / "secret", path.parent))


def _device(path: Path, _: Path) -> None:
    path.symlink_to("/dev/zero")


NOT_REGULAR = "is not a regular file (remove it)"
LEADS_OUT = "is a link that leads out of the folder of seeds (copy the file)"
STRANGE: dict[str, tuple[Callable[[Path, Path], None], str]] = {
    "fifo": (_fifo, NOT_REGULAR),
    "folder": (_folder, NOT_REGULAR),
    "socket": (_socket, NOT_REGULAR),
    "dangling link": (_dangling, NOT_REGULAR),
    "link in a circle": (_circle, NOT_REGULAR),
    "link that leads out": (_leading_out, LEADS_OUT),
    "relative link that leads out": (_leading_out_by_parts, LEADS_OUT),
    "link to a device": (_device, LEADS_OUT),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_files_are_refused(tmp_path: Path, name: str) -> None:
    """What is no regular file of the folder is neither read nor waited for."""
    outside, folder = tmp_path / "outside", tmp_path / "seeds"
    written(outside, {"secret": "issues: []\n"})
    written(folder, seeds())
    make, message = STRANGE[name]
    make(folder / "x.yaml", outside)
    assert printed(folder) == [f"x.yaml:1: {message} [E101]"]


@pytest.mark.parametrize("place", [TERMS, ACTORS, LETTER, "letters/all.jsonl"])
@pytest.mark.parametrize("name", STRANGE)
def test_what_stands_in_a_strange_file_is_missed_nowhere(
    tmp_path: Path, name: str, place: str
) -> None:
    """One fault is told once, though others refer to what cannot be read."""
    outside, folder = tmp_path / "outside", tmp_path / "seeds"
    written(outside, {"secret": "issues: []\n"})
    written(folder, seeds())
    if place.endswith(".jsonl"):
        for letter in (LETTER, LATER):
            (folder / letter).unlink()
    else:
        (folder / place).unlink()
    make, message = STRANGE[name]
    make(folder / place, outside)
    assert printed(folder) == [f"{place}:1: {message} [E101]"]


def test_links_inside_the_folder_are_read(tmp_path: Path) -> None:
    """A link to a file of the same folder is that file under another name."""
    written(tmp_path, seeds() | {"kept/terms.txt": as_yaml(seeds()[TERMS])})
    (tmp_path / TERMS).unlink()
    (tmp_path / TERMS).symlink_to(Path("kept", "terms.txt"))
    assert printed(tmp_path) == []


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    """What a linked folder holds does not go missing in silence."""
    outside, folder = tmp_path / "outside", tmp_path / "seeds"
    written(outside, seeds())
    written(folder, {"a.yaml": "issues: []\n"})
    (folder / "more").symlink_to(outside)
    assert printed(folder) == [
        (
            "more:1: is a link to a folder, which is not followed "
            "(copy it, or name it as a folder of seeds of its own) [E101]"
        )
    ]


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    """Only links below the folder can lead out of it."""
    written(tmp_path / "real", seeds())
    (tmp_path / "link").symlink_to("real")
    assert printed(tmp_path / "link") == []


def test_odd_names_steer_no_terminal(tmp_path: Path) -> None:
    """A file's name is shown with its control characters as codes."""
    written(tmp_path, seeds() | {"a\x1b[31m\n.yaml": "issues: b\n"})
    assert printed(tmp_path) == [
        (
            "a<U+001B>[31m<U+000A>.yaml:1: issues: is no list "
            "(write a line '- ...' for each record) [E204]"
        )
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "is not a folder of seeds (name a folder that holds .yaml files)"),
        ("file", "is not a folder of seeds (name a folder that holds .yaml files)"),
        ("a" * 300, "is not a folder of seeds (name a folder that holds .yaml files)"),
        ("empty", "holds no .yaml file (name a folder of seeds)"),
    ],
)
def test_no_folder_of_seeds(tmp_path: Path, name: str, message: str) -> None:
    """A mistyped folder is an error of its own, in one line."""
    written(tmp_path, {"file": ""})
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError) as caught:
        problems_of(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: {message}"


# What a file may hold.

KINDS = (
    "regions:, countries:, places:, issues:, actions:, groups:, mechanisms:, "
    "sessions:, objects:, verbs:, organizations:, persons:, offices:, tenures:, "
    "bodies:, classes:, asks:, judgements:, pairs: or relations:"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", f"1: holds no records (begin with {KINDS}) [E205]"),
        ("# nothing\n", f"1: holds no records (begin with {KINDS}) [E205]"),
        ("{}\n", f"1: holds no records (begin with {KINDS}) [E205]"),
        ("\n- a\n", f"2: holds no records (begin with {KINDS}) [E205]"),
        ("text\n", f"1: holds no records (begin with {KINDS}) [E205]"),
        (
            "issues: []\nisues: []\n",
            "2: isues: 'isues' is no kind of record (did you mean issues?) [E205]",
        ),
        (
            "issues:\n",
            "1: issues: is no list (write a line '- ...' for each record) [E204]",
        ),
        (
            "issues:\n  - one\n",
            "2: issues[0]: is no mapping of keys (write lines 'key: value') [E204]",
        ),
        (
            "id: x\ndemands: []\ntitle: y\n",
            "1: is a letter outside the folder letters (move it there) [E205]",
        ),
    ],
)
def test_what_a_file_may_hold(tmp_path: Path, content: str, expected: str) -> None:
    """A file holds lists of records under the kinds there are."""
    written(tmp_path, seeds() | {"x.yaml": content})
    assert printed(tmp_path) == [f"x.yaml:{expected}"]


@pytest.mark.parametrize("content", ["", "- a\n", "text\n"])
def test_a_letter_is_a_mapping(tmp_path: Path, content: str) -> None:
    """An empty file among the letters is a problem, not a traceback."""
    written(tmp_path, seeds() | {"letters/x.yaml": content})
    assert printed(tmp_path) == [
        "letters/x.yaml:1: is no mapping of keys (write lines 'key: value') [E204]"
    ]


# What is wrong with the shape of a record: a change of the seeds, the words on the
# line, the path, and the message.


def _demand(**values: object) -> Change:
    return lambda files: files[LETTER]["demands"][1].update(values)


def _letter(**values: object) -> Change:
    return lambda files: files[LETTER].update(values)


def _without(*path: str | int) -> Change:
    def remove(files: Files) -> None:
        *around, last = path
        value = files[LETTER]
        for step in around:
            value = value[step]
        del value[last]

    return remove


SHAPES: dict[str, tuple[Change, str, str]] = {
    "unknown key": (
        _letter(titel="x"),
        'titel: "x"',
        "titel: 'titel' is no key here (did you mean title?) [E201]",
    ),
    "unknown key of a demand": (
        _demand(quotes="x"),
        'quotes: "x"',
        (
            "demands[1].quotes: 'quotes' is no key here "
            "(did you mean quote or note?) [E201]"
        ),
    ),
    "key of another language": (
        lambda files: files[LETTER]["senders"][0].update(zzz="x"),
        'zzz: "x"',
        "senders[0].zzz: 'zzz' is no key here (use stated, reason or actor) [E201]",
    ),
    "key by the name it has in Python": (
        lambda files: files[ACTORS]["tenures"][0].update(from_="2007-01-01"),
        'from_: "2007-01-01"',
        "tenures[0].from_: 'from_' is no key here (did you mean from?) [E201]",
    ),
    "missing key": (
        _without("title"),
        'id: "2016-ngo-sg"',
        "title: is missing (add 'title: ...') [E202]",
    ),
    "missing key of a demand": (
        _without("demands", 1, "summary"),
        'n: "2"',
        "demands[1].summary: is missing (add 'summary: ...') [E202]",
    ),
    "missing key of a date": (
        _without("date", "reason"),
        "date:",
        "date.reason: is missing (add 'reason: ...') [E202]",
    ),
    "number": (
        _demand(n="two"),
        'n: "two"',
        (
            "demands[1].n: 'two' is not a whole number "
            "(write digits only, up to nine of them) [E203]"
        ),
    ),
    "choice": (
        _demand(strength="urgent"),
        'strength: "urgent"',
        "demands[1].strength: 'urgent' is no strength (did you mean urge?) [E203]",
    ),
    "choice with a bar": (
        _demand(strength="a|b"),
        'strength: "a|b"',
        (
            "demands[1].strength: 'a|b' is no strength (write must, should, urge, "
            "recommend, request, hope or implied) [E203]"
        ),
    ),
    "date": (
        _letter(coded="2016-02-30"),
        'coded: "2016-02-30"',
        (
            "coded: '2016-02-30' is a day that no calendar has "
            "(write it like 2006-10-13) [E203]"
        ),
    ),
    "code": (
        _demand(countries=[{"country": "SD", "role": "subject", "as_written": "x"}]),
        'country: "SD"',
        (
            "demands[1].countries[0].country: 'SD' is not an alpha-3 code "
            "(write it like NOR) [E203]"
        ),
    ),
    "path in a file name": (
        lambda files: files[LETTER]["text"].update(file="../2016.txt"),
        'file: "../2016.txt"',
        (
            "text.file: '../2016.txt' is not the plain name of a file "
            "(write it like 000_ebff18c89646172b.txt) [E203]"
        ),
    ),
    "list for text": (
        _letter(title=["a"]),
        "title:",
        "title: is no text (write text, in quotes where it is in doubt) [E204]",
    ),
    "text for a list": (
        _demand(issues="genocide"),
        'issues: "genocide"',
        "demands[1].issues: is no list (write a line '- ...' for each value) [E204]",
    ),
    "text for a mapping": (
        _letter(date="2016"),
        'date: "2016"',
        "date: is no mapping of keys (write lines 'key: value') [E204]",
    ),
    "empty list": (
        _demand(actors=[]),
        "actors: []",
        "demands[1].actors: is empty (fill it in) [E204]",
    ),
    "empty id": (
        _demand(action=""),
        'action: ""',
        "demands[1].action: is empty (fill it in) [E204]",
    ),
    "empty text": (
        _letter(rights=" "),
        'rights: " "',
        "rights: is empty (fill it in, or leave the key out if it may be) [E203]",
    ),
    "long list": (
        _demand(issues=["genocide", "atrocities", "genocide", "x"]),
        "issues:",
        "demands[1].issues: has more than 3 values (keep 3) [E204]",
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(tmp_path: Path, name: str) -> None:
    """Each mistake in a record is one problem at its line, with its path and remedy."""
    change, words, expected = SHAPES[name]
    written(tmp_path, changed(change))
    file = ACTORS if "tenures" in expected else LETTER
    line = line_of(tmp_path / file, words, 2 if name == "long list" else 1)
    assert printed(tmp_path) == [f"{file}:{line}: {expected}"]


def test_long_values_are_shortened(tmp_path: Path) -> None:
    """A message stays a line, whatever stands in the file."""
    written(tmp_path, changed(_demand(strength="x" * 9999, **{"y" * 9999: "z"})))
    assert max(map(len, printed(tmp_path))) < 700


# One mistake neither hides others nor brings forth more.


def codes(folder: Path) -> list[tuple[str, str]]:
    """The path and code of each problem."""
    lines = printed(folder)
    return [tuple(re.findall(r"[:] ([\w\[\].]+): .*\[(\w+)\]$", x)[0]) for x in lines]


def test_all_mistakes_of_a_record_are_reported(tmp_path: Path) -> None:
    """A record is read to its end, whatever is wrong in it."""

    def change(files: Files) -> None:
        files[LETTER] |= {"titel": "x", "language": "English", "coded": "2016"}
        files[LETTER]["demands"][0].update(n="one", strength="x")

    written(tmp_path, changed(change))
    assert sorted(codes(tmp_path)) == [
        ("coded", "E203"),
        ("demands[0].n", "E203"),
        ("demands[0].strength", "E203"),
        ("language", "E203"),
        ("titel", "E201"),
    ]


def test_a_faulty_demand_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    """What spans records is checked for the demands that are right."""

    def change(files: Files) -> None:
        first, second = files[LETTER]["demands"]
        first["strength"] = "x"
        second |= {"action": "x", "n": "3", "parent": "1"}
        files[LETTER]["senders"].append({"actor": "x"})

    written(tmp_path, changed(change))
    problems = problems_of(tmp_path)
    assert sorted((p.path[-1], p.code) for p in problems) == [
        ("action", "E302"),
        ("actor", "E302"),
        ("n", "E401"),
        ("strength", "E203"),
    ]
    for problem in problems:
        line = (tmp_path / LETTER).read_text().split("\n")[problem.line - 1]
        assert str(problem.path[-1]) in line


def test_an_unknown_key_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    """A record is checked without the key that does not belong to it."""

    def change(files: Files) -> None:
        files[LETTER]["titel"] = "x"
        files[LETTER]["demands"][1] |= {"action": "x", "quotes": "y"}

    written(tmp_path, changed(change))
    assert sorted(codes(tmp_path)) == [
        ("demands[1].action", "E302"),
        ("demands[1].quotes", "E201"),
        ("titel", "E201"),
    ]


FOLLOWING: dict[str, tuple[Change, list[tuple[str, str]]]] = {
    "a faulty letter": (_letter(language="x y"), [("language", "E203")]),
    "a letter without its only demand": (
        lambda files: files[LATER]["demands"][0].update(strength="x"),
        [("demands[0].strength", "E203")],
    ),
    "a faulty demand": (
        lambda files: files[LETTER]["demands"][0].update(strength="x"),
        [("demands[0].strength", "E203")],
    ),
    "a faulty country": (
        lambda files: files[TERMS]["countries"][0].update(alpha2="x"),
        [("countries[0].alpha2", "E203")],
    ),
    "a faulty issue": (
        lambda files: files[TERMS]["issues"][1].update(zzz=["x"], name=["x"]),
        [("issues[1].name", "E204"), ("issues[1].zzz", "E201")],
    ),
    "a faulty office": (
        lambda files: files[ACTORS]["offices"][0].update(name=""),
        [("offices[0].name", "E203")],
    ),
    "a faulty name": (
        lambda files: files[ACTORS]["offices"][0].update(
            names=[{"name": "SG", "status": "x"}]
        ),
        [("offices[0].names[0].status", "E203")],
    ),
    "a faulty membership": (
        lambda files: [
            m.update(judgement="x") for m in files[ASKS]["asks"][0]["memberships"][:1]
        ],
        [("asks[0].memberships[0].judgement", "E203")],
    ),
    "the only faulty membership that is the same": (
        lambda files: [
            files[ASKS]["asks"][0]["memberships"][0].update(judgement="rejected"),
            files[ASKS]["asks"][0]["memberships"][1].update(method="x"),
        ],
        [("asks[0].memberships[1].method", "E203")],
    ),
    "a letter in the wrong place": (
        lambda files: files.update({"x.yaml": files.pop(LATER)}),
        [],
    ),
}


@pytest.mark.parametrize("name", FOLLOWING)
def test_a_mistake_brings_forth_no_others(tmp_path: Path, name: str) -> None:
    """An id in a record with mistakes is not said to be unknown."""
    change, expected = FOLLOWING[name]
    written(tmp_path, changed(change))
    problems = problems_of(tmp_path)
    if expected:
        assert sorted(codes(tmp_path)) == expected
    else:
        assert [problem.code for problem in problems] == ["E205"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
@pytest.mark.parametrize("file", [TERMS, ACTORS, LETTER])
def test_an_unreadable_file_brings_forth_no_others(
    tmp_path: Path, file: str, encoding: str
) -> None:
    """The ids that stand in a file that cannot be read are not said to be unknown."""
    files = seeds()
    broken = as_yaml(files[file]) + "é: [\n"
    written(tmp_path, files | {file: broken.encode(encoding)})
    code = "E105" if encoding == "utf-8" else "E103"
    assert [problem.code for problem in problems_of(tmp_path)] == [code]


def test_ids_that_stand_nowhere_are_unknown_all_the_same(tmp_path: Path) -> None:
    """A broken file does not excuse what it does not hold."""
    files = changed(_demand(action="nowhere", places=["darfur"]))
    files[TERMS] = as_yaml(files[TERMS]) + "x: [\n"
    written(tmp_path, files)
    assert sorted(p.code for p in problems_of(tmp_path)) == ["E105", "E302"]


def test_a_demand_that_never_was_is_unknown_all_the_same(tmp_path: Path) -> None:
    """Only the demands that a letter lost to mistakes are in doubt."""

    def change(files: Files) -> None:
        files[LETTER]["demands"][0]["strength"] = "x"
        member = files[ASKS]["asks"][0]["memberships"][0]
        files[ASKS]["asks"][0]["memberships"].append(
            member | {"demand": "2016-ngo-sg/9"}
        )

    written(tmp_path, changed(change))
    assert sorted(codes(tmp_path)) == [
        ("asks[0].memberships[2].demand", "E302"),
        ("demands[0].strength", "E203"),
    ]
