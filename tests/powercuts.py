"""A disk that loses its power, modelled on what it may lose.

What was synced is there. Of what was not, each sector of each write survives or not by
itself, whatever the order it was written in, and so does each truncation. A sector a
file was lengthened by and that was lost is zeros or rubbish. Names that were made or
taken away since their folder was last synced are there or not, each by itself: a
journal that was deleted may come back.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from diskrecord import (
    Acknowledged,
    Deleted,
    Event,
    Opened,
    Synced,
    Truncated,
    Written,
)

SECTORS = (512, 4096)

Change = Written | Truncated
Names = dict[str, "_Content"]


@dataclass(eq=False, slots=True)
class _Content:
    """A file's bytes on the disk, and what was asked of it since."""

    durable: bytes = b""
    pending: list[Change] = field(default_factory=list)
    syncs_folder: bool = False

    def settle(self) -> None:
        self.durable = bytes(_applied(self.durable, self.pending))
        self.pending.clear()


class Disk:
    """A folder on a disk, as far as it is known to be written."""

    def __init__(self) -> None:
        self.acknowledged = 0
        self._synced: Names = {}
        self._now: Names = {}
        self._names: list[tuple[str, _Content | None]] = []

    def take(self, event: Event) -> None:
        """Do what SQLite asked."""
        match event:
            case Opened(name, made, syncs_folder):
                if made or name not in self._now:
                    self._name(name, _Content())
                self._now[name].syncs_folder |= syncs_folder
            case Written(name) | Truncated(name):
                self._now[name].pending.append(event)
            case Synced(name):
                self._sync(self._now[name])
            case Deleted(name, syncs_folder):
                self._name(name, None)
                self._settle_names(really=syncs_folder)
            case Acknowledged(loads):
                self.acknowledged = loads

    def _sync(self, content: _Content) -> None:
        content.settle()
        self._settle_names(really=content.syncs_folder)
        content.syncs_folder = False

    def _name(self, name: str, content: _Content | None) -> None:
        self._names.append((name, content))
        _rename(self._now, name, content)

    def _settle_names(self, *, really: bool) -> None:
        if really:
            self._synced = dict(self._now)
            self._names.clear()

    def after_a_cut(self, chance: random.Random) -> Mapping[str, bytes]:
        """The files there may be when the power is back."""
        sector, kept = chance.choice(SECTORS), chance.random()
        names = dict(self._synced)
        for name, content in self._names:
            if chance.random() < kept:
                _rename(names, name, content)
        return {
            name: _after_a_cut(content, sector, kept, chance)
            for name, content in names.items()
        }


def _rename(names: Names, name: str, content: _Content | None) -> None:
    if content is None:
        names.pop(name, None)
    else:
        names[name] = content


def _after_a_cut(
    content: _Content, sector: int, kept: float, chance: random.Random
) -> bytes:
    pieces = [piece for change in content.pending for piece in _torn(change, sector)]
    survived = [piece for piece in pieces if chance.random() < kept]
    rubbish = chance.randbytes(sector) if chance.random() < 1 / 2 else bytes(sector)
    return bytes(_applied(content.durable, survived, rubbish))


def _torn(change: Change, sector: int) -> Iterator[Change]:
    """What of a change reaches the disk, or not, by itself."""
    if isinstance(change, Truncated):
        yield change
        return
    start, end = change.offset, change.offset + len(change.content)
    inside = range((start // sector + 1) * sector, end, sector)
    for first, last in pairwise((start, *inside, end)):
        piece = change.content[first - start : last - start]
        yield Written(change.name, first, piece)


def _applied(
    before: bytes, changes: Iterable[Change], rubbish: bytes = b"\0"
) -> bytearray:
    after = bytearray(before)
    for change in changes:
        if isinstance(change, Truncated):
            del after[change.size :]
            _lengthen(after, change.size, rubbish)
        else:
            _lengthen(after, change.offset, rubbish)
            after[change.offset : change.offset + len(change.content)] = change.content
    return after


def _lengthen(content: bytearray, size: int, rubbish: bytes) -> None:
    if missing := size - len(content):
        content += (rubbish * (max(0, missing) // len(rubbish) + 1))[: max(0, missing)]


def cuts(
    events: Sequence[Event], count: int, seed: int
) -> Iterator[tuple[int, Mapping[str, bytes]]]:
    """Cut the power at *count* random moments of *events*.

    Every other one is close to where something is promised: a sync, a deletion, the
    program's word that it is done. Yields how much was acknowledged by then, and the
    files that were left.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    disk = Disk()
    left = sorted(_moments(events, count, chance), reverse=True)
    for number, event in enumerate(events, 1):
        disk.take(event)
        while left and left[-1] == number:
            left.pop()
            yield disk.acknowledged, disk.after_a_cut(chance)


def _moments(
    events: Sequence[Event], count: int, chance: random.Random
) -> Iterator[int]:
    """Numbers of events after which to cut."""
    promises = [
        number
        for number, event in enumerate(events, 1)
        if isinstance(event, Synced | Deleted | Acknowledged)
    ]
    for which in range(count):
        if which % 2 and promises:
            near = chance.choice(promises) + chance.randint(-2, 2)
            yield min(max(near, 1), len(events))
        else:
            yield chance.randint(1, len(events))


def put_back(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what a cut left into an empty *folder*."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
