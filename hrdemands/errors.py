"""What can go wrong, what it is called, and the exit status it ends with.

::

    HrdemandsError
    ├── NotFound         1   a name or id that is unknown, or that means several things
    ├── UsageError       2   a call that makes no sense
    ├── DatabaseError    3   no database, no access, or one of another schema
    ├── SqlError         4   a user's SQL that fails, is refused or takes too long
    ├── DataError       65   seeds or texts with errors: nothing was loaded
    └── OutputError     74   the answer could not be written

Status 130 is Ctrl-C, 143 a polite kill (SIGTERM). Each error is one line: where,
what, and the remedy.
"""

from enum import IntEnum


class ExitStatus(IntEnum):
    """The exit statuses of the program; part of its documented interface."""

    OK = 0
    NOT_FOUND = 1
    USAGE = 2
    DATABASE = 3
    SQL = 4
    DATA = 65
    OUTPUT = 74
    INTERRUPTED = 130
    TERMINATED = 143


class HrdemandsError(Exception):
    """One problem for the user: a line that says what, and how to mend it."""

    status = ExitStatus.DATA

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class NotFound(HrdemandsError):
    """A name or id nothing, or more than one thing, answers to."""

    status = ExitStatus.NOT_FOUND


class UsageError(HrdemandsError):
    """Arguments that contradict each other or mean nothing."""

    status = ExitStatus.USAGE


class DatabaseError(HrdemandsError):
    """A database that is missing, out of reach, or of another schema."""

    status = ExitStatus.DATABASE


class SqlError(HrdemandsError):
    """Ad-hoc SQL that fails, would write, or outlasts its time limit."""

    status = ExitStatus.SQL


class DataError(HrdemandsError):
    """Seeds or texts that do not hold together; nothing was loaded."""

    status = ExitStatus.DATA


class OutputError(HrdemandsError):
    """An answer that could not be written where it was to go."""

    status = ExitStatus.OUTPUT
