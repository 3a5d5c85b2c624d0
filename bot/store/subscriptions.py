"""Subscriptions: who wants briefs where and when."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import subscriptions


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """A subscription as the record holds it (see the table). `paused` says why, "" while it is active."""

    id: str
    guild: int | None
    channel: int
    user: int
    at: str
    days: str
    zone: str
    period: str
    sections: str
    role: int | None
    skip_quiet: bool
    locale: str
    paused: str
    told: bool
    made: datetime
    next_due: datetime


async def add_subscription(connection: AsyncConnection, row: SubscriptionRow) -> None:
    """Add a subscription."""
    await connection.execute(subscriptions.insert().values(asdict(row)))


async def save_subscription(connection: AsyncConnection, row: SubscriptionRow) -> None:
    """Save a changed subscription; one that was removed meanwhile stays removed."""
    await connection.execute(update(subscriptions).where(subscriptions.c.id == row.id).values(asdict(row)))


async def save_next_due(connection: AsyncConnection, id_: str, due: datetime) -> None:
    """Save the first due instant of a subscription that is not yet a delivery."""
    await connection.execute(update(subscriptions).where(subscriptions.c.id == id_).values(next_due=due))


async def remove_subscription(connection: AsyncConnection, id_: str) -> bool:
    """Remove a subscription with its deliveries; tell whether it was there."""
    return (await connection.execute(subscriptions.delete().where(subscriptions.c.id == id_))).rowcount > 0


async def load_subscription(connection: AsyncConnection, id_: str) -> SubscriptionRow | None:
    """Load one subscription."""
    rows = await _load(connection, subscriptions.c.id == id_)
    return rows[0] if rows else None


async def load_subscriptions(
    connection: AsyncConnection, *, guild: int | None = None, user: int | None = None
) -> tuple[SubscriptionRow, ...]:
    """Load the subscriptions of a server, or of a user outside servers, or all; oldest first."""
    if guild is not None:
        return await _load(connection, subscriptions.c.guild == guild)
    if user is not None:
        return await _load(connection, (subscriptions.c.user == user) & subscriptions.c.guild.is_(None))
    return await _load(connection, true())


async def load_due(connection: AsyncConnection, now: datetime) -> tuple[SubscriptionRow, ...]:
    """Load the subscriptions that have fallen due and have no delivery for it yet, paused ones too."""
    return await _load(connection, subscriptions.c.next_due <= now)


async def _load(connection: AsyncConnection, where: ColumnElement[bool]) -> tuple[SubscriptionRow, ...]:
    rows = await connection.execute(
        select(subscriptions).where(where).order_by(subscriptions.c.made, subscriptions.c.id)
    )
    return tuple(SubscriptionRow(**row) for row in rows.mappings())
