from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.desk.intake import Taken
from bot.monitor.addresses import AddressRefused, canonical
from bot.store import feeds as stored
from bot.store.feeds import PageRow
from briefs.model.reading import Reading
from tests.monitor.outlets import Outlet, story
from tests.monitor.setting import START, Setting, gathering

TEXT = story("talks", START, "Rustem Umerov", "hard").texts[0][1]
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def html(text: str = TEXT, title: str = "Talks in Geneva") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{paragraphs}</article></body></html>"
    )


def answering(*statuses: int, text: str = TEXT, headers: dict[str, str] | None = None) -> Handler:
    """Answer with one status after the other, the last one for good."""
    left = list(statuses)

    async def answer(_request: web.Request) -> web.StreamResponse:
        status = left.pop(0) if len(left) > 1 else left[0]
        body = html(text) if status == 200 else "no"
        return web.Response(status=status, text=body, content_type="text/html", headers=headers)

    return answer


async def announce(setting: Setting, path: str, text: str = "") -> PageRow:
    """Put a page into the queue as a feed would."""
    address = setting.outlets.at(path)
    row = PageRow(
        address=canonical(address), asked=address, feed="a feed", outlet=None, title="Talks in Geneva",
        text=text, published=START, seen=setting.clock.time, state="waiting", why="", score=None, tries=0,
        etag=None, modified=None, article=None, due=setting.clock.time,
    )  # fmt: skip
    async with setting.record.writing() as connection:
        await stored.add_pages(connection, [row])
    return row


async def again(setting: Setting, page: PageRow) -> PageRow:
    async with setting.record.reading() as connection:
        row = await stored.load_page(connection, page.address)
    assert row is not None
    return row


async def collected(setting: Setting, page: PageRow) -> tuple[str, str, tuple[Taken, ...]]:
    _, taken = await setting.collect.collect(page)
    row = await again(setting, page)
    return row.state, row.why, taken


