"""One catalogue from one or several folders of seeds.

Later folders extend earlier ones: they may use every id of them and add their own,
but never redefine one, so that nobody's seeds can quietly change what others cite.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hrdemands.seedfiles.files import find_files
from hrdemands.seedfiles.holdings import Demands, Letters
from hrdemands.seedfiles.jsonlines import LinesFile
from hrdemands.seedfiles.problems import Problem, SeedFile, Step, path_text
from hrdemands.seedfiles.reading import (
    Entry,
    Folder,
    Placed,
    key_of,
    read_folder,
)
from hrdemands.seedfiles.records import (
    Action,
    Actor,
    Ask,
    AskJudgement,
    Body,
    Country,
    Demand,
    Group,
    Issue,
    Letter,
    Mechanism,
    Membership,
    Object,
    Office,
    Organization,
    Pair,
    Person,
    Place,
    Record,
    Region,
    Relation,
    Session,
    StateClass,
    Tenure,
    Verb,
)
from hrdemands.seedfiles.regular import MAX_BYTES

ACTOR_KINDS = ("organizations", "persons", "offices", "bodies", "classes")
_IMPORTED = re.compile(r"(upr|uhri)-[a-z0-9]+(-[a-z0-9]+)*/[1-9][0-9]{0,8}")

Judged = tuple[str, Membership, Entry[Any], tuple[Step, ...]]
"""The id of an ask, a judgement against it, its record, and its path in that."""


@dataclass(slots=True)
class Catalogue:
    """Every record by its id, from which `checks` and the loader work.

    Actors of all kinds share one space of ids; judgements and pairs have none and go
    by the place where they stand, so that rules see what is given twice; `demands`
    maps ``<letter>/<n>`` to the letter's entry and the demand's place in it;
    `doubtful` are the ids that stand in what could not be read or taken, so that
    nothing can be said about their use; of `lines` the letters are yet to be taken.
    """

    files: list[SeedFile] = field(default_factory=list)
    regions: dict[str, Entry[Region]] = field(default_factory=dict)
    countries: dict[str, Entry[Country]] = field(default_factory=dict)
    places: dict[str, Entry[Place]] = field(default_factory=dict)
    issues: dict[str, Entry[Issue]] = field(default_factory=dict)
    actions: dict[str, Entry[Action]] = field(default_factory=dict)
    groups: dict[str, Entry[Group]] = field(default_factory=dict)
    mechanisms: dict[str, Entry[Mechanism]] = field(default_factory=dict)
    sessions: dict[str, Entry[Session]] = field(default_factory=dict)
    objects: dict[str, Entry[Object]] = field(default_factory=dict)
    verbs: dict[str, Entry[Verb]] = field(default_factory=dict)
    organizations: dict[str, Entry[Organization]] = field(default_factory=dict)
    persons: dict[str, Entry[Person]] = field(default_factory=dict)
    offices: dict[str, Entry[Office]] = field(default_factory=dict)
    bodies: dict[str, Entry[Body]] = field(default_factory=dict)
    classes: dict[str, Entry[StateClass]] = field(default_factory=dict)
    tenures: dict[str, Entry[Tenure]] = field(default_factory=dict)
    letters: Letters = field(default_factory=Letters)
    asks: dict[str, Entry[Ask]] = field(default_factory=dict)
    judgements: dict[str, Entry[AskJudgement]] = field(default_factory=dict)
    pairs: dict[str, Entry[Pair]] = field(default_factory=dict)
    relations: dict[str, Entry[Relation]] = field(default_factory=dict)
    demands: Demands = field(init=False)
    doubtful: set[str] = field(default_factory=set)
    lines: list[LinesFile] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.demands = Demands(self.letters)

    def actors(self) -> dict[str, Entry[Actor]]:
        """Organizations, persons, offices, bodies and classes by id."""
        return {
            key: entry
            for kind in ACTOR_KINDS
            for key, entry in getattr(self, kind).items()
        }

    def memberships(self) -> Iterator[Judged]:
        """Every judgement against an ask: those that asks list, then the others."""
        for key, ask in self.asks.items():
            for index, membership in enumerate(ask.record.memberships):
                yield key, membership, ask, ("memberships", index)
        for entry in self.judgements.values():
            yield entry.record.ask, entry.record, entry, ()

    def demand(self, demand_id: str) -> Demand:
        """The demand with the id ``<letter>/<n>``."""
        entry, index = self.demands[demand_id]
        return entry.record.demands[index]


def read_catalogue(
    roots: list[Path], max_bytes: int = MAX_BYTES
) -> tuple[Catalogue, list[Problem]]:
    """Read the folders *roots*, in order, into one catalogue; none of them twice.

    Returns it with the problems of its files, its records and its ids; `checks` adds
    the letters of JSON Lines, and the problems of its rules. Files of more than
    *max_bytes* are refused. Raises DataError for a root that is no folder of seeds.
    """
    catalogue = Catalogue()
    problems: list[Problem] = []
    for label, root in _labelled(roots).items():
        folder = read_folder(root, label, max_bytes)
        problems += take(catalogue, folder)
    return catalogue, problems


def files_of(roots: list[Path]) -> Iterator[tuple[str, Path]]:
    """The seed files of *roots*, each with what a database knows it by.

    Raises DataError for a root that is no folder of seeds.
    """
    for label, root in _labelled(roots).items():
        for path in find_files(root)[0]:
            yield key_of(label, root, path), path


def _labelled(roots: list[Path]) -> dict[str, Path]:
    """Each folder once, by its own name, numbered where two are called alike."""
    # Unlike Path.resolve, realpath takes links that run in a circle.
    distinct: dict[str, Path] = {}
    for root in roots:
        distinct.setdefault(os.path.realpath(root), root)
    labelled: dict[str, Path] = {}
    for real, root in distinct.items():
        name = Path(real).name or "seeds"
        label, number = name, 1
        while label in labelled:
            number += 1
            label = f"{name} {number}"
        labelled[label] = root
    return labelled


def demand_id(letter: str, n: int) -> str:
    """The id of a demand, as users cite it."""
    return f"{letter}/{n}"


def is_imported(demand: str) -> bool:
    """Whether *demand* is an id that only an import gives.

    Such demands stand in a user's database and in no seeds.
    """
    return _IMPORTED.fullmatch(demand) is not None


def take(catalogue: Catalogue, folder: Folder) -> Iterator[Problem]:
    """Add what *folder* holds, and yield its problems and those of ids given twice."""
    catalogue.files += folder.files
    catalogue.lines += folder.lines
    catalogue.doubtful |= folder.doubtful
    yield from folder.problems
    for kind, entries in folder.entries.items():
        for entry in entries:
            key = _key(entry)
            taken = _already(catalogue, kind, key)
            if taken:
                yield _is_taken(catalogue, entry, key, taken)
                continue
            getattr(catalogue, kind)[key] = entry
            if isinstance(entry.record, Letter):
                numbers = [demand.n for demand in entry.record.demands]
                catalogue.demands.number(key, numbers)


def take_placed(catalogue: Catalogue, placed: Placed) -> Iterator[Problem]:
    """Add a letter that is not held; yield the problem of an id given twice."""
    taken = catalogue.letters.get(placed.key)
    if taken:
        yield _is_taken(catalogue, placed.entry(), placed.key, taken)
        return
    catalogue.letters.place(placed.key, placed.line)
    catalogue.demands.number(placed.key, placed.numbers)


def _is_taken(
    catalogue: Catalogue, entry: Entry[Any], key: str, taken: Entry[Any]
) -> Problem:
    catalogue.doubtful.add(key)
    return entry.problem(
        (),
        "E301",
        f"'{key}' is taken: it stands in {taken.where}",
        "choose another id, or leave one out",
    )


def _already(catalogue: Catalogue, kind: str, key: str) -> Entry[Any] | None:
    kinds = ACTOR_KINDS if kind in ACTOR_KINDS else (kind,)
    found = (getattr(catalogue, each).get(key) for each in kinds)
    return next((entry for entry in found if entry), None)


def _key(entry: Entry[Any]) -> str:
    record: Record = entry.record
    if isinstance(record, AskJudgement | Pair):
        return f"{entry.file.key} {path_text(entry.path)}"
    if isinstance(record, Country):
        return record.code
    if isinstance(record, Session):
        return str(record.n)
    if isinstance(record, Tenure):
        return f"{record.office} {record.person} {record.from_}"
    if isinstance(record, Relation):
        return f"{record.later} {record.kind} {record.earlier}"
    return str(getattr(record, "id"))  # noqa: B009 - every other record has one
