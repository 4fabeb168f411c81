"""Ctrl-C and a polite kill end any command in one line, with nothing half done."""

import fcntl
import os
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from fingerprints import everything
from loaded import HRDEMANDS, program, surroundings
from sqlalchemy import Connection

from hrdemands.queries.target import read_target
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.store.engine import driver_connection
from hrdemands.store.seeding import load_catalogue
from hrdemands.store.transaction import in_one_transaction

if sys.platform == "win32":
    pytest.skip("signals are sent here", allow_module_level=True)

ENDLESS = (
    "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
    " SELECT count(*) FROM r"
)
SIGNALS = {
    signal.SIGINT: (130, "error: interrupted; nothing was changed\n"),
    signal.SIGTERM: (143, "error: terminated; nothing was changed\n"),
}


@pytest.fixture(params=list(SIGNALS), ids=["Ctrl-C", "SIGTERM"])
def told(request: pytest.FixtureRequest) -> signal.Signals:
    """Return what tells a program to end."""
    number: signal.Signals = request.param
    return number


def ended(
    words: list[str], db: str, number: int, ready: Callable[[int, int], bool]
) -> tuple[int, str]:
    """Run the program, send it a signal once it is *ready*; its status and stderr.

    *ready* is asked with the id of the process and the descriptor of its stdout.
    """
    with subprocess.Popen(
        [HRDEMANDS, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(db),
    ) as process:
        assert process.stdout is not None
        last = time.monotonic() + 30
        while not ready(process.pid, process.stdout.fileno()):
            assert process.poll() is None, "it ended before it was told to"
            assert time.monotonic() < last, "it never was ready"
            time.sleep(0.002)
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    return process.returncode, err


def journal_of(path: Path) -> Callable[[int, int], bool]:
    """Whether something is being written to the database."""
    journal = path.with_name(f"{path.name}-journal")
    return lambda *_: journal.exists() and journal.stat().st_size > 0


def has_opened(path: Path) -> Callable[[int, int], bool]:
    def ready(process: int, _: int) -> bool:
        found = Path(f"/proc/{process}/fd")
        return any(link.resolve() == path.resolve() for link in found.iterdir())

    return ready


def waits_for_its_reader(_: int, stdout: int) -> bool:
    """Whether the pipe that takes its answer is full."""
    (held,) = struct.unpack("i", fcntl.ioctl(stdout, termios.FIONREAD, b"\0" * 4))
    return bool(held >= fcntl.fcntl(stdout, fcntl.F_GETPIPE_SZ) - 4096)


def test_a_first_load_that_is_told_to_end_leaves_no_file(
    tmp_path: Path, told: signal.Signals
) -> None:
    path = tmp_path / "hrdemands.db"

    assert ended(["load"], str(path), told, journal_of(path)) == SIGNALS[told]
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_is_told_to_end_changes_nothing(
    loaded_sqlite: str, told: signal.Signals
) -> None:
    path, before = Path(loaded_sqlite), everything(loaded_sqlite)

    assert ended(["load"], loaded_sqlite, told, journal_of(path)) == SIGNALS[told]
    assert everything(loaded_sqlite) == before
    assert list(path.parent.iterdir()) == [path]
    assert program("load", db=loaded_sqlite).status == 0


@contextmanager
def locked(url: str, table: str) -> Iterator[Callable[[int, int], bool]]:
    """Lock a table; yield whether somebody waits for it."""
    with psycopg.connect(url) as holder, psycopg.connect(url, autocommit=True) as eye:
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        waiting = (
            b"SELECT 1 FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
        )
        yield lambda *_: eye.execute(waiting, [table]).fetchone() is not None


@pytest.mark.parametrize(
    ("told", "words", "table"),
    [
        (signal.SIGINT, ["load"], "demand"),
        (signal.SIGTERM, ["load"], "demand"),
        (signal.SIGTERM, ["doctor"], "demand_words"),
        (signal.SIGINT, ["country", "Sudan"], "demand"),
        (signal.SIGTERM, ["sql", "SELECT * FROM letter", "--as-superuser"], "letter"),
    ],
)
def test_a_server_is_left_as_it_was(
    loaded_postgresql: str, *, told: signal.Signals, words: list[str], table: str
) -> None:
    before = everything(loaded_postgresql)

    with locked(loaded_postgresql, table) as somebody_waits:
        said = ended(words, loaded_postgresql, told, somebody_waits)

    assert said == SIGNALS[told]
    assert everything(loaded_postgresql) == before


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "sent", [b"SELECT pg_sleep(60)", b"COPY region FROM STDIN", b"SELECT 1"]
)
def test_a_signal_between_a_statement_and_its_end_is_no_error_of_the_server(
    loaded_postgresql: str, caplog: pytest.LogCaptureFixture, sent: bytes
) -> None:
    before = everything(loaded_postgresql)

    def write(connection: Connection) -> None:
        connection.exec_driver_sql("DELETE FROM demand_relation")
        driver_connection(connection).pgconn.send_query(sent)
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_one_transaction(read_target(loaded_postgresql), write)
    # The server has let go of what was locked, too.
    assert everything(loaded_postgresql) == before
    in_one_transaction(read_target(loaded_postgresql), lambda _: None)
    assert time.monotonic() - began < 10
    assert caplog.records == []


