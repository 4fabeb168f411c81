"""Command lines to fuzz the program with: every command, every option, any value.

Only these values are drawn for what names a file or a database, since the program
does what it is told: it must write nowhere but in the folder it is run in.
"""

from collections.abc import Sequence

import click
from fuzz_inputs import KNOWN, LARGEST, TEXT
from hypothesis import strategies as st

from hrdemands.cli import COMMANDS, cli

PROPOSING = {"suggest", "review", "coverage", "again", "echoes"}
"""They compare all with all, which takes them seconds whatever is typed."""

FILES = ["out.txt", "/dev/null", "/dev/full", ".", "no/folder/x", "a" * 300, ""]
DATABASES = [
    *("nothing.db", ".", "/dev/null", "", "text.txt", "sqlite://", "mysql://a@b/c"),
    *("postgresql://127.0.0.1:1/x?connect_timeout=1", "postgresql://[", "a" * 300),
]
FOLDERS = ["nothing", "wrong", "/dev/null", "a" * 300, "text.txt", "circle", ""]
"""Folders of seeds: none of them can be loaded."""

SQL = [
    *("SELECT 1", "SELECT :a", "SELECT * FROM letter LIMIT 1", "SELECT 1; SELECT 2"),
    *("DELETE FROM letter", "PRAGMA query_only = OFF", "ATTACH 'x.db' AS x", "VACUUM"),
    *("DROP TABLE letter", "COMMIT", "SELECT 1 -- :b", "CREATE TABLE x (y)", "nothing"),
    *(
        "INSERT INTO letter (id) VALUES ('x')",
        "SELECT zeroblob(99)",
        "EXPLAIN SELECT 1",
    ),
]

USUAL = {
    "country": ["Burma", "China", "SDN", "no", "Sudan", "NO", "North Korea"],
    "region": ["africa", "asia", "nowhere"],
    "place": ["darfur", "Darfur", "Tibet"],
    "issue": ["genocide", "international-justice", "death-penalty"],
    "organization": ["HRW", "Human Rights Watch", "Amnesty International"],
    "recipient": ["UN Secretary-General", "Ban Ki-moon"],
    "target": ["China", "UN Secretary-General"],
    "action": ["speak-out", "release"],
    "letter": ["2006-hrw-ban-ki-moon", "2016-joint-next-sg"],
    "first": ["2006-hrw-ban-ki-moon", "2016-joint-next-sg"],
    "second": ["2016-joint-next-sg", "2014-joint-kerry"],
    "ask": ["uphold-r2p", "nothing"],
    "demand_id": ["2006-hrw-ban-ki-moon/4", "2006-hrw-ban-ki-moon/400"],
    "year": ["2006", "2016", "1", "2016-02-30"],
    "since": ["2006", "2016-02-29", "2014-02-29"],
    "until": ["2016", "2006-12-31", "9999-12-31"],
    "statement": SQL,
    "given": ["a=1", "a=x", "a", "=", "b=99999999999999999999"],
    "shell": ["bash", "zsh", "fish"],
}
"""What parameters take, by their names."""

NUMBERS = "0 1 2 7 -1 2016 1e9 99999999999999999999 0.5 nan inf \u0661 x".split()


def _possible(word: str) -> str:
    """*word* as a command line can hold it, naming no file for -o or --db."""
    clean = word.replace("\0", "")[: LARGEST // 40]
    return f" {clean}" if clean.startswith("-") else clean


WORDS = TEXT.map(_possible)
JUNK = WORDS | st.sampled_from("-- --nothing -x --help -h --version - --sql".split())
JUNK_OR_NONE = st.integers(0, 9).flatmap(
    lambda chance: st.lists(JUNK, max_size=1) if chance == 0 else st.just([])
)


def _commands() -> dict[str, click.Command]:
    with click.Context(cli, info_name="hrdemands") as context:
        names = [name for name in COMMANDS if name not in PROPOSING]
        found = {name: cli.get_command(context, name) for name in names}
    return {name: command for name, command in found.items() if command}


def _takes_seeds(command: click.Command) -> bool:
    return any(parameter.name == "seeds" for parameter in command.params)


def _values(parameter: click.Parameter) -> st.SearchStrategy[str]:
    """What may be typed for a parameter: mostly what it takes."""
    if parameter.name == "db":
        return st.sampled_from(DATABASES)
    if isinstance(parameter.type, click.Path):
        # A table that is refused is refused before a database is made for it.
        to_read = parameter.name in ("seeds", "texts", "files")
        return st.sampled_from(FOLDERS if to_read else FILES)
    return st.integers(0, 5).flatmap(
        lambda chance: WORDS if chance == 0 else st.sampled_from(_usual(parameter))
    )


def _usual(parameter: click.Parameter) -> Sequence[str]:
    """What is typed for a parameter by those who know it."""
    if isinstance(parameter.type, click.Choice):
        return [*map(str, parameter.type.choices)]
    if parameter.type.name in ("integer range", "float range"):
        return NUMBERS
    return USUAL.get(parameter.name or "", KNOWN)


def _given(parameter: click.Parameter) -> st.SearchStrategy[list[str]]:
    """A parameter as it stands on a command line."""
    if isinstance(parameter, click.Argument):
        return st.lists(_values(parameter), min_size=1, max_size=1)
    names = st.sampled_from([*parameter.opts, *parameter.secondary_opts])
    if getattr(parameter, "is_flag", False):
        return names.map(lambda name: [name])
    return st.tuples(names, _values(parameter)).map(list)


def _lines(name: str, command: click.Command) -> st.SearchStrategy[list[str]]:
    """Command lines of one command; of those that take seeds, a folder of none."""
    fixed = [name, "--alone"] if _takes_seeds(command) else [name]
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    usual = st.tuples(*map(_given, arguments)).map(_joined)
    chosen = st.lists(st.sampled_from(options or arguments).flatmap(_given), max_size=4)
    more = JUNK_OR_NONE if len(fixed) == 1 else st.just([])
    whole = st.tuples(st.just(fixed), usual, chosen.map(_joined), more)
    return whole.map(_joined)


def _joined(parts: Sequence[Sequence[str]]) -> list[str]:
    return [word for part in parts for word in part]


LINES = st.one_of(
    *(_lines(*each) for each in _commands().items()),
    st.lists(WORDS.filter(lambda word: word not in COMMANDS), max_size=4),
)
"""Command lines, without the database that reading commands are to read."""
