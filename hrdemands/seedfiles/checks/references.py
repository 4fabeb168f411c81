"""Rules 3xx: ids that are used exist, and claims that need a reason have one."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from hrdemands.seedfiles.catalogue import ACTOR_KINDS, Catalogue
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Claim, Demand, Letter
from hrdemands.text import fold_name, suggestion
from hrdemands.vocabulary import ActorRole, Strength

Use = tuple[Place, str, str]
"""A path within a record, the kind it refers to, and the id."""


@rule("E302")
def references_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """An id that is used is the id of a record of that kind."""
    known = _known_ids(catalogue)
    for entry, uses in _all_uses(catalogue):
        for path, kind, key in uses:
            if key not in known[kind]:
                message = f"'{key}' is no {_KIND_WORDS[kind]}"
                remedy = suggestion(key, list(known[kind])) or _REMEDIES[kind]
                yield entry.problem(path, "E302", message, remedy)


_KIND_WORDS = {
    "regions": "region",
    "countries": "country",
    "places": "place",
    "issues": "issue",
    "actions": "action",
    "groups": "group",
    "mechanisms": "mechanism or instrument",
    "organizations": "organization",
    "persons": "person",
    "offices": "office",
    "senders": "organization or person",
    "institutions": "organization or body",
    "chain": "actor or state",
    "demands": "demand",
}
_REMEDIES = {
    kind: f"add it to the {word} records" for kind, word in _KIND_WORDS.items()
} | {
    "countries": "give the alpha-3 code",
    "chain": "add the actor, or give a state's alpha-3 code",
    "demands": "write <letter>/<n>",
}


def _known_ids(catalogue: Catalogue) -> dict[str, Collection[str]]:
    known: dict[str, Collection[str]] = {
        kind: getattr(catalogue, kind)
        for kind in _KIND_WORDS
        if hasattr(catalogue, kind)
    }
    known["senders"] = [*catalogue.organizations, *catalogue.persons]
    known["institutions"] = [*catalogue.organizations, *catalogue.bodies]
    known["chain"] = {*catalogue.actors(), *catalogue.countries}
    return known


def _all_uses(catalogue: Catalogue) -> Iterator[tuple[Entry[Any], Iterator[Use]]]:
    for kind, fields in _PLAIN_USES.items():
        for entry in getattr(catalogue, kind).values():
            yield entry, _plain_uses(entry.record, fields)
    for country in catalogue.countries.values():
        yield (
            country,
            _plain_uses(country.record, {"region": "regions", "un_group": "regions"}),
        )
    for letter in catalogue.letters.values():
        yield letter, _letter_uses(letter.record)
    for ask in catalogue.asks.values():
        yield (
            ask,
            (
                (("memberships", i, "demand"), "demands", m.demand)
                for i, m in enumerate(ask.record.memberships)
            ),
        )


_PLAIN_USES: dict[str, dict[str, str]] = {
    "regions": {"parent": "regions"},
    "places": {"countries": "countries"},
    "issues": {"parent": "issues"},
    **{kind: {"country": "countries"} for kind in ACTOR_KINDS},
    "organizations": {"country": "countries", "parent": "organizations"},
    "offices": {"country": "countries", "organization": "institutions"},
    "tenures": {"office": "offices", "person": "persons"},
    "relations": {"later": "demands", "earlier": "demands"},
}


def _plain_uses(record: object, fields: dict[str, str]) -> Iterator[Use]:
    """The ids in the named fields of a record: one, none, or a list of them."""
    for name, kind in fields.items():
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from (((name, i), kind, key) for i, key in enumerate(value))
        elif value is not None:
            yield (name,), kind, value


def _letter_uses(letter: Letter) -> Iterator[Use]:
    for i, sender in enumerate(letter.senders):
        yield ("senders", i, "actor"), "senders", sender.actor
    for i, signatory in enumerate(letter.signatories):
        yield ("signatories", i, "person"), "persons", signatory.person
        for j, affiliation in enumerate(signatory.affiliations):
            path = ("signatories", i, "affiliations", j)
            for inner, kind, key in _plain_uses(
                affiliation, {"organization": "organizations"}
            ):
                yield (*path, *inner), kind, key
    for i, recipient in enumerate(letter.recipients):
        for inner, kind, key in _plain_uses(
            recipient, {"office": "offices", "holder": "persons"}
        ):
            yield ("recipients", i, *inner), kind, key
    for i, demand in enumerate(letter.demands):
        for inner, kind, key in _demand_uses(demand):
            yield ("demands", i, *inner), kind, key


def _demand_uses(demand: Demand) -> Iterator[Use]:
    yield from _plain_uses(
        demand,
        {
            "action": "actions",
            "target_action": "actions",
            "places": "places",
            "issues": "issues",
            "groups": "groups",
            "mechanisms": "mechanisms",
        },
    )
    for i, actor in enumerate(demand.actors):
        yield ("actors", i, "actor"), "chain", actor.actor
    for i, country in enumerate(demand.countries):
        yield ("countries", i, "country"), "countries", country.country


@rule("E303")
def inferences_have_reasons(catalogue: Catalogue) -> Iterator[Problem]:
    """What is inferred says why."""
    for entry in catalogue.letters.values():
        for path, claim in _claims(entry.record):
            if not claim.stated and not claim.reason:
                message = "is inferred without a reason"
                yield entry.problem(path, "E303", message, "add reason: ...")


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
            message, remedy = "is explicit, yet gives why it is implied", "drop basis"
        elif not demand.explicit and not (demand.basis and demand.reason):
            message, remedy = "is implied without basis and reason", "add both"
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


@rule("E307")
def nothing_stands_twice(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand lists each actor, country, issue, place, group, mechanism once."""
    for entry, index, demand in each_demand(catalogue):
        for name, key in _repeated(demand):
            path = ("demands", index, name)
            yield entry.problem(path, "E307", f"lists '{key}' twice", "drop one")


