"""Pairs of demands judged against each other, without an ask.

Revision 0005, after 0003. One table more; nothing that is there changes.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

# Sorted by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Go up to 0005."""
    op.create_table(
        "demand_pair",
        *(
            sa.Column(
                name,
                TEXT,
                sa.ForeignKey("demand.id", deferrable=True, initially="IMMEDIATE"),
                primary_key=True,
                index=index,
                comment=comment,
            )
            for name, index, comment in (
                ("first_id", False, "the demand of the lesser id"),
                ("second_id", True, "the other demand"),
            )
        ),
        sa.Column(
            "judgement",
            one_of("judgement", "same", "narrower", "broader", "unsure", "rejected"),
            nullable=False,
            comment="what the first is to the second: same, narrower, broader, unsure, or rejected",
        ),
        sa.Column(
            "method",
            one_of("method", "reading", "proposal"),
            nullable=False,
            comment="reading, or a proposal that a person judged",
        ),
        sa.Column("coder", TEXT, nullable=False, comment="who judged"),
        sa.Column("judged", sa.Date(), nullable=False, comment="when"),
        sa.Column(
            "reason",
            TEXT,
            nullable=False,
            comment="would one and the same act satisfy both?",
        ),
        sa.Column(
            "seed_file",
            TEXT,
            sa.ForeignKey("seed_file.path", deferrable=True, initially="IMMEDIATE"),
            index=True,
            nullable=False,
            comment="the seed file it came from",
        ),
        sa.CheckConstraint("first_id < second_id", name="in_order"),
        comment="two demands judged against each other, without an ask",
    )


def one_of(name: str, *values: str) -> sa.Enum:
    """One of a closed list of values."""
    return sa.Enum(
        *values, name=name, native_enum=False, create_constraint=True, length=32
    )


def downgrade() -> None:
    """Go back to 0002."""
    op.drop_table("demand_pair")
