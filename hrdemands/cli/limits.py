"""What an answer is drawn from, which bounds what it can say."""

from hrdemands.present.columns import plural
from hrdemands.queries.filters import Filters
from hrdemands.queries.reader import Reader
from hrdemands.queries.silence import corpus


def counted_over(reader: Reader, filters: Filters | None = None) -> str:
    """``counted over 5 letters of 6 organizations, 2006 to 2020``.

    Of sources that *filters* leave out nothing is said.
    """
    held = corpus(reader, filters.sources if filters else ())
    imports = [
        plural(held[f"{word}s"], word)
        for word in ("review", "report")
        if held[f"{word}s"]
    ]
    letters = _letters(held) if held["letters"] or not imports else ""
    drawn = ", ".join([letters, *imports] if letters else imports)
    if not held["earliest"]:
        return f"counted over {drawn}"
    span = f"{str(held['earliest'])[:4]} to {str(held['latest'])[:4]}"
    return f"counted over {drawn}, {span}"


def _letters(held: dict[str, int]) -> str:
    if not held["letters"]:
        return "no letters"
    others = held["organizations"] - held["sending"]
    behind = f" ({others} more by affiliation)" if others else ""
    return (
        f"{plural(held['letters'], 'letter')} of"
        f" {plural(held['sending'], 'organization')}{behind}"
    )