def _repeated(demand: Demand) -> Iterator[tuple[str, str]]:
    lists = {
        "actors": [f"{a.actor} {a.role}" for a in demand.actors],
        "countries": [f"{c.country} {c.role}" for c in demand.countries],
        "issues": demand.issues,
        "places": demand.places,
        "groups": demand.groups,
        "mechanisms": demand.mechanisms,
    }
    for name, keys in lists.items():
        yield from ((name, key) for key, times in Counter(keys).items() if times > 1)


@rule("E308")
def letters_are_named_by_id(catalogue: Catalogue) -> Iterator[Problem]:
    """A letter's file is called by its id."""
    for entry in catalogue.letters.values():
        if entry.file.path.stem != entry.record.id:
            message = f"'{entry.record.id}' stands in a file of another name"
            remedy = f"rename the file to {entry.record.id}.yaml"
            yield entry.problem(("id",), "E308", message, remedy)


@rule("E309")
def names_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A country or actor lists each of its names once, as look-ups fold them."""
    for entry in [*catalogue.countries.values(), *catalogue.actors().values()]:
        seen = {fold_name(entry.record.name)}
        for index, other in enumerate(entry.record.names):
            folded = fold_name(other.name)
            if folded in seen:
                message = f"'{other.name}' is listed twice"
                yield entry.problem(("names", index), "E309", message, "drop one")
            seen.add(folded)


@rule("E310")
def codes_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """No two countries share an alpha-2 code, and no two issues a code."""
    for records, name in ((catalogue.countries, "alpha2"), (catalogue.issues, "code")):
        seen: dict[str, str] = {}
        for key, entry in records.items():
            code = getattr(entry.record, name)
            if code in seen:
                message = f"'{code}' is also the code of {seen[code]}"
                yield entry.problem((name,), "E310", message, "give it its own")
            seen[code] = key


def each_demand(
    catalogue: Catalogue,
) -> Iterator[tuple[Entry[Letter], int, Demand]]:
    """Every demand with its letter's entry and its place in the list."""
    for entry in catalogue.letters.values():
        for index, demand in enumerate(entry.record.demands):
            yield entry, index, demand
