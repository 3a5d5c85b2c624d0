"""What is hostile costs little and reaches nothing: names that point inside, bombs of every kind."""

import asyncio
import gzip
import resource
import socket
import time
import tracemalloc
import zlib
from collections.abc import AsyncIterator
from functools import cache
from typing import Any

import brotli
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.monitor.addresses import AddressRefused
from bot.monitor.feeds import FeedUnreadable, parse_feed
from bot.monitor.fetch import Fetcher, FetchFailed, GuardedResolver

#: Seconds of processor time and bytes that a bomb may cost.
SECONDS, BYTES = 1.0, 50_000_000

INSIDE = """
127.0.0.1 127.8.9.1 0.0.0.0 10.0.0.7 172.16.3.4 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1 192.0.2.1
198.51.100.7 203.0.113.9 ::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1::1 2002:a00:1:: 2001:0:7f00:1:: fe80::1
fec0::1 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 100::1 3fff::1 5f00::1
""".split()


class Names:
    """A DNS that answers as it is told; asked again, it may answer something else."""

    def __init__(self, *answers: list[str]) -> None:
        self._answers = list(answers)
        self.asked = 0

    async def __call__(self, _host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        found = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        return [
            (
                socket.AF_INET6 if ":" in number else socket.AF_INET, socket.SOCK_STREAM, 6, "",
                (number, port, 0, 0) if ":" in number else (number, port),
            )
            for number in found
        ]  # fmt: skip


def play_names(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> Names:
    names = Names(*answers)
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", names)
    return names


@pytest.mark.parametrize("number", INSIDE)
async def test_a_name_that_leads_inside_is_refused_alone_and_beside_a_public_one(
    monkeypatch: pytest.MonkeyPatch, number: str
):
    for answer in ([number], ["93.184.216.34", number], [number, "93.184.216.34"]):
        play_names(monkeypatch, answer)
        async with Fetcher("Rapporteur/test") as fetcher:
            with pytest.raises(AddressRefused, match="not public"):
                await fetcher.fetch("http://post.example/")


async def test_a_public_name_is_given_as_it_was_found(monkeypatch: pytest.MonkeyPatch):
    play_names(monkeypatch, ["93.184.216.34", "2606:2800:220:1::1"])
    found = await GuardedResolver(()).resolve("post.example", 80)
    assert [one["host"] for one in found] == ["93.184.216.34", "2606:2800:220:1::1"]


async def test_a_name_that_changes_its_mind_is_connected_to_as_it_was_checked(
    monkeypatch: pytest.MonkeyPatch,
):
    names = play_names(monkeypatch, ["93.184.216.34"], ["127.0.0.1"])
    reached: list[str] = []

    async def connect(*_: Any, addr_infos: list[tuple[Any, ...]], **__: Any) -> None:
        reached.extend(info[4][0] for info in addr_infos)
        raise OSError("nothing is reached in a test")

    monkeypatch.setattr("aiohappyeyeballs.start_connection", connect)
    async with Fetcher("Rapporteur/test") as fetcher:
        for _ in range(2):
            with pytest.raises(FetchFailed):
                await fetcher.fetch("http://rebind.example/")
    assert names.asked == 1
    assert set(reached) == {"93.184.216.34"}


@cache
def packed_bombs() -> dict[str, bytes]:
    zeros = b"0" * 1_000_000
    packers = {
        "deflate": zlib.compressobj(1),
        "gzip": zlib.compressobj(1, zlib.DEFLATED, 31),
    }
    bodies = {
        name: b"".join(one.compress(zeros) for _ in range(100)) + one.flush() for name, one in packers.items()
    }
    squeezed = brotli.Compressor(quality=1)
    bodies["br"] = b"".join(squeezed.process(zeros) for _ in range(100)) + squeezed.finish()
    bodies["twice"] = gzip.compress(bodies["gzip"])
    return bodies


@pytest.fixture
async def hostile() -> AsyncIterator[TestServer]:
    bodies = packed_bombs()

    async def bomb(request: web.Request) -> web.Response:
        how = request.match_info["how"]
        encoding = {"twice": "gzip, gzip"}.get(how, how)
        return web.Response(body=bodies[how], headers={"Content-Encoding": encoding})

    async def away(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": request.query["to"]})

    app = web.Application()
    app.router.add_get("/bomb/{how}", bomb)
    app.router.add_get("/away", away)
    async with TestServer(app, host="127.0.0.1") as running:
        yield running


@pytest.mark.parametrize("how", ["gzip", "deflate", "br", "twice"])
async def test_a_hundred_megabytes_packed_small_cost_under_a_second_and_fifty(hostile: TestServer, how: str):
    async with Fetcher("Rapporteur/test", allowed={f"127.0.0.1:{hostile.port}"}) as fetcher:
        tracemalloc.start()
        began = time.process_time()
        with pytest.raises(FetchFailed, match=r"unpacks to more than|packed as"):
            await fetcher.fetch(f"http://127.0.0.1:{hostile.port}/bomb/{how}")
        spent, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert spent < SECONDS
    assert most < BYTES


async def test_a_redirect_to_an_inner_number_is_refused(hostile: TestServer):
    async with Fetcher("Rapporteur/test", allowed={f"127.0.0.1:{hostile.port}"}) as fetcher:
        for number in INSIDE:
            there = f"http://[{number}]/" if ":" in number else f"http://{number}/"
            with pytest.raises(AddressRefused):
                await fetcher.fetch(f"http://127.0.0.1:{hostile.port}/away?to={there}")


async def test_a_redirect_to_a_name_that_leads_inside_is_refused(
    hostile: TestServer, monkeypatch: pytest.MonkeyPatch
):
    play_names(monkeypatch, ["169.254.169.254"])
    async with Fetcher("Rapporteur/test", allowed={f"127.0.0.1:{hostile.port}"}) as fetcher:
        with pytest.raises(AddressRefused, match="not public"):
            await fetcher.fetch(f"http://127.0.0.1:{hostile.port}/away?to=http://metadata.example/latest/")


def laughs(times: int = 9) -> str:
    defined = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "lol">'
        for number in range(times)
    )
    return f"<?xml version='1.0'?><!DOCTYPE rss [{defined}]>"


ITEM = "<item><title>{}</title><link>https://post.example/1</link><description>{}</description></item>"
BOMBS = {
    "laughs": laughs() + f"<rss version='2.0'><channel>{ITEM.format('&l8;', '&l8;')}</channel></rss>",
    "blow-up": f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]><rss version='2.0'><channel>"
    + ITEM.format("&a;" * 5000, "t")
    + "</channel></rss>",
    "file": "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel>"
    + ITEM.format("&a;", "&a;")
    + "</channel></rss>",
    "outside": "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x.dtd' [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'>%p;]>"
    "<rss version='2.0'><channel>" + ITEM.format("t", "t") + "</channel></rss>",
    "many": "<!DOCTYPE rss ["
    + "".join(f"<!ENTITY e{number} '&#120;'>" for number in range(20_000))
    + "]><rss version='2.0'><channel>"
    + ITEM.format("&e1;" * 20_000, "t")
    + "</channel></rss>",
    "wide": "<rss version='2.0'><channel>" + ITEM.format("t", "t") * 40_000,
    "endless": "<!DOCTYPE rss [" + "<!ENTITY " * 200_000,
    "deep": "<rss version='2.0'><channel>" + "<item>" * 20_000 + ITEM.format("t", "t"),
    "deep JSON": '{"version": "https://jsonfeed.org/version/1.1", "items": ' + "[" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_feed_that_is_a_bomb_unfolds_to_nothing_and_costs_little(name: str):
    body = BOMBS[name].encode()
    parse_feed(b"<rss version='2.0'><channel></channel></rss>", "https://post.example/feed")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    try:
        entries = parse_feed(body, "https://post.example/feed", "application/xml").entries
    except FeedUnreadable:
        entries = ()
    spent = time.process_time() - began
    grown = 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    assert spent < SECONDS
    assert grown < BYTES
    for entry in entries:
        assert "root:" not in entry.title + entry.text
        assert len(entry.title) <= 500
        assert len(entry.text) < len(body)


def test_a_feed_that_declares_entities_in_wide_characters_is_refused():
    body = (laughs() + "<rss version='2.0'><channel></channel></rss>").encode("utf-16")
    with pytest.raises(FeedUnreadable, match="declares entities"):
        parse_feed(body, "https://post.example/feed")
