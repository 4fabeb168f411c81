"""Every SELECT of the program, and the one way to run it.

From Python::

    from hrdemands.queries import Filters, find_demands, open_reader

    with open_reader("hrdemands.db") as reader:
        filters = Filters.named(reader, country=["China"], since="2014")
        for demand in find_demands(reader, filters):
            print(demand.id, demand.summary)

Results are frozen named tuples of plain values; dates are ISO strings. Nothing here
imports SQLAlchemy: its import alone takes longer than any look-up. What is named in
``__all__`` is imported when it is first used, for the same reason.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hrdemands.queries.adhoc import run_sql
    from hrdemands.queries.asks import ask_history, find_asks
    from hrdemands.queries.beside import find_beside
    from hrdemands.queries.compare import compare_letters
    from hrdemands.queries.counts import count_by, timeline
    from hrdemands.queries.demands import find_demands, get_demand
    from hrdemands.queries.filters import Filters
    from hrdemands.queries.headings import (
        find_of_country,
        find_of_issue,
        find_of_organization,
    )
    from hrdemands.queries.letters import find_letters, get_letter
    from hrdemands.queries.reader import Reader, open_reader
    from hrdemands.queries.recurrence import Counting, find_recurring, recurring_asks
    from hrdemands.queries.responses import find_responses
    from hrdemands.queries.search import search_demands
    from hrdemands.queries.silence import find_silent

_HOMES = {
    "Counting": "recurrence",
    "Filters": "filters",
    "Reader": "reader",
    "ask_history": "asks",
    "compare_letters": "compare",
    "count_by": "counts",
    "find_asks": "asks",
    "find_beside": "beside",
    "find_demands": "demands",
    "find_letters": "letters",
    "find_of_country": "headings",
    "find_of_issue": "headings",
    "find_of_organization": "headings",
    "find_recurring": "recurrence",
    "find_responses": "responses",
    "find_silent": "silence",
    "get_demand": "demands",
    "get_letter": "letters",
    "open_reader": "reader",
    "recurring_asks": "recurrence",
    "run_sql": "adhoc",
    "search_demands": "search",
    "timeline": "counts",
}

__all__ = [
    "Counting",
    "Filters",
    "Reader",
    "ask_history",
    "compare_letters",
    "count_by",
    "find_asks",
    "find_beside",
    "find_demands",
    "find_letters",
    "find_of_country",
    "find_of_issue",
    "find_of_organization",
    "find_recurring",
    "find_responses",
    "find_silent",
    "get_demand",
    "get_letter",
    "open_reader",
    "recurring_asks",
    "run_sql",
    "search_demands",
    "timeline",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
