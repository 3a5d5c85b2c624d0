import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.desk.sources import Sources
from bot.errors import WrongUse
from bot.web.health import HealthNotServed, serve_health
from tests.monitor.outlets import Outlet, story
from tests.monitor.setting import START, gathering

HOUR = timedelta(hours=1)


async def asked(address: str) -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, json.loads(await answer.text())


async def test_health_is_good_while_news_comes_and_says_what_is_missing_when_it_does_not(tmp_path: Path):
    north = Outlet(
        "north",
        stories=[
            story("talks", START, "the envoy", "long"),
            story("tulips", START, "Ann", "hard", about=False),
        ],
        trouble=lambda now: "500" if now > START + 60 * HOUR else "",
    )
    async with gathering(tmp_path, [north], apart=False) as setting:
        sources = Sources(setting.record, setting.clock.now)
        async with serve_health("127.0.0.1:0", sources) as address:
            assert (await asked(address))[0] == 200
            await setting.gather.once()
            status, told = await asked(address)
            assert (status, told["status"], told["why"]) == (200, "ok", [])
            assert (told["feeds"], told["failing"], told["articles"]) == (1, 0, 1)
            assert told["pages"] == {"aside": 1, "stored": 1}
            assert told["newest"] == "2026-02-01T00:00:00Z"
            await setting.pass_time(52 * HOUR, HOUR)
            status, told = await asked(address)
            assert (status, told["status"]) == (503, "degraded")
            assert told["why"] == ["the newest article is older than 48 hours: it is of 2026-02-01 00:00 UTC"]
            await setting.pass_time(14 * HOUR, HOUR)
            status, told = await asked(address)
            assert (status, told["failing"]) == (503, 1)
            assert told["why"][0].startswith("the last good answer of a feed is older than 3 hours")


async def test_a_program_that_has_just_started_is_given_time_and_one_without_feeds_expects_nothing(
    tmp_path: Path,
):
    async with gathering(tmp_path, [], apart=False) as setting:
        sources = Sources(setting.record, setting.clock.now)
        setting.clock.time += 1000 * HOUR
        assert (await sources.health()).why == ()
    async with gathering(tmp_path / "..", [Outlet("north")], apart=False) as setting:
        setting.clock.time += 1000 * HOUR
        sources = Sources(setting.record, setting.clock.now)
        assert (await sources.health()).why == ()
        setting.clock.time += 100 * HOUR
        assert len((await sources.health()).why) == 2


@pytest.mark.parametrize("address", ["8080", ":8080", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
async def test_an_address_that_cannot_be_meant_is_wrong_use(tmp_path: Path, address: str):
    async with gathering(tmp_path, [], apart=False) as setting:
        with pytest.raises(WrongUse, match="write HOST:PORT"):
            async with serve_health(address, Sources(setting.record, setting.clock.now)):
                pass


async def test_a_port_that_is_taken_is_told_and_no_address_serves_nothing(tmp_path: Path):
    async with gathering(tmp_path, [], apart=False) as setting:
        sources = Sources(setting.record, setting.clock.now)
        taken = setting.outlets.at("").removeprefix("http://")
        with pytest.raises(HealthNotServed, match="name another address"):
            async with serve_health(taken, sources):
                pass
        async with serve_health("", sources) as address:
            assert address == ""