def test_a_statement_of_ones_own_is_ended_with_its_process(
    loaded_sqlite: str, told: signal.Signals, tmp_path: Path
) -> None:
    before = Path(loaded_sqlite).read_bytes()
    place = tmp_path / "answers"
    place.mkdir()
    words = ["sql", ENDLESS, "-o", str(place / "answer")]

    said = ended(words, loaded_sqlite, told, has_opened(Path(loaded_sqlite)))

    assert said == SIGNALS[told]
    assert Path(loaded_sqlite).read_bytes() == before
    assert list(place.iterdir()) == []
    assert not [
        process
        for process in Path("/proc").glob("[0-9]*")
        if loaded_sqlite.encode() in _command_of(process)
    ]


def _command_of(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_a_check_whose_reader_waits_is_ended(
    tmp_path: Path, told: signal.Signals
) -> None:
    for number in range(1500):
        (tmp_path / f"{number:04}-{'x' * 40}.yaml").write_text("no: such thing\n")

    words = ["check", "--alone", "--all", str(tmp_path)]

    assert ended(words, "none.db", told, waits_for_its_reader) == SIGNALS[told]


def test_what_was_started_to_ignore_ctrl_c_ignores_it(loaded_sqlite: str) -> None:
    ignoring = f"trap '' INT; exec {HRDEMANDS} sql \"$0\" --timeout 2"
    with subprocess.Popen(
        ["/bin/sh", "-c", ignoring, ENDLESS],
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(loaded_sqlite),
    ) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)

    assert process.returncode == 4
    assert "took longer than 2 s" in err


@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_at_the_commit_lets_it_end(
    sqlite_url: str, small_catalogue: Catalogue, times: int
) -> None:
    """What was committed cannot be said to have changed nothing."""
    process = os.fork()
    if not process:
        _load_and_be_told(sqlite_url, small_catalogue, times)
    _, status = os.waitpid(process, 0)

    assert os.waitstatus_to_exitcode(status) == {1: 0, 2: 143}[times]
    assert Path(sqlite_url).exists() == (times == 1)


def _load_and_be_told(url: str, catalogue: Catalogue, times: int) -> None:
    from hrdemands.cli.interrupts import (  # noqa: PLC0415 - only the child has it
        Interrupted,
        heeding_signals,
        hold_signals,
    )

    def told_at_the_commit() -> None:
        hold_signals()
        for _ in range(times):
            os.kill(os.getpid(), signal.SIGTERM)

    try:
        with heeding_signals():
            load_catalogue(
                read_target(url), catalogue, {}, committing=told_at_the_commit
            )
    except Interrupted as interrupted:
        os._exit(interrupted.status if "see what" in interrupted.words else 1)
    os._exit(0)


def test_a_second_signal_does_not_break_off_the_undoing(loaded_sqlite: str) -> None:
    path, before = Path(loaded_sqlite), everything(loaded_sqlite)
    writes = journal_of(path)

    def told_before(process: int, stdout: int) -> bool:
        ready = writes(process, stdout)
        if ready:
            os.kill(process, signal.SIGTERM)
        return ready

    said = ended(["load"], loaded_sqlite, signal.SIGTERM, told_before)

    assert said == SIGNALS[signal.SIGTERM]
    assert everything(loaded_sqlite) == before
