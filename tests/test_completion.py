"""A shell completes commands, options and names."""

import subprocess

import pytest
from loaded import HRDEMANDS, program, surroundings


def completed(line: str, db: str, shell: str = "bash") -> list[str]:
    """What the program offers a shell for a line whose last word is unfinished."""
    words = line.split(" ")
    environment = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "fish": {"COMP_WORDS": line, "COMP_CWORD": words[-1]},
    }[shell]
    done = program(db=db, _HRDEMANDS_COMPLETE=f"{shell}_complete", **environment)
    assert done.err == ""
    return done.out.splitlines()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("hrdemands co", ["plain,country", "plain,compare", "plain,countries"]),
        ("hrdemands country Chi", ["plain,China", "plain,Chile"]),
        ("hrdemands country Bur", ["plain,MMR"]),
        ("hrdemands demands --cou", ["plain,--country"]),
        ("hrdemands demands --country Chin", ["plain,China"]),
        ("hrdemands demands --target Chin", ["plain,CHN"]),
        ("hrdemands demands --strength m", ["plain,must"]),
        ("hrdemands issue death", ["plain,death-penalty"]),
        ("hrdemands letter 2014", ["plain,2014-joint-kerry"]),
        ("hrdemands ask uphold", ["plain,uphold-r2p"]),
        ("hrdemands demand 2014-joint-kerry/1", ["plain,2014-joint-kerry/1"]),
        ("hrdemands recurring --by c", ["plain,country"]),
        ("hrdemands demands --format j", ["plain,json", "plain,jsonl"]),
        ("hrdemands completion f", ["plain,fish"]),
    ],
)
def test_a_word_is_completed(
    shipped_sqlite: str, line: str, offered: list[str]
) -> None:
    found = completed(line, shipped_sqlite)

    assert set(offered) <= set(found)


def test_a_database_named_on_the_line_is_asked(
    shipped_sqlite: str, tmp_path: object
) -> None:
    line = f"hrdemands country --db {shipped_sqlite} Chi"

    assert "plain,China" in completed(line, f"{tmp_path}/none.db")


def test_without_a_database_nothing_is_offered_and_nothing_said(
    tmp_path: object,
) -> None:
    assert completed("hrdemands country Chi", f"{tmp_path}/none.db") == [""]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_things_are(shipped_sqlite: str, shell: str) -> None:
    found = "\n".join(completed("hrdemands letter 2014", shipped_sqlite, shell))

    assert "2014-joint-kerry" in found
    assert "North Korea" in found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_printed(shipped_sqlite: str, shell: str) -> None:
    done = program("completion", shell, db=shipped_sqlite)

    assert done.status == 0
    assert f"_HRDEMANDS_COMPLETE={shell}_complete" in done.out


def test_bash_itself_completes(shipped_sqlite: str) -> None:
    environment = surroundings(shipped_sqlite)
    environment["PATH"] = f"{HRDEMANDS.parent}:{environment['PATH']}"
    script = """
eval "$(hrdemands completion bash)"
COMP_WORDS=(hrdemands country Chi) COMP_CWORD=2
_hrdemands_completion hrdemands
printf '%s\\n' "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )

    assert done.stderr == ""
    assert {"Chile", "China"} <= set(done.stdout.split())
    assert "France" not in done.stdout
