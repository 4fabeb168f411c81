"""Which demands may be the same ask: proposals for a person to judge, with reasons.

From Python::

    from hrdemands.proposals import propose, propose_for_text
    from hrdemands.queries import open_reader

    with open_reader("hrdemands.db") as reader:
        for proposal in propose(reader, demand="2006-hrw-ban-ki-moon/2"):
            print(proposal.score, proposal.other or proposal.ask, proposal.reasons)

Nothing here decides: only judgements in seed files make demands the same ask.
"""

from hrdemands.proposals.engine import propose, propose_among, propose_for_text
from hrdemands.proposals.results import Proposal

__all__ = ["Proposal", "propose", "propose_among", "propose_for_text"]
