import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator

import brotli
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.monitor.addresses import AddressRefused
from bot.monitor.fetch import Fetcher, FetchFailed, Limits

TEXT = "Переговоры — talks\n".encode() * 200
LIMITS = Limits(sent=200_000, unpacked=1_000_000, seconds=2, redirects=3)


async def packed(request: web.Request) -> web.Response:
    packers = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda body: brotli.compress(body, quality=1),
        "identity": bytes,
        "zstd": bytes,
        "bare": lambda body: zlib.compress(body)[2:-4],
        "broken": lambda body: gzip.compress(body)[:40] + b"\x00" * 40,
        "two": lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:]),
    }
    how = request.match_info["how"]
    named = {"bare": "deflate", "broken": "gzip", "two": "gzip"}.get(how, how)
    body = TEXT if request.query.get("bomb") is None else b"0" * 20_000_000
    return web.Response(body=packers[how](body), headers={"Content-Encoding": named})


async def moved(request: web.Request) -> web.Response:
    headers = {"Location": request.query["to"]}
    return web.Response(status=int(request.match_info["status"]), headers=headers)


async def round_and_round(_request: web.Request) -> web.Response:
    return web.Response(status=301, headers={"Location": "/round"})


async def endless(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    try:
        while True:
            await answer.write(b"x" * 10_000)
    except ConnectionError:
        return answer


async def drip(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse()
    await answer.prepare(request)
    try:
        for _ in range(100):
            await answer.write(b".")
            await asyncio.sleep(0.1)
    except ConnectionError:
        pass
    return answer


async def conditional(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == '"7"':
        return web.Response(status=304, headers={"ETag": '"7"'})
    return web.Response(body=TEXT, headers={"ETag": '"7"', "Last-Modified": "Tue, 17 Feb 2026 08:00:00 GMT"})


async def busy(request: web.Request) -> web.Response:
    return web.Response(status=429, headers={"Retry-After": request.query["after"]})


async def mirror(request: web.Request) -> web.Response:
    answer = web.json_response(dict(request.headers))
    answer.set_cookie("track", "me")
    return answer


async def torn(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b"half")
    assert request.transport is not None
    request.transport.close()
    return answer


@pytest.fixture
async def server() -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/packed/{how}", packed)
    app.router.add_get("/moved/{status}", moved)
    app.router.add_get("/round", round_and_round)
    for name, answer in [
        ("endless", endless), ("drip", drip), ("conditional", conditional),
        ("busy", busy), ("mirror", mirror), ("torn", torn),
    ]:  # fmt: skip
        app.router.add_get(f"/{name}", answer)
    async with TestServer(app, host="127.0.0.1") as running:
        yield running


@pytest.fixture
async def fetcher(server: TestServer) -> AsyncIterator[Fetcher]:
    async with Fetcher("Rapporteur/test", allowed={f"127.0.0.1:{server.port}"}, limits=LIMITS) as opened:
        yield opened


def at(server: TestServer, path: str) -> str:
    return f"http://127.0.0.1:{server.port}{path}"


@pytest.mark.parametrize("how", ["identity", "gzip", "deflate", "bare", "br", "two"])
async def test_a_body_is_unpacked_however_it_was_packed(server: TestServer, fetcher: Fetcher, how: str):
    assert (await fetcher.fetch(at(server, f"/packed/{how}"))).body == TEXT


@pytest.mark.parametrize("how", ["gzip", "deflate", "br"])
async def test_a_decompression_bomb_is_cut_off_early(server: TestServer, fetcher: Fetcher, how: str):
    with pytest.raises(FetchFailed, match="unpacks to more than"):
        await fetcher.fetch(at(server, f"/packed/{how}?bomb=1"))


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/packed/broken", "broken"),
        ("/packed/zstd", "not asked for"),
        ("/endless", "larger than"),
        ("/torn", "payload"),
        ("/nowhere\x00", "control"),
    ],
)
async def test_a_bad_answer_is_one_clear_error(server: TestServer, fetcher: Fetcher, path: str, why: str):
    with pytest.raises((FetchFailed, AddressRefused), match=why):
        await fetcher.fetch(at(server, path))


async def test_an_answer_that_drips_is_given_up_at_the_limit(server: TestServer, fetcher: Fetcher):
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="within 2 seconds"):
        await fetcher.fetch(at(server, "/drip"))
    assert time.monotonic() - began < 6


async def test_an_unchanged_page_costs_no_body(server: TestServer, fetcher: Fetcher):
    first = await fetcher.fetch(at(server, "/conditional"))
    again = await fetcher.fetch(at(server, "/conditional"), etag=first.etag, modified=first.modified)
    assert (first.status, first.etag, again.status, again.body) == (200, '"7"', 304, b"")


async def test_only_permanent_redirects_change_the_address(server: TestServer, fetcher: Fetcher):
    end = at(server, "/conditional")
    permanent = await fetcher.fetch(at(server, f"/moved/301?to={end}"))
    passing = await fetcher.fetch(at(server, "/moved/302?to=/conditional"))
    mixed = await fetcher.fetch(at(server, f"/moved/308?to=/moved/302%3Fto={end}"))
    assert (permanent.address, permanent.moved) == (end, end)
    assert (passing.address, passing.moved) == (end, None)
    assert (mixed.address, mixed.moved) == (end, at(server, f"/moved/302?to={end}"))


@pytest.mark.parametrize(
    "inside",
    ["http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/", "http://[::1]/", "file:///etc/passwd",
     "//10.0.0.1/", "http://2130706433/", "http://u:p@example.org/"],
)  # fmt: skip
async def test_a_redirect_that_leads_inside_is_refused(server: TestServer, fetcher: Fetcher, inside: str):
    with pytest.raises(AddressRefused):
        await fetcher.fetch(at(server, f"/moved/302?to={inside}"))


async def test_a_name_that_resolves_to_an_inner_address_is_refused(fetcher: Fetcher):
    with pytest.raises(AddressRefused, match="not public"):
        await fetcher.fetch("http://localhost/")


async def test_redirects_that_never_end_are_given_up(server: TestServer, fetcher: Fetcher):
    with pytest.raises(FetchFailed, match="more than 3 redirects"):
        await fetcher.fetch(at(server, "/round"))


@pytest.mark.parametrize(
    ("after", "seconds"), [("120", 120), ("Fri, 31 Dec 2100 00:00:00 GMT", 2e9), ("soon", None), ("-1", None)]
)
async def test_retry_after_is_read_as_seconds(
    server: TestServer, fetcher: Fetcher, after: str, seconds: float | None
):
    answer = await fetcher.fetch(at(server, f"/busy?after={after}"))
    assert answer.status == 429
    if seconds is None:
        assert answer.retry_after is None
    else:
        assert answer.retry_after == pytest.approx(seconds, rel=0.5)


async def test_we_say_who_we_are_and_carry_no_cookies(server: TestServer, fetcher: Fetcher):
    await fetcher.fetch(at(server, "/mirror"))
    again = await fetcher.fetch(at(server, "/mirror"))
    assert b'"User-Agent": "Rapporteur/test"' in again.body
    assert b"Cookie" not in again.body
