"""Rules 4xx: numbers without gaps, parents that exist, and trees without circles."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.references import each_demand
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry


@rule("E401")
def numbers_have_no_gaps(catalogue: Catalogue) -> Iterator[Problem]:
    """Demands and sections are numbered 1, 2, 3 in the order of the file."""
    for entry in catalogue.letters.values():
        for name in ("demands", "sections"):
            for index, record in enumerate(getattr(entry.record, name)):
                if record.n != index + 1:
                    message = f"has the number {record.n} where {index + 1} comes next"
                    remedy = "number them without gaps"
                    yield entry.problem((name, index, "n"), "E401", message, remedy)


@rule("E402")
def sections_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand's section is a section of its letter."""
    for entry, index, demand in each_demand(catalogue):
        numbers = [section.n for section in entry.record.sections]
        if demand.section is not None and demand.section not in numbers:
            message = f"the letter has no section {demand.section}"
            path = ("demands", index, "section")
            yield entry.problem(path, "E402", message, f"it has {len(numbers)}")


@rule("E403")
def parents_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand's parent is another demand of its letter."""
    for entry, index, demand in each_demand(catalogue):
        numbers = [other.n for other in entry.record.demands]
        if demand.parent is not None and demand.parent not in numbers:
            message = f"the letter has no demand {demand.parent}"
            path = ("demands", index, "parent")
            yield entry.problem(path, "E403", message, "give the number of the head")


@rule("E404")
def demands_form_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """No demand is its own head, directly or by others."""
    for entry in catalogue.letters.values():
        parents = {d.n: {d.parent} for d in entry.record.demands if d.parent}
        for n in _circle(parents):
            index = [d.n for d in entry.record.demands].index(n)
            path = ("demands", index, "parent")
            yield entry.problem(path, "E404", "is its own head", "break the circle")


@rule("E405")
def trees_have_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    """No issue, region or organization is broader than itself."""
    trees: tuple[dict[str, Entry[Any]], ...] = (
        catalogue.issues,
        catalogue.regions,
        catalogue.organizations,
    )
    for tree in trees:
        parents = {key: {e.record.parent} for key, e in tree.items() if e.record.parent}
        for key in _circle(parents):
            message = f"'{key}' is part of itself"
            yield tree[key].problem(("parent",), "E405", message, "break the circle")


def _circle(parents: Mapping[Any, set[Any]]) -> list[Any]:
    """One member of the first circle found, or nothing."""
    try:
        TopologicalSorter(parents).prepare()
    except CycleError as error:
        return [min(error.args[1])]
    return []


@rule("E406")
def demands_follow_the_text(catalogue: Catalogue) -> Iterator[Problem]:
    """Demands stand in the order of their spans."""
    for entry in catalogue.letters.values():
        demands = entry.record.demands
        for index in range(1, len(demands)):
            if demands[index].start < demands[index - 1].start:
                message = f"begins before demand {demands[index - 1].n}"
                path = ("demands", index, "start")
                yield entry.problem(path, "E406", message, "order them by start")
