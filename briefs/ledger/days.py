"""The days that a sentence names, told from the day of its article where that makes them certain."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTH: Final = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NAMED: Final = re.compile(
    rf"\b(?:(next|last|previous|coming|this)\s+)?({'|'.join(_WEEKDAYS)})\b"
    rf"|\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*[-\u2013]\s*\d{{1,2}}\b)?(?:,?\s+(\d{{4}}))?"
    rf"|\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+(\d{{4}}))?"
    r"|\b(today|tomorrow|yesterday|tonight)\b",
    re.IGNORECASE,
)
_SHIFTS: Final = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}


@dataclass(frozen=True, slots=True)
class Named:
    """A day named at code points `[start, end)`; `day` is None where the words leave it open.

    `weekday` counts from Monday, 0; None where the words name a date.
    """

    start: int
    end: int
    day: date | None
    weekday: int | None


def days_named(text: str, start: int, end: int, published: date, *, ahead: bool = False) -> tuple[Named, ...]:
    """Find the days named in `text[start:end]` of an article published on a day.

    A bare weekday is the nearest one: in a sentence about what is `ahead` the next (the day of publication
    counts), else the last. "next Tuesday" is left open, for outlets disagree on it.
    """
    found: list[Named] = []
    for match in _NAMED.finditer(text, start, end):
        which, weekday, month, day, year, day_first, month_last, year_last, plain = match.groups()
        if weekday:
            number = _WEEKDAYS.index(weekday.lower())
            found.append(
                Named(match.start(), match.end(), _weekday(number, which, published, ahead=ahead), number)
            )
        elif plain:
            found.append(
                Named(match.start(), match.end(), published + timedelta(_SHIFTS[plain.lower()]), None)
            )
        else:
            made = _date(month or month_last, day or day_first, year or year_last, published)
            if made:
                found.append(Named(match.start(), match.end(), made, None))
    return tuple(found)


def is_day(word: str) -> bool:
    """Tell whether a word is the name of a day or month, or a day told from today."""
    low = word.lower()
    return low in _WEEKDAYS or low in _SHIFTS or (word[:1].isupper() and low in _MONTHS)


def names_day(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` names a day at all."""
    return _NAMED.search(text, start, end) is not None


def _weekday(number: int, which: str | None, published: date, *, ahead: bool) -> date | None:
    if which is not None and which.lower() != "this":
        return None
    if ahead:
        return published + timedelta((number - published.weekday()) % 7)
    return published - timedelta((published.weekday() - number) % 7)


def _date(month: str, day: str, year: str | None, published: date) -> date | None:
    number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()))
    try:
        if year:
            return date(int(year), number, int(day))
        near = [date(published.year + shift, number, int(day)) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(near, key=lambda each: abs((each - published).days))
