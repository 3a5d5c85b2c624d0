"""What a fetched page holds and whether it is about the talks. Runs in a worker: all of it is hostile."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Final
from urllib.parse import urlsplit

from bot.errors import FileRefused
from bot.monitor.addresses import canonical
from bot.monitor.dates import DatedBy, Period
from bot.monitor.files import decode
from bot.monitor.pages import Known, Page, parse_page
from bot.monitor.walls import find_wall
from briefs.model.reading import Reading
from briefs.model.talks import Dossier
from briefs.relevance import Relevance, relevance

#: Words that a feed's own text must have to stand in for a page that cannot be had.
ENOUGH_WORDS: Final = 80

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
    """A page taken apart. `page` is None where there is no article; `why` then says so, or names a wall."""

    page: Page | None
    relevance: Relevance | None
    why: str


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
    if page is None or len(page.text) < len(announced.text) // 3:
        page = _announced_page(announced, address, desk.period) or page
    if page is None:
        return Digest(None, None, why or "it holds no article")
    page = _completed(page, announced, address)
    return Digest(page, relevance(f"{page.title}\n{page.text}", desk.dossier), "")


def read_text(text: str) -> Reading:
    """Read a text with this worker's dossier."""
    from briefs.reading import read  # noqa: PLC0415 - the model takes a while, and most pages are never read

    return read(text, _desk[0].dossier)


def _page(body: bytes, content_type: str, address: str, period: Period) -> tuple[Page | None, str]:
    if not body:
        return None, ""
    charset = _CHARSET.search(content_type)
    name = f"{address}#.html" if "html" in content_type else address
    try:
        page = parse_page(body, name, period, None, charset.group(1) if charset else None)
        wall = find_wall(decode(body, address, charset.group(1) if charset else None), page.text)
    except FileRefused as refused:
        return None, refused.why
    return (None, wall) if wall else (page, "")


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