async def test_a_page_that_robots_txt_keeps_us_from_is_not_asked_for(tmp_path: Path):
    asked: list[str] = []

    async def page(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(text=html(), content_type="text/html")

    async with gathering(tmp_path, [], {"/closed/talks": page}, apart=False) as setting:
        state, why, taken = await collected(setting, await announce(setting, "/closed/talks"))
        assert (state, taken, asked) == ("refused", (), [])
        assert "robots.txt" in why


async def test_what_the_feed_itself_offers_of_a_forbidden_page_is_read(tmp_path: Path):
    async with gathering(tmp_path, [], {"/closed/talks": answering(200)}, apart=False) as setting:
        state, _, taken = await collected(setting, await announce(setting, "/closed/talks", TEXT))
        assert state == "stored"
        assert len(taken) == 1


@pytest.mark.parametrize("status", [401, 402, 403, 451])
async def test_a_closed_page_is_told_by_its_feed_s_text_or_not_at_all(tmp_path: Path, status: int):
    answers = {"/one/a": answering(status), "/one/b": answering(status)}
    async with gathering(tmp_path, [], answers, apart=False) as setting:
        assert (await collected(setting, await announce(setting, "/one/a", TEXT)))[0] == "stored"
        state, why, taken = await collected(setting, await announce(setting, "/one/b"))
        assert (state, taken) == ("refused", ())
        assert str(status) in why


async def test_a_paywall_is_marked_and_not_read(tmp_path: Path):
    stub = TEXT[:200] + "\nSubscribe to continue reading"
    async with gathering(tmp_path, [], {"/one/a": answering(200, text=stub)}, apart=False) as setting:
        assert await collected(setting, await announce(setting, "/one/a")) == ("partial", "paywall", ())
        assert await setting.texts() == {}


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
async def test_a_page_that_is_not_there_yet_is_asked_for_again_and_then_stored(tmp_path: Path, status: int):
    async with gathering(tmp_path, [], {"/one/a": answering(status, 200)}, apart=False) as setting:
        page = await announce(setting, "/one/a")
        assert (await collected(setting, page))[0] == "waiting"
        waiting = await again(setting, page)
        assert (waiting.tries, waiting.due) == (1, START + MINUTE)
        setting.clock.time += 2 * MINUTE
        await setting.gather.once()
        assert (await again(setting, page)).state == "stored"


async def test_a_page_that_never_comes_is_given_up_after_a_day(tmp_path: Path):
    async with gathering(tmp_path, [], {"/one/a": answering(500)}, apart=False) as setting:
        page = await announce(setting, "/one/a")
        await setting.pass_time(timedelta(days=2), HOUR)
        row = await again(setting, page)
        assert (row.state, row.due) == ("refused", None)
        assert "500" in row.why


async def test_a_server_that_says_when_to_come_back_is_heard(tmp_path: Path):
    later = answering(503, headers={"Retry-After": "7200"})
    async with gathering(tmp_path, [], {"/one/a": later}, apart=False) as setting:
        page = await announce(setting, "/one/a")
        await collected(setting, page)
        assert (await again(setting, page)).due == START + 2 * HOUR


async def test_a_correction_is_a_version_and_an_unchanged_page_is_none(tmp_path: Path):
    told = story("talks", START, "Rustem Umerov", "hard")
    told.texts.append((START + 3 * HOUR, told.texts[0][1].replace("were hard", "were very hard")))
    outlet = Outlet("north", stories=[told])
    async with gathering(tmp_path, [outlet], apart=False) as setting:
        await setting.pass_time(timedelta(hours=30), HOUR)
        texts = await setting.texts()
        assert [("very hard" in text) for text in texts["north/talks"]] == [False, True]
        asked = [status for path, status in outlet.asked if path == "/north/talks"]
        assert asked == [200, 304, 200, 304]
        assert [taken.outcome.value for taken in setting.heard.articles] == [
            "stored",
            "stored as a new version",
        ]


@pytest.mark.parametrize("status", [404, 403, 500])
async def test_an_article_whose_page_goes_away_stays_in_the_record(tmp_path: Path, status: int):
    async with gathering(tmp_path, [], {"/one/a": answering(200, status)}, apart=False) as setting:
        page = await announce(setting, "/one/a")
        await setting.pass_time(timedelta(days=3), HOUR)
        row = await again(setting, page)
        assert (row.state, row.due) == ("stored", None)
        assert list(await setting.texts()) == ["one/a"]


async def test_an_article_that_goes_behind_a_wall_stays_as_it_was_read(tmp_path: Path):
    bodies = [html(), html(TEXT[:200] + "\nSubscribe to continue reading")]

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=bodies.pop(0) if len(bodies) > 1 else bodies[0], content_type="text/html")

    async with gathering(tmp_path, [], {"/one/a": answer}, apart=False) as setting:
        page = await announce(setting, "/one/a")
        await setting.pass_time(timedelta(days=3), HOUR)
        row = await again(setting, page)
        assert (row.state, row.why) == ("stored", "paywall")
        assert {key: len(found) for key, found in (await setting.texts()).items()} == {"one/a": 1}


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1:1/", "http://u:p@example.org/", "a b"]
)
async def test_a_link_that_may_not_be_fetched_is_refused_before_anything_is_kept(
    tmp_path: Path, address: str
):
    async with gathering(tmp_path, [], apart=False) as setting:
        with pytest.raises(AddressRefused):
            await setting.collect.link(address)
        async with setting.record.reading() as connection:
            assert await stored.due_pages(connection, setting.clock.time, 10, ()) == ()


async def test_a_page_dated_ahead_of_the_clock_counts_as_of_now(tmp_path: Path):
    dated = html().replace(
        "<head>", "<head><meta property='article:published_time' content='2027-03-01T00:00:00Z'>"
    )

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=dated, content_type="text/html")

    async with gathering(tmp_path, [], {"/one/a": answer}, apart=False) as setting:
        _, taken = await setting.collect.link(setting.outlets.at("/one/a"))
        assert len(taken) == 1
        assert taken[0].published == START


async def test_a_page_that_breaks_its_reader_is_put_off_and_holds_up_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def read(text: str) -> Reading:
        if "breaks" in text:
            raise ZeroDivisionError(text[:5])
        return Reading((), (), ())

    monkeypatch.setattr("bot.desk.collect.read_text", read)
    answers = {"/one/a": answering(200, text=f"{TEXT}\nIt breaks."), "/one/b": answering(200)}
    async with gathering(tmp_path, [], answers, apart=False) as setting:
        page = await announce(setting, "/one/a")
        await announce(setting, "/one/b")
        await setting.gather.once()
        assert [type(error) for error in setting.heard.errors] == [ZeroDivisionError]
        assert list(await setting.texts()) == ["one/b"]
        row = await again(setting, page)
        assert (row.state, row.tries, row.due) == ("waiting", 1, START + MINUTE)
        assert row.why.startswith("ZeroDivisionError")
