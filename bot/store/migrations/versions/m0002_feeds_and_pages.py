"""Feeds that are polled and pages on their way to the record."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added", sa.String(27), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("polled", sa.String(27), nullable=True),
        sa.Column("well", sa.String(27), nullable=True),
        sa.Column("newest", sa.String(27), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("due", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_feeds"),
    )
    op.create_index("ix_feeds_due", "feeds", ["due"])
    op.create_table(
        "pages",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("feed", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.String(27), nullable=True),
        sa.Column("seen", sa.String(27), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("modified", sa.String(), nullable=True),
        sa.Column("article", sa.String(), nullable=True),
        sa.Column("due", sa.String(27), nullable=True),
        sa.PrimaryKeyConstraint("address", name="pk_pages"),
    )
    op.create_index("ix_pages_feed", "pages", ["feed"])
    op.create_index("ix_pages_article", "pages", ["article"])
    op.create_index("ix_pages_due", "pages", ["due"])
