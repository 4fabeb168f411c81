"""The rules that span records, each with a code; see ``rules`` for the areas."""

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
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.regular import MAX_BYTES

__all__ = ["RULES", "TEXT_RULES", "Rule", "check"]

# Importing the modules registers their rules.
_AREAS = (references, claims, lists, order, dates, spans, asks)


def check(
    roots: list[Path], texts: Path | None = None, *, max_bytes: int = MAX_BYTES
) -> tuple[Catalogue, dict[str, str], list[Problem]]:
    """Read the seed folders *roots* and check them against every rule.

    With a folder of *texts*, quotes and spans are verified against them. A seed file
    or text of more than *max_bytes* is refused. Returns the catalogue, the verified
    texts by letter id, and all problems in the order of files and lines. Raises
    DataError when a folder is not there at all.
    """
    catalogue, problems = read_catalogue(roots, max_bytes)
    for rule in RULES:
        problems += rule.check(catalogue)
    found: dict[str, str] = {}
    if texts is not None:
        found, text_problems = read_texts(catalogue, texts, max_bytes)
        problems += text_problems
    return catalogue, found, sorted(problems, key=lambda p: (p.file, p.line, p.code))
