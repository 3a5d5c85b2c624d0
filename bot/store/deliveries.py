"""The outbox: which deliveries are due, who has claimed them, what became of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import deliveries


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as the record holds it (see the table). A failed one without `next_try` is given up."""

    id: str
    subscription: str
    due: datetime
    state: str
    why: str
    owner: str
    lease: datetime | None
    tries: int
    next_try: datetime | None
    begun: datetime | None
    ended: datetime | None
    steps: str


async def add_delivery(connection: AsyncConnection, row: DeliveryRow) -> bool:
    """Add a delivery unless its subscription has one at that instant; tell whether it was added."""
    done = await connection.execute(insert(deliveries).values(asdict(row)).on_conflict_do_nothing())
    return done.rowcount > 0


async def claim_deliveries(
    connection: AsyncConnection, owner: str, now: datetime, lease: timedelta, most: int
) -> tuple[DeliveryRow, ...]:
    """Claim what is due, what is to be tried again and what a dead owner left; the longest due first.

    Needs a writing connection: nobody else claims between the look and the claim.
    """
    rows = await connection.execute(
        select(deliveries).where(_claimable(now)).order_by(deliveries.c.due, deliveries.c.id).limit(most)
    )
    claimed = []
    for row in rows.mappings():
        values = dict(row) | {
            "state": DeliveryState.CLAIMED.value,
            "owner": owner,
            "lease": now + lease,
            "tries": row["tries"] + 1,
            "next_try": None,
        }
        claimed.append(DeliveryRow(**values))
        await connection.execute(update(deliveries).where(deliveries.c.id == row["id"]).values(values))
    return tuple(claimed)


async def save_delivery(connection: AsyncConnection, row: DeliveryRow) -> bool:
    """Save what became of a claimed delivery; tell whether its owner still held it."""
    held = (deliveries.c.id == row.id) & (deliveries.c.owner == row.owner)
    done = await connection.execute(
        update(deliveries).where(held, deliveries.c.state == DeliveryState.CLAIMED).values(asdict(row))
    )
    return done.rowcount > 0


async def extend_leases(connection: AsyncConnection, owner: str, until: datetime) -> None:
    """Keep what an owner has claimed for longer."""
    held = (deliveries.c.owner == owner) & (deliveries.c.state == DeliveryState.CLAIMED)
    await connection.execute(update(deliveries).where(held).values(lease=until))


async def release_deliveries(connection: AsyncConnection, owner: str, now: datetime) -> int:
    """Give back what an owner has claimed and not ended, to be tried at once by anybody; give how many."""
    held = (deliveries.c.owner == owner) & (deliveries.c.state == DeliveryState.CLAIMED)
    done = await connection.execute(
        update(deliveries).where(held).values(state=DeliveryState.FAILED, next_try=now, why="interrupted")
    )
    return done.rowcount


async def retry_delivery(connection: AsyncConnection, id_: str, now: datetime) -> bool:
    """Have a failed or skipped delivery tried again now; tell whether there is one."""
    over = deliveries.c.state.in_([DeliveryState.FAILED, DeliveryState.SKIPPED])
    done = await connection.execute(
        update(deliveries)
        .where(deliveries.c.id == id_, over)
        .values(state=DeliveryState.FAILED, next_try=now, tries=0, why="to be tried again, as asked")
    )
    return done.rowcount > 0


async def load_delivery(connection: AsyncConnection, id_: str) -> DeliveryRow | None:
    """Load one delivery."""
    row = (
        (await connection.execute(select(deliveries).where(deliveries.c.id == id_))).mappings().one_or_none()
    )
    return None if row is None else DeliveryRow(**row)


async def load_deliveries(
    connection: AsyncConnection,
    *,
    state: str | None = None,
    subscription: str | None = None,
    most: int = 50,
) -> tuple[DeliveryRow, ...]:
    """Load deliveries, the latest due first."""
    rows = await connection.execute(
        select(deliveries)
        .where(
            deliveries.c.state == state if state else true(),
            deliveries.c.subscription == subscription if subscription else true(),
        )
        .order_by(deliveries.c.due.desc(), deliveries.c.id)
        .limit(most)
    )
    return tuple(DeliveryRow(**row) for row in rows.mappings())


async def last_due(connection: AsyncConnection, subscription: str) -> datetime | None:
    """Give the due instant of a subscription's latest delivery, whatever became of it."""
    moment: datetime | None = (
        await connection.execute(
            select(func.max(deliveries.c.due)).where(deliveries.c.subscription == subscription)
        )
    ).scalar_one()
    return moment


async def any_claimable(connection: AsyncConnection, now: datetime) -> bool:
    """Tell whether there is anything to claim, without keeping writers waiting."""
    found = await connection.execute(select(deliveries.c.id).where(_claimable(now)).limit(1))
    return found.first() is not None


def _claimable(now: datetime) -> ColumnElement[bool]:
    open_ = deliveries.c.state.in_([DeliveryState.DUE, DeliveryState.FAILED]) & (deliveries.c.next_try <= now)
    left = and_(deliveries.c.state == DeliveryState.CLAIMED, deliveries.c.lease < now)
    return or_(open_, left)


async def last_sent(connection: AsyncConnection, subscription: str, before: datetime) -> datetime | None:
    """Give the due instant of a subscription's last delivery that was sent before an instant."""
    moment: datetime | None = (
        await connection.execute(
            select(func.max(deliveries.c.due)).where(
                deliveries.c.subscription == subscription,
                deliveries.c.state == DeliveryState.SENT,
                deliveries.c.due < before,
            )
        )
    ).scalar_one()
    return moment


async def count_deliveries(connection: AsyncConnection, since: datetime) -> dict[str, int]:
    """Count the deliveries due since an instant, by state."""
    rows = await connection.execute(
        select(deliveries.c.state, func.count().label("times"))
        .where(deliveries.c.due >= since)
        .group_by(deliveries.c.state)
    )
    return {row.state: row.times for row in rows}


async def forget_deliveries(
    connection: AsyncConnection, before: datetime, states: Sequence[DeliveryState]
) -> int:
    """Forget deliveries of these states that ended before an instant; give how many."""
    done = await connection.execute(
        deliveries.delete().where(deliveries.c.ended < before, deliveries.c.state.in_(states))
    )
    return done.rowcount
