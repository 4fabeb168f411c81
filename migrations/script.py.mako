"""${message}.

Revision ${up_revision}, after ${down_revision or "none"}.

Rules for whoever edits this file:
- Text columns, closed lists and names come from hrdemands.schema.base; the tests hold
  the migrated schema to the models, on SQLite and PostgreSQL.
- Change tables with ``op.batch_alter_table``: SQLite rebuilds them. Foreign keys are
  off meanwhile and checked before the commit; triggers and expression indexes of a
  rebuilt table are lost, and so is what hrdemands.schema.ddl adds to it, so create
  them again here.
- Views are no business of a migration: they are dropped before and built after it.
  Only one that is gone from hrdemands.schema.views for good is dropped here.
- Move data in both directions; the tests go up and down with data at every revision.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | None = ${repr(down_revision)}
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go up to ${up_revision}."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Go back to ${down_revision or "nothing"}."""
    ${downgrades if downgrades else "pass"}
