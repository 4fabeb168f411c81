"""What demands are searched by: their words, and their places in time.

A demand's words are the stems of its summary and of its text (of its quote, where no
text is held), and a code for every country, place and mechanism it is coded with. Its
position grows with the last day of its letter, and within a day in the order of
answers, so that what is newest is found first without sorting, the same on both
databases whatever was loaded before what.
"""

import os
import pickle
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import IO, Any, NamedTuple

from hrdemands import schema
from hrdemands.errors import OutputError
from hrdemands.queries.searching.codes import CODED, SEPARATOR, code
from hrdemands.schema import Base
from hrdemands.store.batches import batched
from hrdemands.store.rows.hashes import DEMAND, value_of
from hrdemands.store.rows.sink import Rows, columns, table
from hrdemands.words import LONGEST_STEM, Stems, words_of

FORMAT = "1"
"""Raised when the same demands come to have other words: all are made anew.

It is kept as the stem of no word.
"""

DAY = 1 << 22
"""Demands that a day has room for."""

_LETTERS_AT_ONCE = 200

MOST_WORDS = 8_000
"""Words of a text that are searched."""

Words = list[tuple[str, str]]
"""The demands of a letter, from the last to the first, each with its words."""

Said = list[tuple[str, str | None, str, list[str]]]
"""What the demands of a letter say, from the last to the first.

Each has its id, its summary, its text or quote, and the codes of what it is coded with.
"""

Select = Callable[[str, Sequence[str]], Iterable[Sequence[Any]]]
"""Runs a statement with ``{ids}`` in it, for not too many ids."""


class Indexed(NamedTuple):
    """A demand as it is searched."""

    position: int
    demand_id: str
    words: str


class Letter(NamedTuple):
    """A letter, in the order of positions."""

    latest: date
    earliest: date
    id: str

    @property
    def day(self) -> int:
        """The day that positions go by."""
        return self.latest.toordinal()


LETTERS = "SELECT latest, earliest, id FROM letter"


def in_order(rows: Iterable[Sequence[Any]]) -> list[Letter]:
    """The letters of the rows of `LETTERS`, as positions go."""
    found = [Letter(_date(row[0]), _date(row[1]), row[2]) for row in rows]
    # Ids go the other way: the order of answers has them forwards.
    found.sort(key=attrgetter("id"), reverse=True)
    return sorted(found, key=attrgetter("latest", "earliest"))


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def day_of(value: date | str) -> int:
    """The day that positions go by, of a letter's latest day."""
    return _date(value).toordinal()


def indexed_words(
    summary: str | None, said: str, codes: Iterable[str], stems: Stems
) -> str:
    """What a demand is searched by, of its own words, those of its text, and codes."""
    stem_of = stems.__getitem__
    found = list(map(stem_of, words_of(summary)[:MOST_WORDS])) if summary else []
    found.append(SEPARATOR)
    found += map(stem_of, words_of(said)[:MOST_WORDS])
    found.append(SEPARATOR)
    found += sorted(codes)
    return " ".join(found)


_LINKS = {kind: Base.metadata.tables[f"demand_{kind}"] for kind in CODED}
_TEXT = table(schema.DemandText)
_SAID = itemgetter(*map(columns(DEMAND).index, ("n", "id", "summary", "quote")))


def said_in_letter(rows: Rows) -> Said:
    """What the demands of one letter say, whose *rows* are at hand."""
    codes: dict[str, list[str]] = {}
    for kind, each in _LINKS.items():
        demand_of, value = value_of(each, "demand_id"), value_of(each, CODED[kind].key)
        for row in rows.get(each, ()):
            codes.setdefault(demand_of(row), []).append(code(kind, value(row)))
    texts = dict(map(itemgetter(0, 1), rows.get(_TEXT, ())))
    return [
        (key, summary, texts.get(key, quote), codes.get(key, []))
        for _, key, summary, quote in sorted(map(_SAID, rows[DEMAND]), reverse=True)
    ]


def words_of_said(said: Said, stems: Stems) -> Words:
    """What demands are searched by that say this."""
    return [
        (key, indexed_words(summary, words, codes, stems))
        for key, summary, words, codes in said
    ]


def packed(of_letter: Words | Said) -> bytes:
    """What `KeptWords` keeps of a letter."""
    return pickle.dumps(of_letter)


