"""Mutated seed files: whatever is done to them, there are problems and no traceback.

By hand, for so many rounds, and from where a failure was met::

    python tests/fuzz_seeds.py 40000 [SEED]
"""

import random
import sys
import tempfile
from pathlib import Path

from builders import TEXT, as_yaml, seeds, written

from hrdemands.seedfiles.checks import check
from hrdemands.seedfiles.problems import Problem
from hrdemands.shipped import shipped

SIGNS = "\r \t \u2028 \u202e \ufeff \ufffe \ud800 \U0001f600 \\ud800".split(" ")
YAML = (
    "\n|\n  |\n- |\n---\n|\n...\n|%TAG ! x\n|>-\n| #|&a |*a|<<: |!!int |? |[|]|{|}|'|\""
)
WORDS = (
    ": |id: |n: 0|quote: |demands:|NO|0000|2006-13-45|9999-12-31|999999999|names:[x]"
)
PIECES = [bytes([code]) for code in range(256)] + [
    piece.encode("utf-8", "surrogatepass")
    for piece in (*SIGNS, *YAML.split("|"), *WORDS.split("|"))
]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """*content* with one to eight cuts, copies, moves or insertions."""
    for _ in range(chance.randint(1, 8)):
        at, to = sorted(chance.randint(0, len(content)) for _ in range(2))
        to = min(to, at + chance.choice((1, 8, 80, 8000)))
        piece = chance.choice((b"", content[at:to] * 2, chance.choice(PIECES)))
        content = content[:at] + piece + content[chance.choice((at, to)) :]
    return content


def originals() -> list[bytes]:
    """The seed files to mutate: those of the tests, and those that are shipped."""
    small = [as_yaml(data).encode() for data in seeds().values()]
    return small + [path.read_bytes() for path in shipped("seeds").rglob("*.yaml")]


def fuzz(rounds: int, seed: int) -> list[Problem]:
    """Check *rounds* mutated files, each as a letter and as a list of records.

    Returns all problems; raises what the reader or a rule raised.
    """
    chance = random.Random(seed)  # noqa: S311 - nobody is to be surprised
    contents = originals()
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory() as name:
        texts = written(Path(name, "texts"), {"2016.txt": TEXT, "2018.txt": TEXT})
        for _ in range(rounds):
            content = mutated(chance.choice(contents), chance)
            files = seeds() | {"x.yaml": content, "letters/x.yaml": content}
            folder = written(Path(name, "seeds"), files)
            problems += check([folder], texts)[2]
    return problems


if __name__ == "__main__":
    count, first = (*map(int, sys.argv[1:]), 0, 0)[:2]
    for number in range(first, first + count, 100):
        found = len(fuzz(100, number))
        sys.stdout.write(f"seed {number}: {found:,} problems\n")
