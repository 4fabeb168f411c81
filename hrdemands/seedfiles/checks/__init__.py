"""The rules that span records, each with a code; see ``rules`` for the areas."""

from pathlib import Path

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import (
    asks,
    claims,
    dates,
    lists,
    order,
    references,
    spans,
)
from hrdemands.seedfiles.checks.checking import Checking
from hrdemands.seedfiles.checks.rules import RULES, Rule
from hrdemands.seedfiles.checks.texts import TEXT_RULES
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.regular import MAX_BYTES

__all__ = ["RULES", "TEXT_RULES", "Checking", "Rule", "check"]

# Importing the modules registers their rules.
_AREAS = (references, claims, lists, order, dates, spans, asks)


def check(
    roots: list[Path], texts: Path | None = None, *, max_bytes: int = MAX_BYTES
) -> tuple[Catalogue, dict[str, str], list[Problem]]:
    """Read the seed folders *roots* and check them against every rule, at once.

    `Checking` does the same in steps, and says what the arguments and results are.
    """
    checking = Checking(roots, texts, max_bytes=max_bytes)
    texts_by_letter, problems = checking.complete()
    return checking.catalogue, texts_by_letter, problems
