"""Gathering on loopback: outlets that play a script, a clock that a test winds on, a record of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.desk.catalogue import Catalogue
from bot.desk.collect import Collect
from bot.desk.gather import Flight, Gather
from bot.desk.intake import Intake, Taken, period_of
from bot.desk.poll import Poll
from bot.desk.reader import make_reader
from bot.monitor.digest import prepare
from bot.monitor.fetch import Fetcher
from bot.monitor.hosts import Hosts
from bot.monitor.pace import Pace
from bot.monitor.web import Web
from bot.monitor.workers import Workers
from bot.store import feeds as stored
from bot.store.database import Record
from bot.store.feeds import FeedRow
from bot.store.tables import articles, versions
from briefs.dossier import load_dossier
from briefs.model.reading import Reading
from tests.monitor.outlets import Answer, Outlet, Outlets

SEEDS = Path(__file__).parents[2] / "seeds" / "talks.toml"
START = datetime(2026, 2, 1, tzinfo=UTC)


@dataclass
class Clock:
    time: datetime = START

    def now(self) -> datetime:
        return self.time


@dataclass
class Heard:
    first: asyncio.Event = field(default_factory=asyncio.Event)
    articles: list[Taken] = field(default_factory=list)
    failing_feeds: list[str] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)

    async def stored(self, taken: Taken) -> None:
        self.articles.append(taken)
        self.first.set()

    async def failing(self, feed: FeedRow) -> None:
        self.failing_feeds.append(feed.address)

    async def broke(self, _address: str, error: Exception) -> None:
        self.errors.append(error)


class Here(Workers):
    """Workers that do the work in this process: quicker to start, and a test sees what they raise."""

    async def call(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)


@dataclass
class Setting:
    clock: Clock
    outlets: Outlets
    record: Record
    gather: Gather
    collect: Collect
    poll: Poll
    heard: Heard

    async def pass_time(self, span: timedelta, step: timedelta) -> None:
        end = self.clock.time + span
        while self.clock.time < end:
            await self.gather.once()
            self.clock.time += step

    async def texts(self) -> dict[str, list[str]]:
        """The record's texts by slug, oldest version first."""
        async with self.record.reading() as connection:
            rows = await connection.execute(
                select(articles.c.address, versions.c.text)
                .join(versions, versions.c.article == articles.c.id)
                .order_by(articles.c.address, versions.c.number)
            )
            found: dict[str, list[str]] = {}
            for row in rows:
                found.setdefault(
                    row.address.rsplit("/", 2)[-2] + "/" + row.address.rsplit("/", 1)[-1], []
                ).append(row.text)
            return found


@asynccontextmanager
async def gathering(
    folder: Path, outlets: list[Outlet], answers: dict[str, Answer] | None = None, *, apart: bool = True
) -> AsyncIterator[Setting]:
    """Open everything. `answers` play single paths; `apart` works in other processes, as the program does."""
    clock, heard = Clock(), Heard()
    dossier = load_dossier(SEEDS.read_text("utf-8"), "talks.toml")
    period = period_of(dossier)
    async with AsyncExitStack() as stack:
        played = Outlets(outlets, clock.now, answers)
        await stack.enter_async_context(played.server)
        allowed = frozenset({f"127.0.0.1:{played.server.port}"})
        record = await stack.enter_async_context(Record.open(f"sqlite:///{folder / 'r.db'}", make=True))
        fetcher = await stack.enter_async_context(Fetcher("Rapporteur/test", allowed=allowed))
        ready = partial(prepare, dossier, period, rules_only=True)
        workers: Workers = Here()
        if apart:
            workers = await stack.enter_async_context(Workers(1, 30.0, ready))
        else:
            ready()
        reader = make_reader(lambda _text, _dossier: Reading((), (), ()), "none", dossier)
        intake = Intake(record, dossier, reader, Catalogue(None, period), clock.now)
        web = Web(fetcher, Hosts(0.0), name="Rapporteur", allowed=allowed, now=clock.now)
        collect = Collect(record, intake, web, workers, allowed=allowed, now=clock.now)
        poll = Poll(record, web, workers, pace=Pace(), allowed=allowed, now=clock.now)
        gather = Gather(record, poll, collect, heard, now=clock.now, flight=Flight())
        async with record.writing() as connection:
            for outlet in outlets:
                await stored.add_feed(
                    connection, played.at(f"/{outlet.name}/feed"), None, "test", clock.now()
                )
        yield Setting(clock, played, record, gather, collect, poll, heard)
