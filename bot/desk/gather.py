"""Gathering: feeds polled and pages collected as they fall due, for months, unattended.

The record is the queue. What is due is taken from it in bounded numbers, worked on side by side, and saved;
what a crash interrupts is due again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

from bot.desk.collect import Collect
from bot.desk.intake import Taken
from bot.desk.poll import Poll, is_failing
from bot.errors import RapporteurError
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import FeedRow, PageRow
from briefs.model.talks import Dossier

#: Seconds after which the queue is looked at again even if nothing is known to be due.
LONGEST_SLEEP: Final = 30.0

#: How many feeds or pages are taken from the queue at once when it is worked off.
AT_ONCE: Final = 200

#: For how long it is known what became of a page; feeds list nothing as old. Seconds between two forgettings.
KEPT: Final = timedelta(days=120)
FORGET_EVERY: Final = 12 * 3600.0

T = TypeVar("T", FeedRow, PageRow)


class Listener(Protocol):
    """Hears of what gathering does: logs, notices and alerts."""

    async def stored(self, taken: Taken) -> None:
        """Hear of an article that is new or has changed."""

    async def failing(self, feed: FeedRow) -> None:
        """Hear, once, of a feed that has not answered well for a day."""

    async def broke(self, address: str, error: Exception) -> None:
        """Hear of a feed or page whose turn ended in an error nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Flight:
    """How many feeds and pages are worked on at once."""

    feeds: int = 48
    pages: int = 8


class Gather:
    """Keeps the record up with its feeds."""

    def __init__(
        self,
        record: Record,
        poll: Poll,
        collect: Collect,
        listener: Listener,
        *,
        now: Callable[[], datetime],
        flight: Flight,
    ) -> None:
        self._record = record
        self._poll = poll
        self._collect = collect
        self._listener = listener
        self._now = now
        self._flight = flight
        self._woken = {"feeds": asyncio.Event(), "pages": asyncio.Event()}

    async def follow(self, dossier: Dossier) -> None:
        """Add the dossier's feeds; those known already keep their state."""
        async with self._record.writing() as connection:
            for feed in dossier.feeds:
                await stored.add_feed(connection, feed.address, feed.outlet, "", self._now())

    def wake(self) -> None:
        """Look at once for what is due, such as a feed that was just added."""
        for event in self._woken.values():
            event.set()

    async def once(self) -> None:
        """Work off what is due now, feeds before pages, and come back."""
        await self.poll_due()
        await self._work_off(self._flight.pages, self._due_pages, self._one_page)

    async def poll_due(self) -> None:
        """Poll the feeds that are due now, and come back."""
        await self._work_off(self._flight.feeds, self._due_feeds, self._one_feed)

    async def _work_off(
        self,
        most: int,
        due: Callable[[Sequence[str], int], Awaitable[Sequence[T]]],
        work: Callable[[T], Awaitable[None]],
    ) -> None:
        done: list[str] = []
        room = asyncio.Semaphore(most)

        async def one(row: T) -> None:
            async with room:
                await self._guarded(row, work)

        while rows := await due(done, AT_ONCE):
            done += [row.address for row in rows]
            await asyncio.gather(*(one(row) for row in rows))

    async def run(self) -> None:
        """Gather until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._drain("feeds", self._flight.feeds, self._due_feeds, self._one_feed))
            group.create_task(self._drain("pages", self._flight.pages, self._due_pages, self._one_page))
            group.create_task(self._forget_for_good())

    async def forget(self) -> int:
        """Forget pages that have been dealt with long ago, so that the queue stays small; give how many."""
        async with self._record.writing() as connection:
            return await stored.forget_pages(connection, self._now() - KEPT)

    async def _forget_for_good(self) -> None:
        while True:
            with suppress(RapporteurError):
                await self.forget()
            await asyncio.sleep(FORGET_EVERY)

    async def _drain(
        self,
        queue: str,
        most: int,
        due: Callable[[Sequence[str], int], Awaitable[Sequence[T]]],
        work: Callable[[T], Awaitable[None]],
    ) -> None:
        """Keep up to `most` of what is due in flight, each address once."""
        flying: dict[str, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as group:
            while True:
                self._woken[queue].clear()
                for row in await due(tuple(flying), most - len(flying)) if len(flying) < most else ():
                    flying[row.address] = group.create_task(self._flown(row, work))
                await self._until_something(queue, flying.values())
                flying = {address: task for address, task in flying.items() if not task.done()}

    async def _until_something(self, queue: str, flying: Iterable[asyncio.Task[None]]) -> None:
        woken = asyncio.ensure_future(self._woken[queue].wait())
        try:
            await asyncio.wait(
                {woken, *flying}, timeout=await self._sleep(), return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            woken.cancel()

    async def _sleep(self) -> float:
        async with self._record.reading() as connection:
            due = await stored.next_due(connection, self._now())
        if due is None:
            return LONGEST_SLEEP
        return min(max((due - self._now()).total_seconds(), 0.05), LONGEST_SLEEP)

    async def _flown(self, row: T, work: Callable[[T], Awaitable[None]]) -> None:
        if not await self._guarded(row, work):
            # What broke is still due; without a pause it would be tried without end.
            await asyncio.sleep(LONGEST_SLEEP)

    async def _guarded(self, row: T, work: Callable[[T], Awaitable[None]]) -> bool:
        try:
            await work(row)
        except Exception as error:  # noqa: BLE001 - one page must never stop the others
            await self._listener.broke(row.address, error)
            return False
        return True

    async def _due_feeds(self, flying: Sequence[str], most: int) -> Sequence[FeedRow]:
        async with self._record.reading() as connection:
            return await stored.due_feeds(connection, self._now(), most, flying)

    async def _due_pages(self, flying: Sequence[str], most: int) -> Sequence[PageRow]:
        async with self._record.reading() as connection:
            return await stored.due_pages(connection, self._now(), most, flying)

    async def _one_feed(self, feed: FeedRow) -> None:
        try:
            row, added = await self._poll.poll(feed)
        except Exception as error:
            await self._poll.put_off(feed, error)
            raise
        if added:
            self._woken["pages"].set()
        if is_failing(row, self._now()):
            async with self._record.writing() as connection:
                await stored.save_feed(connection, replace(row, told=True))
            await self._listener.failing(row)

    async def _one_page(self, page: PageRow) -> None:
        try:
            _, all_taken = await self._collect.collect(page)
        except Exception as error:
            await self._collect.put_off(page, error)
            raise
        for taken in all_taken:
            await self._listener.stored(taken)
