"""How asks are shown: in a list, and one's history."""

from hrdemands.present.columns import SPAN, documents, named, plural
from hrdemands.present.demands import marks, when
from hrdemands.present.formats import Column, Layout
from hrdemands.present.records import Record, nested
from hrdemands.present.table import labelled, wrap
from hrdemands.queries.results.asks import AskHistory, AskSummary, Judged
from hrdemands.queries.results.demands import Demand

ASKS = Layout(
    (
        named("ask"),
        *SPAN,
        Column("then", lambda a: "/".join(a.strength_then)),
        Column("now", lambda a: "/".join(a.strength_now)),
    ),
    keys=AskSummary._fields,
)


def history_rows(history: AskHistory) -> list[Record]:
    """A history as CSV has it: a row a demand, with the judgement about it."""
    return [
        {
            "ask": history.ask.id,
            "judgement": member.judgement,
            "judged_reason": member.reason,
            "moves": [f"{move.kind} {move.earlier}" for move in member.moves],
            **nested(member.demand),
        }
        for member in history.members
    ]


def history_page(history: AskHistory, columns: int) -> str:
    """An ask's history: quotes side by side, what changed, and what it is not."""
    ask = history.ask
    name = wrap(ask.name, columns - 2)
    lines = [ask.id, "", *(f"  {line}" for line in name), ""]
    lines += labelled("scope", history.scope, columns)
    lines += labelled("asked", _asked(ask), columns)
    for heading, judgements in (
        ("THE SAME ASK", ("same",)),
        ("NARROWER OR BROADER", ("narrower", "broader")),
        ("UNSURE", ("unsure",)),
        ("NOT THIS ASK", ("rejected",)),
    ):
        members = [m for m in history.members if m.judgement in judgements]
        if members:
            lines += ["", heading]
        for member in members:
            lines += ["", *_member(member, columns)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _asked(ask: AskSummary) -> str:
    if not ask.demands:
        return "in no letter: no demand is judged the same"
    span = (
        "in no certain year"
        if ask.first_year is None
        else f"{ask.first_year}"
        if ask.first_year == ask.last_year
        else f"{ask.first_year} to {ask.last_year}"
    )
    gap = f", longest silence {ask.longest_gap} years" if ask.longest_gap else ""
    return (
        f"{span}: {plural(ask.years, 'year')}, {documents(ask)},"
        f" {plural(ask.organizations, 'organization')}{gap}"
    )


def _member(member: Judged, columns: int) -> list[str]:
    demand = member.demand
    lines = wrap(f"{demand.id}  {when(demand.date, demand.date_basis)}", columns)
    facts = [
        ("  quote", f"“{demand.quote}”"),
        ("  asks", demand.summary),
        ("  wording", marks(demand)),
        ("  asked of", _names(demand, "asked")),
        ("  target", _names(demand, "target")),
        (f"  {member.judgement}", member.reason),
        *(
            (f"  {move.kind}", f"{move.earlier}: {move.reason}")
            for move in member.moves
        ),
    ]
    for label, text in facts:
        lines += labelled(label, text, columns)
    return lines


def _names(demand: Demand, role: str) -> str:
    return ", ".join(actor.name for actor in demand.actors if actor.role == role)
