"""Deliveries against a postbox that refuses, drops and forgets."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from bot.desk.deliver import GRACE, LEASE, Deliver, Made, Order, delivery_id, planned, rule_of
from bot.desk.posting import Payload, Place, PostFailed, PostRefused
from bot.errors import RapporteurError
from bot.schedule import due_after
from bot.store import deliveries as stored
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow
from bot.store.subscriptions import (
    SubscriptionRow,
    add_subscription,
    load_subscription,
    load_subscriptions,
)

START = datetime(2026, 2, 18, 6, 0, tzinfo=UTC)
KINDS = [Place(0), Place(0, is_forum=True), Place(0, is_announcement=True)]
TROUBLES = ["", "", "", "drop before", "drop after", "crash before", "crash after"]


@dataclass
class Clock:
    time: datetime = START

    def now(self) -> datetime:
        return self.time


@dataclass
class Posted:
    channel: int
    mark: str
    nonce: str
    at: datetime
    payload: Payload


class Crash(BaseException):
    """The process is gone: nothing catches it."""


@dataclass
class FakeChat:
    """Keeps nonces for two minutes. `script` gives for each post what happens: "", "drop before", ..."""

    clock: Clock
    kind: Place | None = None
    posts: list[Posted] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    threads: dict[int, tuple[int, str]] = field(default_factory=dict)

    async def place(self, channel: int) -> Place:
        return replace(self.kind, channel=channel) if self.kind else Place(channel)

    async def post(self, channel: int, payload: Payload, nonce: str) -> int:
        assert len(nonce) <= 25
        if channel in self.refused:
            raise PostRefused(self.refused[channel])
        trouble = self.script.pop(0) if self.script else ""
        if trouble == "drop before":
            raise PostFailed("dropped")
        if trouble == "limited":
            raise PostFailed("429", 7.0)
        if trouble == "crash before":
            raise Crash
        for number, known in enumerate(self.posts):
            recent = self.clock.now() - known.at < timedelta(minutes=2)
            if known.channel == channel and known.nonce == nonce and recent:
                return number
        self.posts.append(Posted(channel, str(payload["mark"]), nonce, self.clock.now(), payload))
        if trouble == "drop after":
            raise PostFailed("dropped")
        if trouble == "crash after":
            raise Crash
        return len(self.posts) - 1

    async def open_thread(self, forum: int, _name: str, payload: Payload, _tags: tuple[int, ...]) -> int:
        thread, before = 10_000 + len(self.threads), len(self.posts)
        try:
            await self.post(thread, payload, f"no nonce {thread}")
        finally:
            if len(self.posts) > before:
                self.threads[thread] = (forum, self.posts[before].mark)
        return thread

    async def find(self, channel: int, mark: str, since: datetime) -> int | None:
        for number, known in enumerate(self.posts):
            if known.channel == channel and known.mark == mark and known.at >= since:
                return number
        return None

    async def find_thread(self, forum: int, mark: str, _since: datetime) -> int | None:
        return next((thread for thread, known in self.threads.items() if known == (forum, mark)), None)

    async def publish(self, _channel: int, message: int) -> None:
        self.published.append(message)

    async def tell(self, _guild: int | None, _user: int, text: str) -> None:
        self.told.append(text)


@dataclass
class FakePress:
    pages: int = 1
    quiet: bool = False
    made: list[Order] = field(default_factory=list)
    broken: str = ""

    async def make(self, order: Order) -> Made:
        self.made.append(order)
        if self.broken:
            raise RapporteurError(self.broken)
        return Made("Brief", tuple({"page": page} for page in range(self.pages)), self.quiet)

    def dress(self, message: Payload, mark: str, late: datetime | None, role: int | None) -> Payload:
        return {**message, "mark": mark, "late": late, "role": role}


@dataclass
class Ends:
    rows: list[DeliveryRow] = field(default_factory=list)

    def delivered(self, row: DeliveryRow, _subscription: SubscriptionRow | None) -> None:
        self.rows.append(row)


@dataclass
class Desk:
    record: Record
    clock: Clock
    chat: FakeChat
    press: FakePress
    ends: Ends

    def process(self, owner: str = "one") -> Deliver:
        return Deliver(self.record, self.chat, self.press, self.ends, owner=owner, now=self.clock.now)

    async def subscribe(self, channel: int = 1, **more: object) -> SubscriptionRow:
        row = SubscriptionRow(
            id=f"s{channel}", guild=1, channel=channel, user=9, at="08:00", days="0123456",
            zone="Europe/Zurich", period="day", sections="", role=None, skip_quiet=False,
            locale="en", paused="", told=False,
            made=self.clock.now(), next_due=self.clock.now(),
        )  # fmt: skip
        row = replace(row, **more)  # type: ignore[arg-type]
        row = replace(row, next_due=due_after(rule_of(row), self.clock.now()))
        async with self.record.writing() as connection:
            await add_subscription(connection, row)
        return row

    async def rows(self) -> dict[str, str]:
        async with self.record.reading() as connection:
            found = await stored.load_deliveries(connection, most=1000)
        return {
            f"{row.subscription} {row.due:%m-%d %H:%M}": f"{row.state} {row.why}".strip() for row in found
        }

    async def run(self, span: timedelta, step: timedelta = timedelta(seconds=20), owner: str = "one") -> None:
        process, end = self.process(owner), self.clock.time + span
        while self.clock.time <= end:
            await process.beat()
            self.clock.time += step


@asynccontextmanager
async def desk(folder: Path, **press: object) -> AsyncIterator[Desk]:
    clock = Clock()
    async with Record.open(f"sqlite:///{folder / 'r.db'}", make=True) as record:
        yield Desk(record, clock, FakeChat(clock), FakePress(**press), Ends())  # type: ignore[arg-type]


HOUR = timedelta(hours=1)


async def test_a_due_brief_is_posted_once_at_its_time(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe()
        await at.run(3 * HOUR, timedelta(minutes=10))
        assert await at.rows() == {"s1 02-18 07:00": "sent"}
        assert [(post.channel, post.payload["late"]) for post in at.chat.posts] == [(1, None)]


@pytest.mark.parametrize(
    "script",
    [
        ["drop before"], ["drop after"], ["limited", "limited"], ["drop before", "drop after", "drop before"],
        ["crash before"], ["crash after"], ["crash after", "crash after"],
        ["drop after", "crash after", "limited"],
        ["", "crash after"], ["", "crash before"], ["", "", "drop after"],
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("kind", KINDS, ids=["text", "forum", "news"])
@pytest.mark.parametrize("pause", [5, 300], ids=["within the nonce", "after it"])
async def test_whatever_fails_each_page_is_posted_once(
    tmp_path: Path, script: list[str], kind: Place, pause: int
):
    async with desk(tmp_path, pages=3) as at:
        at.chat.kind = kind
        at.chat.script = list(script)
        await at.subscribe()
        at.clock.time = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)
        for life in range(40):
            process = at.process(f"process {life}")
            try:
                await process.beat()
                for task in list(process._flying):
                    await task
            except Crash:
                at.clock.time += LEASE
            at.clock.time += timedelta(seconds=pause)
        assert set((await at.rows()).values()) <= {"sent", "sent late"}
        pages = [post.mark for post in at.chat.posts]
        assert sorted(pages) == sorted({*pages})
        assert len(pages) == 3
        if kind.is_announcement:
            assert sorted(set(at.chat.published)) == [0, 1, 2]


async def test_random_lives_and_deaths_of_two_processes_post_each_brief_once(tmp_path: Path):
    dice = Random(7)  # noqa: S311
    async with desk(tmp_path, pages=2) as at:
        for channel in range(1, 31):
            await at.subscribe(channel)
        at.clock.time = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)
        for life in range(250):
            at.chat.script = [dice.choice(TROUBLES) for _ in range(6)]
            process = at.process(f"process {life}")
            with suppress(Crash):
                await process.beat()
            for task in list(process._flying):
                task.cancel()
            at.clock.time += timedelta(seconds=dice.choice([1, 10, 70, 200]))
        marks = [post.mark for post in at.chat.posts]
        assert len(marks) == len(set(marks))
        states = (await at.rows()).values()
        assert sum(state.startswith("sent") for state in states) == 30 or at.clock.time - START > GRACE


async def test_a_late_brief_says_so_and_one_beyond_the_grace_is_skipped(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe(1)
        await at.subscribe(2, at="12:30")
        at.clock.time = datetime(2026, 2, 18, 14, 0, tzinfo=UTC)
        await at.process().beat()
        assert await at.rows() == {"s1 02-18 07:00": "skipped too late", "s2 02-18 11:30": "sent late"}
        assert at.chat.posts[0].payload["late"] == datetime(2026, 2, 18, 11, 30, tzinfo=UTC)


async def test_an_outage_of_weeks_ends_with_one_brief_and_no_flood(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe()
        at.clock.time = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
        await at.process().beat()
        assert len(at.chat.posts) == 1
        rows = await at.rows()
        assert list(rows.values()).count("skipped too late") == 13


async def test_a_refusal_pauses_that_subscription_tells_once_and_stops_no_other(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe(1)
        await at.subscribe(2)
        at.chat.refused[1] = "the bot may not see the channel; grant it View Channel."
        await at.run(timedelta(days=3), HOUR)
        rows = await at.rows()
        assert [state for key, state in rows.items() if key.startswith("s2")] == ["sent"] * 3
        assert len(at.chat.told) == 1
        assert "View Channel" in at.chat.told[0]
        async with at.record.reading() as connection:
            row = await load_subscription(connection, "s1")
        assert row is not None
        assert row.paused.startswith("the bot may not see")


async def test_equal_briefs_are_made_once_for_all_channels(tmp_path: Path):
    async with desk(tmp_path) as at:
        for channel in range(1, 41):
            await at.subscribe(channel, zone="Europe/Paris" if channel % 2 else "Europe/Zurich")
        at.clock.time = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)
        await at.process().beat()
        assert len(at.chat.posts) == 40
        assert len(at.press.made) == 2


async def test_a_quiet_day_is_skipped_where_that_is_wanted(tmp_path: Path):
    async with desk(tmp_path, quiet=True) as at:
        await at.subscribe(1, skip_quiet=True)
        await at.subscribe(2)
        await at.run(2 * HOUR, timedelta(minutes=30))
        assert await at.rows() == {"s1 02-18 07:00": "skipped a quiet day", "s2 02-18 07:00": "sent"}


async def test_a_brief_that_does_not_verify_is_not_posted(tmp_path: Path):
    async with desk(tmp_path, broken="the brief does not hold") as at:
        await at.subscribe()
        await at.run(2 * HOUR, timedelta(minutes=5))
        assert at.chat.posts == []
        assert "does not hold" in next(iter((await at.rows()).values()))


async def test_stopping_gives_back_what_is_claimed(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe()
        at.clock.time = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)
        process = at.process()
        await process.plan()
        assert len(await process._claimed()) == 1
        await at.process("two").beat()
        assert list((await at.rows()).values()) == ["claimed"]
        await process.stop(0.1)
        await at.process("two").beat()
        assert list((await at.rows()).values()) == ["sent"]


async def test_a_clock_that_ran_ahead_loses_no_later_brief(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe()
        at.clock.time = datetime(2026, 4, 18, 7, 0, tzinfo=UTC)
        await at.process().beat()
        at.clock.time = datetime(2026, 2, 19, 6, 30, tzinfo=UTC)
        await at.process().set_right()
        await at.run(timedelta(days=2), HOUR)
        sent = [key for key, state in (await at.rows()).items() if state.startswith("sent")]
        assert sent == ["s1 04-18 06:00", "s1 02-20 07:00", "s1 02-19 07:00"]


async def test_changed_rules_of_a_zone_give_no_second_brief_on_a_day(tmp_path: Path):
    row_due = datetime(2026, 2, 18, 7, 0, tzinfo=UTC)
    async with desk(tmp_path) as at:
        row = await at.subscribe()
        again = planned(replace(row, next_due=row_due), row_due + HOUR, last=row_due - HOUR)
        assert again == ()


def test_the_id_of_a_delivery_leaves_room_for_its_steps_in_a_nonce():
    assert len(f"{delivery_id('s' * 40, START)}.999") <= 25


async def test_a_year_leaves_rows_and_nothing_else(tmp_path: Path):
    async with desk(tmp_path) as at:
        await at.subscribe(days="024")
        process = at.process()
        for _ in range(365 * 4):
            await process.beat()
            at.clock.time += 6 * HOUR
        await process.forget()
        states = list((await at.rows()).values())
        assert len(at.chat.posts) == len({post.mark for post in at.chat.posts}) >= 155
        assert len(states) < 45
        assert len(process._presses) == len(process._flying) == 0
        async with at.record.reading() as connection:
            assert len(await load_subscriptions(connection)) == 1
        assert json.dumps(states)
