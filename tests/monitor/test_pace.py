from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.monitor.pace import FIRST, LONGEST_AFTER_FAILURE, Pace, interval, next_poll

NOW = datetime(2026, 2, 18, 12, tzinfo=UTC)
PACE = Pace()


def every(minutes: int, count: int = 8) -> list[datetime]:
    return [NOW - timedelta(minutes=minutes * (step + 1)) for step in range(count)]


@pytest.mark.parametrize(
    ("published", "wait"),
    [
        ([], FIRST),
        (every(1), PACE.shortest),
        (every(30), timedelta(minutes=10)),
        (every(60 * 24), PACE.longest),
        ([NOW + timedelta(days=3)], FIRST),
    ],
    ids=["a new feed", "a live blog", "two an hour", "one a day", "dates from the future"],
)
def test_a_feed_is_asked_as_often_as_it_brings_something(published: list[datetime], wait: timedelta):
    assert interval(published, NOW, PACE) == wait


def test_failures_double_the_wait_but_never_end_the_asking():
    waits = [next_poll(NOW, timedelta(minutes=10), failures, None, "f") - NOW for failures in range(60)]
    assert waits[0] < waits[1] < waits[2] < waits[3]
    assert max(waits) <= LONGEST_AFTER_FAILURE * 1.05


def test_what_the_server_asks_for_is_kept_to():
    assert next_poll(NOW, timedelta(minutes=2), 1, 7200, "f") - NOW >= timedelta(hours=2)
    assert next_poll(NOW, timedelta(minutes=2), 1, 1e12, "f") - NOW <= timedelta(days=1)


@given(st.text(max_size=40), st.integers(0, 100_000), st.integers(2, 60))
def test_jitter_stays_within_a_twentieth(feed: str, second: int, minutes: int):
    wait = timedelta(minutes=minutes)
    due = next_poll(NOW + timedelta(seconds=second), wait, 0, None, feed) - NOW - timedelta(seconds=second)
    assert wait * 0.949 <= due <= wait * 1.051
