"""No command uses the network, and the tests would see it if one did."""

import subprocess
import sys

import pytest
from loaded import HRDEMANDS, OFFLINE, surroundings

REACHING = (
    "import socket; socket.create_connection(('127.0.0.1', 1))",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:1/')",
    "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "import socket; socket.socket(type=2).sendto(b'x', ('127.0.0.1', 9))",
)


@pytest.mark.parametrize("script", REACHING)
def test_what_reaches_out_is_stopped(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        env=surroundings("none.db"),
    )

    assert done.returncode == 1
    assert "RuntimeError: the network is not to be used" in done.stderr


def test_a_socket_of_the_machine_is_open() -> None:
    script = "import socket; socket.socket(socket.AF_UNIX).connect('/nonexistent')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        capture_output=True,
        text=True,
        env=surroundings("none.db"),
    )

    assert "FileNotFoundError" in done.stderr


def test_the_program_itself_runs_under_the_hook() -> None:
    """The hook is in the program's own process, not only in its tests."""
    environment = surroundings("none.db") | {"PYTHONVERBOSE": "1"}
    done = subprocess.run(
        [HRDEMANDS, "--version"],
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )

    assert str(OFFLINE / "sitecustomize.py") in done.stderr
