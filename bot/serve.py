"""The bot as it runs for months: Discord, the feeds and the deliveries side by side."""

import asyncio
import logging
import os
import secrets
import signal
import socket
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

import discord
import structlog
from discord import app_commands

from bot.app import App, now
from bot.chat.client import Client, point_at
from bot.chat.commands import Desk, plant
from bot.chat.limiter import Limiter
from bot.chat.pages import Library
from bot.chat.postbox import DiscordPostbox
from bot.chat.synchronising import synchronise
from bot.chat.tongues import CommandTranslator
from bot.desk.apart import Apart
from bot.desk.ask import Ask
from bot.desk.deliver import Deliver
from bot.desk.holdings import Holdings
from bot.desk.intake import Taken
from bot.desk.memory import Memory
from bot.desk.press import BriefPress
from bot.desk.questions import Questions
from bot.desk.sources import Sources
from bot.desk.subscribe import Subscribe
from bot.errors import RapporteurError
from bot.gathering import open_gathering
from bot.schedule import Clockwork
from bot.settings import Settings
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow
from bot.store.feeds import FeedRow
from bot.store.subscriptions import SubscriptionRow
from bot.web.health import serve_health

log = structlog.get_logger()

# A beat that falls into a call that still runs is left out by design, and no news.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


class LoginRefused(RapporteurError):
    """Discord does not take the token."""


class Logged:
    """Writes one line for each delivery, article and failing feed."""

    def delivered(self, row: DeliveryRow, subscription: SubscriptionRow | None) -> None:
        """Log a delivery's end."""
        log.info(
            "delivery",
            id=row.id,
            subscription=row.subscription,
            channel=subscription.channel if subscription else None,
            due=row.due.isoformat(),
            state=str(row.state),
            why=row.why,
            tries=row.tries,
        )

    async def stored(self, taken: Taken) -> None:
        """Log an article that is new or has changed."""
        log.info("article", id=taken.article, outlet=taken.outlet, what=taken.outcome.value)

    async def failing(self, feed: FeedRow) -> None:
        """Log a feed that has not answered well for a day."""
        log.warning("feed failing", feed=feed.address, failures=feed.failures, error=feed.error)

    async def broke(self, address: str, error: Exception) -> None:
        """Log an error that nobody foresaw."""
        log.error("gathering", address=address, error=f"{type(error).__name__}: {error}", exc_info=error)


async def serve(app: App, settings: Settings) -> int:
    """Run the bot until it is told to stop, and give the exit code.

    Raises:
        LoginRefused: when Discord does not take the token.
    """
    if settings.discord_address:
        point_at(settings.discord_address)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    logged = Logged()
    async with AsyncExitStack() as stack:
        client = Client()
        press = BriefPress(app.ask)
        deliver = Deliver(
            app.record,
            DiscordPostbox(client, Limiter()),
            press,
            logged,
            owner=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}",
            now=now,
            lease=timedelta(seconds=settings.lease),
        )
        apart = await stack.enter_async_context(Apart.open(partial(_questions, app, settings)))
        desk = _desk(app, press, apart)
        tree = plant(client, desk)
        await stack.enter_async_context(serve_health(settings.health, desk.sources))
        gathering_ = await stack.enter_async_context(open_gathering(app, settings, logged))
        try:
            await client.login(settings.discord_token)
        except discord.LoginFailure:
            await client.close()
            raise LoginRefused("Discord does not take DISCORD_TOKEN; copy the bot's token anew") from None
        connected = asyncio.create_task(client.connect())
        clockwork = Clockwork()
        try:
            await _first(stop, connected, client.wait_until_ready())
            if not stop.is_set():
                log.info("ready", servers=len(client.guilds), shards=client.shard_count)
                synchronising = asyncio.create_task(_synchronise(tree, desk.memory, app))
                await deliver.set_right()
                clockwork.beat("deliver", timedelta(seconds=settings.beat), deliver.beat)
                clockwork.beat("set right", timedelta(hours=1), deliver.set_right)
                clockwork.beat("forget", timedelta(hours=12), deliver.forget)
                clockwork.start()
                gathering = asyncio.create_task(gathering_.gather.run())
                await _first(stop, connected, gathering)
                gathering.cancel()
                synchronising.cancel()
        finally:
            clockwork.stop()
            await deliver.stop()
            await client.close()
            with suppress(Exception):
                await connected
    return 0


@asynccontextmanager
async def _questions(app: App, settings: Settings) -> AsyncIterator[Questions]:
    """Open the record once more, for a thread of its own."""
    async with Record.open(settings.record, make=False) as record:
        yield Questions(record, Ask(record, app.dossier))


def _desk(app: App, press: BriefPress, apart: Apart[Questions]) -> Desk:
    return Desk(
        app.dossier,
        Library(Questions(app.record, app.ask), apart, app.dossier.zone),
        Memory(app.ask, time.monotonic),
        Subscribe(app.record, press, now),
        Holdings(app.record),
        Sources(app.record, now),
    )


async def _synchronise(tree: app_commands.CommandTree[Client], memory: Memory, app: App) -> None:
    """Give Discord the commands and look up what they offer; that this fails once is no reason to stop."""
    try:
        await memory.refresh()
        await tree.set_translator(CommandTranslator())
        if await synchronise(tree, app.record):
            log.info("commands synchronised", count=len(tree.get_commands()))
    except (discord.HTTPException, OSError, RapporteurError) as error:
        log.error("commands not synchronised", error=str(error))  # noqa: TRY400 - told, not traced


async def _first(stop: asyncio.Event, *others: Awaitable[object]) -> None:
    """Wait until told to stop or until one of the others ends; an error of theirs is raised."""
    tasks = [asyncio.ensure_future(other) for other in others]
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    for task in done:
        if task is not stopping:
            task.result()
