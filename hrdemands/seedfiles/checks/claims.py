"""Rules 3xx, continued: what is claimed has its reasons, and a chain its ends."""

from collections.abc import Iterator

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import each_demand, rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.records import Claim, Letter
from hrdemands.vocabulary import ActorRole, Strength


@rule("E303")
def inferences_have_reasons(catalogue: Catalogue) -> Iterator[Problem]:
    """What is inferred says why."""
    for entry in catalogue.letters.values():
        for path, claim in _claims(entry.record):
            if not claim.stated and not claim.reason:
                message = "is inferred without a reason"
                yield entry.problem(path, "E303", message, "add 'reason: ...'")


def _claims(letter: Letter) -> Iterator[tuple[Place, Claim]]:
    yield from ((("senders", i), c) for i, c in enumerate(letter.senders))
    yield from ((("recipients", i), c) for i, c in enumerate(letter.recipients))
    for i, signatory in enumerate(letter.signatories):
        for j, affiliation in enumerate(signatory.affiliations):
            yield ("signatories", i, "affiliations", j), affiliation
    for i, demand in enumerate(letter.demands):
        for j, actor in enumerate(demand.actors):
            yield ("demands", i, "actors", j), actor


@rule("E304")
def implied_demands_have_a_basis(catalogue: Catalogue) -> Iterator[Problem]:
    """An implied demand has a basis and a reason; an explicit one has neither."""
    for entry, index, demand in each_demand(catalogue):
        if demand.explicit and (demand.basis or demand.reason):
            message = "is explicit, yet gives why it is implied"
            remedy = "leave out basis and reason, or mend explicit"
        elif not demand.explicit and not (demand.basis and demand.reason):
            message = "is implied without basis and reason"
            remedy = "add both, or mend explicit"
        else:
            continue
        yield entry.problem(("demands", index), "E304", message, remedy)


@rule("E305")
def strength_fits(catalogue: Catalogue) -> Iterator[Problem]:
    """An explicit demand has a cue, so its strength is not `implied`."""
    for entry, index, demand in each_demand(catalogue):
        if demand.explicit and demand.strength is Strength.IMPLIED:
            path = ("demands", index, "strength")
            message = "is implied, yet the demand is explicit"
            yield entry.problem(path, "E305", message, "take the cue's strength")


@rule("E306")
def chains_are_whole(catalogue: Catalogue) -> Iterator[Problem]:
    """A chain of actors says who is asked and who must act in the end."""
    for entry, index, demand in each_demand(catalogue):
        roles = {actor.role for actor in demand.actors}
        for role in (ActorRole.ASKED, ActorRole.TARGET):
            if role not in roles:
                message = f"has no actor in the role '{role}'"
                remedy = "an addressee that must act itself has both roles"
                path = ("demands", index, "actors")
                yield entry.problem(path, "E306", message, remedy)
