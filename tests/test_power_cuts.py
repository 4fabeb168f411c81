"""What was acknowledged survives a power cut, whatever else the disk loses."""

import random
from collections import Counter

import pytest
from diskrecord import (
    Deleted,
    NoRecording,
    Opened,
    Synced,
    Written,
    recording,
)
from outages import Loads, settings
from powercuts import Disk

CUTS = 40
AT_MOST = 400
"""Cuts until one does harm; one of twenty does to the least of weaker settings."""


@pytest.fixture(scope="module")
def loads(tmp_path_factory: pytest.TempPathFactory) -> Loads:
    """Return loads to be recorded; skip where this Python's SQLite is out of reach."""
    folder = tmp_path_factory.mktemp("outages")
    try:
        with recording(folder):
            pass
    except NoRecording as error:
        pytest.skip(str(error))
    return Loads(folder)


@pytest.mark.parametrize("wal", [False, True], ids=["rollback journal", "log"])
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    loads: Loads, *, wal: bool
) -> None:
    found = loads.after(loads.recorded(wal=wal), CUTS, seed=1, load_each=10)

    assert Counter(found) == {"whole": CUTS}


@pytest.mark.parametrize(
    ("pragmas", "wal", "harm"),
    [
        (["synchronous = OFF"], False, "corrupt"),
        (["synchronous = FULL"], False, "lost"),
        (["synchronous = NORMAL"], True, "lost"),
    ],
    ids=["synchronous off", "deletion not synced", "log not synced"],
)
def test_weaker_settings_would_lose_it(
    loads: Loads, pragmas: list[str], *, wal: bool, harm: str
) -> None:
    """Show that the cuts can do harm, and why the settings are what they are."""
    with settings(pragmas):
        events = loads.recorded(wal=wal)

    assert harm in loads.after(events, AT_MOST, seed=1, load_each=AT_MOST)


@pytest.fixture
def disk() -> Disk:
    """Return a disk with a file of 1,024 synced bytes, its name synced too."""
    disk = Disk()
    for event in (
        Opened("x", made=True, syncs_folder=True),
        Written("x", 0, b"a" * 1024),
        Synced("x"),
    ):
        disk.take(event)
    return disk


def left(disk: Disk, name: str) -> set[bytes | None]:
    """What many cuts at the same moment leave of a file."""
    cuts = (disk.after_a_cut(random.Random(n)) for n in range(200))  # noqa: S311
    return {files.get(name) for files in cuts}


def test_what_was_synced_is_there(disk: Disk) -> None:
    assert left(disk, "x") == {b"a" * 1024}


def test_what_was_not_synced_is_torn(disk: Disk) -> None:
    disk.take(Written("x", 0, b"b" * 1024))

    halves = {content and (content[:512], content[512:]) for content in left(disk, "x")}

    a, b = b"a" * 512, b"b" * 512
    assert halves == {(a, a), (a, b), (b, a), (b, b)}


def test_a_name_is_lost_or_comes_back_unless_its_folder_was_synced(disk: Disk) -> None:
    disk.take(Opened("y", made=True, syncs_folder=False))
    disk.take(Synced("y"))
    assert left(disk, "y") == {None, b""}

    disk.take(Deleted("x", syncs_folder=False))
    assert left(disk, "x") == {None, b"a" * 1024}
    disk.take(Deleted("y", syncs_folder=True))
    assert (left(disk, "x"), left(disk, "y")) == ({None}, {None})


def test_what_is_recorded_is_what_sqlite_did(loads: Loads) -> None:
    disk = Disk()
    for event in loads.recorded():
        disk.take(event)

    files = disk.after_a_cut(random.Random(1))  # noqa: S311

    assert set(files) == {"hrdemands.db"}
    assert files["hrdemands.db"].startswith(b"SQLite format 3\0")
    assert disk.acknowledged == 6
