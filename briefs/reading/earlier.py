"""What was found earlier in the same sentence: whose words they are, and where they end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.draft import Draft
    from briefs.reading.line import Line

_JOINTS: Final = load_grammar().joints
#: Tokens between a quotation and the mark that ends it, at most.
_NEAR: Final = 3


def main_finding(line: Line, before: Sequence[Draft]) -> Draft | None:
    """Find the last of the findings `before` that does not stand inside another's words."""
    for draft in reversed(before):
        if draft.source is None or draft.cue is None or draft.frame == "relative":
            continue
        if line.lowered[draft.source[0]] == "who":
            continue
        at = draft.cue[0]
        if not any(
            start <= at < end for other in before if other is not draft for _, start, end in other.content
        ):
            return draft
    return None


def cut(line: Line, before: Sequence[Draft], at: int) -> None:
    """End the contents that run over token `at` there."""
    for draft in before:
        draft.content = [
            (number, start, min(end, at) if number == line.number and start < at else end)
            for number, start, end in draft.content
        ]


def cut_clause(line: Line, before: Sequence[Draft], start: int) -> None:
    """End the contents before a clause of its own that begins at `start`: "said A, and Smith said B"."""
    at = start
    while at > 0 and line.lowered[at - 1] in _JOINTS:
        at -= 1
    if at < start:
        cut(line, before, at)


def own_start(line: Line, low: int, previous: int) -> int:
    """Give where the words that end with token `previous` begin, of a sentence from `low`.

    That is where their quotation begins when an earlier cue of the sentence has the words before it.
    """
    last = line.drafts[-1] if line.drafts else None
    if last is None or not last.cue or last.cue[0] < low:
        return low
    region = _region_ending(line, previous)
    if region is None or any(
        number == line.number and start in (region, region - 1) for number, start, _ in last.content
    ):
        return low  # the quotation is the earlier cue's: this one reports the whole sentence
    return region


def _region_ending(line: Line, at: int) -> int | None:
    """Give the first token of the quoted region that ends at `at` or right before."""
    regions = line.regions
    k = at
    while k >= 0 and regions[k] == OUTSIDE and at - k < _NEAR:
        k -= 1
    if k < 0 or regions[k] == OUTSIDE:
        return None
    region = regions[k]
    while k > 0 and regions[k - 1] == region:
        k -= 1
    return k
