"""The seed files of a folder: found in a fixed order, none of them from outside it.

Names that begin with a dot are passed over, as editors and version control leave such
files behind. What looks like a seed file and is not read is reported: data must not
go missing in silence.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from hrdemands.errors import DataError
from hrdemands.seedfiles.problems import Problem
from hrdemands.text import visible

SUFFIX = ".yaml"
_OTHER_SUFFIXES = (".yaml", ".yml")


def find_files(root: Path) -> tuple[list[Path], list[Problem]]:
    """Every seed file under *root*, sorted by path, and what was passed over.

    Raises DataError when *root* is no folder, or there is nothing in it to read.
    """
    if not os.path.isdir(root):  # noqa: PTH112 - Path.is_dir raises on odd names
        message = f"{visible(str(root))}: is not a folder of seeds"
        raise DataError(message, "name a folder that holds .yaml files")
    problems: list[Problem] = []
    paths = sorted(_walk(root, problems))
    found = [path for path in paths if _is_seed_file(root, path, problems)]
    if not found and not problems:
        message = f"{visible(str(root))}: holds no .yaml file"
        raise DataError(message, "name a folder of seeds")
    return found, problems


def _walk(root: Path, problems: list[Problem]) -> Iterator[Path]:
    """Every file under *root*, and every folder that is called like a seed file."""

    def report(error: OSError) -> None:
        message = f"cannot be read: {error.strerror}"
        remedy = "mend the folder's permissions"
        problems.append(_problem(Path(error.filename), "E101", message, remedy))

    for parent, folders, files in os.walk(root, onerror=report):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            path = Path(parent, name)
            if path.is_symlink() or name.endswith(SUFFIX):
                yield path
        yield from (Path(parent, name) for name in files if not name.startswith("."))


def _is_seed_file(root: Path, path: Path, problems: list[Problem]) -> bool:
    """Whether to read *path*; why not is added to *problems*."""
    if path.is_symlink() and os.path.isdir(path):  # noqa: PTH112 - as above
        remedy = "copy it, or name it as a folder of seeds of its own"
        message = "is a link to a folder, which is not followed"
        problems.append(_problem(path, "E101", message, remedy))
    elif not path.name.endswith(SUFFIX):
        if path.name.lower().endswith(_OTHER_SUFFIXES):
            message = "is not read: its name does not end in .yaml"
            problems.append(_problem(path, "W101", message, "rename it to .yaml"))
    elif not _is_inside(root, path):
        message = "is a link that leads out of the folder of seeds"
        problems.append(_problem(path, "E101", message, "copy the file"))
    else:
        return True
    return False


def _is_inside(root: Path, path: Path) -> bool:
    # Unlike Path.resolve, realpath takes links that run in a circle.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _problem(path: Path, code: str, message: str, remedy: str) -> Problem:
    return Problem(visible(str(path)), 1, (), code, message, remedy)
