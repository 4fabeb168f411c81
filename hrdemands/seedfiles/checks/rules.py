"""The register of rules: a code, a function, and its docstring as the rule's text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Actor, Country, Demand, Letter

Check = Callable[[Catalogue], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that spans records: its code, its text and the function that checks it.

    A rule that ``joins`` looks at demands of all letters together.
    """

    code: str
    text: str
    check: Check
    joins: bool = False


RULES: list[Rule] = []
"""Every rule that needs only the catalogue, in the order they are run."""


def rule(code: str, *, joins: bool = False) -> Callable[[Check], Check]:
    """Register a function as the rule *code*; its docstring's first line is the text.

    E is an error, W a warning; the hundreds are the area: 3 references, 4 order,
    5 dates, 6 spans and quotes, 7 asks; 1 is reading, 2 the shape of a record.
    """

    def register(check: Check) -> Check:
        RULES.append(Rule(code, (check.__doc__ or "").splitlines()[0], check, joins))
        return check

    return register


def named(catalogue: Catalogue) -> Iterator[Entry[Country] | Entry[Actor]]:
    """Every record that has a name and other names."""
    yield from catalogue.countries.values()
    yield from catalogue.actors().values()


def each_demand(
    catalogue: Catalogue,
) -> Iterator[tuple[Entry[Letter], int, Demand]]:
    """Every demand with its letter's entry and its place in the list."""
    for entry in catalogue.letters.values():
        for index, demand in enumerate(entry.record.demands):
            yield entry, index, demand
