"""Make what the documentation says true: run its commands, fill its tables.

Two things are generated, in every Markdown file of the repository's own:

- regions between ``<!-- generated: NAME -->`` and ``<!-- end generated -->``;
- blocks fenced as ``console``: each line that begins with ``$ `` is run in a folder
  with a database of the shipped seeds, and what it prints (stdout, then stderr) stands
  below it. Blocks fenced as ``console corpus`` are run where UPR Info's recommendations
  were imported as well; without that corpus they stay as they are.

``python docs/generate.py`` writes the files; ``--check`` says which would change.
"""

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import click

from hrdemands.cli import COMMANDS, cli
from hrdemands.errors import ExitStatus, HrdemandsError
from hrdemands.schema.describe import describe, describe_one
from hrdemands.seedfiles.checks import RULES, TEXT_RULES
from hrdemands.seedfiles.records import KINDS, Letter, Record

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FILES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "seeds/*.md")
    for path in ROOT.glob(pattern)
)
REGION = re.compile(
    r"(<!-- generated: (?P<name>[a-z]+) -->\n).*?(<!-- end generated -->)", re.DOTALL
)
DEMO = "$ ./run demo"
BLOCK = re.compile(r"(```console(?P<corpus> corpus)?\n)(?P<body>.*?)(```\n)", re.DOTALL)
CORPUS = "upr-info-2008-2014.csv.gz"


def main() -> int:
    """Write every file, or with ``--check`` name those that are out of date."""
    check = "--check" in sys.argv[1:]
    stale = [(path, new) for path, new in generated() if path.read_text("utf-8") != new]
    for path, new in stale:
        if not check:
            path.write_text(new, "utf-8")
        verb = "is out of date; run ./run docs" if check else "written"
        print(f"{path.relative_to(ROOT)}: {verb}")
    return 1 if stale and check else 0


def generated() -> Iterator[tuple[Path, str]]:
    """Every documentation file, and what it should hold."""
    with tempfile.TemporaryDirectory() as name:
        letters, recommendations = Path(name, "letters"), Path(name, "corpus")
        letters.mkdir()
        shell("hrdemands load", letters)
        has_corpus = import_corpus(recommendations)

        def run(block: re.Match[str]) -> str:
            if not block["corpus"]:
                return rerun(block, letters)
            return rerun(block, recommendations) if has_corpus else block[0]

        for path in FILES:
            text = path.read_text("utf-8")
            text = REGION.sub(fill, text)
            yield path, BLOCK.sub(run, text)


def import_corpus(folder: Path) -> bool:
    """Import UPR Info's recommendations of 2008 to 2014, if they are at hand."""
    folder.mkdir()
    named = os.environ.get("HRDEMANDS_TEST_CORPORA", ROOT.parent / "shared" / "corpora")
    corpus = Path(named) / CORPUS
    if not corpus.is_file():
        return False
    shutil.copy(corpus, folder)
    shell(f"hrdemands import upr-info {CORPUS}", folder)
    return True


def fill(region: re.Match[str]) -> str:
    """A region with what its generator makes."""
    return f"{region[1]}\n{GENERATORS[region['name']]().strip()}\n\n{region[3]}"


def rerun(block: re.Match[str], folder: Path) -> str:
    """A block with its commands run."""
    lines = block["body"].splitlines()
    if lines[0] == DEMO:
        # It prints the commands it runs, which are not ours to run again.
        lines = lines[:1]
    pieces: list[str] = []
    for index, line in enumerate(lines):
        if line.startswith("$ "):
            command = whole_command(lines[index:])
            pieces += [f"{command}\n", shell(command[2:], folder), "\n"]
    return block[1] + "".join(pieces[:-1]) + block[4]


def whole_command(lines: list[str]) -> str:
    """The command that begins in the first line, with the lines its quotes span."""
    for end in range(1, len(lines)):
        command = "\n".join(lines[:end])
        with contextlib.suppress(ValueError):
            shlex.split(command)
            if not command.endswith("\\"):
                return command
    return "\n".join(lines)


def shell(command: str, folder: Path) -> str:
    """What a command prints in *folder*: stdout, then stderr."""
    if f"$ {command}" == DEMO:
        return demo(folder)
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
    }
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.stdout + done.stderr


def demo(folder: Path) -> str:
    """What ``./run demo`` prints once everything is set up."""
    steps: tuple[tuple[str, ...], ...] = run_script().DEMO
    with tempfile.TemporaryDirectory(dir=folder) as fresh:
        printed = [
            f"$ .venv/bin/{' '.join(step)}\n{shell(' '.join(step), Path(fresh))}"
            for step in steps
        ]
    return "".join(printed)


