"""HTML pages: the article's body and what the page states of itself. Nothing here asks the network."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final, Protocol
from urllib.parse import urlsplit

import trafilatura
from trafilatura.settings import Document
from trafilatura.utils import load_html

from bot.errors import FileRefused

#: A page that shows fewer words than this holds no article but furniture.
FEWEST_WORDS: Final = 8
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
#: What a page's source holds and does not show as it stands; some of it goes on to an end of its own.
_HIDDEN: Final = re.compile(
    r"<!--|<(?P<tag>script|style|template|noscript)\b|</?[A-Za-z!?][^<>]*>|&#?\w{1,32};", re.IGNORECASE
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
    for recall in (False, True):
        # Where the usual look finds nothing, a page may be short or oddly built: a wider one may help.
        found = trafilatura.bare_extraction(
            source, include_comments=False, include_tables=False, with_metadata=True, favor_recall=recall
        )
        if isinstance(found, Document) and len((found.text or "").split()) >= FEWEST_WORDS:
            body = found
            break
    if body is None or body.text is None:
        raise FileRefused(path, "holds no article text; save the article's own page")
    address = next(
        (one for one in (body.url, stated.get("og:url")) if one and re.match(r"https?://", one)), None
    )
    outlets = (*(_publisher(item) for item in data), *(stated.get(name) for name in _OUTLETS), body.sitename)
    times = (*(item.get("datePublished") for item in data), *(stated.get(name) for name in _TIMES), body.date)
    title = (body.title or "").strip()
    return Markup(
        text=_below_title(re.sub(r"\r\n?", "\n", body.text), title),
        title=title,
        outlet=next((name for name in outlets if name), None)
        or (urlsplit(address).hostname if address else None),
        times=tuple(time for time in times if isinstance(time, str) and time.strip()),
        address=address,
    )


def _below_title(text: str, title: str) -> str:
    """Leave the headline out of the body, where it stands on a line of its own."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title and rest.strip() and " ".join(first.split()) == " ".join(title.split()) else text


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


def places(source: str, text: str) -> list[tuple[int, int] | None]:
    """Tell where each code point of the body stands in the page's source, None for blanks and the unknown.

    Paragraphs are looked for one after the other in what the page shows, so that a teaser that repeats the
    words does not draw them to itself unless it comes first.
    """
    shown = [(char, start, end) for char, start, end in _shown(source) if not char.isspace()]
    stream = "".join(char for char, _, _ in shown)
    found: list[tuple[int, int] | None] = [None] * len(text)
    at = 0
    offset = 0
    for line in text.split("\n"):
        inked = [(number, char) for number, char in enumerate(line) if not char.isspace()]
        words = "".join(char for _, char in inked)
        place = stream.find(words, at) if words else -1
        if place < 0 and words:
            place = stream.find(words)
        if place >= 0:
            for (number, _), (_, start, end) in zip(inked, shown[place : place + len(words)], strict=True):
                found[offset + number] = (start, end)
            at = place + len(words)
        offset += len(line) + 1
    return found


def _shown(source: str) -> Iterator[tuple[str, int, int]]:
    """Give the characters that a page shows, each with its place in the source."""
    lowered = source.lower() if source.isascii() else "".join(char.lower()[:1] or char for char in source)
    unclosed: set[str] = set()  # looked for once, so that no page makes this slow
    at = 0
    while (match := _HIDDEN.search(source, at)) is not None:
        yield from ((source[number], number, number + 1) for number in range(at, match.start()))
        at = match.end()
        if match.group().startswith("&"):
            yield from ((char, match.start(), at) for char in unescape(match.group()))
            continue
        tag = match.group("tag")
        end = "-->" if match.group() == "<!--" else f"</{tag.lower()}" if tag else ""
        if end and end not in unclosed:
            place = lowered.find(end, at)
            if place < 0:
                unclosed.add(end)
            at = place + len(end) if place >= 0 else at
    yield from ((source[number], number, number + 1) for number in range(at, len(source)))
