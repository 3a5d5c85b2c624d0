"""Noun phrases without a parser: who stands before or after a reporting word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon
from briefs.reading.tokens import OUTSIDE

if TYPE_CHECKING:
    from briefs.reading.tokens import Paragraph

#: A stretch of tokens of one paragraph, half-open.
Run = tuple[int, int]

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_CLOSING_SIGNS: Final = frozenset(',;:()[]{}"“”„«»—–!?|/•*<>―')
_POSSESSIVES: Final = frozenset(("'s", "’s"))
_ADJECTIVAL: Final = _GRAMMAR.determiners | _POSSESSIVES | {"of"}
_NO_OPENING: Final = (_GRAMMAR.prepositions | _GRAMMAR.breaks | _GRAMMAR.auxiliaries) - {"may", "will"}
_BEFORE_DETERMINER: Final = _GRAMMAR.prepositions | _GRAMMAR.determiners | {"and", "of"}
_LEADING: Final = _GRAMMAR.breaks | _GRAMMAR.leaders
_RELATIVES: Final = frozenset(("who", "which"))
_DASHES: Final = frozenset("—–―")
_LONGEST_APPOSITION: Final = 30
_LONGEST_CLAUSE: Final = 4
_LONGEST_BEFORE: Final = 14
_LONGEST_AFTER: Final = 14
_AFTER_STOPS: Final = (
    _GRAMMAR.breaks - {"and"} | _GRAMMAR.days | _GRAMMAR.prepositions - {"of", "for", "with", "from", "at"}
) | _GRAMMAR.auxiliaries - {"'s", "’s"}


def phrase_before(paragraph: Paragraph, low: int, at: int) -> Run | None:
    """Find the noun phrase that ends right before token `at`, not reaching below `low`.

    An apposition between commas or dashes right before `at` is stepped over: "Smith, a lawyer, said".
    """
    words, lowered, regions = paragraph.words, paragraph.lowered, paragraph.regions
    end = _before_apposition(paragraph, low, at)
    if end is None or end - 1 < low or regions[end - 1] != OUTSIDE:
        return None
    if lowered[end - 1] in _GRAMMAR.pronouns:
        return (end - 1, end)
    if not words[end - 1][0].isupper() and _verbal(paragraph, low, end - 1):
        head = _antecedent(paragraph, low, end - 1)
        if head is not None:
            return phrase_before(paragraph, low, head)
    start = end
    while start - 1 >= low and end - start < _LONGEST_BEFORE and not _bounds(paragraph, low, start - 1, end):
        if lowered[start - 1] in _GRAMMAR.pronouns:
            if _alone(paragraph, start, end):
                return (start - 1, start)
            break
        if start < end and lowered[start] != "by" and _verbal(paragraph, low, start - 1):
            head = _antecedent(paragraph, low, start - 1)
            if head is not None:
                return phrase_before(paragraph, low, head)
            break
        start -= 1
    return _trimmed(paragraph, start, end)


def _bounds(paragraph: Paragraph, low: int, at: int, end: int) -> bool:
    """Tell whether the word at `at` cannot belong to the noun phrase that ends at `end`."""
    word, lowered = paragraph.words[at], paragraph.lowered[at]
    return (
        paragraph.regions[at] != OUTSIDE
        or word in _CLOSING_SIGNS
        or (word == "." and not _abbreviates(paragraph, low, at))
        or (lowered in _GRAMMAR.breaks and not _joins_names(paragraph, low, at, end))
        or (
            lowered in _GRAMMAR.prepositions
            and paragraph.words[end - 1][0].isupper()
            and _fronts(paragraph, low, at)
        )
    )


def _alone(paragraph: Paragraph, start: int, end: int) -> bool:
    """Tell whether a pronoun before `start` is the whole subject: "he softly said"."""
    return (
        start < end <= start + 2
        and not paragraph.words[end - 1][0].isupper()
        and paragraph.lowered[start] not in _GRAMMAR.determiners
    )


def _antecedent(paragraph: Paragraph, low: int, verb: int) -> int | None:
    """Give where the noun phrase ends to which "who spoke on condition of anonymity" belongs."""
    at = verb - 1
    while at > low and verb - at <= _LONGEST_CLAUSE and paragraph.regions[at] == OUTSIDE:
        if paragraph.lowered[at] in _RELATIVES:
            return at - 1 if paragraph.words[at - 1] == "," and at - 1 > low else at
        if paragraph.words[at] in _CLOSING_SIGNS or paragraph.lowered[at] in _GRAMMAR.breaks:
            return None
        at -= 1
    return None


def _before_apposition(paragraph: Paragraph, low: int, at: int) -> int | None:
    words = paragraph.words
    end = at
    if end - 2 >= low and words[end - 1] == "," and words[end - 2] == ")":
        end -= 1
    if end - 1 >= low and words[end - 1] == ")":
        opening = end - 2
        while opening >= low and words[opening] != "(" and end - opening < _LONGEST_APPOSITION:
            opening -= 1
        return opening if opening >= low and words[opening] == "(" else None
    day = end
    while day - 1 > low and (
        paragraph.lowered[day - 1] in _GRAMMAR.days
        or (words[day - 1].isdigit() and day < end)
        or paragraph.lowered[day - 1] in _GRAMMAR.daytimes
    ):
        day -= 1
    if day < end:
        while day - 1 > low and paragraph.lowered[day - 1] in _GRAMMAR.before_days:
            day -= 1
        if words[day - 1] not in _CLOSING_SIGNS:
            end = day
    if end - 1 >= low and (words[end - 1] == "," or words[end - 1] in _DASHES):
        return _opening_of_apposition(paragraph, low, end - 1)
    return end


def _abbreviates(paragraph: Paragraph, low: int, stop: int) -> bool:
    if stop - 1 < low:
        return False
    before = paragraph.lowered[stop - 1]
    return before in _GRAMMAR.abbreviations or len(before) == 1


def _verbal(paragraph: Paragraph, low: int, at: int) -> bool:
    """Tell whether the word at `at` looks like a verb of its own, not part of a noun phrase."""
    word = paragraph.lowered[at]
    if not paragraph.words[at][0].islower():
        return False
    if word in _GRAMMAR.auxiliaries or word in _GRAMMAR.pasts:
        return True
    if word.endswith("ed"):
        return (
            len(word) > 4
            and at > low
            and paragraph.words[at - 1] not in _CLOSING_SIGNS
            and paragraph.lowered[at - 1] not in _ADJECTIVAL
        )
    verb = _LEXICON.verbs.get(word)
    return verb is not None and verb.form in ("past", "third") and word not in _LEXICON.doubtful


def _opening_of_apposition(paragraph: Paragraph, low: int, comma: int) -> int | None:
    words, regions = paragraph.words, paragraph.regions
    sign = words[comma]
    at = comma - 1
    while at > low and comma - at < _LONGEST_APPOSITION:
        if regions[at] == OUTSIDE and words[at] == sign:
            if sign == "," and _numeral_or_place(paragraph, at, comma):
                return _opening_of_apposition(paragraph, low, at) or at
            return at
        at -= 1
    return None


def _numeral_or_place(paragraph: Paragraph, opening: int, closing: int) -> bool:
    """Tell whether the commas enclose an age, a party or a place that goes on a longer apposition."""
    inside = paragraph.words[opening + 1 : closing]
    return len(inside) == 1 and (inside[0].isdigit() or inside[0][0].isupper()) and opening > 2


def _joins_names(paragraph: Paragraph, low: int, at: int, end: int) -> bool:
    """Tell whether the "and" at `at` joins two names or nouns of one subject."""
    if paragraph.lowered[at] not in ("and", "or") or at - 1 < low or end - at > 8:
        return False
    return at + 1 < end and paragraph.words[at + 1][0].isupper() and paragraph.words[at - 1][0].isupper()


def _fronts(paragraph: Paragraph, low: int, at: int) -> bool:
    """Tell whether the preposition at `at` opens the clause, so that what follows it may hold the subject."""
    if at <= low:
        return True
    if paragraph.lowered[at] == "by":
        return False
    word, lowered = paragraph.words[at - 1], paragraph.lowered[at - 1]
    return word in _CLOSING_SIGNS or lowered in _GRAMMAR.breaks or _verbal(paragraph, low, at - 1)


def _trimmed(paragraph: Paragraph, start: int, end: int) -> Run | None:
    lowered, words = paragraph.lowered, paragraph.words
    while (
        start < end
        and lowered[start] not in _POSSESSIVES
        and (lowered[start] in _LEADING or not words[start][0].isalnum())
    ):
        start += 1
    while start < end and lowered[start] in _GRAMMAR.prepositions:
        # "On Monday Smith said": the adjunct goes, the name stays
        at = start + 1
        if at < end - 1 and lowered[at] in _GRAMMAR.days:
            start = at + 1
            continue
        while at < end and not (words[at][0].isupper() and lowered[at] not in _GRAMMAR.days):
            at += 1
        if at >= end:
            break
        start = at
    while end > start and lowered[end - 1] in _GRAMMAR.days and end - start > 1:
        end -= 1
    return (start, end) if start < end else None


def phrase_after(paragraph: Paragraph, at: int, high: int) -> Run | None:
    """Find the noun phrase that begins at token `at`, not reaching beyond `high`."""
    words, lowered, regions = paragraph.words, paragraph.lowered, paragraph.regions
    if at >= high or regions[at] != OUTSIDE or not words[at][0].isalnum() or lowered[at] in _NO_OPENING:
        return None
    if lowered[at] in _GRAMMAR.pronouns or (
        lowered[at] in ("one", "another") and (at + 1 >= high or not words[at + 1][0].isalnum())
    ):
        return (at, at + 1)
    end = at
    while end < high and end - at < _LONGEST_AFTER and regions[end] == OUTSIDE:
        word, low_word = words[end], lowered[end]
        if word in _CLOSING_SIGNS or word == "...":
            break
        if word == "." and lowered[end - 1] not in _GRAMMAR.abbreviations and len(lowered[end - 1]) > 1:
            break
        if end > at and (low_word in _AFTER_STOPS or low_word in _GRAMMAR.pronouns):
            break
        if (
            end > at
            and low_word in _GRAMMAR.determiners
            and words[end - 1][0].isalnum()
            and lowered[end - 1] not in _BEFORE_DETERMINER
        ):
            break
        if low_word == "and" and not (end + 1 < high and words[end + 1][0].isupper()):
            break
        if (
            word[0].islower()
            and end > at
            and words[end - 1][0].isupper()
            and low_word.endswith(("ing", "ed"))
        ):
            break
        end += 1
    return (at, end) if end > at else None
