"""How demands are shown: in a list, and one with its citation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from hrdemands.present.formats import Column, Layout
from hrdemands.present.records import Record, nested
from hrdemands.present.table import labelled, visible_lines, wrap
from hrdemands.queries.results.demands import ActorLink, Demand, Listed

if TYPE_CHECKING:
    # A list of demands does without the six kinds of result of a letter.
    from hrdemands.queries.results.letters import Letter, Party

ARROW = " → "
KEY = 24
KEYS = Demand._fields


def key_of(demand: Demand) -> str:
    """What a demand is known by: its id, its wording, its date."""
    return "\n".join([demand.id, marks(demand), when(demand.date, demand.date_basis)])


def when(date: str, basis: str) -> str:
    """A date, marked where the letter does not state it."""
    return f"{date} (inferred)" if basis == "inferred" else date


def marks(demand: Demand) -> str:
    """Strength, audience and, for an implied demand, that it is one and why.

    Of a recommendation, what was answered to it and how specific it is.
    """
    if demand.source != "letters":
        return ", ".join(_answered(demand))
    strength = demand.strength or ""
    words = [strength if demand.explicit else f"implied ({demand.basis})"]
    if not demand.explicit and demand.strength != "implied":
        words.append(strength)
    if demand.audience != "unspecified":
        words.append(
            "public and private" if demand.audience == "both" else demand.audience
        )
    return ", ".join(words)


def _answered(demand: Demand) -> Iterable[str]:
    yield demand.response or "no answer known"
    if demand.category is not None:
        yield f"category {demand.category}"


def _asked(demand: Demand) -> str:
    return "\n".join([*_words(demand), chain(demand)])


def _words(demand: Demand) -> Iterable[str]:
    """What is asked, in our words where there are such, and its own."""
    if demand.summary != demand.quote:
        yield demand.summary
    yield f"“{demand.quote}”"


def chain(demand: Demand) -> str:
    """Who is asked to move whom: ``UN Secretary-General → China``.

    Of a recommendation, who makes it stands first.
    """
    steps: list[str] = [demand.asking_name] if demand.asking_name else []
    for role in ("asked", "intermediary", "target"):
        names = " and ".join(_actors(demand, role))
        if names and names not in steps:
            steps.append(names)
    against = " and ".join(_actors(demand, "against"))
    return ARROW.join(steps) + (f"; against {against}" if against else "")


def _actors(demand: Demand, role: str) -> Iterable[str]:
    """The names of those in a role; an addressee that must act itself is named once."""
    asked = {a.actor for a in demand.actors if a.role == "asked"}
    for actor in demand.actors:
        if actor.role == role and not (role == "target" and actor.actor in asked):
            yield _inferred(actor)


def _inferred(actor: ActorLink) -> str:
    return actor.name if actor.stated else f"{actor.name} (inferred)"


DEMANDS = Layout(
    (Column("demand", key_of, widest=KEY), Column("what is asked", _asked)), keys=KEYS
)
"""Demands in a list."""


def _listed_key(listed: Listed) -> str:
    return key_of(listed.demand)


def _listed_asked(listed: Listed) -> str:
    return _asked(listed.demand)


LISTED = Layout(
    (Column("demand", _listed_key, widest=KEY), Column("what is asked", _listed_asked)),
    under=lambda listed: str(listed.under),
    keys=("under", *KEYS),
)
"""Demands under headings."""

CHECKLIST = Layout(
    (
        Column("done", lambda _: "[ ]"),
        Column("demand", key_of, widest=KEY),
        Column("what is asked", _asked),
    ),
    keys=KEYS,
)
"""What was asked of an office, to be ticked off."""


def party(sender: "Party") -> str:
    """A sender's name, marked where it is inferred."""
    return sender.name if sender.stated else f"{sender.name} (inferred)"


