"""Files made to do harm: each is refused in one line, or does no harm when read.

What `test_reading` and `test_text_checks` refuse is not repeated here.
"""

import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import (
    ACTORS,
    LETTER,
    TERMS,
    TEXT,
    Change,
    Files,
    changed,
    line_of,
    problems_of,
    seeds,
    written,
)
from processes import outcome

from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.scalars import LONGEST_ID, LONGEST_NAME

GIGABYTE = 10**9


def refused(folder: Path, *, texts: Path | None = None) -> list[str]:
    """All problems of the seeds in *folder* as they print, less its parent's name."""
    found = problems_of(folder, texts=texts)
    return [str(problem).replace(f"{folder.parent}/", "") for problem in found]


# Sizes.


def long_id(files: Files) -> None:
    """Give an issue an id of a megabyte."""
    files[TERMS]["issues"][0]["id"] = "a" * 10**6


def long_name(files: Files) -> None:
    """Give an actor a name of a megabyte."""
    files[ACTORS]["persons"][0]["name"] = "Jane " * 200_000


def long_quote(files: Files) -> None:
    """Give a demand a quote of a megabyte."""
    files[LETTER]["demands"][0]["quote"] = "word " * 200_000


LONG: dict[str, tuple[Change, str]] = {
    "id": (
        long_id,
        "id: has 1,000,000 characters, more than 100 (shorten it) [E203]",
    ),
    "name": (
        long_name,
        "name: has 999,999 characters, more than 300 (shorten it) [E203]",
    ),
    "quote": (
        long_quote,
        ("quote: has 200000 words, more than 15 (keep only the operative ones) [E603]"),
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_a_megabyte_in_one_value(tmp_path: Path, name: str) -> None:
    """It is said to be too long, not shown."""
    change, expected = LONG[name]
    lines = refused(written(tmp_path / "seeds", changed(change)))
    assert any(line.endswith(expected) for line in lines)
    assert max(map(len, lines)) < 300


def test_ids_and_names_may_be_long(tmp_path: Path) -> None:
    """The limits are reached, not undercut."""
    issue = {"id": "a" * LONGEST_ID, "code": "X", "definition": "X"}
    more = {"issues": [issue | {"name": "\U0001f600" * LONGEST_NAME}]}
    assert problems_of(written(tmp_path, seeds() | {"x.yaml": more})) == []


def sparse(path: Path) -> Path:
    """Make a file of a gigabyte that takes no room."""
    with path.open("wb") as file:
        file.truncate(GIGABYTE)
    return path


def with_little_memory(work: Callable[[], list[str]]) -> str:
    """The lines that *work* returns, allowed 100 MB more than is in use."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + 10**8
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return "\n".join(work())


def test_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    """Neither as seeds nor as a text; memory for a tenth of it is enough."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2018.txt": TEXT})
    sparse(folder / "x.yaml")
    sparse(texts / "2016.txt")
    said = outcome(lambda: with_little_memory(lambda: refused(folder, texts=texts)))
    line = line_of(folder / LETTER, "file:")
    assert said.split("\n") == [
        (
            f"seeds/{LETTER}:{line}: text.file: texts/2016.txt has more than "
            "5,000,000 bytes (raise the limit by --max-bytes, or get the text "
            "that was coded) [E612]"
        ),
        (
            "seeds/x.yaml:1: has more than 5,000,000 bytes "
            "(split the file, or raise the limit by --max-bytes) [E102]"
        ),
    ]


