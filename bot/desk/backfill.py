"""Filling the record from a list: what is named goes into the queue, and is collected page by page.

The record is the queue, so that a list that was interrupted goes on where it stopped when it is given again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from bot.desk.collect import Collect
from bot.desk.intake import Taken
from bot.monitor.addresses import AddressRefused, canonical, check_address
from bot.monitor.sitemap import MOST_ADDRESSES, ListUnreadable, parse_list
from bot.monitor.web import Web
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import PageRow, State

#: Sitemaps that one index may lead to, and how many pages are collected side by side.
MOST_SITEMAPS: Final = 100
SIDE_BY_SIDE: Final = 8


class Backfill:
    """Fills the record. `allowed` names hosts that may stand at addresses that are not public."""

    def __init__(
        self,
        record: Record,
        collect: Collect,
        web: Web,
        *,
        allowed: frozenset[str],
        now: Callable[[], datetime],
    ) -> None:
        self._record = record
        self._collect = collect
        self._web = web
        self._allowed = allowed
        self._now = now

    async def listed(self, address: str) -> tuple[str, ...]:
        """Fetch a sitemap, or all that an index leads to, and give the pages that they name, each once.

        Raises:
            ListUnreadable: when it is no list, or its server gives none.
            RapporteurError: when it may not or cannot be fetched.
        """
        pages: dict[str, None] = {}
        left, seen = [address], {address}
        while left and len(pages) < MOST_ADDRESSES:
            here = left.pop(0)
            answer = await self._web.page(here)
            if answer.status != 200:
                raise ListUnreadable(here, f"its server answers {answer.status}")
            found = parse_list(answer.body, here)
            pages.update(dict.fromkeys(found.pages))
            further = [one for one in found.sitemaps if one not in seen][: MOST_SITEMAPS - len(seen)]
            seen.update(further)
            left += further
        return tuple(pages)[:MOST_ADDRESSES]

    async def queue(self, addresses: Iterable[str]) -> tuple[tuple[PageRow, ...], tuple[str, ...]]:
        """Put pages into the queue; give those that wait now, and why others may not be fetched.

        What the record has dealt with before waits for nothing and is left out.
        """
        rows, refused = [], []
        for address in addresses:
            try:
                rows.append(self._row(check_address(address, self._allowed)))
            except AddressRefused as error:
                refused.append(str(error))
        waiting = []
        async with self._record.writing() as connection:
            await stored.add_pages(connection, rows)
            for row in {row.address: row for row in rows}.values():
                known = await stored.load_page(connection, row.address)
                if known is not None and known.state == State.WAITING:
                    waiting.append(known)
        return tuple(waiting), tuple(refused)

    async def run(self, rows: Sequence[PageRow]) -> AsyncIterator[tuple[PageRow, tuple[Taken, ...]]]:
        """Collect pages, some side by side, giving each as it is done; what breaks is put off."""
        left = list(reversed(rows))
        flying: set[asyncio.Task[tuple[PageRow, tuple[Taken, ...]]]] = set()
        try:
            while left or flying:
                while left and len(flying) < SIDE_BY_SIDE:
                    flying.add(asyncio.create_task(self._one(left.pop())))
                done, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in flying:
                task.cancel()

    async def _one(self, row: PageRow) -> tuple[PageRow, tuple[Taken, ...]]:
        try:
            return await self._collect.collect(row)
        except Exception as error:  # noqa: BLE001 - one page must never stop the others
            await self._collect.put_off(row, error)
            return row, ()

    def _row(self, address: str) -> PageRow:
        now = self._now()
        return PageRow(
            address=canonical(address), asked=address, feed=None, outlet=None, title="", text="",
            published=None, seen=now, state=State.WAITING, why="", score=None, tries=0, etag=None,
            modified=None, article=None, due=now,
        )  # fmt: skip
