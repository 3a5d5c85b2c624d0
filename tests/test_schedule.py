from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import EVERY_DAY, Rule, due_after, dues_between

ODD = [
    "Australia/Lord_Howe", "Pacific/Apia", "Europe/Kyiv", "Africa/Casablanca", "America/St_Johns",
    "Asia/Kathmandu", "Africa/Cairo", "Asia/Tehran", "America/Havana", "Pacific/Chatham",
    "Antarctica/Troll", "UTC",
]  # fmt: skip


def local(due: datetime, zone: str) -> str:
    return due.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M %z")


@pytest.mark.parametrize(
    ("zone", "at", "begin", "expected"),
    [
        (
            "Europe/Kyiv", time(3, 30), date(2026, 3, 28),
            ["2026-03-28 03:30 +0200", "2026-03-29 04:30 +0300", "2026-03-30 03:30 +0300"],
        ),
        (
            "Europe/Kyiv", time(3, 30), date(2026, 10, 24),
            ["2026-10-24 03:30 +0300", "2026-10-25 03:30 +0300", "2026-10-26 03:30 +0200"],
        ),
        (
            "Australia/Lord_Howe", time(2, 15), date(2026, 10, 3),
            ["2026-10-03 02:15 +1030", "2026-10-04 02:45 +1100", "2026-10-05 02:15 +1100"],
        ),
        (
            "Australia/Lord_Howe", time(1, 45), date(2026, 4, 4),
            ["2026-04-04 01:45 +1100", "2026-04-05 01:45 +1100", "2026-04-06 01:45 +1030"],
        ),
        (
            "Pacific/Apia", time(9, 0), date(2011, 12, 29),
            ["2011-12-29 09:00 -1000", "2011-12-31 09:00 +1400", "2012-01-01 09:00 +1400"],
        ),
        (
            "Africa/Casablanca", time(2, 30), date(2026, 2, 14),
            ["2026-02-14 02:30 +0100", "2026-02-15 02:30 +0100", "2026-02-16 02:30 +0000"],
        ),
    ],
    ids=["Kyiv forward", "Kyiv back", "half an hour forward", "half an hour back", "a lost day", "Ramadan"],
)  # fmt: skip
def test_a_clock_change_moves_a_due_instant_as_the_rule_says(zone, at, begin, expected):
    after = datetime.combine(begin, time(0), ZoneInfo(zone)) - timedelta(seconds=1)
    dues = dues_between(Rule(at, EVERY_DAY, zone), after, after + timedelta(days=10))
    assert [local(due, zone) for due in dues[:3]] == expected


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(ODD), st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.dates(date(2005, 1, 1), date(2036, 1, 1)),
)  # fmt: skip
def test_every_local_day_has_one_due_instant(zone: str, at: time, begin: date):
    start = datetime.combine(begin, time(0), UTC)
    dues = dues_between(Rule(at, EVERY_DAY, zone), start, start + timedelta(days=400))
    assert list(dues) == sorted(set(dues))
    place = ZoneInfo(zone)
    days = [_day_meant(due, at, place) for due in dues]
    assert len(days) == len(set(days))
    gaps = [(after - before).days for before, after in pairwise(days)]
    assert set(gaps) <= {1, 2}
    assert gaps.count(2) <= 1


def _day_meant(due: datetime, at: time, zone: ZoneInfo) -> date:
    """The local day of a due instant; a jump of the clock past midnight leaves it the day before's."""
    here = due.astimezone(zone)
    return here.date() if here.time() >= at else here.date() - timedelta(days=1)


@given(st.sampled_from(ODD), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 10 * 365 * 86_400))
def test_the_next_due_instant_is_the_first_of_those_that_follow(zone: str, days: set[int], second: int):
    rule = Rule(time(8, 0), frozenset(days), zone)
    after = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    assert due_after(rule, after) == dues_between(rule, after, after + timedelta(days=16))[0]
    assert due_after(rule, after).astimezone(ZoneInfo(zone)).weekday() in days


@pytest.mark.parametrize("zone", sorted(available_timezones())[::25])
def test_every_zone_of_the_world_has_a_next_time(zone: str):
    assert due_after(Rule(time(8, 0), EVERY_DAY, zone), datetime(2026, 2, 18, tzinfo=UTC))


def test_a_rule_needs_weekdays_and_a_zone_that_exists():
    with pytest.raises(ValueError, match="weekdays"):
        Rule(time(8), frozenset(), "UTC")
    with pytest.raises(ZoneInfoNotFoundError):
        Rule(time(8), EVERY_DAY, "Mars/Olympus")
