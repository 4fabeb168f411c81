"""The views for people who write SQL: each of the common questions a join or two away.

Views are no part of the models' metadata (Alembic would propose to create them as
tables). Migrations drop them first and build these anew at the newest revision, so a
view may be changed here without a migration; see ``migrations/env.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hrdemands.schema.viewsql import joined_names


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what a row is, its columns with descriptions, its SQL."""

    name: str
    comment: str
    columns: Mapping[str, str]
    select: Callable[[str], str]

    def create(self, dialect: str) -> str:
        """The CREATE VIEW statement for ``sqlite`` or ``postgresql``."""
        columns = ", ".join(self.columns)
        return f"CREATE VIEW {self.name} ({columns}) AS\n{self.select(dialect)}"


def _letter(dialect: str) -> str:
    senders = joined_names(
        dialect,
        "letter_sender x JOIN actor a ON a.id = x.actor_id",
        "x.letter_id = l.id",
        "a.name",
        "x.position",
    )
    recipients = joined_names(
        dialect,
        "recipient x JOIN actor a ON a.id = x.office_id",
        "x.letter_id = l.id",
        "a.name",
        "x.position",
    )
    holders = joined_names(
        dialect,
        "recipient x JOIN actor a ON a.id = x.holder_id",
        "x.letter_id = l.id",
        "a.name",
        "x.position",
    )
    return f"""\
SELECT l.id, l.title, l.kind, l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       {senders},
       {recipients},
       {holders},
       (SELECT count(*) FROM signatory s WHERE s.letter_id = l.id),
       (SELECT count(*) FROM demand d WHERE d.letter_id = l.id),
       l.url
  FROM letter l"""  # noqa: S608 - every part is a literal of this module


def _demand(dialect: str) -> str:
    def actors(role: str) -> str:
        return joined_names(
            dialect,
            "demand_actor x JOIN actor a ON a.id = x.actor_id",
            f"x.demand_id = d.id AND x.role = '{role}'",
            "a.name",
            "x.position",
        )

    def terms(link: str, table: str, key: str) -> str:
        return joined_names(
            dialect,
            f"{link} x JOIN {table} t ON t.{_KEYS.get(table, 'id')} = x.{key}",
            "x.demand_id = d.id",
            "t.name",
            "x.position",
        )

    asks = joined_names(
        dialect,
        "ask_membership x JOIN ask t ON t.id = x.ask_id",
        "x.demand_id = d.id AND x.judgement = 'same'",
        "t.name",
        "t.id",
    )
    return f"""\
SELECT d.id, d.letter_id, d.n, l.date_words, l.earliest, l.latest, l.year,
       l.senders, l.recipients, l.holders,
       (SELECT s.heading FROM section s
         WHERE s.letter_id = d.letter_id AND s.n = d.section_n),
       d.summary, d.quote, d.span_start, d.span_end,
       d.strength, d.explicit, d.basis, d.audience, d.action_id, d.target_action_id,
       {actors("asked")},
       {actors("intermediary")},
       {actors("target")},
       {actors("against")},
       {terms("demand_country", "country", "country_code")},
       {terms("demand_place", "place", "place_id")},
       (SELECT i.issue_id FROM demand_issue i
         WHERE i.demand_id = d.id AND i.position = 1),
       {terms("demand_issue", "issue", "issue_id")},
       {terms("demand_group", "affected_group", "group_id")},
       {terms("demand_mechanism", "mechanism", "mechanism_id")},
       {asks},
       d.timing_words, d.parent_id, d.confidence
  FROM demand d JOIN v_letter l ON l.id = d.letter_id"""  # noqa: S608


_KEYS = {"country": "code"}


def _demand_country(_: str) -> str:
    return """\
SELECT x.demand_id, x.country_code, c.name, x.role, x.as_written,
       c.region_id, c.un_group_id,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year,
       d.summary, d.quote, d.strength, d.explicit, d.action_id, d.target_action_id
  FROM demand_country x
  JOIN country c ON c.code = x.country_code
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def _demand_issue(_: str) -> str:
    return """\
