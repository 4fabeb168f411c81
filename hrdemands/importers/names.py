"""What the names and labels of other schemes are in the user's own vocabularies.

Made from plain rows of the database, so that a country, body or mapping that users
added themselves counts. Nothing is guessed: what is unknown, or is the name of two
things, is no match, and stays with the demand as it was written.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hrdemands.text import fold_name

Row = Mapping[str, Any]
MATCHES = ("exact", "close", "broad")
_MARKS = re.compile(r"[\s*\u2020]+$")
_JOINERS = re.compile(r"(\s*[,;|\n]\s*|\s+-\s+)")


class Names:
    """Countries, bodies, and the terms of other schemes, by what sources call them."""

    def __init__(
        self,
        *,
        countries: Iterable[Row] = (),
        bodies: Iterable[Row] = (),
        mappings: Iterable[Row] = (),
    ) -> None:
        """Take rows with ``id, name, folded``, of mappings ``scheme, label, match``."""
        rows = list(countries)
        self.shown = {str(row["id"]): str(row["name"]) for row in rows}
        self._countries = _by_name(rows)
        self._bodies = _by_name(bodies)
        self._terms = _by_label(mappings)
        self._found: dict[str, str | None] = {}
        self._lists: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def country(self, written: str) -> str | None:
        """The alpha-3 code of a country's name or code, starred or not."""
        if written not in self._found:
            if len(self._found) > _MOST_FOUND:
                self._found.clear()
            self._found[written] = _only(self._countries, _MARKS.sub("", written))
        return self._found[written]

    def body(self, written: str) -> str | None:
        """The actor that a recommending body is."""
        return _only(self._bodies, written)

    def terms(self, scheme: str, label: str) -> tuple[str, ...]:
        """Our terms for one label of a scheme: those that match it best."""
        return self._terms.get((scheme, fold_name(label)), ())

    def listed(
        self, scheme: str, joined: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Our terms for a list of labels in one cell, and the labels not known.

        Whatever joins the labels may also stand inside of one: of the ways to part
        the list, that with the longest known labels is taken.
        """
        key = scheme, joined
        if key not in self._lists:
            if len(self._lists) > _MOST_FOUND:
                self._lists.clear()
            self._lists[key] = self._parted(scheme, joined)
        return self._lists[key]

    def _parted(
        self, scheme: str, joined: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        parts = _JOINERS.split(joined)
        found: dict[str, None] = {}
        unknown = []
        at = 0
        while at < len(parts):
            end, terms = self._longest(scheme, parts, at)
            found |= dict.fromkeys(terms)
            label = "".join(parts[at:end]).strip()
            if label and not terms:
                unknown.append(label)
            at = end + 1
        return tuple(found), tuple(unknown)

    def _longest(
        self, scheme: str, parts: list[str], at: int
    ) -> tuple[int, tuple[str, ...]]:
        """The end of the longest known label that begins at *at*, and its terms."""
        # Labels and joiners take turns: a label never ends in a joiner.
        furthest = min((len(parts) - at - 1) // 2, _MOST_JOINED)
        for joined in range(furthest, -1, -1):
            end = at + 1 + 2 * joined
            if terms := self.terms(scheme, "".join(parts[at:end])):
                return end, terms
        return at + 1, ()


_MOST_JOINED = 8
"""Joiners that one label has at most."""
_MOST_FOUND = 10_000
"""Answers that are kept: there are some 300 names, and a stranger's file."""


def _by_name(rows: Iterable[Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows:
        for name in (row["folded"], row["id"], row["name"]):
            found.setdefault(fold_name(str(name)), set()).add(str(row["id"]))
    return found


def _only(known: dict[str, set[str]], written: str) -> str | None:
    ids = known.get(fold_name(written), set())
    return next(iter(ids)) if len(ids) == 1 else None


def _by_label(mappings: Iterable[Row]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Terms by scheme and label: of those that match exactly, else closely, else."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in mappings:
        key = str(row["scheme"]), fold_name(str(row["label"]))
        rank = MATCHES.index(str(row["match"]))
        found.setdefault(key, []).append((rank, str(row["id"])))
    return {
        key: tuple(term for rank, term in sorted(terms) if rank == min(terms)[0])
        for key, terms in found.items()
    }
