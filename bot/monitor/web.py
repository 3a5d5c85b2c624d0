"""Asking the web as a good guest: guarded, one at a time from a host, as its robots.txt allows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.errors import RapporteurError
from bot.monitor.addresses import AddressRefused, check_address
from bot.monitor.fetch import Fetched, Fetcher, FetchFailed
from bot.monitor.hosts import Hosts
from bot.monitor.robots import GOOD_FOR, Robots

FEED_TYPES: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
PAGE_TYPES: Final = "text/html, application/xhtml+xml, */*;q=0.5"

#: A robots.txt that could not be had is asked for again after this long.
_RETRY: Final = timedelta(minutes=10)
_MOST_ROBOTS: Final = 2000


class NotAllowed(RapporteurError):
    """A page that its outlet's robots.txt keeps us from."""


class Web:
    """Fetches feeds and pages. `name` is what robots.txt calls us; `now` gives the time."""

    def __init__(
        self,
        fetcher: Fetcher,
        hosts: Hosts,
        *,
        name: str,
        allowed: frozenset[str],
        now: Callable[[], datetime],
    ) -> None:
        self._fetcher = fetcher
        self._hosts = hosts
        self._name = name
        self._allowed = allowed
        self._now = now
        self._robots: dict[str, tuple[datetime, Robots]] = {}

    async def feed(self, address: str, etag: str | None, modified: str | None) -> Fetched:
        """Fetch a feed, which its outlet offers to be fetched, so that robots.txt has no say.

        Raises:
            AddressRefused: when it may not be asked for.
            FetchFailed: when it could not be had.
        """
        async with self._hosts.turn(urlsplit(address).netloc):
            return await self._fetcher.fetch(address, etag=etag, modified=modified, accept=FEED_TYPES)

    async def page(self, address: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a page.

        Raises:
            AddressRefused: when it may not be asked for.
            NotAllowed: when robots.txt keeps us from it.
            FetchFailed: when it could not be had.
        """
        address = check_address(address, self._allowed)
        robots = await self._robots_of(address)
        if not robots.allow(address, self._name):
            if robots.status == 200:
                raise NotAllowed(f"{address} is not fetched: its robots.txt keeps us from it")
            raise FetchFailed(address, "its robots.txt cannot be had, so nothing may be fetched yet")
        async with self._hosts.turn(urlsplit(address).netloc, robots.delay(self._name)):
            return await self._fetcher.fetch(address, etag=etag, modified=modified, accept=PAGE_TYPES)

    async def _robots_of(self, address: str) -> Robots:
        parts = urlsplit(address)
        place = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.pop(place, None)
        if known is None or known[0] <= self._now():
            known = await self._ask_robots(place)
        self._robots[place] = known
        while len(self._robots) > _MOST_ROBOTS:
            del self._robots[next(iter(self._robots))]
        return known[1]

    async def _ask_robots(self, place: str) -> tuple[datetime, Robots]:
        try:
            async with self._hosts.turn(urlsplit(place).netloc):
                answer = await self._fetcher.fetch(f"{place}/robots.txt")
            robots = Robots(answer.status, answer.body)
        except (FetchFailed, AddressRefused):
            robots = Robots(0, b"")
        well = 0 < robots.status < 500 and robots.status != 429
        return self._now() + (timedelta(seconds=GOOD_FOR) if well else _RETRY), robots
