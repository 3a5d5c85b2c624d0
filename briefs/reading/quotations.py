"""Where a text stands between quotation marks.

Pairing follows newspaper convention, paragraph by paragraph: an opening mark that is never closed
runs to the paragraph's end when it is curly, when it begins the paragraph, or when the next
paragraph begins with an opening mark (the quotation then runs on). Straight, curly, low-high and
guillemet marks pair with their own kind; single marks quote only where they cannot be apostrophes
and enclose at least three words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What separates paragraphs: any run of the characters that end a line.
PARAGRAPH: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_DOUBLE: Final = re.compile(r"[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]|``|''")
_SINGLE_OPENING: Final = re.compile(r"(?<![\w'\u2018\u2019])['\u2018](?=\w|\u2026|\.\.\.)")
_SINGLE_CLOSING: Final = re.compile(r"(?<=[\w.,!?;:\u2026\-\u2014)])['\u2019](?!\w)")
_SINGLE_LONGEST: Final = 600
_SINGLE_SHORTEST: Final = 2
_SINGLE_WORDS: Final = 3

_OPENING: Final = frozenset("\u201c\u00ab\u201e\u201f") | {"``"}
_CLOSING: Final = frozenset("\u201d\u00bb") | {"''"}


@dataclass(frozen=True, slots=True)
class QuotedRegion:
    """One stretch of text inside quotation marks, the marks themselves left out.

    `start` and `end` are half-open code points of the whole text; `mark` is the opening mark.
    `closed` is false where the region runs to its paragraph's end for want of a closing mark;
    `continues` is true where it takes up the quotation the preceding paragraph left open.
    """

    start: int
    end: int
    mark: str
    closed: bool = True
    continues: bool = False


def quoted_regions(text: str) -> list[QuotedRegion]:
    """Return the quoted stretches of `text`, in order and not overlapping, in linear time."""
    regions: list[QuotedRegion] = []
    left_open = False
    matches = list(PARAGRAPH.finditer(text))
    for number, match in enumerate(matches):
        start, end = match.span()
        if text[start:end].isspace():
            continue
        runs_on = _next_opens(text, matches, number)
        found = _in_paragraph(text, start, end, runs_on=runs_on)
        if found and left_open and _begins(text, start, found[0]):
            first = found[0]
            found[0] = QuotedRegion(first.start, first.end, first.mark, first.closed, continues=True)
        left_open = bool(found) and not found[-1].closed
        regions.extend(found)
    return regions


def _next_opens(text: str, matches: list[re.Match[str]], number: int) -> bool:
    """Return whether the paragraph after `number`, blank ones aside, begins with a double mark."""
    if number + 1 == len(matches):
        return False
    after = matches[number + 1]
    head = text[after.start() : after.start() + 12].lstrip()
    return bool(head) and (head[0] in '"\u201c\u00ab\u201e\u201f' or head.startswith("``"))


def _begins(text: str, start: int, region: QuotedRegion) -> bool:
    return not text[start : region.start - len(region.mark)].strip()


def _in_paragraph(text: str, start: int, end: int, *, runs_on: bool) -> list[QuotedRegion]:
    doubles = list(_DOUBLE.finditer(text, start, end))
    regions = list(_double(text, start, end, doubles, runs_on=runs_on))
    singles = list(_single(text, start, end))
    if not singles:
        return regions
    mark_starts = [mark.start() for mark in doubles]
    region_ends = [region.end for region in regions]
    apart: list[QuotedRegion] = []
    for single in singles:
        at = bisect_left(region_ends, single.start + 1)
        if at < len(regions) and regions[at].start < single.end:
            continue
        mark = bisect_left(mark_starts, single.start - 1)
        if mark < len(doubles) and doubles[mark].end() <= single.start:
            mark += 1
        if mark < len(doubles) and doubles[mark].start() < single.end:
            continue
        apart.append(single)
    return sorted(regions + apart, key=lambda region: region.start)


def _double(
    text: str, start: int, end: int, marks: list[re.Match[str]], *, runs_on: bool
) -> Iterator[QuotedRegion]:
    lead = start
    while lead < end and text[lead].isspace():
        lead += 1
    opened: re.Match[str] | None = None
    for mark in marks:
        sign = mark.group()
        if opened is None:
            leads = sign == "\u201d" and mark.start() == lead
            if leads or sign in _OPENING or (sign == '"' and not _stray_closing(text, start, end, mark)):
                opened = mark
            continue
        how = _closes(opened.group(), sign)
        if how == "inside":
            continue
        if opened.end() < mark.start():
            yield QuotedRegion(opened.end(), mark.start(), opened.group())
        opened = mark if how == "reopens" else None
    if opened is None or opened.end() >= end:
        return
    sign = opened.group()
    if opened.start() == lead or sign == "\u201c" or runs_on:
        yield QuotedRegion(opened.end(), end, sign, closed=False)


def _closes(opening: str, sign: str) -> str:
    """Return whether `sign` closes what `opening` opened, opens anew, or is part of the quotation."""
    if sign == "\u201c":
        return "closes" if opening in "\u201e\u201f" else "reopens"
    if sign in _CLOSING or sign == '"':
        return "closes"
    return "inside"


def _stray_closing(text: str, start: int, end: int, mark: re.Match[str]) -> bool:
    """Return whether a straight mark, none being open, looks like the end of a lost quotation."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return after.isspace() and (before.isalnum() or before in ".,!?")


def _single(text: str, start: int, end: int) -> Iterator[QuotedRegion]:
    """Yield what single marks quote: each opening with the nearest closing within reach."""
    closings = [mark.start() for mark in _SINGLE_CLOSING.finditer(text, start, end)]
    if not closings:
        return
    after = start
    for mark in _SINGLE_OPENING.finditer(text, start, end):
        if mark.start() < after:
            continue
        at = bisect_left(closings, mark.end() + _SINGLE_SHORTEST)
        if at == len(closings) or closings[at] - mark.end() > _SINGLE_LONGEST:
            continue
        after = closings[at] + 1
        if len(_WORD.findall(text, mark.end(), closings[at])) >= _SINGLE_WORDS:
            yield QuotedRegion(mark.end(), closings[at], mark.group())
