"""Paragraphs and tokens, as the rules and the tagger both see them.

A token is a word (inner hyphens, stops and apostrophes kept), a possessive ending, an ellipsis or a
single sign. Every offset counts code points of the whole text, so a token is `text[start:end]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefs.reading.quotations import PARAGRAPH, QuotedRegion, quoted_regions

_TOKEN: Final = re.compile(
    r"[^\W_]+(?:[.\-][^\W_]+)*(?:['\u2019](?!s\b)[^\W_]+)*|['\u2019]s\b|\.\.\.|[^\w\s]|_"
)
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr sen rep gov gen lt col sgt st jr sr u.s u.n u.k e.u jan feb mar apr jun jul aug sep"
    " sept oct nov dec no vs prof rev hon pres capt maj adm amb".split()
)
_STOPS: Final = frozenset(".!?")
_CLOSING: Final = frozenset('"\u201d\u00bb')
_OPENING: Final = frozenset("\"\u201c'\u2018\u00ab\u201e")
_SINGLE: Final = frozenset("'\u2018\u2019")

#: The value of `Paragraph.regions` for a token outside every quoted region.
OUTSIDE: Final = -1


@dataclass(slots=True, eq=False)
class Paragraph:
    """One line of a text that holds at least one token, with everything read off its surface.

    The lists run parallel, one entry a token: `starts` and `ends` (code points of the whole text,
    half-open), `words` (as written), `lowered`, `sentences` (a number that rises from 0 with each
    sentence) and `regions` (the index into `quotations` of the quoted region that holds the
    token, or `OUTSIDE`; quotation marks themselves are outside). `quotations` are the
    paragraph's own regions, with offsets in the whole text.
    """

    start: int
    end: int
    starts: list[int]
    ends: list[int]
    words: list[str]
    lowered: list[str]
    sentences: list[int]
    regions: list[int]
    quotations: list[QuotedRegion]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.words)

    def quoted(self, index: int) -> bool:
        """Return whether the token at `index` stands between quotation marks."""
        return self.regions[index] != OUTSIDE


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of `text` that hold a token, in order, in linear time.

    Any string will do: unbalanced marks, control characters and lone surrogates are tokens like
    any other sign.
    """
    regions = quoted_regions(text)
    found: list[Paragraph] = []
    first = 0
    for match in PARAGRAPH.finditer(text):
        start, end = match.span()
        last = first
        while last < len(regions) and regions[last].start < end:
            last += 1
        paragraph = _paragraph(text, start, end, regions[first:last])
        first = last
        if paragraph.words:
            found.append(paragraph)
    return found


def _paragraph(text: str, start: int, end: int, quotations: list[QuotedRegion]) -> Paragraph:
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        starts.append(first)
        ends.append(last)
        words.append(match.group())
    lowered = [word.lower() for word in words]
    inside = _regions(starts, quotations)
    return Paragraph(
        start, end, starts, ends, words, lowered, _sentences(words, lowered, inside), inside, quotations
    )


def _regions(starts: list[int], quotations: list[QuotedRegion]) -> list[int]:
    inside = [OUTSIDE] * len(starts)
    if not quotations:
        return inside
    current = 0
    for index, start in enumerate(starts):
        while current < len(quotations) and start >= quotations[current].end:
            current += 1
        if current == len(quotations):
            break
        if start >= quotations[current].start:
            inside[index] = current
    return inside


def _sentences(words: list[str], lowered: list[str], inside: list[int]) -> list[int]:
    numbers = [0] * len(words)
    current = 0
    for index in range(1, len(words)):
        before = words[index - 1]
        if before in _STOPS:
            if _stop_ends(words, lowered, inside, index - 1):
                current += 1
        elif index > 1 and words[index - 2] in _STOPS and _closes(words, inside, index - 1):
            word = words[index]
            if word[0].isupper() or _opens(words, inside, index):
                current += 1
        numbers[index] = current
    return numbers


def _closes(words: list[str], inside: list[int], at: int) -> bool:
    """Return whether the sign at `at` closes; one that could be either does where a region ends."""
    sign = words[at]
    if sign == '"':
        return inside[at - 1] != OUTSIDE or at + 1 == len(words) or inside[at + 1] == OUTSIDE
    if sign in _SINGLE:
        return inside[at] == OUTSIDE and inside[at - 1] != OUTSIDE
    return sign in _CLOSING


def _opens(words: list[str], inside: list[int], at: int) -> bool:
    """Return whether the sign at `at` is an opening mark; a single one is, right before a quoted region."""
    if words[at] not in _SINGLE:
        return words[at] in _OPENING
    return inside[at] == OUTSIDE and at + 1 < len(words) and inside[at + 1] != OUTSIDE


def _begins(word: str) -> bool:
    return word[0].isupper() or word in _OPENING


def _stop_ends(words: list[str], lowered: list[str], inside: list[int], at: int) -> bool:
    """Return whether the stop at `at` ends its sentence, judged by its neighbours."""
    if words[at] == "." and at:
        before = lowered[at - 1]
        if (len(before) == 1 and before not in _SINGLE) or before in _ABBREVIATIONS:
            return before == "no" and not words[at + 1][0].isdigit() and _begins(words[at + 1])
    after = words[at + 1]
    if after[0].isupper() or after[0].isdigit():
        return True
    return after in _OPENING and inside[at] == OUTSIDE
