"""Attack the program with inputs made to break it, and say what held.

    ./run torture                      a hundred thousand inputs, and 1,800 losses
    ./run torture --inputs 1000        fewer
    ./run torture --only files names   some parts only
    ./run torture --only kills         500 loads that are killed
    ./run torture --seed 7             the inputs of another run with this seed

Every part is a promise and a way to break it; `parts` lists them, and others are added
there. An input of under 10 kB that takes more than a second of processor time, or ten
seconds of waiting, has failed as well. The first failure ends the run: the input is
shrunk to the smallest that fails, and shown. Where atheris is installed, a tenth of
the inputs is found by it, guided by the coverage of the program (see `guided`).

Beside the inputs, loads are killed and the power is cut, in numbers of their own (see
`losses`).
"""

import argparse
import importlib.util
import json
import math
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from parts import PARTS, Done, Task, current, perform

INPUTS = 100_000
PROCESSES = 2
BATCH = 500
KILLS_AT_ONCE = 50
GUIDED_SHARE = 0.1
PATIENCE = 10.0
"""Seconds that one input may keep a process waiting."""

forked = multiprocessing.get_context("fork")


class Failed(Exception):
    """What did not hold, and for which input."""


class Running(NamedTuple):
    """A task that a process of its own does; its folder, and where it reports."""

    task: Task
    process: multiprocessing.process.BaseProcess
    folder: Path
    pipe: Connection


def main() -> int:
    """Attack as the command line says; 1 when something did not hold."""
    options = read_options()
    # Told to end, end as at Ctrl-C: no process and no folder is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say(f"seed {options.seed}; {options.inputs:,} inputs, {PROCESSES} processes\n")
    try:
        done = list(reported(options))
    except Failed as failed:
        say(f"\nFAILED (seed {options.seed}): {failed}\n")
        return 1
    except KeyboardInterrupt:
        say("\ninterrupted\n")
        return 130
    sys.stdout.write("\n" + table(done))
    return 0


def reported(options: argparse.Namespace) -> Iterator[Done]:
    """Do the whole work in a folder of its own, and say how far it is."""
    names = [name for name in options.only if can_be_tried(name)]
    tasks = list(planned(names, options.inputs, options.seed))
    inputs = 0
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        for done in run_all(tasks, Path(name)):
            inputs += done.inputs
            say(f"\r{inputs:,} inputs, {done.part:12}")
            yield done


def read_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./run torture")
    parser.add_argument("--inputs", type=int, default=INPUTS, metavar="N")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6, metavar="N")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    return parser.parse_args()


def say(text: str) -> None:
    """Say how it goes, on stderr."""
    sys.stderr.write(text)
    sys.stderr.flush()


def planned(names: Sequence[str], inputs: int, seed: int) -> Iterator[Task]:
    """The whole work in batches, each with a seed of its own; the longest first."""
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        say("atheris is not installed: no input is guided by coverage\n")
    counts = dict(zip(names, shared(names, inputs), strict=True))
    found = {
        name: round(count * GUIDED_SHARE) if guided and PARTS[name].draws else 0
        for name, count in counts.items()
    }
    for name in filter(found.get, names):
        yield Task(name, seed, found[name], guided=True)
    for name in names:
        drawn = counts[name] - found[name]
        batch = KILLS_AT_ONCE if PARTS[name].times else BATCH
        for at in range(0, drawn, batch):
            yield Task(name, seed * 10**6 + at, min(batch, drawn - at))


def can_be_tried(name: str) -> bool:
    """Whether a part can do its work here; why not is said."""
    reason = PARTS[name].hindrance()
    if reason:
        say(f"{name}: left out, {reason}\n")
    return not reason


