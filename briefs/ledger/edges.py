"""Where a stretch of an article may begin and end so that it can be shown alone.

Nothing but bounds is moved: datelines are left out, a stretch that begins with the verb of its clause gets
the clause's beginning back (which may hold its "no"), and quotation marks that stand alone get their other
half, or are left out with what little stands beyond them.
"""

import re
from typing import Final

from briefs.model.span import Span

_DATELINE: Final = re.compile(
    r"(?:[^\W\d_a-z]{3,}[^\W\d_a-z.'\u2019/-]*(?:[ /-][^\W\d_a-z]{2,})*(?:,\s+[^\W\d_]+\.?){0,2}"
    r"(?:,?\s+\d{1,2}\b)?(?:,?\s+\d{4})?[.,]?\s*(?:\([^()\n]{2,30}\)|/[^/\n]{2,30}/\.?)?\s*(?:[\u2014\u2013-]{1,2}|(?<=[./)]))\s+)"
)
_VERB_FIRST: Final = re.compile(
    r"(?:(?:he|she|they|it|we|I)\s+(?:thought|said|believed|felt|added|argued)\s*,\s*)?"
    r"(?:was|were|is|are|would|will|could|can|had|has|have|should|may|might|must|did|does)\b"
)
_SENTENCE_END: Final = re.compile("[.!?][\"\u201d\u2019')]?\\s+|\\n\\s*")
_LONGEST_BEGINNING: Final = 300
_OPENING: Final = "\u201c"
_CLOSING: Final = "\u201d"
_STRAIGHT: Final = '"'
_MARKS: Final = re.compile('[\u201c\u201d"]')
_BESIDE: Final = 40
_PLACE: Final = 9
_LONGEST_DATELINE: Final = 80
_BREAKS: Final = "\n\r"


def edged(text: str, span: Span) -> Span:
    """Give the bounds in which a stretch can be shown alone; words of its own matter are never cut."""
    return _balanced(text, _whole(text, _undated(text, span)))


def _whole(text: str, span: Span) -> Span:
    """Begin at the sentence where a stretch begins with the verb: "No other way, he said, was as likely"."""
    if not _VERB_FIRST.match(text, span.start, span.end):
        return span
    low = max(0, span.start - _LONGEST_BEGINNING)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, span.start)]
    if not ends and low:
        return span
    return Span(ends[-1] if ends else 0, span.end)


def _undated(text: str, span: Span) -> Span:
    """Leave out a dateline at the beginning of a paragraph: a place in capitals, a day, an agency, a dash."""
    if span.start and text[span.start - 1] not in _BREAKS:
        return span
    found = _DATELINE.match(text, span.start, min(span.end, span.start + _LONGEST_DATELINE))
    if found is None or found.end() >= span.end or text[found.end()].islower():
        return span
    # "NATO - The alliance" is no dateline; a day, an agency or a longer name tells one.
    sure = any(sign.isdigit() or sign in "(/" for sign in found.group())
    return Span(found.end(), span.end) if sure or len(found.group()) > _PLACE else span


def _balanced(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    opened: list[int] = []
    for mark in _MARKS.finditer(text, start, end):
        at = mark.start()
        sign = _sign(text, at, opened=bool(opened))
        if sign > 0:
            opened.append(at)
        elif sign < 0 and opened:
            opened.pop()
        elif sign < 0:
            return _closed(text, span, at)
    if not opened:
        return span
    return _left_open(text, span, opened[0])


def _closed(text: str, span: Span, at: int) -> Span:
    """Mend a closing mark at `at` that nothing in the stretch has opened."""
    if at == span.start:
        return Span(at + 1, span.end) if at + 1 < span.end else span
    if span.end - at <= _BESIDE and not _opens(text, at + 1, span.end):
        return Span(span.start, at) if at + 1 < span.end else _begun(text, span)
    return _begun(text, span)


def _begun(text: str, span: Span) -> Span:
    """Take in the opening mark just before a stretch; where it stands farther off the stretch stays."""
    before = span.start - 1
    if before >= 0 and _sign(text, before, opened=False) > 0:
        return Span(before, span.end)
    if text[span.end - 1] in (_CLOSING, _STRAIGHT) and span.end - 1 > span.start:
        return Span(span.start, span.end - 1)
    return span


def _left_open(text: str, span: Span, at: int) -> Span:
    """Mend an opening mark at `at` that nothing in the stretch closes."""
    for place in range(span.end, min(len(text), span.end + _BESIDE)):
        if text[place] in _BREAKS:
            break
        if _sign(text, place, opened=True) < 0:
            return Span(span.start, place + 1)
    if at == span.start and at + 1 < span.end:
        return Span(at + 1, span.end)
    if span.end - at <= _BESIDE and text[span.start : at].strip():
        return Span(span.start, at)
    return span


def _opens(text: str, start: int, end: int) -> bool:
    return any(_sign(text, at, opened=False) > 0 for at in range(start, end))


def _sign(text: str, at: int, *, opened: bool) -> int:
    """Tell whether a double quotation mark opens (1) or closes (-1) at a place; 0 where none stands."""
    mark = text[at]
    if mark == _OPENING:
        return 1
    if mark == _CLOSING:
        return -1
    if mark != _STRAIGHT or (at and text[at - 1].isdigit()):
        return 0
    after = text[at + 1] if at + 1 < len(text) else " "
    before = text[at - 1] if at else " "
    if before.isspace() or before in "([\u2014\u2013":
        return 1
    if after.isspace() or after in ").,;:!?]\u2014\u2013":
        return -1
    return -1 if opened else 1