SELECT x.demand_id, x.issue_id, i.name, i.parent_id, x.position = 1,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year,
       d.summary, d.quote, d.strength, d.explicit, d.action_id, d.target_action_id
  FROM demand_issue x
  JOIN issue i ON i.id = x.issue_id
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def _demand_actor(_: str) -> str:
    return """\
SELECT x.demand_id, x.position, x.actor_id, a.name, a.kind, x.role, x.stated,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year,
       d.summary, d.quote, d.strength, d.action_id, d.target_action_id
  FROM demand_actor x
  JOIN actor a ON a.id = x.actor_id
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def _letter_organization(_: str) -> str:
    return """\
SELECT o.letter_id, o.organization_id, a.name,
       CASE WHEN max(o.sends) = 0 THEN 'affiliation'
            WHEN (SELECT count(*) FROM letter_sender s WHERE s.letter_id = o.letter_id)
                 = 1 THEN 'alone'
            ELSE 'jointly' END,
       CASE WHEN max(o.stated) = 1 THEN 1 ELSE 0 END
  FROM (SELECT s.letter_id, s.actor_id AS organization_id, 1 AS sends,
               CASE WHEN s.stated THEN 1 ELSE 0 END AS stated
          FROM letter_sender s JOIN organization g ON g.actor_id = s.actor_id
        UNION ALL
        SELECT f.letter_id, f.organization_id, 0, CASE WHEN f.stated THEN 1 ELSE 0 END
          FROM signatory_affiliation f
         WHERE f.organization_id IS NOT NULL AND NOT f.former) o
  JOIN actor a ON a.id = o.organization_id
 GROUP BY o.letter_id, o.organization_id, a.name"""


def _ask_demand(_: str) -> str:
    return """\
SELECT m.ask_id, k.name, m.demand_id, m.judgement,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year,
       d.summary, d.quote, d.strength, d.explicit, d.audience,
       d.action_id, d.target_action_id, m.reason, m.method, m.coder, m.judged
  FROM ask_membership m
  JOIN ask k ON k.id = m.ask_id
  JOIN demand d ON d.id = m.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def _ask(_: str) -> str:
    return """\
SELECT k.id, k.name,
       min(l.earliest), max(l.latest), min(l.year), max(l.year),
       count(DISTINCT l.year), count(DISTINCT l.id),
       (SELECT count(DISTINCT o.organization_id)
          FROM ask_membership n
          JOIN demand e ON e.id = n.demand_id
          JOIN v_letter_organization o ON o.letter_id = e.letter_id
         WHERE n.ask_id = k.id AND n.judgement = 'same'),
       count(DISTINCT m.demand_id),
       (SELECT max(g.gap)
          FROM (SELECT y.year - lag(y.year) OVER (ORDER BY y.year) AS gap
                  FROM (SELECT DISTINCT h.year
                          FROM ask_membership n
                          JOIN demand e ON e.id = n.demand_id
                          JOIN letter h ON h.id = e.letter_id
                         WHERE n.ask_id = k.id AND n.judgement = 'same'
                           AND h.year IS NOT NULL) y) g)
  FROM ask k
  JOIN ask_membership m ON m.ask_id = k.id AND m.judgement = 'same'
  JOIN demand d ON d.id = m.demand_id
  JOIN letter l ON l.id = d.letter_id
 GROUP BY k.id, k.name"""


_DATES = {
    "date_words": "the letter's date with its uncertainty, as printed",
    "earliest": "first day the letter may be of",
    "latest": "last day the letter may be of",
    "year": "the letter's year, unless its range spans two",
}
_WORDING = {
    "summary": "what is asked, in the project's own words",
    "quote": "the operative words, verbatim, at most 15",
    "strength": "how strongly it is worded",
}
_ACTIONS = {
    "action": "what the addressee is to do",
    "target_action": "what the final target must then do",
}

