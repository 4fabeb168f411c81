"""A draft letter beside what was asked before."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from loaded import HRDEMANDS, Said, ask, surroundings

from hrdemands.proposals.coverage import count_formalities, cover
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.coverage import Covered

BEFORE = "The UN must consistently uphold our collective responsibility to protect."
NEVER = "Kindly feed the cat of the caretaker on alternate Tuesdays."
DRAFT = f"""\
# A draft

{BEFORE} {NEVER}

- Bring about one new UN agency
  for women.
"""


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """Return the path of a draft."""
    path = tmp_path / "draft.md"
    path.write_text(DRAFT)
    return str(path)


def test_what_was_asked_before_is_found_with_who_and_when(reader: Reader) -> None:
    first, second, third = cover(reader, DRAFT)

    assert first.precedent_found
    best = first.precedents[0]
    assert (best.id, best.date) == ("uphold-r2p", "2006, 2020")
    assert best.made_in == ("2006-hrw-ban-ki-moon/2", "2020-gcr2p-guterres/10")
    assert best.senders == (
        "Human Rights Watch",
        "Global Centre for the Responsibility to Protect",
    )
    assert best.reasons
    assert (second.text, second.precedents) == (NEVER, ())
    assert not second.precedent_found
    assert (third.kind, third.text) == (
        "item",
        "Bring about one new UN agency for women.",
    )
    assert "2006-hrw-ban-ki-moon/12" in third.precedents[0].made_in


LETTER = """\
17 May 2016

His Excellency Ban Ki-moon
United Nations Headquarters

Re: Your Visit

Dear Mr. Secretary-General,

Free Liu Xia

- Human Rights Watch
- Women

Act now

Yours sincerely,

Kenneth Roth
Executive Director
"""


def test_what_asks_nothing_by_its_form_is_left_out(reader: Reader) -> None:
    assert [each.text for each in cover(reader, LETTER)] == [
        "Free Liu Xia",
        "Human Rights Watch",
        "Women",
        "Act now",
    ]
    assert count_formalities(reader, LETTER) == 6


def test_a_greeting_that_goes_on_is_looked_up(reader: Reader) -> None:
    draft = "Dear Minister, we urge you to ratify OPCAT.\n"

    assert [each.text for each in cover(reader, draft)] == [draft.strip()]


def test_a_demand_that_is_no_ask_stands_for_itself(reader: Reader) -> None:
    (covered,) = cover(reader, "End the death penalty everywhere.", limit=1)

    (found,) = covered.precedents
    assert found.id == "2016-joint-next-sg/50"
    assert found.made_in == (found.id,)
    assert found.date == "2016, between 11 March and 13 October"


def test_offsets_and_lines_lead_into_the_draft(reader: Reader) -> None:
    found = cover(reader, DRAFT.replace("\n", "\r\n"))

    assert [each.line for each in found] == [3, 3, 5]
    text = DRAFT.replace("\n", "\r\n")
    for each in found:
        assert " ".join(text[each.start : each.end].split()) == each.text


def test_the_limit_and_the_least_score_hold(reader: Reader) -> None:
    every = cover(reader, DRAFT, limit=4, least=0)
    assert len(every[0].precedents) == 4
    assert [each.precedents for each in cover(reader, DRAFT, limit=0)] == [()] * 3
    high = cover(reader, DRAFT, least=1)
    assert not any(each.precedent_found for each in high)
    for each in every:
        scores = [found.score for found in each.precedents]
        assert scores == sorted(scores, reverse=True)


def test_nothing_to_look_up(reader: Reader) -> None:
    assert cover(reader, "# Only a heading\n\n---\n") == []


def test_a_table_says_what_it_is(draft: str, shipped_sqlite: str) -> None:
    said = ask("coverage", draft, db=shipped_sqlite)

    assert said.status == 0
    assert "2020-gcr2p-guterres/10" in said.out
    assert "no precedent found" in said.out
    notes = said.err.splitlines()
    assert notes[0].startswith(f"3 sentences and list items of {draft}, 1 without")
    assert (
        notes[1]
        == "these are proposals by likeness, not judgements; read before you cite"
    )


def test_each_format(draft: str, shipped_sqlite: str) -> None:
    def get(form: str) -> str:
        return ask("coverage", draft, "--format", form, db=shipped_sqlite).out

    lines = [json.loads(line) for line in get("jsonl").splitlines()]
    assert json.loads(get("json")) == lines
    assert list(lines[0]) == list(Covered._fields)
    rows = list(csv.DictReader(io.StringIO(get("csv"))))
    assert len(rows) == sum(max(1, len(line["precedents"])) for line in lines)
    assert rows[0]["precedent_id"] == lines[0]["precedents"][0]["id"]
    assert get("md").startswith("| draft | asked before |\n")


def test_no_sentence_at_all_is_an_empty_answer(shipped_sqlite: str) -> None:
    assert piped(b"", shipped_sqlite).out == ""
    header = piped(b"\n", shipped_sqlite, "--format", "csv").out
    assert header.startswith("n,kind,line,start,end,text,precedent_found,precedent_id,")


def piped(text: bytes, db: str, *words: str) -> Said:
    """Give *text* on standard input."""
    done = subprocess.run(
        [HRDEMANDS, "coverage", "-", *words],
        input=text,
        env=surroundings(db),
        capture_output=True,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_standard_input_is_read(shipped_sqlite: str) -> None:
    said = piped(DRAFT.encode("utf-8-sig"), shipped_sqlite, "--format", "jsonl")

    assert said.status == 0
    assert json.loads(said.out.splitlines()[0])["text"] == BEFORE
    assert "of standard input, 1 without" in said.err


def test_the_country_is_one_that_is_known(draft: str, shipped_sqlite: str) -> None:
    said = ask("coverage", draft, "--country", "China", db=shipped_sqlite)
    assert said.status == 0
    said = ask("coverage", draft, "--country", "Chinna", db=shipped_sqlite)
    assert (said.status, said.out) == (1, "")
    assert "did you mean" in said.err


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (b"Speak.\nOut \xff.", 65, "standard input:2: byte 0xFF is not UTF-8"),
        (b"a" * 1_000_001, 65, "standard input: has more than 1,000,000 bytes"),
        (b"\x00\x1b[31m We ask. " * 3, 0, "3 sentences and list items"),
    ],
    ids=["latin", "large", "controls"],
)
def test_odd_drafts(shipped_sqlite: str, text: bytes, status: int, said: str) -> None:
    answer = piped(text, shipped_sqlite)

    assert answer.status == status
    assert said in answer.err
    assert "\x1b" not in answer.out + answer.err


def test_a_draft_that_is_not_there(tmp_path: Path, shipped_sqlite: str) -> None:
    said = ask("coverage", str(tmp_path / "none.md"), db=shipped_sqlite)
    assert said.status == 2
    assert "none.md: No such file or directory" in said.err
    assert ask("coverage", str(tmp_path), db=shipped_sqlite).status == 2
