"""Whatever goes wrong is one line on stderr, a documented status, and no harm done."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from hashlib import sha256
from pathlib import Path

import pytest
from loaded import HRDEMANDS, ask, program, surroundings
from processes import outcome

from hrdemands.errors import ExitStatus
from hrdemands.queries import reader as reader_module

ENDLESS = (
    "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
    " SELECT count(*) FROM r"
)

BAD = [
    (["country", "Congo"], 1, "'Congo' is ambiguous: "),
    (["country", "Atlantis"], 1, "'Atlantis' is no known country"),
    (["country", "Darfur"], 1, "try 'hrdemands demands --place darfur'"),
    (["country", ""], 1, "'' is no known country"),
    (["issue", "!!!"], 1, "'!!!' is no known issue"),
    (["demands", "--target", "Chinna"], 1, "did you mean China (CHN)"),
    (["demand", "2006-hrw-ban-ki-moon/999"], 1, "has no demand 999 (it has 1 to "),
    (["letter", "x" * 10_000], 1, "is no known letter"),
    (["ask", "\udcff"], 1, "'<U+DCFF>' is no known ask"),
    (["ask", "\x1b[31m"], 1, "'<U+001B>[31m' is no known ask"),
    (["schema", "demnd"], 1, "did you mean demand"),
    (["demnds"], 2, "no command 'demnds'; did you mean demands"),
    (["demands", "--contry", "CN"], 2, "--country"),
    (["demands", "--year", "abc"], 2, "'abc' is no year (write it as 2016)"),
    (["demands", "--year", "2016", "--since", "2015"], 2, "--year says both days"),
    (["demands", "--since", "2016-02-30"], 2, "a day that no calendar has"),
    (["demands", "--since", "2017", "--until", "2016"], 2, "2017 is after 2016"),
    (["demands", "--limit", "-1"], 2, "-1 is not in the range"),
    (["demands", "--limit", "x"], 2, "'x' is not a valid integer"),
    (["demands", "--strength", "strong"], 2, "'strong' is not one of"),
    (["demands", "--format", "xml"], 2, "'xml' is not one of"),
    (["country"], 2, "Missing argument 'NAME' ('hrdemands country --help'"),
    (["country", "CN", "--general", "--role", "subject"], 2, "leave out --role"),
    (["recurring", "--by", "issue", "--wider"], 2, "means nothing"),
    (["compare", "2014-joint-kerry", "2014-joint-kerry"], 2, "is one letter"),
    (["silent", "0"], 2, "0 is not in the range"),
    (["letters", "extra"], 2, "unexpected extra argument"),
    (["completion", "ksh"], 2, "'ksh' is not one of"),
    (["letters", "--db", "mysql://u:secret@host/x"], 2, "is no database of hrdemands"),
    (["letters", "--db", "/no/such.db"], 3, "there is no such database"),
    (["letters", "--db", "x" * 5000], 3, "File name too long"),
    (["letters", "--db", "/"], 3, "/: is a folder"),
    (["letters", "--db", "/etc/hostname"], 3, "is no SQLite database"),
    (["sql", "DELETE FROM demand"], 4, "does more than read"),
    (["sql", ENDLESS, "--timeout", "0.2"], 4, "took longer than 0.2 s"),
    (["check", "--texts", "/no/such"], 65, "/no/such: is not a folder of texts"),
    (["load", "--texts", "/no/such"], 65, "/no/such: is not a folder of texts"),
    (["letters", "-o", "/no/such/file"], 74, "/no/such/file: No such file"),
    (["letters", "-o", "/"], 74, "/: Is a directory"),
    (["letters", "-o", "/dev/full"], 74, "/dev/full: No space left on device"),
]


@pytest.mark.parametrize(
    ("words", "status", "said"), BAD, ids=[" ".join(words)[:40] for words, *_ in BAD]
)
def test_bad_input_is_one_line(
    shipped_sqlite: str, words: list[str], status: int, said: str
) -> None:
    before = sha256(Path(shipped_sqlite).read_bytes()).digest()
    done = program(*words, db=shipped_sqlite)

    assert (done.status, done.out) == (status, "")
    assert done.err.startswith("error: ")
    assert done.err.count("\n") == 1
    assert said in done.err
    assert "secret" not in done.err
    assert sha256(Path(shipped_sqlite).read_bytes()).digest() == before


def test_every_status_of_the_documentation_is_tried() -> None:
    tried = {status for _, status, _ in BAD}

    assert tried | {
        ExitStatus.OK,
        ExitStatus.INTERRUPTED,
        ExitStatus.TERMINATED,
    } == set(ExitStatus)


@pytest.mark.parametrize("limit", ["0", "1", str(10**18), str(10**30)])
def test_no_limit_is_too_large(shipped_sqlite: str, limit: str) -> None:
    done = ask("demands", "--limit", limit, "--format", "jsonl", db=shipped_sqlite)

    assert done.status == 0
    assert len(done.out.splitlines()) == min(int(limit), len(done.out.splitlines()))


def test_a_password_is_never_shown() -> None:
    url = "postgresql://someone:pa55word@127.0.0.1:1/nowhere"
    done = program("letters", db=url)

    assert done.status == 3
    assert "pa55word" not in done.err + done.out
    assert "someone" in done.err
    assert done.err.count("\n") == 1


def shell(script: str, db: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of the shell with ``hrdemands`` on its path."""
    environment = surroundings(db)
    environment["PATH"] = f"{HRDEMANDS.parent}:{environment['PATH']}"
    return subprocess.run(
        ["/bin/bash", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@pytest.mark.parametrize(
    "words",
    ["demands --format json", "sql 'SELECT a.id, b.summary FROM demand a, demand b'"],
)
@pytest.mark.parametrize("reader", ["head -1", "true", "head -c 10"])
def test_a_closed_pipe_is_no_fault(
    shipped_sqlite: str, words: str, reader: str
) -> None:
    done = shell(
        f"hrdemands {words} | {reader}; echo ${{PIPESTATUS[0]}}", shipped_sqlite
    )

    assert done.stdout.endswith("0\n")
    assert "error" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("redirection", "said"),
    [
        (">&-", "standard output is closed (write to a file with -o)"),
        (">/dev/full", "standard output: No space left on device"),
    ],
)
def test_an_answer_that_cannot_be_written_is_said(
    shipped_sqlite: str, redirection: str, said: str
) -> None:
    done = shell(f"hrdemands demands {redirection}", shipped_sqlite)

    assert done.returncode == 74
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("script", ["letters <&-", "letters 2>&-", "letters <&- 2>&-"])
def test_other_streams_may_be_closed(shipped_sqlite: str, script: str) -> None:
    done = shell(f"hrdemands {script}", shipped_sqlite)

    assert done.returncode == 0
    assert done.stdout == program("letters", db=shipped_sqlite).out


@pytest.mark.parametrize(
    ("script", "status", "said"),
    [
        ("hrdemands sql - <&-", 2, "standard input is closed"),
        ("hrdemands sql </dev/null", 4, "there is no statement"),
        ("printf '\\xff' | hrdemands sql", 2, "standard input: is not UTF-8"),
        ("echo 'SELECT 1 AS x' | hrdemands sql --format csv", 0, ""),
    ],
)
def test_sql_comes_from_standard_input(
    shipped_sqlite: str, script: str, status: int, said: str
) -> None:
    done = shell(script, shipped_sqlite)

    assert done.returncode == status
    assert said in done.stderr
    assert done.stdout == ("" if status else "x\n1\n")


def test_a_file_that_is_not_utf_8_is_said(shipped_sqlite: str, tmp_path: Path) -> None:
    path = tmp_path / "query.sql"
    path.write_bytes(b"SELECT '\xff'")

    done = ask("sql", str(path), db=shipped_sqlite)

    assert (done.status, done.out) == (2, "")
    assert done.err == f"error: {path}: is not UTF-8 (give the SQL itself)\n"


def test_a_file_without_rights_is_said(shipped_sqlite: str, tmp_path: Path) -> None:
    path = tmp_path / "closed.db"
    path.write_bytes(Path(shipped_sqlite).read_bytes())
    path.chmod(0)

    said = outcome(lambda: ask("letters", db=str(path)), nobody=True)

    assert "status=<ExitStatus.DATABASE: 3>, out=''" in said
    # Whoever root becomes cannot even enter the folder; its owner reaches the file.
    words = (
        "Permission denied (check the path and its rights)"
        if os.geteuid() == 0
        else "cannot be opened"
        " (check the path, and the rights of the file and of its folder)"
    )
    assert f"error: {path}: {words}" in said


def test_a_read_only_file_in_a_read_only_folder_is_read(
    shipped_sqlite: str, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "hrdemands.db"
    path.write_bytes(Path(shipped_sqlite).read_bytes())
    path.chmod(0o444)
    folder.chmod(0o555)

    done = program("letters", db=str(path))
    folder.chmod(0o755)

    assert done == program("letters", db=shipped_sqlite)


def test_a_locked_database_is_said(
    shipped_sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_module, "WAIT_SECONDS", 0.05)
    path = tmp_path / "locked.db"
    path.write_bytes(Path(shipped_sqlite).read_bytes())
    writer = sqlite3.connect(path)
    writer.execute("BEGIN EXCLUSIVE")

    done = ask("letters", db=str(path))
    writer.close()

    assert (done.status, done.out) == (3, "")
    assert "is being written by another program (try again in a moment)" in done.err
    assert ask("letters", db=str(path)).status == 0


def test_no_half_file_is_left_when_the_disk_is_full(
    shipped_sqlite: str, tmp_path: Path
) -> None:
    """A process that may write 4 KiB a file stands for a full disk."""
    path = tmp_path / "answer.json"
    path.write_text("as before")

    done = shell(
        f"ulimit -f 4; trap '' XFSZ; hrdemands demands --format json -o {path}",
        shipped_sqlite,
    )

    assert done.returncode == 74
    assert done.stderr.startswith(f"error: {path}: File too large")
    assert path.read_text() == "as before"
    assert list(tmp_path.iterdir()) == [path]


def test_devices_are_written_to_and_not_replaced(shipped_sqlite: str) -> None:
    assert ask("letters", "-o", "/dev/null", db=shipped_sqlite).status == 0
    assert Path("/dev/null").is_char_device()
    assert Path("/dev/full").is_char_device()


def interrupted(process: "subprocess.Popen[str]", shown: Path) -> tuple[int, str, str]:
    """Send Ctrl-C when the process has *shown* (a file) open; return how it ended."""
    last = time.monotonic() + 20
    while time.monotonic() < last and process.poll() is None:
        try:
            links = list(Path(f"/proc/{process.pid}/fd").iterdir())
            if any(link.resolve() == shown.resolve() for link in links):
                break
        except OSError:
            pass
        time.sleep(0.01)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


@pytest.mark.parametrize("name", ["sql"])
def test_ctrl_c_is_one_line_and_leaves_the_database_as_it_was(
    shipped_sqlite: str, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "hrdemands.db"
    path.write_bytes(Path(shipped_sqlite).read_bytes())
    with subprocess.Popen(
        [HRDEMANDS, name, ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(str(path)),
    ) as process:
        ended = interrupted(process, path)

    assert ended == (130, "", "error: interrupted; nothing was changed\n")
    assert path.read_bytes() == Path(shipped_sqlite).read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_ctrl_c_while_waiting_for_input_is_one_line(
    shipped_sqlite: str, tmp_path: Path
) -> None:
    fifo = tmp_path / "input"
    os.mkfifo(fifo)
    with subprocess.Popen(
        [HRDEMANDS, "sql", "-"],
        stdin=os.open(fifo, os.O_RDWR),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(shipped_sqlite),
    ) as process:
        time.sleep(0.6)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)

    assert (process.returncode, out) == (130, "")
    assert err == "error: interrupted; nothing was changed\n"


@pytest.mark.parametrize("ending", ["", "-journal", "-wal"])
def test_an_answer_does_not_overwrite_the_database(
    shipped_sqlite: str, tmp_path: Path, ending: str
) -> None:
    own = tmp_path / "own.db"
    shutil.copyfile(shipped_sqlite, own)
    before = own.read_bytes()

    done = ask("issues", "-o", f"{own}{ending}", db=str(own))

    assert done.status == 2
    assert done.err == (
        f"error: {own}{ending}: is the database itself (name another file)\n"
    )
    assert own.read_bytes() == before


def test_a_circle_of_links_is_no_folder_of_seeds(tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)

    done = program("check", str(circle), db="unused.db")

    assert done.status == 65
    assert done.err.count("\n") == 1
