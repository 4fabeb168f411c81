"""A wheel, installed elsewhere, loads the seeds it carries and answers."""

import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest
from loaded import program

ROOT = Path(__file__).resolve().parent.parent


def run(*words: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HRDEMANDS_DB": str(cwd / "own.db")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program of a scratch environment, which borrows what it depends on."""
    if not find_spec("pip"):
        pytest.skip("no pip in this environment, which uv made")
    folder = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        folder,
        cwd=ROOT,
    )
    (wheel,) = folder.glob("hrdemands-*.whl")
    venv.create(folder / "scratch", with_pip=False)
    python = folder / "scratch" / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder)
    own = run(
        python,
        "-c",
        "import sysconfig; print(sysconfig.get_path('purelib'))",
        cwd=folder,
    ).strip()
    Path(own, "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return folder / "scratch" / "bin" / "hrdemands"


def test_a_wheel_works_from_any_folder(
    installed: Path, tmp_path: Path, shipped_sqlite: str
) -> None:
    said = run(installed, "load", cwd=tmp_path)
    where = run(
        installed.with_name("python"),
        "-c",
        "import hrdemands; print(hrdemands.__file__)",
        cwd=tmp_path,
    )

    assert str(installed.parent.parent) in where
    assert "schema brought to the newest revision" in said
    answer = run(installed, "country", "China", "--format", "json", cwd=tmp_path)
    assert (
        answer == program("country", "China", "--format", "json", db=shipped_sqlite).out
    )
    assert "nothing changed" in run(installed, "load", cwd=tmp_path)
    assert run(installed, "check", cwd=tmp_path) == ""


def test_a_wheel_ships_no_text_of_a_letter(installed: Path) -> None:
    package = next(installed.parent.parent.glob("lib/python*/site-packages/hrdemands"))
    shipped = package / "_shipped"

    assert {path.name for path in shipped.iterdir()} == {
        "alembic.ini",
        "migrations",
        "seeds",
    }
    assert [
        p for p in shipped.rglob("*") if p.suffix in (".txt", ".pdf", ".html")
    ] == []
