"""What a load needs of letters: their rows, and what they are known and searched by.

It is made of their records alone, without a database, so that another process may make
it right where it checked the letters, which then need not be read again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Table

from hrdemands.schema import Base
from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks import Checking
from hrdemands.seedfiles.processes import Helper
from hrdemands.seedfiles.reading import Entry
from hrdemands.seedfiles.records import Letter
from hrdemands.store.batches import batched
from hrdemands.store.indexing import packed, said_in_letter, words_of_said
from hrdemands.store.rows import Rows, letter_rows
from hrdemands.store.rows.hashes import HASH, LETTER, value_of
from hrdemands.words import Stems

_AT_ONCE = 50
_TABLES: dict[str, Table] = {str(n): each for n, each in Base.metadata.tables.items()}

Texts = Mapping[str, str | None]
Finish = Callable[[Checking], object]


class Head(NamedTuple):
    """What tells whether the database has a letter as it is now."""

    seed_file: str
    content_hash: str
    text_sha256: str


class Made(NamedTuple):
    """What is made of one letter."""

    key: str
    head: Head
    rows: dict[str, list[Any]]
    """By the names of tables, which can go between processes."""
    words: bytes
    """What its demands are searched by, or say, packed, if that was asked for."""

    def by_table(self) -> Rows:
        """The rows by their tables."""
        return {_TABLES[name]: rows for name, rows in self.rows.items()}


class Batch(NamedTuple):
    """What is made of some letters, with stems of the words met that are new."""

    letters: list[Made]
    stems: dict[str, str]


class Wish(NamedTuple):
    """What is to be made of letters."""

    now: str = ""
    """When they are loaded."""
    searched: str = ""
    """What load words are made for, too, if they are: each has another name."""
    later: bool = False
    """Whether words are found later, and what is said is wanted in their place."""


def make(
    entries: Iterable[Entry[Letter]], wish: Wish, texts: Texts | None = None
) -> Batch:
    """Make what is wished of letters, and of the *texts* that belong to them."""
    stems = _stems(wish.searched) if wish.searched else None
    known = len(stems or ())
    made = [_made(entry, wish, (texts or {}).get(entry.record.id)) for entry in entries]
    return Batch(made, dict(islice((stems or {}).items(), known, None)))


def _made(entry: Entry[Letter], wish: Wish, text: str | None) -> Made:
    rows = letter_rows(entry, wish.now, text)
    found = value_of(LETTER, HASH)(rows[LETTER][0])
    head = Head(entry.file.key, found, entry.record.text.sha256)
    by_name = {str(each.name): of_it for each, of_it in rows.items()}
    return Made(entry.record.id, head, by_name, _words(rows, wish))


def _words(rows: Rows, wish: Wish) -> bytes:
    if not wish.searched:
        return b""
    said = said_in_letter(rows)
    return packed(said if wish.later else words_of_said(said, _stems(wish.searched)))


@lru_cache(maxsize=1)
def _stems(_load: str) -> Stems:
    """The stems that this process has met in a load; another must hear of all again."""
    return Stems()


def heads(entries: Iterable[Entry[Letter]]) -> dict[str, Head]:
    """What letters are known by."""
    return {made.key: made.head for made in make(entries, Wish()).letters}


class Letters(Protocol):
    """Letters that a load is to write if they are new, or changed."""

    catalogue: Catalogue
    """What they are of; all but letters is in it before any is made."""
    texts: Texts

    @property
    def count(self) -> int:
        """How many they are, if all is well."""

    def helper(self) -> Helper | None:
        """A process that may help when all are made, if there is one."""

    def made(self, wish: Wish, stored: Collection[str]) -> Iterator[Batch]:
        """What is wished of all letters; of those *stored*, the heads may do."""

    def finish(self) -> None:
        """Raise DataError if anything was wrong, for when all are made."""


class AtHand:
    """The letters of a catalogue that was checked before."""

    def __init__(
        self, catalogue: Catalogue, texts: Texts, known: Mapping[str, Head]
    ) -> None:
        """Take letters with their *texts*, of some of which the heads are *known*."""
        self.catalogue, self.texts, self._known = catalogue, texts, known

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.catalogue.letters)

    def helper(self) -> Helper | None:
        """None."""
        return None

    def made(self, wish: Wish, stored: Collection[str]) -> Iterator[Batch]:
        """What is wished of those that are not stored, or not known."""
        keys = list(self.catalogue.letters)
        passed = [key for key in keys if key in stored and key in self._known]
        yield Batch([Made(key, self._known[key], {}, b"") for key in passed], {})
        left = dict.fromkeys(keys)
        for key in passed:
            del left[key]
        for some in batched(left, _AT_ONCE):
            entries = [self.catalogue.letters[key] for key in some]
            yield make(entries, wish, self.texts)

    def finish(self) -> None:
        """All was checked before."""


class Passing:
    """Letters that are made as they pass a check, of which they have no texts."""

    def __init__(self, checking: Checking, finish: Finish) -> None:
        """Take the letters of *checking*, which *finish* ends and judges."""
        self.catalogue = checking.catalogue
        self.texts: Texts = {}
        self._checking, self._finish = checking, finish

    @property
    def count(self) -> int:
        """How many they are, if each line is one."""
        lines = sum(file.count for file in self.catalogue.lines)
        return len(self.catalogue.letters.held()) + lines

    def helper(self) -> Helper | None:
        """One of those that check."""
        return self._checking.helper()

    def made(self, wish: Wish, stored: Collection[str]) -> Iterator[Batch]:  # noqa: ARG002
        """What is wished of all, until one is faulty."""
        for some in batched(self.catalogue.letters.held().values(), _AT_ONCE):
            yield make(some, wish)
        yield from self._checking.passing(partial(make, wish=wish))

    def finish(self) -> None:
        """Raise DataError if anything was wrong."""
        self._finish(self._checking)
