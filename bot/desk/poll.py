"""Polling a feed: what is new goes into the queue of pages, and the feed's state is saved with it."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll found, not yet saved; `row` has no new due instant yet."""

    row: FeedRow
    pages: tuple[PageRow, ...]
    retry_after: float | None


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
        self._waiting: list[tuple[Polled, asyncio.Future[tuple[FeedRow, int]]]] = []
        self._saving: asyncio.Task[None] | None = None
        self._published: dict[str, tuple[datetime, ...]] = {}

    async def poll(self, feed: FeedRow) -> tuple[FeedRow, int]:
        """Poll one feed; give its new state and how many pages were new. Failures are saved, not raised."""
        now = self._now()
        try:
            answer = await self._web.feed(feed.asked, feed.etag, feed.modified)
            listed = await self._listed(feed, answer)
        except (AddressRefused, FetchFailed, FeedUnreadable, WorkTooLong) as error:
            return await self._kept(self._failed(feed, now, str(error), None))
        if listed is None:
            why = f"{feed.asked} could not be fetched: its server answers {answer.status}"
            return await self._kept(self._failed(feed, now, why, answer.retry_after))
        return await self._kept(self._well(feed, now, answer, listed))

    async def put_off(self, feed: FeedRow, error: Exception) -> None:
        """Put a feed back whose turn ended in an error nobody foresaw, so that it can rest."""
        await self._kept(self._failed(feed, self._now(), f"{type(error).__name__}: {error}"[:300], None))

    async def _listed(self, feed: FeedRow, answer: Fetched) -> FeedPage | None:
        """Give what a feed lists: nothing new where no byte has changed, None for an error."""
        if answer.status not in (200, 304):
            return None
        if answer.status == 304 or _digest(answer) == feed.hash:
            return FeedPage(feed.title, ())
        return await self._workers.call(
            parse_feed, answer.body, answer.address, answer.content_type, self._allowed
        )

    def _well(self, feed: FeedRow, now: datetime, answer: Fetched, listed: FeedPage) -> Polled:
        unchanged = answer.status == 304
        row = replace(
            feed,
            title=listed.title or feed.title,
            asked=answer.moved or feed.asked,
            etag=answer.etag or (feed.etag if unchanged else None),
            modified=answer.modified or (feed.modified if unchanged else None),
            hash=feed.hash if unchanged else _digest(answer),
            polled=now,
            well=now,
            failures=0,
            error="",
            told=False,
        )
        pages = tuple(page for entry in listed.entries if (page := _page(entry, feed, now)) is not None)
        return Polled(row, pages, answer.retry_after)

    def _failed(self, feed: FeedRow, now: datetime, why: str, retry_after: float | None) -> Polled:
        row = replace(feed, polled=now, failures=feed.failures + 1, error=why)
        return Polled(row, (), retry_after)

    async def _kept(self, polled: Polled) -> tuple[FeedRow, int]:
        """Save a poll, together with whatever others wait to be saved at the moment.

        A transaction for each would have them wait for one another: there is one writer at a time.
        """
        done: asyncio.Future[tuple[FeedRow, int]] = asyncio.get_running_loop().create_future()
        self._waiting.append((polled, done))
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._save_waiting())
        return await done

    async def _save_waiting(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            try:
                found = await self._save([polled for polled, _ in waiting])
            except Exception as error:  # noqa: BLE001 - told to each that waits, below
                if len(waiting) > 1:
                    # One of them may be at fault: each is tried alone, so that it takes no other with it.
                    for one in waiting:
                        await self._save_one(*one)
                else:
                    _tell(waiting[0][1], error)
                continue
            for (_, done), kept in zip(waiting, found, strict=True):
                if not done.done():
                    done.set_result(kept)

    async def _save_one(self, polled: Polled, done: "asyncio.Future[tuple[FeedRow, int]]") -> None:
        try:
            found = await self._save([polled])
        except Exception as error:  # noqa: BLE001 - told to the one that waits
            _tell(done, error)
            return
        if not done.done():
            done.set_result(found[0])

    async def _save(self, polls: Sequence[Polled]) -> list[tuple[FeedRow, int]]:
        found = []
        async with self._record.writing() as connection:
            for polled in polls:
                added = await stored.add_pages(connection, polled.pages)
                address = polled.row.address
                if added or address not in self._published:
                    self._published[address] = await stored.published_by(connection, address, 8)
                found.append((self._dated(polled, added), added))
            await stored.save_feeds(connection, [row for row, _ in found])
        return found

    def _dated(self, polled: Polled, added: int) -> FeedRow:
        """Say when a feed is due again, and when it last had something new."""
        row, now = polled.row, polled.row.polled or self._now()
        if row.failures:
            wait = max(self._pace.shortest, min(FIRST, self._pace.longest))
        else:
            wait = interval(self._published[row.address], now, self._pace)
        due = next_poll(now, wait, row.failures, polled.retry_after, row.address)
        return replace(row, due=due, newest=now if added else row.newest)


def _tell(done: "asyncio.Future[tuple[FeedRow, int]]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


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