def citation(demand: Demand, letter: "Letter") -> str:
    """A reference to a demand that can stand in a text.

    Names who speaks, to whom, the document, its date with its uncertainty, the quote,
    where it stands in the text, and the id.
    """
    if demand.source != "letters":
        return _citation_of_recommendation(demand, letter)
    senders = ", ".join(map(party, letter.senders))
    addressees = " and ".join(
        a.name + (f" ({a.holder_name}, {a.state})" if a.holder_name else "")
        for a in letter.recipients
        if a.addressed != "none"
    )
    to = f" to {addressees}" if addressees else ""
    # That a letter was private, when all have read it, is no part of a reference.
    kind = letter.kind.removeprefix("private-").replace("-", " ")
    return (
        f"{senders}, “{letter.title}”, {kind}{to},"
        f" {when(letter.date, letter.date_basis)}: “{demand.quote}”"
        f" [characters {demand.start} to {demand.end}]. hrdemands, {demand.id}."
    )


def _citation_of_recommendation(demand: Demand, letter: "Letter") -> str:
    as_written = [value for field, value in demand.unmapped if field == "asking"]
    party = demand.asking_name or next(iter(as_written), "asking party not known")
    symbol = f" ({letter.symbol})" if letter.symbol else ""
    answer = f" [{demand.response}]" if demand.response else ""
    known_as = f", {demand.external_id}" if demand.external_id else ""
    return (
        f"{party}, “{letter.title}”{symbol}, {letter.kind},"
        f" {when(letter.date, letter.date_basis)}: “{demand.quote}”{answer}."
        f" {letter.coder}{known_as}; hrdemands, {demand.id}."
    )


def with_citation(demand: Demand, letter: "Letter") -> Record:
    """A demand as JSON has it, with its citation."""
    return {**nested(demand), "citation": citation(demand, letter)}


def demand_page(demand: Demand, letter: "Letter", columns: int) -> str:
    """Everything about one demand."""
    lines = [demand.id, ""]
    for words in _words(demand):
        lines += [*_indented(words, columns), ""]
    if demand.text:
        lines += [*_indented(f"In full: {' '.join(demand.text.split())}", columns), ""]
    for label, text in _facts(demand, letter):
        lines += labelled(label, text, columns)
    lines += ["", "Cite as:", *_indented(citation(demand, letter), columns)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _facts(demand: Demand, letter: "Letter") -> Iterable[tuple[str, str]]:
    inferred = ", inferred: " + letter.date_reason
    yield "date", letter.date + (inferred if letter.date_basis == "inferred" else "")
    yield "section", demand.section or ""
    label = "wording" if demand.source == "letters" else "answer"
    yield label, _wording(demand)
    yield "implied by", demand.reason or ""
    yield "act", demand.action or ""
    yield "target's act", demand.target_action or ""
    yield "chain", chain(demand)
    for actor in demand.actors:
        if not actor.stated:
            yield "", f"{actor.name} as {actor.role} is inferred: {actor.reason}"
    yield "countries", ", ".join(f"{c.name} ({c.role})" for c in demand.countries)
    yield "places", ", ".join(demand.places)
    yield "issues", ", ".join(demand.issues)
    yield "groups", ", ".join(demand.groups)
    yield "mechanisms", ", ".join(demand.mechanisms)
    yield "timing", demand.timing.words if demand.timing else ""
    yield "part of", demand.parent or ""
    yield "asks", ", ".join(demand.asks)
    yield "as written", ", ".join(f"{f}: {v}" for f, v in demand.unmapped)
    yield "confidence", "" if demand.confidence is None else f"{demand.confidence:.2f}"
    yield "note", demand.note or ""


def _wording(demand: Demand) -> str:
    return marks(demand) + (f" (“{demand.cue}”)" if demand.cue else "")


def _indented(text: str, columns: int) -> list[str]:
    return [
        f"  {piece}"
        for line in visible_lines(text)
        for piece in wrap(line, columns - 2)
    ]
