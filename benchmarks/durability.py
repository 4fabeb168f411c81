"""What other settings of SQLite would lose in the power cuts that ours survive.

python benchmarks/durability.py            300 cuts for each of the settings
python benchmarks/durability.py --cuts 50  fewer
"""

import argparse
import sys
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from outages import Loads, settings

COMPARED: list[tuple[str, str | None, bool]] = [
    ("the program's own: rollback journal, EXTRA", None, False),
    ("the program's own, beside a write-ahead log that is in use", None, True),
    *(
        (f"{kind}, {synchronous}", synchronous, wal)
        for kind, wal in (("rollback journal", False), ("write-ahead log", True))
        for synchronous in ("FULL", "NORMAL", "OFF")
    ),
]
"""Settings by name: what is synced, if not as always, and whether there is a log."""


def main() -> None:
    """Print a row of a table for each of the settings."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cuts", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    options = parser.parse_args()
    sys.stdout.write("| settings | cuts | corrupt | acknowledged letters lost |\n")
    sys.stdout.write("|---|--:|--:|--:|\n")
    with tempfile.TemporaryDirectory() as folder:
        loads = Loads(Path(folder))
        for name, synchronous, wal in COMPARED:
            pragmas = [f"synchronous = {synchronous}"] if synchronous else []
            with settings(pragmas) if pragmas else nullcontext():
                events = loads.recorded(wal=wal)
            found = Counter(
                loads.after(events, options.cuts, options.seed, load_each=options.cuts)
            )
            numbers = f"{options.cuts} | {found['corrupt']} | {found['lost']}"
            sys.stdout.write(f"| {name} | {numbers} |\n")


if __name__ == "__main__":
    main()
