"""Allow the site role of those who look after people in distress.

Revision: 0028
Follows: 0027
"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BEFORE = "role IN ('moderator','clinician','operator')"
AFTER = "role IN ('moderator','safeguarding','clinician','operator')"
NAME = "ck_role_grants_known_role"


def _allow(rule: str) -> None:
    # SQLite cannot change a rule: the table is made anew with this one.
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("role_grants", recreate="always") as table:
            table.drop_constraint(op.f(NAME), type_="check")
            table.create_check_constraint(op.f(NAME), rule)
        return
    op.drop_constraint(op.f(NAME), "role_grants", type_="check")
    op.create_check_constraint(op.f(NAME), "role_grants", rule)


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM role_grants WHERE role = 'safeguarding'")
    _allow(BEFORE)
