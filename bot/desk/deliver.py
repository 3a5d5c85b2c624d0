"""Delivering briefs: each due one posted exactly once, whatever fails.

A delivery is a row of the record, claimed with a lease before anything is sent. Its steps are done one after
the other and each is saved as soon as it is done. What was sent and not saved (a crash, a dropped answer) is
found again before it would be sent anew: by its nonce for the minutes that Discord remembers one, and beyond
that by the delivery's mark in the channel itself.
"""

import asyncio
import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot.desk.posting import Payload, Place, Postbox, PostFailed, PostRefused
from bot.errors import RapporteurError
from bot.schedule import Rule, due_after, dues_between
from bot.store import deliveries as stored
from bot.store import subscriptions
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow, DeliveryState
from bot.store.subscriptions import SubscriptionRow
from briefs.model.brief import Window

#: A brief that is later than this is not posted any more; one that is later than `ON_TIME` says so.
GRACE: Final = timedelta(hours=6)
ON_TIME: Final = timedelta(minutes=15)

#: How long a claim holds without being renewed.
LEASE: Final = timedelta(seconds=60)

#: Subscriptions that are planned in one transaction, and how far back a planning looks.
_PLANNED_AT_ONCE: Final = 200
_LONGEST_OUTAGE: Final = timedelta(days=30)

#: Missed deliveries that are written down as skipped, newest first; older ones leave no trace.
MOST_MISSED: Final = 14

#: Failed tries after which a delivery is given up; with the waits between they last past the grace.
MOST_TRIES: Final = 40

#: How many days a period has, and the most that a brief since the last one looks back.
_DAYS: Final = {"day": 1, "week": 7}
_MOST_DAYS: Final = 31

#: Ended deliveries are kept this long.
KEPT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Order:
    """Which brief a delivery wants; equal orders are compiled once."""

    window: Window
    period: str
    sections: str
    locale: str


@dataclass(frozen=True, slots=True)
class Made:
    """A brief ready to be posted: a title, its messages, and whether nothing is new in it."""

    title: str
    messages: tuple[Payload, ...]
    quiet: bool


class Press(Protocol):
    """Makes briefs. Pure reading: it may be asked again."""

    async def make(self, order: Order) -> Made:
        """Compile, check and render a brief.

        Raises:
            RapporteurError: when it cannot be made or does not verify; it is then not posted.
        """

    def dress(self, message: Payload, mark: str, late: datetime | None, role: int | None) -> Payload:
        """Give a message with the delivery's mark in a custom id, a note when it is late, and a ping."""


class Journal(Protocol):
    """Hears of each delivery's end, one line a delivery."""

    def delivered(self, row: DeliveryRow, subscription: SubscriptionRow | None) -> None:
        """Hear of a delivery that was sent, skipped, failed or given up."""


