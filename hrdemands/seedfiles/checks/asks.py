"""Rules 7xx: judgements that can hold, and relations that run forward in time."""

from collections.abc import Iterator

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Problem
from hrdemands.text import quoted
from hrdemands.vocabulary import Judgement


@rule("E701")
def demands_are_judged_once(catalogue: Catalogue) -> Iterator[Problem]:
    """An ask judges each demand once."""
    for entry in catalogue.asks.values():
        seen: set[str] = set()
        for index, membership in enumerate(entry.record.memberships):
            if membership.demand in seen:
                path = ("memberships", index, "demand")
                message = f"{quoted(membership.demand)} is judged twice"
                yield entry.problem(path, "E701", message, "keep one judgement")
            seen.add(membership.demand)


@rule("E702")
def asks_have_a_member(catalogue: Catalogue) -> Iterator[Problem]:
    """An ask has at least one demand that is the same ask."""
    for entry in catalogue.asks.values():
        judgements = {m.judgement for m in entry.record.memberships}
        if Judgement.SAME not in judgements and not entry.lacks("memberships"):
            message = "no demand is judged the same"
            remedy = "name the ask after a demand that makes it"
            yield entry.problem(("memberships",), "E702", message, remedy)


@rule("E703")
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