class KeptWords:
    """Words that were made with the rows of their demands, until these are in place.

    They are kept in a file that is gone with the object: in all they may be larger
    than the memory that a load is to take. Who shares the file may find the words, of
    what is said, which is then kept in their place.
    """

    def __init__(self, share: Callable[[str], object] = lambda _: None) -> None:
        """Make the file, and *share* its name, which it has no longer afterwards."""
        with told_where():
            number, name = tempfile.mkstemp(prefix="hrdemands-")
            self._file = os.fdopen(number, "w+b")
        try:
            share(name)
        finally:
            with told_where():
                Path(name).unlink()
        self._places: dict[str, int] = {}
        self._end = 0
        self.stems: dict[str, str] = {}

    def close(self) -> None:
        """Let go of all words."""
        # What could not be written is tried once more, and is wanted no more.
        with suppress(OSError):
            self._file.close()

    def add(self, letter: str, packed: bytes) -> None:
        """Keep what is `packed` of a letter."""
        self._places[letter] = self._end
        with told_where():
            self._end += self._file.write(packed)

    def places(self) -> dict[str, int]:
        """Where the words of each letter begin, in the file as it is then."""
        with told_where():
            self._file.flush()
        return self._places

    def of_letters(self, letters: Iterable[str]) -> dict[str, Words]:
        """The words of those of *letters* that are kept."""
        with told_where():
            return kept_in_file(self._file, self.places(), letters)


def kept_in_file(
    file: IO[bytes], places: Mapping[str, int], letters: Iterable[str]
) -> dict[str, Any]:
    """What the *file* of `KeptWords` has of those *letters* that have *places*.

    Raises OSError where it cannot be read.
    """
    found = {}
    for letter in letters:
        if letter in places:
            file.seek(places[letter])
            found[letter] = pickle.load(file)  # noqa: S301 - our own
    return found


@contextmanager
def told_where() -> Iterator[None]:
    """Raise OutputError for what fails in the folder of temporary files."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise OutputError(
            f"{tempfile.gettempdir()}: {reason}",
            "make room there, or name another folder by TMPDIR; nothing was changed",
        ) from None


def indexed(
    letters: Iterable[Letter], words_of: Callable[[Sequence[str]], dict[str, Words]]
) -> Iterator[Indexed]:
    """The demands of *letters*, which must be all of their days and in order.

    *words_of* gives, by letter, the demands of some letters with their words.
    """
    found = _with_words(letters, words_of)
    for day, of_day in groupby(found, key=itemgetter(0)):
        for position, (_, key, words) in enumerate(of_day, day * DAY):
            yield Indexed(position, key, words)


def _with_words(
    letters: Iterable[Letter], words_of: Callable[[Sequence[str]], dict[str, Words]]
) -> Iterator[tuple[int, str, str]]:
    for batch in batched(letters, _LETTERS_AT_ONCE):
        found = words_of([letter.id for letter in batch])
        for letter in batch:
            for key, words in found.get(letter.id, ()):
                yield letter.day, key, words


class Maker:
    """Makes what is indexed of demands, and keeps the stems of the words met."""

    def __init__(self, select: Select, kept: KeptWords | None = None) -> None:
        """Make it of what *select* selects, but for words that are *kept*."""
        self._select = select
        self._kept = kept
        self._stems = Stems()
        if kept:
            self._stems.update(kept.stems)

    def indexed(self, letters: Iterable[Letter]) -> Iterator[Indexed]:
        """The demands of *letters*, which must be all of their days and in order."""
        return indexed(letters, self._words_of)

    def stems(self) -> Iterator[tuple[str, str]]:
        """The words met whose stems are others, and these; first the `FORMAT`."""
        yield "", FORMAT
        for word, stem in self._stems.items():
            if word != stem and len(word) <= LONGEST_STEM:
                yield word, stem

    def _words_of(self, letters: Sequence[str]) -> dict[str, Words]:
        found = self._kept.of_letters(letters) if self._kept else {}
        return found | self._of_letters([key for key in letters if key not in found])

    def _of_letters(self, letters: Sequence[str]) -> dict[str, Words]:
        """By letter, its demands with their words, from the last to the first."""
        if not letters:
            return {}
        codes = self._codes(letters)
        found: dict[str, Words] = {}
        for letter, key, summary, said in self._select(_TEXTS, letters):
            words = indexed_words(summary, said, codes.get(key, ()), self._stems)
            found.setdefault(letter, []).append((key, words))
        return found

    def _codes(self, letters: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind, coded in CODED.items():
            for key, value in self._select(coded.links, letters):
                found.setdefault(key, []).append(code(kind, value))
        return found


_TEXTS = (
    "SELECT d.letter_id, d.id, d.summary, coalesce(t.text, d.quote) FROM demand d"
    " LEFT JOIN demand_text t ON t.demand_id = d.id"
    " WHERE d.letter_id IN {ids} ORDER BY d.letter_id, d.n DESC"
)
