"""Inputs found by atheris, which looks for those that reach new code.

A program of its own, as atheris has to see the modules while they are imported, and
ends the process that it runs in::

    python benchmarks/guided.py PART SEED COUNT FOLDER DATABASE
"""

import json
import os
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

atheris: Any = import_module("atheris")
"""Not among the pins: whoever wants it installs it."""

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))

with atheris.instrument_imports(include=["hrdemands"]):
    import hypothesis
    from fuzz_targets import ground
    from parts import PARTS, Attack

LONGEST_DRAW = 4096
"""Bytes from which an input is drawn."""


def main(part: str, seed: str, count: str, folder: str, database: str) -> None:
    """Put *count* inputs to *part*; end the process."""
    with ground(Path(folder), Path(database)) as place:
        inputs, holds = PARTS[part].draws or sys.exit(f"{part} draws no inputs")
        attack = Attack(holds, place)
        drawn: Any = hypothesis.given(inputs)(attack.put)
        started = time.monotonic()

        def put(data: bytes) -> None:
            try:
                drawn.hypothesis.fuzz_one_input(data)
            except BaseException:  # noqa: BLE001 - whatever it is, it is a finding
                end({"failed": traceback.format_exc()})
            if attack.count >= int(count):
                seconds = time.monotonic() - started
                end({"seconds": seconds, "slowest": attack.slowest})

        fuzz = ["guided", f"-seed={int(seed) % 2**31}", "-len_control=0"]
        atheris.Setup([*fuzz, f"-max_len={LONGEST_DRAW}", "-verbosity=0"], put)
        atheris.Fuzz()


def end(outcome: dict[str, object]) -> NoReturn:
    """Say how it went, and end without what libFuzzer has to say of it."""
    sys.stdout.write(json.dumps(outcome))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