def shared(names: Sequence[str], inputs: int) -> list[int]:
    """How many inputs each part gets; all of them together, none lost to rounding.

    Parts that take so many in a whole run take fewer in a smaller one.
    """
    shares = [PARTS[name].share for name in names]
    whole = sum(shares) or 1
    ends = [inputs * sum(shares[:at]) // whole for at in range(len(shares) + 1)]
    return [
        end - start + math.ceil(PARTS[name].times * inputs / INPUTS)
        for name, (start, end) in zip(names, pairwise(ends), strict=True)
    ]


def run_all(tasks: list[Task], folder: Path) -> Iterator[Done]:
    """Do all tasks, some at once; raise Failed at the first that fails."""
    database = folder / "shipped.db"
    load = [sys.executable, "-m", "hrdemands", "load", "--db", str(database)]
    subprocess.run(load, check=True, capture_output=True)  # noqa: S603 - our own
    left = list(enumerate(tasks))[::-1]
    running: list[Running] = []
    try:
        while left or running:
            while left and len(running) < PROCESSES:
                number, task = left.pop()
                running.append(start(task, folder / str(number), database))
            wait([each.pipe for each in running], timeout=1)
            for each in [each for each in running if ended(each)]:
                running.remove(each)
                yield result(each)
    finally:
        for each in running:
            kill(each)


def start(task: Task, folder: Path, database: Path) -> Running:
    """Do a task in a process, and process group, of its own."""
    reading, writing = forked.Pipe(duplex=False)
    process = forked.Process(target=work, args=(task, folder, database, writing))
    process.start()
    writing.close()
    return Running(task, process, folder, reading)


def work(task: Task, folder: Path, database: Path, pipe: Connection) -> None:
    """Do a task and report it, or what ended it."""
    os.setsid()
    try:
        pipe.send((guide if task.guided else perform)(task, folder, database))
    except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
        pipe.send(traceback.format_exc())


def guide(task: Task, folder: Path, database: Path) -> Done:
    """Have atheris find the inputs."""
    program = str(Path(__file__).with_name("guided.py"))
    place = (str(folder / "ground"), str(database))
    words = (sys.executable, program, task.part, str(task.seed), str(task.inputs))
    ran = subprocess.run((*words, *place), check=False, capture_output=True, text=True)  # noqa: S603 - our own
    said = json.loads(ran.stdout or json.dumps({"failed": ran.stderr}))
    if "failed" in said:
        raise Failed(said["failed"])
    return Done(task.part, task.inputs, task.inputs, said["seconds"], said["slowest"])


def ended(each: Running) -> bool:
    """Whether a task is over; raise Failed when an input keeps it waiting."""
    if each.pipe.poll() or not each.process.is_alive():
        return True
    for named in input_files(each.folder):
        if time.time() - named.stat().st_mtime > PATIENCE:
            raise Failed(f"{each.task.part}: hangs for\n{named.read_text('ascii')}")
    return False


def input_files(folder: Path) -> list[Path]:
    """The file that names the input a task is at; none before its first."""
    named = current(folder / "ground")
    return [named] if named.exists() else []


def result(each: Running) -> Done:
    """What a task that is over has done; raise Failed if it failed."""
    said: object = f"the process died, status {each.process.exitcode}"
    with suppress(EOFError):
        said = each.pipe.recv()
    each.process.join()
    if isinstance(said, Done):
        return said
    inputs = "".join(named.read_text("ascii") for named in input_files(each.folder))
    raise Failed(f"{each.task.part}\nthe input: {inputs}\n{said}")


def kill(each: Running) -> None:
    """End a task and whatever it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(each.process.pid or 0, signal.SIGKILL)
    each.process.join()


def table(done: list[Done]) -> str:
    """What was promised and held, part by part."""
    lines = ["| part | held | inputs | guided | slowest | time |"]
    lines.append("|---|---|--:|--:|--:|--:|")
    for name, part in PARTS.items():
        of = [each for each in done if each.part == name]
        lines += [row(name, part.promise, of)] if of else []
    lines.append(row("all", "", done))
    for name in PARTS:
        undone = sum(each.undone for each in done if each.part == name)
        lines += [f"\n{name}: {undone} left a journal or a log behind"] * bool(undone)
    return "\n".join(lines) + "\n"


def row(name: str, promise: str, done: list[Done]) -> str:
    """One line of the table: milliseconds for the slowest input, seconds for all."""
    count, guided = sum(d.inputs for d in done), sum(d.guided for d in done)
    slowest = 1000 * max(d.slowest for d in done)
    seconds = sum(d.seconds for d in done)
    return (
        f"| {name} | {promise} | {count:,} | {guided:,} "
        f"| {slowest:,.0f} ms | {seconds:,.0f} s |"
    )


if __name__ == "__main__":
    sys.exit(main())
