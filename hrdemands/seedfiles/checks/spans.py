"""Rules 6xx that need no text: spans inside the letter, quotes of 6 to 15 words.

Three words are found a second time in 7 % of letters' sentences, six in 0.4 %; more
than fifteen would be more than evidence needs.
"""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.rules import each_demand, rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.records import Demand
from hrdemands.text import count_words, counted

MIN_WORDS = 6
MAX_WORDS = 15

Bounds = tuple[Place, int, int]


def spans_of(index: int, demand: Demand) -> Iterator[Bounds]:
    """The demand's span and those of its repetitions, with their paths."""
    yield ("demands", index), demand.start, demand.end
    for other, span in enumerate(demand.also):
        yield ("demands", index, "also", other), span.start, span.end


@rule("E601")
def spans_are_inside(catalogue: Catalogue) -> Iterator[Problem]:
    """A span begins before it ends, inside the letter's text."""
    for entry, index, demand in each_demand(catalogue):
        length = entry.record.text.length
        for path, start, end in spans_of(index, demand):
            if not start < end <= length:
                message = f"[{start}, {end}) is no span of a text of {length}"
                remedy = "offsets count characters from 0; end is exclusive"
                yield entry.problem((*path, "start"), "E601", message, remedy)


@rule("E602")
def spans_do_not_cross(catalogue: Catalogue) -> Iterator[Problem]:
    """Two spans are apart, or one holds the other: they never cross."""
    for entry in catalogue.letters.values():
        demands = entry.record.demands
        spans = [
            (span, demand.n)
            for index, demand in enumerate(demands)
            for span in spans_of(index, demand)
        ]
        for later, earlier in _crossings([span for span, _ in spans]):
            message = f"crosses the span of demand {spans[earlier][1]}"
            remedy = "end the earlier one where the later begins"
            path = (*spans[later][0][0], "start")
            yield entry.problem(path, "E602", message, remedy)


def _crossings(spans: Sequence[Bounds]) -> Iterator[tuple[int, int]]:
    """Each span that crosses one begun before it, with the one that ends first."""
    begun: list[tuple[int, int]] = []
    order = sorted(enumerate(spans), key=lambda each: (each[1][1], -each[1][2]))
    for index, (_, start, end) in order:
        while begun and begun[0][0] <= start:
            heappop(begun)
        if begun and begun[0][0] < end:
            yield index, begun[0][1]
        heappush(begun, (end, index))


@rule("E603")
def quotes_have_a_fit_length(catalogue: Catalogue) -> Iterator[Problem]:
    """A quote has 6 to 15 words, or is the whole of a shorter ask."""
    for entry, index, demand in each_demand(catalogue):
        words = count_words(demand.quote)
        if MIN_WORDS <= words <= MAX_WORDS:
            continue
        path = ("demands", index, "quote")
        if words > MAX_WORDS:
            message = f"has {words} words, more than {MAX_WORDS}"
            yield entry.problem(path, "E603", message, "keep only the operative ones")
        elif not _is_whole(demand):
            message = f"has {counted(words, 'word')}, fewer than {MIN_WORDS}"
            remedy = "lengthen it, or quote a shorter ask whole"
            yield entry.problem(path, "E603", message, remedy)


def _is_whole(demand: Demand) -> bool:
    """Whether the quote can be the whole span; wrapped lines make spans a bit longer.

    `texts` compares the two exactly where the text is at hand.
    """
    slack = 4 * demand.quote.count(" ")
    return len(demand.quote) + slack >= demand.end - demand.start
