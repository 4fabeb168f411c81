"""Large catalogues, checked by several processes: the same answers, no leftovers."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from fingerprints import content
from loaded import HRDEMANDS, Said, ask, program, surroundings
from smallseeds import Seeds, many_letters

from hrdemands.errors import DataError
from hrdemands.seedfiles.processes import Helpers

LETTERS = 600
"""So many that they are written as they pass, and not one by one."""


def large(folder: Path, *lines: str, letters: int = LETTERS) -> Path:
    """Write seeds whose letters are JSON Lines, and *lines* after them."""
    seeds = Seeds()
    many_letters(seeds, letters)
    written = [json.dumps(letter) for letter in seeds.letters.values()]
    seeds.letters.clear()
    seeds.write(folder)
    path = folder / "letters" / "all.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([*written, *lines, ""]), "utf-8")
    return folder


def load(folder: Path, url: str, processes: int, *more: str) -> Said:
    words = ("load", str(folder), "--alone", "--processes", str(processes), *more)
    return program(*words, db=url)


def test_several_processes_load_what_one_does(migrated: str, tmp_path: Path) -> None:
    folder = large(tmp_path / "seeds")
    other = str(tmp_path / "other.db")

    assert f"letters: {LETTERS + 2} added" in load(folder, migrated, 3).out
    assert load(folder, other, 1).status == 0
    assert content(migrated) == content(other)
    assert ask("doctor", db=migrated).status == 0


THEIRS = """
CREATE SCHEMA theirs;
CREATE TABLE theirs.note (demand_id text REFERENCES demand (id));
CREATE TABLE bookmark (demand_id text REFERENCES demand (id));
CREATE VIEW theirs.sent AS SELECT l.title, count(*) FROM letter l
  JOIN letter_sender s ON s.letter_id = l.id GROUP BY l.id;
ALTER TABLE demand_actor REPLICA IDENTITY
  USING INDEX uq_demand_actor_demand_id_actor_id_role;
CREATE PUBLICATION everything FOR ALL TABLES;
"""


@pytest.mark.postgresql
@pytest.mark.parametrize("processes", [1, 2])
def test_a_large_load_goes_round_what_others_made_of_the_tables(
    migrated_postgresql: str, tmp_path: Path, processes: int
) -> None:
    """Their keys and views need ours; of what is published nothing goes unnamed."""
    with psycopg.connect(migrated_postgresql) as server:
        server.execute(THEIRS)
        before = server.execute(KEYS).fetchall()

    assert load(large(tmp_path / "seeds"), migrated_postgresql, processes).status == 0
    with psycopg.connect(migrated_postgresql) as server:
        server.execute("INSERT INTO theirs.note VALUES ('2014-one/1')")
        server.execute("UPDATE demand_actor SET stated = stated")
        assert server.execute(KEYS).fetchall() == before
        assert server.execute("SELECT count(*) FROM theirs.sent").fetchone() == (
            LETTERS + 2,
        )


KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(c.oid), indisreplident
  FROM pg_constraint c LEFT JOIN pg_index ON indexrelid = conindid AND contype <> 'f'
 WHERE contype IN ('f', 'p', 'u')
 ORDER BY 1, 2"""


def test_an_index_built_beside_is_the_one_built_here(tmp_path: Path) -> None:
    folder = large(tmp_path / "seeds")
    by_two, by_one = (str(tmp_path / f"{n}.db") for n in (2, 1))
    assert load(folder, by_two, 2).status == 0
    assert load(folder, by_one, 1).status == 0

    for path in (by_two, by_one):
        with closing(sqlite3.connect(path)) as connection:
            # It raises where the index is not of the words in the table.
            connection.execute(
                "INSERT INTO demand_index (demand_index, rank)"
                " VALUES ('integrity-check', 1)"
            )
        assert ask("doctor", db=path).status == 0
    words = ("search", "torture OR release", "--limit", "50", "--format", "json")
    assert ask(*words, db=by_two).out == ask(*words, db=by_one).out
    assert '"id"' in ask(*words, db=by_two).out


