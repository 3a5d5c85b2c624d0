"""Lists of addresses: sitemaps as outlets publish them, and files with an address a line."""

import re
import zlib
from dataclasses import dataclass
from html import unescape
from typing import Final

from bot.errors import RapporteurError, one_line

#: Bytes to which a packed sitemap may unpack; the protocol allows 50 MB, no outlet's news need them.
MOST_BYTES: Final = 20_000_000

#: Addresses that one list may name, as the protocol has it (sitemaps.org: 50,000).
MOST_ADDRESSES: Final = 50_000

_PLACE: Final = re.compile(r"<loc>([^<]{1,4000})</loc>", re.IGNORECASE)
_INDEX: Final = re.compile(r"<sitemapindex[\s>]", re.IGNORECASE)
_SITEMAP: Final = re.compile(r"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)


class ListUnreadable(RapporteurError):
    """A list of addresses that cannot be read as one."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{one_line(name)}: {why}")


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list names, each once and in its order: pages, and further sitemaps where it is an index."""

    pages: tuple[str, ...]
    sitemaps: tuple[str, ...]


def parse_list(body: bytes, name: str) -> Listed:
    """Read a sitemap, packed or not, a sitemap index, or lines of addresses; `name` names it in messages.

    A sitemap's entities stay what they are written as, so that none can unfold; lines that begin with `#`
    and lines that hold no http(s) address are passed over.

    Raises:
        ListUnreadable: when it is broken, too large, or names no address.
    """
    text = _unpacked(body, name).decode("utf-8", "replace")
    if _SITEMAP.search(text, 0, 10_000):
        plain = text.replace("<![CDATA[", "").replace("]]>", "")
        found = [unescape(place).strip() for place in _PLACE.findall(plain)]
    else:
        found = [line.strip() for line in text.splitlines() if not line.lstrip().startswith("#")]
    places = tuple(dict.fromkeys(one for one in found if one.startswith(("http://", "https://"))))
    if not places:
        raise ListUnreadable(name, "names no address; give a sitemap, or a file with an http address a line")
    if len(places) > MOST_ADDRESSES:
        raise ListUnreadable(
            name, f"names {len(places)} addresses; {MOST_ADDRESSES} are the limit, so part it"
        )
    return Listed((), places) if _INDEX.search(text, 0, 10_000) else Listed(places, ())


def _unpacked(body: bytes, name: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = stream.decompress(body, MOST_BYTES)
    except zlib.error:
        raise ListUnreadable(name, "is packed and broken") from None
    if stream.unconsumed_tail:
        raise ListUnreadable(name, f"unpacks to more than {MOST_BYTES} bytes")
    if not stream.eof:
        raise ListUnreadable(name, "is packed and broken off")
    return text
