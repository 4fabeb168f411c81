"""Rules 3xx, continued: what is listed stands once, and goes by one name."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import each_demand, named, rule
from hrdemands.seedfiles.jsonlines import is_lines
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Demand
from hrdemands.text import fold_name, quoted

_Key = str | tuple[str, ...]


@rule("E307")
def nothing_stands_twice(catalogue: Catalogue) -> Iterator[Problem]:
    """A demand lists each actor, country, issue, place, group, mechanism once."""
    for entry, index, demand in each_demand(catalogue):
        for name, key in _repeated(demand):
            path = ("demands", index, name)
            listed = key if isinstance(key, str) else " ".join(key)
            message = f"lists {quoted(listed)} twice"
            yield entry.problem(path, "E307", message, "leave one out")


def _repeated(demand: Demand) -> Iterator[tuple[str, _Key]]:
    for name, key_of in _KEYS.items():
        listed = getattr(demand, name)
        # Most lists are too short to hold anything twice.
        if len(listed) > 1 and len(listed) > len({*map(key_of, listed)}):
            keys = Counter(map(key_of, listed))
            yield from ((name, key) for key, times in keys.items() if times > 1)


_KEYS: Mapping[str, Callable[[Any], _Key]] = {
    "actors": attrgetter("actor", "role"),
    "countries": attrgetter("country", "role"),
    "issues": str,
    "places": str,
    "groups": str,
    "mechanisms": str,
}


@rule("E308")
def letters_are_named_by_id(catalogue: Catalogue) -> Iterator[Problem]:
    """A letter's file is called by its id."""
    for entry in catalogue.letters.values():
        lines = is_lines(entry.file.path)
        if not lines and entry.file.path.stem != entry.record.id:
            message = f"'{entry.record.id}' stands in a file of another name"
            remedy = f"rename the file to {entry.record.id}.yaml"
            yield entry.problem(("id",), "E308", message, remedy)


@rule("E309")
def names_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A country or actor lists each of its names once, as look-ups fold them."""
    for entry in named(catalogue):
        seen = {fold_name(entry.record.name)}
        for index, other in enumerate(entry.record.names):
            folded = fold_name(other.name)
            if folded in seen:
                message = f"{quoted(other.name)} is listed twice"
                yield entry.problem(("names", index), "E309", message, "leave one out")
            seen.add(folded)


@rule("E310")
def codes_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """No two countries, regions or issues share a code: alpha-2, M49, or our own."""
    yield from _repeated_codes(catalogue.countries, "alpha2")
    yield from _repeated_codes(catalogue.countries, "m49")
    yield from _repeated_codes(catalogue.regions, "m49")
    yield from _repeated_codes(catalogue.issues, "code")


def _repeated_codes(records: Mapping[str, Entry[Any]], name: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, entry in records.items():
        code = getattr(entry.record, name)
        if code is not None and seen.setdefault(code, key) != key:
            message = f"{quoted(code)} is also the code of {seen[code]}"
            yield entry.problem((name,), "E310", message, "give each its own")


@rule("E311")
def places_list_countries_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A place lists each of its countries once."""
    for entry in catalogue.places.values():
        yield from _listed_twice(entry, "countries", "E311", entry.record.countries)


@rule("E312")
def mappings_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """An issue, action or group is mapped to each term of another scheme once."""
    for terms in (catalogue.issues, catalogue.actions, catalogue.groups):
        for entry in terms.values():
            mapped = [f"{m.scheme} {m.label}" for m in entry.record.mappings]
            yield from _listed_twice(entry, "mappings", "E312", mapped)


def _listed_twice(
    entry: Entry[Any], name: str, code: str, keys: Iterable[str]
) -> Iterator[Problem]:
    """The places of *keys* that stood before in the list called *name*."""
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            message = f"lists {quoted(key)} twice"
            yield entry.problem((name, index), code, message, "leave one out")
        seen.add(key)


@rule("E313")
def wordings_stand_once(catalogue: Catalogue) -> Iterator[Problem]:
    """A wording means one object, and a form one verb, as look-ups fold them."""
    for records, name in ((catalogue.objects, "names"), (catalogue.verbs, "words")):
        seen: dict[str, str] = {}
        for key, entry in records.items():
            for index, wording in enumerate(getattr(entry.record, name)):
                other = seen.setdefault(fold_name(wording), key)
                if other != key:
                    message = f"{quoted(wording)} is also a wording of {other}"
                    yield entry.problem((name, index), "E313", message, "leave one out")
