"""Any input at all: no traceback, no change by a command that reads.

``./run torture`` draws a hundred thousand from the same inputs.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fuzz_commands import LINES
from fuzz_inputs import CONTENTS, NAMES, TEXTS, WORDS
from fuzz_tables import TABLES
from fuzz_targets import (
    Ground,
    a_command_is_run,
    a_file_is_read,
    a_name_is_folded,
    a_name_is_looked_up,
    a_table_is_imported,
    a_text_is_folded,
    ground,
    words_are_searched,
)
from hypothesis import HealthCheck, given, settings

quick = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, shipped_sqlite: str
) -> Iterator[Ground]:
    """Yield a ground to fuzz on."""
    folder = tmp_path_factory.mktemp("fuzz")
    with ground(folder / "ground", Path(shutil.copy(shipped_sqlite, folder))) as made:
        yield made


@quick
@given(CONTENTS)
def test_any_file_is_read(place: Ground, content: bytes) -> None:
    a_file_is_read(place, content)


@quick
@given(TABLES)
def test_any_table_is_imported(place: Ground, table: tuple[str, bytes]) -> None:
    a_table_is_imported(place, table)


@quick
@given(TEXTS)
def test_any_text_is_folded(place: Ground, texts: tuple[str, str]) -> None:
    a_text_is_folded(place, texts)


@quick
@given(TEXTS)
def test_any_name_is_folded(place: Ground, texts: tuple[str, str]) -> None:
    a_name_is_folded(place, texts)


@quick
@given(NAMES)
def test_any_name_is_looked_up(place: Ground, name: tuple[str, str]) -> None:
    a_name_is_looked_up(place, name)


@quick
@given(WORDS)
def test_any_words_are_searched(place: Ground, words: str) -> None:
    words_are_searched(place, words)


@quick
@given(LINES)
def test_any_command_is_run(place: Ground, words: Sequence[str]) -> None:
    a_command_is_run(place, words)
