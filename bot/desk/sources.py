"""Where articles come from: feeds and their health, and what became of a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.desk.revisions import Revised, load_revisions
from bot.monitor.addresses import canonical
from bot.store import articles
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import PageRow, State

#: Over how many days articles a day are counted.
DAYS: Final = 7

#: Without a good answer of any feed for so long something is wrong: a healthy one is asked every hour.
POLL_EXPECTED: Final = timedelta(hours=3)

#: In talks that go on, no day or two pass without a word of them.
ARTICLE_EXPECTED: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """A feed as it fares. `polled` and `well` are None before the first time.

    The counts are those of pages first heard of in the last `DAYS` days: `announced` is all of them, `aside`
    those that are not about the talks, `partial` those behind a wall.
    """

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
    waiting: int = 0
    aside: int = 0
    partial: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Health:
    """Whether news still reaches the record.

    `why` says in words what is not as expected; where it is empty, all is. `newest` is when the newest
    article was published, `polled` when any feed last answered well. `pages` counts all pages by state.
    """

    why: tuple[str, ...]
    newest: datetime | None
    polled: datetime | None
    articles: int
    feeds: int
    failing: int
    pages: dict[str, int]


class Sources:
    """Tells of feeds and pages. `now` gives the time."""

    def __init__(self, record: Record, now: Callable[[], datetime]) -> None:
        self._record = record
        self._now = now
        self._started = now()

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
                        waiting=counts.get(State.WAITING, 0),
                        aside=counts.get(State.ASIDE, 0),
                        partial=counts.get(State.PARTIAL, 0),
                        refused=counts.get(State.REFUSED, 0),
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

    async def health(self) -> Health:
        """Tell whether news still reaches the record.

        A program that has just started has as long as any other before something is held to be wrong; where
        no feed is followed, none is expected to bring anything.
        """
        async with self._record.reading() as connection:
            feeds = await stored.load_feeds(connection)
            newest = await stored.newest_article(connection)
            pages = await stored.count_all_pages(connection)
            held = await articles.count_articles(connection)
        now, why = self._now(), []
        polled = max((feed.well for feed in feeds if feed.well), default=None)
        for moment, expected, what in (
            (polled, POLL_EXPECTED, "the last good answer of a feed"),
            (newest, ARTICLE_EXPECTED, "the newest article"),
        ):
            if feeds and now - max(moment or self._started, self._started) > expected:
                hours = expected // timedelta(hours=1)
                then = "there is none yet" if moment is None else f"it is of {moment:%Y-%m-%d %H:%M} UTC"
                why.append(f"{what} is older than {hours} hours: {then}")
        return Health(
            why=tuple(why),
            newest=newest,
            polled=polled,
            articles=held,
            feeds=len(feeds),
            failing=sum(feed.failures > 0 for feed in feeds),
            pages=pages,
        )

    async def newest(self) -> datetime | None:
        """Give when the newest article was published."""
        async with self._record.reading() as connection:
            return await stored.newest_article(connection)