def test_the_limit_is_for_the_caller_to_set(tmp_path: Path) -> None:
    """Seeds and texts are read up to the size that is allowed, and no byte more."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2016.txt": TEXT, "2018.txt": TEXT})
    largest = max(path.stat().st_size for path in folder.rglob("*.yaml"))
    assert check([folder], texts, max_bytes=largest)[2] == []
    codes = {p.code for p in check([folder], texts, max_bytes=largest - 1)[2]}
    assert "E102" in codes
    codes = {p.code for p in check([folder], texts, max_bytes=len(TEXT.encode()))[2]}
    assert codes == {"E102"}
    written(folder, {LETTER: seeds()[LETTER], "x.yaml": "#" * 6_000_000 + "\n"})
    assert [p.code for p in check([folder], texts)[2]] == ["E102"]
    assert [p.code for p in check([folder], max_bytes=10**18)[2]] == ["E205"]


# Folders, and files that are none.


@pytest.fixture
def deep_folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder of seeds with folders nested beyond the longest path."""
    folder = written(tmp_path / "seeds", seeds())
    here = Path.cwd()
    os.chdir(folder)
    for depth in range(2500):
        Path("a").mkdir()
        os.chdir("a")
        if depth in (1500, 2499):
            Path("x.yaml").write_text("issues: x\n", "ascii")
    yield folder
    # Nobody else can: shutil.rmtree recurses.
    for _ in range(2500):
        Path("x.yaml").unlink(missing_ok=True)
        os.chdir("..")
        Path("a").rmdir()
    os.chdir(here)


def test_folders_a_thousand_deep(deep_folder: Path) -> None:
    """However deep a file lies it is read; where no path leads, that is said."""
    deep, deeper = refused(deep_folder)
    deep, deeper = sorted((deep, deeper), key=lambda line: "long" in line)
    assert deep == (
        f"seeds/{'a/' * 1501}x.yaml:1: issues: is no list "
        "(write a line '- ...' for each record) [E204]"
    )
    assert deeper.startswith("seeds/a/a/a/")
    assert deeper.endswith(
        "a:1: cannot be read: File name too long "
        "(mend the folder's permissions, or move it) [E101]"
    )


@pytest.mark.parametrize("place", ["/dev/null", "/dev/zero", "/proc/self/mem", "/"])
def test_a_text_is_named_not_pathed(tmp_path: Path, place: str) -> None:
    """No seed file makes the program read what is not in the folder of texts."""
    files = changed(lambda files: files[LETTER]["text"].update(file=place))
    texts = written(tmp_path / "texts", {"2018.txt": TEXT})
    (problem,) = problems_of(written(tmp_path / "seeds", files), texts=texts)
    assert (problem.path, problem.code) == (("text", "file"), "E203")
    assert problem.message == f"'{place}' is not the plain name of a file"


def fifo(path: Path) -> None:
    """Make a fifo that nobody writes to."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """Make a link to a device that never ends."""
    path.symlink_to("/dev/zero")


def leading_out(path: Path) -> None:
    """Make a link to the very text, kept elsewhere."""
    written(path.parent.parent, {"elsewhere.txt": TEXT})
    path.symlink_to("../elsewhere.txt")


def dangling(path: Path) -> None:
    """Make a link to nothing."""
    path.symlink_to("nothing")


def circle(path: Path) -> None:
    """Make a link to itself."""
    path.symlink_to(path.name)


LEADS_OUT = "is a link that leads out of the folder of texts"
STRANGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "fifo": (fifo, "is not a regular file"),
    "device": (device, LEADS_OUT),
    "link that leads out": (leading_out, LEADS_OUT),
    "dangling link": (dangling, "is not there"),
    "link in a circle": (circle, "is not there"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_texts_that_are_no_files_of_the_folder(tmp_path: Path, name: str) -> None:
    """They are neither read nor waited for: the letter goes without its text."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2018.txt": TEXT})
    make, message = STRANGE[name]
    make(texts / "2016.txt")
    line = line_of(folder / LETTER, "file:")
    assert refused(folder, texts=texts) == [
        (
            f"seeds/{LETTER}:{line}: text.file: texts/2016.txt {message}; the letter's "
            "quotes were not verified (put the text there, or do without --texts) "
            "[W616]"
        )
    ]


def test_a_link_inside_the_folder_of_texts(tmp_path: Path) -> None:
    """A text may have another name beside its own."""
    folder = written(tmp_path / "seeds", seeds())
    texts = written(tmp_path / "texts", {"2018.txt": TEXT})
    (texts / "2016.txt").symlink_to("2018.txt")
    assert refused(folder, texts=texts) == []
