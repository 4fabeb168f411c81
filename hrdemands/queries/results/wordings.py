"""The wordings by which things, verbs and countries are found in texts."""

from typing import NamedTuple

Pair = tuple[str, str]


class Wordings(NamedTuple):
    """Every wording, as pairs of what is meant and how it is worded.

    ``objects`` that mean a mechanism or instrument carry its id. ``labels`` are names
    as shown, by id; ``opposites`` pairs of verbs that undo each other; ``actions`` the
    class of acts of each verb.
    """

    mechanisms: tuple[Pair, ...] = ()
    objects: tuple[Pair, ...] = ()
    verbs: tuple[Pair, ...] = ()
    countries: tuple[Pair, ...] = ()
    instruments: tuple[str, ...] = ()
    opposites: tuple[Pair, ...] = ()
    actions: tuple[Pair, ...] = ()
    labels: tuple[Pair, ...] = ()
