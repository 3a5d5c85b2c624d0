"""Where the sentences of an article stand."""

import re
from typing import Final

from briefs.model.span import Span

_PARAGRAPH: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP: Final = re.compile(
    r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*\s+(?=[\"'\u201c\u2018\u00ab(\[]*[^\W_a-z])"
)
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|sen|rep|gov|gen|lt|col|st|jr|sr|prof|rev|pres|capt|maj|adm|amb|brig|vs"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|\b[^\W\d_](?:\.[^\W\d_])*)\.$",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"[\s\-\u2013\u2014*\u2022\u00b7]*")


def sentences(text: str) -> tuple[Span, ...]:
    """Find the sentences of `text`, in order; a paragraph's end always ends one, bullets are left out."""
    found: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        start = paragraph.start()
        for stop in _STOP.finditer(text, paragraph.start(), paragraph.end()):
            mark = next(at for at in range(stop.start(), stop.end()) if text[at] in ".!?\u2026")
            if _ABBREVIATION.search(text, max(start, mark - 12), mark + 1):
                continue
            _add(found, text, start, stop.end())
            start = stop.end()
        _add(found, text, start, paragraph.end())
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def sentence_at(text: str, at: int) -> Span:
    """Find the sentence of `text` that holds the code point `at`, looking no further than its paragraph."""
    start = max((text.rfind(sign, 0, at) for sign in "\n\r\v\f\x85\u2028\u2029"), default=-1) + 1
    ends = [found for sign in "\n\r\v\f\x85\u2028\u2029" if (found := text.find(sign, at)) >= 0]
    end = min(ends, default=len(text))
    for span in sentences(text[start:end]):
        if start + span.end > at:
            return span.moved(start)
    return Span(start, end) if start < end else Span(max(0, at - 1), max(1, at))
