"""The rules that span records, each with a code; see ``rules`` for the areas."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hrdemands.seedfiles.catalogue import Catalogue, read_catalogue
from hrdemands.seedfiles.checks import (
    asks,
    claims,
    dates,
    lists,
    order,
    references,
    spans,
)
from hrdemands.seedfiles.checks.rules import RULES, Rule
from hrdemands.seedfiles.checks.texts import TEXT_RULES, read_texts
from hrdemands.seedfiles.holdings import Letters
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.seedfiles.regular import MAX_BYTES

__all__ = ["RULES", "TEXT_RULES", "Rule", "check"]

# Importing the modules registers their rules.
_AREAS = (references, claims, lists, order, dates, spans, asks)


class _Passing:
    """Rules applied to letters that are not held, as they pass by.

    Only whether what they refer to exists must wait until all is read.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._used: dict[str, set[str]] = defaultdict(set)

    def see(self, entries: list[Entry[Letter]]) -> None:
        """Apply the rules to *entries*, and note the ids they use."""
        alone = _alone(entries)
        for rule in RULES:
            if rule.check is not references.references_exist:
                self.problems += rule.check(alone)
        for entry in entries:
            references.note_uses(entry.record, self._used)

    def unknown(self, held: Catalogue, whole: Catalogue) -> Iterator[Problem]:
        """What passed by and refers to nothing; for this, all is read again."""
        if references.unknown_ids(held, self._used):
            for key in whole.letters.lines():
                alone = _alone([whole.letters[key]])
                # What refers to demands is looked at with all of them.
                yield from references.references_exist(
                    replace(
                        held,
                        letters=alone.letters,
                        asks={},
                        judgements={},
                        pairs={},
                        relations={},
                    )
                )


def _alone(entries: list[Entry[Letter]]) -> Catalogue:
    return Catalogue(letters=Letters({str(n): e for n, e in enumerate(entries)}))


def check(
    roots: list[Path], texts: Path | None = None, *, max_bytes: int = MAX_BYTES
) -> tuple[Catalogue, dict[str, str], list[Problem]]:
    """Read the seed folders *roots* and check them against every rule.

    With a folder of *texts*, quotes and spans are verified against them. A seed file
    or text of more than *max_bytes* is refused. Returns the catalogue, the verified
    texts by letter id, and all problems in the order of files and lines. Raises
    DataError when a folder is not there at all.
    """
    passing = _Passing()
    catalogue, problems = read_catalogue(roots, max_bytes, passing.see)
    held = replace(catalogue, letters=Letters(catalogue.letters.held()))
    held.demands = catalogue.demands
    for rule in RULES:
        problems += rule.check(held)
    problems += passing.problems
    problems += passing.unknown(held, catalogue)
    found: dict[str, str] = {}
    if texts is not None:
        found, text_problems = read_texts(catalogue, texts, max_bytes)
        problems += text_problems
    distinct = dict.fromkeys(problems)
    return catalogue, found, sorted(distinct, key=lambda p: (p.file, p.line, p.code))
