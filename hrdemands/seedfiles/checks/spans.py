"""Rules 6xx that need no text: spans inside the letter, quotes of 6 to 15 words.

Three words are found a second time in 7 % of letters' sentences, six in 0.4 %; more
than fifteen would be more than evidence needs.
"""

from collections.abc import Iterator

from hrdemands.seedfiles.catalogue import Catalogue
from hrdemands.seedfiles.checks.references import each_demand
from hrdemands.seedfiles.checks.rules import rule
from hrdemands.seedfiles.problems import Place, Problem
from hrdemands.seedfiles.records import Demand, Span
from hrdemands.text import count_words

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
        for index, later in enumerate(demands):
            for earlier in demands[:index]:
                if _cross(earlier, later):
                    message = f"crosses the span of demand {earlier.n}"
                    remedy = "end the earlier one where the later begins"
                    path = ("demands", index, "start")
                    yield entry.problem(path, "E602", message, remedy)


def _cross(a: Demand | Span, b: Demand | Span) -> bool:
    first, second = sorted((a, b), key=lambda span: (span.start, -span.end))
    return first.start < second.start < first.end < second.end


@rule("E603")
def quotes_have_a_fit_length(catalogue: Catalogue) -> Iterator[Problem]:
    """A quote has 6 to 15 words, or is the whole of a shorter ask."""
    for entry, index, demand in each_demand(catalogue):
        words = count_words(demand.quote)
        path = ("demands", index, "quote")
        if words > MAX_WORDS:
            message = f"has {words} words, more than {MAX_WORDS}"
            yield entry.problem(path, "E603", message, "keep the operative ones")
        elif words < MIN_WORDS and not _is_whole(demand):
            message = f"has {words} words, fewer than {MIN_WORDS}"
            remedy = "lengthen it, or quote a shorter ask whole"
            yield entry.problem(path, "E603", message, remedy)


def _is_whole(demand: Demand) -> bool:
    """Whether the quote can be the whole span; wrapped lines make spans a bit longer.

    `texts` compares the two exactly where the text is at hand.
    """
    slack = 4 * demand.quote.count(" ")
    return len(demand.quote) + slack >= demand.end - demand.start
