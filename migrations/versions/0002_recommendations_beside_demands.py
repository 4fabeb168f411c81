"""Recommendations beside demands.

Revision 0002, after 0001. What is there so far comes from letters. Going down takes
away what was imported: revision 0001 has no place for it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

Kind = sa.types.TypeEngine[Any]
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
NUMBER: Kind = sa.Double()
DAY = sa.Date()

SOURCE_OF = {
    "seed_file": "whether it holds letters, or was imported",
    "letter": "letters coded by hand, or an import",
    "demand": "the source of its letter",
}
COMMENTS = {
    "seed_file": (
        "the seed files loaded, by their place in their folder",
        "the files that rows came from: seeds, and imports",
    ),
    "letter": (
        "letters, statements and agendas, each with a date range",
        "letters, statements and agendas, and imported documents, each with a date range",
    ),
    "demand": (
        "demands: one act each that a letter asks of a nameable actor",
        "demands: one act each that a letter asks of a nameable actor, and imported recommendations",
    ),
    "demand_issue": (
        "issues of demands; position 1 is the primary one",
        "issues of demands; position 1 is the primary one, but in imports, whose issues have no rank",
    ),
}
POSITION = ("1 primary, 2 and 3 further ones", "1 primary, then further ones")
ID_OF_LETTER = ("the letter", "the letter or document it stands in")
QUOTE = (
    "its operative words, verbatim, at most 15",
    "its operative words, verbatim, at most 15; a recommendation's whole wording",
)
SUMMARY = (
    "what is asked, in the project's own words",
    "what is asked, in the project's own words; a recommendation has none",
)
REWORDED = {"quote": QUOTE, "letter_id": ID_OF_LETTER}
LOOSE_OF_LETTER: dict[str, tuple[Kind, str]] = {
    "text_file": (TEXT, "file name of the text in a folder of texts"),
    "text_sha256": (TEXT, "SHA-256 of the text's bytes"),
    "text_length": (WHOLE, "characters of the text"),
    "coded": (DAY, "when it was coded"),
}
LOOSE_OF_DEMAND: dict[str, Kind] = {
    "span_start": WHOLE,
    "span_end": WHOLE,
    "strength": TEXT,
    "action_id": TEXT,
    "confidence": NUMBER,
}
KINDS = ("open-letter", "private-letter", "joint-letter", "statement", "agenda")
RELATED = ("later_id", "earlier_id")
OF_DEMANDS = (
    "source_value",
    "ask_membership",
    "demand_relation",
    "demand_also",
    "demand_text",
    "demand_search",
    "demand_actor",
    "demand_country",
    "demand_place",
    "demand_issue",
    "demand_group",
    "demand_mechanism",
)


def one_of(name: str, *values: str) -> sa.Enum:
    """A closed list."""
    return sa.Enum(
        *values, name=name, native_enum=False, create_constraint=True, length=32
    )


def source() -> sa.Enum:
    """The closed list of sources."""
    return one_of("source", "letters", "upr", "uhri")


def is_one_of(column: str, values: tuple[str, ...]) -> str:
    """The rule of a closed list."""
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    """Go up to 0002."""
    _add_sources()
    _open_letter()
    _open_demand()
    with op.batch_alter_table("demand_issue") as batch:
        batch.drop_constraint(op.f("ck_demand_issue_three_at_most"), type_="check")
        batch.create_check_constraint("from_one", "position >= 1")
        _say(batch, "demand_issue", 1)
        batch.alter_column(
            "position",
            existing_type=WHOLE,
            existing_nullable=False,
            comment=POSITION[1],
            existing_comment=POSITION[0],
        )
    op.create_table(
        "source_value",
        sa.Column(
            "demand_id",
            TEXT,
            sa.ForeignKey("demand.id", deferrable=True, initially="IMMEDIATE"),
            primary_key=True,
            comment="the demand",
        ),
        sa.Column(
            "field",
            TEXT,
            primary_key=True,
            comment="what it would be: asking, country, issue, ...",
        ),
        sa.Column(
            "position", WHOLE, primary_key=True, comment="place among them, from 1"
        ),
        sa.Column(
            "value", TEXT, nullable=False, comment="the value as the source has it"
        ),
        comment="values of imports that no vocabulary knows, as written",
    )


def _add_sources() -> None:
    for table, words in SOURCE_OF.items():
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("source", source(), comment=words))
        op.execute(f"UPDATE {table} SET source = 'letters'")  # noqa: S608
    with op.batch_alter_table("seed_file") as batch:
        _require_source(batch, "seed_file")
        _say(batch, "seed_file", 1)


def _require_source(batch: BatchOperations, table: str) -> None:
    batch.alter_column(
        "source",
        existing_type=source(),
        nullable=False,
        existing_comment=SOURCE_OF[table],
    )


def _say(batch: BatchOperations, table: str, now: int) -> None:
    words = COMMENTS[table]
    batch.create_table_comment(words[now], existing_comment=words[1 - now])


def _open_letter() -> None:
    with op.batch_alter_table("letter") as batch:
        _require_source(batch, "letter")
        batch.add_column(
            sa.Column("symbol", TEXT, comment="its UN document symbol", nullable=True)
        )
        for name, (kind, words) in LOOSE_OF_LETTER.items():
            batch.alter_column(
                name, existing_type=kind, nullable=True, existing_comment=words
            )
        batch.drop_constraint(op.f("ck_letter_letterkind"), type_="check")
        batch.create_check_constraint(
            "letterkind", is_one_of("kind", (*KINDS, "review", "report"))
        )
        batch.create_check_constraint(
            "coded_by_hand",
            "source <> 'letters' OR (text_file IS NOT NULL AND text_sha256 IS NOT NULL"
            " AND text_length IS NOT NULL AND coded IS NOT NULL)",
        )
        batch.create_unique_constraint(op.f("uq_letter_id_source"), ["id", "source"])
        _say(batch, "letter", 1)


def _open_demand() -> None:
    with op.batch_alter_table("demand") as batch:
        _require_source(batch, "demand")
        for name, kind, words in (
            (
                "asking_id",
                TEXT,
                "the state or mechanism that recommends; a letter's senders ask as one",
            ),
            (
                "response",
                one_of("response", "accepted", "noted", "pledge"),
                "what the state under review answered, or that it is its own pledge",
            ),
            (
                "category",
                WHOLE,
                "how specific the act is, 1 to 5, after McMahon; as the source has it",
            ),
            ("external_id", TEXT, "its id in the source it came from"),
        ):
            batch.add_column(sa.Column(name, kind, comment=words, nullable=True))
        for name, existing in LOOSE_OF_DEMAND.items():
            batch.alter_column(name, existing_type=existing, nullable=True)
        batch.alter_column(
            "summary",
            existing_type=TEXT,
            nullable=True,
            comment=SUMMARY[1],
            existing_comment=SUMMARY[0],
        )
        for changed, (before, after) in REWORDED.items():
            batch.alter_column(
                changed,
                existing_type=TEXT,
                existing_nullable=False,
                comment=after,
                existing_comment=before,
            )
        batch.create_check_constraint(
            "coded_by_hand",
            "source <> 'letters' OR (summary IS NOT NULL AND span_start IS NOT NULL"
            " AND span_end IS NOT NULL AND strength IS NOT NULL"
            " AND action_id IS NOT NULL AND confidence IS NOT NULL"
            " AND asking_id IS NULL AND response IS NULL AND category IS NULL)",
        )
        batch.create_check_constraint("category_known", "category BETWEEN 1 AND 5")
        batch.drop_constraint(op.f("fk_demand_letter_id_letter"), type_="foreignkey")
        batch.create_foreign_key(
            op.f("fk_demand_letter_id_source_letter"),
            "letter",
            ["letter_id", "source"],
            ["id", "source"],
            deferrable=True,
            initially="IMMEDIATE",
        )
        batch.create_foreign_key(
            op.f("fk_demand_asking_id_actor"),
            "actor",
            ["asking_id"],
            ["id"],
            deferrable=True,
            initially="IMMEDIATE",
        )
        _say(batch, "demand", 1)
    op.create_index(op.f("ix_demand_asking_id"), "demand", ["asking_id"])


def downgrade() -> None:
    """Go back to 0001."""
    _remove_imports()
    op.drop_table("source_value")
    with op.batch_alter_table("demand_issue") as batch:
        batch.drop_constraint(op.f("ck_demand_issue_from_one"), type_="check")
        batch.create_check_constraint("three_at_most", "position BETWEEN 1 AND 3")
        _say(batch, "demand_issue", 0)
        batch.alter_column(
            "position",
            existing_type=WHOLE,
            existing_nullable=False,
            comment=POSITION[0],
            existing_comment=POSITION[1],
        )
    op.drop_index(op.f("ix_demand_asking_id"), "demand")
    _close_demand()
    _close_letter()
    with op.batch_alter_table("seed_file") as batch:
        batch.drop_constraint(op.f("ck_seed_file_source"), type_="check")
        batch.drop_column("source")
        _say(batch, "seed_file", 0)


def _remove_imports() -> None:
    imported = "SELECT id FROM demand WHERE source <> 'letters'"
    for table in OF_DEMANDS:
        for key in RELATED if table == "demand_relation" else ("demand_id",):
            op.execute(f"DELETE FROM {table} WHERE {key} IN ({imported})")  # noqa: S608
    for table in ("demand", "letter", "seed_file"):
        op.execute(f"DELETE FROM {table} WHERE source <> 'letters'")  # noqa: S608


def _close_demand() -> None:
    with op.batch_alter_table("demand") as batch:
        for constraint, kind in (
            (op.f("fk_demand_asking_id_actor"), "foreignkey"),
            (op.f("fk_demand_letter_id_source_letter"), "foreignkey"),
            (op.f("ck_demand_category_known"), "check"),
            (op.f("ck_demand_coded_by_hand"), "check"),
            (op.f("ck_demand_source"), "check"),
            (op.f("ck_demand_response"), "check"),
        ):
            batch.drop_constraint(constraint, type_=kind)
        batch.create_foreign_key(
            op.f("fk_demand_letter_id_letter"),
            "letter",
            ["letter_id"],
            ["id"],
            deferrable=True,
            initially="IMMEDIATE",
        )
        for name in ("source", "asking_id", "response", "category", "external_id"):
            batch.drop_column(name)
        for name, existing in LOOSE_OF_DEMAND.items():
            batch.alter_column(name, existing_type=existing, nullable=False)
        batch.alter_column(
            "summary",
            existing_type=TEXT,
            nullable=False,
            comment=SUMMARY[0],
            existing_comment=SUMMARY[1],
        )
        for changed, (before, after) in REWORDED.items():
            batch.alter_column(
                changed,
                existing_type=TEXT,
                existing_nullable=False,
                comment=before,
                existing_comment=after,
            )
        _say(batch, "demand", 0)


def _close_letter() -> None:
    with op.batch_alter_table("letter") as batch:
        for constraint, kind in (
            (op.f("uq_letter_id_source"), "unique"),
            (op.f("ck_letter_coded_by_hand"), "check"),
            (op.f("ck_letter_source"), "check"),
            (op.f("ck_letter_letterkind"), "check"),
        ):
            batch.drop_constraint(constraint, type_=kind)
        batch.create_check_constraint("letterkind", is_one_of("kind", KINDS))
        for name in ("source", "symbol"):
            batch.drop_column(name)
        for name, (existing, words) in LOOSE_OF_LETTER.items():
            batch.alter_column(
                name, existing_type=existing, nullable=False, existing_comment=words
            )
        _say(batch, "letter", 0)
