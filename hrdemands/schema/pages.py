"""Tables that the loader makes of the others: what look-ups list, in its order.

Without them a look-up reads and sorts all that it is about: 12 ms for the newest 20 of
a country among 250,000 demands, and twenty times that among twenty times as many. Here
the order is an index, so that the first 20 are the first 20 rows, however many follow.
Nothing refers to these tables, and no key of theirs refers elsewhere: they hold nothing
that `store.pages` could not make anew, and the doctor holds them to it.

The order is one text, ``newest``: the smaller, the newer the letter. It begins with the
days from the letter's latest day to a far one (always seven digits), then come the days
that its range spans, its id, a space (which sorts before all that ids have), and the
demand's number; numbers of any length are written with their length before them.
"""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from hrdemands.schema import ddl
from hrdemands.schema.base import Base, column, options

_KEY = "its place among all demands, newest letters first"


class PageLetter(Base):
    """A letter's place among all."""

    __tablename__ = "page_letter"
    __table_args__ = (
        Index(None, "digits", "newest"),
        options("letters in the order of look-ups; made by the loader"),
    )

    letter_id: Mapped[str] = column("the letter", primary_key=True)
    newest: Mapped[str] = column("what the places of its demands begin with")
    digits: Mapped[int] = column(
        "digits of the days that its range spans; 0 for a single day"
    )


class PageDemand(Base):
    """A demand's place among all."""

    __tablename__ = "page_demand"
    __table_args__ = options(
        "demands in the order of look-ups; made by the loader", rowid=False
    )

    newest: Mapped[str] = column(_KEY, primary_key=True)
    demand_id: Mapped[str] = column("the demand")


class PageGeneral(Base):
    """A demand that names no country."""

    __tablename__ = "page_general"
    __table_args__ = options(
        "demands that name no country; made by the loader", rowid=False
    )

    newest: Mapped[str] = column(_KEY, primary_key=True)


class PageCountry(Base):
    """A demand under a country."""

    __tablename__ = "page_country"
    __table_args__ = (
        Index(None, "country_code", "newest"),
        options(
            "demands under each country they name; made by the loader", rowid=False
        ),
    )

    country_code: Mapped[str] = column("the country", primary_key=True)
    rank: Mapped[int] = column(
        "its best role: 0 subject, 1 example, 2 venue, 3 actor", primary_key=True
    )
    newest: Mapped[str] = column(_KEY, primary_key=True)


class PageIssue(Base):
    """A demand under an issue, or a broader one."""

    __tablename__ = "page_issue"
    __table_args__ = (
        Index(None, "issue_id", "newest"),
        options(
            "demands under each of their issues and all broader ones;"
            " made by the loader",
            rowid=False,
        ),
    )

    issue_id: Mapped[str] = column("the issue", primary_key=True)
    rank: Mapped[int] = column(
        "0 primary, 1 secondary, 2 of an import, whose issues have no rank",
        primary_key=True,
    )
    newest: Mapped[str] = column(_KEY, primary_key=True)


class PageAsk(Base):
    """A demand under an ask."""

    __tablename__ = "page_ask"
    __table_args__ = options(
        "demands under each ask they are judged against; made by the loader",
        rowid=False,
    )

    ask_id: Mapped[str] = column("the ask", primary_key=True)
    newest: Mapped[str] = column(_KEY, primary_key=True)


class AskCount(Base):
    """An ask, counted over the demands judged the same."""

    __tablename__ = "ask_count"
    __table_args__ = options("how each ask recurs; made by the loader")

    ask_id: Mapped[str] = column("the ask", primary_key=True)
    name: Mapped[str] = column("the ask in general words")
    first_year: Mapped[int | None] = column("first year surely asked in")
    last_year: Mapped[int | None] = column("last year surely asked in")
    years: Mapped[int] = column("distinct years")
    documents: Mapped[int] = column("letters, reviews and reports", index=True)
    letters: Mapped[int] = column("distinct letters")
    reviews: Mapped[int] = column("distinct reviews of states, imported")
    reports: Mapped[int] = column("distinct reports of mechanisms, imported")
    organizations: Mapped[int] = column("distinct organizations behind them")
    demands: Mapped[int] = column("distinct demands")
    longest_gap: Mapped[int | None] = column("most years between two asked in")
    strength_then: Mapped[str] = column("strengths in its first letters, by spaces")
    strength_now: Mapped[str] = column("strengths in its last letters, by spaces")


RECURRING = "ix_ask_count_recurring"
_ORDER = "years DESC, letters DESC, documents DESC"

# With all that a list shows of an ask, which is then read nowhere else.
_SQLITE = (
    f"CREATE INDEX {RECURRING} ON ask_count ({_ORDER}, longest_gap DESC,"
    " last_year DESC, ask_id, name, first_year, reviews, reports, organizations,"
    " demands, strength_then, strength_now)"
)
# Whose indexes do not take rows of any length.
_POSTGRESQL = (
    f"CREATE INDEX {RECURRING} ON ask_count ({_ORDER}, longest_gap DESC NULLS LAST,"
    " last_year DESC NULLS LAST, ask_id)"
)

# The order of what recurs, as it is listed. Alembic takes an index that goes down for
# another than the one it finds on SQLite.
ddl.add(
    AskCount.__table__,
    {"sqlite": [_SQLITE], "postgresql": [_POSTGRESQL]},
    others=[RECURRING],
)
