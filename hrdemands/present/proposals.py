"""How proposals are shown."""

from hrdemands.present.formats import Column, Layout
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
