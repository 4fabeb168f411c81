"""Letters: the list of them, and one with all that is known of it."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeVar

from hrdemands.queries.conditions import where
from hrdemands.queries.filters import Filters
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.letters import (
    Addressee,
    Affiliation,
    Letter,
    LetterSummary,
    Party,
    Signature,
)
from hrdemands.queries.sqltext import Parameters, Query, Row

T = TypeVar("T")


def letters_query(filters: Filters) -> Query:
    """The statement that lists letters with a demand that *filters* let through."""
    parameters = Parameters()
    conditions = where(filters, parameters)
    limit = parameters.at_most(filters.limit)
    sql = f"""\
SELECT l.id, l.source, l.title, l.kind, l.date_words, l.date_basis,
       l.earliest, l.latest,
       count(d.id) AS demands,
       sum(CASE WHEN d.explicit THEN 1 ELSE 0 END) AS explicit,
       (SELECT count(*) FROM signatory s WHERE s.letter_id = l.id) AS signatories
  FROM letter l
  JOIN demand d ON d.letter_id = l.id
{conditions}
 GROUP BY l.id, l.source, l.title, l.kind, l.date_words, l.date_basis,
          l.earliest, l.latest
 ORDER BY l.earliest, l.latest, l.id{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_letters(
    reader: Reader, filters: Filters | None = None
) -> tuple[LetterSummary, ...]:
    """The letters with a demand that *filters* let through, and how many; by date."""
    rows = reader.rows(letters_query(filters or Filters()))
    ids = [row["id"] for row in rows]
    senders = _by_letter(reader, ids, _SENDERS, _party)
    recipients = _by_letter(reader, ids, _RECIPIENTS, _addressee)
    return tuple(
        LetterSummary(
            id=row["id"],
            source=row["source"],
            title=row["title"],
            kind=row["kind"],
            date=row["date_words"],
            date_basis=row["date_basis"],
            earliest=row["earliest"],
            latest=row["latest"],
            senders=tuple(senders[row["id"]]),
            recipients=tuple(office.name for office in recipients[row["id"]]),
            demands=row["demands"],
            explicit=row["explicit"],
            signatories=row["signatories"],
        )
        for row in rows
    )


def get_letter(reader: Reader, named: str) -> Letter:
    """The letter with the id (or title) *named*; raise NotFound when there is none."""
    letter_id = resolve(reader, "letter", named)
    row = reader.rows(letter_query(letter_id))[0]
    plain = (
        "id source symbol title kind earliest latest precision date_basis date_reason"
        " published_in written_at language url text_file text_sha256 text_length rights"
        " coder coded seed_file note demands"
    ).split()
    ids = [letter_id]
    return Letter(
        **{name: row[name] for name in plain},
        date=row["date_words"],
        text_loaded=bool(row["text_loaded"]),
        loaded_at=moment(row["loaded_at"]),
        senders=tuple(_by_letter(reader, ids, _SENDERS, _party)[letter_id]),
        signatories=_signatories(reader, letter_id),
        recipients=tuple(_by_letter(reader, ids, _RECIPIENTS, _addressee)[letter_id]),
        sections=tuple(r["heading"] for r in rows_of(reader, _SECTIONS, ids)),
    )


def letter_query(letter_id: str) -> Query:
    """The statement that fetches one letter."""
    return Query(
        """\
SELECT l.*,
       (SELECT count(*) FROM demand d WHERE d.letter_id = l.id) AS demands,
       (SELECT count(*) FROM letter_text t WHERE t.letter_id = l.id) AS text_loaded
  FROM letter l
 WHERE l.id = :id""",
        {"id": letter_id},
    )


def moment(stored: str) -> str:
    """A stored time in UTC to the second; each database has its own form of it."""
    return stored[:10] + "T" + stored[11:19] + "Z"


_SECTIONS = "SELECT heading FROM section WHERE letter_id IN {ids} ORDER BY letter_id, n"
_SENDERS = (
    "SELECT s.letter_id, s.actor_id, a.name, s.stated, s.reason FROM letter_sender s"
    " JOIN actor a ON a.id = s.actor_id"
    " WHERE s.letter_id IN {ids} ORDER BY s.letter_id, s.position"
)
_RECIPIENTS = (
    "SELECT r.*, o.name AS office, h.name AS holder FROM recipient r"
    " JOIN actor o ON o.id = r.office_id LEFT JOIN actor h ON h.id = r.holder_id"
    " WHERE r.letter_id IN {ids} ORDER BY r.letter_id, r.position"
)
_SIGNATORIES = (
    "SELECT position, person_id, as_signed FROM signatory"
    " WHERE letter_id IN {ids} ORDER BY letter_id, position"
)
_AFFILIATIONS = (
    "SELECT * FROM signatory_affiliation"
    " WHERE letter_id IN {ids} ORDER BY letter_id, position, n"
)


def _by_letter(
    reader: Reader, ids: Sequence[str], sql: str, make: Callable[[Row], T]
) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for row in rows_of(reader, sql, ids):
        found[row["letter_id"]].append(make(row))
    return found


def _party(row: Row) -> Party:
    return Party(row["actor_id"], row["name"], bool(row["stated"]), row["reason"])


def _addressee(row: Row) -> Addressee:
    return Addressee(
        office=row["office_id"],
        name=row["office"],
        holder=row["holder_id"],
        holder_name=row["holder"],
        state=row["holder_state"],
        as_written=row["as_written"],
        addressed=row["addressed"],
        stated=bool(row["stated"]),
        reason=row["reason"],
    )


def _signatories(reader: Reader, letter_id: str) -> tuple[Signature, ...]:
    affiliations: dict[int, list[Affiliation]] = defaultdict(list)
    for row in rows_of(reader, _AFFILIATIONS, [letter_id]):
        affiliations[row["position"]].append(_affiliation(row))
    return tuple(
        Signature(
            row["person_id"], row["as_signed"], tuple(affiliations[row["position"]])
        )
        for row in rows_of(reader, _SIGNATORIES, [letter_id])
    )


def _affiliation(row: Row) -> Affiliation:
    return Affiliation(
        role=row["role"],
        as_signed=row["as_signed"],
        organization=row["organization_id"],
        former=bool(row["former"]),
        stated=bool(row["stated"]),
        reason=row["reason"],
    )
