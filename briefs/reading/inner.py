"""Words quoted inside a quotation: 'Then Rustem said, "No."' within what somebody else says.

Only where the words right before them name who spoke; whoever speaks the outer words is their way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Form
from briefs.model.span import Span
from briefs.reading.roster import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.model.reading import Attribution
    from briefs.reading.mentions import Cast
    from briefs.reading.people import Who

_INNER: Final = re.compile(
    r"(?<![\w'\u2018\u2019])['\u2018](?=\w)[^\"'\u2018\u201c\u201d\n]{2,400}?(?:\w['\u2019]\w[^\"'\u2018\u201c\u201d\n]{0,200}?){0,8}"
    r"[.,!?\u2026\w]['\u2019](?!\w)|\u201c[^\"\u201c\u201d\n]{2,400}\u201d|\"[^\"\n]{2,400}\""
)
_SAID: Final = frozenset(
    "said says say told tells tell asked asks wrote writes replied answered goes went".split()
)
_FILLING: Final = frozenset(", : that me him her us them you once then also to \u2014 just always".split())
_NEAR: Final = 6
_SURE: Final = 0.8
_LONGEST_OUTER: Final = 4000


def quoted_within(cast: Cast, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """Give what speakers quote of others, or of themselves, within their own quoted words."""
    known = {span for each in attributions for span in each.quoted}
    for each in attributions:
        for outer in each.quoted:
            text = cast.text[outer.start : min(outer.end, outer.start + _LONGEST_OUTER)]
            if "'" not in text and not any(mark in text for mark in '\u2018\u201c"'):
                continue
            for match in _INNER.finditer(text):
                span = Span(outer.start + match.start() + 1, outer.start + match.end() - 1)
                if span in known or match.end() - match.start() >= len(text):
                    continue
                made = _made(cast, each, span)
                if made is not None:
                    known.add(span)
                    yield made


def _made(cast: Cast, outer: Attribution, span: Span) -> Attribution | None:
    number = cast.paragraph_at(span.start)
    part = cast.paragraphs[number]
    at = bisect_right(part.ends, span.start - 1)
    cue = at - 1
    while cue > 0 and part.lowered[cue] in _FILLING and at - cue < _NEAR:
        cue -= 1
    told = cue >= 1 and part.lowered[cue] in _SAID
    if not told:
        return None
    source = cue - 1
    while source > 0 and part.lowered[source] in ("then", "also", "just", "once", "has", "have", "had"):
        source -= 1
    who = _who(cast, outer, number, source)
    if who is None:
        return None
    speaker, actor, side, via = who
    first = next((m.first for m in cast.near(number, source, source + 1) if m.last == source + 1), source)
    return replace(
        outer,
        form=Form.DIRECT,
        source=(Span(part.starts[first], part.ends[source]),),
        cue=(Span(part.starts[cue], part.ends[cue]),),
        content=(span,),
        quoted=(span,),
        actor=actor,
        speaker=speaker,
        side=side,
        via=via,
        force="say",
        confidence=round(min(_SURE, outer.confidence), 3),
    )


def _who(
    cast: Cast, outer: Attribution, number: int, source: int
) -> tuple[str, str | None, str | None, str | None] | None:
    """Give speaker, actor, side and way: "I" is the outer speaker, a name its bearer, "he" nobody."""
    part = cast.paragraphs[number]
    if part.lowered[source] == "i":
        return None if outer.speaker is None else (outer.speaker, outer.actor, outer.side, outer.via)
    whom: Who | None = None
    for mention in cast.near(number, source, source + 1):
        if mention.last == source + 1 and not mention.inner and not mention.possessive:
            whom = mention.who
    via = (outer.speaker or "").removeprefix("anonymous: ") or outer.via
    if whom is None or whom.kind is not Kind.PERSON:
        word = part.words[source]
        if part.lowered[source] in ("people", "reporters"):
            return f"anonymous: {part.lowered[source]}", None, None, via
        found = first_named(cast, word) if word[0].isupper() else None
        return None if found is None else (found.name or "", found.actor, found.side, via)
    if whom.name is None or whom.name == outer.speaker:
        return None
    return whom.name, whom.actor, whom.side, via


def first_named(cast: Cast, word: str) -> Who | None:
    """Give the one person of the article whose first name a word is."""
    low = word.lower()
    bearers: dict[str, Who] = {}
    for part in cast.mentions:
        for mention in part:
            who = mention.who
            if who.kind is Kind.PERSON and who.name is not None and not who.unnamed and " " in who.name:
                first = who.name.lower().split()[0]
                if first == low:
                    bearers[who.key] = who
    return next(iter(bearers.values())) if len(bearers) == 1 else None
