"""Subscribing: what may be typed, who may change what, and when briefs are due."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.deliver import Made, Order
from bot.desk.subscribe import (
    MOST_A_SERVER,
    NotAllowed,
    Subscribe,
    Whose,
    Wish,
    clock_time,
    find_zones,
    weekdays,
    zone_named,
)
from bot.errors import NothingFound, WrongUse
from bot.store.database import Record

NOW = datetime(2026, 3, 27, 12, tzinfo=UTC)
ADMIN = Whose(1, 10, may_manage=True)
MEMBER = Whose(1, 11, may_manage=False)
WISH = Wish(channel=5, at="8:30", zone="Kyiv")


class Press:
    """Keeps what it was ordered to make."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    async def make(self, order: Order) -> Made:
        self.orders.append(order)
        return Made("title", ({"components": []},), quiet=False)

    def dress(self, message, *_):
        return message


@pytest.fixture
async def subscribe(tmp_path: Path) -> AsyncIterator[Subscribe]:
    async with Record.open(f"sqlite:///{tmp_path}/record.db", make=True) as record:
        yield Subscribe(record, Press(), lambda: NOW)


@pytest.mark.parametrize(
    ("stated", "time"),
    [
        ("8", "08:00"), ("08:00", "08:00"), ("8:30", "08:30"), ("8.30", "08:30"), ("8h", "08:00"),
        ("18h30", "18:30"), ("8 am", "08:00"), ("8:30pm", "20:30"), ("8.30 p.m.", "20:30"),
        ("12 am", "00:00"),
        ("12 PM", "12:00"), ("0:05", "00:05"), (" 23:59 ", "23:59"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_in_the_ways_people_write_it(stated: str, time: str):
    assert clock_time(stated) == time


@pytest.mark.parametrize("stated", ["", "24:00", "8:60", "noon", "-1", "8:30:00", "pm", "8 o'clock"])
def test_what_is_no_time_of_day_is_refused_with_the_form_that_is(stated: str):
    with pytest.raises(WrongUse, match="08:00"):
        clock_time(stated)


@given(st.text(max_size=30))
def test_any_text_is_a_time_of_day_or_is_refused(stated: str):
    try:
        found = clock_time(stated)
    except WrongUse:
        return
    assert datetime.strptime(found, "%H:%M").strftime("%H:%M") == found  # noqa: DTZ007 - a time alone


@pytest.mark.parametrize(
    ("stated", "days"),
    [
        ("", "0123456"), ("daily", "0123456"), ("Weekdays", "01234"), ("weekends", "56"), ("mon", "0"),
        ("mon,thu", "03"), ("Thursday; Monday", "03"), ("sun sat sun", "56"), (",", "0123456"),
    ],
)  # fmt: skip
def test_days_are_read_by_name_or_as_groups(stated: str, days: str):
    assert weekdays(stated) == days


@pytest.mark.parametrize("stated", ["someday", "mon,xyz", "1"])
def test_an_unknown_day_is_refused(stated: str):
    with pytest.raises(WrongUse, match="no weekday"):
        weekdays(stated)


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("Europe/Kyiv", "Europe/Kyiv"), ("Kyiv", "Europe/Kyiv"), ("kyiv", "Europe/Kyiv"), ("UTC", "UTC"),
        ("new york", "America/New_York"), ("New_York", "America/New_York"), ("Zurich", "Europe/Zurich"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_its_name_or_city(stated: str, zone: str):
    assert zone_named(stated) == zone


@pytest.mark.parametrize("stated", ["", "Kiew", "Mars/Olympus", "../etc/passwd", "\0", "x" * 3000])
def test_an_unknown_zone_is_refused_in_a_short_line(stated: str):
    with pytest.raises(WrongUse) as refused:
        zone_named(stated)
    assert len(str(refused.value)) < 200


def test_zones_are_offered_by_the_beginning_of_a_city_first():
    assert find_zones("new", 5)[0].split("/")[-1].startswith("New")
    assert find_zones("par", 25)[0].rpartition("/")[2].startswith("Par")
    assert find_zones("", 3) == ("UTC", "Europe/Kyiv", "Europe/Zurich")
    assert len(find_zones("a", 25)) == 25


async def test_a_subscription_is_due_at_its_local_time_over_the_change_to_summer_time(subscribe: Subscribe):
    standing = await subscribe.add(ADMIN, WISH)
    assert [due.isoformat() for due in standing.coming] == [
        "2026-03-28T06:30:00+00:00",
        "2026-03-29T05:30:00+00:00",
        "2026-03-30T05:30:00+00:00",
    ]
    assert standing.row.next_due == standing.coming[0]


@pytest.mark.parametrize("change", ["pause", "resume", "remove"])
async def test_only_who_manages_the_server_changes_its_subscriptions(subscribe: Subscribe, change: str):
    id_ = (await subscribe.add(ADMIN, WISH)).row.id
    with pytest.raises(NotAllowed):
        await getattr(subscribe, change)(MEMBER, id_)
    with pytest.raises(NotAllowed):
        await subscribe.add(MEMBER, WISH)
    with pytest.raises(NothingFound):
        await getattr(subscribe, change)(Whose(2, 10, may_manage=True), id_)
    with pytest.raises(NothingFound):
        await getattr(subscribe, change)(Whose(None, 10, may_manage=True), id_)
    await getattr(subscribe, change)(ADMIN, id_)


async def test_one_who_pauses_skips_and_one_who_resumes_begins_with_the_next(subscribe: Subscribe):
    id_ = (await subscribe.add(ADMIN, WISH)).row.id
    assert (await subscribe.pause(ADMIN, id_)).row.paused
    resumed = await subscribe.resume(ADMIN, id_)
    assert not resumed.row.paused
    assert resumed.row.next_due > NOW
    await subscribe.remove(ADMIN, id_)
    assert await subscribe.listed(ADMIN) == ()


async def test_a_server_has_a_limit_and_another_does_not_feel_it(subscribe: Subscribe):
    for _ in range(MOST_A_SERVER):
        await subscribe.add(ADMIN, WISH)
    with pytest.raises(WrongUse, match="remove one first"):
        await subscribe.add(ADMIN, WISH)
    await subscribe.add(Whose(2, 10, may_manage=True), WISH)
    await subscribe.add(Whose(None, 10, may_manage=False), WISH)


async def test_a_preview_is_the_brief_of_the_time_before_now(subscribe: Subscribe):
    id_ = (await subscribe.add(ADMIN, Wish(channel=5, at="8", zone="UTC", period="week"))).row.id
    await subscribe.preview(ADMIN, id_)
    (order,) = subscribe._press.orders
    assert (order.window.end - order.window.start).days == 7
    assert order.window.end == NOW


async def test_an_unknown_period_is_refused(subscribe: Subscribe):
    with pytest.raises(WrongUse, match="choose day, week, since-last"):
        await subscribe.add(ADMIN, Wish(channel=5, at="8", zone="UTC", period="year"))
