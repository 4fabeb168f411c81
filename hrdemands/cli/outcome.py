"""The one place that owns stderr and the exit status.

Every error becomes one line, ``error: what (remedy)``; nothing shows a traceback but
a fault of the program itself.
"""

import os
import sys

import click

from hrdemands.errors import ExitStatus, HrdemandsError
from hrdemands.text import visible


def note(text: str) -> None:
    """Say something that is no data, on stderr."""
    click.echo(visible(text), err=True)


def warn(error: HrdemandsError) -> None:
    """Say what is wrong, in one line, on stderr."""
    click.echo(f"error: {visible(str(error))}", err=True)


def run(command: click.Command, arguments: list[str] | None) -> int:
    """Run *command*; turn whatever ends it into an exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            # A terminal that cannot show a letter shows its number instead.
            reconfigure(errors="backslashreplace")
    try:
        outcome = command.main(arguments, prog_name="hrdemands", standalone_mode=False)
        sys.stdout.flush()
    except (HrdemandsError, click.ClickException) as error:
        return _refused(error)
    except (KeyboardInterrupt, click.Abort):
        click.echo("error: interrupted; nothing was changed", err=True)
        return ExitStatus.INTERRUPTED
    except OSError as error:
        return _unwritten(error)
    return outcome if isinstance(outcome, int) else ExitStatus.OK


def _refused(error: HrdemandsError | click.ClickException) -> int:
    if isinstance(error, HrdemandsError):
        warn(error)
        return error.status
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return ExitStatus.USAGE
    return _usage(error)


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    where = context.command_path if context else "hrdemands"
    message = " ".join(error.format_message().split()).rstrip(".")
    click.echo(
        f"error: {visible(message)} ('{where} --help' shows what it takes)", err=True
    )
    return ExitStatus.USAGE


def _unwritten(error: OSError) -> int:
    """End quietly when the reader of a pipe has seen enough, as ``| head`` has."""
    _drop_stdout()
    if isinstance(error, BrokenPipeError):
        return ExitStatus.OK
    click.echo(f"error: {visible(str(error))}", err=True)
    return ExitStatus.OUTPUT


def _drop_stdout() -> None:
    """Keep Python from flushing what cannot be written when it exits."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
