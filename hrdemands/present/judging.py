"""How proposals are shown: one to a person who judges it, and all as rows."""

from hrdemands.present.demands import chain, when
from hrdemands.present.formats import Layout
from hrdemands.present.records import Record
from hrdemands.present.table import labelled, wrap
from hrdemands.queries.demands import voices
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.results.judging import AskInBrief, Opened

MOST_SENDERS = 4


def proposal_page(opened: Opened, columns: int) -> str:
    """Both sides of a proposal, what they share, and how much that is."""
    lines: list[str] = []
    for demand in (opened.demand, opened.other):
        if demand is not None:
            lines += [*_side(demand, columns), ""]
    if opened.ask is not None:
        lines += [*_ask(opened.ask, columns), ""]
    lines += labelled("score", f"{opened.score:.2f}", columns)
    lines += labelled("because", "\n".join(opened.reasons), columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _side(demand: Demand, columns: int) -> list[str]:
    lines = wrap(f"{demand.id}  {when(demand.date, demand.date_basis)}", columns)
    # Of a recommendation the one is the other.
    summary = "" if demand.summary == demand.quote else demand.summary
    facts = [
        ("  quote", f"“{demand.quote}”"),
        ("  asks", summary or ""),
        ("  of whom", chain(demand)),
        ("  by", senders(voices(demand))),
        ("  in", demand.title),
        ("  answer", demand.response or ""),
        ("  ask", ", ".join(demand.asks)),
    ]
    return lines + [row for fact in facts for row in labelled(*fact, columns)]


def senders(names: tuple[str, ...]) -> str:
    """The senders of a letter, of many only the first by name."""
    if len(names) > MOST_SENDERS:
        names = (*names[:1], f"{len(names) - 1} others")
    return ", ".join(names)


def _ask(ask: AskInBrief, columns: int) -> list[str]:
    facts = [
        ("  name", ask.name),
        ("  scope", ask.scope),
        ("  made in", "\n".join(f"{key}: {words}" for key, words in ask.members)),
    ]
    rows = [row for fact in facts for row in labelled(*fact, columns)]
    return [*wrap(f"the ask {ask.id}", columns), *rows]


def proposal_row(opened: Opened, coder: str) -> Record:
    """A proposal as a program or a spreadsheet has it, for a judgement to be put in."""
    return {
        "demand": opened.demand_id,
        "other": opened.other_id,
        "ask": opened.ask_id,
        "judgement": "",
        "reason": "",
        "coder": coder,
        "score": opened.score,
        "reasons": list(opened.reasons),
        **_facts("demand", opened.demand),
        **_facts("other", opened.other),
        "ask_name": opened.ask.name if opened.ask else None,
        "ask_scope": opened.ask.scope if opened.ask else None,
    }


def _facts(side: str, demand: Demand | None) -> Record:
    known = demand and {
        "date": when(demand.date, demand.date_basis),
        "senders": list(voices(demand)),
        "asked": chain(demand),
        "summary": demand.summary,
        "quote": demand.quote,
        "text": demand.text,
    }
    keys = ("date", "senders", "asked", "summary", "quote", "text")
    return {f"{side}_{key}": known[key] if known else None for key in keys}


ROWS = Layout(rows=lambda row: [row])
"""Proposals as rows of CSV."""
