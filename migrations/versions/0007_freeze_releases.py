"""Let the database itself refuse to change or delete what was released.

Revision: 0007
Follows: 0006
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FROZEN = ("releases", "released_tables", "privacy_ledger")
WORDS = "what was released never changes"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_release() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
        )
        does = "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_release()"
    else:
        does = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for table in FROZEN:
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} {does}")


def downgrade() -> None:
    on_table = " ON {0}" if op.get_bind().dialect.name == "postgresql" else ""
    for table in FROZEN:
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_{verb}{on_table.format(table)}")
    if on_table:
        op.execute("DROP FUNCTION refuse_change_of_release()")
