import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.monitor.live import find_live_blog
from bot.store.tables import articles
from tests.monitor.setting import START, Setting, gathering
from tests.monitor.test_collect import MINUTE, again, announce

HOUR = timedelta(hours=1)
TALKS = "“The talks were {}, and we will meet again,” Russia's Vladimir Medinsky said in Geneva of Ukraine."
WEATHER = "Rain is expected in the evening, with wind from the west and snow above a thousand metres."


def update(number: int, body: str, **more: Any) -> dict[str, Any]:
    made = {
        "@type": "BlogPosting",
        "headline": f"Entry {number}",
        "url": f"https://elsewhere.example/live#entry-{number}",
        "datePublished": (START + number * MINUTE).isoformat(),
        "articleBody": body,
    }
    return {key: value for key, value in (made | more).items() if value is not None}


def page(updates: list[dict[str, Any]], *, graph: bool = False) -> str:
    blog: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Geneva talks between Ukraine and Russia: live",
        "publisher": {"@type": "Organization", "name": "Post"},
        "liveBlogUpdate": updates,
    }
    data: object = {"@graph": [{"@type": "WebPage"}, blog]} if graph else [blog]
    script = json.dumps(data).replace("</", "<\\/")
    shown = "".join(
        f"<div><h2>{one.get('headline')}</h2><p>{one.get('articleBody')}</p></div>" for one in updates
    )
    return (
        f"<html><head><title>Live</title><script type='application/ld+json'>{script}</script></head>"
        f"<body><article>{shown}</article></body></html>"
    )


@pytest.mark.parametrize("graph", [True, False])
def test_the_entries_of_a_live_blog_are_found_with_their_own_dates_and_names(graph: bool):
    found = find_live_blog(page([update(2, TALKS.format("hard")), update(1, WEATHER)], graph=graph))
    assert found is not None
    assert (found.title, found.outlet) == ("Geneva talks between Ukraine and Russia: live", "Post")
    assert [(one.id, one.title, one.text) for one in found.updates] == [
        ("entry-2", "Entry 2", TALKS.format("hard")),
        ("entry-1", "Entry 1", WEATHER),
    ]


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        (f"<p>{WEATHER}</p><p>{TALKS}</p>", f"{WEATHER}\n{TALKS}"),
        (f"{WEATHER}\n\n  {TALKS}\n", f"{WEATHER}\n{TALKS}"),
        (f"&ldquo;{WEATHER}&rdquo;", f"“{WEATHER}”"),
    ],
)
def test_an_entry_s_body_is_text_however_it_is_written(stated: str, text: str):
    found = find_live_blog(page([update(1, stated)]))
    assert found is not None
    assert found.updates[0].text == text


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"url": "https://post.example/live?update=4323424"}, "4323424"),
        ({"url": None, "@id": "https://post.example/live#block-7"}, "block-7"),
        ({"url": "https://post.example/live#a/b c<script>"}, "a-b-c-script"),
        ({"url": None, "mainEntityOfPage": {"@id": "https://post.example/x#9"}}, "9"),
    ],
)
def test_an_entry_is_named_by_its_own_part_of_the_address(more: dict[str, Any], name: str):
    found = find_live_blog(page([update(1, WEATHER, **more)]))
    assert found is not None
    assert found.updates[0].id == name


def test_an_entry_without_an_address_keeps_its_name_when_it_is_edited():
    names = {
        blog.updates[0].id
        for body in (WEATHER, TALKS)
        if (blog := find_live_blog(page([update(1, body, url=None)]))) is not None
    }
    assert len(names) == 1


@pytest.mark.parametrize(
    "source",
    [
        "",
        "liveBlogUpdate",
        "<script type='application/ld+json'>{\"liveBlogUpdate\": </script>",
        '<script type="application/ld+json">{"liveBlogUpdate": [1, "x", {}, {"articleBody": 5}]}</script>',
        '<script type="application/ld+json">{"liveBlogUpdate": {"articleBody": "Too few words."}}</script>',
        '<script type="application/ld+json">' + "[" * 5000 + '"liveBlogUpdate"</script>',
    ],
)
def test_what_states_no_entries_with_texts_is_no_live_blog(source: str):
    assert find_live_blog(source) is None


async def stored_addresses(setting: Setting) -> list[str]:
    async with setting.record.reading() as connection:
        rows = await connection.execute(select(articles.c.address).order_by(articles.c.published))
        return [str(address).rpartition("/")[2] for address in rows.scalars()]


async def test_each_entry_about_the_talks_becomes_an_article_and_later_entries_follow(tmp_path: Path):
    updates = [update(2, WEATHER), update(1, TALKS.format("hard"))]

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=page(updates), content_type="text/html")

    async with gathering(tmp_path, [], {"/one/live": answer}, apart=False) as setting:
        row = await announce(setting, "/one/live")
        await setting.gather.once()
        assert await stored_addresses(setting) == ["live#entry-1"]
        held = await again(setting, row)
        assert (held.state, held.why, held.due) == ("stored", "live blog, 2 entries", START + 10 * MINUTE)
        updates.insert(0, update(11, TALKS.format("long")))
        updates[2] = update(1, TALKS.format("very hard"))
        setting.clock.time += 11 * MINUTE
        await setting.gather.once()
        assert await stored_addresses(setting) == ["live#entry-1", "live#entry-11"]
        assert [taken.changed for taken in setting.heard.articles] == ["", "1 quotation reworded", ""]
        await setting.pass_time(timedelta(hours=30), HOUR)
        assert (await again(setting, row)).due is None


async def test_a_link_to_a_live_blog_stores_all_its_entries(tmp_path: Path):
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text=page([update(2, WEATHER), update(1, TALKS)]), content_type="text/html")

    async with gathering(tmp_path, [], {"/one/live": answer}, apart=False) as setting:
        _, all_taken = await setting.collect.link(setting.outlets.at("/one/live"))
        assert [taken.title for taken in all_taken] == ["Entry 1", "Entry 2"]
        assert await stored_addresses(setting) == ["live#entry-1", "live#entry-2"]


async def test_an_amp_copy_and_its_page_are_one_article(tmp_path: Path):
    body = "\n".join(
        [TALKS.format("hard"), "The Kremlin has demanded that Kyiv withdraw its troops from the Donbas."] * 3
    )
    html = "".join(f"<p>{line}</p>" for line in body.split("\n"))

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(
            text=f"<html><body><article>{html}</article></body></html>", content_type="text/html"
        )

    async with gathering(tmp_path, [], {"/one/a": answer, "/one/a/amp": answer}, apart=False) as setting:
        for path in ("/one/a/amp", "/one/a", "/one/a/amp?utm_source=x"):
            await setting.collect.link(setting.outlets.at(path))
        assert await stored_addresses(setting) == ["a"]
