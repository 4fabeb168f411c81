"""Checks of large catalogues, beside what a parser alone takes on the same files."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from generate import letters, write_folder

from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped

DEMANDS = 10_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def measure(folder: Path, runs: int) -> Iterator[tuple[str, float, float, float]]:
    """Check the same letters as YAML and as JSON Lines; name, s, parser's s, limit."""
    files = folder / "yaml"
    if not files.exists():
        write_folder(files, 1)
        for path in (files / "letters").iterdir():
            path.unlink()
        for letter in letters(DEMANDS):
            text = yaml.dump(letter, Dumper=_Dumper, sort_keys=False)
            (files / "letters" / f"{letter['id']}.yaml").write_text(text, "utf-8")
    lines = folder / "lines"
    if not lines.exists():
        write_folder(lines, DEMANDS)
    for name, root, parse, limit in (
        ("YAML, CSafeLoader", files, _parse_yaml, 1.5),
        ("JSON Lines, json.loads", lines, _parse_lines, 0.0),
    ):
        pairs = [(_took(lambda: _check(root)), _took(lambda: parse(root)))  # noqa: B023
                 for _ in range(runs)]  # fmt: skip
        taken, bare = zip(*pairs, strict=True)
        yield name, statistics.median(taken), statistics.median(bare), limit


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _check(root: Path) -> None:
    problems = check([shipped("seeds"), root])[2]
    if problems:
        raise SystemExit("\n".join(map(str, islice(problems, 3))))


def _parse_yaml(root: Path) -> None:
    for folder in (shipped("seeds"), root):
        for path in folder.rglob("*.yaml"):
            yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506


def _parse_lines(root: Path) -> None:
    for path in root.rglob("*.jsonl"):
        for line in path.read_bytes().splitlines():
            json.loads(line)


def _took(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return time.process_time() - began
