"""What importers resolve names with: countries, bodies, and mapped terms.

Statements alone, since an import reads them in the transaction that it writes in.
"""

from typing import NamedTuple

from hrdemands.queries.sqltext import Query


class Vocabularies(NamedTuple):
    """Statements whose rows have ``id, name, folded``, or of mappings their terms."""

    countries: Query
    bodies: Query
    mappings: Query


def vocabularies() -> Vocabularies:
    """The statements, the same for both databases."""
    return Vocabularies(
        Query(
            "SELECT c.code AS id, c.name, n.folded"
            "  FROM country c JOIN country_name n ON n.country_code = c.code"
            " UNION SELECT c.code, c.name, lower(c.alpha2) FROM country c"
        ),
        Query(
            "SELECT a.id, a.name, n.folded"
            "  FROM actor a JOIN actor_name n ON n.actor_id = a.id"
            " WHERE a.kind = 'body'"
        ),
        Query(
            "SELECT scheme, label, issue_id AS id, match FROM issue_mapping"
            " UNION ALL SELECT scheme, label, group_id, match FROM group_mapping"
        ),
    )
