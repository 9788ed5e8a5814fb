"""Let the database itself refuse to change the consent ledger.

A line goes only together with its member, so that an account can still be erased.

Revision: 0008
Follows: 0007
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WORDS = "the consent ledger is append-only"
SQLITE = (
    f"""CREATE TRIGGER consents_keep_lines BEFORE UPDATE ON consents
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    f"""CREATE TRIGGER consents_stay BEFORE DELETE ON consents
    WHEN EXISTS (SELECT 1 FROM members WHERE id = OLD.member_id)
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
)
POSTGRESQL = (
    f"""CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM members WHERE id = OLD.member_id) THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    """CREATE TRIGGER consents_append_only BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION refuse_consent_change()""",
)


def upgrade() -> None:
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER consents_append_only ON consents")
        op.execute("DROP FUNCTION refuse_consent_change()")
        return
    op.execute("DROP TRIGGER consents_keep_lines")
    op.execute("DROP TRIGGER consents_stay")
