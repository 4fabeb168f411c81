"""A plan in the language of each database: FTS5's MATCH, PostgreSQL's tsquery.

Every stem is quoted, so that none is taken for an operator. FTS5 knows no NOT without
something before it; there the sign between the parts of every demand stands for all.
"""

from collections.abc import Iterable

from hrdemands.queries.searching.codes import SEPARATOR
from hrdemands.queries.searching.expansion import Either, Phrase, Plan, Some


def for_sqlite(plan: Plan) -> str:
    """The plan as FTS5 takes it."""
    if isinstance(plan, Either):
        return _group(" OR ", [*map(_match, plan.phrases), *map(_quoted, plan.codes)])
    if isinstance(plan, Some):
        return _group(" OR ", map(for_sqlite, plan.parts))
    found = _group(" AND ", map(for_sqlite, plan.parts)) or _quoted(SEPARATOR)
    if not plan.without:
        return found
    return f"({found} NOT {_group(' OR ', map(for_sqlite, plan.without))})"


def _match(phrase: Phrase) -> str:
    return _quoted(" ".join(phrase.stems)) + (" *" if phrase.prefix else "")


def _quoted(words: str) -> str:
    return f'"{words}"'


def for_postgresql(plan: Plan) -> str:
    """The plan as a ``tsquery`` is written."""
    if isinstance(plan, Either):
        return _group(" | ", [*map(_tsquery, plan.phrases), *map(_lexeme, plan.codes)])
    if isinstance(plan, Some):
        return _group(" | ", map(for_postgresql, plan.parts))
    without = (f"!{for_postgresql(part)}" for part in plan.without)
    return _group(" & ", [*map(for_postgresql, plan.parts), *without])


def _tsquery(phrase: Phrase) -> str:
    words = _group(" <-> ", map(_lexeme, phrase.stems))
    if not phrase.prefix:
        return words
    return f"{words[:-1]}:*)" if words.endswith(")") else f"{words}:*"


def _lexeme(word: str) -> str:
    return f"'{word}'"


def _group(between: str, parts: Iterable[str]) -> str:
    each = list(parts)
    return f"({between.join(each)})" if len(each) > 1 else "".join(each)