class Deliver:
    """Plans and delivers. `owner` names this process; several may run on one record."""

    def __init__(
        self,
        record: Record,
        postbox: Postbox,
        press: Press,
        journal: Journal,
        *,
        owner: str,
        now: Callable[[], datetime],
        lease: timedelta = LEASE,
        at_once: int = 16,
    ) -> None:
        self._record = record
        self._postbox = postbox
        self._press = press
        self._journal = journal
        self._owner = owner
        self._now = now
        self._lease = lease
        self._renew = now()
        self._at_once = at_once
        self._jitter = Random(owner)  # noqa: S311 - spreads retries, keeps no secret
        self._presses: dict[Order, asyncio.Task[Made]] = {}
        self._flying: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def beat(self) -> None:
        """Plan what has fallen due and deliver all that can be, at most `at_once` at a time."""
        await self.plan()
        while not self._stopping:
            for row in await self._claimed():
                task = asyncio.create_task(self._deliver(row))
                self._flying.add(task)
                task.add_done_callback(self._flying.discard)
            if not self._flying:
                break
            wait = self._lease.total_seconds() / 3
            await asyncio.wait(self._flying, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        self._presses.clear()

    async def _claimed(self) -> Sequence[DeliveryRow]:
        """Claim as many deliveries as there is room for, and keep what is in flight."""
        now = self._now()
        async with self._record.reading() as connection:
            if not self._flying and not await stored.any_claimable(connection, now):
                return ()
        async with self._record.writing() as connection:
            if now >= self._renew:
                self._renew = now + self._lease / 3
                await stored.extend_leases(connection, self._owner, now + self._lease)
            room = self._at_once - len(self._flying)
            return await stored.claim_deliveries(connection, self._owner, now, self._lease, room)

    async def stop(self, patience: float = 8.0) -> None:
        """Finish what is in flight, or give it back: to be called once, at the end."""
        self._stopping = True
        flying = set(self._flying)
        if flying:
            await asyncio.wait(flying, timeout=patience)
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)
        async with self._record.writing() as connection:
            await stored.release_deliveries(connection, self._owner, self._now())

    async def plan(self) -> None:
        """Write down every delivery that has fallen due since the last planning, each once."""
        now = self._now()
        async with self._record.reading() as connection:
            due = await subscriptions.load_due(connection, now)
        for start in range(0, len(due), _PLANNED_AT_ONCE):
            async with self._record.writing() as connection:
                for row in due[start : start + _PLANNED_AT_ONCE]:
                    last = await stored.last_due(connection, row.id)
                    for delivery in planned(row, now, last):
                        await stored.add_delivery(connection, delivery)
                    await subscriptions.save_next_due(connection, row.id, due_after(rule_of(row), now))

    async def set_right(self) -> None:
        """Reckon all coming due instants anew: the clock or the zones' rules may have been changed."""
        now = self._now()
        async with self._record.reading() as connection:
            rows = await subscriptions.load_subscriptions(connection)
        for row in rows:
            due = due_after(rule_of(row), now)
            if row.next_due > now and due != row.next_due:
                async with self._record.writing() as connection:
                    await subscriptions.save_next_due(connection, row.id, due)

    async def forget(self) -> None:
        """Forget what ended long ago."""
        over = (DeliveryState.SENT, DeliveryState.SKIPPED, DeliveryState.FAILED)
        async with self._record.writing() as connection:
            await stored.forget_deliveries(connection, self._now() - KEPT, over)

    async def _deliver(self, row: DeliveryRow) -> None:
        async with self._record.reading() as connection:
            subscription = await subscriptions.load_subscription(connection, row.subscription)
        if subscription is None:
            return
        work = _Work(row)
        try:
            await self._post(work, subscription)
        except PostRefused as refused:
            work.end(DeliveryState.FAILED, str(refused), self._now())
            await self._pause(subscription, str(refused))
        except (PostFailed, TimeoutError) as failed:
            self._put_off(work, str(failed) or "no answer in time", getattr(failed, "retry_after", None))
        except RapporteurError as error:
            self._put_off(work, str(error), None)
        except Exception as error:  # noqa: BLE001 - one channel must never stop the others
            self._put_off(work, f"{type(error).__name__}: {error}", None)
        async with self._record.writing() as connection:
            await stored.save_delivery(connection, work.row)
        self._journal.delivered(work.row, subscription)

    async def _post(self, work: "_Work", subscription: SubscriptionRow) -> None:
        now, due, begun = self._now(), work.row.due, bool(work.done)
        if subscription.paused and not begun:
            return work.end(DeliveryState.SKIPPED, f"paused: {subscription.paused}", now)
        if now - due > GRACE and not begun:
            return work.end(DeliveryState.SKIPPED, "too late", now)
        async with self._record.reading() as connection:
            before = await stored.last_sent(connection, subscription.id, due)
        made = await self._made(_order(subscription, due, before))
        if made.quiet and subscription.skip_quiet and not begun:
            return work.end(DeliveryState.SKIPPED, "a quiet day", now)
        late = due if now - due > ON_TIME else None
        place = await self._postbox.place(subscription.channel)
        for step in self._steps(work.row.id, subscription, made, place, late):
            await self._step(work, step)
        return work.end(DeliveryState.SENT, "late" if late else "", self._now())

    def _steps(
        self, delivery: str, subscription: SubscriptionRow, made: Made, place: Place, late: datetime | None
    ) -> "Sequence[_Step]":
        """Give what is to be done for a delivery, in order."""
        steps: list[_Step] = []
        for number, message in enumerate(made.messages):
            mark = mark_of(delivery, number)
            role = subscription.role if number == 0 else None
            payload = self._press.dress(message, mark, late if number == 0 else None, role)
            if place.is_forum and number == 0:
                steps.append(_Step("thread", mark, _Open(place, made.title, payload)))
            else:
                steps.append(_Step(f"page{number}", mark, _Page(place, payload)))
            if place.is_announcement:
                steps.append(_Step(f"publish{number}", "", _Publish(place, f"page{number}")))
        return steps

    async def _step(self, work: "_Work", step: "_Step") -> None:
        """Do one step unless it is done, and save that it is."""
        done = work.done
        if step.name in done:
            return
        if work.row.begun is None:
            work.row = replace(work.row, begun=self._now())
            await self._save(work.row)
        # Only a row that somebody has worked on before can have sent what it has not saved.
        begun = work.row.begun
        since = begun - timedelta(minutes=1) if begun is not None and work.row.tries > 1 else None
        nonce = f"{work.row.id}.{len(done)}"
        done[step.name] = await step.action.do(self._postbox, done, step.mark, nonce, since)
        work.row = replace(work.row, steps=json.dumps(done))
        await self._save(work.row)

    async def _save(self, row: DeliveryRow) -> None:
        async with self._record.writing() as connection:
            if not await stored.save_delivery(connection, row):
                raise PostFailed("another process has taken this delivery over")

    async def _made(self, order: Order) -> Made:
        """Make each brief once, however many channels want it."""
        if order not in self._presses:
            self._presses[order] = asyncio.create_task(self._press.make(order))
        try:
            return await asyncio.shield(self._presses[order])
        except RapporteurError:
            self._presses.pop(order, None)
            raise

    def _put_off(self, work: "_Work", why: str, retry_after: float | None) -> None:
        """Put a delivery off to its next try: the waits double up to ten minutes, with jitter."""
        now, tries = self._now(), work.row.tries
        if tries >= MOST_TRIES:
            work.end(DeliveryState.FAILED, f"given up: {why}", now)
            return
        wait = max(min(2.0 ** min(tries, 10), 600.0) * self._jitter.uniform(0.5, 1.0), retry_after or 0.0)
        again = now + timedelta(seconds=wait)
        work.row = replace(work.row, state=DeliveryState.FAILED, why=why, next_try=again, lease=None)

    async def _pause(self, subscription: SubscriptionRow, why: str) -> None:
        """Pause one subscription, and tell who made it, once."""
        async with self._record.writing() as connection:
            await subscriptions.save_subscription(connection, replace(subscription, paused=why, told=True))
        if subscription.told:
            return
        try:
            await self._postbox.tell(
                subscription.guild,
                subscription.user,
                f"Briefs for <#{subscription.channel}> are paused: {why} "
                "When that is mended, `/subscriptions resume` starts them again.",
            )
        except (PostFailed, PostRefused):
            return


