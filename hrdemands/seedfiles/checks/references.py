"""Rule E302: ids that are used exist."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from hrdemands.seedfiles.catalogue import ACTOR_KINDS, Catalogue, is_imported
from hrdemands.seedfiles.characters import look_alike
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Demand, Letter, Signatory
from hrdemands.seedfiles.salvage import ANY_DEMAND, ANY_RECORD
from hrdemands.text import quoted, suggestion

Use = tuple[Place, str, str]
"""A path within a record, the kind it refers to, and the id."""


@rule("E302", joins=True)
def references_exist(catalogue: Catalogue) -> Iterator[Problem]:
    """An id that is used is the id of a record of that kind."""
    known = _known_ids(catalogue)

    @cache
    def remedy(kind: str, key: str) -> str:
        return suggestion(key, list(known[kind])) or _REMEDIES[kind]

    for entry, uses in _all_uses(catalogue):
        for path, kind, key in uses:
            if key in known[kind] or (kind == "judged" and is_imported(key)):
                continue
            if not _is_doubtful(catalogue, kind, key):
                message = f"{quoted(key)} is no {_KIND_WORDS[kind]}{look_alike(key)}"
                yield entry.problem(path, "E302", message, remedy(kind, key))


def note_uses(letter: Letter, used: dict[str, set[str]]) -> None:
    """Add the ids that a letter uses to *used*, by the kind they are to be of."""
    for _, kind, key in _head_uses(letter):
        used[kind].add(key)
    for demand in letter.demands:
        for name, kind in _DEMAND_FIELDS.items():
            value = getattr(demand, name)
            if type(value) is tuple:
                used[kind].update(value)
            elif value is not None:
                used[kind].add(value)
        used["chain"].update([link.actor for link in demand.actors])
        used["countries"].update([named.country for named in demand.countries])


def unknown_ids(catalogue: Catalogue, used: Mapping[str, set[str]]) -> bool:
    """Whether one of the ids *used* is none of its kind."""
    known = _known_ids(catalogue)
    return any(key not in known[kind] for kind in used for key in used[kind])


def _is_doubtful(catalogue: Catalogue, kind: str, key: str) -> bool:
    """Whether *key*, or the letter of a demand, may stand in what could not be read."""
    any_of_them = ANY_DEMAND if kind in _DEMANDS else ANY_RECORD
    its_own = (key, key.partition("/")[0])
    return not catalogue.doubtful.isdisjoint((any_of_them, *its_own))


_DEMANDS = ("demands", "judged")
_KIND_WORDS = {
    "regions": "region",
    "countries": "country",
    "places": "place",
    "issues": "issue",
    "actions": "action",
    "groups": "group",
    "mechanisms": "mechanism or instrument",
    "verbs": "verb",
    "organizations": "organization",
    "persons": "person",
    "offices": "office",
    "senders": "organization or person",
    "institutions": "organization or body",
    "chain": "actor or state",
    "demands": "demand",
    "asks": "ask",
    "judged": "demand",
}
_REMEDIES = {kind: f"add a record of it under {kind}" for kind in _KIND_WORDS} | {
    "countries": "give the alpha-3 code",
    "senders": "add a record of it under organizations or persons",
    "institutions": "add a record of it under organizations or bodies",
    "chain": "add the actor, or give a state's alpha-3 code",
    "demands": "write <letter>/<n>",
    "judged": "write <letter>/<n>",
}


def _known_ids(catalogue: Catalogue) -> dict[str, Collection[str]]:
    known: dict[str, Collection[str]] = {
        kind: getattr(catalogue, kind)
        for kind in _KIND_WORDS
        if hasattr(catalogue, kind)
    }
    known["senders"] = {**catalogue.organizations, **catalogue.persons}
    known["institutions"] = {**catalogue.organizations, **catalogue.bodies}
    known["judged"] = catalogue.demands
    known["chain"] = {**catalogue.actors(), **catalogue.countries}
    return known


_FIELDS: dict[str, dict[str, str]] = {
    "regions": {"parent": "regions"},
    "countries": {"region": "regions", "un_group": "regions"},
    "places": {"countries": "countries"},
    "issues": {"parent": "issues"},
    **{kind: {"country": "countries"} for kind in ACTOR_KINDS},
    "organizations": {"country": "countries", "parent": "organizations"},
    "offices": {"country": "countries", "organization": "institutions"},
    "objects": {"means": "mechanisms"},
    "verbs": {"action": "actions", "opposite": "verbs"},
    "tenures": {"office": "offices", "person": "persons"},
    "judgements": {"ask": "asks", "demand": "judged"},
    "pairs": {"first": "judged", "second": "judged"},
    "relations": {"later": "demands", "earlier": "demands"},
}
_DEMAND_FIELDS = {
    "action": "actions",
    "target_action": "actions",
    "places": "places",
    "issues": "issues",
    "groups": "groups",
    "mechanisms": "mechanisms",
}


def _all_uses(catalogue: Catalogue) -> Iterator[tuple[Entry[Any], Iterator[Use]]]:
    for kind, fields in _FIELDS.items():
        for entry in getattr(catalogue, kind).values():
            yield entry, _uses(entry.record, fields)
    for letter in catalogue.letters.values():
        yield letter, _letter_uses(letter.record)
    for ask in catalogue.asks.values():
        yield ask, _each(("memberships",), ask.record.memberships, demand="judged")


def _uses(record: object, fields: dict[str, str], path: Place = ()) -> Iterator[Use]:
    """The ids in the named fields of the record at *path*: one, none or a list."""
    for name, kind in fields.items():
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from (((*path, name, i), kind, key) for i, key in enumerate(value))
        elif value is not None:
            yield (*path, name), kind, value


def _each(path: Place, records: tuple[object, ...], **fields: str) -> Iterator[Use]:
    for i, record in enumerate(records):
        yield from _uses(record, fields, (*path, i))


def _letter_uses(letter: Letter) -> Iterator[Use]:
    yield from _head_uses(letter)
    for i, demand in enumerate(letter.demands):
        yield from _demand_uses(("demands", i), demand)


def _head_uses(letter: Letter) -> Iterator[Use]:
    yield from _each(("senders",), letter.senders, actor="senders")
    for i, signatory in enumerate(letter.signatories):
        yield from _signatory_uses(("signatories", i), signatory)
    recipients = letter.recipients
    yield from _each(("recipients",), recipients, office="offices", holder="persons")


def _signatory_uses(path: Place, signatory: Signatory) -> Iterator[Use]:
    yield (*path, "person"), "persons", signatory.person
    affiliations = (*path, "affiliations")
    yield from _each(affiliations, signatory.affiliations, organization="organizations")


def _demand_uses(path: Place, demand: Demand) -> Iterator[Use]:
    yield from _uses(demand, _DEMAND_FIELDS, path)
    yield from _each((*path, "actors"), demand.actors, actor="chain")
    yield from _each((*path, "countries"), demand.countries, country="countries")
