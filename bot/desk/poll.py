"""Polling a feed: what is new goes into the queue of pages, and the feed's state is saved with it."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.monitor.addresses import AddressRefused, canonical
from bot.monitor.feeds import Entry, FeedPage, FeedUnreadable, parse_feed
from bot.monitor.fetch import Fetched, FetchFailed
from bot.monitor.pace import FIRST, TELL_AFTER, Pace, interval, next_poll
from bot.monitor.web import Web
from bot.monitor.workers import Workers, WorkTooLong
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import FeedRow, PageRow, State

#: A feed new to us may list years of articles; what is older than this is not fetched.
TOO_OLD: Final = timedelta(days=30)


class Poll:
    """Polls feeds, one a call. `allowed` names hosts that may stand at addresses that are not public."""

    def __init__(
        self,
        record: Record,
        web: Web,
        workers: Workers,
        *,
        pace: Pace,
        allowed: frozenset[str],
        now: Callable[[], datetime],
    ) -> None:
        self._record = record
        self._web = web
        self._workers = workers
        self._pace = pace
        self._allowed = allowed
        self._now = now

    async def poll(self, feed: FeedRow) -> tuple[FeedRow, int]:
        """Poll one feed; give its new state and how many pages were new. Failures are saved, not raised."""
        now = self._now()
        try:
            answer = await self._web.feed(feed.asked, feed.etag, feed.modified)
            listed = await self._listed(feed, answer)
        except (AddressRefused, FetchFailed, FeedUnreadable, WorkTooLong) as error:
            return await self._failed(feed, now, str(error), None), 0
        if listed is None:
            why = f"{feed.asked} could not be fetched: its server answers {answer.status}"
            return await self._failed(feed, now, why, answer.retry_after), 0
        return await self._well(feed, now, answer, listed)

    async def put_off(self, feed: FeedRow, error: Exception) -> None:
        """Put a feed back whose turn ended in an error nobody foresaw, so that it can rest."""
        await self._failed(feed, self._now(), f"{type(error).__name__}: {error}"[:300], None)

    async def _listed(self, feed: FeedRow, answer: Fetched) -> FeedPage | None:
        """Give what a feed lists: nothing new where no byte has changed, None for an error."""
        if answer.status not in (200, 304):
            return None
        if answer.status == 304 or _digest(answer) == feed.hash:
            return FeedPage(feed.title, ())
        return await self._workers.call(
            parse_feed, answer.body, answer.address, answer.content_type, self._allowed
        )

    async def _well(
        self, feed: FeedRow, now: datetime, answer: Fetched, listed: FeedPage
    ) -> tuple[FeedRow, int]:
        unchanged = answer.status == 304
        rows = [page for entry in listed.entries if (page := _page(entry, feed, now)) is not None]
        async with self._record.writing() as connection:
            added = await stored.add_pages(connection, rows)
            wait = interval(await stored.published_by(connection, feed.address, 8), now, self._pace)
            row = replace(
                feed,
                title=listed.title or feed.title,
                asked=answer.moved or feed.asked,
                etag=answer.etag or (feed.etag if unchanged else None),
                modified=answer.modified or (feed.modified if unchanged else None),
                hash=feed.hash if unchanged else _digest(answer),
                polled=now,
                well=now,
                newest=now if added else feed.newest,
                failures=0,
                error="",
                told=False,
                due=next_poll(now, wait, 0, answer.retry_after, feed.address),
            )
            await stored.save_feed(connection, row)
        return row, added

    async def _failed(self, feed: FeedRow, now: datetime, why: str, retry_after: float | None) -> FeedRow:
        failures = feed.failures + 1
        wait = max(self._pace.shortest, min(FIRST, self._pace.longest))
        row = replace(
            feed,
            polled=now,
            failures=failures,
            error=why,
            due=next_poll(now, wait, failures, retry_after, feed.address),
        )
        async with self._record.writing() as connection:
            await stored.save_feed(connection, row)
        return row


def is_failing(feed: FeedRow, now: datetime) -> bool:
    """Tell whether somebody should be told that a feed has not answered well for a day."""
    return feed.failures > 0 and not feed.told and now - (feed.well or feed.added) >= TELL_AFTER


def _page(entry: Entry, feed: FeedRow, now: datetime) -> PageRow | None:
    if entry.published is not None and now - entry.published > TOO_OLD:
        return None
    return PageRow(
        address=canonical(entry.address),
        asked=entry.address,
        feed=feed.address,
        outlet=feed.outlet,
        title=entry.title,
        text=entry.text[:200_000],
        published=entry.published,
        seen=now,
        state=State.WAITING,
        why="",
        score=None,
        tries=0,
        etag=None,
        modified=None,
        article=None,
        due=now,
    )


def _digest(answer: Fetched) -> str:
    return hashlib.sha256(answer.body).hexdigest()
