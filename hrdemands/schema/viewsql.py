"""The SELECT of each view.

Both databases read the same SQL but for one thing: joining names in an order.
"""

SEPARATOR = "; "


def joined_names(dialect: str, source: str, where: str, name: str, order: str) -> str:
    """A scalar subquery that joins *name* over *source* by *order*, each name once.

    A country that is a demand's subject and its venue is still one name. SQLite
    before 3.44 has no ORDER BY inside an aggregate, but keeps the order of an ordered
    subquery; PostgreSQL orders inside the aggregate.
    """
    names = (
        f"SELECT {name} AS j, min({order}) AS p FROM {source}"  # noqa: S608
        f" WHERE {where} GROUP BY {name}"
    )
    if dialect == "postgresql":
        return f"(SELECT string_agg(j, '{SEPARATOR}' ORDER BY p) FROM ({names}) x)"  # noqa: S608
    return f"(SELECT group_concat(j, '{SEPARATOR}') FROM ({names} ORDER BY p))"  # noqa: S608


def letter(dialect: str) -> str:
    """The rows of v_letter."""

    def actors(link: str, key: str) -> str:
        source = f"{link} x JOIN actor a ON a.id = x.{key}"
        where, name, order = "x.letter_id = l.id", "a.name", "x.position"
        return joined_names(dialect, source, where, name, order)

    return f"""\
SELECT l.id, l.source, l.title, l.kind, l.symbol,
       l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       {actors("letter_sender", "actor_id")},
       {actors("recipient", "office_id")},
       {actors("recipient", "holder_id")},
       (SELECT count(*) FROM signatory s WHERE s.letter_id = l.id),
       (SELECT count(*) FROM demand d WHERE d.letter_id = l.id),
       l.url
  FROM letter l"""  # noqa: S608 - every part is a literal of this module


def demand(dialect: str) -> str:
    """The rows of v_demand."""

    def actors(role: str) -> str:
        source = "demand_actor x JOIN actor a ON a.id = x.actor_id"
        where = f"x.demand_id = d.id AND x.role = '{role}'"
        return joined_names(dialect, source, where, "a.name", "x.position")

    def terms(link: str, table: str, key: str, of_table: str = "id") -> str:
        source = f"{link} x JOIN {table} t ON t.{of_table} = x.{key}"
        where = "x.demand_id = d.id"
        return joined_names(dialect, source, where, "t.name", "x.position")

    asks = joined_names(
        dialect,
        "ask_membership x JOIN ask t ON t.id = x.ask_id",
        "x.demand_id = d.id AND x.judgement = 'same'",
        "t.name",
        "t.id",
    )
    return f"""\
SELECT d.id, d.source, d.letter_id, d.n,
       l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       l.senders, p.name, l.recipients, l.holders,
       (SELECT s.heading FROM section s
         WHERE s.letter_id = d.letter_id AND s.n = d.section_n),
       coalesce(d.summary, d.quote), d.quote, d.span_start, d.span_end,
       d.strength, d.explicit, d.basis, d.audience, d.action_id, d.target_action_id,
       {actors("asked")},
       {actors("intermediary")},
       {actors("target")},
       {actors("against")},
       {terms("demand_country", "country", "country_code", "code")},
       {terms("demand_place", "place", "place_id")},
       (SELECT i.issue_id FROM demand_issue i
         WHERE i.demand_id = d.id AND i.position = 1 AND d.source = 'letters'),
       {terms("demand_issue", "issue", "issue_id")},
       {terms("demand_group", "affected_group", "group_id")},
       {terms("demand_mechanism", "mechanism", "mechanism_id")},
       {asks},
       d.timing_words, d.parent_id, d.confidence, d.response, d.category
  FROM demand d JOIN v_letter l ON l.id = d.letter_id
  LEFT JOIN actor p ON p.id = d.asking_id"""  # noqa: S608


def demand_country(_: str) -> str:
    """The rows of v_demand_country."""
    return """\
SELECT x.demand_id, x.country_code, c.name, x.role, x.as_written,
       c.region_id, c.un_group_id,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       coalesce(d.summary, d.quote), d.quote, d.strength, d.explicit,
       d.action_id, d.target_action_id, d.source, d.asking_id, d.response
  FROM demand_country x
  JOIN country c ON c.code = x.country_code
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def demand_issue(_: str) -> str:
    """The rows of v_demand_issue."""
    return """\
SELECT x.demand_id, x.issue_id, i.name, i.parent_id,
       x.position = 1 AND d.source = 'letters',
       d.letter_id, l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       coalesce(d.summary, d.quote), d.quote, d.strength, d.explicit,
       d.action_id, d.target_action_id, d.source, d.asking_id, d.response
  FROM demand_issue x
  JOIN issue i ON i.id = x.issue_id
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def demand_actor(_: str) -> str:
    """The rows of v_demand_actor."""
    return """\
SELECT x.demand_id, x.position, x.actor_id, a.name, a.kind, x.role, x.stated,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       coalesce(d.summary, d.quote), d.quote, d.strength,
       d.action_id, d.target_action_id, d.source, d.asking_id, d.response
  FROM demand_actor x
  JOIN actor a ON a.id = x.actor_id
  JOIN demand d ON d.id = x.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def letter_organization(_: str) -> str:
    """The rows of v_letter_organization."""
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


def ask_demand(_: str) -> str:
    """The rows of v_ask_demand."""
    return """\
SELECT m.ask_id, k.name, m.demand_id, m.judgement,
       d.letter_id, l.date_words, l.earliest, l.latest, l.year, l.date_basis,
       coalesce(d.summary, d.quote), d.quote, d.strength, d.explicit, d.audience,
       d.action_id, d.target_action_id, d.source, d.asking_id, d.response,
       m.reason, m.method, m.coder, m.judged
  FROM ask_membership m
  JOIN ask k ON k.id = m.ask_id
  JOIN demand d ON d.id = m.demand_id
  JOIN letter l ON l.id = d.letter_id"""


def ask(_: str) -> str:
    """The rows of v_ask."""
    return """\
SELECT k.id, k.name,
       min(l.earliest), max(l.latest), min(l.year), max(l.year),
       count(DISTINCT l.year),
       count(DISTINCT CASE WHEN l.source = 'letters' THEN l.id END),
       count(DISTINCT CASE WHEN l.kind = 'review' THEN l.id END),
       count(DISTINCT CASE WHEN l.kind = 'report' THEN l.id END),
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
