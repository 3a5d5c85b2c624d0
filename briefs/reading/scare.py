"""Quoted words that a sentence only mentions: "the so-called 'truce'", "Asked about the 'zone', she said"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from briefs.model.span import Span
    from briefs.reading.found import Found
    from briefs.reading.mentions import Cast

_ASKING: Final = frozenset(
    (
        "asked pressed questioned commenting responding reacting referring quizzed alluding "
        "replying challenged"
    ).split()
)
_LONGEST: Final = 5  # words of a name that is only mentioned
_WIDEST: Final = 150


def only_mentioned(cast: Cast, found: Found, span: Span) -> bool:
    """Return whether a finding's speaker only speaks of the quoted words, or of him somebody else does."""
    if not cast.paragraphs:
        return False
    number = cast.paragraph_at(span.start)
    part = cast.paragraphs[number]
    at = bisect_left(part.starts, span.start)
    mark = at - 1
    before = part.lowered[mark - 1] if mark >= 1 else ""
    if before in ("so-called", "co-called", "dubbed", "supposed", "alleged") or (
        before == "called" and mark >= 2 and part.lowered[mark - 2] in ("so", "-")
    ):
        return len(span.of(cast.text).split()) <= _LONGEST
    if not found.source or found.source[0].start < span.end:
        return False
    source = bisect_right(part.ends, found.source[0].start)
    if not part.start <= found.source[0].start < part.end or source >= len(part):
        return False
    if part.sentences[source] != part.sentences[min(at, len(part) - 1)]:
        return False
    first = source
    while first > max(0, source - _WIDEST) and part.sentences[first - 1] == part.sentences[source]:
        first -= 1
    return part.lowered[first] in _ASKING and first < at
