"""Judging proposals on a terminal, and by way of another program."""

import csv
import io
import json
import os
import pty
import select
import shutil
import sqlite3
import subprocess
import termios
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from loaded import HRDEMANDS, ask, surroundings

from hrdemands.proposals import propose
from hrdemands.proposals.judging import for_judging
from hrdemands.queries.reader import open_reader
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.decisions import Decisions
from hrdemands.seedfiles.records import Decision
from hrdemands.seedfiles.returned import in_its_words, read_returned
from hrdemands.shipped import shipped

LETTER = "2006-hrw-ban-ki-moon"
PROMPT = "[q]uit: "
REASON = "goes back): "


class Terminal:
    """A program on a pseudo-terminal, typed to as a person does."""

    def __init__(self, *words: str, db: str, **environment: str) -> None:
        self.shown = ""
        self.pid, self._master = pty.fork()
        if not self.pid:  # pragma: no cover - the child is another program
            os.execve(  # noqa: S606 - no shell, the words of the test
                HRDEMANDS,
                [str(HRDEMANDS), *words],
                surroundings(db, TERM="dumb", COLUMNS="80", **environment),
            )

    def types(self, keys: str, *, after: str) -> None:
        """Type *keys* once *after* is shown and the program waits for them."""
        raw = after in (PROMPT, "[y/N] ")
        start = len(self.shown)
        while after not in self.shown[start:]:
            assert self._reads(), f"{after!r} was not shown: {self.shown}"
        # What is typed before a key is waited for would be thrown away.
        while bool(termios.tcgetattr(self._master)[3] & termios.ICANON) is raw:
            time.sleep(0.005)
        os.write(self._master, keys.encode())

    def _reads(self) -> bool:
        if not select.select([self._master], [], [], 20)[0]:
            return False
        try:
            got = os.read(self._master, 65536)
        except OSError:
            return False
        self.shown += got.decode().replace("\r\n", "\n")
        return bool(got)

    def ends(self) -> int:
        """Its exit status, once all is read."""
        while self._reads():
            pass
        os.close(self._master)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.fixture
def db(shipped_sqlite: str, tmp_path: Path) -> str:
    """Return a database of the shipped seeds, the test's own."""
    return str(shutil.copy(shipped_sqlite, tmp_path / "shipped.db"))


@pytest.fixture
def askless(db: str) -> str:
    """Return one that lost its asks, so that pairs of demands are proposed."""
    with sqlite3.connect(db) as connection:
        connection.execute("DELETE FROM ask_membership")
        connection.execute("DELETE FROM ask")
    connection.close()
    return db


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Return a user's folder with an ask and comments of their own."""
    folder = tmp_path / "my-seeds"
    folder.mkdir()
    (folder / "mine.yaml").write_text(MINE)
    return folder


MINE = f"""\
# Mine, with a comment that must stay.
asks:
- id: "my-ask"   # the first
  name: 'My ask'
  scope: "Met by it."
  memberships:
  - {{demand: {LETTER}/1, judgement: same, reason: It is., method: reading,
     coder: Me, judged: 2026-01-01}}
"""


def reviewing(db: str, seeds: Path, *words: str) -> Terminal:
    where = ["--seeds", str(seeds), "--coder", "A. Coder"]
    return Terminal("review", LETTER, *where, *words, db=db)


def judgements_in(seeds: Path) -> list[tuple[str, str]]:
    """What the folder decides, which must pass every check."""
    roots = [shipped("seeds"), seeds]
    catalogue, _, problems = check(roots)
    assert [str(p) for p in problems if p.severity == "error"] == []
    records: list[Decision] = [e.record for e in catalogue.pairs.values()]
    records += [e.record for e in catalogue.judgements.values()]
    return [(str(record.judgement), record.reason) for record in records]


