"""Everything the five letters need.

Revision 0001, after none. As it is the first, it reads like the models did when it was
written; names of keys and constraints follow the naming convention of
hrdemands.schema.base.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

Column = sa.Column[Any]
Kind = sa.types.TypeEngine[Any]

# Sorted by code point on both databases.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
WHOLE = sa.Integer()
NUMBER: Kind = sa.Double()
DAY = sa.Date()
TIME = sa.DateTime(timezone=True)


def required(
    name: str,
    kind: Kind,
    comment: str,
    *refers: sa.ForeignKey,
    index: bool = False,
    unique: bool = False,
) -> Column:
    """A column that is never empty."""
    column = optional(name, kind, comment, *refers, index=index, unique=unique)
    column.nullable = False
    return column


def optional(
    name: str,
    kind: Kind,
    comment: str,
    *refers: sa.ForeignKey,
    index: bool = False,
    unique: bool = False,
) -> Column:
    """A column that may be empty."""
    return sa.Column(name, kind, *refers, comment=comment, index=index, unique=unique)


def key(
    name: str, kind: Kind, comment: str, *refers: sa.ForeignKey, index: bool = False
) -> Column:
    """A column of the primary key."""
    return sa.Column(
        name, kind, *refers, comment=comment, index=index, primary_key=True
    )


def from_seed_file() -> Column:
    """What every record of its own carries."""
    file = refers("seed_file.path")
    return required("seed_file", TEXT, "the seed file it came from", file, index=True)


def refers(target: str) -> sa.ForeignKey:
    """A reference that a load may leave open until it commits."""
    return sa.ForeignKey(target, deferrable=True, initially="IMMEDIATE")


def refers_together(columns: list[str], targets: list[str]) -> sa.ForeignKeyConstraint:
    """A reference of several columns."""
    return sa.ForeignKeyConstraint(
        columns, targets, deferrable=True, initially="IMMEDIATE"
    )


def check(name: str, sql: str) -> sa.CheckConstraint:
    """A rule, with the part of its name that is its own."""
    return sa.CheckConstraint(sql, name=name)


def one_of(name: str, *values: str) -> sa.Enum:
    """A closed list."""
    return sa.Enum(
        *values, name=name, native_enum=False, create_constraint=True, length=32
    )


def flag(name: str) -> sa.Boolean:
    """True or false, on SQLite too."""
    return sa.Boolean(create_constraint=True, name=name)


def upgrade() -> None:
    """Go up to 0001."""
    op.create_table(
        "seed_file",
        key("path", TEXT, "name of its folder and path in it"),
        required("sha256", TEXT, "SHA-256 of the file's bytes"),
        required("loaded_at", TIME, "when this content was loaded, UTC"),
        comment="the seed files loaded, by their place in their folder",
    )
    op.create_table(
        "action",
        key("id", TEXT, "stable id"),
        required("name", TEXT, "name as shown"),
        required("definition", TEXT, "what it covers"),
        from_seed_file(),
        comment="classes of acts, for both action slots of a demand",
    )
    op.create_table(
        "affected_group",
        key("id", TEXT, "stable id"),
        required("name", TEXT, "name as shown"),
        required("definition", TEXT, "who belongs to it"),
        from_seed_file(),
        comment="groups of people affected",
    )
    op.create_table(
        "ask",
        key("id", TEXT, "stable id"),
        required("name", TEXT, "the ask in general words"),
        required("scope", TEXT, "which act would satisfy it, and what it is not"),
        from_seed_file(),
        comment="canonical asks: what demands of several letters share",
    )
    op.create_table(
        "issue",
        key("id", TEXT, "stable id"),
        required("code", TEXT, "short code, after UHRI level 2", unique=True),
        required("name", TEXT, "name as shown"),
        optional(
            "parent_id", TEXT, "the broader issue", refers("issue.id"), index=True
        ),
        required("definition", TEXT, "what it means"),
        optional("scope", TEXT, "what belongs here and what goes elsewhere"),
        from_seed_file(),
        check("no_own_parent", "parent_id <> id"),
        comment="the issue tree; a country is never part of an issue",
    )
    op.create_table(
        "letter",
        key("id", TEXT, "stable id"),
        required("title", TEXT, "title"),
        required(
            "kind",
            one_of(
                "letterkind",
                "open-letter",
                "private-letter",
                "joint-letter",
                "statement",
                "agenda",
            ),
            "what kind of document",
        ),
        required("earliest", DAY, "first day it may be of", index=True),
        required("latest", DAY, "last day it may be of", index=True),
        optional("year", WHOLE, "its year, unless the range spans two"),
        required(
            "precision",
            one_of("precision", "day", "month", "year", "range"),
            "how fine the date is",
        ),
        required(
            "date_basis",
            one_of("datebasis", "stated", "inferred"),
            "stated or inferred",
        ),
        required("date_reason", TEXT, "from what the date is known"),
        required("date_words", TEXT, "the date with its uncertainty, as printed"),
        optional("published_in", TEXT, "the medium that published it"),
        optional("written_at", TEXT, "where it was written"),
        required("language", TEXT, "ISO 639 code"),
        optional("url", TEXT, "where it can be read"),
        required("text_file", TEXT, "file name of the text in a folder of texts"),
        required("text_sha256", TEXT, "SHA-256 of the text's bytes"),
        required("text_length", WHOLE, "characters of the text"),
        required("rights", TEXT, "whose the text is, and what of it is kept"),
        required("coder", TEXT, "who coded it"),
        required("coded", DAY, "when it was coded"),
        optional("note", TEXT, "what a reader should know of it"),
        required("content_hash", TEXT, "SHA-256 of the letter's record, demands too"),
        required("loaded_at", TIME, "when this content was loaded, UTC"),
        from_seed_file(),
        check("days_are_one", "precision <> 'day' OR earliest = latest"),
        check("in_order", "earliest <= latest"),
        check("sha256_form", "length(text_sha256) = 64"),
        comment="letters, statements and agendas, each with a date range",
    )
    op.create_table(
        "mechanism",
        key("id", TEXT, "stable id"),
        required(
            "kind",
            one_of("mechanismkind", "mechanism", "instrument"),
            "mechanism or instrument",
        ),
        required("name", TEXT, "name as shown"),
        optional("symbol", TEXT, "UN document symbol"),
        optional("year", TEXT, "year of adoption or foundation"),
        required("definition", TEXT, "what it is"),
        from_seed_file(),
        comment="mechanisms (bodies, procedures) and instruments (texts)",
    )
    op.create_table(
        "place",
        key("id", TEXT, "stable id"),
        required("name", TEXT, "name as shown"),
        required(
            "kind",
            one_of("placekind", "sub-national", "wider"),
            "sub-national or wider",
        ),
        optional("note", TEXT, "what to know about its status"),
        from_seed_file(),
        comment="places that are no country: part of one, or wider",
    )
    op.create_table(
        "region",
        key("id", TEXT, "stable id"),
        required("kind", one_of("regionkind", "m49", "un-group"), "m49 or un-group"),
        optional("m49", TEXT, "UN M49 code", unique=True),
        required("name", TEXT, "name as shown"),
        optional(
            "parent_id",
            TEXT,
            "the region it is part of",
            refers("region.id"),
            index=True,
        ),
        from_seed_file(),
        check("no_own_parent", "parent_id <> id"),
        comment="M49 regions and UN regional groups",
    )
    op.create_table(
        "action_mapping",
        key("action_id", TEXT, "the action", refers("action.id")),
        key("scheme", TEXT, "the other scheme"),
        key("label", TEXT, "the term as spelt there"),
        optional("code", TEXT, "the term's code there"),
        required(
            "match", one_of("match", "exact", "close", "broad"), "exact, close or broad"
        ),
        comment="actions beside PLOVER events and UPR Info categories",
    )
    op.create_table(
        "country",
        key("code", TEXT, "ISO 3166-1 alpha-3 code"),
        required("alpha2", TEXT, "ISO 3166-1 alpha-2 code", unique=True),
        optional("m49", TEXT, "UN M49 code, three digits", unique=True),
        required("name", TEXT, "short name as shown"),
        required(
            "standing",
            one_of("standing", "un-member", "un-observer", "territory", "other"),
            "standing at the United Nations",
        ),
        optional(
            "region_id",
            TEXT,
            "smallest M49 region it is in",
            refers("region.id"),
            index=True,
        ),
        optional(
            "un_group_id", TEXT, "UN regional group", refers("region.id"), index=True
        ),
        optional("note", TEXT, "how it is listed, where that is disputed"),
        from_seed_file(),
        check("alpha2_form", "length(alpha2) = 2 AND alpha2 = upper(alpha2)"),
        check("code_form", "length(code) = 3 AND code = upper(code)"),
        comment="countries and areas of ISO 3166-1",
    )
    op.create_table(
        "group_mapping",
        key("group_id", TEXT, "the group", refers("affected_group.id")),
        key("scheme", TEXT, "the other scheme"),
        key("label", TEXT, "the term as spelt there"),
        optional("code", TEXT, "the term's code there"),
        required(
            "match", one_of("match", "exact", "close", "broad"), "exact, close or broad"
        ),
        comment="groups beside the affected persons of UHRI",
    )
    op.create_table(
        "issue_mapping",
        key("issue_id", TEXT, "the issue", refers("issue.id")),
        key("scheme", TEXT, "the other scheme"),
        key("label", TEXT, "the term as spelt there"),
        optional("code", TEXT, "the term's code there"),
        required(
            "match", one_of("match", "exact", "close", "broad"), "exact, close or broad"
        ),
        comment="issues beside UHRI themes and UPR Info issues",
    )
    op.create_table(
        "letter_text",
        key("letter_id", TEXT, "the letter", refers("letter.id")),
        required("text", TEXT, "the text, decoded and otherwise untouched"),
        comment="letters' full texts; only from a folder the user named",
    )
    op.create_table(
        "mechanism_name",
        key("mechanism_id", TEXT, "the mechanism", refers("mechanism.id")),
        key("name", TEXT, "the name as people write it"),
        required("folded", TEXT, "the name as look-ups fold it", index=True),
        comment="every name of a mechanism, the one shown included",
    )
    op.create_table(
        "place_name",
        key("place_id", TEXT, "the place", refers("place.id")),
        key("name", TEXT, "the name as people write it"),
        required("folded", TEXT, "the name as look-ups fold it", index=True),
        comment="every name of a place, the one shown included",
    )
    op.create_table(
        "section",
        key("letter_id", TEXT, "the letter", refers("letter.id")),
        key("n", WHOLE, "its number, from 1"),
        required("heading", TEXT, "the heading as written"),
        check("from_one", "n >= 1"),
        comment="headings of letters",
    )
    op.create_table(
        "actor",
        key("id", TEXT, "stable id"),
        required(
            "kind",
            one_of(
                "actorkind",
                "organization",
                "person",
                "office",
                "body",
                "class",
                "state",
            ),
            "what kind of actor",
        ),
        required("name", TEXT, "name as shown"),
        optional(
            "country_code",
            TEXT,
            "the country it belongs to",
            refers("country.code"),
            index=True,
        ),
        optional("source", TEXT, "where facts from outside the letters are from"),
        optional("note", TEXT, "what a reader should know"),
        from_seed_file(),
        check(
            "states_are_countries",
            "kind <> 'state' OR (country_code IS NOT NULL AND id = country_code)",
        ),
        comment="all who ask, are asked or must act; states have their alpha-3 code",
    )
    op.create_table(
        "country_name",
        key("country_code", TEXT, "the country", refers("country.code")),
        key("name", TEXT, "the name as people write it"),
        required("folded", TEXT, "the name as look-ups fold it", index=True),
        required(
            "status",
            one_of(
                "namestatus",
                "official",
                "short",
                "acronym",
                "alternative",
                "former",
                "disputed",
                "demonym",
                "capital",
            ),
            "its standing beside the name shown",
        ),
        optional("valid_from", TEXT, "first year or day in use, if known"),
        optional("valid_to", TEXT, "last year or day in use"),
        optional("note", TEXT, "what to know before using it"),
        comment="every name of a country, the one shown included",
    )
    op.create_table(
        "demand",
        key("id", TEXT, "<letter>/<n>, as cited"),
        required("letter_id", TEXT, "the letter", refers("letter.id")),
        required("n", WHOLE, "its number in the letter, from 1"),
        optional("section_n", WHOLE, "the section it stands in"),
        required("span_start", WHOLE, "offset of its first character in the text"),
        required("span_end", WHOLE, "offset after its last character"),
        required("quote", TEXT, "its operative words, verbatim, at most 15"),
        required("summary", TEXT, "what is asked, in the project's own words"),
        required(
            "strength",
            one_of(
                "strength",
                "must",
                "should",
                "urge",
                "recommend",
                "request",
                "hope",
                "implied",
            ),
            "how strongly it is worded, by its cue",
        ),
        optional("cue", TEXT, "the words that carry the strength"),
        required("explicit", flag("explicit"), "asked outright, or only implied"),
        optional(
            "basis",
            one_of(
                "basis",
                "expectation",
                "evaluative",
                "purpose",
                "omission",
                "by-reference",
            ),
            "why an implied demand counts as one",
        ),
        optional("reason", TEXT, "what makes an implied demand a demand"),
        required(
            "action_id",
            TEXT,
            "what the addressee is to do",
            refers("action.id"),
            index=True,
        ),
        optional(
            "target_action_id",
            TEXT,
            "what the final target must then do",
            refers("action.id"),
            index=True,
        ),
        required(
            "audience",
            one_of("audience", "public", "private", "both", "unspecified"),
            "public, private, both, or unspecified",
        ),
        optional("timing_words", TEXT, "deadline or occasion as worded"),
        optional("timing_earliest", DAY, "first day meant"),
        optional("timing_latest", DAY, "last day meant"),
        optional(
            "parent_id",
            TEXT,
            "the head this is a means to",
            refers("demand.id"),
            index=True,
        ),
        required("confidence", NUMBER, "chance that a second coder makes it a demand"),
        optional("note", TEXT, "a judgement call and its reason"),
        required("content_hash", TEXT, "SHA-256 of the demand's record"),
        refers_together(["letter_id", "section_n"], ["section.letter_id", "section.n"]),
        sa.UniqueConstraint("letter_id", "n"),
        check(
            "basis_given",
            "(explicit AND basis IS NULL AND reason IS NULL) OR (NOT explicit AND basis IS NOT NULL AND reason IS NOT NULL)",
        ),
        check("cue_given", "NOT explicit OR strength <> 'implied'"),
        check("from_one", "n >= 1"),
        check("no_own_parent", "parent_id <> id"),
        check("share", "confidence BETWEEN 0 AND 1"),
        check("span_in_order", "0 <= span_start AND span_start < span_end"),
        check("timing_in_order", "timing_earliest <= timing_latest"),
        check(
            "timing_whole",
            "(timing_earliest IS NULL) = (timing_latest IS NULL) AND (timing_earliest IS NULL OR timing_words IS NOT NULL)",
        ),
        comment="demands: one act each that a letter asks of a nameable actor",
    )
    op.create_table(
        "place_country",
        key("place_id", TEXT, "the place", refers("place.id")),
        key("country_code", TEXT, "the country", refers("country.code"), index=True),
        comment="the countries a place belongs to",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actor_name",
        key("actor_id", TEXT, "the actor", refers("actor.id")),
        key("name", TEXT, "the name as people write it"),
        required("folded", TEXT, "the name as look-ups fold it", index=True),
        required(
            "status",
            one_of(
                "namestatus",
                "official",
                "short",
                "acronym",
                "alternative",
                "former",
                "disputed",
                "demonym",
                "capital",
            ),
            "its standing beside the name shown",
        ),
        optional("valid_from", TEXT, "first year or day in use, if known"),
        optional("valid_to", TEXT, "last year or day in use"),
        optional("note", TEXT, "what to know before using it"),
        comment="every name of an actor, the one shown included",
    )
    op.create_table(
        "ask_membership",
        key("ask_id", TEXT, "the ask", refers("ask.id")),
        key("demand_id", TEXT, "the demand", refers("demand.id"), index=True),
        required(
            "judgement",
            one_of("judgement", "same", "narrower", "broader", "unsure", "rejected"),
            "same, narrower, broader, unsure, or rejected",
        ),
        required(
            "method",
            one_of("method", "reading", "proposal"),
            "reading, or a proposal that a person judged",
        ),
        required("coder", TEXT, "who judged"),
        required("judged", DAY, "when"),
        required("reason", TEXT, "would one and the same act satisfy both?"),
        comment="judgements; only 'same' counts, rejected ones are kept",
    )
    op.create_table(
        "demand_actor",
        key("demand_id", TEXT, "the demand", refers("demand.id")),
        key("position", WHOLE, "place in the chain, from 1"),
        required("actor_id", TEXT, "the actor", refers("actor.id"), index=True),
        required(
            "role",
            one_of("actorrole", "asked", "intermediary", "target", "against"),
            "asked, intermediary, target or against",
        ),
        required("stated", flag("stated"), "whether the letter says so"),
        optional("reason", TEXT, "why it is inferred"),
        sa.UniqueConstraint("demand_id", "actor_id", "role"),
        check("reason_given", "stated OR reason IS NOT NULL"),
        comment="the chain of those who are to act, in order",
    )
    op.create_table(
        "demand_also",
        key("demand_id", TEXT, "the demand", refers("demand.id")),
        key("position", WHOLE, "place in the list, from 1"),
        required("span_start", WHOLE, "offset of its first character"),
        required("span_end", WHOLE, "offset after its last character"),
        check("span_in_order", "0 <= span_start AND span_start < span_end"),
        comment="where a letter repeats a demand without new content",
    )
    op.create_table(
        "demand_country",
        key("country_code", TEXT, "the country", refers("country.code")),
        key("demand_id", TEXT, "the demand", refers("demand.id"), index=True),
        key(
            "role",
            one_of("countryrole", "subject", "example", "venue", "actor"),
            "subject, example, venue or actor",
        ),
        required("position", WHOLE, "place in the list, from 1"),
        required("as_written", TEXT, "the words that name it"),
        comment="countries named, each with its role",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_group",
        key("group_id", TEXT, "the group", refers("affected_group.id")),
        key("demand_id", TEXT, "the demand", refers("demand.id"), index=True),
        required("position", WHOLE, "place in the list, from 1"),
        comment="groups of people affected",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_issue",
        key("issue_id", TEXT, "the issue", refers("issue.id")),
        key("demand_id", TEXT, "the demand", refers("demand.id")),
        required("position", WHOLE, "1 primary, 2 and 3 further ones"),
        sa.UniqueConstraint("demand_id", "position"),
        check("three_at_most", "position BETWEEN 1 AND 3"),
        comment="issues of demands; position 1 is the primary one",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_mechanism",
        key("mechanism_id", TEXT, "the mechanism", refers("mechanism.id")),
        key("demand_id", TEXT, "the demand", refers("demand.id"), index=True),
        required("position", WHOLE, "place in the list, from 1"),
        comment="mechanisms and instruments named",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_place",
        key("place_id", TEXT, "the place", refers("place.id")),
        key("demand_id", TEXT, "the demand", refers("demand.id"), index=True),
        required("position", WHOLE, "place in the list, from 1"),
        comment="places named that are no countries",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_relation",
        key("later_id", TEXT, "the later demand", refers("demand.id")),
        key("earlier_id", TEXT, "the earlier demand", refers("demand.id"), index=True),
        key(
            "kind",
            one_of(
                "relationkind",
                "repeats",
                "narrows",
                "broadens",
                "escalates",
                "softens",
                "redirects",
                "extends",
            ),
            "how the wording moved",
        ),
        required("reason", TEXT, "what changed"),
        required("coder", TEXT, "who judged"),
        required("judged", DAY, "when"),
        from_seed_file(),
        check("two_demands", "later_id <> earlier_id"),
        comment="how a later demand moved against an earlier one",
    )
    op.create_table(
        "demand_search",
        key("demand_id", TEXT, "the demand", refers("demand.id")),
        required("words", TEXT, "folded words of its summary and quote"),
        comment="the words demands are searched by; made by the loader",
    )
    op.create_table(
        "demand_text",
        key("demand_id", TEXT, "the demand", refers("demand.id")),
        required("text", TEXT, "the characters from span_start to span_end"),
        required("words", TEXT, "the same, folded for search"),
        comment="demands' whole spans; only where the user has the text",
    )
    op.create_table(
        "letter_sender",
        key("letter_id", TEXT, "the letter", refers("letter.id")),
        key("position", WHOLE, "its place in the list, from 1"),
        required(
            "actor_id",
            TEXT,
            "the organization or person",
            refers("actor.id"),
            index=True,
        ),
        required("stated", flag("stated"), "whether the letter says so"),
        optional("reason", TEXT, "why it is inferred"),
        check("reason_given", "stated OR reason IS NOT NULL"),
        comment="the parties in whose voice a letter speaks",
    )
    op.create_table(
        "office",
        key("actor_id", TEXT, "the office", refers("actor.id")),
        optional(
            "organization_id",
            TEXT,
            "the organization or body it belongs to",
            refers("actor.id"),
            index=True,
        ),
        comment="offices, apart from those who hold them",
    )
    op.create_table(
        "organization",
        key("actor_id", TEXT, "the organization", refers("actor.id")),
        required(
            "kind",
            one_of(
                "organizationkind",
                "ngo",
                "coalition",
                "think-tank",
                "university",
                "foundation",
                "government",
                "intergovernmental",
                "media",
                "other",
            ),
            "what kind of organization",
        ),
        optional(
            "parent_id",
            TEXT,
            "the organization it is part of",
            refers("organization.actor_id"),
            index=True,
        ),
        check("no_own_parent", "parent_id <> actor_id"),
        comment="organizations that send letters or are signed for",
    )
    op.create_table(
        "person",
        key("actor_id", TEXT, "the person", refers("actor.id")),
        comment="natural persons: signatories and holders of offices",
    )
    op.create_table(
        "recipient",
        key("letter_id", TEXT, "the letter", refers("letter.id")),
        key("position", WHOLE, "its place in the list, from 1"),
        required(
            "office_id", TEXT, "the office", refers("office.actor_id"), index=True
        ),
        optional(
            "holder_id",
            TEXT,
            "the person, where one is known",
            refers("person.actor_id"),
            index=True,
        ),
        required(
            "holder_state",
            one_of("holderstate", "incoming", "incumbent", "candidate"),
            "what the holder was to the office then",
        ),
        optional("as_written", TEXT, "the addressee as written"),
        required(
            "addressed",
            one_of("addressed", "direct", "public", "none"),
            "direct, in public, or none (a statement)",
        ),
        required("stated", flag("stated"), "whether the letter says so"),
        optional("reason", TEXT, "why it is inferred"),
        check("reason_given", "stated OR reason IS NOT NULL"),
        comment="the offices a letter is put to, with their holders then",
    )
    op.create_table(
        "signatory",
        key("letter_id", TEXT, "the letter", refers("letter.id")),
        key("position", WHOLE, "place among the signatures"),
        required(
            "person_id", TEXT, "the person", refers("person.actor_id"), index=True
        ),
        required("as_signed", TEXT, "the name as signed"),
        comment="the persons who signed, in their order",
    )
    op.create_table(
        "tenure",
        key("office_id", TEXT, "the office", refers("office.actor_id")),
        key("person_id", TEXT, "the person", refers("person.actor_id"), index=True),
        key("valid_from", DAY, "first day in office"),
        optional("valid_to", DAY, "last day in office; empty while it lasts"),
        required("source", TEXT, "where the dates come from"),
        from_seed_file(),
        check("in_order", "valid_from <= valid_to"),
        comment="who held an office, when",
    )
    op.create_table(
        "signatory_affiliation",
        key("letter_id", TEXT, "the letter"),
        key("position", WHOLE, "place among the signatures"),
        key("n", WHOLE, "place among the affiliations"),
        optional("role", TEXT, "the role as signed"),
        optional("as_signed", TEXT, "the organization as signed"),
        optional(
            "organization_id",
            TEXT,
            "the organization it is resolved to",
            refers("organization.actor_id"),
            index=True,
        ),
        required("former", flag("former"), "whether signed as a former one"),
        required("stated", flag("stated"), "whether the letter says so"),
        optional("reason", TEXT, "why it is inferred"),
        refers_together(
            ["letter_id", "position"], ["signatory.letter_id", "signatory.position"]
        ),
        check("reason_given", "stated OR reason IS NOT NULL"),
        comment="roles and organizations as signed: none, one or several",
    )


def downgrade() -> None:
    """Go back to nothing."""
    for table in reversed(TABLES):
        op.drop_table(table)


TABLES = (
    "seed_file",
    "action",
    "affected_group",
    "ask",
    "issue",
    "letter",
    "mechanism",
    "place",
    "region",
    "action_mapping",
    "country",
    "group_mapping",
    "issue_mapping",
    "letter_text",
    "mechanism_name",
    "place_name",
    "section",
    "actor",
    "country_name",
    "demand",
    "place_country",
    "actor_name",
    "ask_membership",
    "demand_actor",
    "demand_also",
    "demand_country",
    "demand_group",
    "demand_issue",
    "demand_mechanism",
    "demand_place",
    "demand_relation",
    "demand_search",
    "demand_text",
    "letter_sender",
    "office",
    "organization",
    "person",
    "recipient",
    "signatory",
    "tenure",
    "signatory_affiliation",
)
