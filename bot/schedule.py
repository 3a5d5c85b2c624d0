"""When things are due: calendar rules and the clockwork. The only APScheduler import."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

EVERY_DAY: Final = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Rule:
    """A time of day, to the minute, on some weekdays (0 is Monday) in an IANA zone.

    Each local day of the calendar has one due instant at most. Where the clock jumps forward over the time,
    it is due as much later as the clock jumped; where the clock goes back and the time comes twice, it is due
    the first time; a day that a zone leaves out has none.

    Raises:
        ValueError: when no weekday is named.
        zoneinfo.ZoneInfoNotFoundError: when the zone is not known.
    """

    at: time
    days: frozenset[int]
    zone: str

    def __post_init__(self) -> None:
        if not self.days or not self.days <= EVERY_DAY:
            raise ValueError(f"weekdays {sorted(self.days)} are not some of 0 to 6")
        ZoneInfo(self.zone)


def due_after(rule: Rule, moment: datetime) -> datetime:
    """Give the first due instant after `moment` (aware), in UTC."""
    return next(_dues(rule, moment))


def dues_between(rule: Rule, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """Give the due instants after `after` up to and with `until`, in UTC, in order."""
    found: list[datetime] = []
    for due in _dues(rule, after):
        if due > until:
            break
        found.append(due)
    return tuple(found)


def _dues(rule: Rule, after: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(rule.zone)
    days = ",".join(str(day) for day in sorted(rule.days))
    trigger = CronTrigger(day_of_week=days, hour=rule.at.hour, minute=rule.at.minute, second=0, timezone=zone)
    moment = after.astimezone(UTC)
    # The trigger may count a shifted time to the day before it looks from, so it looks from a day earlier.
    look = (moment - timedelta(days=1)).astimezone(zone)
    while True:
        fire = trigger.get_next_fire_time(None, look)
        due = fire.astimezone(UTC)
        if fire.fold == 0 and due > moment:
            yield due
        look = max(fire, look) + timedelta(seconds=1)


class Clockwork:
    """Calls something at a steady beat, one call at a time, for as long as the program runs."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def beat(self, name: str, every: timedelta, call: Callable[[], Awaitable[None]]) -> None:
        """Call `call` now and at each beat; a beat that falls into a call that still runs is left out."""
        self._scheduler.add_job(
            call,
            IntervalTrigger(seconds=max(1, int(every.total_seconds())), timezone=UTC),
            id=name,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin to beat. Needs a running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop beating; a call that runs goes on."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
