"""Units: sentences as a reporting word sees them, never cut inside a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.phrases import Run
    from briefs.reading.tokens import Paragraph

_GRAMMAR: Final = load_grammar()
_VERBS: Final = load_lexicon().verbs
_DOUBTFUL: Final = load_lexicon().doubtful
_SIGNS: Final = frozenset("\"“”„«»‘’'") | {"''", "``"}
_DOUBLE: Final = frozenset('"“”„«»') | {"''", "``"}
_DASHES: Final = frozenset("—–―")
_STOPS: Final = frozenset(".?!")
_ENDS: Final = frozenset(".?!…—–-") | {"..."}
_REACH: Final = 30
#: Longer units are cut, so that work stays linear in any text.
_LONGEST: Final = 400


def marks(paragraph: Paragraph) -> list[bool]:
    """Tell of every token whether it is a quotation mark: double, or a single one that opens or closes."""
    words, regions = paragraph.words, paragraph.regions
    flags = [False] * len(words)
    if not paragraph.quotations:
        return flags
    last = len(words) - 1
    for at, word in enumerate(words):
        if word in _DOUBLE:
            flags[at] = True
        elif word in _SIGNS and regions[at] == OUTSIDE:
            flags[at] = (at > 0 and regions[at - 1] != OUTSIDE) or (at < last and regions[at + 1] != OUTSIDE)
    return flags


def units(paragraph: Paragraph, marked: list[bool]) -> list[Run]:
    """Cut a paragraph into runs of whole sentences such that no quoted region is divided.

    A sentence that only says who spoke the quotation before it ('"Why?" Smith asked.') stays with it.
    """
    sentences, regions = paragraph.sentences, paragraph.regions
    words = paragraph.words
    size = len(sentences)
    found: list[Run] = []
    start = 0
    for at in range(1, size):
        if at - start >= _LONGEST or (
            (
                sentences[at] != sentences[at - 1]
                or (at > 1 and words[at - 1] == "." and marked[at - 2] and words[at][0].isupper())
                or (words[at] in _DASHES and words[at - 1] == ".")
                or (
                    marked[at - 1]
                    and at > 1
                    and words[at - 2] in _STOPS
                    and (words[at][0].isupper() or marked[at])
                )
            )
            and (regions[at] == OUTSIDE or regions[at] != regions[at - 1])
            and not (marked[at] and regions[at - 1] != OUTSIDE)
            and not _names_speaker(paragraph, at, marked)
        ):
            found.append((start, at))
            start = at
    found.append((start, size))
    return found


def _names_speaker(paragraph: Paragraph, at: int, marked: list[bool]) -> bool:
    words, lowered, regions = paragraph.words, paragraph.lowered, paragraph.regions
    if at < 2 or not marked[at - 1] or words[at - 2] not in _ENDS or regions[at] != OUTSIDE:
        return False
    size = len(words)
    for k in range(at, min(size, at + _REACH)):
        if regions[k] != OUTSIDE or words[k] in ".:;?!":
            return (
                words[k] == "."
                and len(lowered[k - 1]) <= 3
                and k - at < 4
                and words[k - 1][0].isupper()
                and (k + 1 < size and _plain_cue(paragraph, at, k + 1, marked))
            )
        verb = _VERBS.get(lowered[k])
        if (
            verb is not None
            and verb.form in ("past", "third")
            and verb.takes & {"saying", "telling"}
            and lowered[k] not in _DOUBTFUL
        ):
            return _plain_cue(paragraph, at, k, marked)
    return False


def _plain_cue(paragraph: Paragraph, start: int, at: int, marked: list[bool]) -> bool:
    """Tell whether a reporting word stands near `at` with nothing to report after it."""
    words, lowered, regions = paragraph.words, paragraph.lowered, paragraph.regions
    size = len(words)
    cue = next((k for k in range(at, min(size, at + 12)) if lowered[k] in _VERBS), None)
    if cue is None or cue == start:
        return False
    after = cue + 1
    if after >= size or words[after] in ".,—–":
        return not (
            after < size
            and words[after] == ","
            and after + 1 < size
            and marked[after + 1]
            and words[cue - 1] != ","
        )
    if "telling" in _VERBS[lowered[cue]].takes or lowered[after] in _GRAMMAR.tails:
        for k in range(after, min(size, after + _REACH)):
            if words[k] == ".":
                return True
            if (
                lowered[k] in ("that", "he", "she", "they", "it", "we", "i")
                or words[k] == ":"
                or marked[k]
                or regions[k] != OUTSIDE
            ):
                return False
        return True
    return False
