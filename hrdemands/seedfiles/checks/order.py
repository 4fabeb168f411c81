"""Rules 4xx: numbers without gaps, parents that exist, and trees without circles."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter

Key = TypeVar("Key", int, str)


@rule("E401")
def numbers_have_no_gaps(catalogue: Catalogue) -> Iterator[Problem]:
    """Demands and sections are numbered 1, 2, 3 in the order of the file."""
    for entry in catalogue.letters.values():
        for name in ("demands", "sections"):
            # A record with mistakes lacks demands that the file has.
            lacks = entry.lacks(name)
            for index, record in enumerate(getattr(entry.record, name)):
                place = int(entry.in_file((name, index))[1]) if lacks else index
                number = place + 1
                if record.n != number:
                    message = f"has the number {record.n} where {number} comes next"
                    remedy = f"number all {name} 1, 2, 3 as they stand"
                    yield entry.problem((name, index, "n"), "E401", message, remedy)


@rule("E402")
def sections_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand's section is a section of its letter."""
    for entry in _lacking_no(catalogue, "sections"):
        numbers = {section.n for section in entry.record.sections}
        remedy = f"it has {len(numbers)}; add the section, or mend the number"
        for index, demand in enumerate(entry.record.demands):
            if demand.section is not None and demand.section not in numbers:
                message = f"the letter has no section {demand.section}"
                path = ("demands", index, "section")
                yield entry.problem(path, "E402", message, remedy)


@rule("E403")
def parents_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand's parent is another demand of its letter."""
    for entry in _lacking_no(catalogue, "demands"):
        numbers = {demand.n for demand in entry.record.demands}
        for index, demand in enumerate(entry.record.demands):
            if demand.parent is not None and demand.parent not in numbers:
                message = f"the letter has no demand {demand.parent}"
                path = ("demands", index, "parent")
                yield entry.problem(path, "E403", message, "give the head's number")


def _lacking_no(catalogue: Catalogue, name: str) -> Iterator[Entry[Letter]]:
    """The letters whose list *name* lost nothing to mistakes."""
    return (e for e in catalogue.letters.values() if not e.lacks(name))


@rule("E404")
def demands_form_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """No demand is its own head, directly or by others."""
    for entry in catalogue.letters.values():
        places = {d.n: index for index, d in enumerate(entry.record.demands)}
        for n in _circles({d.n: d.parent for d in entry.record.demands}):
            path = ("demands", places[n], "parent")
            message = "is its own head, directly or by others"
            yield entry.problem(path, "E404", message, "break the circle")


@rule("E405")
def trees_have_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """No issue, region or organization is broader than itself."""
    trees: tuple[dict[str, Entry[Any]], ...] = (
        catalogue.issues,
        catalogue.regions,
        catalogue.organizations,
    )
    for tree in trees:
        for key in _circles({key: e.record.parent for key, e in tree.items()}):
            message = f"'{key}' is part of itself, directly or by others"
            yield tree[key].problem(("parent",), "E405", message, "break the circle")


def _circles(parents: Mapping[Key, Key | None]) -> Iterator[Key]:
    """The smallest member of each circle, found in one walk over all."""
    walks: dict[Key, Key] = {}
    for first in parents:
        trail: list[Key] = []
        key: Key | None = first
        while key is not None and key in parents and key not in walks:
            walks[key] = first
            trail.append(key)
            key = parents[key]
        if key in trail:
            yield min(trail[trail.index(key) :])


@rule("E406")
def demands_follow_the_text(catalogue: Catalogue) -> Iterator[Problem]:
    """Demands stand in the order of their spans."""
    for entry in catalogue.letters.values():
        demands = entry.record.demands
        for index in range(1, len(demands)):
            if demands[index].start < demands[index - 1].start:
                message = f"begins before demand {demands[index - 1].n}"
                path = ("demands", index, "start")
                yield entry.problem(
                    path,
                    "E406",
                    message,
                    "order demands by start, and number them anew",
                )
