"""How what a search found is shown: a list of demands, its words marked."""

from collections.abc import Iterable

from hrdemands.present.demands import KEY, KEYS, chain, key_of
from hrdemands.present.formats import Column, Layout
from hrdemands.present.marks import marked
from hrdemands.queries.results.demands import Hit, Match

AROUND = 60
"""Characters of a text shown before and after what was found only in it."""

GAP = "\N{HORIZONTAL ELLIPSIS}"


def _key(hit: Hit) -> str:
    return key_of(hit.demand)


def _asked(hit: Hit) -> str:
    demand = hit.demand
    lines = [f"“{marked(demand.quote, _spans(hit, 'quote'))}”"]
    if demand.summary != demand.quote:
        lines.insert(0, marked(demand.summary, _spans(hit, "summary")))
    return "\n".join([*lines, *_only_in_text(hit), chain(demand)])


def _spans(hit: Hit, field: str) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in hit.matches if m.field == field]


def _only_in_text(hit: Hit) -> Iterable[str]:
    """A piece of the text around the first word found, if it shows nowhere else."""
    fields = {match.field for match in hit.matches}
    if fields != {"text"} or hit.demand.text is None:
        return
    text, first = hit.demand.text, hit.matches[0]
    start = _between_words(text, max(0, first.start - AROUND))
    end = min(len(text), first.end + AROUND)
    inside = [
        Match(m.field, m.start - start, m.end - start)
        for m in hit.matches
        if m.end <= end
    ]
    piece = " ".join(
        marked(text[start:end], [(m.start, m.end) for m in inside]).split()
    )
    yield (GAP if start else "") + piece + (GAP if end < len(text) else "")


def _between_words(text: str, at: int) -> int:
    """The place after the next white space, from *at* on; 0 for the beginning."""
    return text.find(" ", at) + 1 if at else 0


HITS = Layout(
    (Column("demand", _key, widest=KEY), Column("what is asked", _asked)),
    keys=(*KEYS, "score", "matches"),
    marks=True,
)
"""What a search found."""
