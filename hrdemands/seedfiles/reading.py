"""A folder of seed files, read into records.

A file under ``letters/`` is one letter. Every other file is a mapping from kinds
(``issues``, ``persons``, ...; see `records.KINDS`) to lists of records, so that users
may cut their own seeds into files as they like.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from hrdemands.errors import DataError
from hrdemands.seedfiles.problems import Place, Problem, SeedFile
from hrdemands.seedfiles.records import KINDS, Letter, Record
from hrdemands.seedfiles.yamlfile import read_yaml
from hrdemands.text import alternatives, suggestion, visible

R = TypeVar("R", bound=Record)
LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Entry(Generic[R]):
    """A record and where it stands."""

    record: R
    file: SeedFile
    path: Place

    def problem(
        self, path: Place, code: str, message: str, remedy: str = ""
    ) -> Problem:
        """A problem at *path* within this record."""
        return self.file.problem((*self.path, *path), code, message, remedy)

    @property
    def where(self) -> str:
        """``file:line`` of the record."""
        return f"{self.file.name}:{self.file.line(self.path)}"


@dataclass(slots=True)
class Folder:
    """What a folder of seeds holds: its files, records by kind, and problems."""

    files: list[SeedFile] = field(default_factory=list)
    entries: dict[str, list[Entry[Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_folder(root: Path, label: str) -> Folder:
    """Read every seed file under *root*, which the database is to know as *label*.

    Raises DataError when *root* is no folder or holds no seed file.
    """
    if not root.is_dir():
        raise DataError(f"{root}: is not a folder of seeds", "name a folder")
    folder = Folder()
    for path in sorted(root.rglob("*.yml")):
        folder.problems.append(
            Problem(str(path), 1, (), "W101", "is not read", "rename it to .yaml")
        )
    for path in sorted(root.rglob("*.yaml")):
        inside = path.relative_to(root)
        _read_file(
            folder,
            SeedFile(path, str(path), f"{label}/{inside.as_posix()}"),
            is_letter=inside.parts[0] == LETTERS,
        )
    if not folder.files:
        raise DataError(f"{root}: holds no .yaml file", "name a folder of seeds")
    return folder


def _read_file(folder: Folder, seed_file: SeedFile, *, is_letter: bool) -> None:
    problems = read_yaml(seed_file)
    folder.files.append(seed_file)
    folder.problems += problems
    if problems:
        return
    if is_letter:
        _add(folder, seed_file, LETTERS, Letter, ())
    else:
        _read_lists(folder, seed_file)


def _read_lists(folder: Folder, seed_file: SeedFile) -> None:
    if not isinstance(seed_file.data, dict):
        known = alternatives(list(KINDS))
        folder.problems.append(
            seed_file.problem((), "E205", "holds no records", f"begin with {known}")
        )
        return
    for kind, items in seed_file.data.items():
        if kind not in KINDS:
            remedy = suggestion(kind, list(KINDS)) or f"use {alternatives(list(KINDS))}"
            message = f"'{visible(kind)}' is no kind of record"
            folder.problems.append(seed_file.problem((kind,), "E205", message, remedy))
        elif not isinstance(items, list):
            folder.problems.append(seed_file.problem((kind,), "E204", "is no list"))
        else:
            for index in range(len(items)):
                _add(folder, seed_file, kind, KINDS[kind], (kind, index))


def _add(
    folder: Folder, seed_file: SeedFile, kind: str, record: type[Record], path: Place
) -> None:
    data: Any = seed_file.data
    for step in path:
        data = data[step]
    try:
        entry = Entry(record.model_validate(data), seed_file, path)
    except ValidationError as error:
        folder.problems += _explain(error, seed_file, path, record)
    else:
        folder.entries.setdefault(kind, []).append(entry)


def _explain(
    error: ValidationError, seed_file: SeedFile, path: Place, record: type[Record]
) -> Iterator[Problem]:
    """Turn each of pydantic's findings into a problem at its line."""
    for found in error.errors(include_url=False):
        place = (*path, *found["loc"])
        code, message, remedy = _in_words(dict(found), record)
        yield seed_file.problem(place, code, visible(message), visible(remedy))


def _in_words(found: dict[str, Any], record: type[Record]) -> tuple[str, str, str]:
    """The code, message and remedy of one of pydantic's findings."""
    kind = found["type"]
    last = str(found["loc"][-1]) if found["loc"] else ""
    if kind == "extra_forbidden":
        known = _keys(record, found["loc"][:-1])
        remedy = suggestion(last, known) or f"use {alternatives(known)}"
        return "E201", f"'{last}' is no key here", remedy
    if kind == "missing":
        return "E202", "is missing", ""
    if kind == "value_error":
        message, _, remedy = str(found["ctx"]["error"]).partition("|")
        return "E203", message, remedy
    if kind == "string_pattern_mismatch":
        form = found["ctx"]["pattern"].strip("^$")
        return "E203", f"'{found['input']}' has not the form {form}", ""
    return _shape_in_words(kind, found)


def _shape_in_words(kind: str, found: dict[str, Any]) -> tuple[str, str, str]:
    shapes = {
        "tuple_type": "is no list",
        "model_type": "is no mapping of keys",
        "dict_type": "is no mapping of keys",
        "string_type": "is no text",
        "too_short": "is empty",
        "string_too_short": "is empty",
        "too_long": f"has more than {found.get('ctx', {}).get('max_length')} values",
    }
    return "E204", shapes.get(kind, str(found["msg"])), ""


def _keys(record: type[Record], path: tuple[str | int, ...]) -> list[str]:
    """The keys that the record at *path* inside *record* may have."""
    for step in path:
        if isinstance(step, str):
            inner = _record_in(record.model_fields, step)
            record = inner or record
    return [f.alias or name for name, f in record.model_fields.items()]


def _record_in(fields: dict[str, Any], key: str) -> type[Record] | None:
    for name, info in fields.items():
        if key in (name, info.alias):
            return _find_record(info.annotation)
    return None


def _find_record(annotation: Any) -> type[Record] | None:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    inner = (_find_record(a) for a in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found), None)
