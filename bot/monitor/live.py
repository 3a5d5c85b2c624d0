"""Live blogs: pages whose entries are articles, each with its own date and place on the page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from typing import Final
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document
from trafilatura.utils import load_html

from bot.monitor.markup import FEWEST_WORDS

#: No blog is read further back than this many entries; what stands behind was read before.
MOST_ENTRIES: Final = 500

_MARKUP: Final = re.compile(r"</?(?:p|br|div|ul|li|blockquote|a|strong|em|h\d)\b", re.IGNORECASE)
_NOT_IN_IDS: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog. `id` is its own on the page and stays when the entry is edited."""

    id: str
    title: str
    text: str
    published: str


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """A live blog as its page states it, its entries in the page's order."""

    title: str
    outlet: str | None
    updates: tuple[Update, ...]


def find_live_blog(source: str) -> LiveBlog | None:
    """Find the live blog that a page states in its JSON-LD, None where it states none that has texts."""
    if "liveBlogUpdate" not in source:
        return None
    tree = load_html(source.encode("utf-8", "replace"))
    if tree is None:
        return None
    for element in tree.iter("script"):
        if element.get("type") != "application/ld+json":
            continue
        try:
            value = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _objects(value):
            updates = tuple(_updates(item))
            if updates:
                return LiveBlog(_text(item, "headline") or _text(item, "name"), _publisher(item), updates)
    return None


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Give the objects at the top, in a list and in a graph; what lies deeper belongs to them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (one for one in graph if isinstance(one, dict)) if isinstance(graph, list) else ()


def _updates(item: dict[str, object]) -> Iterator[Update]:
    listed = item.get("liveBlogUpdate")
    seen: set[str] = set()
    for one in (listed if isinstance(listed, list) else [listed])[:MOST_ENTRIES]:
        if not isinstance(one, dict):
            continue
        title, text = _plain(_text(one, "headline") or _text(one, "name")), _body(_text(one, "articleBody"))
        published = _text(one, "datePublished") or _text(one, "dateCreated") or _text(one, "dateModified")
        name = _name(one, f"{published} {title}" if published else text)
        if len(text.split()) >= FEWEST_WORDS and name not in seen:
            seen.add(name)
            yield Update(name, title, text, published)


def _name(one: dict[str, object], otherwise: str) -> str:
    """Give an entry's own id: the part of its address that the blog's does not have, else a digest."""
    for key in ("url", "@id", "mainEntityOfPage"):
        try:
            parts = urlsplit(_text(one, key))
        except ValueError:
            continue
        own = parts.fragment or parts.query.rpartition("=")[2]
        if named := _NOT_IN_IDS.sub("-", own).strip("-")[:80]:
            return named
    return blake2b(otherwise.encode("utf-8", "replace"), digest_size=6).hexdigest()


def _body(stated: str) -> str:
    if not _MARKUP.search(stated):
        lines = (" ".join(line.split()) for line in unescape(stated).splitlines())
        return "\n".join(line for line in lines if line)
    page = f"<html><body><article>{stated}</article></body></html>"
    found = trafilatura.bare_extraction(page, include_comments=False, favor_recall=True)
    return (found.text or "").strip() if isinstance(found, Document) else ""


def _plain(title: str) -> str:
    return " ".join(unescape(re.sub(r"<[^<>]{0,500}>", "", title)).split())[:300]


def _publisher(item: dict[str, object]) -> str | None:
    publisher = item.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name.strip()[:100] if isinstance(name, str) and name.strip() else None


def _text(item: dict[str, object], key: str) -> str:
    value = item.get(key)
    if isinstance(value, dict):
        value = value.get("@id")
    return value.strip() if isinstance(value, str) else ""
