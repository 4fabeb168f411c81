"""Whole processes: what a look-up costs beside a bare Python, and beside a peer."""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from loads import PROGRAM

RUNS = 15
ISSUE = "international-justice"
PYTHON, PEER = PEERS = ("python -c pass", "sqlite-utils query")


class Start(NamedTuple):
    """A command, its processor time in ms, and in times that of the two peers.

    Of those of Python it may take ``limit``; a peer may take what it will.
    """

    name: str
    took: float
    of_python: float
    of_peer: float | None
    limit: float | None


def measure(named: str, peer: str | None) -> Iterator[Start]:
    """Run each command in turn, *RUNS* times; *peer* is a path of sqlite-utils."""
    commands: dict[str, list[str | Path]] = {
        PYTHON: [sys.executable, "-c", "pass"],
        "country CN --limit 20": [PROGRAM, "country", "CN", "--limit", "20"],
        "issue ... --limit 20": [PROGRAM, "issue", ISSUE, "--limit", "20"],
        "ask ask-300": [PROGRAM, "ask", "ask-300"],
        "completion of 'country Chi'": [PROGRAM],
        "--help": [PROGRAM, "--help"],
    }
    if peer:
        select = [peer, "query", named, "SELECT 1"]
        commands[PEER] = list(select)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(RUNS + 1):
        for name, command in commands.items():
            taken[name].append(_spent(command, _environment(name, named)) * 1000)
    medians = {name: statistics.median(times[1:]) for name, times in taken.items()}
    python, other = medians[PYTHON], medians.get(PEER)
    for name, took in medians.items():
        limit = 5.5 if name == "--help" else None if name in PEERS else 6
        yield Start(name, took, took / python, took / other if other else None, limit)


def _spent(command: list[str | Path], environment: Mapping[str, str]) -> float:
    """Run a program to its end; return the seconds of processor time it took."""
    given = {**os.environ, **environment}
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=silent, stderr=silent, env=given)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return used.ru_utime + used.ru_stime


def _environment(name: str, named: str) -> Mapping[str, str]:
    environment = {"HRDEMANDS_DB": named, "PATH": os.environ["PATH"]}
    if name.startswith("completion"):
        environment["_HRDEMANDS_COMPLETE"] = "bash_complete"
        environment["COMP_WORDS"] = "hrdemands country Chi"
        environment["COMP_CWORD"] = "2"
    return environment
