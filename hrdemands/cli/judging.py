"""The dialogue of `review` on a terminal: one proposal, one key, one reason.

Each decision is in its file before the next proposal is shown, so that neither Ctrl-C
nor a closed terminal loses any.
"""

import shutil
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from hrdemands.cli.files import write_file
from hrdemands.cli.outcome import write
from hrdemands.present.judging import proposal_page
from hrdemands.queries.results.judging import Opened
from hrdemands.seedfiles.decisions import ASKS, Decisions, New, source
from hrdemands.text import visible
from hrdemands.vocabulary import Judgement, Method

KEYS = {
    "s": Judgement.SAME,
    "n": Judgement.NARROWER,
    "b": Judgement.BROADER,
    "x": Judgement.REJECTED,
    "u": Judgement.UNSURE,
}
_SKIP = ("\r", "\n", "k")
_HELP = "[s]ame [n]arrower [b]roader [x] not the same [u]nsure, [k] skip, [q]uit: "
_QUIT = "q"
_YES = ("y", "Y")


class Dialog:
    """Asks one person, *coder*, about proposals, and writes what is decided."""

    def __init__(
        self, decisions: Decisions, coder: str, today: date, proposed: int
    ) -> None:
        self._decisions = decisions
        self._by = {"coder": coder, "judged": today.isoformat()}
        self._proposed = proposed
        self._seen = self._judged = self._skipped = 0

    def walk(self, proposals: Iterable[Opened]) -> None:
        """Show each of *proposals* that nothing decided so far answers."""
        for opened in proposals:
            self._seen += 1
            if self._decisions.knows(opened.demand_id, opened.other_id, opened.ask_id):
                continue
            self._show(opened)
            if not self._decide(opened):
                self._seen -= 1
                return

    def outcome(self) -> str:
        """What was done so far, and what to do with it."""
        left = self._proposed - self._seen
        said = f"{self._judged} judged, {self._skipped} skipped, {left} left"
        if self._judged:
            seeds = visible(str(self._decisions.own))
            said += f"; 'hrdemands load {seeds}' takes them into the database"
        return said

    def _show(self, opened: Opened) -> None:
        columns = shutil.get_terminal_size().columns
        rule = f"--- {self._seen} of {self._proposed} ".ljust(columns - 1, "-")
        write(f"\n{rule}\n\n{proposal_page(opened, columns)}\n")

    def _decide(self, opened: Opened) -> bool:
        """Ask until the proposal is judged or skipped; False when the person quits."""
        while True:
            key = _key(_HELP)
            if key in KEYS:
                if self._judge(opened, KEYS[key]):
                    self._judged += 1
                    return True
                continue
            write("\n")
            if key in _SKIP:
                self._skipped += 1
            if key in (*_SKIP, _QUIT):
                return key != _QUIT

    def _judge(self, opened: Opened, judgement: Judgement) -> bool:
        """Ask for the reason and write the judgement; False to begin again."""
        write(f"{judgement}{_meaning(opened, judgement)}\n")
        reason = _filled("reason (Ctrl-D goes back): ")
        if reason is None:
            return False
        decided = {"judgement": judgement.value, "reason": reason}
        decided |= {"method": Method.PROPOSAL.value} | self._by
        if opened.ask_id is not None:
            against = {"ask": opened.ask_id, "demand": opened.demand_id}
            return self._write("judgements", against | decided)
        two = (opened.demand_id, str(opened.other_id))
        if judgement is Judgement.SAME and self._makes_ask(two, decided):
            return True
        return self._write("pairs", {"first": two[0], "second": two[1]} | decided)

    def _makes_ask(self, two: tuple[str, str], decided: dict[str, Any]) -> bool:
        """Offer to make an ask that both demands are; True when it is made."""
        while _key("make a canonical ask of the two? [y/N] ") in _YES:
            write("yes\n")
            asked = {key: _filled(f"{key}: ") for key in ("id", "name", "scope")}
            members = [{"demand": each} | decided for each in two]
            if None not in asked.values() and self._write(
                "asks", asked | {"memberships": members}
            ):
                return True
        write("no\n")
        return False

    def _write(self, kind: str, fields: dict[str, Any]) -> bool:
        """Add a record to the seeds; False, having said why, when it does not hold."""
        place = source("this judgement", 1, self._decisions.own / ASKS)
        edits = self._decisions.add([New(kind, fields, place)])
        for problem in edits.problems:
            words = str(problem).removeprefix(f"{place.name}:1: ")
            write(f"not taken: {visible(words)}\n")
        self._decisions.own.mkdir(parents=True, exist_ok=True)
        for path, text in edits.texts.items():
            write_file(str(path), text)
            write(f"written to {visible(str(path))}\n")
        return not edits.problems


def _meaning(opened: Opened, judgement: Judgement) -> str:
    """What one-sided judgements are said of, which nobody remembers."""
    if judgement not in (Judgement.NARROWER, Judgement.BROADER):
        return ""
    return (
        f": {opened.demand_id} is {judgement} than {opened.other_id or opened.ask_id}"
    )


def _key(words: str) -> str:
    """The next key, small or capital alike; the end of input quits."""
    write(words)
    try:
        key = click.getchar()
    except EOFError:
        key = _QUIT
    except KeyboardInterrupt:
        write("\n")
        raise
    return key.lower()


def _filled(words: str) -> str | None:
    """A line that is not empty; None where the person goes back."""
    while True:
        write(words)
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            write("not readable as text\n")
            continue
        if not line:
            write("\n")
            return None
        if line.strip():
            return line.strip()
