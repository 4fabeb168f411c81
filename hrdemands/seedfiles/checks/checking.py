"""A check in its steps: what is held, the letters that pass by, and what joins them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from hrdemands.seedfiles.catalogue import (
    Catalogue,
    read_catalogue,
    take,
    take_placed,
)
from hrdemands.seedfiles.checks.passing import Make, Passed, alone, batches, pass_by
from hrdemands.seedfiles.checks.references import (
    note_uses,
    references_exist,
    unknown_ids,
)
from hrdemands.seedfiles.checks.rules import RULES
from hrdemands.seedfiles.checks.texts import read_texts
from hrdemands.seedfiles.holdings import Letters
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.processes import Helper, Helpers, processors
from hrdemands.seedfiles.reading import Folder, Refused, read_refused
from hrdemands.seedfiles.regular import MAX_BYTES
from hrdemands.seedfiles.salvage import ANY_DEMAND

LARGE = 8_000_000
"""Bytes of JSON Lines from which on several processes check them."""

MOST_MISTAKEN = 250
"""Letters of JSON Lines with mistakes that are held: in all they may not fit memory."""

MOST_PROCESSES = 4
"""More than these bring letters sooner than one process writes them."""


class Checking:
    """The check of some folders of seeds.

    First comes what is held, then, by `passing`, the letters that are not, and last,
    by `finish`, what can be told of all together.
    """

    def __init__(
        self,
        roots: list[Path],
        texts: Path | None = None,
        *,
        max_bytes: int = MAX_BYTES,
        processes: int | None = 1,
    ) -> None:
        """Read and check what will be held of the folders *roots*.

        With a folder of *texts*, quotes and spans will be verified against them. A seed
        file, line or text of more than *max_bytes* is refused. So many *processes*
        check letters of JSON Lines; with None, as many as processors where there is
        work for them. Raises DataError when a folder is not there at all.
        """
        self.catalogue, self._problems = read_catalogue(roots, max_bytes)
        self._texts, self._max_bytes = texts, max_bytes
        self._processes = processes or _processes(self.catalogue)
        self._helpers: Helpers | None = None
        self._keeps_helper = False
        self._used: dict[str, set[str]] = defaultdict(set)
        self._faulty = False
        self._mistaken = 0
        held = self._held()
        problems = [p for rule in RULES if not rule.joins for p in rule.check(held)]
        self._add([*self._problems, *problems])

    @property
    def has_texts(self) -> bool:
        """Whether there are texts to verify."""
        return self._texts is not None

    @property
    def is_faulty(self) -> bool:
        """Whether there is an error already; nothing more is made then."""
        return self._faulty

    def begin_to_make(self, make: Make) -> None:
        """Let the processes begin that will *make* what is wanted of letters.

        It takes them half a second, in which this one may do something else.
        """
        if self._helpers is None:
            self._helpers = Helpers(self._processes)
            self._helpers.know(partial(pass_by, make=make))

    def helper(self) -> Helper | None:
        """One of the processes that began, which from now on outlasts the letters."""
        self._keeps_helper = True
        return self._helpers.first if self._helpers else None

    def passing(self, make: Make | None = None) -> Iterator[Any]:
        """Check the letters of JSON Lines, some at a time; yield what is made of them.

        *make* is given entries of letters, perhaps in another process. Nothing more
        comes once there is an error. Raises DataError for a file that changes.
        """
        helpers = self._helpers = self._helpers or Helpers(self._processes)
        check_some = partial(pass_by, max_bytes=self._max_bytes, make=make)
        try:
            for passed in helpers.results(check_some, self._batches()):
                self._take(passed)
                if passed.made is not None and not self._faulty:
                    yield passed.made
        finally:
            if self._keeps_helper:
                helpers.leave_first()
            else:
                helpers.close()
                self._helpers = None

    def complete(self) -> tuple[dict[str, str], list[Problem]]:
        """Let all letters pass, of which nothing is to be made, and `finish`."""
        for _ in self.passing():
            pass
        return self.finish()

    def finish(self) -> tuple[dict[str, str], list[Problem]]:
        """The verified texts by letter, and all problems in the order of the files.

        For when all letters have passed.
        """
        held = self._held()
        for rule in RULES:
            if rule.joins:
                self._add(rule.check(held))
        self._add(self._unknown(held))
        found: dict[str, str] = {}
        if self._texts is not None:
            found, problems = read_texts(self.catalogue, self._texts, self._max_bytes)
            self._add(problems)
        distinct = dict.fromkeys(self._problems)
        return found, sorted(distinct, key=lambda p: (p.file, p.line, p.code))

    def _add(self, problems: Iterable[Problem]) -> None:
        added = list(problems)
        self._problems += added
        self._faulty |= any(problem.is_error for problem in added)

    def _held(self) -> Catalogue:
        """The catalogue with no letters but those that are held."""
        held = replace(self.catalogue, letters=Letters(self.catalogue.letters.held()))
        held.demands = self.catalogue.demands
        return held

    def _batches(self) -> Iterator[Any]:
        for file in self.catalogue.lines:
            try:
                yield from batches(file, self._max_bytes)
            except OSError as error:
                message = f"cannot be read: {error.strerror}"
                remedy = "mend its permissions, or remove it"
                self._add([file.file.problem((), "E101", message, remedy)])
                self.catalogue.doubtful.add(ANY_DEMAND)

    def _take(self, passed: Passed) -> None:
        self._add(passed.problems)
        for kind, ids in passed.used.items():
            self._used[kind] |= ids
        for placed in passed.placed:
            self._add(take_placed(self.catalogue, placed))
        for line, raw in passed.refused:
            folder = read_refused(line, raw, self._max_bytes)
            self._take_held(folder, Refused(line, self._max_bytes))

    def _take_held(self, folder: Folder, refused: Refused) -> None:
        """Take what is right in a line with mistakes, to be checked like a file's.

        Of many, most are read again when they are wanted, as those without mistakes.
        """
        letters = folder.entries.get("letters", [])
        self._add(take(self.catalogue, folder))
        self._add(alone(letters))
        self._mistaken += len(letters)
        if self._mistaken > MOST_MISTAKEN:
            for entry in letters:
                note_uses(entry.record, self._used)
                self.catalogue.letters.let_go(entry, refused)

    def _unknown(self, held: Catalogue) -> Iterator[Problem]:
        """What passed by and refers to nothing; for this, all is read again."""
        if not unknown_ids(held, self._used):
            return
        for key in self.catalogue.letters.passed():
            letter = Letters({key: self.catalogue.letters[key]})
            # What refers to demands is looked at with all of them.
            yield from references_exist(
                replace(
                    held, letters=letter, asks={}, judgements={}, pairs={}, relations={}
                )
            )


def _processes(catalogue: Catalogue) -> int:
    """How many processes pay: it takes each half a second to begin."""
    size = sum(file.size for file in catalogue.lines)
    return min(processors(), MOST_PROCESSES) if size >= LARGE else 1
