"""The rows of what PostgreSQL searches, each with its words as a tsvector.

They are written as a binary COPY takes them: to read a tsvector as text, and to sort
it, takes PostgreSQL longer than all else of a row. That form is documented
(https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"); that of a
tsvector within it, by comments in the server's source alone (tsvector.c): the number
of lexemes, and of each itself in the client's encoding, which is UTF-8 (see `engine`),
a zero byte, the number of its places, and these, of two bytes each. Lexemes come in
the order of bytes, which spares the server sorting them. The tests compare what it
reads so with what it makes of the text.
"""

import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from struct import Struct
from typing import IO

from sqlalchemy import Connection

from hrdemands import schema
from hrdemands.store.beside import Way
from hrdemands.store.constraints import without_indexes
from hrdemands.store.indexing import Indexed
from hrdemands.store.rows.sink import table
from hrdemands.store.writing import copy_bytes

_COPY = (
    "COPY demand_words (position, demand_id, words, terms) FROM STDIN (FORMAT binary)"
)
_BEGINNING = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
_AT_ONCE = 1 << 18
"""Bytes that are sent at once."""

_NUMBER = Struct(">i").pack
_POSITION = Struct(">hiq").pack
_PLACES = [Struct(">H").pack(place) for place in range(1, 16_384)]
"""The places of a tsvector; PostgreSQL counts no further."""
_MOST = 256
"""Places that it keeps of a lexeme."""
_COUNTS = [b"\0" + Struct(">H").pack(number) for number in range(_MOST + 1)]


def _row(row: Indexed) -> bytes:
    position, key, text = row
    demand, words = key.encode(), text.encode()
    terms = _vector(words)
    return b"".join(
        (
            _POSITION(4, 8, position),
            *(_NUMBER(len(demand)), demand),
            *(_NUMBER(len(words)), words),
            *(_NUMBER(len(terms)), terms),
        )
    )


def _vector(words: bytes) -> bytes:
    """The words as a tsvector, each with its places."""
    found: dict[bytes, bytes] = {}
    for lexeme, place in zip(words.split(b" "), _PLACES, strict=False):
        found[lexeme] = found[lexeme] + place if lexeme in found else place
    parts = [_NUMBER(len(found))]
    for lexeme in sorted(found):
        places = found[lexeme][: 2 * _MOST]
        parts += lexeme, _COUNTS[len(places) // 2], places
    return b"".join(parts)


def build(rows: Iterable[Indexed]) -> Iterator[bytes]:
    """Write *rows* to a temporary file, as COPY takes them; return what is in it."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is read later
    file.writelines(map(_row, rows))
    return _parts(file)


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    with file:
        yield from iter(partial(file.read, _AT_ONCE), b"")


def take(connection: Connection, parts: Iterable[bytes]) -> None:
    """Make what was built all that is searched."""
    connection.exec_driver_sql("DELETE FROM demand_words")
    with without_indexes(connection, [_WORDS]):
        _send(connection, parts)


def insert(connection: Connection, rows: Iterable[Indexed]) -> None:
    """Add *rows* to what is searched."""
    _send(connection, map(_row, rows))


def _send(connection: Connection, parts: Iterable[bytes]) -> None:
    copy_bytes(connection, _COPY, chain((_BEGINNING,), parts, (_END,)))


_WORDS = table(schema.DemandWords)
WAY = Way(build, take)
