"""A problem in a seed file: where, which rule, what, and how to mend it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from hrdemands.text import shortened, visible

Step = str | int
Place = tuple[Step, ...]

NULL = ("E114", "null stands for no value", "leave it out, or quote the word")
"""Code, message and remedy of a ``null``, which is refused in every form.

A key has a value or is left out: what is neither may be a value that went missing.
"""


class Severity(StrEnum):
    """An error stops a load; a warning is worth a look."""

    ERROR = "error"
    WARNING = "warning"

    @classmethod
    def of(cls, code: str) -> "Severity":
        """Codes that begin with W are warnings, all others errors."""
        return cls.WARNING if code.startswith("W") else cls.ERROR


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; prints as ``file:line: path: message (remedy) [code]``."""

    file: str
    line: int
    path: Place
    code: str
    message: str
    remedy: str = ""

    @property
    def severity(self) -> Severity:
        """That of its code."""
        return Severity.of(self.code)

    @property
    def is_error(self) -> bool:
        """Whether it stops a load."""
        return self.severity is Severity.ERROR

    @property
    def said(self) -> str:
        """The problem without its place: ``message (remedy) [code]``."""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{self.message}{remedy} [{self.code}]"

    def __str__(self) -> str:
        path = f"{path_text(self.path)}: " if self.path else ""
        return f"{self.file}:{self.line}: {path}{self.said}"


ALIKE = 100
"""Places of one problem that are told where not all are asked for."""

OF_A_RULE = 1_000
"""Problems of one code that are told where not all are asked for."""

_ALL = ", which 'hrdemands check --all' tells"


def briefly(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines that tell problems: each, but of very many alike how many more.

    One word misspelt throughout an archive would else fill a screen a thousand times.
    """
    alike: Counter[tuple[str, str]] = Counter()
    codes: Counter[str] = Counter()
    for problem in problems:
        key = problem.severity.value, problem.said
        alike[key] += 1
        if alike[key] > ALIKE:
            continue
        codes[problem.code] += 1
        if codes[problem.code] <= OF_A_RULE:
            yield f"{problem.severity}: {problem}"
    for (severity, said), count in alike.items():
        if count > ALIKE:
            yield f"{severity}: {count - ALIKE:,} more places{_ALL}: {said}"
    for code, count in codes.items():
        if count > OF_A_RULE:
            more = f"{count - OF_A_RULE:,} more problems{_ALL}"
            yield f"{Severity.of(code)}: {more} [{code}]"


def path_text(path: Place) -> str:
    """Write a path as ``demands[3].actors[0].role``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{visible(shortened(step))}"
    return text.removeprefix(".")


@dataclass(slots=True)
class SeedFile:
    """A file as read: its plain data and the line of every value in it.

    ``name`` is what problems call it; ``key``, the name of its folder of seeds and
    the path in it, is what a database remembers, so that no machine's paths travel.
    ``unread`` is the text of a file that could not be read to its end.
    """

    path: Path
    name: str
    key: str = ""
    sha256: str = ""
    data: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    unread: str = ""

    def line(self, path: Place) -> int:
        """The line of the value at *path*, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(
        self, path: Place, code: str, message: str, remedy: str = ""
    ) -> Problem:
        """A problem at *path* of this file."""
        return Problem(self.name, self.line(path), path, code, message, remedy)
