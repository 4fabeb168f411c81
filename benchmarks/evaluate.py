"""How good proposals are, with plain ways beside them: ``./run evaluate``.

a  the judged asks of the shipped letters, each judgement left out in turn
b  the UPR corpus, a state's second review against its first: truth keyed by what is
   asked for, and the program's own keys switched off, so that words, topics and issues
   must find it; then, marked so, with its keys on
c  traps: a look-alike beside a rewording (`traps.yaml`)

The corpus is no part of the repository: name UPR Info's export of 2008 to 2014 with
--corpus or HRDEMANDS_UPR_CORPUS. Weights were chosen on half of its states (--half 0);
what is reported is the other half.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from corpus import VARIABLE, find_corpus, read_corpus, states_in
from measures import Measured, Ranked, measure
from methods import Ours, Way, plain_ways
from truth import keys_of

from hrdemands.proposals.gazetteer import Gazetteer
from hrdemands.proposals.profiles import USUAL
from hrdemands.queries.judgements import ask_statements, find_ask_texts
from hrdemands.queries.reader import open_reader
from hrdemands.queries.results.statements import Statement
from hrdemands.queries.statements import find_statements
from hrdemands.queries.target import read_target
from hrdemands.queries.wordings import find_wordings
from hrdemands.seedfiles.checks import check
from hrdemands.shipped import shipped
from hrdemands.store.seeding import load_catalogue

HERE = Path(__file__).parent
WITHHELD = USUAL._replace(things=0, acts=0, targets=0, actions=0, parting=False)
"""What is left when the keys that make the truth are withheld."""
WORDS_ONLY = WITHHELD._replace(issues=0)
POSITIVE = ("same", "narrower", "broader")
SAMPLE = 15
"""One of so many recommendations teaches what is rare."""


class Letters:
    """The shipped letters: their demands, their asks, and a gazetteer."""

    def __init__(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "letters.db")
            catalogue, texts, _ = check([shipped("seeds")], None)
            load_catalogue(read_target(path), catalogue, texts)
            with open_reader(path) as reader:
                self.demands = list(find_statements(reader))
                self.asks = find_ask_texts(reader)
                self.gazetteer = Gazetteer(find_wordings(reader))


def is_of(demand: Statement, ask: str) -> bool:
    """Whether somebody judged that a demand is, narrows or broadens an ask."""
    return dict(demand.asks).get(ask) in POSITIVE


def asks_rankings(way: Way, letters: Letters) -> Iterator[Ranked]:
    """Each judged demand left out: all asks, ranked by their words and demands."""
    way.learn(letters.demands)
    for query in letters.demands:
        if not any(is_of(query, ask) for ask in letters.asks):
            continue
        others = [each for each in letters.demands if each.document != query.document]
        best = dict.fromkeys(letters.asks, 0.0)
        candidates = [*others, *ask_statements(letters.asks, others)]
        scores = way.scores([query], candidates)[0]
        for candidate, score in zip(candidates, scores, strict=True):
            for ask, judgement in candidate.asks:
                if judgement == "same":
                    best[ask] = max(best[ask], score)
        yield ranked((score, is_of(query, ask)) for ask, score in best.items())


def demands_rankings(way: Way, letters: Letters) -> Iterator[Ranked]:
    """Each judged demand: the demands of other letters, true where an ask is shared."""
    way.learn(letters.demands)
    for query in letters.demands:
        mine = {ask for ask, judgement in query.asks if judgement in POSITIVE}
        others = [each for each in letters.demands if each.document != query.document]
        if any(is_of(other, ask) for ask in mine for other in others):
            scores = way.scores([query], others)[0]
            true = [any(is_of(other, ask) for ask in mine) for other in others]
            yield ranked(zip(scores, true, strict=True))


def ranked(pairs: "Iterator[tuple[float, bool]]") -> Ranked:
    """Scores, best first; among equals what is true stands last."""
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


class Reviews:
    """The UPR corpus, half of it."""

    def __init__(self, path: Path, half: int) -> None:
        corpus = read_corpus(path)
        self.known = [each.statement for each in corpus[::SAMPLE]]
        self.states = list(states_in(corpus, half))

    def rankings(self, way: Way) -> Iterator[Ranked]:
        """What was asked in a second review, among what was in the first."""
        way.learn(self.known)
        for state in self.states:
            first = [keys_of(each.words) for each in state.first]
            everything = frozenset().union(*first)
            queries = [q for q in state.second if keys_of(q.words) & everything]
            rows = way.scores(queries, state.first)
            for query, row in zip(queries, rows, strict=True):
                mine = keys_of(query.words)
                true = [bool(mine & theirs) for theirs in first]
                yield ranked(zip(row, true, strict=True))


def trapped(
    way: Way, traps: Sequence[dict[str, str]]
) -> tuple[Counter[str], Counter[str]]:
    """How many traps stand below the true pair, and how many there are, by kind."""
    texts = [
        Statement(trap[side]) for trap in traps for side in ("demand", "same", "trap")
    ]
    way.learn(texts)
    below: Counter[str] = Counter()
    for trap in traps:
        sides = [Statement(trap["same"]), Statement(trap["trap"])]
        true, false = way.scores([Statement(trap["demand"])], sides)[0]
        below[trap["kind"]] += true > false
    return below, Counter(trap["kind"] for trap in traps)


def table(heading: str, rows: dict[str, Measured]) -> None:
    """Print a table of measures."""
    queries = next(iter(rows.values())).queries
    sys.stdout.write(f"\n{heading} ({queries} queries)\n\n")
    sys.stdout.write(
        "| way | R@5 | R@10 | R@20 | MAP | R at P 0.95 |\n|---|---|---|---|---|---|\n"
    )
    for name, row in rows.items():
        cells = " | ".join(f"{value:.3f}" for value in row[1:])
        sys.stdout.write(f"| {name} | {cells} |\n")
    sys.stdout.flush()


def show_letters(letters: Letters, ways: dict[str, Way]) -> None:
    """Print how the judged asks are found."""
    found = {
        name: measure(list(asks_rankings(way, letters))) for name, way in ways.items()
    }
    table("a1. Letters: the ask of a demand, its judgement left out", found)
    found = {
        name: measure(list(demands_rankings(way, letters)))
        for name, way in ways.items()
    }
    table("a2. Letters: demands that share an ask", found)


def show_reviews(
    letters: Letters, path: Path, half: int, model: str | None = None
) -> None:
    """Print how recommendations of a second review find those of the first."""
    reviews = Reviews(path, half)
    gazetteer = letters.gazetteer
    ways = plain_ways() | {
        "ours, runtime alone, keys withheld": Ours(gazetteer, WITHHELD, arrays=False),
        "ours, words only": Ours(gazetteer, WORDS_ONLY),
        "**ours, keys withheld**": Ours(gazetteer, WITHHELD),
        "ours, keys on (they know the truth)": Ours(gazetteer, USUAL),
    }
    if model:
        ways = {
            "ours with a model, words only": Ours(gazetteer, WORDS_ONLY, model=model),
            "ours with a model, keys withheld": Ours(gazetteer, WITHHELD, model=model),
            "ours with a model, keys on": Ours(gazetteer, USUAL, model=model),
        }
    found = {name: measure(list(reviews.rankings(way))) for name, way in ways.items()}
    table(f"b. UPR: {len(reviews.states)} states, second review against first", found)


def show_traps(ways: dict[str, Way], name: str) -> None:
    """Print the share of traps that stand below the true pair."""
    traps = yaml.safe_load((HERE / name).read_text("utf-8"))["traps"]
    results = {name: trapped(way, traps) for name, way in ways.items()}
    kinds = list(dict.fromkeys(trap["kind"] for trap in traps))
    sys.stdout.write(f"\nc. Traps below the true pair: {name} ({len(traps)})\n\n")
    sys.stdout.write(
        f"| way | {' | '.join(kinds)} | all |\n|---{'|---' * len(kinds)}|---|\n"
    )
    for way, (below, count) in results.items():
        cells = [f"{below[kind] / count[kind]:.2f}" for kind in kinds]
        whole = below.total() / count.total()
        sys.stdout.write(f"| {way} | {' | '.join(cells)} | {whole:.2f} |\n")


def main() -> None:
    """Evaluate what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", help=f"UPR Info's export (else ${VARIABLE})")
    parser.add_argument("--half", type=int, choices=(0, 1), default=1)
    parser.add_argument("--model", help="measure with sentence embeddings as well")
    parser.add_argument("--only", choices=("a", "b", "c"))
    options = parser.parse_args()
    letters = Letters()
    ways = plain_ways() | {
        "ours, runtime alone": Ours(letters.gazetteer, USUAL, arrays=False),
        "**ours**": Ours(letters.gazetteer, USUAL),
    }
    if options.model:
        with_model = Ours(letters.gazetteer, USUAL, model=options.model)
        ways |= {"ours with a model": with_model}
    if options.only in (None, "a"):
        show_letters(letters, ways)
    if options.only in (None, "b"):
        path = find_corpus(options.corpus)
        if path is None:
            sys.stdout.write(f"\nb. UPR: skipped, ${VARIABLE} names no corpus\n")
        else:
            show_reviews(letters, path, options.half, options.model)
    if options.only in (None, "c"):
        show_traps(ways, "traps.yaml")
        show_traps(ways, "traps_unseen.yaml")


if __name__ == "__main__":
    main()