def test_nothing_is_left_where_temporary_files_go(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    given = {"TMPDIR": str(tmp_path / "scratch")}
    words = ("load", str(large(tmp_path / "seeds")), "--alone", "--processes", "2")
    assert program(*words, db=str(tmp_path / "x.db"), **given).status == 0
    assert not list((tmp_path / "scratch").iterdir())


def test_a_process_that_loads_twice_tells_each_database_all_stems(
    migrated: str, tmp_path: Path
) -> None:
    folder, other = large(tmp_path / "seeds"), str(tmp_path / "other.db")
    for url in (other, migrated):
        said = ask("load", str(folder), "--alone", "--processes", "1", db=url)
        assert said.status == 0

    assert len(content(other)["word_stem"]) > 1
    assert content(migrated)["word_stem"] == content(other)["word_stem"]


def test_of_letters_known_and_new_each_is_dealt_with(
    migrated: str, tmp_path: Path
) -> None:
    """Some of the letters that pass are stored: as they are, as they were, or gone.

    One was of an issue that is gone as well.
    """
    seeds = Seeds()
    many_letters(seeds, 3)
    gone = seeds.terms["issues"][0] | {"id": "gone", "code": "9.9"}
    seeds.terms["issues"].append(gone)
    seeds.letters["2017-copy-0"]["demands"][0]["issues"] = ["gone"]
    seeds.letters["2017-copy-1"]["title"] = "Another"
    seeds.letters["2017-gone"] = seeds.letters.pop("2017-copy-2") | {"id": "2017-gone"}
    seeds.write(tmp_path / "before")
    before = program("load", str(tmp_path / "before"), "--alone", db=migrated)
    folder, other = large(tmp_path / "seeds"), str(tmp_path / "other.db")
    after = load(folder, migrated, 2)

    assert (before.status, load(folder, other, 1).status) == (0, 0)
    assert "letters: 598 added, 4 changed, 1 removed, 0 unchanged" in after.out
    assert content(migrated) == content(other)


def test_what_is_wrong_is_told_alike_and_nothing_is_loaded(tmp_path: Path) -> None:
    again = json.dumps(Seeds().letters["2014-one"])
    lines = ('{"id": ', '{"id": "2017-x"}', '{"id": "2017-copy-7"}', again)
    folder = large(tmp_path / "seeds", *lines)
    one, three = (
        load(folder, str(tmp_path / f"{number}.db"), number) for number in (1, 3)
    )

    assert one.status == three.status == 65
    assert one.err == three.err
    for number in range(LETTERS + 3, LETTERS + 7):
        assert f"all.jsonl:{number}:" in three.err
    assert "'2014-one' is taken: it stands in" in three.err
    assert list(tmp_path.glob("*.db*")) == []


def test_what_refers_to_nothing_is_found_at_the_end(tmp_path: Path) -> None:
    seeds = Seeds()
    letter = seeds.letters["2014-one"] | {"id": "2014-last"}
    letter["demands"][0]["issues"] = ["no-such-issue"]
    said = load(large(tmp_path / "seeds", json.dumps(letter)), str(tmp_path / "x"), 3)

    assert said.status == 65
    assert "'no-such-issue' is no issue" in said.err
    assert not (tmp_path / "x").exists()


def begun(folder: Path, url: str) -> "subprocess.Popen[str]":
    """A load by three processes, once all of them are there."""
    process = subprocess.Popen(
        [HRDEMANDS, "load", folder, "--alone", "--processes", "2"],
        env=surroundings(url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    last = time.monotonic() + 30
    while len(helpers(process.pid)) < 2:
        assert process.poll() is None, "it ended before it was told to"
        assert time.monotonic() < last, "its helpers never came"
        time.sleep(0.002)
    return process


def helpers(process: int) -> list[int]:
    """The processes that a process began, but for the one that keeps its things."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    listed = map(int, found.split())
    return [each for each in listed if "resource_tracker" not in command(each)]


def command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text("ascii")
    except (FileNotFoundError, ProcessLookupError):
        return ""


needs_proc = pytest.mark.skipif(
    sys.platform != "linux", reason="finds processes in /proc"
)


@needs_proc
@pytest.mark.parametrize("wait", [0, 0.6])
@pytest.mark.parametrize(
    ("told", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_told_to_end_all_do_in_one_line(
    tmp_path: Path, told: signal.Signals, status: int, wait: float
) -> None:
    folder, path = large(tmp_path / "seeds", letters=3000), tmp_path / "x.db"
    with begun(folder, str(path)) as process:
        mine = helpers(process.pid)
        time.sleep(wait)
        # As a terminal does, which tells all at once; a kill tells one.
        if told is signal.SIGINT:
            os.killpg(process.pid, told)
        else:
            process.send_signal(told)
        _, err = process.communicate(timeout=30)

    assert process.returncode == status, err
    assert err.count("\n") == 1, err
    assert not path.exists(), (err, path.stat())
    assert not any(map(is_there, mine))


@needs_proc
@pytest.mark.parametrize("wait", [0, 0.4])
def test_a_killed_load_leaves_no_process(tmp_path: Path, wait: float) -> None:
    folder = large(tmp_path / "seeds", letters=3000)
    with begun(folder, str(tmp_path / "x.db")) as process:
        mine = helpers(process.pid)
        time.sleep(wait)
        process.kill()
        process.communicate(timeout=30)

    last = time.monotonic() + 10
    while any(map(is_there, mine)):
        assert time.monotonic() < last, "it waits for ever"
        time.sleep(0.01)


@needs_proc
def test_a_killed_helper_ends_the_load_in_one_line(tmp_path: Path) -> None:
    folder = large(tmp_path / "seeds", letters=3000)
    with begun(folder, str(tmp_path / "x.db")) as process:
        os.kill(helpers(process.pid)[0], signal.SIGKILL)
        _, err = process.communicate(timeout=30)

    assert process.returncode == 65
    assert "a process that helps to check was ended from outside" in err
    assert err.count("\n") == 1, err
    assert not (tmp_path / "x.db").exists()


def is_there(process: int) -> bool:
    """Whether a process runs, and is no dead one that nobody asked after."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return not fields.lstrip().startswith("Z")


SCRIPT = """
import sys
from pathlib import Path
from hrdemands.seedfiles.checks import Checking
def main():
    problems = Checking([Path(sys.argv[1])], processes=2).complete()[1]
    print(len(problems))
"""


@pytest.mark.parametrize(
    ("call", "by_pipe", "remedy"),
    [
        ("if __name__ == '__main__': main()", False, None),
        ("main()", False, "put what it does under if __name__ == '__main__':"),
        ("if __name__ == '__main__': main()", True, "save it as a file"),
    ],
)
def test_a_script_is_told_how_others_can_help_it(
    tmp_path: Path, call: str, remedy: str | None, *, by_pipe: bool
) -> None:
    """Each process that helps imports the script that began it."""
    folder, script = large(tmp_path / "seeds", letters=3), tmp_path / "script.py"
    script.write_text(f"{SCRIPT}{call}\n", "utf-8")
    said = subprocess.run(
        [sys.executable, "-" if by_pipe else script, folder],
        input=script.read_text("utf-8") if by_pipe else "",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
    )

    if remedy is None:
        assert (said.stdout, said.stderr) == ("0\n", "")
        return
    assert said.stdout == ""
    assert said.stderr.count("Traceback") == 1
    last = said.stderr.splitlines()[-1]
    assert "UsageError: each process that helps" in last
    assert remedy in last


@pytest.mark.parametrize("processes", [1, 3])
def test_results_come_in_order_and_errors_get_through(processes: int) -> None:
    helpers = Helpers(processes)
    assert list(helpers.results(abs, range(-50, 0))) == list(range(50, 0, -1))
    with pytest.raises(ValueError, match="invalid literal"):
        list(helpers.results(int, ["1", "x", "3"]))


def test_a_process_that_ends_by_itself_is_told() -> None:
    with pytest.raises(DataError, match="was ended from outside"):
        list(Helpers(2).results(os._exit, [1]))


def half_answer(size: int) -> bytes:
    """Be killed soon, most likely while the answer is on its way."""
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return bytes(size)


def test_a_process_killed_while_it_answers_is_not_waited_for() -> None:
    helpers = Helpers(2)
    answers = helpers.results(half_answer, [1_000_000] * 9)
    # Nobody takes the second's answer while it waits to be killed.
    next(answers)
    time.sleep(1)
    with pytest.raises(DataError, match="was ended from outside"):
        list(answers)


def test_what_goes_both_ways_may_be_large() -> None:
    things = [bytes(1_000_000)] * 12
    assert list(Helpers(2).results(bytes, things)) == things
