"""What demands are compared by."""

from typing import NamedTuple


class Statement(NamedTuple):
    """A demand, or a sentence of a draft, as far as it can be compared with others.

    ``words`` are all its words: summary, quote, and the whole span where the user has
    it. ``countries`` are those the ask is about (subjects, and states that must act);
    ``targets`` who must act in the end, or else who is asked; ``asks`` the canonical
    asks it was judged against, each with its judgement, ``paired`` the demands it was
    judged against without an ask. What is typed and stands in no
    database has neither ``id`` nor ``document``.
    """

    words: str
    id: str = ""
    document: str = ""
    source: str = "letters"
    countries: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    actions: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    mechanisms: frozenset[str] = frozenset()
    asks: tuple[tuple[str, str], ...] = ()
    paired: frozenset[str] = frozenset()
