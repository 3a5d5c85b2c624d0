"""Words told within words: "a source said that X had told Y", "A said B saw it as ...".

Whose words are quoted: in "A said B had told them 'no'" they are B's, through A; in "A said B viewed it
as 'unfair'" B only thinks, so that the words are A's.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.reading.frames import stance_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefs.model.reading import Attribution
    from briefs.model.span import Span
    from briefs.reading.found import Found

_THINKING: Final = frozenset(
    ("view see consider think believe feel regard hope fear expect know want wish").split()
)


def asides(founds: Sequence[Found]) -> list[bool]:
    """Tell of each finding whether its source stands in what another says."""
    contents = sorted((span.start, span.end, at) for at, each in enumerate(founds) for span in each.content)
    inside = []
    for at, each in enumerate(founds):
        start = each.source[0].start if each.source else -1
        low = bisect_left(contents, (start + 1, 0, 0))
        inside.append(
            any(number != at and start < last for _, last, number in contents[max(0, low - _REACH) : low])
        )
    return inside


def laid_in_each_other(
    attributions: Sequence[Attribution], outlets: Collection[str] = ()
) -> tuple[Attribution, ...]:
    """Give the attributions, in the same order, those told by another with `via` or the teller as speaker.

    Where one of `outlets` and a speaker are given for the same quoted words, the outlet only carried them.
    """
    carried = {
        span: each
        for each in attributions
        if each.speaker is not None and each.speaker not in outlets
        for span in each.quoted
    }
    attributions = [_carried(each, carried) if each.speaker in outlets else each for each in attributions]
    known = stance_words().telling
    tellers = sorted(
        (
            (span.start, span.end, number)
            for number, each in enumerate(attributions)
            if each.force in known and each.speaker is not None
            for span in each.content
        ),
    )
    laid = [_laid(each, attributions, tellers) for each in attributions]
    return tuple(_told_before(each, laid, tellers) if each.speaker is None else each for each in laid)


def _told_before(
    each: Attribution, laid: Sequence[Attribution], tellers: Sequence[tuple[int, int, int]]
) -> Attribution:
    """Give words that an outlet only carried to the last who spoke before them in the same content."""
    if each.via is None or not each.quoted:
        return each
    low, high = each.content[0].start, each.quoted[0].start
    place = bisect_left(tellers, (high, 0, 0))
    for _, _, number in reversed(tellers[max(0, place - _REACH) : place]):
        other = laid[number]
        inside = bool(other.source) and low <= other.source[0].start < high
        if inside and other.actor is not None and other.content[-1].end >= high - _FAR:
            return replace(each, actor=other.actor, speaker=other.speaker, side=other.side)
    return each


_REACH: Final = 40
_FAR: Final = 160  # code points between the end of one's words and the quotation that goes on with them
_LOOSE: Final = 12  # a source may begin a word too early


def _carried(each: Attribution, carried: dict[Span, Attribution]) -> Attribution:
    for span in each.quoted:
        said = carried.get(span)
        if said is not None:
            return replace(each, actor=said.actor, speaker=said.speaker, side=said.side, via=each.speaker)
    return each


def _laid(
    inner: Attribution, attributions: Sequence[Attribution], tellers: Sequence[tuple[int, int, int]]
) -> Attribution:
    if not inner.source or inner.speaker is None:
        return inner
    start, end = inner.source[0].start, inner.source[0].end
    best: tuple[int, Attribution] | None = None
    low = bisect_left(tellers, (end, 0, 0))
    for first, last, number in tellers[max(0, low - _REACH) : low]:
        outer = attributions[number]
        if (
            first < end <= last
            and (first <= start or start + _LOOSE > first)
            and outer is not inner
            and outer.speaker != inner.speaker
        ):
            size = last - first
            if best is None or size < best[0]:
                best = size, outer
    if best is None:
        return inner
    outer = best[1]
    if inner.force in _THINKING and inner.quoted:
        return replace(
            inner, actor=outer.actor, speaker=outer.speaker, side=outer.side, via=outer.via or inner.via
        )
    if inner.via is not None:
        return inner
    return replace(inner, via=(outer.speaker or "").removeprefix("anonymous: ") or None)
