"""Where articles come from: feeds and their health, and what became of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.desk.revisions import Revised, load_revisions
from bot.monitor.addresses import canonical
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import PageRow, State

#: Over how many days articles a day are counted.
DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed as it fares. `polled` and `well` are None before the first time."""

    address: str
    outlet: str
    title: str
    added_by: str
    polled: datetime | None
    well: datetime | None
    newest: datetime | None
    failures: int
    error: str
    due: datetime
    announced: int
    stored: int
    per_day: float


class Sources:
    """Tells of feeds and pages. `now` gives the time."""

    def __init__(self, record: Record, now: Callable[[], datetime]) -> None:
        self._record = record
        self._now = now

    async def feeds(self) -> tuple[FeedHealth, ...]:
        """List all feeds with their health, by address."""
        since = self._now() - timedelta(days=DAYS)
        found = []
        async with self._record.reading() as connection:
            for row in await stored.load_feeds(connection):
                counts = await stored.count_pages(connection, row.address, since)
                days = min(DAYS, max((self._now() - row.added).total_seconds() / 86_400, 1.0))
                found.append(
                    FeedHealth(
                        address=row.address,
                        outlet=row.outlet or row.title or row.address,
                        title=row.title,
                        added_by=row.added_by,
                        polled=row.polled,
                        well=row.well,
                        newest=row.newest,
                        failures=row.failures,
                        error=row.error,
                        due=row.due,
                        announced=sum(counts.values()),
                        stored=counts.get(State.STORED, 0),
                        per_day=counts.get(State.STORED, 0) / days,
                    )
                )
        return tuple(found)

    async def page(self, address: str) -> PageRow | None:
        """Give what became of a page, known by any form of its address."""
        async with self._record.reading() as connection:
            return await stored.load_page(connection, canonical(address))

    async def revisions(self, article: str) -> tuple[Revised, ...]:
        """Tell what each later version of an article changed, oldest first."""
        async with self._record.reading() as connection:
            return await load_revisions(connection, article)

    async def newest(self) -> datetime | None:
        """Give when the newest article was published."""
        async with self._record.reading() as connection:
            return await stored.newest_article(connection)
