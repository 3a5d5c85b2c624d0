"""Words that a speaker says another one said: "A source said X had told them it was 'over'".

The quoted words are X's, told through the source; what the source says stays the source's.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Form
from briefs.model.span import Span
from briefs.reading.coreference import is_subject
from briefs.reading.roster import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.reading import Attribution
    from briefs.reading.mentions import Cast, Mention

_SAYING: Final = frozenset(
    (
        "told tells telling said says saying wrote writes warned warns replied answered joked boasted "
        "complained shouted quipped remarked snapped"
    ).split()
)
_BEFORE: Final = frozenset(
    (
        "had has have once also already then later to is was are be been said reported himself herself "
        "repeatedly recently earlier privately again just"
    ).split()
)
_REACH: Final = 24
_SURE: Final = 0.85


def retold(cast: Cast, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Give the attributions without the words that another is said to have said, and these after them."""
    kept: list[Attribution] = []
    made: list[Attribution] = []
    for each in attributions:
        if not each.quoted or each.speaker is None or not each.cue:
            kept.append(each)
            continue
        others = {span: other for span in each.quoted if (other := _other(cast, each, span)) is not None}
        kept.append(
            replace(each, quoted=tuple(span for span in each.quoted if span not in others))
            if others
            else each
        )
        made.extend(_made(cast, each, span, *other) for span, other in others.items())
    return (*kept, *made)


def _other(cast: Cast, each: Attribution, span: Span) -> tuple[Mention, int] | None:
    """Give who uttered the quoted words, and the reporting word's token, both within the content."""
    number = cast.paragraph_at(span.start)
    part = cast.paragraphs[number]
    content = next((run for run in each.content if run.start <= span.start < run.end), None)
    if content is None:
        return None
    low = bisect_right(part.ends, content.start)
    at = bisect_right(part.ends, span.start) - 1
    for cue in range(at - 1, max(low, at - _REACH) - 1, -1):
        if part.quoted(cue) or (part.lowered[cue] in (".", ";", "?", "!", ":") and cue < at - 1):
            return None
        if part.lowered[cue] in _SAYING:
            mention = _subject(cast, number, cue, low)
            return None if mention is None or _is_same(mention, each) else (mention, cue)
    return _after(cast, each, number, bisect_right(part.starts, span.end - 1), content.end)


def _after(cast: Cast, each: Attribution, number: int, at: int, end: int) -> tuple[Mention, int] | None:
    """Give X of '"...," X told Y' that stands whole in what another tells."""
    part = cast.paragraphs[number]
    while at < len(part) and not part.words[at][0].isalnum():
        at += 1
    for mention in cast.near(number, at, at + 1):
        if mention.first == at and mention.last < len(part) and part.ends[mention.last] <= end:
            told = part.lowered[mention.last] in ("told", "said", "wrote") and _is_person(mention)
            return (mention, mention.last) if told and not _is_same(mention, each) else None
    return None


def _subject(cast: Cast, number: int, cue: int, low: int) -> Mention | None:
    part = cast.paragraphs[number]
    at = cue
    while at > low and (part.lowered[at - 1] in _BEFORE or part.lowered[at - 1].endswith("ly")):
        at -= 1
    for mention in cast.near(number, low, at):
        if (
            mention.last == at
            and mention.first >= low
            and _is_person(mention)
            and _governs(cast, mention, low)
        ):
            return mention
    return None


def _governs(cast: Cast, mention: Mention, low: int) -> bool:
    return mention.first == low or is_subject(cast, mention)


def _is_person(mention: Mention) -> bool:
    who = mention.who
    named = who.kind is Kind.PERSON and who.name is not None and not who.unnamed
    return named and not mention.possessive and not mention.inner


def _is_same(mention: Mention, each: Attribution) -> bool:
    return mention.who.name == each.speaker


def _made(cast: Cast, each: Attribution, span: Span, mention: Mention, cue: int) -> Attribution:
    part = cast.paragraphs[mention.paragraph]
    who = mention.who
    source = Span(part.starts[mention.first], part.ends[mention.last - 1])
    return replace(
        each,
        form=Form.MIXED,
        source=(source,),
        cue=(Span(part.starts[cue], part.ends[cue]),),
        content=(span,),
        quoted=(span,),
        actor=who.actor,
        speaker=who.name,
        side=who.side,
        via=(each.speaker or "").removeprefix("anonymous: ") or each.via,
        force="say",
        confidence=round(min(_SURE, each.confidence), 3),
    )
