"""Letters: the list of them, and one with all that is known of it."""

from hrdemands.queries.filters import Filters, where
from hrdemands.queries.names import resolve
from hrdemands.queries.reader import Reader, Row
from hrdemands.queries.results import (
    Addressee,
    Affiliation,
    Letter,
    LetterSummary,
    Party,
    Signature,
)
from hrdemands.queries.sqltext import Parameters, Query


def letters_query(filters: Filters) -> Query:
    """The statement that lists letters with a demand that *filters* let through."""
    parameters = Parameters()
    limit = (
        ""
        if filters.limit is None
        else f"\n LIMIT {parameters.one('limit', filters.limit)}"
    )
    sql = f"""\
SELECT l.id, l.title, l.kind, l.date_words, l.earliest, l.latest,
       count(d.id) AS demands,
       sum(CASE WHEN d.explicit THEN 1 ELSE 0 END) AS explicit,
       (SELECT count(*) FROM signatory s WHERE s.letter_id = l.id) AS signatories
  FROM letter l
  JOIN demand d ON d.letter_id = l.id
{where(filters, parameters)}
 GROUP BY l.id, l.title, l.kind, l.date_words, l.earliest, l.latest
 ORDER BY l.earliest, l.latest, l.id{limit}"""  # noqa: S608
    return Query(sql, parameters.values)


def find_letters(
    reader: Reader, filters: Filters | None = None
) -> tuple[LetterSummary, ...]:
    """The letters with a demand that *filters* let through, and how many; by date."""
    rows = reader.rows(letters_query(filters or Filters()))
    return tuple(_summary(reader, row) for row in rows)


def _summary(reader: Reader, row: Row) -> LetterSummary:
    return LetterSummary(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        date=row["date_words"],
        earliest=row["earliest"],
        latest=row["latest"],
        senders=_senders(reader, row["id"]),
        recipients=tuple(a.name for a in _recipients(reader, row["id"])),
        demands=row["demands"],
        explicit=row["explicit"],
        signatories=row["signatories"],
    )


def get_letter(reader: Reader, named: str) -> Letter:
    """The letter with the id (or title) *named*; raise NotFound when there is none."""
    letter_id = resolve(reader, "letter", named)
    row = reader.rows(letter_query(letter_id))[0]
    plain = (
        "id title kind earliest latest precision date_basis date_reason published_in"
        " written_at language url text_file text_sha256 text_length rights coder coded"
        " seed_file loaded_at note demands"
    ).split()
    return Letter(
        **{name: row[name] for name in plain},
        date=row["date_words"],
        text_loaded=bool(row["text_loaded"]),
        senders=_senders(reader, letter_id),
        signatories=_signatories(reader, letter_id),
        recipients=_recipients(reader, letter_id),
        sections=tuple(r["heading"] for r in reader.rows(_of(letter_id, _SECTIONS))),
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


_SECTIONS = "SELECT heading FROM section WHERE letter_id = :id ORDER BY n"
_SENDERS = (
    "SELECT s.actor_id, a.name, s.stated, s.reason FROM letter_sender s"
    " JOIN actor a ON a.id = s.actor_id WHERE s.letter_id = :id ORDER BY s.position"
)
_RECIPIENTS = (
    "SELECT r.*, o.name AS office, h.name AS holder FROM recipient r"
    " JOIN actor o ON o.id = r.office_id LEFT JOIN actor h ON h.id = r.holder_id"
    " WHERE r.letter_id = :id ORDER BY r.position"
)
_SIGNATORIES = (
    "SELECT position, person_id, as_signed FROM signatory"
    " WHERE letter_id = :id ORDER BY position"
)
_AFFILIATIONS = (
    "SELECT * FROM signatory_affiliation WHERE letter_id = :id ORDER BY position, n"
)


def _of(letter_id: str, sql: str) -> Query:
    return Query(sql, {"id": letter_id})


def _senders(reader: Reader, letter_id: str) -> tuple[Party, ...]:
    return tuple(
        Party(row["actor_id"], row["name"], bool(row["stated"]), row["reason"])
        for row in reader.rows(_of(letter_id, _SENDERS))
    )


def _recipients(reader: Reader, letter_id: str) -> tuple[Addressee, ...]:
    return tuple(
        Addressee(
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
        for row in reader.rows(_of(letter_id, _RECIPIENTS))
    )


def _signatories(reader: Reader, letter_id: str) -> tuple[Signature, ...]:
    affiliations: dict[int, list[Affiliation]] = {}
    for row in reader.rows(_of(letter_id, _AFFILIATIONS)):
        affiliations.setdefault(row["position"], []).append(_affiliation(row))
    return tuple(
        Signature(
            row["person_id"],
            row["as_signed"],
            tuple(affiliations.get(row["position"], ())),
        )
        for row in reader.rows(_of(letter_id, _SIGNATORIES))
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
