"""Everything the five letters need.

Revision 0001, after none.

Rules for whoever edits this file:
- Text columns, closed lists and names come from hrdemands.schema.base; the tests hold
  the migrated schema to the models, on SQLite and PostgreSQL.
- Change tables with ``op.batch_alter_table``: SQLite rebuilds them. Foreign keys are
  off meanwhile and checked before the commit; triggers and expression indexes of a
  rebuilt table are lost, so create them again here.
- Views are no business of a migration: they are dropped before and built after it.
- Move data in both directions; the tests go up and down with data at every revision.
"""

import sqlalchemy as sa
from alembic import op

# Sorted by code point on both databases, as in hrdemands.schema.base.
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go up to 0001."""
    op.create_table(
        "seed_file",
        sa.Column(
            "path", TEXT, nullable=False, comment="name of its folder and path in it"
        ),
        sa.Column(
            "sha256", TEXT, nullable=False, comment="SHA-256 of the file's bytes"
        ),
        sa.Column(
            "loaded_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when this content was loaded, UTC",
        ),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_seed_file")),
        comment="the seed files loaded, by their place in their folder",
    )
    op.create_table(
        "action",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column("definition", TEXT, nullable=False, comment="what it covers"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_action_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        comment="classes of acts, for both action slots of a demand",
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_action_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "affected_group",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column("definition", TEXT, nullable=False, comment="who belongs to it"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_affected_group_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affected_group")),
        comment="groups of people affected",
    )
    with op.batch_alter_table("affected_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_affected_group_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "ask",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("name", TEXT, nullable=False, comment="the ask in general words"),
        sa.Column(
            "scope",
            TEXT,
            nullable=False,
            comment="which act would satisfy it, and what it is not",
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_ask_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        comment="canonical asks: what demands of several letters share",
    )
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ask_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "issue",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column(
            "code", TEXT, nullable=False, comment="short code, after UHRI level 2"
        ),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column("parent_id", TEXT, nullable=True, comment="the broader issue"),
        sa.Column("definition", TEXT, nullable=False, comment="what it means"),
        sa.Column(
            "scope",
            TEXT,
            nullable=True,
            comment="what belongs here and what goes elsewhere",
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_issue_no_own_parent")),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["issue.id"],
            name=op.f("fk_issue_parent_id_issue"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_issue_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint("code", name=op.f("uq_issue_code")),
        comment="the issue tree; a country is never part of an issue",
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_issue_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "letter",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("title", TEXT, nullable=False, comment="title"),
        sa.Column(
            "kind",
            sa.Enum(
                "open-letter",
                "private-letter",
                "joint-letter",
                "statement",
                "agenda",
                name="letterkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="what kind of document",
        ),
        sa.Column(
            "earliest", sa.Date(), nullable=False, comment="first day it may be of"
        ),
        sa.Column("latest", sa.Date(), nullable=False, comment="last day it may be of"),
        sa.Column(
            "year",
            sa.Integer(),
            nullable=True,
            comment="its year, unless the range spans two",
        ),
        sa.Column(
            "precision",
            sa.Enum(
                "day",
                "month",
                "year",
                "range",
                name="precision",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="how fine the date is",
        ),
        sa.Column(
            "date_basis",
            sa.Enum(
                "stated",
                "inferred",
                name="datebasis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="stated or inferred",
        ),
        sa.Column(
            "date_reason", TEXT, nullable=False, comment="from what the date is known"
        ),
        sa.Column(
            "date_words",
            TEXT,
            nullable=False,
            comment="the date with its uncertainty, as printed",
        ),
        sa.Column(
            "published_in", TEXT, nullable=True, comment="the medium that published it"
        ),
        sa.Column("written_at", TEXT, nullable=True, comment="where it was written"),
        sa.Column("language", TEXT, nullable=False, comment="ISO 639 code"),
        sa.Column("url", TEXT, nullable=True, comment="where it can be read"),
        sa.Column(
            "text_file",
            TEXT,
            nullable=False,
            comment="file name of the text in a folder of texts",
        ),
        sa.Column(
            "text_sha256", TEXT, nullable=False, comment="SHA-256 of the text's bytes"
        ),
        sa.Column(
            "text_length",
            sa.Integer(),
            nullable=False,
            comment="characters of the text",
        ),
        sa.Column(
            "rights",
            TEXT,
            nullable=False,
            comment="whose the text is, and what of it is kept",
        ),
        sa.Column("coder", TEXT, nullable=False, comment="who coded it"),
        sa.Column("coded", sa.Date(), nullable=False, comment="when it was coded"),
        sa.Column(
            "note", TEXT, nullable=True, comment="what a reader should know of it"
        ),
        sa.Column(
            "content_hash",
            TEXT,
            nullable=False,
            comment="SHA-256 of the letter's record, demands too",
        ),
        sa.Column(
            "loaded_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when this content was loaded, UTC",
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint(
            "precision <> 'day' OR earliest = latest",
            name=op.f("ck_letter_days_are_one"),
        ),
        sa.CheckConstraint("earliest <= latest", name=op.f("ck_letter_in_order")),
        sa.CheckConstraint(
            "length(text_sha256) = 64", name=op.f("ck_letter_sha256_form")
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_letter_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        comment="letters, statements and agendas, each with a date range",
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_earliest"), ["earliest"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_letter_latest"), ["latest"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_letter_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "mechanism",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column(
            "kind",
            sa.Enum(
                "mechanism",
                "instrument",
                name="mechanismkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="mechanism or instrument",
        ),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column("symbol", TEXT, nullable=True, comment="UN document symbol"),
        sa.Column(
            "year", TEXT, nullable=True, comment="year of adoption or foundation"
        ),
        sa.Column("definition", TEXT, nullable=False, comment="what it is"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_mechanism_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mechanism")),
        comment="mechanisms (bodies, procedures) and instruments (texts)",
    )
    with op.batch_alter_table("mechanism", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mechanism_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "place",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column(
            "kind",
            sa.Enum(
                "sub-national",
                "wider",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="sub-national or wider",
        ),
        sa.Column("note", TEXT, nullable=True, comment="what to know about its status"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_place_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        comment="places that are no country: part of one, or wider",
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "region",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column(
            "kind",
            sa.Enum(
                "m49",
                "un-group",
                name="regionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="m49 or un-group",
        ),
        sa.Column("m49", TEXT, nullable=True, comment="UN M49 code"),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column("parent_id", TEXT, nullable=True, comment="the region it is part of"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["region.id"],
            name=op.f("fk_region_parent_id_region"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_region_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("m49", name=op.f("uq_region_m49")),
        comment="M49 regions and UN regional groups",
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_region_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_region_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "country",
        sa.Column("code", TEXT, nullable=False, comment="ISO 3166-1 alpha-3 code"),
        sa.Column("alpha2", TEXT, nullable=False, comment="ISO 3166-1 alpha-2 code"),
        sa.Column("m49", TEXT, nullable=True, comment="UN M49 code, three digits"),
        sa.Column("name", TEXT, nullable=False, comment="short name as shown"),
        sa.Column(
            "standing",
            sa.Enum(
                "un-member",
                "un-observer",
                "territory",
                "other",
                name="standing",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="standing at the United Nations",
        ),
        sa.Column(
            "region_id", TEXT, nullable=True, comment="smallest M49 region it is in"
        ),
        sa.Column("un_group_id", TEXT, nullable=True, comment="UN regional group"),
        sa.Column(
            "note",
            TEXT,
            nullable=True,
            comment="how it is listed, where that is disputed",
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint(
            "length(alpha2) = 2 AND alpha2 = upper(alpha2)",
            name=op.f("ck_country_alpha2_form"),
        ),
        sa.CheckConstraint(
            "length(code) = 3 AND code = upper(code)", name=op.f("ck_country_code_form")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
            name=op.f("fk_country_region_id_region"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_country_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["un_group_id"],
            ["region.id"],
            name=op.f("fk_country_un_group_id_region"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_country")),
        sa.UniqueConstraint("alpha2", name=op.f("uq_country_alpha2")),
        sa.UniqueConstraint("m49", name=op.f("uq_country_m49")),
        comment="countries and areas of ISO 3166-1",
    )
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_country_region_id"), ["region_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_country_seed_file"), ["seed_file"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_country_un_group_id"), ["un_group_id"], unique=False
        )

    op.create_table(
        "issue_mapping",
        sa.Column("issue_id", TEXT, nullable=False, comment="the issue"),
        sa.Column("scheme", TEXT, nullable=False, comment="the other scheme"),
        sa.Column("label", TEXT, nullable=False, comment="the term as spelt there"),
        sa.Column("code", TEXT, nullable=True, comment="the term's code there"),
        sa.Column(
            "match",
            sa.Enum(
                "exact",
                "close",
                "broad",
                name="match",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="exact, close or broad",
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["issue.id"],
            name=op.f("fk_issue_mapping_issue_id_issue"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "issue_id", "scheme", "label", name=op.f("pk_issue_mapping")
        ),
        comment="issues beside UHRI themes and UPR Info issues",
    )
    op.create_table(
        "letter_text",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "text",
            TEXT,
            nullable=False,
            comment="the text, decoded and otherwise untouched",
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_letter_text_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_text")),
        comment="letters' full texts; only from a folder the user named",
    )
    op.create_table(
        "mechanism_name",
        sa.Column("mechanism_id", TEXT, nullable=False, comment="the mechanism"),
        sa.Column("name", TEXT, nullable=False, comment="the name as people write it"),
        sa.Column(
            "folded", TEXT, nullable=False, comment="the name as look-ups fold it"
        ),
        sa.ForeignKeyConstraint(
            ["mechanism_id"],
            ["mechanism.id"],
            name=op.f("fk_mechanism_name_mechanism_id_mechanism"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("mechanism_id", "name", name=op.f("pk_mechanism_name")),
        comment="every name of a mechanism, the one shown included",
    )
    with op.batch_alter_table("mechanism_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mechanism_name_folded"), ["folded"], unique=False
        )

    op.create_table(
        "place_name",
        sa.Column("place_id", TEXT, nullable=False, comment="the place"),
        sa.Column("name", TEXT, nullable=False, comment="the name as people write it"),
        sa.Column(
            "folded", TEXT, nullable=False, comment="the name as look-ups fold it"
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_place_name_place_id_place"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("place_id", "name", name=op.f("pk_place_name")),
        comment="every name of a place, the one shown included",
    )
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_name_folded"), ["folded"], unique=False
        )

    op.create_table(
        "section",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column("n", sa.Integer(), nullable=False, comment="its number, from 1"),
        sa.Column("heading", TEXT, nullable=False, comment="the heading as written"),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_section_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("letter_id", "n", name=op.f("pk_section")),
        comment="headings of letters",
    )
    op.create_table(
        "actor",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column(
            "kind",
            sa.Enum(
                "organization",
                "person",
                "office",
                "body",
                "class",
                "state",
                name="actorkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="what kind of actor",
        ),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column(
            "country_code", TEXT, nullable=True, comment="the country it belongs to"
        ),
        sa.Column(
            "source",
            TEXT,
            nullable=True,
            comment="where facts from outside the letters are from",
        ),
        sa.Column("note", TEXT, nullable=True, comment="what a reader should know"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint(
            "kind <> 'state' OR id = country_code",
            name=op.f("ck_actor_states_are_countries"),
        ),
        sa.ForeignKeyConstraint(
            ["country_code"],
            ["country.code"],
            name=op.f("fk_actor_country_code_country"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_actor_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        comment="all who ask, are asked or must act; states have their alpha-3 code",
    )
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actor_country_code"), ["country_code"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_actor_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "country_name",
        sa.Column("country_code", TEXT, nullable=False, comment="the country"),
        sa.Column("name", TEXT, nullable=False, comment="the name as people write it"),
        sa.Column(
            "folded", TEXT, nullable=False, comment="the name as look-ups fold it"
        ),
        sa.Column(
            "status",
            sa.Enum(
                "official",
                "short",
                "acronym",
                "alternative",
                "former",
                "disputed",
                "demonym",
                "capital",
                name="namestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="its standing beside the name shown",
        ),
        sa.Column(
            "valid_from",
            TEXT,
            nullable=True,
            comment="first year or day in use, if known",
        ),
        sa.Column("valid_to", TEXT, nullable=True, comment="last year or day in use"),
        sa.Column("note", TEXT, nullable=True, comment="what to know before using it"),
        sa.ForeignKeyConstraint(
            ["country_code"],
            ["country.code"],
            name=op.f("fk_country_name_country_code_country"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("country_code", "name", name=op.f("pk_country_name")),
        comment="every name of a country, the one shown included",
    )
    with op.batch_alter_table("country_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_country_name_folded"), ["folded"], unique=False
        )

    op.create_table(
        "demand",
        sa.Column("id", TEXT, nullable=False, comment="<letter>/<n>, as cited"),
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "n",
            sa.Integer(),
            nullable=False,
            comment="its number in the letter, from 1",
        ),
        sa.Column(
            "section_n", sa.Integer(), nullable=True, comment="the section it stands in"
        ),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=False,
            comment="offset of its first character in the text",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=False,
            comment="offset after its last character",
        ),
        sa.Column(
            "quote",
            TEXT,
            nullable=False,
            comment="its operative words, verbatim, at most 15",
        ),
        sa.Column(
            "summary",
            TEXT,
            nullable=False,
            comment="what is asked, in the project's own words",
        ),
        sa.Column(
            "strength",
            sa.Enum(
                "must",
                "should",
                "urge",
                "recommend",
                "request",
                "hope",
                "implied",
                name="strength",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="how strongly it is worded, by its cue",
        ),
        sa.Column(
            "cue", TEXT, nullable=True, comment="the words that carry the strength"
        ),
        sa.Column(
            "explicit",
            sa.Boolean(create_constraint=True, name="explicit"),
            nullable=False,
            comment="asked outright, or only implied",
        ),
        sa.Column(
            "basis",
            sa.Enum(
                "expectation",
                "evaluative",
                "purpose",
                "omission",
                "by-reference",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
            comment="why an implied demand counts as one",
        ),
        sa.Column(
            "reason",
            TEXT,
            nullable=True,
            comment="what makes an implied demand a demand",
        ),
        sa.Column(
            "action_id", TEXT, nullable=False, comment="what the addressee is to do"
        ),
        sa.Column(
            "target_action_id",
            TEXT,
            nullable=True,
            comment="what the final target must then do",
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "public",
                "private",
                "both",
                "unspecified",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="public, private, both, or unspecified",
        ),
        sa.Column(
            "timing_words",
            TEXT,
            nullable=True,
            comment="deadline or occasion as worded",
        ),
        sa.Column(
            "timing_earliest", sa.Date(), nullable=True, comment="first day meant"
        ),
        sa.Column("timing_latest", sa.Date(), nullable=True, comment="last day meant"),
        sa.Column(
            "parent_id", TEXT, nullable=True, comment="the head this is a means to"
        ),
        sa.Column(
            "confidence",
            sa.Double(),
            nullable=False,
            comment="chance that a second coder makes it a demand",
        ),
        sa.Column(
            "note", TEXT, nullable=True, comment="a judgement call and its reason"
        ),
        sa.Column(
            "content_hash",
            TEXT,
            nullable=False,
            comment="SHA-256 of the demand's record",
        ),
        sa.CheckConstraint(
            "NOT explicit OR strength <> 'implied'", name=op.f("ck_demand_cue_given")
        ),
        sa.CheckConstraint(
            "(explicit AND basis IS NULL AND reason IS NULL) OR (NOT explicit AND basis IS NOT NULL AND reason IS NOT NULL)",
            name=op.f("ck_demand_basis_given"),
        ),
        sa.CheckConstraint(
            "0 <= span_start AND span_start < span_end",
            name=op.f("ck_demand_span_in_order"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_demand_share")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_demand_no_own_parent")),
        sa.CheckConstraint(
            "timing_earliest <= timing_latest", name=op.f("ck_demand_timing_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action.id"],
            name=op.f("fk_demand_action_id_action"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["letter_id", "section_n"],
            ["section.letter_id", "section.n"],
            name=op.f("fk_demand_letter_id_section_n_section"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_demand_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["demand.id"],
            name=op.f("fk_demand_parent_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["target_action_id"],
            ["action.id"],
            name=op.f("fk_demand_target_action_id_action"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand")),
        sa.UniqueConstraint("letter_id", "n", name=op.f("uq_demand_letter_id_n")),
        comment="demands: one act each that a letter asks of a nameable actor",
    )
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_action_id"), ["action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_demand_parent_id"), ["parent_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_demand_target_action_id"), ["target_action_id"], unique=False
        )

    op.create_table(
        "place_country",
        sa.Column("place_id", TEXT, nullable=False, comment="the place"),
        sa.Column("country_code", TEXT, nullable=False, comment="the country"),
        sa.ForeignKeyConstraint(
            ["country_code"],
            ["country.code"],
            name=op.f("fk_place_country_country_code_country"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_place_country_place_id_place"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "place_id", "country_code", name=op.f("pk_place_country")
        ),
        comment="the countries a place belongs to",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("place_country", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_place_country_country_code"), ["country_code"], unique=False
        )

    op.create_table(
        "actor_name",
        sa.Column("actor_id", TEXT, nullable=False, comment="the actor"),
        sa.Column("name", TEXT, nullable=False, comment="the name as people write it"),
        sa.Column(
            "folded", TEXT, nullable=False, comment="the name as look-ups fold it"
        ),
        sa.Column(
            "status",
            sa.Enum(
                "official",
                "short",
                "acronym",
                "alternative",
                "former",
                "disputed",
                "demonym",
                "capital",
                name="namestatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="its standing beside the name shown",
        ),
        sa.Column(
            "valid_from",
            TEXT,
            nullable=True,
            comment="first year or day in use, if known",
        ),
        sa.Column("valid_to", TEXT, nullable=True, comment="last year or day in use"),
        sa.Column("note", TEXT, nullable=True, comment="what to know before using it"),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_actor_name_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("actor_id", "name", name=op.f("pk_actor_name")),
        comment="every name of an actor, the one shown included",
    )
    with op.batch_alter_table("actor_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_actor_name_folded"), ["folded"], unique=False
        )

    op.create_table(
        "ask_membership",
        sa.Column("ask_id", TEXT, nullable=False, comment="the ask"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "judgement",
            sa.Enum(
                "same",
                "narrower",
                "broader",
                "unsure",
                "rejected",
                name="judgement",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="same, narrower, broader, unsure, or rejected",
        ),
        sa.Column(
            "method",
            sa.Enum(
                "reading",
                "proposal",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="reading, or a proposal that a person judged",
        ),
        sa.Column("coder", TEXT, nullable=False, comment="who judged"),
        sa.Column("judged", sa.Date(), nullable=False, comment="when"),
        sa.Column(
            "reason",
            TEXT,
            nullable=False,
            comment="would one and the same act satisfy both?",
        ),
        sa.ForeignKeyConstraint(
            ["ask_id"],
            ["ask.id"],
            name=op.f("fk_ask_membership_ask_id_ask"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_ask_membership_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("ask_id", "demand_id", name=op.f("pk_ask_membership")),
        comment="judgements; only 'same' counts, rejected ones are kept",
    )
    with op.batch_alter_table("ask_membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_ask_membership_demand_id"), ["demand_id"], unique=False
        )

    op.create_table(
        "demand_actor",
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the chain, from 1",
        ),
        sa.Column("actor_id", TEXT, nullable=False, comment="the actor"),
        sa.Column(
            "role",
            sa.Enum(
                "asked",
                "intermediary",
                "target",
                "against",
                name="actorrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="asked, intermediary, target or against",
        ),
        sa.Column(
            "stated",
            sa.Boolean(create_constraint=True, name="stated"),
            nullable=False,
            comment="whether the letter says so",
        ),
        sa.Column("reason", TEXT, nullable=True, comment="why it is inferred"),
        sa.CheckConstraint(
            "stated OR reason IS NOT NULL", name=op.f("ck_demand_actor_reason_given")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_demand_actor_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_actor_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("demand_id", "position", name=op.f("pk_demand_actor")),
        sa.UniqueConstraint(
            "demand_id",
            "actor_id",
            "role",
            name=op.f("uq_demand_actor_demand_id_actor_id_role"),
        ),
        comment="the chain of those who are to act, in order",
    )
    with op.batch_alter_table("demand_actor", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_actor_actor_id"), ["actor_id"], unique=False
        )

    op.create_table(
        "demand_also",
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the list, from 1",
        ),
        sa.Column(
            "span_start",
            sa.Integer(),
            nullable=False,
            comment="offset of its first character",
        ),
        sa.Column(
            "span_end",
            sa.Integer(),
            nullable=False,
            comment="offset after its last character",
        ),
        sa.CheckConstraint(
            "0 <= span_start AND span_start < span_end",
            name=op.f("ck_demand_also_span_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_also_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("demand_id", "position", name=op.f("pk_demand_also")),
        comment="where a letter repeats a demand without new content",
    )
    op.create_table(
        "demand_country",
        sa.Column("country_code", TEXT, nullable=False, comment="the country"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "role",
            sa.Enum(
                "subject",
                "example",
                "venue",
                "actor",
                name="countryrole",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="subject, example, venue or actor",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the list, from 1",
        ),
        sa.Column("as_written", TEXT, nullable=False, comment="the words that name it"),
        sa.ForeignKeyConstraint(
            ["country_code"],
            ["country.code"],
            name=op.f("fk_demand_country_country_code_country"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_country_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "country_code", "demand_id", "role", name=op.f("pk_demand_country")
        ),
        comment="countries named, each with its role",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("demand_country", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_country_demand_id"), ["demand_id"], unique=False
        )

    op.create_table(
        "demand_group",
        sa.Column("group_id", TEXT, nullable=False, comment="the group"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the list, from 1",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_group_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["affected_group.id"],
            name=op.f("fk_demand_group_group_id_affected_group"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("group_id", "demand_id", name=op.f("pk_demand_group")),
        comment="groups of people affected",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("demand_group", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_group_demand_id"), ["demand_id"], unique=False
        )

    op.create_table(
        "demand_issue",
        sa.Column("issue_id", TEXT, nullable=False, comment="the issue"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="1 primary, 2 and 3 further ones",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_issue_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["issue.id"],
            name=op.f("fk_demand_issue_issue_id_issue"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("issue_id", "demand_id", name=op.f("pk_demand_issue")),
        sa.UniqueConstraint(
            "demand_id", "position", name=op.f("uq_demand_issue_demand_id_position")
        ),
        comment="issues of demands; position 1 is the primary one",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "demand_mechanism",
        sa.Column("mechanism_id", TEXT, nullable=False, comment="the mechanism"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the list, from 1",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_mechanism_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["mechanism_id"],
            ["mechanism.id"],
            name=op.f("fk_demand_mechanism_mechanism_id_mechanism"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "mechanism_id", "demand_id", name=op.f("pk_demand_mechanism")
        ),
        comment="mechanisms and instruments named",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("demand_mechanism", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_mechanism_demand_id"), ["demand_id"], unique=False
        )

    op.create_table(
        "demand_place",
        sa.Column("place_id", TEXT, nullable=False, comment="the place"),
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place in the list, from 1",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_place_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_demand_place_place_id_place"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("place_id", "demand_id", name=op.f("pk_demand_place")),
        comment="places named that are no countries",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("demand_place", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_place_demand_id"), ["demand_id"], unique=False
        )

    op.create_table(
        "demand_relation",
        sa.Column("later_id", TEXT, nullable=False, comment="the later demand"),
        sa.Column("earlier_id", TEXT, nullable=False, comment="the earlier demand"),
        sa.Column(
            "kind",
            sa.Enum(
                "repeats",
                "narrows",
                "broadens",
                "escalates",
                "softens",
                "redirects",
                "extends",
                name="relationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="how the wording moved",
        ),
        sa.Column("reason", TEXT, nullable=False, comment="what changed"),
        sa.Column("coder", TEXT, nullable=False, comment="who judged"),
        sa.Column("judged", sa.Date(), nullable=False, comment="when"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint(
            "later_id <> earlier_id", name=op.f("ck_demand_relation_two_demands")
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["demand.id"],
            name=op.f("fk_demand_relation_earlier_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["later_id"],
            ["demand.id"],
            name=op.f("fk_demand_relation_later_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_demand_relation_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "later_id", "earlier_id", "kind", name=op.f("pk_demand_relation")
        ),
        comment="how a later demand moved against an earlier one",
    )
    with op.batch_alter_table("demand_relation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_demand_relation_earlier_id"), ["earlier_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_demand_relation_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "demand_search",
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "words",
            TEXT,
            nullable=False,
            comment="folded words of its summary and quote",
        ),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_search_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("demand_id", name=op.f("pk_demand_search")),
        comment="the words demands are searched by; made by the loader",
    )
    op.create_table(
        "demand_text",
        sa.Column("demand_id", TEXT, nullable=False, comment="the demand"),
        sa.Column(
            "text",
            TEXT,
            nullable=False,
            comment="the characters from span_start to span_end",
        ),
        sa.Column("words", TEXT, nullable=False, comment="the same, folded for search"),
        sa.ForeignKeyConstraint(
            ["demand_id"],
            ["demand.id"],
            name=op.f("fk_demand_text_demand_id_demand"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("demand_id", name=op.f("pk_demand_text")),
        comment="demands' whole spans; only where the user has the text",
    )
    op.create_table(
        "letter_sender",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="its place in the list, from 1",
        ),
        sa.Column(
            "actor_id", TEXT, nullable=False, comment="the organization or person"
        ),
        sa.Column(
            "stated",
            sa.Boolean(create_constraint=True, name="stated"),
            nullable=False,
            comment="whether the letter says so",
        ),
        sa.Column("reason", TEXT, nullable=True, comment="why it is inferred"),
        sa.CheckConstraint(
            "stated OR reason IS NOT NULL", name=op.f("ck_letter_sender_reason_given")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_letter_sender_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_letter_sender_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("letter_id", "position", name=op.f("pk_letter_sender")),
        comment="the parties in whose voice a letter speaks",
    )
    with op.batch_alter_table("letter_sender", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_letter_sender_actor_id"), ["actor_id"], unique=False
        )

    op.create_table(
        "office",
        sa.Column("actor_id", TEXT, nullable=False, comment="the office"),
        sa.Column(
            "organization_id",
            TEXT,
            nullable=True,
            comment="the organization or body it belongs to",
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_office_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["actor.id"],
            name=op.f("fk_office_organization_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("actor_id", name=op.f("pk_office")),
        comment="offices, apart from those who hold them",
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_office_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "organization",
        sa.Column("actor_id", TEXT, nullable=False, comment="the organization"),
        sa.Column(
            "kind",
            sa.Enum(
                "ngo",
                "coalition",
                "think-tank",
                "university",
                "foundation",
                "government",
                "intergovernmental",
                "media",
                "other",
                name="organizationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="what kind of organization",
        ),
        sa.Column(
            "parent_id", TEXT, nullable=True, comment="the organization it is part of"
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_organization_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organization.actor_id"],
            name=op.f("fk_organization_parent_id_organization"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("actor_id", name=op.f("pk_organization")),
        comment="organizations that send letters or are signed for",
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organization_parent_id"), ["parent_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("actor_id", TEXT, nullable=False, comment="the person"),
        sa.ForeignKeyConstraint(
            ["actor_id"],
            ["actor.id"],
            name=op.f("fk_person_actor_id_actor"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("actor_id", name=op.f("pk_person")),
        comment="natural persons: signatories and holders of offices",
    )
    op.create_table(
        "recipient",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="its place in the list, from 1",
        ),
        sa.Column("office_id", TEXT, nullable=False, comment="the office"),
        sa.Column(
            "holder_id", TEXT, nullable=True, comment="the person, where one is known"
        ),
        sa.Column(
            "holder_state",
            sa.Enum(
                "incoming",
                "incumbent",
                "candidate",
                name="holderstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="what the holder was to the office then",
        ),
        sa.Column(
            "as_written", TEXT, nullable=True, comment="the addressee as written"
        ),
        sa.Column(
            "addressed",
            sa.Enum(
                "direct",
                "public",
                "none",
                name="addressed",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
            comment="direct, in public, or none (a statement)",
        ),
        sa.Column(
            "stated",
            sa.Boolean(create_constraint=True, name="stated"),
            nullable=False,
            comment="whether the letter says so",
        ),
        sa.Column("reason", TEXT, nullable=True, comment="why it is inferred"),
        sa.CheckConstraint(
            "stated OR reason IS NOT NULL", name=op.f("ck_recipient_reason_given")
        ),
        sa.ForeignKeyConstraint(
            ["holder_id"],
            ["person.actor_id"],
            name=op.f("fk_recipient_holder_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_recipient_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.actor_id"],
            name=op.f("fk_recipient_office_id_office"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("letter_id", "position", name=op.f("pk_recipient")),
        comment="the offices a letter is put to, with their holders then",
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_recipient_holder_id"), ["holder_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_recipient_office_id"), ["office_id"], unique=False
        )

    op.create_table(
        "signatory",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place among the signatures",
        ),
        sa.Column("person_id", TEXT, nullable=False, comment="the person"),
        sa.Column("as_signed", TEXT, nullable=False, comment="the name as signed"),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_signatory_letter_id_letter"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.actor_id"],
            name=op.f("fk_signatory_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("letter_id", "position", name=op.f("pk_signatory")),
        comment="the persons who signed, in their order",
    )
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signatory_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "tenure",
        sa.Column("office_id", TEXT, nullable=False, comment="the office"),
        sa.Column("person_id", TEXT, nullable=False, comment="the person"),
        sa.Column(
            "valid_from", sa.Date(), nullable=False, comment="first day in office"
        ),
        sa.Column(
            "valid_to",
            sa.Date(),
            nullable=True,
            comment="last day in office; empty while it lasts",
        ),
        sa.Column("source", TEXT, nullable=False, comment="where the dates come from"),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.CheckConstraint("valid_from <= valid_to", name=op.f("ck_tenure_in_order")),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["office.actor_id"],
            name=op.f("fk_tenure_office_id_office"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.actor_id"],
            name=op.f("fk_tenure_person_id_person"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_tenure_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "office_id", "person_id", "valid_from", name=op.f("pk_tenure")
        ),
        comment="who held an office, when",
    )
    with op.batch_alter_table("tenure", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_tenure_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_tenure_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "signatory_affiliation",
        sa.Column("letter_id", TEXT, nullable=False, comment="the letter"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="place among the signatures",
        ),
        sa.Column(
            "n", sa.Integer(), nullable=False, comment="place among the affiliations"
        ),
        sa.Column("role", TEXT, nullable=True, comment="the role as signed"),
        sa.Column(
            "as_signed", TEXT, nullable=True, comment="the organization as signed"
        ),
        sa.Column(
            "organization_id",
            TEXT,
            nullable=True,
            comment="the organization it is resolved to",
        ),
        sa.Column(
            "former",
            sa.Boolean(create_constraint=True, name="former"),
            nullable=False,
            comment="whether signed as a former one",
        ),
        sa.Column(
            "stated",
            sa.Boolean(create_constraint=True, name="stated"),
            nullable=False,
            comment="whether the letter says so",
        ),
        sa.Column("reason", TEXT, nullable=True, comment="why it is inferred"),
        sa.CheckConstraint(
            "stated OR reason IS NOT NULL",
            name=op.f("ck_signatory_affiliation_reason_given"),
        ),
        sa.ForeignKeyConstraint(
            ["letter_id", "position"],
            ["signatory.letter_id", "signatory.position"],
            name=op.f("fk_signatory_affiliation_letter_id_position_signatory"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.actor_id"],
            name=op.f("fk_signatory_affiliation_organization_id_organization"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "letter_id", "position", "n", name=op.f("pk_signatory_affiliation")
        ),
        comment="roles and organizations as signed: none, one or several",
    )
    with op.batch_alter_table("signatory_affiliation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signatory_affiliation_organization_id"),
            ["organization_id"],
            unique=False,
        )


def downgrade() -> None:
    """Go back to nothing."""
    with op.batch_alter_table("signatory_affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatory_affiliation_organization_id"))

    op.drop_table("signatory_affiliation")
    with op.batch_alter_table("tenure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tenure_seed_file"))
        batch_op.drop_index(batch_op.f("ix_tenure_person_id"))

    op.drop_table("tenure")
    with op.batch_alter_table("signatory", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signatory_person_id"))

    op.drop_table("signatory")
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recipient_office_id"))
        batch_op.drop_index(batch_op.f("ix_recipient_holder_id"))

    op.drop_table("recipient")
    op.drop_table("person")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_parent_id"))

    op.drop_table("organization")
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_organization_id"))

    op.drop_table("office")
    with op.batch_alter_table("letter_sender", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_sender_actor_id"))

    op.drop_table("letter_sender")
    op.drop_table("demand_text")
    op.drop_table("demand_search")
    with op.batch_alter_table("demand_relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_relation_seed_file"))
        batch_op.drop_index(batch_op.f("ix_demand_relation_earlier_id"))

    op.drop_table("demand_relation")
    with op.batch_alter_table("demand_place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_place_demand_id"))

    op.drop_table("demand_place")
    with op.batch_alter_table("demand_mechanism", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_mechanism_demand_id"))

    op.drop_table("demand_mechanism")
    op.drop_table("demand_issue")
    with op.batch_alter_table("demand_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_group_demand_id"))

    op.drop_table("demand_group")
    with op.batch_alter_table("demand_country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_country_demand_id"))

    op.drop_table("demand_country")
    op.drop_table("demand_also")
    with op.batch_alter_table("demand_actor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_actor_actor_id"))

    op.drop_table("demand_actor")
    with op.batch_alter_table("ask_membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ask_membership_demand_id"))

    op.drop_table("ask_membership")
    with op.batch_alter_table("actor_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_name_folded"))

    op.drop_table("actor_name")
    with op.batch_alter_table("place_country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_country_country_code"))

    op.drop_table("place_country")
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_demand_target_action_id"))
        batch_op.drop_index(batch_op.f("ix_demand_parent_id"))
        batch_op.drop_index(batch_op.f("ix_demand_action_id"))

    op.drop_table("demand")
    with op.batch_alter_table("country_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_country_name_folded"))

    op.drop_table("country_name")
    with op.batch_alter_table("actor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_actor_seed_file"))
        batch_op.drop_index(batch_op.f("ix_actor_country_code"))

    op.drop_table("actor")
    op.drop_table("section")
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_name_folded"))

    op.drop_table("place_name")
    with op.batch_alter_table("mechanism_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mechanism_name_folded"))

    op.drop_table("mechanism_name")
    op.drop_table("letter_text")
    op.drop_table("issue_mapping")
    with op.batch_alter_table("country", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_country_un_group_id"))
        batch_op.drop_index(batch_op.f("ix_country_seed_file"))
        batch_op.drop_index(batch_op.f("ix_country_region_id"))

    op.drop_table("country")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_seed_file"))
        batch_op.drop_index(batch_op.f("ix_region_parent_id"))

    op.drop_table("region")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_seed_file"))

    op.drop_table("place")
    with op.batch_alter_table("mechanism", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mechanism_seed_file"))

    op.drop_table("mechanism")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_seed_file"))
        batch_op.drop_index(batch_op.f("ix_letter_latest"))
        batch_op.drop_index(batch_op.f("ix_letter_earliest"))

    op.drop_table("letter")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_seed_file"))
        batch_op.drop_index(batch_op.f("ix_issue_parent_id"))

    op.drop_table("issue")
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ask_seed_file"))

    op.drop_table("ask")
    with op.batch_alter_table("affected_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affected_group_seed_file"))

    op.drop_table("affected_group")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_seed_file"))

    op.drop_table("action")
    op.drop_table("seed_file")
