"""Subscriptions: asking for briefs in a channel on a schedule."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from rapidfuzz import fuzz, process

from bot.desk.deliver import Made, Order, Press, days_earlier, rule_of
from bot.errors import NothingFound, RapporteurError, WrongUse
from bot.schedule import due_after
from bot.store import deliveries, subscriptions
from bot.store.database import Record
from bot.store.deliveries import DeliveryRow
from bot.store.subscriptions import SubscriptionRow
from briefs.model.brief import Window

#: A server has no need of more, and a mistaken loop must not fill a channel.
MOST_A_SERVER: Final = 50
PERIODS: Final = ("day", "week", "since-last")
DAY_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_GROUPS: Final = {"daily": "0123456", "weekdays": "01234", "weekends": "56", "": "0123456"}


class NotAllowed(RapporteurError):
    """Something that only those who manage the server may do."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Who asks, where: checked here again, whatever Discord has checked.

    `guild` is None in a direct message.
    """

    guild: int | None
    user: int
    may_manage: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `at` is "8:00" or "08:00"; `days` "daily", "weekdays" or "mon,thu"."""

    channel: int
    at: str
    zone: str
    days: str = ""
    period: str = "day"
    role: int | None = None
    skip_quiet: bool = False
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Standing:
    """A subscription with its last result and the next three due instants."""

    row: SubscriptionRow
    last: DeliveryRow | None
    coming: tuple[datetime, ...]


class Subscribe:
    """Adds, lists and changes subscriptions. `now` gives the time."""

    def __init__(self, record: Record, press: Press, now: Callable[[], datetime]) -> None:
        self._record = record
        self._press = press
        self._now = now

    async def add(self, whose: Whose, wish: Wish) -> Standing:
        """Subscribe.

        Raises:
            NotAllowed: when the asker does not manage the server.
            WrongUse: for a time, zone, day or period that cannot be meant.
        """
        _check(whose)
        if wish.period not in PERIODS:
            raise WrongUse(f'"{wish.period}" is no period; choose {", ".join(PERIODS)}')
        now = self._now()
        row = SubscriptionRow(
            id=secrets.token_hex(4), guild=whose.guild, channel=wish.channel, user=whose.user,
            at=clock_time(wish.at), days=weekdays(wish.days), zone=zone_named(wish.zone), period=wish.period,
            sections="", role=wish.role, skip_quiet=wish.skip_quiet, locale=wish.locale,
            paused="", told=False, made=now, next_due=now,
        )  # fmt: skip
        row = replace(row, next_due=due_after(rule_of(row), now))
        async with self._record.writing() as connection:
            known = await subscriptions.load_subscriptions(
                connection, guild=whose.guild, user=None if whose.guild else whose.user
            )
            if len(known) >= MOST_A_SERVER:
                raise WrongUse(f"there are {len(known)} subscriptions here already; remove one first")
            await subscriptions.add_subscription(connection, row)
        return await self._standing(row)

    async def listed(self, whose: Whose) -> tuple[Standing, ...]:
        """List the server's subscriptions, or in a direct message one's own; oldest first."""
        return tuple([await self._standing(row) for row in await self.rows(whose)])

    async def rows(self, whose: Whose) -> tuple[SubscriptionRow, ...]:
        """Give the server's subscriptions, or one's own, as they are kept."""
        async with self._record.reading() as connection:
            return await subscriptions.load_subscriptions(
                connection, guild=whose.guild, user=None if whose.guild else whose.user
            )

    async def one(self, whose: Whose, id_: str) -> Standing:
        """Give one subscription of the server's, or of one's own.

        Raises:
            NothingFound: when there is none of that id here.
        """
        async with self._record.reading() as connection:
            row = await subscriptions.load_subscription(connection, id_)
        mine = row is not None and (
            row.guild == whose.guild
            if whose.guild is not None
            else row.guild is None and row.user == whose.user
        )
        if row is None or not mine:
            raise NothingFound(
                f'there is no subscription "{id_[:20]}" here; `/subscriptions list` shows them'
            )
        return await self._standing(row)

    async def pause(self, whose: Whose, id_: str) -> Standing:
        """Pause one: what falls due meanwhile is skipped."""
        return await self._change(whose, id_, lambda row: replace(row, paused="as asked"))

    async def resume(self, whose: Whose, id_: str) -> Standing:
        """Have one go on from its next due instant."""
        now = self._now()
        return await self._change(
            whose, id_, lambda row: replace(row, paused="", told=False, next_due=due_after(rule_of(row), now))
        )

    async def remove(self, whose: Whose, id_: str) -> Standing:
        """Remove one, with the trace of its deliveries."""
        _check(whose)
        standing = await self.one(whose, id_)
        async with self._record.writing() as connection:
            await subscriptions.remove_subscription(connection, id_)
        return standing

    async def preview(self, whose: Whose, id_: str) -> Made:
        """Make the very messages that would be posted now."""
        row = (await self.one(whose, id_)).row
        now = self._now().replace(second=0, microsecond=0)
        start = days_earlier(now, 7 if row.period == "week" else 1, row.zone)
        return await self._press.make(
            Order(Window(start, now, row.zone), row.period, row.sections, row.locale)
        )

    async def _change(
        self, whose: Whose, id_: str, changed: Callable[[SubscriptionRow], SubscriptionRow]
    ) -> Standing:
        _check(whose)
        row = changed((await self.one(whose, id_)).row)
        async with self._record.writing() as connection:
            await subscriptions.save_subscription(connection, row)
        return await self._standing(row)

    async def _standing(self, row: SubscriptionRow) -> Standing:
        async with self._record.reading() as connection:
            last = await deliveries.load_deliveries(connection, subscription=row.id, most=1)
        now = self._now()
        coming: list[datetime] = []
        for _ in range(3):
            coming.append(due_after(rule_of(row), coming[-1] if coming else now))
        return Standing(row, last[0] if last else None, tuple(coming))