VIEWS: tuple[View, ...] = (
    View(
        "v_letter",
        "one row a letter, with senders and recipients by name",
        {
            "id": "the letter's id",
            "title": "title",
            "kind": "what kind of document",
            **_DATES,
            "date_basis": "stated or inferred",
            "senders": "names of those in whose voice it speaks, joined by '; '",
            "recipients": "names of the offices it is put to",
            "holders": "names of the offices' holders then, where known",
            "signatories": "how many persons signed",
            "demands": "how many demands it makes",
            "url": "where it can be read",
        },
        _letter,
    ),
    View(
        "v_demand",
        "one row a demand, with letter, dates, senders, recipients and chain by name",
        {
            "id": "<letter>/<n>, as cited",
            "letter_id": "the letter",
            "n": "its number in the letter",
            **_DATES,
            "senders": "names of those in whose voice the letter speaks",
            "recipients": "names of the offices the letter is put to",
            "holders": "names of the offices' holders then",
            "section": "heading it stands under",
            "summary": _WORDING["summary"],
            "quote": _WORDING["quote"],
            "span_start": "offset of its first character in the letter's text",
            "span_end": "offset after its last character",
            "strength": _WORDING["strength"],
            "explicit": "asked outright, or only implied",
            "basis": "why an implied demand counts as one",
            "audience": "public, private, both, or unspecified",
            **_ACTIONS,
            "asked": "names of those to whom the ask is put, joined by '; '",
            "intermediaries": "names of those whom they are to move",
            "targets": "names of those who must act in the end",
            "against": "names of those to be opposed",
            "countries": "names of the countries it names",
            "places": "names of the places it names",
            "primary_issue": "id of its primary issue",
            "issues": "names of its issues, primary first",
            "groups": "names of the groups affected",
            "mechanisms": "names of the mechanisms and instruments named",
            "asks": "names of the canonical asks it is the same as",
            "timing": "deadline or occasion as worded",
            "parent_id": "the head this is a means to",
            "confidence": "chance that a second coder makes it a demand",
        },
        _demand,
    ),
    View(
        "v_demand_country",
        "one row a demand and country it names",
        {
            "demand_id": "the demand",
            "country_code": "alpha-3 code",
            "country": "the country's name",
            "role": "subject, example, venue or actor",
            "as_written": "the words that name it",
            "region_id": "its smallest M49 region",
            "un_group_id": "its UN regional group",
            "letter_id": "the letter",
            **_DATES,
            **_WORDING,
            "explicit": "asked outright, or only implied",
            **_ACTIONS,
        },
        _demand_country,
    ),
    View(
        "v_demand_issue",
        "one row a demand and issue",
        {
            "demand_id": "the demand",
            "issue_id": "the issue",
            "issue": "the issue's name",
            "broader_id": "the broader issue",
            "is_primary": "whether it is the demand's primary issue",
            "letter_id": "the letter",
            **_DATES,
            **_WORDING,
            "explicit": "asked outright, or only implied",
            **_ACTIONS,
        },
        _demand_issue,
    ),
    View(
        "v_demand_actor",
        "one row a demand and link of its chain",
        {
            "demand_id": "the demand",
            "position": "place in the chain, from 1",
            "actor_id": "the actor",
            "actor": "the actor's name",
            "kind": "what kind of actor",
            "role": "asked, intermediary, target or against",
            "stated": "whether the letter says so",
            "letter_id": "the letter",
            **_DATES,
            **_WORDING,
            **_ACTIONS,
        },
        _demand_actor,
    ),
    View(
        "v_letter_organization",
        "one row a letter and organization behind it, as sender or by affiliation",
        {
            "letter_id": "the letter",
            "organization_id": "the organization",
            "organization": "the organization's name",
            "voice": "alone, jointly (both senders), or a signatory's affiliation",
            "stated": "1 when the letter says so, 0 when it is inferred",
        },
        _letter_organization,
    ),
    View(
        "v_ask_demand",
        "one row an ask and demand judged against it, rejected ones included",
        {
            "ask_id": "the ask",
            "ask": "the ask in general words",
            "demand_id": "the demand",
            "judgement": "same, narrower, broader, unsure, or rejected",
            "letter_id": "the letter",
            **_DATES,
            **_WORDING,
            "explicit": "asked outright, or only implied",
            "audience": "public, private, both, or unspecified",
            **_ACTIONS,
            "reason": "why it is judged so",
            "method": "reading, or a proposal that a person judged",
            "coder": "who judged",
            "judged": "when",
        },
        _ask_demand,
    ),
    View(
        "v_ask",
        "one row an ask, counted over the demands judged the same",
        {
            "id": "the ask's id",
            "name": "the ask in general words",
            "earliest": "first day it may first have been asked",
            "latest": "last day it may last have been asked",
            "first_year": "first year surely asked in",
            "last_year": "last year surely asked in",
            "years": "distinct years; a letter whose range spans two adds none",
            "letters": "distinct letters",
            "organizations": "distinct organizations behind those letters",
            "demands": "distinct demands",
            "longest_gap": "most years between two consecutive years asked in",
        },
        _ask,
    ),
)
"""The views, in the order they must be created in."""
