import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store import feeds as stored
from bot.store.tables import articles, pages
from tests.monitor.outlets import Outlet, Story, story
from tests.monitor.setting import START, gathering


async def test_a_month_of_four_outlets_ends_in_the_expected_record(tmp_path: Path):
    day, hour = timedelta(days=1), timedelta(hours=1)

    def stories(who: str) -> list[Story]:
        return [
            story(f"talks-{n}", START + n * day + 9 * hour, who, f"slow in part {n}") for n in range(0, 26, 2)
        ] + [
            story(f"garden-{n}", START + n * day + 11 * hour, who, "hard", about=False)
            for n in range(0, 26, 5)
        ]

    corrected = story("corrected", START + 3 * day, "the envoy", "difficult")
    corrected.texts.append(
        (START + 3 * day + 3 * hour, corrected.texts[0][1].replace("difficult", "very difficult"))
    )
    late = story("late", START + 12 * day + 2 * hour, "the spokesman", "over")
    outlets = [
        Outlet("north", packing="gzip", stories=[*stories("Rustem Umerov"), corrected]),
        Outlet(
            "south",
            packing="br",
            dialect="atom",
            moved=3,
            wrong_dates=True,
            stories=stories("Vladimir Medinsky"),
        ),
        Outlet(
            "east",
            encoding="windows-1251",
            conditional=False,
            tracking="?utm_source=rss&utm_medium=feed",
            stories=stories("Dmitry Peskov"),
            trouble=lambda now: "cut" if now.hour % 5 == 0 else "429" if now.hour % 7 == 0 else "",
        ),
        Outlet(
            "west",
            stories=[*stories("Steve Witkoff"), late],
            trouble=lambda now: "500" if START + 12 * day <= now < START + 14 * day else "",
        ),
    ]
    async with gathering(tmp_path, outlets) as setting:
        await setting.pass_time(28 * day, timedelta(hours=1))
        texts = await setting.texts()
        expected = {
            f"{outlet.name}/{one.slug}": one for outlet in outlets for one in outlet.stories if one.about
        }
        assert set(texts) == set(expected)
        for key, found in texts.items():
            wanted = [text for _, text in expected[key].texts]
            assert [" ".join(text.split()) for text in found] == [
                " ".join(text.split()) for text in wanted
            ], key
        assert setting.heard.errors == []
        assert setting.heard.failing_feeds == [setting.outlets.at("/west/feed")]
        statuses = [status for path, status in outlets[0].asked if path.endswith("/feed")]
        assert statuses.count(304) > 0.9 * len(statuses)
        fetched = [path for path, status in outlets[2].asked if status == 200 and not path.endswith("feed")]
        assert max(fetched.count(path) for path in fetched) <= 4
        async with setting.record.reading() as connection:
            published = dict(
                (await connection.execute(select(articles.c.address, articles.c.published))).all()
            )
        assert (
            published[setting.outlets.at("/south/talks-2").replace("http:", "https:")]
            == START + 2 * day + 9 * hour
        )
        stored_once = [taken for taken in setting.heard.articles if taken.article]
        assert len(stored_once) == sum(len(found) for found in texts.values())


async def test_an_article_announced_by_two_feeds_is_fetched_and_stored_once(tmp_path: Path):
    one = story("shared", START, "the envoy", "long")
    outlets = [Outlet("north", stories=[one])]
    async with gathering(tmp_path, outlets) as setting:
        again = setting.outlets.at("/north/feed/9")
        async with setting.record.writing() as connection:
            await stored.add_feed(connection, again, None, "test", START)
        await setting.gather.once()
        assert [path for path, _ in outlets[0].asked].count("/north/shared") == 1
        assert list(await setting.texts()) == ["north/shared"]


async def test_a_crash_between_storing_and_leaving_the_queue_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    outlets = [Outlet("north", stories=[story("talks", START, "the envoy", "long")])]
    async with gathering(tmp_path, outlets) as setting:
        with monkeypatch.context() as broken:
            broken.setattr("bot.store.feeds.save_page", fall_over)
            await setting.gather.once()
        assert [type(error) for error in setting.heard.errors] == [KeyboardError]
        await setting.gather.once()
        texts = await setting.texts()
        assert {key: len(found) for key, found in texts.items()} == {"north/talks": 1}
        async with setting.record.reading() as connection:
            states = (await connection.execute(select(pages.c.state))).scalars().all()
        assert states == ["stored"]


class KeyboardError(Exception):
    pass


async def fall_over(*_: object) -> None:
    raise KeyboardError


async def test_what_is_not_about_the_talks_keeps_its_address_alone(tmp_path: Path):
    outlets = [Outlet("north", stories=[story("garden", START, "Ann", "hard", about=False)])]
    async with gathering(tmp_path, outlets) as setting:
        await setting.gather.once()
        async with setting.record.reading() as connection:
            row = (await connection.execute(select(pages))).one()
        assert (row.state, row.text, row.article) == ("aside", "", None)
        assert "parties" in row.why
        assert await setting.texts() == {}


async def test_a_link_that_somebody_gives_is_stored_whatever_it_is_about(tmp_path: Path):
    outlets = [Outlet("north", stories=[story("garden", START, "Ann", "hard", about=False)])]
    async with gathering(tmp_path, outlets) as setting:
        page, taken = await setting.collect.link(setting.outlets.at("/north/garden?utm_source=x"))
        assert (page.state, [one.outcome.value for one in taken]) == ("stored", ["stored"])
        page, taken = await setting.collect.link(setting.outlets.at("/north/garden"))
        assert [one.outcome.value for one in taken] == ["already stored"]


async def test_gathering_runs_until_it_is_stopped_and_brings_news_at_once(tmp_path: Path):
    one = story("talks", START, "the envoy", "long")
    async with gathering(tmp_path, [Outlet("north", stories=[one])]) as setting:
        running = asyncio.create_task(setting.gather.run())
        async with asyncio.timeout(20):
            await setting.heard.first.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert list(await setting.texts()) == ["north/talks"]
