"""Subscriptions to briefs, and the outbox of their deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("guild", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("sections", sa.String(), nullable=False),
        sa.Column("role", sa.BigInteger(), nullable=True),
        sa.Column("skip_quiet", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("paused", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("made", sa.String(27), nullable=False),
        sa.Column("next_due", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
    )
    for column in ("guild", "channel", "user", "next_due"):
        op.create_index(f"ix_subscriptions_{column}", "subscriptions", [column])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("subscription", sa.String(), nullable=False),
        sa.Column("due", sa.String(27), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("lease", sa.String(27), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.String(27), nullable=True),
        sa.Column("begun", sa.String(27), nullable=True),
        sa.Column("ended", sa.String(27), nullable=True),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["subscription"], ["subscriptions.id"], name="fk_deliveries_subscriptions", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("subscription", "due", name="uq_deliveries_subscription_due"),
    )
    for column in ("subscription", "next_try", "ended"):
        op.create_index(f"ix_deliveries_{column}", "deliveries", [column])
