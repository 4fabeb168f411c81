"""250,000 demands against each other, ten proposals each: ``./run selfjoin``.

Prints time, memory and recall. Recall is against exact search: for a sample of
demands, the ten best of all 250,000 by the same score, nothing blocked and nothing cut.
With HRDEMANDS_UPR_CORPUS (or --corpus) the texts are real recommendations, varied;
otherwise they are made up.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import VARIABLE, find_corpus, read_corpus
from evaluate import Letters
from synthetic import Maker

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.index import Scored
from hrdemands.proposals.join import Join
from hrdemands.proposals.profiles import Profile, make_profile
from hrdemands.proposals.ranking import Ground
from hrdemands.queries.results.statements import Statement

LIMIT = 10
SAMPLED = 200
KNOWN = 2_000
PIECE = 2_000
"""How many queries a process is given at a time."""

held: list[Join] = []
"""What a process that was forked finds there: the join needs no copy."""


def profiles(statements: list[Statement], gazetteer: Gazetteer) -> Iterator[Profile]:
    """Profiles without parts of words, as for any database so large."""
    return (make_profile(each, gazetteer, grams=False) for each in statements)


Piece = tuple[list[int], list[int]]
Found = list[tuple[int, list[Scored]]]


def pieces(join: Join) -> Iterator[Piece]:
    """The blocks, large ones in pieces."""
    for queries, candidates in join.blocks():
        for start in range(0, len(queries), PIECE):
            yield queries[start : start + PIECE], candidates


def work(piece: Piece) -> Found:
    """Compare the statements of one piece."""
    return list(held[0].best(*piece, LIMIT))


def run(join: Join, processes: int) -> dict[int, list[Scored]]:
    """Compare everything, with so many processes."""
    held.append(join)
    every = list(pieces(join))
    if processes == 1:
        return dict(pair for piece in every for pair in work(piece))
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        parts = pool.imap_unordered(work, every)
        return dict(pair for part in parts for pair in part)


def recall(join: Join, found: dict[int, list[Scored]], count: int) -> float:
    """The share of the exact ten best that were found, over a sample.

    A candidate with the score of the tenth counts as it: ties have no order.
    """
    chosen = random.Random(2).sample(range(count), min(SAMPLED, count))  # noqa: S311
    everything = list(range(count))
    exact = dict(join.exact(chosen, everything, LIMIT))
    hits = total = 0
    for query in chosen:
        least = min((score for _, score in exact[query]), default=0.0)
        total += len(exact[query])
        hits += sum(score >= least - 1e-6 for _, score in found[query])
    return hits / total


def memory() -> float:
    """The most this process and its children held, in GiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (own + children) / 2**20


def processor() -> float:
    """The processor time of this process and its children so far, in seconds."""
    told = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in told)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=250_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--corpus", help=f"UPR Info's export (else ${VARIABLE})")
    options = parser.parse_args()
    path = find_corpus(options.corpus)
    report(options.count, options.processes, path)


def report(count: int, processes: int, path: Path | None) -> None:
    """Measure and print."""
    gazetteer = Letters().gazetteer
    texts = [each.statement.words for each in read_corpus(path)] if path else []
    statements = list(Maker(texts).statements(count))
    begun, worked = time.monotonic(), processor()
    step = max(1, count // KNOWN)
    ground = Ground(list(profiles(statements[::step], gazetteer)), gazetteer)
    join = Join(ground, profiles(statements, gazetteer))
    read = time.monotonic()
    found = run(join, processes)
    done, worked = time.monotonic(), processor() - worked
    rows = {
        "demands": f"{count:,} ({'real, varied' if path else 'made up'})",
        "processes": f"{processes}",
        "words to vectors": f"{read - begun:.0f} s",
        "comparison": f"{done - read:.0f} s",
        "together": f"{done - begun:.0f} s",
        "processor time": f"{worked:.0f} s",
        "memory": f"{memory():.1f} GiB",
        "recall": f"{recall(join, found, count):.3f}",
    }
    for name, value in rows.items():
        sys.stdout.write(f"{name:18}{value}\n")


if __name__ == "__main__":
    main()
