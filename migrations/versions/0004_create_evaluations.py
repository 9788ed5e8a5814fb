"""Create evaluations.

Revision: 0004
Follows: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("treatment_words", sa.String(length=200), nullable=False),
        sa.Column("treatment_id", sa.Integer(), nullable=True),
        sa.Column("treatment_proposal_id", sa.Integer(), nullable=True),
        sa.Column("effectiveness", sa.Integer(), nullable=True),
        sa.Column("side_effects", sa.Integer(), nullable=True),
        sa.Column("overall", sa.Integer(), nullable=True),
        sa.Column("adherence", sa.String(length=20), nullable=True),
        sa.Column("burden", sa.String(length=20), nullable=True),
        sa.Column("cost_band", sa.String(length=20), nullable=True),
        sa.Column("dose", sa.String(length=120), nullable=False),
        sa.Column("time_on_it", sa.String(length=20), nullable=True),
        sa.Column("still_taking", sa.Boolean(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("source_row", sa.String(length=40), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "deleted_at IS NULL OR NOT is_current",
            name=op.f("ck_evaluations_deleted_is_not_current"),
        ),
        sa.CheckConstraint(
            "effectiveness BETWEEN 0 AND 4", name=op.f("ck_evaluations_effectiveness_in_scale")
        ),
        sa.CheckConstraint(
            "overall BETWEEN 1 AND 10", name=op.f("ck_evaluations_overall_in_scale")
        ),
        sa.CheckConstraint(
            "side_effects BETWEEN 0 AND 4", name=op.f("ck_evaluations_side_effects_in_scale")
        ),
        sa.CheckConstraint(
            "treatment_id IS NOT NULL OR treatment_proposal_id IS NOT NULL",
            name=op.f("ck_evaluations_about_something"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["members.id"],
            name=op.f("fk_evaluations_member_id_members"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["concepts.id"], name=op.f("fk_evaluations_treatment_id_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["treatment_proposal_id"],
            ["proposals.id"],
            name=op.f("fk_evaluations_treatment_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_evaluations_public_id")),
        sa.UniqueConstraint("source", "source_row", name=op.f("uq_evaluations_source_source_row")),
    )
    with op.batch_alter_table("evaluations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluations_deleted_at"), ["deleted_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_evaluations_member_id"), ["member_id"], unique=False)
        batch_op.create_index(
            "ix_evaluations_member_treatment", ["member_id", "treatment_id"], unique=False
        )
        batch_op.create_index(
            "ix_evaluations_treatment_current", ["treatment_id", "is_current"], unique=False
        )
        batch_op.create_index(
            "uq_evaluations_current_treatment_id",
            ["member_id", "treatment_id"],
            unique=True,
            sqlite_where=sa.text("is_current AND treatment_id IS NOT NULL"),
            postgresql_where=sa.text("is_current AND treatment_id IS NOT NULL"),
        )
        batch_op.create_index(
            "uq_evaluations_current_treatment_proposal_id",
            ["member_id", "treatment_proposal_id"],
            unique=True,
            sqlite_where=sa.text("is_current AND treatment_id IS NULL"),
            postgresql_where=sa.text("is_current AND treatment_id IS NULL"),
        )

    op.create_table(
        "evaluation_purposes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concept_id"], ["concepts.id"], name=op.f("fk_evaluation_purposes_concept_id_concepts")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_evaluation_purposes_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposals.id"],
            name=op.f("fk_evaluation_purposes_proposal_id_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_purposes")),
    )
    with op.batch_alter_table("evaluation_purposes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_evaluation_purposes_concept", ["concept_id", "evaluation_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_purposes_evaluation_id"), ["evaluation_id"], unique=False
        )

    op.create_table(
        "evaluation_shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_evaluation_shares_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_evaluation_shares_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_shares")),
        sa.UniqueConstraint(
            "evaluation_id", "group_id", name=op.f("uq_evaluation_shares_evaluation_id_group_id")
        ),
    )
    with op.batch_alter_table("evaluation_shares", schema=None) as batch_op:
        batch_op.create_index(
            "ix_evaluation_shares_group", ["group_id", "evaluation_id"], unique=False
        )

    op.create_table(
        "evaluation_side_effects",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("concept_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["concept_id"],
            ["concepts.id"],
            name=op.f("fk_evaluation_side_effects_concept_id_concepts"),
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_evaluation_side_effects_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_side_effects")),
    )
    with op.batch_alter_table("evaluation_side_effects", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_evaluation_side_effects_concept_id"), ["concept_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_evaluation_side_effects_evaluation_id"), ["evaluation_id"], unique=False
        )

    op.create_table(
        "evaluation_stop_reasons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["evaluation_id"],
            ["evaluations.id"],
            name=op.f("fk_evaluation_stop_reasons_evaluation_id_evaluations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_stop_reasons")),
        sa.UniqueConstraint(
            "evaluation_id", "reason", name=op.f("uq_evaluation_stop_reasons_evaluation_id_reason")
        ),
    )


def downgrade() -> None:
    op.drop_table("evaluation_stop_reasons")
    with op.batch_alter_table("evaluation_side_effects", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_side_effects_evaluation_id"))
        batch_op.drop_index(batch_op.f("ix_evaluation_side_effects_concept_id"))

    op.drop_table("evaluation_side_effects")
    with op.batch_alter_table("evaluation_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_evaluation_shares_group")

    op.drop_table("evaluation_shares")
    with op.batch_alter_table("evaluation_purposes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evaluation_purposes_evaluation_id"))
        batch_op.drop_index("ix_evaluation_purposes_concept")

    op.drop_table("evaluation_purposes")
    with op.batch_alter_table("evaluations", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_evaluations_current_treatment_proposal_id",
            sqlite_where=sa.text("is_current AND treatment_id IS NULL"),
            postgresql_where=sa.text("is_current AND treatment_id IS NULL"),
        )
        batch_op.drop_index(
            "uq_evaluations_current_treatment_id",
            sqlite_where=sa.text("is_current AND treatment_id IS NOT NULL"),
            postgresql_where=sa.text("is_current AND treatment_id IS NOT NULL"),
        )
        batch_op.drop_index("ix_evaluations_treatment_current")
        batch_op.drop_index("ix_evaluations_member_treatment")
        batch_op.drop_index(batch_op.f("ix_evaluations_member_id"))
        batch_op.drop_index(batch_op.f("ix_evaluations_deleted_at"))

    op.drop_table("evaluations")
