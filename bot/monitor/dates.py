"""When a text was published, as far as the text itself tells."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo


class DatedBy(StrEnum):
    """How the time of publication is known, the surest first."""

    GIVEN = "as given"
    FRONT = "front matter"
    PAGE = "the page's own statement"
    HEAD = "a date at the head of the text"
    WEEKDAY = "weekdays in the text"
    TEXT = "a date in the text"
    FILE = "the file's time"


_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"], start=1
    )
    for name in names.split()
}  # fmt: skip
#: Days within which a weekday goes on from a date told before it.
SOON: Final = 2
_DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH: Final = (
    "(?P<month{0}>(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    "|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
    "|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?))\\b\\.?"
)
_DATE: Final = re.compile(
    r"\b(?:"
    r"(?P<year1>20\d\d)-(?P<number1>\d\d)-(?P<day1>\d\d)"
    r"|(?P<day2>\d{1,2})\.(?P<number2>\d{1,2})\.(?P<year2>20\d\d)"
    rf"|(?P<day3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(3)}(?:,? (?P<year3>20\d\d)\b)?"
    rf"|{_MONTH.format(4)} (?P<day4>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,? (?P<year4>20\d\d)\b)?"
    r")"
)
_CAPTION: Final = re.compile(
    r"\b(?:photo|picture|image|file|getty|afp|epa|ap photo|handout|pool)\b.{0,40}$|REUTERS/|\(photo",
    re.IGNORECASE,
)
#: "GENEVA, Feb 18 (Reuters) -", "Kyiv, 18 February 2026 —"
_DATELINE: Final = re.compile(r"[A-Z][\w .,/'\u2019-]{1,60}$")
_AFTER_DATELINE: Final = re.compile(r"\s*(?:\([^)\n]{2,30}\)|/[\w .-]{2,30}/)?\s*(?:[-\u2013\u2014:]|\()")
_AHEAD: Final = re.compile(
    r"\b(?:will|next|until|till|by|due|scheduled|planned|plans?|upcoming|coming|before|anniversary|expected|deadline"
    r"|end date|are to|is to|later)\b"
    r"[^.!?]{0,40}$",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(rf"\b(?P<day>{'|'.join(_DAYS)})\b(?! (?:is|will)\b)")
_CLOCK: Final = re.compile(r"\b(\d{1,2})[:.](\d\d)(?::\d\d)? ?([ap]\.?m\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a date without a year, or a weekday, may mean, and the zone in which days are counted."""

    begins: date | None
    ends: date | None
    zone: str

    def holds(self, day: date) -> bool:
        """Tell whether the day lies within, or a week after: articles follow what they report."""
        if self.begins is not None and day < self.begins:
            return False
        return self.ends is None or day <= self.ends + timedelta(days=7)

    def noon(self, day: date) -> datetime:
        """Give the moment that stands for a day of which no time is known.

        Noon, so that it is the same day in the zones of all readers.
        """
        return datetime.combine(day, time(12), ZoneInfo(self.zone)).astimezone(UTC)


def read_moment(stated: str, period: Period) -> datetime | None:
    """Read a stated time: ISO 8601, RFC 2822 or a written date, in the period's zone if it states none."""
    stated = stated.strip()
    with suppress(ValueError):
        return period.noon(date.fromisoformat(stated))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(stated)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=ZoneInfo(period.zone))
            return moment.astimezone(UTC)
        except (ValueError, TypeError, OverflowError):
            continue
    found = [(day, match) for match in _DATE.finditer(stated) if (day := _day(match, period))]
    if len(found) != 1:
        return None
    stated_day, match = found[0]
    clock = _CLOCK.search(stated, match.end())
    return _at(stated_day, clock, period) if clock else period.noon(stated_day)


def find_published(text: str, file_time: datetime | None, period: Period) -> tuple[datetime, DatedBy] | None:
    """Find when a text was published: by its head, its weekdays, its dates, or the file's time."""
    if (day := _head_date(text, period)) is not None:
        return period.noon(day), DatedBy.HEAD
    past = [
        (day, match)
        for day, match in _dates(text, period)
        if not _AHEAD.search(text, max(0, match.start() - 80), match.start())
    ]
    told = max((day for day, match in past if not _in_caption(text, match)), default=None)
    shown = max((day for day, match in past if _in_caption(text, match)), default=None)
    if (day := _by_weekday(text, told, shown, file_time, period)) is not None:
        return period.noon(day), DatedBy.WEEKDAY
    latest = max((day for day in (told, shown) if day is not None), default=None)
    if latest is not None:
        return period.noon(latest), DatedBy.TEXT
    return None if file_time is None else (file_time.astimezone(UTC), DatedBy.FILE)


