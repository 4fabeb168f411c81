"""The commands answer the twelve questions, in every form and every surrounding."""

import csv
import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from hashlib import sha256
from pathlib import Path

import click
import pytest
from loaded import HRDEMANDS, OVERLAPPED, SPANNING, Said, ask, program, surroundings

from hrdemands import __version__
from hrdemands.cli import COMMANDS, cli
from hrdemands.text import width

READING = {
    "country": ["China"],
    "issue": ["international-justice"],
    "organization": ["HRW"],
    "recipient": ["UN Secretary-General"],
    "demands": [],
    "demand": ["2006-hrw-ban-ki-moon/4"],
    "search": ["Burma"],
    "letters": [],
    "letter": ["2014-joint-kerry"],
    "compare": ["2006-hrw-ban-ki-moon", "2016-joint-next-sg"],
    "asks": [],
    "ask": ["uphold-r2p"],
    "recurring": [],
    "silent": ["2010"],
    "timeline": [],
    "responses": [],
    "beside": ["China"],
    "suggest": ["2016-hrw-ban-ki-moon/8"],
    "again": ["China", "--at-least", "0"],
    "echoes": [],
    "issues": [],
    "countries": [],
    "organizations": [],
    "recipients": [],
    "sql": ["SELECT id, summary FROM v_demand ORDER BY id"],
    "schema": [],
}
SINGLE = {"demand", "letter", "ask"}


def test_every_command_that_reads_is_tried_here() -> None:
    others = {"load", "import", "check", "completion", "doctor", "grants"}
    others |= {"review", "coverage"}

    assert set(READING) == set(COMMANDS) - others


def answer(name: str, *more: str, db: str) -> Said:
    words = [name, *READING[name], *more]
    return program(*words, db=db) if name == "schema" else ask(*words, db=db)


