"""The wordings of things, verbs and countries, for whoever finds them in texts."""

from hrdemands.queries.reader import Reader
from hrdemands.queries.results.wordings import Pair, Wordings
from hrdemands.queries.sqltext import Query

_PAIRS = {
    "mechanisms": "SELECT mechanism_id AS id, name AS words FROM mechanism_name",
    "objects": (
        "SELECT coalesce(o.mechanism_id, o.id) AS id, n.name AS words"
        " FROM object_name n JOIN object o ON o.id = n.object_id"
    ),
    "verbs": "SELECT verb_id AS id, words FROM verb_word",
    "countries": "SELECT country_code AS id, name AS words FROM country_name",
    "opposites": "SELECT verb_id AS id, opposite_id AS words FROM verb_opposite",
    "actions": "SELECT id, action_id AS words FROM verb",
    "labels": (
        "SELECT id, name AS words FROM object UNION ALL SELECT id, name FROM mechanism"
        " UNION ALL SELECT code, name FROM country"
        " UNION ALL SELECT id, name FROM actor WHERE country_code IS NULL"
        " UNION ALL SELECT id, name FROM issue UNION ALL SELECT id, name FROM action"
    ),
}
_INSTRUMENTS = "SELECT id FROM mechanism WHERE kind = 'instrument' ORDER BY id"


def find_wordings(reader: Reader) -> Wordings:
    """Every wording the database knows."""
    found = {field: _pairs(reader, sql) for field, sql in _PAIRS.items()}
    instruments = tuple(row["id"] for row in reader.rows(Query(_INSTRUMENTS)))
    return Wordings(**found, instruments=instruments)


def find_first_words(reader: Reader) -> frozenset[str]:
    """The words that verbs begin with, as an ask does: free, bring, set.

    "Re" of "re establish" is none: it begins what a letter is about.
    """
    rows = reader.rows(Query("SELECT words FROM verb_word ORDER BY words"))
    firsts = (row["words"].split()[0].casefold() for row in rows)
    return frozenset(word for word in firsts if word not in ("re", "de", "co"))


def _pairs(reader: Reader, sql: str) -> tuple[Pair, ...]:
    rows = reader.rows(Query(f"SELECT id, words FROM ({sql}) x ORDER BY id, words"))  # noqa: S608
    return tuple((row["id"], row["words"]) for row in rows)
