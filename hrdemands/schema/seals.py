"""What common tables are known by: letters and demands carry hashes of their own."""

from sqlalchemy.orm import Mapped

from hrdemands.schema.base import Base, column, options


class TableHash(Base):
    """A hash of the rows of one table."""

    __tablename__ = "table_hash"
    __table_args__ = options(
        "hashes of vocabularies, actors, asks and judgements; made by the loader"
    )

    name: Mapped[str] = column("the table", primary_key=True)
    sha256: Mapped[str] = column("SHA-256 of the rows it was loaded with")
