"""A file or page as an article: its body, and what it says of itself."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import PurePath
from typing import Final

from bot.errors import FileRefused
from bot.monitor.addresses import canonical
from bot.monitor.dates import DatedBy, Period, find_published, read_moment
from bot.monitor.files import decode
from bot.monitor.front import split_front


class Known(IntEnum):
    """How surely something is known of an article; higher stands."""

    GUESSED = 0
    TEXT = 1
    PAGE = 2
    FRONT = 3
    GIVEN = 4


@dataclass(frozen=True, slots=True)
class Page:
    r"""An article's body and what is known of it. `text` has `\n` line ends only.

    `outlet` is a name, not yet an id; None where nothing tells it. `seed` is the name of the file of which
    this is a retelling. `published` is None where nothing, not even the file, tells it.
    """

    text: str
    title: str
    title_known: Known
    outlet: str | None
    outlet_known: Known
    published: datetime | None
    dated_by: DatedBy
    address: str | None
    seed: str | None


_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_WIRE: Final = re.compile(
    r"\(([A-Z][\w. ]{1,24})\)\s*[-\u2013\u2014]|/([A-Z][\w. ]{1,24})/\s*[-\u2013\u2014.]"
)
_NO_HEADLINE: Final = re.compile(
    r"[.,;:\u201d\"»]$|^[-•*\u2013\u2014]+\s|^\d+[.)]\s|^[A-Z][\w .,/'\u2019-]{1,60}\s[\u2014\u2013-]\s|https?://|\{\{"
)
_LEAD: Final = re.compile(r"^#{1,6}\s+")


def parse_page(
    content: bytes, path: str, period: Period, file_time: datetime | None, declared: str | None = None
) -> Page:
    """Parse a file's or a page's bytes; `path` names it in messages, its suffix tells its kind.

    Raises:
        FileRefused: when there is no article in it.
    """
    decoded = decode(content, path, declared)
    if is_html(decoded, path):
        return _html_page(decoded, path, period, file_time)
    front, begins = split_front(decoded)
    text = plain_lines(decoded[begins:])
    if not text.strip():
        raise FileRefused(path, "is empty below its front matter")
    published, dated_by = _stated(front, path, period), DatedBy.FRONT
    if published is None:
        found = find_published(text, file_time, period)
        published, dated_by = found or (None, DatedBy.FILE)
    title, title_known = _title(front.get("title"), text, path)
    outlet, outlet_known = front.get("outlet") or None, Known.FRONT
    if outlet is None:
        outlet, outlet_known = _wire(text), Known.TEXT
    address = front.get("address", "")
    return Page(
        text=text,
        title=title,
        title_known=title_known,
        outlet=outlet,
        outlet_known=outlet_known if outlet else Known.GUESSED,
        published=published,
        dated_by=dated_by,
        address=canonical(address) if re.match(r"https?://", address) else None,
        seed=seed_name(front["seed"]) if front.get("seed") else None,
    )


def is_html(text: str, path: str) -> bool:
    """Tell whether a file is an HTML page, by its suffix or its beginning."""
    return PurePath(path).suffix.lower() in {".html", ".htm", ".xhtml"} or bool(_HTML.match(text[:4096]))


def seed_name(path: str) -> str:
    """Give the name by which a seed and its original know each other: the file's stem."""
    return PurePath(path.strip()).stem


def plain_lines(text: str) -> str:
    r"""Give the text with `\n` for every line end, so that offsets mean the same on every system."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stated(front: dict[str, str], path: str, period: Period) -> datetime | None:
    stated = front.get("published")
    if not stated:
        return None
    moment = read_moment(stated, period)
    if moment is None:
        raise FileRefused(path, f'front matter: published "{stated[:40]}" is no date; write it as 2026-02-18')
    return moment


def _title(stated: str | None, text: str, path: str) -> tuple[str, Known]:
    if stated:
        return stated, Known.FRONT
    lines = [line.strip() for line in text[:4000].splitlines() if line.strip()][:2]
    for line in lines:
        heading = _LEAD.sub("", line)
        if heading != line or (len(lines) == 2 and _is_headline(line)):
            return heading[:200], Known.TEXT
    return PurePath(path).stem, Known.GUESSED


def _is_headline(line: str) -> bool:
    return 4 <= len(line.split()) <= 20 and len(line) <= 130 and not _NO_HEADLINE.search(line)


def _wire(text: str) -> str | None:
    found = _WIRE.search(text, 0, 400)
    return None if found is None else found.group(1) or found.group(2)


def _html_page(source: str, path: str, period: Period, file_time: datetime | None) -> Page:
    from bot.monitor.markup import parse_markup  # noqa: PLC0415 (slow to load, seldom needed)

    markup = parse_markup(source, path)
    moments = (read_moment(stated, period) for stated in markup.times)
    published, dated_by = next((moment for moment in moments if moment), None), DatedBy.PAGE
    if published is None:
        published, dated_by = find_published(markup.text, file_time, period) or (None, DatedBy.FILE)
    return Page(
        text=markup.text,
        title=markup.title or PurePath(path).stem,
        title_known=Known.PAGE if markup.title else Known.GUESSED,
        outlet=markup.outlet,
        outlet_known=Known.PAGE if markup.outlet else Known.GUESSED,
        published=published,
        dated_by=dated_by,
        address=canonical(markup.address) if markup.address else None,
        seed=None,
    )