def run_script() -> ModuleType:
    """The ``run`` script as a module."""
    loader = SourceFileLoader("run_script", str(ROOT / "run"))
    module = ModuleType(loader.name)
    module.__file__ = loader.path
    loader.exec_module(module)
    return module


def commands() -> str:
    """The reference of every command, from its own help."""
    parts = ["```text\n" + help_of(cli, "hrdemands") + "```\n"]
    with click.Context(cli, info_name="hrdemands") as context:
        for name in COMMANDS:
            command = cli.get_command(context, name)
            if command is not None:
                text = help_of(command, f"hrdemands {name}")
                parts.append(f"## hrdemands {name}\n\n```text\n{text}```\n")
    return "\n".join(parts)


def help_of(command: click.Command, path: str) -> str:
    """What ``--help`` prints, at 80 columns."""
    with click.Context(
        command,
        info_name=path,
        terminal_width=80,
        max_content_width=80,
        help_option_names=["-h", "--help"],
    ) as context:
        return command.get_help(context) + "\n"


def schema() -> str:
    """Every view and table, column by column."""
    parts = []
    for each in describe():
        rows = describe_one(each["name"])
        parts.append(f"## {each['name']}\n\n{each['description']} ({each['kind']}).\n")
        parts.append(markdown(rows))
    return "\n".join(parts)


def markdown(rows: list[dict[str, str]]) -> str:
    """Rows as a Markdown table, columns without any value left out."""
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    lines = [names, ["---"] * len(names), *([row[n] for n in names] for row in rows)]
    return "".join(
        "| " + " | ".join(line).replace("\n", " ") + " |\n" for line in lines
    )


def dictionary() -> str:
    """The data dictionary, from the record classes."""
    parts = []
    inner: dict[str, type] = {}
    for kind, record in [*KINDS.items(), ("letters", Letter)]:
        where = (
            "One file under `letters/` each."
            if kind == "letters"
            else f"Listed under `{kind}:`."
        )
        parts.append(f"### {record.__name__}\n\n{first_line(record)} {where}\n")
        parts.append(markdown(list(fields_of(record, inner))))
    done: set[str] = set()
    while pending := [name for name in inner if name not in done]:
        for name in pending:
            done.add(name)
            parts.append(f"### {name}\n\n{first_line(inner[name])}\n")
            parts.append(markdown(list(fields_of(inner[name], inner))))
    return "\n".join(parts)


def first_line(record: type) -> str:
    """The first paragraph of a class's docstring."""
    return " ".join((record.__doc__ or "").split("\n\n")[0].split())


def fields_of(record: type, inner: dict[str, type]) -> Iterator[dict[str, str]]:
    """The keys of a record; records inside it are added to *inner*."""
    for name, field in record.model_fields.items():  # type: ignore[attr-defined]
        kinds = list(records_in(field.annotation))
        for kind in kinds:
            inner.setdefault(kind.__name__, kind)
        meaning = " ".join((field.description or "").split())
        if kinds:
            several = "tuple" in str(field.annotation)
            meaning += f" {'A list of' if several else 'One'} {kinds[0].__name__}."
        needed = "always" if field.is_required() else ""
        yield {"key": f"`{field.alias or name}`", "needed": needed, "meaning": meaning}


def records_in(annotation: object) -> Iterator[type]:
    """The record classes in a type."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for each in getattr(annotation, "__args__", ()):
        yield from records_in(each)


def rules() -> str:
    """The table of problem codes that span records."""
    found = {rule.code: rule.text for rule in RULES} | TEXT_RULES
    rows = [{"code": code, "rule": text} for code, text in sorted(found.items())]
    return markdown(rows)


def statuses() -> str:
    """The exit statuses, from the tree of errors."""
    meanings = {
        kind.status: first_line(kind) for kind in HrdemandsError.__subclasses__()
    }
    meanings[ExitStatus.OK] = "Everything went as asked."
    meanings[ExitStatus.INTERRUPTED] = "Ctrl-C; nothing was changed."
    meanings[ExitStatus.TERMINATED] = "Told to end (SIGTERM); nothing was changed."
    rows = [
        {"status": str(int(status)), "meaning": meanings[status]}
        for status in ExitStatus
    ]
    return markdown(rows)


GENERATORS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "schema": schema,
    "dictionary": dictionary,
    "rules": rules,
    "statuses": statuses,
}

if __name__ == "__main__":
    sys.exit(main())
