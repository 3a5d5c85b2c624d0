"""What a reporting word reports: the words after it, the words before it, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.earlier import cut, cut_clause, own_start
from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.phrases import phrase_after
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.draft import Draft
    from briefs.reading.line import Cue, Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_VERBS: Final = load_lexicon().verbs
#: Words that open an adjunct: "on Monday", "after the meeting".
ADJUNCTS: Final = _GRAMMAR.adjuncts | _GRAMMAR.days
_NEW_CLAUSE: Final = _GRAMMAR.prepositions | _GRAMMAR.breaks | _GRAMMAR.subordinators | _GRAMMAR.determiners
_BREAKS: Final = frozenset(",—–")
_TAIL_SIGNS: Final = frozenset(",;.—–(")
_AFTER_ITS_WORDS: Final = frozenset(("saying", "telling", "thinking", "showing"))
#: How far after a reporting word its content may begin.
_REACH: Final = 16
_LONGEST_TOLD: Final = 6


def reported(line: Line, cue: Cue, source: Run, frame: str) -> Draft | None:
    """Read '"...," X said' and 'X said ...', whichever it is."""
    told, start = _told(line, cue)
    if _fronted(line, cue, source, start):
        return reported_after(line, cue, source, frame)
    content = _words_before(line, cue, source, start)
    if content is not None:
        return line.draft(source, cue.run, content, cue.verb.lemma, frame + ", after its words", told)
    cut_clause(line, cue.before, source[0])
    return reported_after(line, cue, source, frame)


def reported_after(line: Line, cue: Cue, source: Run, frame: str) -> Draft | None:
    """Read 'X said ...': the rest of the sentence, or nothing yet where a colon ends it."""
    verb, close = cue.verb, cue.close
    told, start = _told(line, cue)
    start = _content_start(line, start, close)
    if close - start < 1 or (close - start < 2 and not verb.takes & {"judging", "calling"}):
        if start >= close and line.words[min(start, len(line.words)) - 1] == ":":
            return line.draft(source, cue.run, [], verb.lemma, "lead-in", told)
        return None
    return line.draft(source, cue.run, [(start, close)], verb.lemma, frame, told)


def named(line: Line, cue: Cue, source: Run) -> Draft | None:
    """Read 'what Smith calls "a disgrace"': the content ends with the name given."""
    draft = reported_after(line, cue, source, "naming")
    if draft is None or not draft.content:
        return None
    number, start, end = draft.content[0]
    regions = line.regions
    opening = next((k for k in range(start, min(end, start + 6)) if regions[k] != OUTSIDE), None)
    if opening is not None:
        last = opening
        while last < end and regions[last] == regions[opening]:
            last += 1
        draft.content = [(number, start, min(last + 1, end))]
    return draft


def rest(line: Line, start: int, close: int) -> list[Run]:
    """Give the quotation that goes on after cue and source, unless another cue stands between."""
    k = start
    while k < close and line.regions[k] == OUTSIDE:
        if line.lowered[k] in _VERBS and k > start + 1:
            return []
        k += 1
    return [(k, close)] if close - k >= 2 else []


def _told(line: Line, cue: Cue) -> tuple[Run | None, int]:
    """Give who was told, where the word takes one, and where the words after that begin."""
    start, close = cue.run[1], cue.close
    if "telling" not in cue.verb.takes:
        return None, start
    if start < close and line.lowered[start] in _GRAMMAR.objects and line.regions[start] == OUTSIDE:
        return (start, start + 1), start + 1
    told = phrase_after(line.paragraph, start, close)
    if told is None or (told[1] >= close and told[1] - told[0] > _LONGEST_TOLD):
        return None, start
    return told, told[1]


def _words_before(line: Line, cue: Cue, source: Run, start: int) -> list[Run] | None:
    """Give the words before the source where they are what it says, with what goes on after `start`."""
    low, close = cue.low, cue.close
    before = source[0] - 1
    if before - low < 2 or not (line.marked[before] or line.words[before] in _BREAKS):
        return None
    marked = line.marked[before] or line.marked[before - 1]
    adjunct = _only_adjunct(line, start, close)
    ended = line.ends_as_said(before)
    if marked and not adjunct and not ended:
        return None
    if not (
        (marked and (adjunct or line.opens_quoted(low) or ended))
        or (adjunct and cue.verb.takes & _AFTER_ITS_WORDS)
    ):
        return None
    left = own_start(line, low, before)
    if left > low:
        cut(line, cue.before, left)
    content: list[Run] = [(left, before + 1)]
    if start < close and line.words[start] == "," and _goes_on(line, start + 1, close, marked=marked):
        return [*content, (start + 1, close)]
    return content + rest(line, start, close)


def _fronted(line: Line, cue: Cue, source: Run, start: int) -> bool:
    """Tell whether only an adjunct stands before the source: "In a letter, X said, the bridge ..."."""
    before = source[0] - 1
    return (
        before - cue.low >= 2
        and line.words[before] in _BREAKS
        and not line.marked[before - 1]
        and line.lowered[cue.low] in _GRAMMAR.prepositions
        and cue.close - start > 3
        and line.words[start] == ","
    )


def _goes_on(line: Line, start: int, close: int, *, marked: bool) -> bool:
    """Tell whether the words after "X said," go on with what is said."""
    if start >= close:
        return False
    if not marked:
        return True
    word = line.lowered[start]
    return (
        line.regions[start] == OUTSIDE
        and not line.marked[start]
        and not word.endswith("ing")
        and word not in _NEW_CLAUSE
    )


def _only_adjunct(line: Line, start: int, close: int) -> bool:
    """Tell whether nothing but an adjunct stands after the reporting word."""
    if start >= close or line.words[start] in _TAIL_SIGNS:
        return True
    if line.lowered[start] not in ADJUNCTS:
        return False
    return not any(
        _opens_content(line, k)
        for k in range(start, min(close, start + _REACH))
        if line.regions[k] == OUTSIDE
    )


def _opens_content(line: Line, at: int) -> bool:
    return line.lowered[at] == "that" or line.marked[at] or line.words[at] == ":"


def _content_start(line: Line, start: int, close: int) -> int:
    """Give where the content begins: past "on Monday", past ", in a letter," and past signs."""
    if start < close:
        if line.regions[start] == OUTSIDE and line.lowered[start] in ADJUNCTS:
            start = _after_adjunct(line, start, close)
        elif line.words[start] == ",":
            k = start + 1
            while k < close and k - start < _REACH and line.regions[k] == OUTSIDE and line.words[k] != ",":
                k += 1
            if k + 1 < close and line.words[k] == ",":
                start = k
    return line.after_signs(start, close)


def _after_adjunct(line: Line, start: int, close: int) -> int:
    for k in range(start, min(close, start + _REACH)):
        if line.regions[k] != OUTSIDE:
            break
        if _opens_content(line, k):
            return k
    while start < close and line.lowered[start] in _GRAMMAR.days:
        start += 1
    return start
