"""Judging proposals: on a terminal, or by way of another program."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hrdemands.cli.curate import roots
from hrdemands.cli.options import DB, count, filters, flag
from hrdemands.cli.outcome import note, write
from hrdemands.cli.output import Output, typed
from hrdemands.errors import DataError, ExitStatus, UsageError
from hrdemands.shipped import shipped
from hrdemands.text import counted, visible

if TYPE_CHECKING:
    from hrdemands.proposals import Proposal
    from hrdemands.queries.reader import Reader
    from hrdemands.seedfiles.decisions import Decisions, Edits

CODER = "HRDEMANDS_CODER"
MAX_BYTES = 50_000_000
"""The size of a file of judgements that is read."""
ROWS_AT_ONCE = 100
USUAL = 10


@click.command(
    "review",
    params=[
        click.Argument(["name"], metavar="[DEMAND|LETTER]", required=False),
        click.Option(
            ["--seeds"],
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Your folder of seeds, which judgements are written to.",
        ),
        click.Option(
            ["--coder"],
            envvar=CODER,
            metavar="NAME",
            help=f"Who judges.  [default: ${CODER}]",
        ),
        flag("--jsonl", "Write proposals as JSON Lines, for another program to judge."),
        click.Option(
            ["--apply", "returned"],
            metavar="FILE|-",
            help="Take judgements back from JSON Lines or CSV: all, or none.",
        ),
        click.Option(
            ["--format", "form"],
            type=click.Choice(["jsonl", "csv"]),
            help="Form of what is written or taken back.  [default: jsonl]",
        ),
        click.Option(
            ["-o", "--output", "file"],
            type=click.Path(),
            metavar="FILE",
            help="Write proposals to a file.",
        ),
        flag("--alone", "Do not join the seeds to the shipped ones."),
        count("--limit", "At most so many proposals a demand.", USUAL),
        click.Option(
            ["--min-score"],
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="SHARE",
            help="Least score of a proposal.",
        ),
        *filters("limit"),
        DB,
    ],
)
def review_command(  # noqa: PLR0913 - one argument an option
    *,
    name: str | None,
    seeds: Path | None,
    coder: str | None,
    jsonl: bool,
    returned: str | None,
    form: str | None,
    file: str | None,
    alone: bool,
    limit: int,
    min_score: float,
    db: str | None,
    **options: Any,
) -> int:
    """Judge proposals: which demands are the same ask; written to your seeds.

    Keys: s same, n narrower, b broader, x not the same, u unsure, Enter or k skip,
    q quit. Filters bound what is proposed. What is skipped comes again, what is
    judged does not. Example: hrdemands review 2006-hrw-ban-ki-moon --seeds my-seeds
    """
    if returned is not None:
        if jsonl or file:
            raise UsageError("--apply takes back, --jsonl and -o write", "use one")
        return _take_back(returned, form, _decisions(seeds, alone=alone), coder or "")
    hand_out = jsonl or bool(form or file)
    decisions = None if hand_out and not seeds else _decisions(seeds, alone=alone)
    if decisions and not hand_out:
        _refuse_pipes()
    with Output(db=db).reading() as reader:
        proposals = _proposals(reader, name, options, limit, min_score)
        if decisions:
            proposals = _not_judged(proposals, decisions)
        if hand_out or not decisions:
            rows = _rows(reader, proposals, coder or "")
            _hand_out(rows, form or _form_of(file), file, db)
            return ExitStatus.OK
        return _judge(reader, proposals, decisions, coder)


def _decisions(seeds: Path | None, *, alone: bool) -> "Decisions":
    from hrdemands.seedfiles.decisions import Decisions  # noqa: PLC0415

    if seeds is None:
        remedy = "name your folder: --seeds my-seeds"
        raise UsageError("it is not said where judgements are to go", remedy)
    own = shipped("seeds")
    if "_shipped" in own.parts and seeds.resolve() == own:
        message = f"{visible(str(seeds))}: is part of the program"
        raise UsageError(message, "name a folder of your own")
    *others, _ = roots(seeds, alone=alone)
    return Decisions(seeds, others)


def _refuse_pipes() -> None:
    terminals = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in terminals):
        remedy = "in a pipe use --jsonl, and --apply for what comes back"
        raise UsageError("review is done on a terminal", remedy)


def _proposals(
    reader: "Reader",
    name: str | None,
    options: dict[str, Any],
    limit: int,
    least: float,
) -> "list[Proposal]":
    """What is proposed about a demand, a letter or everything, best first."""
    from hrdemands.proposals import propose  # noqa: PLC0415
    from hrdemands.proposals.judging import for_judging  # noqa: PLC0415

    about = {"demand" if "/" in (name or "") else "letter": name}
    found = propose(reader, **about, filters=typed(reader, options), limit=limit)
    return [p for p in for_judging(reader, found) if p.score >= least]


def _not_judged(
    proposals: "Iterable[Proposal]", decisions: "Decisions"
) -> "list[Proposal]":
    return [p for p in proposals if not decisions.knows(p.demand, p.other, p.ask)]


def _judge(
    reader: "Reader",
    proposals: "list[Proposal]",
    decisions: "Decisions",
    coder: str | None,
) -> int:
    """Walk *proposals* with the person at the terminal."""
    from hrdemands.cli.judging import Dialog  # noqa: PLC0415
    from hrdemands.proposals.opened import opened  # noqa: PLC0415

    if not coder:
        remedy = f"say --coder NAME, or set {CODER}"
        raise UsageError("it is not said who judges", remedy)
    dialog = Dialog(decisions, coder, today(), len(proposals))
    try:
        dialog.walk(opened(reader, proposals))
    except KeyboardInterrupt:
        note(f"interrupted: {dialog.outcome()}")
        return ExitStatus.INTERRUPTED
    note(dialog.outcome())
    return ExitStatus.OK


def today() -> date:
    """The day it is where the program runs."""
    return datetime.now().astimezone().date()


def _rows(
    reader: "Reader", proposals: "list[Proposal]", coder: str
) -> Iterator[dict[str, Any]]:
    from hrdemands.present.judging import proposal_row  # noqa: PLC0415
    from hrdemands.proposals.opened import opened  # noqa: PLC0415

    return (proposal_row(each, coder) for each in opened(reader, proposals))


def _form_of(file: str | None) -> str:
    return "csv" if (file or "").lower().endswith(".csv") else "jsonl"


def _hand_out(
    rows: Iterator[dict[str, Any]], form: str, file: str | None, db: str | None
) -> None:
    """Write *rows* some at a time, or to a file when all are there."""
    from hrdemands.cli.files import refuse_database, write_file  # noqa: PLC0415

    texts = _texts(rows, form)
    if file is None:
        for text in texts:
            write(text)
    else:
        refuse_database(file, db)
        write_file(file, "".join(texts))


def _texts(rows: Iterator[dict[str, Any]], form: str) -> Iterator[str]:
    from hrdemands.present.formats import Style, render  # noqa: PLC0415
    from hrdemands.present.judging import ROWS  # noqa: PLC0415

    first = True
    while some := list(islice(rows, ROWS_AT_ONCE)):
        text = render(some, ROWS, form, Style(), single=False)
        # Only the first rows of a CSV have its header.
        yield text if first or form != "csv" else text.partition("\n")[2]
        first = False


def _take_back(
    returned: str, form: str | None, decisions: "Decisions", coder: str
) -> int:
    from hrdemands.cli.files import write_file  # noqa: PLC0415
    from hrdemands.cli.handed import read_handed  # noqa: PLC0415
    from hrdemands.seedfiles.returned import read_returned  # noqa: PLC0415

    text, name = read_handed(returned, MAX_BYTES)
    form = form or _form_of(returned)
    found = read_returned(text, name, form=form, coder=coder, today=today())
    new = [each for each in found.records if not decisions.holds(each)]
    edits = decisions.add(new)
    _refuse_problems(found.problems, edits, name)
    decisions.own.mkdir(parents=True, exist_ok=True)
    for path, content in edits.texts.items():
        write_file(str(path), content)
        write(f"{visible(str(path))}: written\n")
    known = len(found.records) - len(new)
    note(
        f"{counted(len(new), 'judgement')} added, {known} already there,"
        f" {found.skipped} without one skipped"
    )
    return ExitStatus.OK


def _refuse_problems(problems: list[Any], edits: "Edits", name: str) -> None:
    from hrdemands.seedfiles.returned import in_its_words  # noqa: PLC0415

    found = [*problems, *map(in_its_words, edits.problems)]
    for problem in sorted(found, key=lambda p: (p.line, p.code)):
        note(f"error: {problem}")
    if found:
        errors = counted(len(found), "error")
        raise DataError(f"{errors} in {name}; nothing was written", "mend them")
