"""The order of what recurs.

Revision 0008, after 0007. Asks are listed as an index has them: down, and equals by
their ids. On SQLite it holds all that is shown of an ask.
"""

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

BEFORE = ["years", "letters", "documents", "longest_gap", "last_year"]
BEFORE_NAME = f"ix_ask_count_{'_'.join(BEFORE)}"
RECURRING = "ix_ask_count_recurring"
INDEXES = {
    "sqlite": (
        f"CREATE INDEX {RECURRING} ON ask_count (years DESC, letters DESC,"
        " documents DESC, longest_gap DESC, last_year DESC, ask_id, name, first_year,"
        " reviews, reports, organizations, demands, strength_then, strength_now)"
    ),
    "postgresql": (
        f"CREATE INDEX {RECURRING} ON ask_count (years DESC, letters DESC,"
        " documents DESC, longest_gap DESC NULLS LAST, last_year DESC NULLS LAST,"
        " ask_id)"
    ),
}


def upgrade() -> None:
    """Go up to 0008."""
    op.drop_index(BEFORE_NAME, "ask_count")
    op.execute(INDEXES[op.get_bind().dialect.name])


def downgrade() -> None:
    """Go back to 0007."""
    op.drop_index(RECURRING, "ask_count")
    op.create_index(BEFORE_NAME, "ask_count", BEFORE)
