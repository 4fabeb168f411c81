"""``run`` as a newcomer meets it: a copy of the checkout, and a real process."""

import ast
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SYSTEM_PYTHON = getattr(sys, "_base_executable", sys.executable)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what setting up reads, in a folder with an awkward name."""
    copy = tmp_path / "ein Ordner mit ä"
    shutil.copytree(ROOT / "requirements", copy / "requirements")
    for name in ("run", "pyproject.toml"):
        shutil.copy(ROOT / name, copy)
    return copy


def start(checkout: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start ``run`` with no uv at hand, no registry in reach and nearly no settings."""
    return subprocess.Popen(
        (SYSTEM_PYTHON, checkout / "run", *arguments),
        env={"PATH": os.devnull, "PIP_NO_INDEX": "1", "LC_ALL": "C"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, list[str]]:
    """Return the exit status, the output and the lines for the user."""
    output, notes = process.communicate(timeout=60)
    return process.returncode, output, notes.splitlines()


def first_note(process: subprocess.Popen[str]) -> str:
    """Return the first line for the user, as soon as it is there."""
    assert process.stderr is not None
    return process.stderr.readline()


@pytest.mark.parametrize("arguments", [(), ("--help",)], ids=["nothing", "--help"])
def test_help_in_a_path_with_accents(
    checkout: Path, arguments: tuple[str, ...]
) -> None:
    """Help needs no set-up and no locale."""
    status, output, notes = finish(start(checkout, *arguments))
    assert (status, notes) == (0, [])
    assert "  demo     Load" in output
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        (("tset",), "run: there is no command tset; ./run alone lists them"),
        (("demo", "now"), "run: demo takes no arguments"),
    ],
    ids=["unknown", "arguments"],
)
def test_wrong_call(checkout: Path, arguments: tuple[str, ...], note: str) -> None:
    """A call that makes no sense gets one line and status 2."""
    assert finish(start(checkout, *arguments)) == (2, "", [note])


def test_old_python_can_read_its_message() -> None:
    """A Python that is too old must come as far as the line that says so."""
    ast.parse((ROOT / "run").read_text("utf-8"), feature_version=(3, 7))


def test_missing_venv_module(checkout: Path, tmp_path: Path) -> None:
    """Python as Debian ships it, without ensurepip, is told what to install."""
    home = tmp_path / "python"
    library = Path(sysconfig.get_path("stdlib"))
    bare = home / sys.platlibdir / library.name
    bare.mkdir(parents=True)
    for entry in library.iterdir():
        if entry.name != "ensurepip":
            (bare / entry.name).symlink_to(entry)
    status, output, notes = finish(start(checkout, "test", PYTHONHOME=str(home)))
    assert (status, output) == (1, "")
    assert "sudo apt install python3-venv" in notes[-1]


def test_failed_set_up_is_not_taken_for_a_good_one(checkout: Path) -> None:
    """Without the pinned releases there is no stamp, and one line names the step."""
    status, output, notes = finish(start(checkout, "test"))
    assert (status, output) == (1, "")
    assert notes[-1].startswith("run: could not set up .venv; this failed: ")
    assert not any((checkout / ".venv").glob("installed-*"))


def test_ctrl_c_while_setting_up(checkout: Path) -> None:
    """Ctrl-C, which a terminal sends to the whole group, ends with one line."""
    with start(checkout, "demo") as process:
        first_note(process)
        os.killpg(process.pid, signal.SIGINT)
        assert finish(process) == (130, "", ["run: interrupted"])


def test_second_set_up_waits_for_the_first(checkout: Path) -> None:
    """While another holds the lock, ``run`` says that it waits, and can be ended."""
    with (checkout / ".venv.lock").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with start(checkout, "demo") as process:
            assert "waiting for another" in first_note(process)
            process.terminate()
            assert finish(process) == (128 + signal.SIGTERM, "", [])
    assert not (checkout / ".venv").exists()
