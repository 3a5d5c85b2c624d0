"""Spans that stand on their own: with both marks of a quotation or none, and without a dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefs.model.span import Span

if TYPE_CHECKING:
    from briefs.reading.tokens import Paragraph

_DATELINE: Final = re.compile(
    r"[A-Z][A-Z.'\u2019 -]{2,30}(?:, [A-Z][\w. ]{1,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\.?"
    r"(?: ?(?:/[^/\n]{2,24}/|\([^()\n]{2,30}\)))?\.? ?(?:[\u2014\u2013-] |(?<=[/.)]) ?(?<=[/)]\. ))"
)
_LONGEST: Final = 260  # code points by which a span grows for the sake of a mark
_CLOSING: Final = frozenset(",;:\u2014\u2013- ")


def standing_alone(text: str, paragraph: Paragraph, span: Span, kernel: Span) -> Span:  # noqa: C901 - one branch a border
    """Give `span` with balanced quotation marks and no dateline; `kernel` are the words it must keep.

    It shrinks to the words inside the marks where these hold the kernel, and grows to the other mark else.
    """
    start, end = span.start, span.end
    if start == paragraph.starts[0]:
        dateline = _DATELINE.match(text, start, min(end, start + 90))
        if dateline is not None and dateline.end() <= kernel.start:
            start = dateline.end()
    for region in paragraph.quotations:
        if region.start >= end:
            break
        if region.end <= start - 1:
            continue
        opened = start < region.start
        closed = end > region.end
        if opened == closed:
            continue
        if closed:  # begins inside the marks and goes on behind them
            if kernel.end <= region.end and kernel.start >= start:
                end = region.end
                while end > kernel.end and text[end - 1] in _CLOSING:
                    end -= 1
            elif start - region.start <= _LONGEST:
                start = max(paragraph.start, region.start - len(region.mark))
        elif region.end - end <= _LONGEST:
            end = min(paragraph.end, region.end + (len(region.mark) if region.closed else 0))
    return Span(start, end)
