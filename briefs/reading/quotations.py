"""Where a text stands between quotation marks.

Pairing follows newspaper convention, paragraph by paragraph: an opening mark that is never closed
runs to the paragraph's end when it is curly, when it begins the paragraph, or when the next
paragraph begins with an opening mark (the quotation then runs on). Straight, curly, low-high and
guillemet marks pair with their own kind. Where a text's quotation marks are single ones, they quote
as double ones do, however few the words; in any other text they quote only where they cannot be
apostrophes and enclose at least three words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from briefs.reading.single_marks import clipped, opens, stretches

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
#: A text quotes with single marks if it has more than this many such quotations to each in double ones.
_FEW_DOUBLES: Final = 4
_FRONT_LINES: Final = 40

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
    matches = [match for match in PARAGRAPH.finditer(text) if not match.group().isspace()]
    heads = [_head(text, match) for match in matches]
    ahead = [*heads[1:], ""]
    by_single = _between_singles(text, matches, ahead)
    regions: list[QuotedRegion] = []
    left_open = False
    for number, match in enumerate(matches):
        start, end = match.span()
        if by_single is not None:
            found = by_single[number]
        else:
            found = _in_paragraph(text, start, end, runs_on=ahead[number] == "double")
        if found and left_open and _begins(text, start, found[0]):
            first = found[0]
            found[0] = QuotedRegion(first.start, first.end, first.mark, first.closed, continues=True)
        left_open = bool(found) and not found[-1].closed
        regions.extend(found)
    return regions


def _head(text: str, paragraph: re.Match[str]) -> str:
    """Return the kind of mark that begins a paragraph: "double", "single" or none."""
    lead = _lead(text, paragraph)
    sign = text[lead]
    if sign in '"\u201c\u00ab\u201e\u201f' or text.startswith("``", lead):
        return "double"
    if sign in "'\u2018\u2019" and opens(text, lead, sign, lead, paragraph.end()):
        return "single"
    return ""


def _lead(text: str, paragraph: re.Match[str]) -> int:
    lead = paragraph.start()
    while text[lead].isspace():
        lead += 1
    return lead


def _between_singles(
    text: str, matches: list[re.Match[str]], ahead: list[str]
) -> list[list[QuotedRegion]] | None:
    """Return the regions of each paragraph if single marks are the text's quotation marks.

    They are where double marks are absent or stand inside single ones, all but a few.
    """
    if not _SINGLE_CLOSING.search(text):
        return None
    found: list[list[QuotedRegion]] = []
    singles = doubles = 0
    fences = [match.end() for match in matches[:_FRONT_LINES] if match.group().rstrip() == "---"]
    body = fences[1] if len(fences) > 1 and fences[0] == matches[0].end() else 0
    for match, kind in zip(matches, ahead, strict=True):
        held, unread = stretches(text, match.start(), match.end(), _lead(text, match), kind)
        if match.start() >= body:  # a title in front matter is quoted by the file's format, not by its author
            within = sum(single for *_, single in held)
            singles += within
            doubles += len(held) - within + unread
        found.append([QuotedRegion(start, end, mark, closed) for start, end, mark, closed, _ in held])
    return found if singles > _FEW_DOUBLES * doubles else None


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
        if mark.start() < after or clipped(text, mark.end()):
            continue
        at = bisect_left(closings, mark.end() + _SINGLE_SHORTEST)
        if at == len(closings) or closings[at] - mark.end() > _SINGLE_LONGEST:
            continue
        after = closings[at] + 1
        if len(_WORD.findall(text, mark.end(), closings[at])) >= _SINGLE_WORDS:
            yield QuotedRegion(mark.end(), closings[at], mark.group())
