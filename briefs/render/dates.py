"""Instants and days in words, in the zone of the window."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefs.model.brief import Window
from briefs.render import phrases


def day_in_words(day: date, *, weekday: bool = False, year: bool = True) -> str:
    """Give a day as words: "18 February 2026", "18 February", "Wednesday 18 February 2026"."""
    words = f"{day.day} {phrases.MONTHS[day.month - 1]}{f' {day.year}' if year else ''}"
    return f"{phrases.DAYS[day.weekday()]} {words}" if weekday else words


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Give the day on which an instant falls in a zone."""
    return instant.astimezone(zone).date()


def instant_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """Give an instant as words, to the minute: "18 February 2026, 14:05"."""
    there = instant.astimezone(zone)
    return f"{day_in_words(there.date())}, {there:%H:%M}"


def window_in_words(window: Window) -> str:
    """Give a window as words: one day, a first and a last day, or instants where it is no whole days."""
    zone = ZoneInfo(window.zone)
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    if start.time() != time.min or end.time() != time.min:
        return f"{instant_in_words(start, zone)} to {instant_in_words(end, zone)}"
    last = end.date() - timedelta(days=1)
    if last <= start.date():
        return day_in_words(start.date(), weekday=True)
    return f"{day_in_words(start.date())} to {day_in_words(last)}"


def is_one_day(window: Window) -> bool:
    """Tell whether a window is one whole day of its zone."""
    zone = ZoneInfo(window.zone)
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    whole = start.time() == end.time() == time.min
    return whole and end.date() - start.date() == timedelta(days=1)


def stamp(instant: datetime) -> int:
    """Give an instant as whole seconds since 1970, as Discord's timestamps count."""
    return int(instant.astimezone(UTC).timestamp())


def noon_stamp(day: date, zone: ZoneInfo) -> int:
    """Give the stamp of a day's noon, so that readers in most zones see the same day."""
    return stamp(datetime.combine(day, time(12), zone))
