"""Rules 7xx: judgements that can hold, and relations that run forward in time."""

from collections.abc import Iterator
from typing import Any

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.text import quoted
from hrdemands.vocabulary import Judgement


@rule("E701")
def demands_are_judged_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand is judged once against an ask, by the ask or apart from it."""
    seen: dict[tuple[str, str], str] = {}
    for ask, membership, entry, path in catalogue.memberships():
        place = _line_of(entry, (*path, "demand"))
        first = seen.setdefault((ask, membership.demand), place)
        if first != place:
            message = f"{quoted(membership.demand)} is judged twice, first in {first}"
            remedy = "keep one judgement"
            yield entry.problem((*path, "demand"), "E701", message, remedy)


def _line_of(entry: Entry[Any], path: Place) -> str:
    """``file:line`` of a value within a record."""
    place = (*entry.path, *entry.in_file(path))
    return f"{entry.file.name}:{entry.file.line(place)}"


@rule("E702")
def asks_have_a_member(catalogue: Catalogue) -> Iterator[Problem]:
    """An ask has at least one demand that is the same ask."""
    for entry in catalogue.asks.values():
        judgements = {m.judgement for m in entry.record.memberships}
        if Judgement.SAME not in judgements and not entry.lacks("memberships"):
            message = "no demand is judged the same"
            remedy = "name the ask after a demand that makes it"
            yield entry.problem(("memberships",), "E702", message, remedy)


@rule("E703", joins=True)
def relations_run_forward(catalogue: Catalogue) -> Iterator[Problem]:
    """A relation joins demands of two letters, the later surely after the earlier."""
    for entry in catalogue.relations.values():
        sides = (entry.record.later, entry.record.earlier)
        if any(side not in catalogue.demands for side in sides):
            continue
        later, earlier = (catalogue.demands[side][0].record for side in sides)
        if later.id == earlier.id:
            message = "joins two demands of one letter"
        elif later.date.earliest <= earlier.date.latest:
            message = f"{later.id} is not surely later than {earlier.id}"
        else:
            continue
        remedy = "only days that surely follow have an order; judge a membership"
        yield entry.problem(("later",), "E703", message, remedy)


@rule("E704")
def pairs_join_two_letters(catalogue: Catalogue) -> Iterator[Problem]:
    """A pair judges demands of two letters, each two once, whatever their order."""
    seen: dict[frozenset[str], str] = {}
    for entry in catalogue.pairs.values():
        first, second = entry.record.first, entry.record.second
        before = seen.setdefault(frozenset((first, second)), entry.where)
        if first.rpartition("/")[0] == second.rpartition("/")[0]:
            message, remedy = "joins demands of one letter", "judge those of two"
        elif before != entry.where:
            message, remedy = f"is judged twice, first in {before}", "keep one of them"
        else:
            continue
        yield entry.problem(("second",), "E704", message, remedy)
