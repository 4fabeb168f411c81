"""Pages: what look-ups list, in their order.

Revision 0004, after 0003. The tables are made empty: like views, they are filled anew
after every migration to the newest revision.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
PLACE = "its place among all demands, newest letters first"
TABLES = ("page_demand", "page_general", "page_country", "page_issue")


def newest(*, key: bool = True, comment: str = PLACE) -> sa.Column[str]:
    """The column that orders."""
    return sa.Column("newest", TEXT, primary_key=key, nullable=False, comment=comment)


def upgrade() -> None:
    """Go up to 0004."""
    op.create_table(
        "page_letter",
        sa.Column("letter_id", TEXT, primary_key=True, comment="the letter"),
        newest(key=False, comment="what the places of its demands begin with"),
        sa.Column(
            "days",
            WHOLE,
            nullable=False,
            comment="days between its earliest and latest",
        ),
        comment="letters in the order of look-ups; made by the loader",
    )
    op.create_index(op.f("ix_page_letter_days"), "page_letter", ["days"])
    op.create_table(
        "page_demand",
        newest(),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        comment="demands in the order of look-ups; made by the loader",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page_general",
        newest(),
        comment="demands that name no country; made by the loader",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "page_country",
        sa.Column("country_code", TEXT, primary_key=True, comment="the country"),
        sa.Column(
            "rank",
            WHOLE,
            primary_key=True,
            autoincrement=False,
            comment="its best role: 0 subject, 1 example, 2 venue, 3 actor",
        ),
        newest(),
        comment="demands under each country they name; made by the loader",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_page_country_country_code_newest"),
        "page_country",
        ["country_code", "newest"],
    )
    op.create_table(
        "page_issue",
        sa.Column("issue_id", TEXT, primary_key=True, comment="the issue"),
        sa.Column(
            "rank",
            WHOLE,
            primary_key=True,
            autoincrement=False,
            comment="0 primary, 1 secondary, 2 of an import, whose issues have no rank",
        ),
        newest(),
        comment="demands under each of their issues and all broader ones; made by the loader",
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_page_issue_issue_id_newest"), "page_issue", ["issue_id", "newest"]
    )
    _count_asks()


def _count_asks() -> None:
    op.create_table(
        "ask_count",
        sa.Column("ask_id", TEXT, primary_key=True, comment="the ask"),
        sa.Column("name", TEXT, nullable=False, comment="the ask in general words"),
        sa.Column("first_year", WHOLE, comment="first year surely asked in"),
        sa.Column("last_year", WHOLE, comment="last year surely asked in"),
        sa.Column("years", WHOLE, nullable=False, comment="distinct years"),
        sa.Column(
            "documents", WHOLE, nullable=False, comment="letters, reviews and reports"
        ),
        sa.Column("letters", WHOLE, nullable=False, comment="distinct letters"),
        sa.Column(
            "reviews",
            WHOLE,
            nullable=False,
            comment="distinct reviews of states, imported",
        ),
        sa.Column(
            "reports",
            WHOLE,
            nullable=False,
            comment="distinct reports of mechanisms, imported",
        ),
        sa.Column(
            "organizations",
            WHOLE,
            nullable=False,
            comment="distinct organizations behind them",
        ),
        sa.Column("demands", WHOLE, nullable=False, comment="distinct demands"),
        sa.Column("longest_gap", WHOLE, comment="most years between two asked in"),
        sa.Column(
            "strength_then",
            TEXT,
            nullable=False,
            comment="strengths in its first letters, by spaces",
        ),
        sa.Column(
            "strength_now",
            TEXT,
            nullable=False,
            comment="strengths in its last letters, by spaces",
        ),
        comment="how each ask recurs; made by the loader",
    )
    op.create_index(op.f("ix_ask_count_documents"), "ask_count", ["documents"])


def downgrade() -> None:
    """Go back to 0003."""
    op.drop_index(op.f("ix_ask_count_documents"), "ask_count")
    op.drop_table("ask_count")
    op.drop_index(op.f("ix_page_issue_issue_id_newest"), "page_issue")
    op.drop_index(op.f("ix_page_country_country_code_newest"), "page_country")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index(op.f("ix_page_letter_days"), "page_letter")
    op.drop_table("page_letter")
