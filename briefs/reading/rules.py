"""The rules: reporting words, who says them, and what is said, read off the surface of one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.cues import read_cue
from briefs.reading.lexicon import load_lexicon
from briefs.reading.line import Line
from briefs.reading.tokens import OUTSIDE
from briefs.reading.uncued import read_signed, read_uncued
from briefs.reading.units import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.tokens import Paragraph

_VERBS: Final = load_lexicon().verbs
#: How many tokens around a cue, and how many findings before it, are looked at: bounds the work.
_BACK: Final = 300
_KEPT: Final = 6


def read_paragraph(paragraph: Paragraph, number: int) -> list[Draft]:
    """Find the attributions that stand wholly in a paragraph, the article's `number`-th, in text order."""
    line = Line(paragraph, number)
    if paragraph.quotations and read_signed(line):
        return line.drafts
    cues = [
        at
        for at, word in enumerate(line.lowered)
        if (word in _VERBS or word == "according") and line.regions[at] == OUTSIDE
    ]
    if not cues and not paragraph.quotations:
        return line.drafts
    passed = 0
    for unit, (low, high) in enumerate(units(paragraph, line.marked)):
        here = passed
        while passed < len(cues) and cues[passed] < high:
            passed += 1
        first = len(line.drafts)
        _read_cues(line, low, high, cues[here:passed], unit)
        if len(line.drafts) == first:
            read_uncued(line, low, high, unit)
    return line.drafts


def _read_cues(line: Line, low: int, high: int, cues: Sequence[int], unit: int) -> None:
    """Read the reporting words at the tokens `cues` of one sentence, the `unit`-th of its paragraph."""
    first = len(line.drafts)
    after = low
    for at in cues:
        if at < after:
            continue
        before = line.drafts[max(first, len(line.drafts) - _KEPT) :]
        draft = read_cue(line, max(low, at - _BACK), min(high, at + _BACK), at, before)
        if draft is None:
            continue
        draft.unit = unit
        line.drafts.append(draft)
        if draft.cue:
            after = draft.cue[1]
