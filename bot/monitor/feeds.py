"""Feeds: what an outlet's list of new articles says, whatever dialect it is written in."""

import calendar
import io
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from bot.errors import RapporteurError
from bot.monitor.addresses import AddressRefused, check_address

#: No feed lists more that is new; what stands behind is old.
MOST_ENTRIES = 500

#: What declares entities: bombs are made of it, and no feed's text.
_ENTITIES = re.compile(rb"<!ENTITY[^>]*>?")
_ITEM = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed announces it.

    `address` is http(s) and absolute, not yet canonical. `title` is plain text. `text` is the fullest HTML or
    text that the feed itself gives, "" if none. `published` is aware, in UTC, None where the feed gives no
    date that can be read.
    """

    address: str
    title: str
    text: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed at one instant: its title and entries, in its own order, each address once."""

    title: str
    entries: tuple[Entry, ...]


class FeedUnreadable(RapporteurError):
    """An answer that is no feed."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(f"{address} {why}")


def parse_feed(body: bytes, address: str, content_type: str = "", allowed: Collection[str] = ()) -> FeedPage:
    """Read RSS 0.9x to 2.0, Atom, RDF or JSON Feed, well-formed or not.

    Entries whose address may not be fetched are left out; `allowed` as in `check_address`.

    Raises:
        FeedUnreadable: when it is none of these.
    """
    head = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise FeedUnreadable(
            address, "answered with an empty page; ask the outlet whether the feed has moved"
        )
    if head[:1] in (b"{", b"["):
        return _json_feed(head, address, allowed)
    return _xml_feed(body, address, content_type, allowed)


def _xml_feed(body: bytes, address: str, content_type: str, allowed: Collection[str]) -> FeedPage:
    import feedparser  # noqa: PLC0415 - slow to import, and questions at the shell need none

    if any("<!ENTITY".encode(wide) in body for wide in ("utf-16-le", "utf-16-be")):
        raise FeedUnreadable(address, "declares entities in UTF-16, which no feed needs; ask the outlet why")
    parsed = feedparser.parse(
        io.BytesIO(_bounded(body)),
        response_headers={"content-location": address, "content-type": content_type},
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        kind = "is a web page" if b"<html" in body[:4096].lower() else "is neither RSS, Atom nor JSON Feed"
        raise FeedUnreadable(address, f"{kind}; open it in a browser to see what it is")
    found = (_xml_entry(entry, address, allowed) for entry in parsed.entries[:MOST_ENTRIES])
    return FeedPage(_plain(parsed.feed.get("title", "")), _once(found))


def _bounded(body: bytes) -> bytes:
    """Leave out entities and what stands behind twice as many entries as are looked at."""
    body = _ENTITIES.sub(b"", body)
    last = next(islice(_ITEM.finditer(body), 2 * MOST_ENTRIES, None), None)
    return body if last is None else body[: last.start()]


def _xml_entry(entry: Mapping[str, Any], base: str, allowed: Collection[str]) -> Entry | None:
    links = [link for link in entry.get("links", ()) if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in links if "html" in link.get("type", "html")]
    candidates = [link.get("href", "") for link in pages or links]
    candidates += [entry.get("link", ""), entry.get("id", "")]
    where = _first_address(candidates, base, allowed)
    if where is None:
        return None
    texts = [part.get("value", "") for part in entry.get("content", ())] + [entry.get("summary", "")]
    moment = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    return Entry(where, _plain(entry.get("title", "")), max(texts, key=len), _instant(moment))


def _json_feed(body: bytes, address: str, allowed: Collection[str]) -> FeedPage:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError):
        raise FeedUnreadable(address, "is JSON that cannot be read") from None
    if not isinstance(feed, dict) or "jsonfeed.org/version" not in str(feed.get("version", "")):
        raise FeedUnreadable(address, "is JSON but no JSON Feed")
    items = feed.get("items")
    listed = items[:MOST_ENTRIES] if isinstance(items, list) else []
    found = (_json_entry(item, address, allowed) for item in listed if isinstance(item, dict))
    return FeedPage(_plain(feed.get("title", "")), _once(found))


def _json_entry(item: Mapping[str, object], base: str, allowed: Collection[str]) -> Entry | None:
    candidates = (_text(item, "url"), _text(item, "external_url"), _text(item, "id"))
    where = _first_address(candidates, base, allowed)
    if where is None:
        return None
    text = _text(item, "content_html") or _text(item, "content_text") or _text(item, "summary")
    date = _text(item, "date_published") or _text(item, "date_modified")
    try:
        published = datetime.fromisoformat(date) if date else None
    except ValueError:
        published = None
    if published is not None:
        published = (published if published.tzinfo else published.replace(tzinfo=UTC)).astimezone(UTC)
    return Entry(where, _plain(_text(item, "title")), text, published)


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _first_address(candidates: Iterable[str], base: str, allowed: Collection[str]) -> str | None:
    for candidate in candidates:
        if not candidate:
            continue
        try:
            joined = urljoin(base, candidate.strip())
            check_address(joined, allowed)
        except (ValueError, AddressRefused):
            continue
        return joined
    return None


def _once(found: Iterable[Entry | None]) -> tuple[Entry, ...]:
    kept: dict[str, Entry] = {}
    for entry in found:
        if entry is not None:
            kept.setdefault(entry.address, entry)
    return tuple(kept.values())


def _plain(title: object) -> str:
    """Give a title as plain text on one line; feeds put mark-up and entities into titles."""
    text = title if isinstance(title, str) else ""
    return _SPACE.sub(" ", unescape(_TAG.sub("", text))).strip()[:500]


def _instant(moment: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(moment), UTC)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError, OSError):
        return None
