"""Whether what searches go by is in step with the demands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from hrdemands.queries.sqltext import Parameters
from hrdemands.store.doctor.findings import AGAIN, Finding, told
from hrdemands.store.doctor.source import Source
from hrdemands.store.indexing import LETTERS, Indexed, Maker, Select, in_order

_WORDS = "SELECT position, demand_id, words FROM demand_words"


def words(source: Source) -> Iterator[Finding]:
    """Whether the words of each demand are those that would be made of it now."""
    stored = {Indexed(*row.values()) for row in source.rows(_WORDS)}
    maker = Maker(_selecting(source))
    try:
        letters = in_order([tuple(row.values()) for row in source.rows(LETTERS)])
        made = set(maker.indexed(letters))
    except (TypeError, ValueError) as error:
        yield Finding("words for search", f"cannot be made: {error}", AGAIN)
        return
    wrong = {str(each.demand_id) for each in stored ^ made}
    yield told("words for search", len(made), "demand", wrong)
    kept = {tuple(row.values()) for row in source.rows("SELECT * FROM word_stem")}
    unkept = [word for word, stem in maker.stems() if (word, stem) not in kept]
    yield told("stems", len(kept), "stem", unkept)


def _selecting(source: Source) -> Select:
    def select(sql: str, ids: Sequence[str]) -> list[tuple[Any, ...]]:
        parameters = Parameters()
        filled = sql.format(ids=parameters.several("id", ids))
        values = {name: str(value) for name, value in parameters.values.items()}
        return [tuple(row.values()) for row in source.rows(filled, **values)]

    return select


def index(source: Source) -> Iterator[Finding]:
    """Whether the index holds the words, each as often as they do."""
    if source.target.kind == "postgresql":
        rows = source.rows(_OTHER_TERMS)
        yield told("index of words", _count(source), "demand", [r["id"] for r in rows])
        return
    indexed = {
        (row["term"], row["doc"], row["cnt"])
        for row in source.rows("SELECT term, doc, cnt FROM demand_index_term")
    }
    demands: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for row in source.rows(_WORDS):
        of_demand = str(row["words"]).split(" ")
        demands.update(set(of_demand))
        times.update(of_demand)
    held = {(word, demands[word], number) for word, number in times.items()}
    wrong = {str(word) for word, _, _ in indexed ^ held}
    yield told("index of words", len(held), "word", wrong)


_OTHER_TERMS = """
SELECT demand_id AS id FROM demand_words
 WHERE terms <> CAST((
    SELECT string_agg(w || ':' || n, ' ')
      FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS t (w, n)
    ) AS tsvector)"""


def _count(source: Source) -> int:
    return int(source.rows("SELECT count(*) AS n FROM demand_words")[0]["n"])
