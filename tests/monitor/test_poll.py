from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.desk.poll import is_failing
from bot.store import feeds as stored
from bot.store.feeds import FeedRow, PageRow
from tests.monitor.outlets import Outlet, story
from tests.monitor.setting import START, Setting, gathering

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def feed_of(setting: Setting, path: str = "/north/feed") -> FeedRow:
    async with setting.record.reading() as connection:
        rows = await stored.load_feeds(connection)
    return next(row for row in rows if row.address == setting.outlets.at(path))


async def test_a_feed_that_fails_for_a_day_is_told_once_and_asked_on(tmp_path: Path):
    north = Outlet("north", trouble=lambda now: "500" if START + HOUR < now < START + 3 * DAY else "")
    async with gathering(tmp_path, [north], apart=False) as setting:
        await setting.pass_time(3 * DAY - HOUR, HOUR)
        row = await feed_of(setting)
        assert setting.heard.failing_feeds == [row.address]
        assert row.told
        assert row.failures > 5
        assert "answers 500" in row.error
        await setting.pass_time(8 * HOUR, HOUR)
        row = await feed_of(setting)
        assert (row.failures, row.error, row.told) == (0, "", False)


async def test_a_feed_that_never_answered_is_told_a_day_after_it_was_added(tmp_path: Path):
    async with gathering(tmp_path, [Outlet("north", trouble=lambda _now: "500")], apart=False) as setting:
        await setting.pass_time(20 * HOUR, HOUR)
        assert setting.heard.failing_feeds == []
        await setting.pass_time(14 * HOUR, HOUR)
        assert setting.heard.failing_feeds == [setting.outlets.at("/north/feed")]


async def test_a_feed_that_moved_for_good_is_asked_at_its_new_place(tmp_path: Path):
    north = Outlet("north", moved=2, stories=[story("talks", START, "the envoy", "long")])
    async with gathering(tmp_path, [north], apart=False) as setting:
        await setting.gather.once()
        assert (await feed_of(setting)).asked == setting.outlets.at("/north/feed/2")
        setting.clock.time += 3 * HOUR
        await setting.gather.once()
        asked = [path for path, _ in north.asked if "feed" in path]
        assert asked == ["/north/feed", "/north/feed/1", "/north/feed/2", "/north/feed/2"]


async def test_a_server_that_asks_for_time_is_given_it(tmp_path: Path):
    north = Outlet("north", trouble=lambda now: "429" if now < START + HOUR else "")
    async with gathering(tmp_path, [north], apart=False) as setting:
        await setting.gather.once()
        row = await feed_of(setting)
        assert row.due >= START + timedelta(seconds=1800)
        assert row.failures == 1
        setting.clock.time += timedelta(seconds=1700)
        await setting.gather.once()
        assert [path for path, _ in north.asked] == ["/north/feed"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "empty page"),
        ("<!doctype html><html><body>Hello</body></html>", "is a web page"),
        ("{}", "no JSON Feed"),
        ("just words", "neither RSS, Atom nor JSON Feed"),
    ],
)
async def test_an_answer_that_is_no_feed_says_what_it_is(tmp_path: Path, body: str, said: str):
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=body)

    async with gathering(tmp_path, [Outlet("north")], {"/north/feed": answer}, apart=False) as setting:
        await setting.gather.once()
        row = await feed_of(setting)
        assert row.failures == 1
        assert said in row.error


async def test_a_feed_without_conditional_answers_is_read_again_only_when_a_byte_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    north = Outlet("north", conditional=False, stories=[story("talks", START, "the envoy", "long")])
    async with gathering(tmp_path, [north], apart=False) as setting:
        first, added = await setting.poll.poll(await feed_of(setting))
        assert added == 1
        monkeypatch.setattr("bot.desk.poll.parse_feed", None)
        second, added = await setting.poll.poll(first)
        assert (second.failures, added) == (0, 0)


async def test_years_of_old_articles_in_a_new_feed_are_left_alone(tmp_path: Path):
    north = Outlet(
        "north",
        stories=[
            story("old", START - 40 * DAY, "the envoy", "long"),
            story("new", START, "the envoy", "slow"),
        ],
    )
    async with gathering(tmp_path, [north], apart=False) as setting:
        await setting.gather.once()
        assert list(await setting.texts()) == ["north/new"]


async def test_a_feed_that_was_removed_while_it_was_polled_stays_removed(tmp_path: Path):
    async with gathering(tmp_path, [Outlet("north")], apart=False) as setting:
        row = await feed_of(setting)
        async with setting.record.writing() as connection:
            assert await stored.remove_feed(connection, row.address)
        await setting.poll.poll(row)
        async with setting.record.reading() as connection:
            assert await stored.load_feeds(connection) == ()


async def test_a_feed_that_fails_is_told_neither_early_nor_twice(tmp_path: Path):
    async with gathering(tmp_path, [Outlet("north")], apart=False) as setting:
        row = replace(await feed_of(setting), failures=3, well=START)
        assert not is_failing(row, START + DAY - HOUR)
        assert is_failing(row, START + DAY)
        assert not is_failing(replace(row, told=True), START + 2 * DAY)
        assert not is_failing(replace(row, failures=0), START + 2 * DAY)


async def test_one_poll_that_cannot_be_saved_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    names = [f"outlet{number}" for number in range(6)]
    outlets = [Outlet(name, stories=[story("talks", START, "the envoy", "long")]) for name in names]
    add_pages = stored.add_pages

    async def add(connection: AsyncConnection, rows: Iterable[PageRow]) -> int:
        listed = list(rows)
        if any("outlet3" in row.address for row in listed):
            raise ZeroDivisionError
        return await add_pages(connection, listed)

    monkeypatch.setattr("bot.store.feeds.add_pages", add)
    async with gathering(tmp_path, outlets, apart=False) as setting:
        await setting.gather.poll_due()
        assert [type(error) for error in setting.heard.errors] == [ZeroDivisionError]
        for name in names:
            row = await feed_of(setting, f"/{name}/feed")
            assert (row.failures, row.due > START) == (int(name == "outlet3"), True)
        async with setting.record.reading() as connection:
            assert len(await stored.due_pages(connection, START, 10, ())) == 5


async def test_what_became_of_a_page_is_forgotten_after_some_months_unless_it_waits(tmp_path: Path):
    north = Outlet(
        "north",
        stories=[story("a", START, "the envoy", "long"), story("b", START, "Ann", "hard", about=False)],
    )
    async with gathering(tmp_path, [north], apart=False) as setting:
        await setting.gather.poll_due()
        setting.clock.time += 121 * DAY
        assert await setting.gather.forget() == 0
        await setting.pass_time(2 * DAY, 6 * HOUR)
        assert await setting.gather.forget() == 2
        assert list(await setting.texts()) == ["north/a"]