def rule_of(row: SubscriptionRow) -> Rule:
    """Give the rule by which a subscription falls due."""
    return Rule(time.fromisoformat(row.at), frozenset(int(day) for day in row.days), row.zone)


def planned(row: SubscriptionRow, now: datetime, last: datetime | None) -> tuple[DeliveryRow, ...]:
    """Give the rows of what has fallen due; after an outage only the newest within the grace is posted.

    `last` is the due instant of the subscription's latest row: a local day that has one gets no second, even
    where the zone's rules were changed meanwhile. One in the future is a wrong clock's, and counts not.
    """
    rule = rule_of(row)
    zone = ZoneInfo(rule.zone)
    instants = dues_between(rule, max(row.next_due, now - _LONGEST_OUTAGE) - timedelta(seconds=1), now)
    if last is not None and last <= now:
        instants = tuple(
            due for due in instants if due.astimezone(zone).date() > last.astimezone(zone).date()
        )
    return tuple(
        _planned(row, due, now, newest=number == len(instants)) for number, due in enumerate(instants, 1)
    )[-MOST_MISSED:]


def _planned(row: SubscriptionRow, due: datetime, now: datetime, *, newest: bool) -> DeliveryRow:
    why = ""
    if row.paused:
        why = f"paused: {row.paused}"
    elif now - due > GRACE:
        why = "too late"
    elif not newest:
        why = "a later one is due"
    return DeliveryRow(
        id=delivery_id(row.id, due),
        subscription=row.id,
        due=due,
        state=DeliveryState.SKIPPED if why else DeliveryState.DUE,
        why=why,
        owner="",
        lease=None,
        tries=0,
        next_try=None if why else due,
        begun=None,
        ended=now if why else None,
        steps="{}",
    )


