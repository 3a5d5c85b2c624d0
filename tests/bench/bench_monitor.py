"""How fast feeds are polled on one core, side by side with a plain loop of urllib and feedparser.

`FEEDS=1000 LATENCY=0.05 make bench-monitor`. Each feed stands on a host of its own on loopback and lists
twenty articles; servers answer after LATENCY seconds. Cold is the first poll of all; steady a later one, at
which one feed in twenty has changed. The plain loop asks for one feed after the other and parses what it
gets; it runs over PLAIN feeds, which is enough for a rate. It is urllib's because requests is none of our
dependencies. Prints feeds a minute by the clock and by processor time, and memory.
"""

import asyncio
import hashlib
import multiprocessing
import os
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from multiprocessing.connection import Connection
from pathlib import Path

import feedparser
from aiohttp import web

from bot.desk.gather import Flight, Gather
from bot.desk.intake import Taken
from bot.desk.poll import Poll
from bot.monitor.fetch import Fetcher
from bot.monitor.hosts import Hosts
from bot.monitor.pace import Pace
from bot.monitor.web import Web
from bot.monitor.workers import Workers
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import FeedRow

FEEDS = int(os.environ.get("FEEDS", "1000"))
PLAIN = int(os.environ.get("PLAIN", "200"))
LATENCY = float(os.environ.get("LATENCY", "0.05"))
ENTRIES = 20
CHANGED = 20
TEXT = "Negotiators met in Geneva and parted without a date for the next round of their talks. " * 5


def listing(host: str, edition: int) -> bytes:
    """Give one feed: an edition more is one article more."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><title>Article {number} of {host}</title><link>http://{host}/{number}</link>"
        f"<guid>http://{host}/{number}</guid><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description>"
        f"<pubDate>{format_datetime(now - timedelta(hours=3 * (ENTRIES - number)))}</pubDate></item>"
        for number in range(edition, edition + ENTRIES)
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>'
    return f"{head}{items}</channel></rss>".encode()


def play(told: Connection) -> None:
    """Serve all feeds from a process of its own, on another core where there is one."""
    with_core(-1)
    asyncio.run(_play(told))


async def _play(told: Connection) -> None:
    bodies: dict[tuple[str, int], bytes] = {}
    asked: dict[str, int] = {}

    async def answer(request: web.Request) -> web.Response:
        host = request.headers["Host"]
        await asyncio.sleep(LATENCY)
        asked[host] = asked.get(host, 0) + bool(request.headers.get("X-Count", "1") == "1")
        edition = (
            1 if int(hashlib.sha256(host.encode()).hexdigest(), 16) % CHANGED == 0 and asked[host] > 1 else 0
        )
        if (host, edition) not in bodies:
            bodies[host, edition] = listing(host, edition)
        tag = f'"{edition}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(
            body=bodies[host, edition], headers={"ETag": tag, "Content-Type": "application/rss+xml"}
        )

    app = web.Application()
    app.router.add_get("/feed", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0, backlog=1024).start()  # noqa: S104 - hosts are 127.0.0.0/8
    told.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def with_core(number: int) -> None:
    """Stay on one of the cores that there are."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[number]})


def memory(process: int | str = "self") -> float:
    """Give the most memory that a process has held, in MB."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def plain_loop(addresses: list[str]) -> int:
    """Do what a first script does."""
    entries = 0
    for address in addresses:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own server
            entries += len(feedparser.parse(answer.read()).entries)
    return entries


class Silent:
    """Hears of nothing but errors."""

    async def stored(self, taken: Taken) -> None:
        """Hear of an article."""

    async def failing(self, feed: FeedRow) -> None:
        """Hear of a feed."""

    async def broke(self, address: str, error: Exception) -> None:
        """Let no error pass."""
        raise AssertionError(address) from error


async def timed(work: Callable[[], Awaitable[None]], workers: Workers) -> tuple[float, float]:
    """Give the seconds by the clock and of the processor, workers included."""
    before = time.monotonic(), time.process_time() + _worker_time(workers)
    await work()
    return time.monotonic() - before[0], time.process_time() + _worker_time(workers) - before[1]


def _worker_time(workers: Workers) -> float:
    pool = workers._pool
    ticks = os.sysconf("SC_CLK_TCK")
    spent = 0.0
    for number in list((pool._processes or {}) if pool else ()):
        fields = Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / ticks
    return spent


async def ours(folder: Path, addresses: list[str]) -> dict[str, tuple[float, float]]:
    """Poll all feeds twice, as the program does."""
    shift = timedelta()

    def now() -> datetime:
        return datetime.now(UTC) + shift

    async with AsyncExitStack() as stack:
        record = await stack.enter_async_context(Record.open(f"sqlite:///{folder / 'r.db'}", make=True))
        allowed = frozenset(address.split("/")[2] for address in addresses)
        fetcher = await stack.enter_async_context(Fetcher("Rapporteur/bench", allowed=allowed))
        workers = await stack.enter_async_context(Workers(1, 30.0))
        hosts = Web(fetcher, Hosts(1.0), name="Rapporteur", allowed=allowed, now=now)
        poll = Poll(record, hosts, workers, pace=Pace(), allowed=allowed, now=now)
        gather = Gather(record, poll, None, Silent(), now=now, flight=Flight())  # type: ignore[arg-type]
        async with record.writing() as connection:
            for address in addresses:
                await stored.add_feed(connection, address, None, "bench", now())
        await workers.call(len, ())

        async def all_feeds() -> None:
            await gather.poll_due()

        found = {"cold": await timed(all_feeds, workers)}
        async with record.writing() as connection:
            for row in await stored.load_feeds(connection):
                assert row.failures == 0, row.error
                await stored.save_feed(connection, replace(row, due=now()))
        found["steady"] = await timed(all_feeds, workers)
        async with record.reading() as connection:
            assert all(row.failures == 0 for row in await stored.load_feeds(connection))
        pool = workers._pool
        parts = ", ".join(f"{memory(number):.0f} MB" for number in (pool._processes or {} if pool else ()))
        print(f"memory at most: program {memory():.0f} MB, its worker {parts}")
    return found


def main() -> None:
    """Run it."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=play, args=(there,), daemon=True)
    server.start()
    port = here.recv()
    with_core(0)
    addresses = [
        f"http://127.0.{number // 250 + 1}.{number % 250 + 1}:{port}/feed" for number in range(FEEDS)
    ]
    print(f"{FEEDS} feeds of {ENTRIES} entries, servers that answer after {1000 * LATENCY:.0f} ms, one core")
    with tempfile.TemporaryDirectory() as folder:
        mine = asyncio.run(ours(Path(folder), addresses))
    sample = addresses[:PLAIN]
    began = time.monotonic(), time.process_time()
    assert plain_loop(sample) == ENTRIES * len(sample)
    plain = time.monotonic() - began[0], time.process_time() - began[1]
    rates = [60 * len(sample) / seconds for seconds in plain]
    print(f"plain loop: {rates[0]:.0f} feeds a minute, {rates[1]:.0f} a minute of processor time")
    for name, seconds in mine.items():
        own = [60 * FEEDS / each for each in seconds]
        print(
            f"{name}: {own[0]:.0f} feeds a minute, {own[1]:.0f} a minute of processor time; "
            f"{own[0] / rates[0]:.1f} times the plain loop, {own[1] / rates[1]:.1f} times per processor time"
        )
    server.kill()


if __name__ == "__main__":
    main()
