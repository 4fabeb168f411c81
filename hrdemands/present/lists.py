"""How letters, asks, recurrences, counts and years are shown."""

from collections.abc import Iterable

from hrdemands.present.demands import KEY, labelled, marks, party
from hrdemands.present.formats import Column, Layout
from hrdemands.present.table import wrap
from hrdemands.queries.results import (
    AskHistory,
    AskSummary,
    Compared,
    Judged,
    Letter,
    LetterSummary,
)

MOST_SENDERS = 6
"""More senders than these are counted and not named in a list."""


def _text(name: str) -> Column:
    return Column(name, lambda result: str(getattr(result, name)))


def _number(name: str, header: str = "") -> Column:
    def text(result: object) -> str:
        value = getattr(result, name)
        return "" if value is None else str(value)

    return Column(header or name, text, number=True)


def _named(result: object) -> str:
    return f"{getattr(result, 'name')}\n{getattr(result, 'id')}"  # noqa: B009


def _parties(letter: LetterSummary) -> str:
    senders = (
        f"{letter.signatories} signatories"
        if len(letter.senders) > MOST_SENDERS
        else (", ".join(map(party, letter.senders)))
    )
    return (
        f"{letter.title}\n{senders} → {', '.join(letter.recipients) or 'nobody named'}"
    )


LETTERS = Layout(
    (
        Column("letter", lambda r: f"{r.id}\n{r.date}\n{r.kind}", widest=KEY),
        Column("title and parties", _parties),
        _number("demands"),
        _number("explicit"),
    )
)

_SPAN = (
    _number("first_year", "first"),
    _number("last_year", "last"),
    _number("years"),
    _number("letters"),
    _number("organizations", "orgs"),
    _number("longest_gap", "gap"),
)

ASKS = Layout(
    (
        Column("ask", _named),
        *_SPAN,
        Column("then", lambda a: "/".join(a.strength_then)),
        Column("now", lambda a: "/".join(a.strength_now)),
    )
)

RECURRENCES = Layout((Column("what", _named), *_SPAN, _number("demands")))

SILENT = Layout(
    (
        Column("not asked since", _named),
        _number("first_year", "first"),
        _number("last_year", "last"),
        _number("letters"),
        _number("silent_years", "silent"),
    ),
    under=lambda silent: f"{silent.kind}s",
)

NEW = Layout(
    (Column("newly asked", _named), _number("first_year", "first"), _number("letters")),
    under=lambda new: f"{new.kind}s",
)


def _compared(compared: Compared) -> str:
    return f"{compared.name}\n{compared.what}: {compared.id}"


def _numbers(ids: Iterable[str]) -> str:
    return ", ".join(i.rpartition("/")[2] for i in ids)


COMPARED = Layout(
    (
        Column("what", _compared),
        Column("demands then", lambda c: _numbers(c.first)),
        Column("demands now", lambda c: _numbers(c.second)),
    ),
    under=lambda compared: str(compared.status),
)

COUNTED = Layout(
    (
        Column("name", lambda c: str(c.name)),
        Column("id", lambda c: str(c.id)),
        _number("demands"),
        _number("letters"),
        _number("first_year", "first"),
        _number("last_year", "last"),
    )
)

TIMELINE = Layout(
    (
        Column("year", lambda y: "uncertain" if y.year is None else str(y.year)),
        *(
            _number(name)
            for name in (
                "letters demands implied must should urge recommend request hope"
                " unmarked"
            ).split()
        ),
    )
)


def letter_page(letter: Letter, columns: int) -> str:
    """Everything about one letter but its demands."""
    lines = [letter.id, "", *wrap(f"  {letter.title}", columns), ""]
    facts: list[tuple[str, str]] = [
        ("kind", letter.kind.replace("-", " ")),
        ("date", f"{letter.date} ({letter.date_basis}): {letter.date_reason}"),
        ("published in", letter.published_in or ""),
        ("written at", letter.written_at or ""),
        ("language", letter.language),
        ("url", letter.url or ""),
        ("senders", "\n".join(_senders(letter))),
        ("signed by", "\n".join(_signatories(letter))),
        ("put to", "\n".join(_recipients(letter))),
        ("sections", "\n".join(letter.sections)),
        ("demands", str(letter.demands)),
        ("text", _text_facts(letter)),
        ("rights", letter.rights),
        ("coded", f"{letter.coded}, {letter.coder}; {letter.seed_file}"),
        ("note", letter.note or ""),
    ]
    for label, text in facts:
        lines += labelled(label, text, columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _senders(letter: Letter) -> Iterable[str]:
    for sender in letter.senders:
        reason = "" if sender.stated else f": {sender.reason}"
        yield party(sender) + reason


def _signatories(letter: Letter) -> Iterable[str]:
    for signature in letter.signatories:
        affiliations = [
            ", ".join(part for part in (a.role, a.as_signed) if part)
            + ("" if a.stated else f"{a.organization} (inferred)")
            for a in signature.affiliations
        ]
        yield "; ".join([signature.as_signed, *affiliations])


def _recipients(letter: Letter) -> Iterable[str]:
    for addressee in letter.recipients:
        holder = f": {addressee.holder_name}" if addressee.holder_name else ""
        how = (
            ""
            if addressee.addressed == "direct"
            else f", addressed: {addressee.addressed}"
        )
        yield f"{addressee.name}{holder} ({addressee.state}{how})" + (
            "" if addressee.stated else f" (inferred: {addressee.reason})"
        )


def _text_facts(letter: Letter) -> str:
    held = "held in this database" if letter.text_loaded else "not in this database"
    return (
        f"{letter.text_file}, {letter.text_length} characters, {held}\n"
        f"SHA-256 {letter.text_sha256}"
    )


def history_page(history: AskHistory, columns: int) -> str:
    """An ask's history: quotes side by side, what changed, and what it is not."""
    ask = history.ask
    lines = [ask.id, "", *wrap(f"  {ask.name}", columns), ""]
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
    span = (
        f"{ask.first_year}"
        if ask.first_year == ask.last_year
        else (f"{ask.first_year} to {ask.last_year}")
    )
    gap = f", longest silence {ask.longest_gap} years" if ask.longest_gap else ""
    return (
        f"{span}: {_plural(ask.years, 'year')}, {_plural(ask.letters, 'letter')},"
        f" {_plural(ask.organizations, 'organization')}{gap}"
    )


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def _member(member: Judged, columns: int) -> list[str]:
    demand = member.demand
    lines = [f"{demand.id}  {demand.date}"]
    facts = [
        ("  quote", f"“{demand.quote}”"),
        ("  asks", demand.summary),
        ("  wording", marks(demand)),
        ("  asked of", ", ".join(a.name for a in demand.actors if a.role == "asked")),
        ("  target", ", ".join(a.name for a in demand.actors if a.role == "target")),
        (f"  {member.judgement}", member.reason),
        *(
            (f"  {move.kind}", f"{move.earlier}: {move.reason}")
            for move in member.moves
        ),
    ]
    for label, text in facts:
        lines += labelled(label, text, columns)
    return lines
