"""The subject of a sentence without a parser, and what looks like the verb that follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.line import DASHES
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.line import Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
#: Words that open what may stand before the subject.
OPENERS: Final = (_GRAMMAR.prepositions | _GRAMMAR.subordinators | _GRAMMAR.days | _GRAMMAR.fronting) - {
    "like"
}
_POSSESSIVES: Final = frozenset(("'s", "’s"))
_RELATIVES: Final = frozenset(("who", "which"))
_INSIDE_NAMES: Final = frozenset("-'’.&") | _POSSESSIVES
_CLAUSE_ENDS: Final = frozenset(",—–;")
_CLOSED_BY: Final = {",": ",", "—": "—", "–": "–", "(": ")"}
_OPENS_OBJECT: Final = _GRAMMAR.clauses | _GRAMMAR.determiners
_ENDS_SUBJECT: Final = _GRAMMAR.breaks - {"and", "or"}
_NO_HEAD: Final = _GRAMMAR.days | _GRAMMAR.prepositions | _GRAMMAR.adverbs
_NOT_ALONE: Final = _GRAMMAR.determiners - _GRAMMAR.standing
_LONGEST_SUBJECT: Final = 16
_LONGEST_DATELINE: Final = 14


def subject(line: Line, low: int, at: int) -> Run | None:
    """Find the subject of the words from `low` to `at`: the first noun phrase that a verb follows."""
    words, lowered, regions = line.words, line.lowered, line.regions
    start = _after_dateline(line, low, at)
    first = True
    while start < at:
        while start < at and (
            regions[start] != OUTSIDE or not words[start][0].isalnum() or lowered[start] in _GRAMMAR.fillers
        ):
            start += 1
        if start >= at:
            return None
        fronted = (
            lowered[start] in OPENERS
            or lowered[start].endswith("ing")
            or (first and words[start][0].isupper() and lowered[start].endswith(("ed", "ly")))
        )
        first = False
        if not fronted:
            run = _subject_at(line, start, at)
            if run is not None:
                return run
        while start < at and not (words[start] in _CLAUSE_ENDS and regions[start] == OUTSIDE):
            start += 1
        start += 1
    return None


def finite_verb(line: Line, at: int, start: int) -> bool:
    """Tell whether the word at `at` is likely a finite verb after a noun phrase from `start`."""
    lowered = line.lowered
    word = lowered[at]
    if word in _POSSESSIVES or not line.words[at][0].islower():
        return False
    if word in _GRAMMAR.auxiliaries or word in _GRAMMAR.pasts:
        return True
    if word.endswith("ed") and len(word) > 4:
        before = lowered[at - 1]
        return before not in _GRAMMAR.determiners and before not in _POSSESSIVES and before != "of"
    verb = _LEXICON.verbs.get(word)
    if verb is None or verb.form not in ("past", "third"):
        return False
    return word not in _LEXICON.doubtful or (
        verb.form == "third"
        and line.words[at - 1][0].isupper()
        and at > start
        and at + 1 < len(lowered)
        and lowered[at + 1] in _OPENS_OBJECT
    )


def holds_verb(line: Line, low: int, at: int) -> bool:
    """Tell whether the words before `at` already hold a verb, and so a whole clause."""
    return any(
        word in _GRAMMAR.auxiliaries or word in _LEXICON.verbs or word.endswith("ed")
        for word in line.lowered[low:at]
    )


def _after_dateline(line: Line, low: int, at: int) -> int:
    words = line.words
    if not words[low].isupper() or len(words[low]) <= 2:
        return low
    dash = next((k for k in range(low, min(at, low + _LONGEST_DATELINE)) if words[k] in DASHES), None)
    return dash + 1 if dash is not None else low


def _subject_at(line: Line, start: int, at: int) -> Run | None:
    if line.lowered[start] in _GRAMMAR.pronouns:
        return (start, start + 1)
    end = _phrase_end(line, start, at)
    if end == start or (end < at and line.words[end] == "."):
        return None
    if end < at and line.lowered[end] in _RELATIVES:
        return _headed(line, start, end)
    follow = _verb_place(line, end, at)
    if follow >= at:
        return _headed(line, start, end) if end >= at or follow > end + 1 else None
    return _headed(line, start, end) if finite_verb(line, follow, start) else None


def _phrase_end(line: Line, start: int, at: int) -> int:
    words, lowered = line.words, line.lowered
    end = start
    while end < at and end - start < _LONGEST_SUBJECT and line.regions[end] == OUTSIDE:
        if end > start and (finite_verb(line, end, start) or lowered[end] in _ENDS_SUBJECT):
            break
        if not words[end][0].isalnum() and words[end] not in _INSIDE_NAMES:
            break
        end += 1
    return end


def _verb_place(line: Line, end: int, at: int) -> int:
    """Give where the verb should stand after a subject that ends at `end`: past appositions and adverbs."""
    words, lowered = line.words, line.lowered
    follow = end
    if follow < at and words[follow] in _CLOSED_BY:
        sign = _CLOSED_BY[words[follow]]
        follow += 1
        while follow < at and words[follow] != sign:
            follow += 1
        follow += 1
    while follow < at and (
        lowered[follow] in _GRAMMAR.adverbs
        or lowered[follow].endswith("ly")
        or lowered[follow] in _GRAMMAR.days
        or lowered[follow] == "on"
    ):
        follow += 1
    return follow


def _headed(line: Line, start: int, end: int) -> Run | None:
    while end > start and line.lowered[end - 1] in _NO_HEAD:
        end -= 1
    return (start, end) if end > start and line.lowered[end - 1] not in _NOT_ALONE else None
