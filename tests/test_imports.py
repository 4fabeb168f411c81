"""A look-up imports what it needs, which is what makes it quick.

Times differ from machine to machine; what is imported does not.
"""

import json
import subprocess
import sys

import pytest
from loaded import surroundings

TELL = """
import json, sys
from hrdemands.cli import cli
from hrdemands.cli.outcome import run
status = run(cli, json.loads(sys.argv[1]))
print(json.dumps([status, sorted(sys.modules)]), file=sys.stderr)
"""
COMPLETE = """
import sys
from hrdemands.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
HEAVY = {"alembic", "mako", "psycopg", "pydantic", "rich", "sqlalchemy", "yaml"}
NEVER_IN_A_LOOK_UP = HEAVY | {
    "asyncio",
    "csv",
    "dataclasses",
    "decimal",
    "difflib",
    "email",
    "http",
    "importlib.metadata",
    "json",
    "logging",
    "multiprocessing",
    "pathlib",
    "random",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "textwrap",
    "urllib.parse",
    "click.shell_completion",
    "hrdemands.dates",
    "hrdemands.schema",
    "hrdemands.seedfiles",
    "hrdemands.store",
    "hrdemands.vocabulary",
}


def imported(*words: str, db: str) -> set[str]:
    """What the program has imported when a command has ended well."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, json.dumps(words)],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings(db),
    )
    status, modules = json.loads(done.stderr.splitlines()[-1])
    assert status == 0
    # The test's own import.
    return set(modules) - {m for m in modules if m.partition(".")[0] == "json"}


LOOK_UPS = [
    ["country", "CN", "--limit", "20"],
    ["demands", "--target", "China", "--action", "release"],
    ["issue", "international-justice"],
    ["organization", "HRW"],
    ["search", "Burma"],
    ["recurring"],
    ["ask", "china-ngo-law"],
    ["letters"],
]


@pytest.mark.parametrize("words", LOOK_UPS, ids=" ".join)
def test_a_look_up_imports_nothing_heavy(shipped_sqlite: str, words: list[str]) -> None:
    found = imported(*words, db=shipped_sqlite) & NEVER_IN_A_LOOK_UP

    # What a search is read into has classes of its own, and no limit on its start.
    assert found - ({"dataclasses"} if words[0] == "search" else set()) == set()


def test_a_completion_imports_nothing_heavy(shipped_sqlite: str) -> None:
    """What it needs besides is of the shell's own: click's, and what that needs."""
    environment = surroundings(
        shipped_sqlite,
        _HRDEMANDS_COMPLETE="bash_complete",
        COMP_WORDS="hrdemands country Chi",
        COMP_CWORD="2",
    )
    done = subprocess.run(
        [sys.executable, "-c", COMPLETE],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert "China" in done.stdout
    modules = set(done.stderr.split())
    assert modules & (NEVER_IN_A_LOOK_UP - {"click.shell_completion"}) == set()


def test_a_look_up_of_demands_leaves_other_results_alone(shipped_sqlite: str) -> None:
    found = imported("country", "CN", db=shipped_sqlite)

    assert {m for m in found if m.startswith("hrdemands.queries.results.")} == {
        "hrdemands.queries.results.demands"
    }
    assert {m for m in found if m.startswith("hrdemands.cli.")} == {
        "hrdemands.cli.find",
        "hrdemands.cli.interrupts",
        "hrdemands.cli.options",
        "hrdemands.cli.outcome",
        "hrdemands.cli.output",
    }
    assert not found & {"hrdemands.queries.adhoc", "hrdemands.queries.server"}


def test_help_imports_no_command(shipped_sqlite: str) -> None:
    found = imported("--help", db=shipped_sqlite)

    assert {m for m in found if m.startswith("hrdemands")} == {
        "hrdemands",
        "hrdemands.cli",
        "hrdemands.cli.interrupts",
        "hrdemands.cli.outcome",
        "hrdemands.errors",
        "hrdemands.text",
    }
    assert "sqlite3" not in found


@pytest.mark.parametrize("words", [["sql", "SELECT 1"], ["timeline", "--year", "2016"]])
def test_other_commands_do_without_what_only_the_store_needs(
    shipped_sqlite: str, words: list[str]
) -> None:
    assert imported(*words, db=shipped_sqlite) & HEAVY == set()


@pytest.mark.postgresql
def test_a_server_is_asked_without_sqlalchemy(shipped_postgresql: str) -> None:
    found = imported("country", "CN", db=shipped_postgresql)

    assert found & HEAVY == {"psycopg"}


def test_the_queries_are_imported_when_they_are_used() -> None:
    script = (
        "import sys, hrdemands.queries as q\n"
        "assert 'sqlite3' not in sys.modules\n"
        "q.Filters()\n"
        "assert 'hrdemands.queries.recurrence' not in sys.modules\n"
        "assert not {'sqlalchemy', 'click'} & set(sys.modules)\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True)
