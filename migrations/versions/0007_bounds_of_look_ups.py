"""Bounds of look-ups.

Revision 0007, after 0006. Look-ups that end with a day find the letters whose range
holds it by the digits of the days it spans, so that one long range costs no other.
Demands judged against an ask have a page, made empty as those of 0004 are, and asks an
index in the order in which they are listed.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
DIGITS = "digits of the days that its range spans; 0 for a single day"
DAYS = "days between its earliest and latest"
ORDER = ["years", "letters", "documents", "longest_gap", "last_year"]
RECURRING = f"ix_ask_count_{'_'.join(ORDER)}"
# A place holds them after seven digits: how many digits, and then the days.
DIGITS_OF_PLACE = (
    "CASE WHEN substr(newest, 8, 2) = '10' THEN 0"
    " ELSE CAST(substr(newest, 8, 1) AS INTEGER) END"
)
DAYS_OF_PLACE = (
    "CAST(substr(newest, 9, CAST(substr(newest, 8, 1) AS INTEGER)) AS INTEGER)"
)


def upgrade() -> None:
    """Go up to 0007."""
    op.drop_index(op.f("ix_page_letter_days"), "page_letter")
    _exchange("days", "digits", DIGITS, DIGITS_OF_PLACE)
    op.create_index(
        op.f("ix_page_letter_digits_newest"), "page_letter", ["digits", "newest"]
    )
    op.create_table(
        "page_ask",
        sa.Column("ask_id", TEXT, primary_key=True, comment="the ask"),
        sa.Column(
            "newest",
            TEXT,
            primary_key=True,
            comment="its place among all demands, newest letters first",
        ),
        comment="demands under each ask they are judged against; made by the loader",
        sqlite_with_rowid=False,
    )
    op.create_index(RECURRING, "ask_count", ORDER)


def downgrade() -> None:
    """Go back to 0006."""
    op.drop_index(RECURRING, "ask_count")
    op.drop_table("page_ask")
    op.drop_index(op.f("ix_page_letter_digits_newest"), "page_letter")
    _exchange("digits", "days", DAYS, DAYS_OF_PLACE)
    op.create_index(op.f("ix_page_letter_days"), "page_letter", ["days"])


def _exchange(old: str, new: str, comment: str, value: str) -> None:
    """Put the column *new* in the place of *old*, filled from the letters' places."""
    with op.batch_alter_table("page_letter") as batch:
        batch.drop_column(old)
        batch.add_column(sa.Column(new, WHOLE, comment=comment))
    op.execute(f"UPDATE page_letter SET {new} = {value}")  # noqa: S608
    with op.batch_alter_table("page_letter") as batch:
        batch.alter_column(
            new, existing_type=WHOLE, nullable=False, existing_comment=comment
        )
