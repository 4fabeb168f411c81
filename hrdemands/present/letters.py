"""How letters are shown: in a list, one, and two compared."""

from collections.abc import Iterable

from hrdemands.present.columns import number
from hrdemands.present.demands import KEY, party, when
from hrdemands.present.formats import Column, Layout
from hrdemands.present.table import labelled, wrap
from hrdemands.queries.results.asks import Compared
from hrdemands.queries.results.letters import (
    Addressee,
    Affiliation,
    Letter,
    LetterSummary,
)

MOST_SENDERS = 6
"""Of more senders than these only the first is named in a list."""


def _parties(letter: LetterSummary) -> str:
    if letter.source != "letters":
        return letter.title
    names = [party(sender) for sender in letter.senders]
    if len(names) > MOST_SENDERS:
        names = [f"{names[0]} and {len(names) - 1} others"]
    recipients = ", ".join(letter.recipients) or "nobody named"
    return f"{letter.title}\n{', '.join(names)} → {recipients}"


LETTERS = Layout(
    (
        Column(
            "letter",
            lambda r: f"{r.id}\n{when(r.date, r.date_basis)}\n{r.kind}",
            widest=KEY,
        ),
        Column("title and parties", _parties),
        number("demands"),
        number("explicit"),
    ),
    keys=LetterSummary._fields,
)


def compared(first: str, second: str) -> Layout:
    """How two letters compared are shown, by their ids."""
    return Layout(
        (
            Column("what", lambda c: f"{c.name}\n{c.what}: {c.id}"),
            Column(first, lambda c: _numbers(c.first)),
            Column(second, lambda c: _numbers(c.second)),
        ),
        under=lambda c: str(c.status),
        keys=Compared._fields,
    )


def _numbers(ids: Iterable[str]) -> str:
    return ", ".join(i.rpartition("/")[2] for i in ids)


def letter_page(letter: Letter, columns: int) -> str:
    """Everything about one letter but its demands."""
    title = wrap(letter.title, columns - 2)
    lines = [letter.id, "", *(f"  {line}" for line in title), ""]
    for label, text in _facts(letter):
        lines += labelled(label, text, columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _facts(letter: Letter) -> Iterable[tuple[str, str]]:
    yield "kind", letter.kind.replace("-", " ")
    yield "symbol", letter.symbol or ""
    yield "date", f"{letter.date} ({letter.date_basis}): {letter.date_reason}"
    yield "published in", letter.published_in or ""
    yield "written at", letter.written_at or ""
    yield "language", letter.language
    yield "url", letter.url or ""
    yield "senders", "\n".join(_senders(letter))
    yield "signed by", "\n".join(_signatories(letter))
    yield "put to", "\n".join(map(_addressee, letter.recipients))
    yield "sections", "\n".join(letter.sections)
    yield "demands", str(letter.demands)
    yield "text", _text_facts(letter)
    yield "rights", letter.rights
    day = f"{letter.coded}, " if letter.coded else ""
    yield "coded", f"{day}{letter.coder}; {letter.seed_file}"
    yield "loaded", letter.loaded_at
    yield "note", letter.note or ""


def _senders(letter: Letter) -> Iterable[str]:
    for sender in letter.senders:
        reason = "" if sender.stated else f": {sender.reason}"
        yield party(sender) + reason


def _signatories(letter: Letter) -> Iterable[str]:
    for signature in letter.signatories:
        affiliations = map(_affiliation, signature.affiliations)
        yield "; ".join([signature.as_signed, *affiliations])


def _affiliation(affiliation: Affiliation) -> str:
    parts = [affiliation.role, affiliation.as_signed]
    if not affiliation.stated:
        parts.append(f"{affiliation.organization} (inferred)")
    return ", ".join(part for part in parts if part)


def _addressee(addressee: Addressee) -> str:
    holder = f": {addressee.holder_name}" if addressee.holder_name else ""
    how = (
        "" if addressee.addressed == "direct" else f", addressed: {addressee.addressed}"
    )
    inferred = "" if addressee.stated else f" (inferred: {addressee.reason})"
    return f"{addressee.name}{holder} ({addressee.state}{how}){inferred}"


def _text_facts(letter: Letter) -> str:
    if not letter.text_file:
        return ""
    held = "held in this database" if letter.text_loaded else "not in this database"
    return (
        f"{letter.text_file}, {letter.text_length} characters, {held}\n"
        f"SHA-256 {letter.text_sha256}"
    )
