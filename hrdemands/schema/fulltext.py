"""What a search goes by: the stems of every demand, and an index over them.

Tables of both databases hold the stems as text, in the order of newest first; the
index itself is each database's own. On SQLite it is a table of FTS5 without content
of its own, which takes the stems apart at spaces and nowhere else. On PostgreSQL it
is a stored ``tsvector`` with its GIN index: one made from the text at each query cost
30 times as much. SQLAlchemy has no words for either; see `ddl`.

There are no triggers, which made a load three to seven times as long: the loader
writes all of it when the rows are in place (see `store.fulltext`).
"""

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped

from hrdemands.schema import ddl
from hrdemands.schema.base import Base, column, options


class DemandWords(Base):
    """The stems a demand is searched by.

    It refers to no demand by a key: what the loader makes of demands, it makes anew,
    and the doctor compares.
    """

    __tablename__ = "demand_words"
    __table_args__ = options(
        "the stems demands are searched by, made by the loader; SQLite's index of them"
        " is demand_index, PostgreSQL's the column terms"
    )

    position: Mapped[int] = column(
        "its place in time: the larger, the newer",
        BigInteger().with_variant(Integer(), "sqlite"),
        primary_key=True,
        autoincrement=False,
    )
    demand_id: Mapped[str] = column("the demand", unique=True)
    words: Mapped[str] = column(
        "stems of its summary, its text or quote, and what it is coded with, after ¦"
    )


class WordStem(Base):
    """A word whose stem is not the word itself."""

    __tablename__ = "word_stem"
    __table_args__ = options(
        "words of demands and their stems, where these differ; for searches by the"
        " beginning of a word",
        rowid=False,
    )

    word: Mapped[str] = column("the word", primary_key=True)
    stem: Mapped[str] = column("its stem")


INDEX = "demand_index"
TERMS = "demand_index_term"

SQLITE = (
    (
        f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='demand_words',"
        " content_rowid='position', columnsize=0, tokenize=\"ascii tokenchars '-'\")"
    ),
    f"CREATE VIRTUAL TABLE {TERMS} USING fts5vocab('{INDEX}', 'row')",
)
GIN = "CREATE INDEX ix_demand_words_terms ON demand_words USING gin (terms)"
POSTGRESQL = (
    "ALTER TABLE demand_words ADD COLUMN terms tsvector NOT NULL",
    "COMMENT ON COLUMN demand_words.terms IS 'the same, as it is searched'",
    GIN,
)

ddl.add(
    DemandWords.__table__,
    {"sqlite": SQLITE, "postgresql": POSTGRESQL},
    tables=[INDEX],
    others=["terms", "ix_demand_words_terms"],
)
