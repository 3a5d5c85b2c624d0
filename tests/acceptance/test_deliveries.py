"""Deliveries by the program as a real process, against a Discord that refuses and drops."""

import asyncio
import os
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database import Record
from bot.store.deliveries import load_deliveries
from bot.store.subscriptions import SubscriptionRow, add_subscription
from tests.acceptance.program import Program
from tests.loopback import Channel, Discord, Fault, Trouble
from tests.loopback.world import ANNOUNCEMENT, FORUM, PUBLIC_THREAD, TEXT

KILLS = int(os.environ.get("KILLS", "20"))


@asynccontextmanager
async def running(
    folder: Path, channels: int, kinds: tuple[int, ...] = (TEXT,)
) -> AsyncIterator[tuple[Program, list[Channel]]]:
    """A Discord with channels, and a record in which each has a subscription, due just now."""
    async with Discord() as discord:
        discord.rest.pacing.enforced = False
        owner = discord.world.user("olena")
        guild = discord.world.guild("Desk", owner)
        made = [discord.world.channel(guild, f"c{n}", kinds[n % len(kinds)]) for n in range(channels)]
        program = Program(folder, discord)
        now = datetime.now(UTC)
        due = now.replace(second=0, microsecond=0)
        async with (
            Record.open(f"sqlite:///{program.record}", make=True) as record,
            record.writing() as connection,
        ):
            for n, channel in enumerate(made):
                await add_subscription(
                    connection,
                    SubscriptionRow(
                        id=f"s{n}", guild=int(guild.id), channel=int(channel.id), user=int(owner.id),
                        at=f"{due:%H:%M}", days="0123456", zone="UTC", period="day", sections="", role=None,
                        skip_quiet=False, locale="en", paused="", told=False, made=now, next_due=due,
                    ),
                )  # fmt: skip
        yield program, made
        if program.process is not None and program.process.returncode is None:
            await program.kill()


def marks(discord: Discord, channel: Channel) -> Counter[str]:
    """The deliveries' marks in a channel and in the threads below it."""
    found: Counter[str] = Counter()
    for place in discord.world.channels.values():
        if place is channel or (place.type == PUBLIC_THREAD and place.parent == channel.id):
            for message in place.messages:
                found.update(id_ for id_ in _ids(message["components"]) if id_.startswith("delivery:"))
    return found


def _ids(components: list[dict]) -> list[str]:
    return [c["custom_id"] for c in components if "custom_id" in c] + [
        id_ for c in components for id_ in _ids(c.get("components", []))
    ]


async def states(program: Program) -> Counter[str]:
    async with (
        Record.open(f"sqlite:///{program.record}", make=False) as record,
        record.reading() as connection,
    ):
        return Counter(row.state for row in await load_deliveries(connection, most=1000))


async def until_delivered(program: Program, count: int, seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while (await states(program))["sent"] < count:  # noqa: ASYNC110 - another process ends them
            await asyncio.sleep(0.3)


async def test_a_due_brief_arrives_and_a_stop_is_clean(tmp_path: Path):
    async with running(tmp_path, 4, (TEXT, ANNOUNCEMENT, FORUM, TEXT)) as (program, channels):
        await program.start()
        await until_delivered(program, 4)
        assert await program.stop() == 0
        for channel in channels:
            found = marks(program.discord, channel)
            assert found, program.log()
            assert set(found.values()) == {1}
        assert len(program.discord.rest.published) == len(channels[1].messages)
        assert program.discord.rest.pacing.invalid == 0


@pytest.mark.parametrize("kills", [KILLS])
async def test_kills_at_random_instants_lose_and_double_nothing(tmp_path: Path, kills: int):
    dice = random.Random(kills)  # noqa: S311
    async with running(tmp_path, 50, (TEXT, TEXT, ANNOUNCEMENT, FORUM)) as (program, channels):
        program.discord.rest.nonce_seconds = 2.0
        for _ in range(kills):
            await program.start(wait=dice.random() < 0.9)
            await asyncio.sleep(dice.random() * 1.2)
            await program.kill()
        await program.start()
        await until_delivered(program, 50, 120)
        await program.stop()
        for channel in channels:
            found = marks(program.discord, channel)
            assert found, f"lost in {channel.name}"
            assert set(found.values()) == {1}, f"doubled in {channel.name}"
            assert len({mark.split(":")[1] for mark in found}) == 1


async def test_two_processes_on_one_record_post_each_brief_once(tmp_path: Path):
    async with running(tmp_path, 30) as (program, channels):
        second = Program(tmp_path, program.discord)
        await program.start("one.txt")
        await second.start("two.txt")
        await until_delivered(program, 30)
        await asyncio.gather(program.stop(), second.stop())
        for channel in channels:
            assert set(marks(program.discord, channel).values()) == {1}


@pytest.mark.parametrize("trouble", list(Trouble), ids=lambda trouble: trouble.value)
async def test_each_kind_of_trouble_is_outlived(tmp_path: Path, trouble: Trouble):
    async with running(tmp_path, 3) as (program, channels):
        program.discord.order(Fault(trouble, times=4, seconds=0.5))
        await program.start()
        await until_delivered(program, 3, 90)
        assert await program.stop() == 0
        for channel in channels:
            assert set(marks(program.discord, channel).values()) == {1}


async def test_a_channel_that_refuses_stops_no_other_and_somebody_is_told_once(tmp_path: Path):
    async with running(tmp_path, 3) as (program, channels):
        channels[0].denied = {"VIEW_CHANNEL"}
        await program.discord.delete_channel(channels[1])
        await program.start()
        await until_delivered(program, 1)
        await asyncio.sleep(3)
        assert await program.stop() == 0
        told = [m for c in program.discord.world.channels.values() if c.recipient for m in c.messages]
        assert len(told) == 2
        assert any("View Channel" in message["content"] for message in told)
        assert all(message["pinged"] == [] for message in told)


async def test_a_locked_database_and_a_lost_session_are_outlived(tmp_path: Path):
    async with running(tmp_path, 5) as (program, channels):
        await program.start()
        held = sqlite3.connect(program.record, isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        await program.discord.gateway.forget()
        await asyncio.sleep(8)
        held.execute("ROLLBACK")
        held.close()
        await until_delivered(program, 5)
        assert await program.stop() == 0
        for channel in channels:
            assert set(marks(program.discord, channel).values()) == {1}
