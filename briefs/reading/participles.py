"""Reporting words that end in "ing", whose subject stands elsewhere in the sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from briefs.reading.clause import subject
from briefs.reading.contents import reported, reported_after
from briefs.reading.earlier import cut, main_finding
from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.phrases import phrase_after, phrase_before
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.draft import Draft
    from briefs.reading.line import Cue, Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_GROUP: Final = _GRAMMAR.auxiliaries | _GRAMMAR.adverbs
_QUOTING: Final = load_lexicon().groups["quoting"]
_QUOTED: Final = load_lexicon().groups["quoted"]
_BREAKS: Final = frozenset(",—–")
_SPEAKING: Final = frozenset(("saying", "telling", "calling"))
_QUOTING_REACH: Final = 16


def participle(line: Line, cue: Cue) -> Draft | None:
    """Read a reporting word in "ing": "quoted as saying", "was saying", "Saying ..., X", "..., saying"."""
    at, low = cue.run[0], cue.low
    if at > low and line.lowered[at - 1] == "as":
        if at - 2 >= low and line.lowered[at - 2] in _QUOTED:
            return _quoted_as_saying(line, cue)
        quoted = _quoted_by(line, cue)
        if quoted is not None:
            return _quoting_as_saying(line, cue, *quoted)
    if any(word in _GRAMMAR.being for word in line.lowered[at : cue.run[1]]):
        source = phrase_before(line.paragraph, low, at)
        return reported_after(line, cue, source, "progressive") if source else None
    if at == low:
        return _opening(line, cue)
    return _following(line, cue)


def _quoted_as_saying(line: Line, cue: Cue) -> Draft | None:
    """Read "X was quoted as saying ..."."""
    start = cue.run[0] - 2
    while start > cue.low and line.lowered[start - 1] in _GROUP:
        start -= 1
    source = phrase_before(line.paragraph, cue.low, start)
    if source is None:
        return None
    return reported(line, replace(cue, run=(start, cue.run[1]), before=()), source, "quoted as saying")


def _quoted_by(line: Line, cue: Cue) -> tuple[int, Run] | None:
    """Find "quoted X" before "as saying": the first word's place and who X is."""
    at = cue.run[0]
    lowest = max(cue.low, at - _QUOTING_REACH)
    quoting = next((k for k in range(at - 2, lowest - 1, -1) if line.lowered[k] in _QUOTING), None)
    source = phrase_after(line.paragraph, quoting + 1, at - 1) if quoting is not None else None
    return (quoting, source) if quoting is not None and source is not None else None


def _quoting_as_saying(line: Line, cue: Cue, quoting: int, source: Run) -> Draft | None:
    """Read "the paper quoted X as saying ..."; what was found of "quoted" alone goes."""
    line.drafts[-2:] = [
        draft for draft in line.drafts[-2:] if not (draft.cue and draft.cue[0] <= quoting < draft.cue[1])
    ]
    return reported_after(line, replace(cue, run=(cue.run[0] - 1, cue.run[1])), source, "quoted as saying")


def _opening(line: Line, cue: Cue) -> Draft | None:
    """Read "Saying that ..., X left"."""
    comma = next(
        (k for k in range(cue.run[0], cue.close) if line.words[k] == "," and line.regions[k] == OUTSIDE),
        None,
    )
    source = phrase_after(line.paragraph, comma + 1, cue.close) if comma is not None else None
    if comma is None or source is None:
        return None
    return reported_after(line, replace(cue, close=comma), source, "fronted")


def _following(line: Line, cue: Cue) -> Draft | None:
    """Read "X left, saying that ..."."""
    at = cue.run[0]
    opens = (
        line.words[at - 1] in _BREAKS
        or line.marked[at - 1]
        or line.lowered[at - 1] in _GRAMMAR.before_participles
    )
    if not opens and not cue.verb.takes & _SPEAKING:
        return None
    source = _speaker(line, cue, opens=opens)
    return reported_after(line, cue, source, "participle") if source else None


def _speaker(line: Line, cue: Cue, *, opens: bool) -> Run | None:
    at, low = cue.run[0], cue.low
    own = phrase_before(line.paragraph, low, at) if line.words[at - 1][0].isupper() else None
    if own is not None and own[0] > low and line.lowered[own[0] - 1] == "with":
        return own
    main = main_finding(line, cue.before)
    if main is not None:
        source = main.source
        if line.words[at - 1] == ",":
            cut(line, cue.before, at - 1)
        return source
    if opens or line.lowered[at - 1] in _GRAMMAR.writings:
        return subject(line, low, at)
    return phrase_before(line.paragraph, low, at)