def _head_date(text: str, period: Period) -> date | None:
    """Find a date that stands in a line of its own or in a dateline, within the first lines."""
    lines = [line.strip() for line in text[:3000].splitlines() if line.strip()][:12]
    for line in lines:
        for match in _DATE.finditer(line[:160]):
            day = _day(match, period)
            if day is None or _CAPTION.search(line[:400]):
                continue
            alone = (
                len(line) <= 80
                and len(line) - len(match.group()) <= 45
                and not line.endswith((".", "\u201d", '"'))
            )
            before = line[: match.start()]
            dateline = bool(_DATELINE.fullmatch(before)) and _AFTER_DATELINE.match(line, match.end())
            if alone or dateline:
                return day
    return None


def _in_caption(text: str, match: re.Match[str]) -> bool:
    """Tell whether a date stands in the line of a picture, which is as a rule older than the article."""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    line = text[max(start, match.start() - 400) : min(end if end >= 0 else len(text), match.end() + 400)]
    return bool(_CAPTION.search(line))


def _by_weekday(
    text: str, told: date | None, shown: date | None, file_time: datetime | None, period: Period
) -> date | None:
    """Find the day of the newest of the weekdays that the text's head speaks of.

    The week is told by the newest past date in the prose (`told`) or of a picture (`shown`), by a period of a
    single week, or by the file's time.
    """
    head = text[:2000]
    named = {
        _DAYS.index(match.group("day"))
        for match in _WEEKDAY.finditer(head)
        if not _AHEAD.search(head, max(0, match.start() - 80), match.start())
    }
    if not named:
        return None
    # Of days named together the newest is the one from which the others lie least far back.
    last = min(sorted(named), key=lambda day: max((day - other) % 7 for other in named))
    if told is not None and (shown is None or told >= shown):
        # Days soon after a date that the prose tells go on from it; others look back from about that date.
        after = (last - told.weekday()) % 7
        return told + timedelta(days=after) if after <= SOON else None
    if shown is not None:
        return shown + timedelta(days=(last - shown.weekday()) % 7)
    if period.begins is not None and period.ends is not None:
        days = [
            period.begins + timedelta(days=n) for n in range(min((period.ends - period.begins).days, 14) + 1)
        ]
        fitting = [day for day in days if day.weekday() == last and day <= period.ends]
        if len(fitting) == 1:
            return fitting[0]
    if file_time is not None and (period.begins or period.ends):
        day = file_time.astimezone(ZoneInfo(period.zone)).date()
        day -= timedelta(days=(day.weekday() - last) % 7)
        return day if period.holds(day) else None
    return None


def _dates(text: str, period: Period) -> Iterator[tuple[date, re.Match[str]]]:
    for match in _DATE.finditer(text):
        day = _day(match, period)
        if day is not None and period.holds(day):
            yield day, match


def _day(match: re.Match[str], period: Period) -> date | None:
    """Give the day a match means; without a year the one that lies in the period, if one does."""
    said = match.groupdict()
    number = next((int(said[key]) for key in ("number1", "number2") if said[key]), 0)
    month = number or next(_MONTHS[said[key].lower()] for key in ("month3", "month4") if said[key])
    in_month = next(int(said[key]) for key in ("day1", "day2", "day3", "day4") if said[key])
    stated = next((int(said[key]) for key in ("year1", "year2", "year3", "year4") if said[key]), None)
    if stated is not None:
        return _date(stated, month, in_month)
    if period.begins is None or period.ends is None:
        return None
    for year in range(period.ends.year, period.begins.year - 1, -1):
        day = _date(year, month, in_month)
        if day is not None and period.holds(day):
            return day
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str], period: Period) -> datetime:
    hour, minute, half = int(clock.group(1)), int(clock.group(2)), (clock.group(3) or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return period.noon(day)
    return datetime.combine(day, time(hour, minute), ZoneInfo(period.zone)).astimezone(UTC)
