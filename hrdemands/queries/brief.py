"""Of an ask what a proposal shows: never all of its demands, which may be thousands."""

from collections import defaultdict
from collections.abc import Iterable

from hrdemands.queries.links import PARTIES, RECIPIENTS, SENDERS
from hrdemands.queries.reader import Reader, rows_of
from hrdemands.queries.results.judging import AskInBrief, AskOverall
from hrdemands.queries.sqltext import Query

MOST_MEMBERS = 3
"""Of more demands that are an ask only the first are shown."""


def ask_in_brief(reader: Reader, ask_id: str) -> AskInBrief:
    """The name and scope of an ask, and the first demands that are it."""
    named = reader.rows(Query(_ASK, {"ask": ask_id}))[0]
    found = reader.rows(Query(_FIRST, {"ask": ask_id, "most": MOST_MEMBERS}))
    members = tuple((row["id"], row["words"]) for row in found)
    return AskInBrief(ask_id, named["name"], named["scope"], members)


def ask_overall(reader: Reader, ask_id: str) -> AskOverall:
    """An ask by all demands that are it: which, when, by whom and to whom."""
    named = reader.rows(Query(_ASK, {"ask": ask_id}))[0]
    made = reader.rows(Query(_MADE, {"ask": ask_id}))
    # Most letters make several of the demands.
    letters = dict.fromkeys((row["letter_id"], row["asking_id"]) for row in made)
    keys = list(dict.fromkeys(letter for letter, _ in letters))
    senders, recipients = (
        _names(reader, SENDERS, keys),
        _names(reader, RECIPIENTS, keys),
    )
    asking = _names(reader, PARTIES, list({each for _, each in letters if each}))
    return AskOverall(
        id=ask_id,
        name=named["name"],
        made_in=tuple(row["id"] for row in made),
        years=_once([row["earliest"][:4]] for row in made),
        senders=_once(senders[letter] or asking[each] for letter, each in letters),
        recipients=_once(recipients[letter] for letter in keys),
    )


def _names(reader: Reader, sql: str, ids: list[str]) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = defaultdict(list)
    for row in rows_of(reader, sql, ids):
        found[row["of"]].append(row["name"])
    return found


def _once(groups: Iterable[list[str]]) -> tuple[str, ...]:
    """Each of the words in *groups* once, in the order of the first of each."""
    return tuple(dict.fromkeys(each for group in groups for each in group))


_ASK = "SELECT name, scope FROM ask WHERE id = :ask"

# Pages have the newest demands first; read backwards, they begin with the first.
_FIRST = """\
SELECT f.id, f.words
  FROM (SELECT d.id, d.n, d.letter_id, coalesce(d.summary, d.quote) AS words
          FROM page_ask p
         CROSS JOIN page_demand k
         CROSS JOIN ask_membership x
         CROSS JOIN demand d
         WHERE p.ask_id = :ask AND k.newest = p.newest AND x.ask_id = p.ask_id
           AND x.demand_id = k.demand_id AND x.judgement = 'same'
           AND d.id = k.demand_id
         ORDER BY p.newest DESC
         LIMIT :most) f
  JOIN letter l ON l.id = f.letter_id
 ORDER BY l.earliest, l.latest, f.letter_id, f.n"""

_MADE = """\
SELECT d.id, d.letter_id, d.asking_id, l.earliest
  FROM ask_membership x
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id
 WHERE x.ask_id = :ask AND x.judgement = 'same'
 ORDER BY l.earliest, l.latest, d.letter_id, d.n"""
