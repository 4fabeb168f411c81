"""The one place that owns stdout, stderr and the exit status.

Every error becomes one line, ``error: what (remedy)``; nothing shows a traceback but
a fault of the program itself.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

import click

from hrdemands.cli.interrupts import Interrupted, heeding_signals
from hrdemands.errors import ExitStatus, HrdemandsError, OutputError
from hrdemands.text import visible

PROGRAM = "hrdemands"
COMPLETE = "_HRDEMANDS_COMPLETE"
"""The variable by which a shell asks for completions."""


def note(text: str) -> None:
    """Say something that is no data, on stderr; if nobody listens, to nobody."""
    with suppress(OSError):
        click.echo(visible(text), err=True)


def write(text: str) -> None:
    """Write data to stdout; raise OutputError when it cannot be.

    A reader of a pipe that has seen enough, as ``| head`` has, ends the program with
    a BrokenPipeError, which is no fault.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed", "write to a file with -o")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_stdout()
        raise OutputError(
            f"standard output: {error.strerror}", "make room, or write to a file"
        ) from None


def run(
    command: click.Command,
    arguments: Sequence[str] | None = None,
    *,
    alone: bool = False,
) -> int:
    """Run *command*; turn whatever ends it into an exit status.

    Say if it is *alone*, with a process for itself that ends with it.
    """
    _set_streams()
    try:
        with heeding_signals():
            given = sys.argv[1:] if arguments is None else arguments
            return _invoke(command, given, alone=alone)
    except (HrdemandsError, click.ClickException) as error:
        return _refused(error)
    except click.exceptions.Exit as exited:
        return exited.exit_code
    except (KeyboardInterrupt, click.Abort) as error:
        return _stopped(error)
    except BrokenPipeError:
        _drop_stdout()
        return ExitStatus.OK
    except OSError as error:
        note(f"error: {error}")
        return ExitStatus.OUTPUT


def _invoke(command: click.Command, arguments: Sequence[str], *, alone: bool) -> int:
    """Do what ``command.main`` does, which ends some of these ways in its own words.

    The commands' contexts have as their object whether the program is *alone*.
    """
    if COMPLETE in os.environ:
        command.main(list(arguments), prog_name=PROGRAM)
    with command.make_context(PROGRAM, list(arguments), obj=alone) as context:
        outcome = command.invoke(context)
    if sys.stdout is not None:
        sys.stdout.flush()
    return outcome if isinstance(outcome, int) else ExitStatus.OK


def _set_streams() -> None:
    """Write UTF-8 wherever no terminal says what it can show.

    A terminal that cannot show a letter shows its number instead.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                encoding=None if stream.isatty() else "utf-8", errors="backslashreplace"
            )


def _stopped(error: KeyboardInterrupt | click.Abort) -> int:
    if isinstance(error, Interrupted):
        note(f"error: {error.words}")
        return error.status
    note("error: interrupted; nothing was changed")
    return ExitStatus.INTERRUPTED


def _refused(error: HrdemandsError | click.ClickException) -> int:
    if isinstance(error, HrdemandsError):
        note(f"error: {error}")
        return error.status
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        with suppress(OSError):
            click.echo(error.format_message(), err=True)
        return ExitStatus.USAGE
    context = getattr(error, "ctx", None)
    where = context.command_path if context else PROGRAM
    message = " ".join(error.format_message().split()).rstrip(".")
    note(f"error: {message} ('{where} --help' shows what it takes)")
    return ExitStatus.USAGE


def _drop_stdout() -> None:
    """Keep Python from flushing what cannot be written when it exits."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
