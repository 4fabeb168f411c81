"""What demands are compared by.

Revision 0006, after 0005. Things asked for and verbs, which proposals find in words.
"""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Go up to 0006."""
    op.create_table(
        "object",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column("name", TEXT, nullable=False, comment="name as shown"),
        sa.Column(
            "mechanism_id",
            TEXT,
            nullable=True,
            comment="the mechanism or instrument the wording means in a demand",
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["mechanism_id"],
            ["mechanism.id"],
            name=op.f("fk_object_mechanism_id_mechanism"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_object_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_object")),
        comment="things asked for by name: what proposals compare",
    )
    with op.batch_alter_table("object", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_object_mechanism_id"), ["mechanism_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_object_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "verb",
        sa.Column("id", TEXT, nullable=False, comment="stable id"),
        sa.Column(
            "action_id", TEXT, nullable=False, comment="the class of acts it usually is"
        ),
        sa.Column(
            "seed_file", TEXT, nullable=False, comment="the seed file it came from"
        ),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action.id"],
            name=op.f("fk_verb_action_id_action"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["seed_file"],
            ["seed_file.path"],
            name=op.f("fk_verb_seed_file_seed_file"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verb")),
        comment="verbs of demands, by what they come to",
    )
    with op.batch_alter_table("verb", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verb_action_id"), ["action_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_verb_seed_file"), ["seed_file"], unique=False
        )

    op.create_table(
        "object_name",
        sa.Column("object_id", TEXT, nullable=False, comment="the object"),
        sa.Column("name", TEXT, nullable=False, comment="the wording"),
        sa.Column(
            "folded", TEXT, nullable=False, comment="the wording as look-ups fold it"
        ),
        sa.ForeignKeyConstraint(
            ["object_id"],
            ["object.id"],
            name=op.f("fk_object_name_object_id_object"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("object_id", "name", name=op.f("pk_object_name")),
        comment="every wording of an object, the one shown included",
    )
    with op.batch_alter_table("object_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_object_name_folded"), ["folded"], unique=False
        )

    op.create_table(
        "verb_opposite",
        sa.Column("verb_id", TEXT, nullable=False, comment="the verb"),
        sa.Column(
            "opposite_id", TEXT, nullable=False, comment="the verb that undoes it"
        ),
        sa.ForeignKeyConstraint(
            ["opposite_id"],
            ["verb.id"],
            name=op.f("fk_verb_opposite_opposite_id_verb"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["verb_id"],
            ["verb.id"],
            name=op.f("fk_verb_opposite_verb_id_verb"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint(
            "verb_id", "opposite_id", name=op.f("pk_verb_opposite")
        ),
        comment="verbs that undo each other, said on one side",
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("verb_opposite", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_verb_opposite_opposite_id"), ["opposite_id"], unique=False
        )

    op.create_table(
        "verb_word",
        sa.Column("verb_id", TEXT, nullable=False, comment="the verb"),
        sa.Column("words", TEXT, nullable=False, comment="the form"),
        sa.ForeignKeyConstraint(
            ["verb_id"],
            ["verb.id"],
            name=op.f("fk_verb_word_verb_id_verb"),
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("verb_id", "words", name=op.f("pk_verb_word")),
        comment="the forms of verbs, and the nouns made of them",
    )


def downgrade() -> None:
    """Go back to 0005."""
    op.drop_table("verb_word")
    op.drop_table("verb_opposite")
    op.drop_table("object_name")
    op.drop_table("verb")
    op.drop_table("object")