@pytest.mark.parametrize("name", READING)
def test_every_form_of_every_command_can_be_read_again(
    name: str, mixed_sqlite: str
) -> None:
    whole = json.loads(answer(name, "--format", "json", db=mixed_sqlite).out)
    lines = answer(name, "--format", "jsonl", db=mixed_sqlite).out.splitlines()
    text = answer(name, "--format", "csv", db=mixed_sqlite).out
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    table = answer(name, db=mixed_sqlite)
    markdown = answer(name, "--format", "md", db=mixed_sqlite).out

    assert [json.loads(line) for line in lines] == (
        [whole] if name in SINGLE else whole
    )
    assert rows
    assert table.status == 0
    assert table.out.strip()
    assert markdown.startswith("```" if name in SINGLE else "|")
    if name != "ask":
        assert len(rows) == len(lines)
        assert list(rows[0]) == list(json.loads(lines[0]))


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_a_table_fits_the_width(
    name: str, columns: str, mixed_sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = (
        program("schema", db=mixed_sqlite, COLUMNS=columns)
        if name == "schema"
        else answer(name, db=mixed_sqlite)
    )

    assert done.status == 0
    ids = {
        line for line in done.out.splitlines() if line.startswith("20") and "/" in line
    }
    longest = max(width(line) for line in done.out.splitlines() if line not in ids)
    assert longest <= int(columns)


@pytest.mark.parametrize("name", sorted(set(READING) - {"schema"}))
def test_the_same_question_has_the_same_bytes(name: str, shipped_sqlite: str) -> None:
    first = answer(name, "--format", "json", db=shipped_sqlite)

    assert first == answer(name, "--format", "json", db=shipped_sqlite)


def test_hashes_of_strings_do_not_matter(shipped_sqlite: str) -> None:
    words = ("country", "China", "--format", "json")

    assert (
        len({program(*words, db=shipped_sqlite, PYTHONHASHSEED=seed) for seed in "123"})
        == 1
    )


def test_reading_creates_no_file_and_changes_no_byte(
    shipped_sqlite: str, tmp_path: Path
) -> None:
    path = tmp_path / "read.db"
    path.write_bytes(Path(shipped_sqlite).read_bytes())
    before = path.stat(), sha256(path.read_bytes()).digest()
    for name in READING:
        answer(name, db=str(path))
    program("country", "CN", "--limit", "1", db=str(path))

    after = path.stat(), sha256(path.read_bytes()).digest()
    assert list(tmp_path.iterdir()) == [path]
    assert (after[0].st_mtime_ns, after[0].st_ino) == (
        before[0].st_mtime_ns,
        before[0].st_ino,
    )
    assert after[1] == before[1]


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    done = program("letters", db=str(tmp_path / "none.db"))

    assert done.status == 3
    assert list(tmp_path.iterdir()) == []


def test_a_demand_in_json_has_all_keys(shipped_sqlite: str) -> None:
    done = ask("demands", "--limit", "1", "--format", "json", db=shipped_sqlite)
    (demand,) = json.loads(done.out)

    assert set(demand) >= set(
        "id letter n section summary quote start end strength explicit basis audience"
        " action target_action actors countries places issues groups mechanisms parent"
        " asks timing confidence earliest latest senders recipients".split()
    )
    assert set(demand["actors"][0]) >= {"actor", "role", "position", "stated"}
    for kind in ("countries", "places", "issues", "groups", "asks", "senders"):
        assert isinstance(demand[kind], list)


def test_country_says_how_many_general_demands_may_apply(shipped_sqlite: str) -> None:
    done = ask("country", "China", "--strength", "must", db=shipped_sqlite)
    general = ask(
        "country",
        "China",
        "--general",
        "--strength",
        "must",
        "--format",
        "json",
        db=shipped_sqlite,
    )

    count = len(json.loads(general.out))
    assert f"{count} general demands name no country and may apply as well" in done.err
    assert all(not demand["countries"] for demand in json.loads(general.out))


def test_names_may_be_typed_as_people_do(shipped_sqlite: str) -> None:
    found = {
        ask("country", name, "--format", "json", db=shipped_sqlite).out
        for name in ("North Korea", "DPRK", "kp", "PRK", "prk", "d.p.r.k.")
    }

    assert len(found) == 1
    assert len(json.loads(found.pop())) > 5


def test_a_recipient_is_a_checklist_of_an_office(shipped_sqlite: str) -> None:
    done = ask("recipient", "UN Secretary-General", "--limit", "2", db=shipped_sqlite)

    assert done.out.splitlines()[0].startswith("done  demand")
    assert done.out.count("[ ]") == 2


def test_recurring_names_the_letters_it_is_drawn_from(shipped_sqlite: str) -> None:
    done = ask("recurring", db=shipped_sqlite)

    assert done.out.splitlines()[0].split() == (
        "ask first last years letters orgs gap then now".split()
    )
    assert done.err == (
        "2 recurring asks, counted over 5 letters of 6 organizations"
        " (11 more by affiliation), 2006 to 2020\n"
    )


def test_letters_that_overlap_are_said_to(uncertain_sqlite: str) -> None:
    done = ask("compare", SPANNING, OVERLAPPED, db=uncertain_sqlite)
    sure = ask("compare", "2006-hrw-ban-ki-moon", SPANNING, db=uncertain_sqlite)

    assert "the letters' dates overlap" in done.err
    assert f"ONLY IN {OVERLAPPED.upper()}" in done.out
    assert "overlap" not in sure.err
    assert "\nGONE\n" in sure.out


def test_a_csv_of_a_history_has_a_row_a_judgement(shipped_sqlite: str) -> None:
    text = ask("ask", "uphold-r2p", "--format", "csv", db=shipped_sqlite).out
    rows = list(csv.DictReader(io.StringIO(text)))

    assert {row["judgement"] for row in rows} >= {"same"}
    assert all(row["id"] and row["judged_reason"] for row in rows)


def test_data_is_on_stdout_and_notes_are_not(shipped_sqlite: str) -> None:
    done = ask("demands", "--limit", "0", db=shipped_sqlite)

    assert done == (0, "", "0 demands shown; without --limit there may be more\n")
    assert ask(
        "demands", "--limit", "0", "--format", "json", db=shipped_sqlite
    ).out == ("[]\n")


def test_sql_is_printed_instead_of_run(shipped_sqlite: str) -> None:
    done = ask("country", "Burma", "--sql", "--since", "2010", db=shipped_sqlite)

    assert "'MMR'" in done.out
    assert done.out.startswith("SELECT ")
    assert done.out.endswith(";\n")
    assert done.err == ""


def test_a_file_gets_the_same_bytes(shipped_sqlite: str, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text("old")
    path.chmod(0o640)
    words = ("demands", "--limit", "3", "--format", "json")

    done = ask(*words, "-o", str(path), db=shipped_sqlite)

    assert done.out == ""
    assert path.read_text("utf-8") == ask(*words, db=shipped_sqlite).out
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_kept(shipped_sqlite: str, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("target")

    ask("letters", "-o", str(link), db=shipped_sqlite)

    assert link.is_symlink()
    assert (tmp_path / "target").read_text("utf-8").startswith("letter ")


def on_a_terminal(*words: str, db: str, columns: int, **environment: str) -> str:
    """Run the program on a terminal of its own; return what it shows."""
    own, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(
        [HRDEMANDS, *words],
        stdout=other,
        stderr=subprocess.DEVNULL,
        stdin=other,
        env=surroundings(db, TERM="xterm", **environment),
    ):
        os.close(other)
        shown = b""
        while True:
            try:
                shown += (piece := os.read(own, 65536))
            except OSError:
                break
            if not piece:
                break
    os.close(own)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_has_colour_and_its_own_width(shipped_sqlite: str) -> None:
    shown = on_a_terminal("letters", db=shipped_sqlite, columns=60)

    assert "\x1b[1mletter" in shown
    lines = shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert 55 <= max(map(width, lines)) <= 60


def test_a_terminal_that_lacks_a_letter_shows_its_number(shipped_sqlite: str) -> None:
    shown = on_a_terminal(
        "search", "Burma", db=shipped_sqlite, columns=80, PYTHONIOENCODING="ascii"
    )

    assert "\\u201cfailed to take concrete action" in shown


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_refused(shipped_sqlite: str, variable: dict[str, str]) -> None:
    environment = {"TERM": "xterm", **variable}
    own, other = pty.openpty()
    with subprocess.Popen(
        [HRDEMANDS, "letters"],
        stdout=other,
        stderr=subprocess.DEVNULL,
        env=surroundings(shipped_sqlite, **environment),
    ):
        os.close(other)
        shown = os.read(own, 65536)
    os.close(own)

    assert b"letter" in shown
    assert b"\x1b" not in shown


def test_a_pipe_has_no_colour_and_eighty_columns(shipped_sqlite: str) -> None:
    done = program("letters", db=shipped_sqlite)

    assert "\x1b" not in done.out
    assert max(map(width, done.out.splitlines())) <= 80


def test_rows_on_a_terminal_are_cut_and_it_says_so(shipped_sqlite: str) -> None:
    sql = (
        "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 600)"
        " SELECT x FROM r"
    )
    shown = on_a_terminal("sql", sql, db=shipped_sqlite, columns=60)
    piped = program("sql", sql, db=shipped_sqlite)
    cut = program("sql", sql, "--rows", "5", db=shipped_sqlite)

    assert shown.splitlines()[-1] == "500"
    assert piped.out.splitlines()[-1].strip() == "600"
    assert cut.err == "cut at 5 rows; --rows 0 shows all\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1"])
def test_no_locale_changes_a_byte(shipped_sqlite: str, locale: str) -> None:
    words = ("country", "China", "--limit", "2")
    usual = program(*words, db=shipped_sqlite)

    assert program(*words, db=shipped_sqlite, LC_ALL=locale) == usual
    other = program(*words, db=shipped_sqlite, PYTHONIOENCODING="ascii")
    assert other == usual


@pytest.mark.parametrize("columns", ["", "0", "-5", "abc", "9" * 5000, "٣"])
def test_an_odd_width_is_the_usual_one(shipped_sqlite: str, columns: str) -> None:
    done = program("timeline", db=shipped_sqlite, COLUMNS=columns)

    assert done.status == 0
    assert done.err.startswith("counted over 5 letters")
    assert done.err.count("\n") == 1


def test_python_may_start_the_program_too(shipped_sqlite: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hrdemands", "letters"],
        capture_output=True,
        check=False,
        env=surroundings(shipped_sqlite),
    )

    assert done.stdout.decode() == program("letters", db=shipped_sqlite).out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)

    assert command is not None
    assert command.name == name
    assert "Example: " in (command.help or "").replace("\n", " ")
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help, parameter.name


def test_help_lists_every_command_within_eighty_columns(shipped_sqlite: str) -> None:
    done = program("--help", db=shipped_sqlite)

    assert done.status == 0
    assert all(f"  {name} " in done.out for name in COMMANDS)
    assert max(map(len, done.out.splitlines())) <= 80
    assert program("-h", db=shipped_sqlite).out == done.out


def test_without_a_command_the_help_is_a_usage_error(shipped_sqlite: str) -> None:
    done = program(db=shipped_sqlite)

    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith("Usage: hrdemands ")


def test_the_version_is_the_packages(shipped_sqlite: str) -> None:
    done = program("--version", db=shipped_sqlite)
    assert __version__ in done.out
