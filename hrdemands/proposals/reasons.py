"""What is alike in two statements, in words, as far as it weighs."""

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.keys import Act
from hrdemands.proposals.profiles import Profile
from hrdemands.proposals.words import FRAME, stem
from hrdemands.words import words_of

MOST_WORDS = 5


def reasons(mine: Profile, theirs: Profile, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Why two statements may be the same ask, the strongest reason first."""
    found = {
        "same object": _labels(mine.keys.things & theirs.keys.things, gazetteer),
        "same act": _shared_acts(mine.keys.acts, theirs.keys.acts),
        **_codes(mine, theirs, gazetteer),
        "similar words": _shared_words(mine, theirs),
    }
    return tuple(
        f"{what}: {', '.join(names)}" for what, names in found.items() if names
    )


def _codes(
    mine: Profile, theirs: Profile, gazetteer: Gazetteer
) -> dict[str, list[str]]:
    """What the codes of both share, by what it is."""
    first, second = mine.statement, theirs.statement
    countries = mine.keys.countries & theirs.keys.countries
    shared = {
        "same action": first.actions & second.actions,
        "same country": countries,
        "same target": (first.targets & second.targets) - countries,
        "shared issue": first.issues & second.issues,
    }
    return {what: _labels(ids, gazetteer) for what, ids in shared.items()}


def _labels(ids: frozenset[str], gazetteer: Gazetteer) -> list[str]:
    return sorted(gazetteer.labels.get(each, each) for each in ids)


def _shared_acts(mine: tuple[Act, ...], theirs: tuple[Act, ...]) -> list[str]:
    known = {(act.verb, act.negated) for act in theirs}
    shared = [act for act in mine if (act.verb, act.negated) in known]
    names = (f"not {act.verb}" if act.negated else act.verb for act in shared)
    return list(dict.fromkeys(names))


def _shared_words(mine: Profile, theirs: Profile) -> list[str]:
    """The longest words of *mine* that stand in *theirs* too, frame left out."""
    known = theirs.features["words"]
    words = dict.fromkeys(words_of(mine.statement.words))
    shared = [word for word in words if stem(word) in known and stem(word) not in FRAME]
    distinct = {stem(word): word for word in shared}
    chosen = sorted(distinct.values(), key=len, reverse=True)[:MOST_WORDS]
    return sorted(chosen, key=list(words).index)
