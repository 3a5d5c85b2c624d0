"""Feeds and the pages that they announce: what is due, and what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import articles, feeds, pages


class State(StrEnum):
    """Where a page stands."""

    WAITING = "waiting"
    STORED = "stored"
    ASIDE = "aside"
    PARTIAL = "partial"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the record holds it (see the table)."""

    address: str
    outlet: str | None
    title: str
    added_by: str
    added: datetime
    asked: str
    etag: str | None
    modified: str | None
    hash: str
    polled: datetime | None
    well: datetime | None
    newest: datetime | None
    failures: int
    error: str
    told: bool
    due: datetime


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page as the record holds it (see the table)."""

    address: str
    asked: str
    feed: str | None
    outlet: str | None
    title: str
    text: str
    published: datetime | None
    seen: datetime
    state: str
    why: str
    score: float | None
    tries: int
    etag: str | None
    modified: str | None
    article: str | None
    due: datetime | None


#: Made once: building a statement takes longer than running it.
_ADD_PAGE: Final = insert(pages).on_conflict_do_nothing()
_SAVE_FEED: Final = (
    update(feeds)
    .where(feeds.c.address == bindparam("new_address"))
    .values({field.name: bindparam(f"new_{field.name}") for field in fields(FeedRow)})
)


def _values(row: FeedRow | PageRow) -> dict[str, object]:
    """Give a row's values by column."""
    return {field.name: getattr(row, field.name) for field in fields(row)}


async def add_feed(
    connection: AsyncConnection, address: str, outlet: str | None, added_by: str, now: datetime
) -> bool:
    """Add a feed, due at once; tell whether it was not there yet."""
    row = FeedRow(
        address=address,
        outlet=outlet,
        title="",
        added_by=added_by,
        added=now,
        asked=address,
        etag=None,
        modified=None,
        hash="",
        polled=None,
        well=None,
        newest=None,
        failures=0,
        error="",
        told=False,
        due=now,
    )
    result = await connection.execute(insert(feeds).values(_values(row)).on_conflict_do_nothing())
    return result.rowcount > 0


async def remove_feed(connection: AsyncConnection, address: str) -> bool:
    """Remove a feed; the pages that it announced stay. Tell whether it was there."""
    return (await connection.execute(feeds.delete().where(feeds.c.address == address))).rowcount > 0


async def load_feeds(connection: AsyncConnection) -> tuple[FeedRow, ...]:
    """Load every feed, by address."""
    rows = await connection.execute(select(feeds).order_by(feeds.c.address))
    return tuple(FeedRow(**row) for row in rows.mappings())


async def due_feeds(
    connection: AsyncConnection, now: datetime, most: int, taken: Sequence[str]
) -> tuple[FeedRow, ...]:
    """Load the feeds whose poll is due, those longest due first, without those `taken` already."""
    rows = await connection.execute(
        select(feeds)
        .where(feeds.c.due <= now, feeds.c.address.not_in(taken))
        .order_by(feeds.c.due, feeds.c.address)
        .limit(most)
    )
    return tuple(FeedRow(**row) for row in rows.mappings())


async def save_feeds(connection: AsyncConnection, rows: Iterable[FeedRow]) -> None:
    """Save what polls changed; a feed that was removed meanwhile stays removed."""
    values = [{f"new_{name}": value for name, value in _values(row).items()} for row in rows]
    if values:
        await connection.execute(_SAVE_FEED, values)


async def save_feed(connection: AsyncConnection, row: FeedRow) -> None:
    """Save what a poll changed; a feed that was removed meanwhile stays removed."""
    await save_feeds(connection, [row])


async def next_due(connection: AsyncConnection, now: datetime) -> datetime | None:
    """Give the instant after `now` at which the next feed or page falls due, None where none will."""
    moments = [
        (await connection.execute(select(func.min(table.c.due)).where(table.c.due > now))).scalar_one()
        for table in (feeds, pages)
    ]
    return min((moment for moment in moments if moment), default=None)


async def add_pages(connection: AsyncConnection, rows: Iterable[PageRow]) -> int:
    """Add pages that are not known yet; give how many were new."""
    values = [_values(row) for row in rows]
    if not values:
        return 0
    return (await connection.execute(_ADD_PAGE, values)).rowcount


async def due_pages(
    connection: AsyncConnection, now: datetime, most: int, taken: Sequence[str]
) -> tuple[PageRow, ...]:
    """Load the pages whose fetch is due, the newest news first, without those `taken` already."""
    rows = await connection.execute(
        select(pages)
        .where(pages.c.due <= now, pages.c.address.not_in(taken))
        .order_by(pages.c.tries, pages.c.published.desc(), pages.c.address)
        .limit(most)
    )
    return tuple(PageRow(**row) for row in rows.mappings())


async def load_page(connection: AsyncConnection, address: str) -> PageRow | None:
    """Load the page at a canonical address."""
    row = (await connection.execute(select(pages).where(pages.c.address == address))).mappings().one_or_none()
    return None if row is None else PageRow(**row)


async def save_page(connection: AsyncConnection, row: PageRow) -> None:
    """Save what became of a page."""
    await connection.execute(update(pages).where(pages.c.address == row.address).values(_values(row)))


async def published_by(connection: AsyncConnection, feed: str, most: int) -> tuple[datetime, ...]:
    """Give when the latest pages that a feed announced were published, newest first."""
    moment = func.coalesce(pages.c.published, pages.c.seen)
    rows = await connection.execute(
        select(pages.c.published, pages.c.seen)
        .where(pages.c.feed == feed)
        .order_by(moment.desc())
        .limit(most)
    )
    return tuple(row.published or row.seen for row in rows)


async def count_pages(connection: AsyncConnection, feed: str, since: datetime) -> dict[str, int]:
    """Count the pages of a feed first seen since an instant, by state."""
    rows = await connection.execute(
        select(pages.c.state, func.count().label("times"))
        .where(pages.c.feed == feed, pages.c.seen >= since)
        .group_by(pages.c.state)
    )
    return {row.state: row.times for row in rows}


async def count_all_pages(connection: AsyncConnection) -> dict[str, int]:
    """Count the pages that are known, by state."""
    rows = await connection.execute(
        select(pages.c.state, func.count().label("times")).group_by(pages.c.state).order_by(pages.c.state)
    )
    return {row.state: row.times for row in rows}


async def newest_article(connection: AsyncConnection) -> datetime | None:
    """Give when the newest article of the record was published."""
    moment: datetime | None = (await connection.execute(select(func.max(articles.c.published)))).scalar_one()
    return moment


async def forget_pages(connection: AsyncConnection, before: datetime) -> int:
    """Forget pages seen before an instant that wait for nothing; give how many."""
    idle = or_(pages.c.due.is_(None), pages.c.state == State.REFUSED)
    return (await connection.execute(pages.delete().where(pages.c.seen < before, idle))).rowcount
