"""The one thing both databases say differently in the views: joining names in order."""

SEPARATOR = "; "


def joined_names(dialect: str, source: str, where: str, name: str, order: str) -> str:
    """A scalar subquery that joins *name* over *source*, by *order*.

    SQLite before 3.44 has no ORDER BY inside an aggregate, but keeps the order of an
    ordered subquery; PostgreSQL orders inside the aggregate.
    """
    if dialect == "postgresql":
        return (
            f"(SELECT string_agg({name}, '{SEPARATOR}' ORDER BY {order})"  # noqa: S608
            f" FROM {source} WHERE {where})"
        )
    return (
        f"(SELECT group_concat(j, '{SEPARATOR}') FROM (SELECT {name} AS j"  # noqa: S608
        f" FROM {source} WHERE {where} ORDER BY {order}))"
    )
