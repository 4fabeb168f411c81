"""Hashes of the tables that letters share.

Revision 0009, after 0008. The table is made empty: like pages, it is filled after every
migration to the newest revision.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: None = None
depends_on: None = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Go up to 0009."""
    op.create_table(
        "table_hash",
        sa.Column("name", TEXT, primary_key=True, comment="the table"),
        sa.Column(
            "sha256",
            TEXT,
            nullable=False,
            comment="SHA-256 of the rows it was loaded with",
        ),
        comment=(
            "hashes of vocabularies, actors, asks and judgements; made by the loader"
        ),
    )


def downgrade() -> None:
    """Go back to 0008."""
    op.drop_table("table_hash")