def delivery_id(subscription: str, due: datetime) -> str:
    """Give the id of a delivery: for one subscription and instant the same in every process, for good."""
    digest = hashlib.blake2b(f"{subscription} {due.isoformat()}".encode(), digest_size=10).digest()
    return base64.b32encode(digest).decode().lower()


def mark_of(delivery: str, page: int) -> str:
    """Give the mark by which a page of a delivery is known again in its channel."""
    return f"delivery:{delivery}:{page}"


def _order(subscription: SubscriptionRow, due: datetime, before: datetime | None) -> Order:
    start = days_earlier(due, _DAYS.get(subscription.period, 1), subscription.zone)
    if subscription.period == "since-last" and before is not None:
        start = max(before, days_earlier(due, _MOST_DAYS, subscription.zone))
    window = Window(start, due, subscription.zone)
    return Order(window, subscription.period, subscription.sections, subscription.locale)


def days_earlier(moment: datetime, days: int, zone: str) -> datetime:
    """Give the same time of day so many local days earlier, in UTC."""
    here = moment.astimezone(ZoneInfo(zone))
    return (here - timedelta(days=days)).astimezone(UTC)


@dataclass(slots=True)
class _Work:
    """A delivery being worked on: its row as it was last saved."""

    row: DeliveryRow

    @property
    def done(self) -> dict[str, int]:
        """The steps that are done, each with the id that it gave."""
        steps: dict[str, int] = json.loads(self.row.steps)
        return steps

    def end(self, state: DeliveryState, why: str, now: datetime) -> None:
        self.row = replace(self.row, state=state, why=why, ended=now, lease=None)


class _Action(Protocol):
    async def do(
        self, postbox: Postbox, done: dict[str, int], mark: str, nonce: str, since: datetime | None
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    mark: str
    action: _Action


@dataclass(frozen=True, slots=True)
class _Page:
    place: Place
    payload: Payload

    async def do(
        self, postbox: Postbox, done: dict[str, int], mark: str, nonce: str, since: datetime | None
    ) -> int:
        channel = done.get("thread", self.place.channel)
        found = await postbox.find(channel, mark, since) if since else None
        return found if found is not None else await postbox.post(channel, self.payload, nonce)


@dataclass(frozen=True, slots=True)
class _Open:
    place: Place
    title: str
    payload: Payload

    async def do(
        self, postbox: Postbox, done: dict[str, int], mark: str, nonce: str, since: datetime | None
    ) -> int:
        del done, nonce
        found = await postbox.find_thread(self.place.channel, mark, since) if since else None
        if found is not None:
            return found
        return await postbox.open_thread(self.place.channel, self.title, self.payload, self.place.tags)


@dataclass(frozen=True, slots=True)
class _Publish:
    place: Place
    page: str

    async def do(
        self, postbox: Postbox, done: dict[str, int], mark: str, nonce: str, since: datetime | None
    ) -> int:
        del mark, nonce, since
        await postbox.publish(self.place.channel, done[self.page])
        return done[self.page]
