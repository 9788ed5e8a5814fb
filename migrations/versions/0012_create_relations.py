"""Create carer links and claims of clinicians.

Revision: 0012
Follows: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "carer_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("carer_id", sa.Integer(), nullable=True),
        sa.Column("invited_address", sa.String(length=254), nullable=True),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("scope IN ('read','write')", name=op.f("ck_carer_links_known_scope")),
        sa.ForeignKeyConstraint(
            ["carer_id"],
            ["members.id"],
            name=op.f("fk_carer_links_carer_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["members.id"],
            name=op.f("fk_carer_links_ended_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["members.id"],
            name=op.f("fk_carer_links_person_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer_links")),
        sa.UniqueConstraint("public_id", name=op.f("uq_carer_links_public_id")),
    )
    with op.batch_alter_table("carer_links", schema=None) as batch_op:
        batch_op.create_index("ix_carer_links_carer", ["carer_id", "ended_at"], unique=False)
        batch_op.create_index("ix_carer_links_person", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "clinician_claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(length=80), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("register_name", sa.String(length=120), nullable=False),
        sa.Column("registration_number", sa.String(length=60), nullable=False),
        sa.Column("sealed_document", sa.LargeBinary(), nullable=True),
        sa.Column("document_type", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decision_reason", sa.String(length=500), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting','accepted','refused','withdrawn','ended')",
            name=op.f("ck_clinician_claims_known_state"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["members.id"],
            name=op.f("fk_clinician_claims_decided_by_id_members"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_clinician_claims_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinician_claims")),
        sa.UniqueConstraint("public_id", name=op.f("uq_clinician_claims_public_id")),
    )
    with op.batch_alter_table("clinician_claims", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clinician_claims_member_id"), ["member_id"], unique=False
        )
        batch_op.create_index("ix_clinician_claims_state", ["state", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("clinician_claims", schema=None) as batch_op:
        batch_op.drop_index("ix_clinician_claims_state")
        batch_op.drop_index(batch_op.f("ix_clinician_claims_member_id"))

    op.drop_table("clinician_claims")
    with op.batch_alter_table("carer_links", schema=None) as batch_op:
        batch_op.drop_index("ix_carer_links_person")
        batch_op.drop_index("ix_carer_links_carer")

    op.drop_table("carer_links")
