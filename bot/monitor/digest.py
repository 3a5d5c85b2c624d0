"""What a fetched page holds and whether it is about the talks. Runs in a worker: all of it is hostile."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import urlsplit

from bot.errors import FileRefused
from bot.monitor.addresses import canonical
from bot.monitor.dates import DatedBy, Period, read_moment
from bot.monitor.files import decode
from bot.monitor.live import LiveBlog, find_live_blog
from bot.monitor.pages import Known, Page, parse_page
from bot.monitor.walls import find_wall
from briefs.model.reading import Reading
from briefs.model.talks import Dossier
from briefs.relevance import Relevance, enough, relevance

#: Words that a feed's own text must have to stand in for a page that cannot be had.
ENOUGH_WORDS: Final = 80
#: An entry of a live blog about the talks needs this share of what a whole article must name of them.
ENTRY_SHARE: Final = 0.25

_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a feed said of a page before it was fetched. `text` is the feed's own, HTML or plain."""

    title: str
    text: str
    published: datetime | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """A page taken apart. `page` is None where there is no article; `why` then says so, or names a wall.

    A live blog has `entries`, the newest first, each an article of its own; its `page` is then the newest
    one's, its `relevance` that of the whole.
    """

    page: Page | None
    relevance: Relevance | None
    why: str
    entries: tuple["Digest", ...] = ()


@dataclass(slots=True)
class _Desk:
    """What a worker keeps between calls: sending a dossier with each would cost more than most pages."""

    dossier: Dossier
    period: Period
    rules_only: bool


_desk: list[_Desk] = []


def prepare(dossier: Dossier, period: Period, rules_only: bool) -> None:
    """Make this worker ready; called once in each."""
    _desk[:] = [_Desk(dossier, period, rules_only)]


def digest(body: bytes, content_type: str, address: str, announced: Announced) -> Digest:
    """Take a page apart: `body` as fetched from `address`, empty where it could not be had.

    The feed's own text stands in where the page is missing, walled or thinner.
    """
    desk = _desk[0]
    page, why = _page(body, content_type, address, desk.period)
    blog = find_live_blog(_decoded(body, content_type, address)) if b"liveBlogUpdate" in body else None
    if blog is not None and (page is None or page.address is None or _same_host(page.address, address)):
        return _live(blog, page, announced, address)
    if page is None or len(page.text) < len(announced.text) // 3:
        page = _announced_page(announced, address, desk.period) or page
    if page is None:
        return Digest(None, None, why or "it holds no article")
    page = _completed(page, announced, address)
    return Digest(page, relevance(f"{page.title}\n{page.text}", desk.dossier), "")


def read_text(text: str) -> Reading:
    """Read a text with this worker's dossier."""
    from briefs.reading import read  # noqa: PLC0415 - the model takes a while, and most pages are never read

    return read(text, _desk[0].dossier, rules_only=_desk[0].rules_only)


def _page(body: bytes, content_type: str, address: str, period: Period) -> tuple[Page | None, str]:
    if not body:
        return None, ""
    charset = _CHARSET.search(content_type)
    name = f"{address}#.html" if "html" in content_type else address
    try:
        page = parse_page(body, name, period, None, charset.group(1) if charset else None)
        wall = find_wall(_decoded(body, content_type, address), page.text)
    except FileRefused as refused:
        return None, refused.why
    return (None, wall) if wall else (page, "")


def _live(blog: LiveBlog, page: Page | None, announced: Announced, address: str) -> Digest:
    """Take a live blog apart; an entry is about the talks if it is, or if the blog is and it names them."""
    desk = _desk[0]
    base = canonical(page.address if page and page.address else address)
    outlet = announced.outlet or (page.outlet if page else None) or blog.outlet or urlsplit(address).hostname
    pages = []
    for update in blog.updates:
        published = read_moment(update.published, desk.period)
        pages.append(
            Page(
                text=update.text,
                title=update.title or blog.title or announced.title,
                title_known=Known.PAGE,
                outlet=outlet,
                outlet_known=Known.PAGE,
                published=published or announced.published or (page.published if page else None),
                dated_by=DatedBy.PAGE,
                address=f"{base}#{update.id}",
                seed=None,
            )
        )
    pages.sort(key=lambda one: (one.published is not None, one.published), reverse=True)
    whole = relevance("\n".join([blog.title, *(f"{one.title}\n{one.text}" for one in pages)]), desk.dossier)
    entries = []
    for one in pages:
        verdict = relevance(f"{one.title}\n{one.text}", desk.dossier)
        if whole.relevant and verdict.score >= ENTRY_SHARE * enough(desk.dossier):
            verdict = replace(verdict, relevant=True, missing="")
        entries.append(Digest(one, verdict, ""))
    return Digest(pages[0], whole, "", tuple(entries))


def _decoded(body: bytes, content_type: str, address: str) -> str:
    charset = _CHARSET.search(content_type)
    try:
        return decode(body, address, charset.group(1) if charset else None)
    except FileRefused:
        return ""


def _announced_page(announced: Announced, address: str, period: Period) -> Page | None:
    if len(announced.text.split()) < ENOUGH_WORDS:
        return None
    head = f"<head><title>{escape(announced.title)}</title></head>"
    source = f"<html>{head}<body><article>{announced.text}</article></body></html>"
    try:
        page = parse_page(source.encode("utf-8", "replace"), f"{address}#.html", period, None)
    except FileRefused:
        return None
    return page if len(page.text.split()) >= ENOUGH_WORDS else None


def _completed(page: Page, announced: Announced, address: str) -> Page:
    """Fill in what the feed knows better, and believe a page's own address only on its own host."""
    stated = page.address
    here = canonical(stated) if stated and _same_host(stated, address) else canonical(address)
    if page.published is None and announced.published is not None:
        page = replace(page, published=announced.published, dated_by=DatedBy.PAGE)
    if announced.outlet and page.outlet_known <= Known.PAGE:
        page = replace(page, outlet=announced.outlet, outlet_known=Known.PAGE)
    if announced.title and page.title_known < Known.PAGE:
        page = replace(page, title=announced.title, title_known=Known.PAGE)
    return replace(page, address=here, seed=None)


def _same_host(one: str, other: str) -> bool:
    hosts = [
        re.sub(r"^(www|m|amp|edition)\.", "", urlsplit(address).hostname or "") for address in (one, other)
    ]
    return hosts[0] == hosts[1]
