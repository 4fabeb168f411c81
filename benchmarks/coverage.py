"""From which score `hrdemands coverage` should show a precedent: its own measure.

A sentence has a precedent or has none; shown are the best three from a score up. There
are two truths: recommendations of a state's second review, read as sentences without
codes, beside those of its first (what has a key that nothing there has, has none); and
the sentences of the five letters, beside the demands of the other letters (what is in
no demand's span has none).
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus import VARIABLE, find_corpus
from evaluate import POSITIVE, Letters, Reviews, is_of
from measures import Ranked
from methods import Ours
from truth import keys_of

from hrdemands.proposals.formalities import asks_nothing
from hrdemands.proposals.profiles import USUAL
from hrdemands.proposals.sentences import sentences
from hrdemands.queries.judgements import ask_statements
from hrdemands.queries.results.statements import Statement
from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped

SHOWN = 3
SCORES = [n / 20 for n in range(3, 15)]


Told = tuple[Ranked, bool]
"""The best finds of a sentence, and whether there is a true one among all."""


def told(row: list[float], true: list[bool]) -> Told:
    """The best finds of a sentence."""
    return sorted(zip(row, true, strict=True), reverse=True)[:SHOWN], any(true)


def of_reviews(letters: Letters, reviews: Reviews) -> Iterator[Told]:
    """What each keyed recommendation finds, read as a sentence of a draft."""
    way = Ours(letters.gazetteer, USUAL)
    way.learn(reviews.known)
    for state in reviews.states:
        keys = [keys_of(each.words) for each in state.first]
        queries = [each for each in state.second if keys_of(each.words)]
        bare = [Statement(q.words, countries=q.countries) for q in queries]
        rows = way.scores(bare, state.first)
        for query, row in zip(queries, rows, strict=True):
            mine = keys_of(query.words)
            true = [bool(mine & theirs) for theirs in keys]
            yield told(row, true)


def of_letters(letters: Letters, folder: Path) -> Iterator[Told]:
    """What each sentence of a letter finds in the others.

    A find is true where a demand of the sentence shares an ask with it. Sentences of
    demands that share none are left out: nobody says that nothing else is alike.
    """
    catalogue, _, _ = check([shipped("seeds")], None)
    way = Ours(letters.gazetteer, USUAL)
    way.learn(letters.demands)
    by_id = {each.id: each for each in letters.demands}
    for entry in catalogue.letters.held().values():
        letter = entry.record
        name = letter.text.file
        if not (folder / name).is_file():
            continue
        text = (folder / name).read_bytes().decode("utf-8")
        spans = [(d.start, d.end, by_id[f"{letter.id}/{d.n}"]) for d in letter.demands]
        others = [each for each in letters.demands if each.document != letter.id]
        candidates = [*others, *ask_statements(letters.asks, others)]
        for piece in sentences(text):
            if asks_nothing(piece, frozenset()):
                continue
            inside = [d for a, b, d in spans if a < piece.end and piece.start < b]
            asks = {a for d in inside for a, judged in d.asks if judged in POSITIVE}
            true = [any(is_of(each, ask) for ask in asks) for each in candidates]
            if any(true) or not inside:
                row = way.scores([Statement(piece.words)], candidates)[0]
                yield told(row, true)


def show(name: str, every: list[Told]) -> None:
    """Print what each score shows of sentences with a precedent, and without one."""
    asked = [ranking for ranking, is_asked in every if is_asked]
    idle = [ranking for ranking, is_asked in every if not is_asked]
    sys.stdout.write(
        f"\n{name}: {len(asked)} with a precedent, {len(idle)} without\n\n"
    )
    sys.stdout.write(
        "| from | true one shown | shown are true | shown where there is none |\n"
        "|--:|--:|--:|--:|\n"
    )
    for least in SCORES:
        found = [[t for s, t in ranking if s >= least] for ranking in asked]
        false = sum(any(s >= least for s, _ in ranking) for ranking in idle)
        shown = sum(map(len, found))
        cells = [
            sum(map(any, found)) / len(asked),
            sum(map(sum, found)) / shown if shown else 1.0,
            false / max(1, len(idle)),
        ]
        row = " | ".join(f"{cell:.2f}" for cell in cells)
        sys.stdout.write(f"| {least:.2f} | {row} |\n")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", help=f"UPR Info's export (else ${VARIABLE})")
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--texts", type=Path, help="the folder of the letters' texts")
    options = parser.parse_args()
    letters = Letters()
    if path := find_corpus(options.corpus):
        show("Reviews", list(of_reviews(letters, Reviews(path, options.half))))
    if options.texts:
        show("Letters", list(of_letters(letters, options.texts)))


if __name__ == "__main__":
    main()
