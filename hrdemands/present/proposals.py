"""How proposals are shown."""

from hrdemands.present.formats import Column, Layout
from hrdemands.queries.results.outlines import Again, Echo, Outline
from hrdemands.queries.results.proposals import Proposed


def _other(proposal: Proposed) -> str:
    named = f"ask {proposal.ask}" if proposal.ask else proposal.other or ""
    return f"{named}\n{proposal.words}"


PROPOSALS = Layout(
    (
        Column("score", lambda p: f"{p.score:.2f}", number=True),
        Column("may be the same as", _other),
        Column("because", lambda p: "\n".join(p.reasons)),
    ),
    under=lambda proposal: str(proposal.demand),
    keys=Proposed._fields,
)


def _told(outline: Outline) -> str:
    """Who asked it, when, with what answer, and the words."""
    facts = [outline.id, outline.date]
    facts += [fact for fact in (outline.asking, outline.response) if fact]
    return f"{', '.join(facts)}\n{outline.words}"


def _later(again: Again) -> str:
    return "\n".join([_told(again.later), "", *again.reasons])


AGAIN = Layout(
    (
        Column("score", lambda a: f"{a.score:.2f}", number=True),
        Column("asked first", lambda a: _told(a.earlier)),
        Column("asked again?", _later),
    ),
    keys=Again._fields,
)
"""Later demands beside earlier ones."""

ECHOES = Layout(
    (
        Column("what letters ask", lambda e: f"{e.name}\n{e.id}"),
        Column("echoes", lambda e: str(e.demands), number=True),
        Column("by", lambda e: str(e.parties), number=True),
        Column("acc.", lambda e: str(e.accepted), number=True),
        Column("noted", lambda e: str(e.noted), number=True),
        Column("most alike", lambda e: f"{e.score:.2f} {_told(e.best)}"),
    ),
    under=lambda echo: f"{echo.kind}s",
    keys=Echo._fields,
)
"""What letters ask, with what was recommended alike."""
