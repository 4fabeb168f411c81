"""The views for people who write SQL: each of the common questions a join or two away.

Views are no part of the models' metadata (Alembic would propose to create them as
tables). Migrations drop them first and build these anew at the newest revision, so a
view may be changed here without a migration; see ``migrations/env.py``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hrdemands.schema.viewsql import (
    ask,
    ask_demand,
    demand,
    demand_actor,
    demand_country,
    demand_issue,
    letter,
    letter_organization,
)


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


_DATES = {
    "date_words": "the letter's date with its uncertainty, as printed",
    "earliest": "first day the letter may be of",
    "latest": "last day the letter may be of",
    "year": "the letter's year, unless its range spans two",
    "date_basis": "whether the letter states its date, or it is inferred",
}
_WORDING = {
    "summary": "what is asked, in the project's words, or a recommendation's own",
    "quote": "the operative words, verbatim; a recommendation's whole wording",
    "strength": "how strongly it is worded",
}
_ACTIONS = {
    "action": "what the addressee is to do",
    "target_action": "what the final target must then do",
}

_IMPORTED = {
    "source": "letters, or the import it came by",
    "asking_id": "the state or mechanism that recommends",
    "response": "accepted, noted or pledge: the answer to a recommendation",
}

VIEWS: tuple[View, ...] = (
    View(
        "v_letter",
        "one row a letter, with senders and recipients by name",
        {
            "id": "the letter's id",
            "source": "letters, or the import it came by",
            "title": "title",
            "kind": "what kind of document",
            "symbol": "its UN document symbol",
            **_DATES,
            "senders": "names of those in whose voice it speaks, joined by '; '",
            "recipients": "names of the offices it is put to",
            "holders": "names of the offices' holders then, where known",
            "signatories": "how many persons signed",
            "demands": "how many demands it makes",
            "url": "where it can be read",
        },
        letter,
    ),
    View(
        "v_demand",
        "one row a demand, with letter, dates, senders, recipients and chain by name",
        {
            "id": "<letter>/<n>, as cited",
            "source": "letters, or the import it came by",
            "letter_id": "the letter",
            "n": "its number in the letter",
            **_DATES,
            "senders": "names of those in whose voice the letter speaks",
            "asking": "name of the state or mechanism that recommends",
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
            "primary_issue": "id of its primary issue; imports rank none",
            "issues": "names of its issues, primary first",
            "groups": "names of the groups affected",
            "mechanisms": "names of the mechanisms and instruments named",
            "asks": "names of the canonical asks it is the same as",
            "timing": "deadline or occasion as worded",
            "parent_id": "the head this is a means to",
            "confidence": "chance that a second coder makes it a demand",
            "response": "accepted, noted or pledge: the answer to a recommendation",
            "category": "how specific a recommendation is, 1 to 5, after McMahon",
        },
        demand,
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
            **_IMPORTED,
        },
        demand_country,
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
            **_IMPORTED,
        },
        demand_issue,
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
            **_IMPORTED,
        },
        demand_actor,
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
        letter_organization,
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
            **_IMPORTED,
            "reason": "why it is judged so",
            "method": "reading, or a proposal that a person judged",
            "coder": "who judged",
            "judged": "when",
        },
        ask_demand,
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
            "reviews": "distinct reviews of states, imported",
            "reports": "distinct reports of mechanisms, imported",
            "organizations": "distinct organizations behind those letters",
            "demands": "distinct demands",
            "longest_gap": "most years between two consecutive years asked in",
        },
        ask,
    ),
)
"""The views, in the order they must be created in."""
