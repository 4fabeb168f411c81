"""What holds whatever comes in: one function for each way in, for any input.

Each raises when it does not hold. `test_fuzz` calls them a few hundred times,
``benchmarks/torture.py`` a hundred thousand times.
"""

import io
import os
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from builders import TEXT, seeds
from builders import written as files_written
from search_inputs import written

from hrdemands.cli import cli
from hrdemands.cli.outcome import run
from hrdemands.errors import DataError, ExitStatus, NotFound
from hrdemands.importers.importer import Reading
from hrdemands.importers.names import Names
from hrdemands.importers.registry import IMPORTERS
from hrdemands.importers.tables import Limits, open_table
from hrdemands.importers.tally import Tally
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, open_reader
from hrdemands.queries.search import find_hits
from hrdemands.queries.searching.tree import LONGEST, parse
from hrdemands.queries.vocabularies import vocabularies
from hrdemands.seedfiles.characters import inside_character, look_alike
from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import SeedFile
from hrdemands.seedfiles.yamlfile import read_yaml
from hrdemands.text import (
    count_words,
    first_invisible,
    fold,
    fold_name,
    inside_word,
    visible,
    width,
)
from hrdemands.words import words_of


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the fuzzing goes on: a folder, and a database of the shipped seeds."""

    folder: Path
    db: Path
    reader: Reader
    names: Names


@contextmanager
def ground(folder: Path, db: Path) -> Iterator[Ground]:
    """Make *folder* a ground on which *db* is read; be in it until the end."""
    strange = {"wrong/x.yaml": "issues: b\n", "text.txt": "no seeds, no database\n"}
    files_written(folder, strange)
    files_written(folder / "seeds", seeds())
    files_written(folder / "texts", {"2016.txt": TEXT, "2018.txt": TEXT})
    (folder / "circle").symlink_to("circle")
    here = Path.cwd()
    os.chdir(folder)
    try:
        with open_reader(str(db)) as reader:
            countries, bodies, mappings = map(reader.rows, vocabularies())
            names = Names(countries=countries, bodies=bodies, mappings=mappings)
            yield Ground(folder, db, reader, names)
    finally:
        os.chdir(here)


def a_file_is_read(place: Ground, content: bytes) -> None:
    """Seeds of any bytes give data or problems of one line that steers nothing.

    They are checked as a letter and as other records, beside seeds without a problem.
    """
    folder = place.folder / "seeds"
    for name in ("x.yaml", "letters/x.yaml"):
        (folder / name).write_bytes(content)
    seed_file = SeedFile(folder / "x.yaml", "x.yaml")
    problems = read_yaml(seed_file)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(1 <= problem.line <= lines and problem.remedy for problem in problems)
    assert problems or seed_file.unread == ""
    for problem in [*problems, *check([folder], place.folder / "texts")[2]]:
        assert first_invisible(str(problem)) is None
        assert len(str(problem)) < 1000


def a_table_is_imported(place: Ground, given: tuple[str, bytes]) -> None:
    """A file of any bytes becomes documents that add up, or is refused in one line."""
    source, content = given
    path = place.folder / "seeds" / "table"
    path.write_bytes(content)
    importer, names, tally = IMPORTERS[source], place.names, Tally()
    refused = None
    try:
        with open_table(
            path,
            importer.columns,
            Limits(1_000_000),
            knows=lambda name: names.country(name) is not None,
        ) as table:
            reading = Reading("table", names, tally)
            documents = list(importer.documents(table.rows, reading))
    except DataError as error:
        refused = error
    else:
        made = sum(len(document.recommendations) for document in documents)
        assert tally.adds_up()
        assert made == tally.recommendations
        assert len({document.id for document in documents}) == len(documents)
    finally:
        path.unlink()
    if refused:
        assert refused.remedy
        assert first_invisible(str(refused)) is None
        assert len(str(refused)) < 1000


def a_text_is_folded(_: Ground, given: tuple[str, str]) -> None:
    """Folding keeps offsets and settles; what is shown hides nothing."""
    text, words = given
    folded = fold(text)
    assert fold(folded.text).text == folded.text
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    sought = fold(words).text.strip()
    for start, end in folded.find_all(words):
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).text.strip() == sought
    assert first_invisible(visible(text)) is None
    assert visible(visible(text)) == visible(text)


def a_name_is_folded(_: Ground, given: tuple[str, str]) -> None:
    """A folded name settles, is one however composed, and can be counted and shown."""
    text, _words = given
    name = fold_name(text)
    assert fold_name(name) == name
    assert fold_name(unicodedata.normalize("NFD", text)) == name
    assert first_invisible(name) is None or max(name) >= "\ud800"
    assert count_words(text) >= 0
    assert width(text) >= 0
    assert first_invisible(look_alike(text)) is None
    for at in range(-1, min(len(text), 500) + 1):
        inside_word(text, at)
        inside_character(text, at)


def a_name_is_looked_up(place: Ground, given: tuple[str, str]) -> None:
    """A name has one id, or an error that names it and a remedy."""
    kind, typed = given
    refused = None
    try:
        found = resolve(place.reader, kind, typed)
    except NotFound as error:
        refused = error
    else:
        assert resolve(place.reader, kind, found) == found
    assert refused is None or refused.remedy
    assert len(str(refused)) < 1000


def words_are_searched(place: Ground, words: str) -> None:
    """Any text is a search: read once and written out, it is read the same again.

    What is found has places that lie in what is shown, and the order changes no hit.
    """
    tree = parse(words)
    again = written(tree) if tree else ""
    # One sign may stand for four words, and what is written out be cut for its length.
    assert tree is None or len(again) > LONGEST or parse(again) == tree
    hits = find_hits(place.reader, words).hits
    assert tree is not None or not hits
    for hit in hits:
        assert hit.demand.quote
        for match in hit.matches:
            piece = getattr(hit.demand, match.field)[match.start : match.end]
            assert words_of(piece)
    newest = find_hits(place.reader, words, sort="newest").hits
    assert {hit.demand.id for hit in newest} == {hit.demand.id for hit in hits}


def a_command_is_run(place: Ground, words: Sequence[str]) -> None:
    """A command ends as documented, with one line for an error, and changes nothing.

    Only seeds with several problems have several.
    """
    before = place.db.read_bytes()
    status, out, err = said([*words], {"HRDEMANDS_DB": str(place.db)})
    assert status in set(ExitStatus), status
    assert "Traceback" not in err, err
    errors = [line for line in err.splitlines() if line.startswith("error:")]
    assert len(errors) <= 1 or "--alone" in words, err
    assert errors or status in (ExitStatus.OK, ExitStatus.DATA, ExitStatus.USAGE), out
    assert place.db.read_bytes() == before
    names = {path.name for path in place.folder.iterdir()}
    assert names - {"out.txt"} == {"wrong", "text.txt", "seeds", "texts", "circle"}


def said(words: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """Run a command as the program runs it: its status, stdout and stderr."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(stream, encoding="utf-8") for stream in (out, err)]
    kept, stdin = dict(os.environ), sys.stdin
    os.environ.update(environment)
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"SELECT 1"))
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            status = run(cli, words)
        for stream in streams:
            stream.flush()
        return status, out.getvalue().decode(), err.getvalue().decode()
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(kept)
