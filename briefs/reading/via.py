"""Through whom words came: "told Axios", "Axios reported, citing sources", "quoted a source as saying"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from briefs.reading.mentions import Cast, Mention

_REACH: Final = 14
_AS: Final = frozenset(("as",))


def outlet_near(cast: Cast, paragraph: int, low: int, high: int) -> str | None:
    """Give the outlet that tokens `[low, high)` of a paragraph say the words were told to or carried by."""
    part = cast.paragraphs[paragraph]
    for mention in cast.near(paragraph, low, high):
        if mention.head < low or mention.first >= high or not _is_outlet(mention):
            continue
        if part.quoted(mention.head):
            continue
        if _told_to(part.lowered, mention.first, low) or _reports_aside(
            part.lowered, part.words, mention, high
        ):
            return mention.who.name
    return None


def cited_by(cast: Cast, paragraph: int, mention: Mention, high: int) -> Mention | None:
    """Give whom an outlet that is named as the source only cites: "X quoted Y as saying"."""
    part = cast.paragraphs[paragraph]
    for other in cast.near(paragraph, mention.last, min(high, mention.last + _REACH * 3)):
        if other.first < mention.last or other.first - mention.last > _REACH * 3 or other.first >= high:
            continue
        if part.quoted(other.head) or other.inner:
            continue
        if other.first > 0 and part.lowered[other.first - 1] in naming().via_citing:
            return other
    return None


def quoted_by(cast: Cast, paragraph: int, at: int, high: int) -> Mention | None:
    """Give Y of "X quoted Y as saying", where the words of X end at token `at`."""
    lowered = cast.paragraphs[paragraph].lowered
    while at < high and (lowered[at] in _HAD or lowered[at].endswith("ly")):
        at += 1
    if at >= high or lowered[at] not in _QUOTING:
        return None
    for mention in cast.near(paragraph, at + 1, min(high, at + 4)):
        if mention.first <= at or mention.inner or mention.possessive:
            continue
        after = lowered[mention.last : min(high, mention.last + _REACH)]
        if any(pair in _AS_SAYING for pair in pairwise(after)):
            return mention
    return None


_HAD: Final = frozenset("had has have also later , then".split())
_QUOTING: Final = frozenset("quoted quotes cited cites quoting citing".split())
_AS_SAYING: Final = frozenset(
    ("as", word) for word in "saying telling having writing describing calling warning adding stating".split()
)


def _is_outlet(mention: Mention) -> bool:
    return mention.who.kind is Kind.OUTLET


def is_outlet(cast: Cast, mention: Mention) -> bool:
    """Return whether a mention names who publishes: an outlet, or agencies, media, newspapers as a group."""
    if _is_outlet(mention):
        return True
    words = cast.paragraphs[mention.paragraph].lowered[mention.first : mention.last]
    return mention.letter == "G" and (
        "media" in words[-1:]
        or "news" in words
        or words[-1] in ("newspaper", "broadcaster", "outlet", "outlets", "website")
    )


def _told_to(lowered: list[str], at: int, low: int) -> bool:
    """Return whether the words before an outlet tell that somebody spoke to it."""
    start = max(0, at - 7)
    before = lowered[start:at]
    for back in range(len(before) - 1, -1, -1):
        if before[back] in naming().via_told:
            return len(before) - back <= 5 and start + back >= low - 1
        for phrase in naming().via_interview:
            if tuple(before[back : back + len(phrase)]) == phrase:
                return len(before) - back <= 6
        if before[back] in (",", ";", ".", "\u201d", '"'):
            return False
    return False


def _reports_aside(lowered: list[str], words: list[str], mention: Mention, high: int) -> bool:
    """Return whether ", OUTLET reported" stands here: after a comma, and ending its clause."""
    at = mention.last
    if mention.first == 0 or lowered[mention.first - 1] not in (",", "\u201d", '"', "\u2014"):
        return False
    if at >= len(lowered) or lowered[at] not in naming().via_reported:
        return False
    return at + 1 >= len(lowered) or not words[at + 1][0].isalpha() or at + 1 >= high
