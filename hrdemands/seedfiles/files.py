"""The seed files of a folder: found in a fixed order, none of them from outside it.

Names that begin with a dot are passed over, as editors and version control leave such
files behind. What looks like a seed file and is not read is reported: data must not
go missing in silence.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from hrdemands.errors import DataError
from hrdemands.seedfiles.jsonlines import is_lines
from hrdemands.seedfiles.problems import Problem
from hrdemands.seedfiles.regular import leads_out
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
    # os.walk recurses, and fails where folders are nested a thousand deep.
    folders = [root]
    while folders:
        for entry in _listed(folders.pop(), problems):
            is_folder = entry.is_dir(follow_symlinks=False)
            if is_folder:
                folders.append(Path(entry.path))
            path = Path(entry.path)
            if not is_folder or path.name.endswith(SUFFIX) or is_lines(path):
                yield path


def _listed(folder: Path, problems: list[Problem]) -> list[os.DirEntry[str]]:
    """What is in *folder* and not hidden; why it cannot be read is a problem."""
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        remedy = "mend the folder's permissions, or move it"
        problems.append(_problem(folder, "E101", message, remedy))
        return []


def _is_seed_file(root: Path, path: Path, problems: list[Problem]) -> bool:
    """Whether to read *path*; why not is added to *problems*."""
    # Path.is_symlink and Path.is_dir raise on odd names.
    if os.path.islink(path) and os.path.isdir(path):  # noqa: PTH112, PTH114
        remedy = "copy it, or name it as a folder of seeds of its own"
        message = "is a link to a folder, which is not followed"
        problems.append(_problem(path, "E101", message, remedy))
    elif is_lines(path) and path.relative_to(root).parts[0] != "letters":
        message = "is not read: only letters may be JSON Lines"
        problems.append(_problem(path, "W101", message, "move it to letters/"))
    elif not path.name.endswith(SUFFIX) and not is_lines(path):
        if path.name.lower().endswith(_OTHER_SUFFIXES):
            message = "is not read: its name does not end in .yaml"
            problems.append(_problem(path, "W101", message, "rename it to .yaml"))
    elif leads_out(root, path):
        message = "is a link that leads out of the folder of seeds"
        problems.append(_problem(path, "E101", message, "copy the file"))
    else:
        return True
    return False


def _problem(path: Path, code: str, message: str, remedy: str) -> Problem:
    return Problem(visible(str(path)), 1, (), code, message, remedy)