def test_each_key_is_a_decision_of_its_own(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    for key, reason in zip("nbxu", ("One.", "Two.", "Three.", "Four."), strict=True):
        terminal.types(key, after=PROMPT)
        terminal.types(f"{reason}\n", after=REASON)
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert "4 judged, 0 skipped" in terminal.shown
    assert judgements_in(seeds) == [
        ("narrower", "One."),
        ("broader", "Two."),
        ("rejected", "Three."),
        ("unsure", "Four."),
    ]
    assert (seeds / "mine.yaml").read_text() == MINE
    written = (seeds / "judgements.yaml").read_text()
    assert written.count("coder: A. Coder") == written.count("method: proposal") == 4


def test_an_empty_reason_is_not_taken(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("x", after=PROMPT)
    terminal.types("\n", after=REASON)
    terminal.types("  \n", after=REASON)
    terminal.types("Two acts.\n", after=REASON)
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert judgements_in(seeds) == [("rejected", "Two acts.")]


def test_what_is_decided_does_not_come_again_and_what_is_skipped_does(
    askless: str, seeds: Path
) -> None:
    first = reviewing(askless, seeds)
    first.types("x", after=PROMPT)
    first.types("Two acts.\n", after=REASON)
    first.types("\r", after=PROMPT)
    first.types("q", after=PROMPT)
    assert first.ends() == 0
    rejected, skipped = (shown_pair(first.shown, n) for n in (1, 2))

    second = reviewing(askless, seeds)
    second.types("q", after=PROMPT)
    assert second.ends() == 0

    assert shown_pair(second.shown, 1) == skipped
    listed = pairs_of(
        ask("review", LETTER, "--seeds", str(seeds), "--jsonl", db=askless).out
    )
    assert skipped in listed
    assert rejected not in listed
    assert rejected in pairs_of(ask("review", LETTER, "--jsonl", db=askless).out)


def shown_pair(shown: str, number: int) -> tuple[str, str]:
    """The ids of the two demands that were shown at a place."""
    page = shown.split(f"--- {number} of ")[1].partition(PROMPT)[0]
    ids = [line.split("  ")[0] for line in page.split("\n") if line[:2] == "20"]
    return ids[0], ids[1]


def pairs_of(lines: str) -> set[tuple[str, str]]:
    rows = [json.loads(line) for line in lines.splitlines()]
    return {(row["demand"], row["other"]) for row in rows}


def test_ctrl_c_loses_nothing_that_was_decided(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("x", after=PROMPT)
    terminal.types("Two acts.\n", after=REASON)
    terminal.types("n", after=PROMPT)
    terminal.types("\x03", after=REASON)

    assert terminal.ends() == 130
    assert "interrupted: 1 judged" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert judgements_in(seeds) == [("rejected", "Two acts.")]


def test_ctrl_c_instead_of_a_key(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("\x03", after=PROMPT)

    assert terminal.ends() == 130
    assert "interrupted: 0 judged" in terminal.shown
    assert not (seeds / "judgements.yaml").exists()


def test_ctrl_d_goes_back_to_the_proposal(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("x", after=PROMPT)
    terminal.types("\x04", after=REASON)
    terminal.types("\x04", after=PROMPT)

    assert terminal.ends() == 0
    assert "0 judged, 0 skipped" in terminal.shown


def test_two_demands_that_are_the_same_may_become_an_ask(
    askless: str, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    terminal = reviewing(askless, new)
    terminal.types("s", after=PROMPT)
    terminal.types("The same act.\n", after=REASON)
    terminal.types("y", after="[y/N] ")
    terminal.types("No Slug\n", after="id: ")
    terminal.types("Some name\n", after="name: ")
    terminal.types("Met by it.\n", after="scope: ")
    terminal.types("y", after="[y/N] ")
    terminal.types("a-new-ask\n", after="id: ")
    terminal.types("Some name\n", after="name: ")
    terminal.types("Met by it.\n", after="scope: ")
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert "not taken: id: 'No Slug' is not a slug" in terminal.shown
    assert judgements_in(new) == []
    assert [path.name for path in new.iterdir()] == ["asks.yaml"]
    loaded = ask("load", str(new), db=askless)
    assert "asks: 20 added" in loaded.out
    assert "judgements: 69 added" in loaded.out


def test_two_demands_that_are_the_same_may_stay_a_pair(
    askless: str, seeds: Path
) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("s", after=PROMPT)
    terminal.types("The same act.\n", after=REASON)
    terminal.types("n", after="[y/N] ")
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert judgements_in(seeds) == [("same", "The same act.")]
    assert "pairs judged: 1 added" in ask("load", str(seeds), db=askless).out


def test_what_a_seed_file_cannot_hold_is_not_taken(askless: str, seeds: Path) -> None:
    terminal = reviewing(askless, seeds)
    terminal.types("x", after=PROMPT)
    terminal.types("Two\u202e acts.\n", after=REASON)
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert "not taken: reason: invisible character U+202E" in terminal.shown
    assert not (seeds / "judgements.yaml").exists()


def test_nothing_in_a_letter_steers_the_terminal(askless: str, seeds: Path) -> None:
    with sqlite3.connect(askless) as connection:
        connection.execute("UPDATE letter SET title = 'red \x1b[31m \u202e'")
    connection.close()
    terminal = reviewing(askless, seeds)
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert "red <U+001B>[31m <U+202E>" in terminal.shown
    assert "\x1b[31m" not in terminal.shown


def test_the_coder_is_remembered(askless: str, seeds: Path) -> None:
    where = ["--seeds", str(seeds)]
    terminal = Terminal(
        "review", LETTER, *where, db=askless, HRDEMANDS_CODER="B. Coder"
    )
    terminal.types("x", after=PROMPT)
    terminal.types("Two acts.\n", after=REASON)
    terminal.types("q", after=PROMPT)

    assert terminal.ends() == 0
    assert "coder: B. Coder" in (seeds / "judgements.yaml").read_text()


def test_the_terminal_needs_a_coder(askless: str, seeds: Path) -> None:
    terminal = Terminal("review", LETTER, "--seeds", str(seeds), db=askless)

    assert terminal.ends() == 2
    assert "it is not said who judges (say --coder NAME" in terminal.shown


def refused(db: str, *words: str) -> str:
    said = ask("review", *words, db=db)
    assert said.status in (1, 2, 65)
    assert said.out == ""
    return said.err


def test_what_review_refuses(db: str, tmp_path: Path, seeds: Path) -> None:
    own = ["--seeds", str(seeds)]
    assert "is done on a terminal (in a pipe use --jsonl" in refused(db, *own)
    assert "it is not said where judgements are to go" in refused(db)
    assert "use one" in refused(db, *own, "--jsonl", "--apply", "-")
    assert "is no known letter" in refused(db, "2006-no-such-letter", "--jsonl")
    assert "has no demand 99" in refused(db, f"{LETTER}/99", "--jsonl")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "x.yaml").write_text("asks:\n  - id: x\n")
    said = refused(db, "--jsonl", "--seeds", str(tmp_path / "bad"))
    assert f"the seeds have errors: {tmp_path}/bad/x.yaml:2:" in said


# By way of another program.


def proposed(db: str, *words: str) -> list[dict[str, Any]]:
    said = ask("review", *words, "--jsonl", db=db)
    assert said.status == 0
    return [json.loads(line) for line in said.out.splitlines()]


def test_proposals_go_out_with_everything_a_judgement_needs(db: str) -> None:
    rows = proposed(db, f"{LETTER}/2", "--limit", "3")

    with open_reader(db) as reader:
        assert [(r["demand"], r["other"], r["ask"], r["score"]) for r in rows] == [
            (p.demand, p.other, p.ask, p.score)
            for p in for_judging(reader, propose(reader, demand=f"{LETTER}/2", limit=3))
        ]
    for row in rows:
        assert (row["judgement"], row["reason"], row["coder"]) == ("", "", "")
        assert row["reasons"]
        assert row["demand_quote"]
        assert row["demand_senders"]
        assert row["demand_date"].startswith("20")
        assert row["other_summary"] if row["other"] else row["ask_scope"]


def test_where_one_is_an_ask_the_other_is_proposed_for_it(db: str) -> None:
    rows = proposed(db, f"{LETTER}/2")

    assert "uphold-r2p" in [row["ask"] for row in rows]
    for row in rows:
        if row["ask"] == "uphold-r2p":
            assert f"like its demand {LETTER}/2" in row["reasons"]
            assert row["demand"] != f"{LETTER}/2"
        else:
            # Two demands that each are an ask may still be the same one.
            assert row["demand"] == f"{LETTER}/2"


def test_a_pair_that_is_loaded_is_not_proposed_without_the_seeds(
    askless: str, seeds: Path
) -> None:
    first = proposed(askless, f"{LETTER}/10")[0]
    line = judged(first, coder="Me")
    assert returned(seeds, json.dumps(line), db=askless).returncode == 0
    with sqlite3.connect(askless) as connection:
        ids = sorted((first["demand"], first["other"]))
        connection.execute(
            "INSERT INTO demand_pair SELECT ?, ?, 'rejected', 'proposal', 'Me',"
            " '2026-02-01', 'Two acts.', min(path) FROM seed_file",
            ids,
        )
    connection.close()

    left = pairs_of(ask("review", f"{LETTER}/10", "--jsonl", db=askless).out)

    assert left
    assert (first["demand"], first["other"]) not in left
    assert (first["other"], first["demand"]) not in left


def test_of_two_demands_one_proposal_goes_out(db: str) -> None:
    rows = proposed(db)

    pairs = [frozenset((r["demand"], r["other"], r["ask"])) for r in rows]
    assert len(pairs) == len(set(pairs)) > 100
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def judged(row: dict[str, Any], **values: Any) -> dict[str, Any]:
    return row | {"judgement": "rejected", "reason": "Two acts."} | values


def returned(seeds: Path, text: str | bytes, *words: str, db: str) -> Any:  # noqa: ANN401
    """Hand *text* back on standard input."""
    return subprocess.run(
        [HRDEMANDS, "review", "--seeds", str(seeds), "--apply", "-", *words],
        input=text if isinstance(text, bytes) else text.encode(),
        env=surroundings(db),
        capture_output=True,
        check=False,
    )


def test_judgements_come_back(db: str, seeds: Path) -> None:
    rows = proposed(db, LETTER)[:4]
    rows[0] = judged(rows[0])
    rows[1] = judged(
        rows[1], judgement="same", coder="Somebody Else", judged="2026-02-03"
    )
    back = "\n".join(json.dumps(row) for row in rows)

    done = returned(seeds, back, "--coder", "A. Coder", db=db)

    assert done.returncode == 0, done.stderr
    assert done.stderr.decode() == (
        "2 judgements added, 0 already there, 2 without one skipped\n"
    )
    assert sorted(judgements_in(seeds)) == [
        ("rejected", "Two acts."),
        ("same", "Two acts."),
    ]
    text = (seeds / "judgements.yaml").read_text()
    assert "coder: Somebody Else\n    judged: 2026-02-03\n" in text
    again = returned(seeds, back, "--coder", "A. Coder", db=db)
    assert again.stderr.decode() == (
        "0 judgements added, 2 already there, 2 without one skipped\n"
    )
    assert (seeds / "judgements.yaml").read_text() == text


def test_a_judgement_of_an_own_ask_joins_it(db: str, seeds: Path) -> None:
    line = judged(
        {"demand": f"{LETTER}/5", "ask": "my-ask"}, judgement="narrower", coder="Me"
    )

    done = returned(seeds, json.dumps(line), db=db)

    assert done.returncode == 0, done.stderr
    text = (seeds / "mine.yaml").read_text()
    assert text == MINE + (
        f"  - demand: {LETTER}/5\n    judgement: narrower\n    reason: >-\n"
        "      Two acts.\n    method: proposal\n    coder: Me\n"
        f"    judged: {text.split('judged: ')[-1]}"
    )
    assert [path.name for path in seeds.iterdir()] == ["mine.yaml"]


def test_a_judgement_of_a_shipped_ask_stands_in_the_user_s_folder(
    db: str, seeds: Path
) -> None:
    line = judged({"demand": f"{LETTER}/5", "ask": "uphold-r2p", "coder": "Me"})

    assert returned(seeds, json.dumps(line), db=db).returncode == 0

    written = (seeds / "judgements.yaml").read_text()
    assert written.startswith("judgements:\n  - ask: uphold-r2p\n")
    # The other one is that of the user's own ask.
    assert "judgements: 2 added" in ask("load", str(seeds), db=db).out


def test_in_a_checkout_a_judgement_joins_the_shipped_ask(
    db: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(shipped("seeds"), tmp_path / "seeds"))
    before = (folder / "asks.yaml").read_bytes()
    line = judged({"demand": f"{LETTER}/5", "ask": "uphold-r2p", "coder": "Me"})

    done = returned(folder, json.dumps(line), "--alone", db=db)

    assert done.returncode == 0, done.stderr
    after = (folder / "asks.yaml").read_bytes()
    at = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    added = len(after) - len(before)
    assert any(
        before == after[:cut] + after[cut + added :]
        for cut in range(max(0, at - added), at + 1)
    )
    assert [str(p) for p in check([folder])[2]] == []


TODAY = date(2026, 2, 1)
FAULTS: dict[str, tuple[str | dict[str, Any], str]] = {
    "no JSON": ("{", "is not JSON (write one object a line) [E205]"),
    "no object": ("[1]", "is no JSON object (write one object a line) [E205]"),
    "no judgement": (
        '{"demand": "a/1", "reason": "x"}',
        "has no 'judgement' (keep the keys that 'review --jsonl' writes) [E202]",
    ),
    "no such judgement": (
        {"judgement": "sam"},
        "judgement: 'sam' is no judgement (did you mean same?) [E203]",
    ),
    "no reason": ({"reason": " "}, "reason: is missing (add 'reason: ...') [E202]"),
    "no coder": (
        {"coder": ""},
        "coder: is missing (fill it in, or say --coder) [E202]",
    ),
    "no such demand": (
        {"other": "2016-joint-next-sg/99"},
        "other: '2016-joint-next-sg/99' is no demand",
    ),
    "no such ask": (
        {"ask": "uphold-r2pp"},
        "ask: 'uphold-r2pp' is no ask (did you mean uphold-r2p?) [E302]",
    ),
    "against nothing": (
        {"other": None},
        f"judges '{LETTER}/2' against nothing",
    ),
    "one letter": (
        {"other": f"{LETTER}/3"},
        "other: joins demands of one letter (judge those of two) [E704]",
    ),
    "the future": (
        {"judged": "2999-01-01"},
        "judged: 2999-01-01 is in the future (give a day that has been) [E503]",
    ),
    "an unseen sign": (
        {"reason": "a\u202eb"},
        "reason: invisible character U+202E at character 2 (remove it) [E104]",
    ),
    "a number": ({"reason": 7}, "reason: is no text"),
    "judged before": (
        {"ask": "uphold-r2p"},
        f"demand: '{LETTER}/2' is judged twice, first in",
    ),
}


GOOD = {
    "demand": f"{LETTER}/2",
    "other": "2020-gcr2p-guterres/1",
    "judgement": "rejected",
    "reason": "Two acts.",
    "coder": "Me",
}


def line_with(fault: str | dict[str, Any]) -> str:
    """A line of judgements with one *fault*."""
    return fault if isinstance(fault, str) else json.dumps(GOOD | fault)


@pytest.fixture(scope="module")
def decisions(tmp_path_factory: pytest.TempPathFactory) -> Decisions:
    """Return the decisions of the shipped seeds and a folder that is not there."""
    own = tmp_path_factory.mktemp("own") / "seeds"
    return Decisions(own, [shipped("seeds")])


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_a_line(decisions: Decisions, name: str) -> None:
    fault, said = FAULTS[name]
    text = f"\n{line_with(fault)}\n"

    back = read_returned(text, "back", form="jsonl", coder="", today=TODAY)
    edits = decisions.add(back.records)

    (problem,) = [*back.problems, *map(in_its_words, edits.problems)]
    assert str(problem).startswith(f"back:2: {said}")
    assert edits.texts == {}
    # What was refused is not known, and does not stand in the way.
    assert not decisions.knows(GOOD["demand"], GOOD["other"], None)


def test_one_wrong_line_and_nothing_is_written(db: str, seeds: Path) -> None:
    file = seeds.parent / "back.jsonl"
    first = json.dumps(GOOD | {"demand": f"{LETTER}/4"})
    file.write_text(f"{first}\n\n{line_with({'judgement': 'sam'})}\n")

    answer = ask("review", "--seeds", str(seeds), "--apply", str(file), db=db)

    assert answer.status == 65
    assert answer.err == (
        f"error: {file}:3: judgement: 'sam' is no judgement (did you mean same?)"
        f" [E203]\nerror: 1 error in {file}; nothing was written (mend them)\n"
    )
    assert [path.name for path in seeds.iterdir()] == ["mine.yaml"]
    assert (seeds / "mine.yaml").read_text() == MINE


def test_every_wrong_line_is_told(db: str, seeds: Path) -> None:
    line = {"demand": "a/1", "other": "b/1", "judgement": "no", "reason": "x"}
    back = "\n".join(json.dumps(line) for _ in range(3))

    done = returned(seeds, back, "--coder", "Me", db=db)

    errors = done.stderr.decode().splitlines()
    assert [error.split(": ")[1] for error in errors[:3]] == [
        f"standard input:{n}" for n in (1, 2, 3)
    ]


def test_two_lines_that_judge_the_same_pair(db: str, seeds: Path) -> None:
    pair = [f"{LETTER}/2", "2020-gcr2p-guterres/1"]
    lines = [judged({"demand": a, "other": b}) for a, b in (pair, reversed(pair))]

    done = returned(seeds, "\n".join(map(json.dumps, lines)), "--coder", "Me", db=db)

    assert done.returncode == 65
    assert b"standard input:2: other: is judged twice, first in standard" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'{"demand": "\xff"}', "standard input:1: byte 0xFF is not UTF-8"),
        (b"", "0 judgements added"),
        (b"\xef\xbb\xbf\n\n", "0 judgements added"),
    ],
)
def test_odd_bytes(db: str, seeds: Path, text: bytes, said: str) -> None:
    assert said in returned(seeds, text, db=db).stderr.decode()


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_spreadsheet_judges_too(db: str, seeds: Path, sign: str) -> None:
    said = ask("review", LETTER, "--format", "csv", "--limit", "2", db=db)
    rows = list(csv.DictReader(io.StringIO(said.out)))
    rows[0] |= {"judgement": "rejected", "reason": "Two acts,\nby two."}
    file = seeds.parent / "back.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=sign)
        writer.writeheader()
        writer.writerows(rows)

    where = ["--seeds", str(seeds), "--coder", "Me"]
    answer = ask("review", *where, "--apply", str(file), db=db)

    assert answer.status == 0, answer.err
    assert answer.err.startswith("1 judgement added, 0 already there, ")
    assert judgements_in(seeds) == [("rejected", "Two acts, by two.")]


def test_a_wrong_cell_is_told_by_its_line(db: str, seeds: Path) -> None:
    file = seeds.parent / "back.csv"
    file.write_text(
        "demand,other,judgement,reason\n"
        f'{LETTER}/2,2020-gcr2p-guterres/1,same,"two\nlines"\n'
        f"{LETTER}/3,2020-gcr2p-guterres/1,perhaps,x\n"
    )
    where = ["--seeds", str(seeds), "--coder", "Me"]

    answer = ask("review", *where, "--apply", str(file), db=db)

    assert answer.status == 65
    assert f"{file}:4: judgement: 'perhaps' is no judgement" in answer.err


def test_a_folder_that_is_not_writable_keeps_what_it_had(db: str, seeds: Path) -> None:
    blocked = seeds / "judgements.yaml"
    blocked.mkdir()
    line = judged({"demand": f"{LETTER}/2", "other": "2020-gcr2p-guterres/1"})

    done = returned(seeds, json.dumps(line), "--coder", "Me", db=db)

    assert done.returncode == 65
    assert b"Traceback" not in done.stderr
    assert (seeds / "mine.yaml").read_text() == MINE


@pytest.fixture(autouse=True)
def no_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may judge in earnest, too."""
    monkeypatch.delenv("HRDEMANDS_CODER", raising=False)
