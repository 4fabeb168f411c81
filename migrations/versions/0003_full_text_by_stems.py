"""Full text by stems.

Revision 0003, after 0002. What is searched is made from the demands after the
migrations, like the views; going down makes the folded words of revision 0002.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from hrdemands.text import fold_name

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
POSITION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

INDEXES = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE demand_index USING fts5(words, content='demand_words',"
            " content_rowid='position', columnsize=0, tokenize=\"ascii tokenchars '-'\")"
        ),
        "CREATE VIRTUAL TABLE demand_index_term USING fts5vocab('demand_index', 'row')",
    ),
    "postgresql": (
        "ALTER TABLE demand_words ADD COLUMN terms tsvector NOT NULL",
        "COMMENT ON COLUMN demand_words.terms IS 'the same, as it is searched'",
        "CREATE INDEX ix_demand_words_terms ON demand_words USING gin (terms)",
    ),
}


def upgrade() -> None:
    """Go up to 0003."""
    op.drop_table("demand_search")
    with op.batch_alter_table("demand_text") as batch:
        batch.drop_column("words")
    op.create_table(
        "demand_words",
        sa.Column(
            "position",
            POSITION,
            primary_key=True,
            autoincrement=False,
            comment="its place in time: the larger, the newer",
        ),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "words",
            TEXT,
            nullable=False,
            comment="stems of its summary, its text or quote, and what it is coded with, after ¦",
        ),
        sa.UniqueConstraint("demand_id"),
        comment="the stems demands are searched by, made by the loader; SQLite's index of them is demand_index, PostgreSQL's the column terms",
    )
    op.create_table(
        "word_stem",
        sa.Column("word", TEXT, primary_key=True, comment="the word"),
        sa.Column("stem", TEXT, nullable=False, comment="its stem"),
        comment="words of demands and their stems, where these differ; for searches by the beginning of a word",
        sqlite_with_rowid=False,
    )
    for statement in INDEXES[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Go back to 0002."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE demand_index_term")
        op.execute("DROP TABLE demand_index")
    op.drop_table("word_stem")
    op.drop_table("demand_words")
    op.create_table(
        "demand_search",
        sa.Column(
            "demand_id",
            TEXT,
            sa.ForeignKey("demand.id", deferrable=True, initially="IMMEDIATE"),
            primary_key=True,
            comment="the demand",
        ),
        sa.Column(
            "words",
            TEXT,
            nullable=False,
            comment="folded words of its summary and quote",
        ),
        comment="the words demands are searched by; made by the loader",
    )
    words = sa.Column("words", TEXT, comment="the same, folded for search")
    with op.batch_alter_table("demand_text") as batch:
        batch.add_column(words)
    _fold_again()
    with op.batch_alter_table("demand_text") as batch:
        batch.alter_column(
            "words", existing_type=TEXT, nullable=False, existing_comment=words.comment
        )


def _fold_again() -> None:
    connection = op.get_bind()
    demands = connection.execute(
        sa.text("SELECT id, coalesce(summary || ' ', '') || quote AS text FROM demand")
    ).all()
    _write(
        "INSERT INTO demand_search (demand_id, words) VALUES (:demand, :words)", demands
    )
    texts = connection.execute(sa.text("SELECT demand_id, text FROM demand_text")).all()
    _write("UPDATE demand_text SET words = :words WHERE demand_id = :demand", texts)


def _write(statement: str, found: Any) -> None:  # noqa: ANN401 - rows of any kind
    rows = [{"demand": key, "words": f" {fold_name(text)} "} for key, text in found]
    if rows:
        op.get_bind().execute(sa.text(statement), rows)
