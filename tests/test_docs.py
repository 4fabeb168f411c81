"""The documentation says what the program does."""

import re
import shlex
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from hrdemands.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
HRDEMANDS = Path(sys.executable).with_name("hrdemands")


def generator() -> ModuleType:
    loader = SourceFileLoader("generate", str(ROOT / "docs" / "generate.py"))
    module = ModuleType(loader.name)
    module.__file__ = loader.path
    loader.exec_module(module)
    return module


def test_what_is_generated_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_no_documented_command_fails_unless_it_is_to_show_how() -> None:
    failures = [
        (path.name, line)
        for path in generator().FILES
        for block in generator().BLOCK.finditer(path.read_text("utf-8"))
        for line in block["body"].splitlines()
        if line.startswith("error:")
    ]

    assert failures == [
        (
            "README.md",
            (
                "error: 'Korea' is ambiguous: South Korea (KOR) or North Korea (PRK)"
                " (name the country by its id)"
            ),
        )
    ]


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "commands.md").read_text("utf-8")

    assert [n for n in COMMANDS if f"\n## hrdemands {n}\n" not in reference] == []


def test_the_help_of_each_command_has_an_example() -> None:
    for name in COMMANDS:
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name
        help_text = " ".join((command.help or "").split())
        assert "Example: " in help_text
        assert f"hrdemands {name}" in help_text.partition("Example: ")[2]


def test_the_ten_queries_answer_alike_on_both_databases(
    sqlite_url: str, postgresql_url: str
) -> None:
    answers = []
    for url in (sqlite_url, postgresql_url):
        run(["load", "--db", url])
        answers.append([run([*words, "--db", url]) for words in documented_queries()])

    assert len(answers[0]) == 10
    assert answers[0] == answers[1]


def documented_queries() -> list[list[str]]:
    text = (ROOT / "docs" / "sql.md").read_text("utf-8")
    blocks = re.findall(r"```console\n\$ (hrdemands sql .*?)```", text, re.DOTALL)
    commands = [generator().whole_command(block.splitlines()) for block in blocks]
    more = ("--format", "json", "--as-superuser")
    return [[*shlex.split(c)[1:], *more] for c in commands]


def run(words: list[str]) -> str:
    done = subprocess.run(
        [HRDEMANDS, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "seeds/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
