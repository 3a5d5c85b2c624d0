from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.monitor.dates import DatedBy, Period, find_published, read_moment

PERIOD = Period(date(2026, 1, 1), date(2026, 3, 31), "Europe/Zurich")
FILE = datetime(2026, 2, 20, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2026-02-18", "2026-02-18T11:00:00+00:00"),
        ("2026-02-18T10:00:00Z", "2026-02-18T10:00:00+00:00"),
        ("2026-02-18 10:00", "2026-02-18T09:00:00+00:00"),
        ("2026-02-18T10:00:00+02:00", "2026-02-18T08:00:00+00:00"),
        ("Wed, 18 Feb 2026 10:00:00 GMT", "2026-02-18T10:00:00+00:00"),
        ("18 February 2026", "2026-02-18T11:00:00+00:00"),
        ("Feb. 18, 2026 3:15 PM", "2026-02-18T14:15:00+00:00"),
        ("February 18", "2026-02-18T11:00:00+00:00"),
        ("18.02.2026", "2026-02-18T11:00:00+00:00"),
        ("2026-02-30", None),
        ("31 February 2026", None),
        ("yesterday", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_stated_time_is_read_or_not_at_all(stated: str, moment: str | None) -> None:
    found = read_moment(stated, PERIOD)
    assert (found and found.isoformat()) == moment


@pytest.mark.parametrize(
    ("text", "day", "dated_by"),
    [
        ("GENEVA, Feb 18 (Reuters) - The talks ended.", "2026-02-18", DatedBy.HEAD),
        ("Kyiv, 18 February 2026 — The talks ended.", "2026-02-18", DatedBy.HEAD),
        (
            "Talks end\n\nPublished 18 February 2026, 10:22\n\nThe talks ended on Tuesday.",
            "2026-02-18",
            DatedBy.HEAD,
        ),
        ("Talks end\nFebruary 18, 2026\nThe talks ended.", "2026-02-18", DatedBy.HEAD),
        # A picture is as a rule older than the article; its date tells the week.
        (
            "In Munich, 14 February 2026. Photo: EPA\nThe talks ended on Wednesday; they began on Tuesday.",
            "2026-02-18",
            DatedBy.WEEKDAY,
        ),
        (
            "They met on Tuesday. On 16 February the envoy had come. The talks ended on Wednesday.",
            "2026-02-18",
            DatedBy.WEEKDAY,
        ),
        (
            "The pause ended overnight on Feb. 3, officials said. It had begun on Sunday of the week before.",
            "2026-02-03",
            DatedBy.TEXT,
        ),
        (
            "Speaking Friday, he gave an end date of Feb. 20. Photo taken on Feb. 12",
            "2026-02-13",
            DatedBy.WEEKDAY,
        ),
        # What is still ahead dates no article.
        (
            "They met on 17 February and will meet again on 3 March, officials said.",
            "2026-02-17",
            DatedBy.TEXT,
        ),
        ("The talks ended on Wednesday. The next round is due on Friday.", "2026-02-18", DatedBy.WEEKDAY),
        ("The war began on 24 February 2022.", "2026-02-20", DatedBy.FILE),
        ("Nothing here tells a date.", "2026-02-20", DatedBy.FILE),
    ],
)
def test_a_text_is_dated_by_its_head_its_weekdays_its_dates_or_the_file(
    text: str, day: str, dated_by: DatedBy
) -> None:
    found = find_published(text, FILE, PERIOD)
    assert found is not None
    assert (found[0].date().isoformat(), found[1]) == (day, dated_by)


def test_in_a_period_of_one_week_a_weekday_is_a_date() -> None:
    week = Period(date(2026, 2, 16), date(2026, 2, 19), "UTC")
    found = find_published("The talks ended on Wednesday.", None, week)
    assert found == (datetime(2026, 2, 18, 12, tzinfo=UTC), DatedBy.WEEKDAY)


def test_without_a_period_only_full_dates_count() -> None:
    anywhen = Period(None, None, "UTC")
    assert find_published("GENEVA, Feb 18 (Reuters) - The talks ended on Wednesday.", None, anywhen) is None
    found = find_published("GENEVA, Feb 18, 2026 (Reuters) - The talks ended.", None, anywhen)
    assert found == (datetime(2026, 2, 18, 12, tzinfo=UTC), DatedBy.HEAD)


@given(st.text(max_size=300))
def test_any_text_is_dated_in_utc_or_not_at_all(text: str) -> None:
    found = find_published(text, None, PERIOD)
    assert found is None or found[0].tzinfo is UTC
    stated = read_moment(text, PERIOD)
    assert stated is None or stated.tzinfo is UTC
