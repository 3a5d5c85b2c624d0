"""Which stretch of time a question is about."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import WrongUse
from briefs.model.brief import Window

# Not by strftime, which speaks the language that the system is set to.
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, the first and the last, both taken in."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WrongUse(f"the last day, {self.last}, is before the first, {self.first}; exchange them")

    def window(self, zone: str) -> Window:
        """Give the window of these days as they are counted in a zone."""
        return Window(midnight(self.first, zone), midnight(self.last, zone, after=1), zone)

    def before(self) -> "Days":
        """Give as many days that end right before these."""
        length = self.last - self.first + timedelta(days=1)
        return Days(self.first - length, self.last - length)


def week_to(day: date) -> Days:
    """Give the seven days that end with a day."""
    return Days(day - timedelta(days=6), day)


def midnight(day: date, zone: str, *, after: int = 0) -> datetime:
    """Give the moment at which a day, or the one so many days after it, begins in a zone; in UTC.

    Raises:
        WrongUse: when there is no such moment or no such zone.
    """
    try:
        return datetime.combine(day + timedelta(days=after), time(), zone_of(zone)).astimezone(UTC)
    except OverflowError as error:
        raise WrongUse(f"{day} is too far away; the record knows days from 0002 to 9998") from error


def zone_of(name: str) -> ZoneInfo:
    """Give the zone of an IANA name.

    Raises:
        WrongUse: when there is none.
    """
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError) as error:
        raise WrongUse(f'there is no time zone "{name[:40]}"; write one like Europe/Zurich or UTC') from error


def day_in_words(day: date) -> str:
    """Write a day as people do: 18 February 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