def clock_time(stated: str) -> str:
    """Read a time of day such as "8", "8:30", "08:30" or "8.30 pm", and give it as "08:30".

    Raises:
        WrongUse: when it is none.
    """
    text = stated.strip().lower().replace(".", ":").replace("h", ":").rstrip(":")
    late = text.endswith(("pm", "p:m"))
    text = text.removesuffix("pm").removesuffix("am").removesuffix("p:m").removesuffix("a:m").strip()
    hour, _, minute = text.partition(":")
    try:
        number = int(hour)
        if late or stated.strip().lower().endswith(("am", "a.m", "a.m.")):
            number = number % 12 + (12 if late else 0)
        return time(number, int(minute or 0)).strftime("%H:%M")
    except ValueError:
        raise WrongUse(f'"{stated[:20]}" is no time of day; write it as 08:00') from None


def weekdays(stated: str) -> str:
    """Read "daily", "weekdays", "weekends" or names such as "mon, thu", and give digits, Monday 0.

    Raises:
        WrongUse: when a day is not known.
    """
    text = stated.strip().lower()
    if text in _GROUPS:
        return _GROUPS[text]
    found = set()
    for word in text.replace(",", " ").replace(";", " ").split():
        if word[:3] not in DAY_NAMES:
            raise WrongUse(f'"{word[:20]}" is no weekday; write daily, weekdays, weekends or mon,thu')
        found.add(DAY_NAMES.index(word[:3]))
    return "".join(str(day) for day in sorted(found)) or _GROUPS[""]


def zone_named(stated: str) -> str:
    """Give the IANA zone that a name or a city means.

    Raises:
        WrongUse: when none is meant; the nearest are named.
    """
    text = stated.strip()
    try:
        if text in available_timezones():
            return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    found = find_zones(text, 3)
    if (
        found
        and found[0].rpartition("/")[2].replace("_", " ").casefold() == text.replace("_", " ").casefold()
    ):
        return found[0]
    near = f"; did you mean {', '.join(found)}?" if found else "; write it as Europe/Kyiv"
    raise WrongUse(f'"{text[:40]}" is no time zone{near}')


def find_zones(typed: str, most: int) -> tuple[str, ...]:
    """Give the zones nearest to what was typed, a city's name or a part of it; the usual ones for nothing."""
    zones = _zones()
    if not typed.strip():
        usual = ("UTC", "Europe/Kyiv", "Europe/Zurich", "Europe/London", "Europe/Berlin", "America/New_York")
        return usual[:most]
    names = {zone: zone.replace("_", " ").replace("/", " ").casefold() for zone in zones}
    wanted = typed.replace("_", " ").casefold().strip()
    begun = [
        zone for zone in zones if zone.rpartition("/")[2].replace("_", " ").casefold().startswith(wanted)
    ]
    scored = process.extract(wanted, names, scorer=fuzz.partial_ratio, limit=most, score_cutoff=80)
    return tuple(dict.fromkeys([*sorted(begun), *(zone for _, _, zone in scored)]))[:most]


@cache
def _zones() -> tuple[str, ...]:
    kept = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    return tuple(sorted(zone for zone in available_timezones() if zone.startswith(kept) or zone == "UTC"))


def _check(whose: Whose) -> None:
    if whose.guild is not None and not whose.may_manage:
        raise NotAllowed("only those who may manage this server can change its subscriptions")
