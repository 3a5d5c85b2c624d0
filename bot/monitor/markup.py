"""HTML pages: the article's body and what the page states of itself. Nothing here asks the network."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document
from trafilatura.utils import load_html

from bot.errors import FileRefused

_TIMES: Final = (
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "parsely-pub-date",
    "sailthru.date",
)
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher", "publisher")


class _Element(Protocol):
    text: str | None

    def get(self, name: str) -> str | None: ...


class _Tree(Protocol):
    def iter(self, tag: str) -> Iterable[_Element]: ...


@dataclass(frozen=True, slots=True)
class Markup:
    r"""What a page holds: the body (paragraphs end in `\n`) and its statements, `times` the surest first."""

    text: str
    title: str
    outlet: str | None
    times: tuple[str, ...]
    address: str | None


def parse_markup(source: str, path: str) -> Markup:
    """Parse an HTML page; `path` names it in messages.

    Raises:
        FileRefused: when there is no article in it.
    """
    tree = load_html(source.encode("utf-8", "replace"))
    if tree is None:
        raise FileRefused(path, "is no HTML page that can be read")
    stated, data = _meta(tree), tuple(_linked_data(tree))
    body: Document | None = None
    for precise in (True, False):
        # Its fallbacks only widen; where a precise look finds nothing, a page may be short or oddly built.
        found = trafilatura.bare_extraction(
            source, include_comments=False, include_tables=False, with_metadata=True, favor_precision=precise
        )
        if isinstance(found, Document) and (found.text or "").strip():
            body = found
            break
    if body is None or body.text is None:
        raise FileRefused(path, "holds no article text; save the article's own page")
    address = next(
        (one for one in (body.url, stated.get("og:url")) if one and re.match(r"https?://", one)), None
    )
    outlets = (*(_publisher(item) for item in data), *(stated.get(name) for name in _OUTLETS), body.sitename)
    times = (*(item.get("datePublished") for item in data), *(stated.get(name) for name in _TIMES), body.date)
    return Markup(
        text=re.sub(r"\r\n?", "\n", body.text),
        title=(body.title or "").strip(),
        outlet=next((name for name in outlets if name), None)
        or (urlsplit(address).hostname if address else None),
        times=tuple(time for time in times if isinstance(time, str) and time.strip()),
        address=address,
    )


def _meta(tree: _Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _linked_data(tree: _Tree) -> Iterator[dict[str, object]]:
    """Give the page's JSON-LD objects that carry a date of publication."""
    for element in tree.iter("script"):
        if element.get("type") != "application/ld+json":
            continue
        try:
            value = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in value if isinstance(value, list) else [value]:
            inner = item.get("@graph") if isinstance(item, dict) else None
            for one in inner if isinstance(inner, list) else [item]:
                if isinstance(one, dict) and "datePublished" in one:
                    yield one


def _publisher(item: dict[str, object]) -> str | None:
    publisher = item.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    return name.strip() if isinstance(name, str) and name.strip() else None
