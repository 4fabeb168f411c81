"""Demands by words; any string is a legal search.

Case, accents and punctuation are ignored; a word finds the words that begin with it;
words in double quotes are a phrase; all must be found. A name of a country, a place,
or a mechanism finds demands coded with it under whatever name: Burma finds Myanmar.
"""

import re

from hrdemands.queries.conditions import where
from hrdemands.queries.demands import FROM, NEWEST_FIRST
from hrdemands.queries.filters import Filters
from hrdemands.queries.links import COLUMNS, assemble
from hrdemands.queries.reader import Reader
from hrdemands.queries.results.demands import Demand
from hrdemands.queries.sqltext import Parameters, Query, storable
from hrdemands.text import fold_name

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
MOST_TERMS = 300
"""SQLite takes an expression a thousand deep."""
LONGEST_TERM = 10_000
"""SQLite takes a pattern of 50,000 bytes; no demand is as long as this."""

_CODED = {
    "country": (
        "SELECT country_code AS id, folded FROM country_name",
        "SELECT x.demand_id FROM demand_country x WHERE x.country_code IN {ids}",
    ),
    "place": (
        "SELECT place_id AS id, folded FROM place_name",
        "SELECT x.demand_id FROM demand_place x WHERE x.place_id IN {ids}",
    ),
    "mechanism": (
        "SELECT mechanism_id AS id, folded FROM mechanism_name",
        "SELECT x.demand_id FROM demand_mechanism x WHERE x.mechanism_id IN {ids}",
    ),
}


def terms_of(words: str) -> list[str]:
    """The folded terms of a search: its phrases and its words, each once."""
    found = (fold_name(phrase or word) for phrase, word in _PHRASE.findall(words))
    terms = dict.fromkeys(
        storable(term)[:LONGEST_TERM].rstrip() for term in found if term
    )
    return list(terms)[:MOST_TERMS]


def search_query(reader: Reader, words: str, filters: Filters) -> Query | None:
    """The statement that finds demands by words; None when there are none."""
    terms = terms_of(words)
    if not terms:
        return None
    names = _names_in(reader, fold_name(words))
    parameters = Parameters()
    found = [_condition(term, names, parameters) for term in _merged(terms, names)]
    conditions = where(filters, parameters, *found)
    limit = parameters.at_most(filters.limit)
    sql = (
        f"SELECT {COLUMNS}\n{FROM}\n  JOIN demand_search s ON s.demand_id = d.id\n"
        f"  LEFT JOIN demand_text t ON t.demand_id = d.id\n"
        f"{conditions}\n ORDER BY {NEWEST_FIRST}{limit}"
    )
    return Query(sql, parameters.values)


Names = dict[str, list[tuple[str, str]]]
"""Folded names to the things they name, as kind and id."""


def _names_in(reader: Reader, folded: str) -> Names:
    """The known names that stand in the search, word for word."""
    names: Names = {}
    for kind, (sql, _) in _CODED.items():
        query = Query(
            f"SELECT DISTINCT id, folded FROM ({sql}) n"  # noqa: S608
            " WHERE :words LIKE '% ' || folded || ' %' ORDER BY folded, id",
            {"words": storable(f" {folded} ")},
        )
        for row in reader.rows(query):
            names.setdefault(row["folded"], []).append((kind, row["id"]))
    return names


def _merged(terms: list[str], names: Names) -> list[str]:
    """Words that make up a known name become that one term: north, korea."""
    merged = list(terms)
    for name in sorted(names, key=len, reverse=True):
        words = name.split()
        if len(words) > 1 and all(word in merged for word in words):
            merged = [term for term in merged if term not in words]
            merged.append(name)
    return merged


def _condition(term: str, names: Names, parameters: Parameters) -> str:
    pattern = parameters.one("term", f"% {term}%")
    found = [f"s.words LIKE {pattern}", f"t.words LIKE {pattern}"]
    for kind, (_, sql) in _CODED.items():
        ids = [i for k, i in names.get(term, []) if k == kind]
        if ids:
            found.append(f"d.id IN ({sql.format(ids=parameters.several(kind, ids))})")
    return "(" + " OR ".join(found) + ")"


def search_demands(
    reader: Reader, words: str, filters: Filters | None = None
) -> tuple[Demand, ...]:
    """Demands in which all of *words* are found, newest letters first."""
    query = search_query(reader, words, filters or Filters())
    return assemble(reader, reader.rows(query)) if query else ()
