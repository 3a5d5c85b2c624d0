"""Stance words that say nothing of their own where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.model.reading import Stance
from briefs.reading.clauses import clause_at
from briefs.reading.frames import Form, Holding, find_frames, stance_words
from briefs.reading.holders import holder_of
from briefs.reading.scene import mentions_in
from briefs.reading.settling import ANSWERS, URGING

if TYPE_CHECKING:
    from briefs.reading.frames import Frame
    from briefs.reading.scene import Sentence


def passed_over(sentence: Sentence, frame: Frame) -> bool:
    """Return whether a stance word says nothing of its own here."""
    lowered, word = sentence.scene.lowered, frame.word
    if word.holding is Holding.SUBJECT and _verb_passed_over(sentence, frame):
        return True
    if word.lemma.startswith("there ") and set(lowered[frame.last : frame.last + 3]) & _GOOD:
        return True
    free = (Stance.ACCUSE, Stance.CONDITION)
    if word.holding is Holding.JUDGE and word.stance not in free and not _predicative(sentence, frame):
        return True
    return _in_condition(sentence, frame)


def _verb_passed_over(sentence: Sentence, frame: Frame) -> bool:  # noqa: C901, PLR0911 - one branch a verb
    """Return whether a verb of stance shows none here."""
    lowered, word = sentence.scene.lowered, frame.word
    after = lowered[frame.last] if frame.last < sentence.high else ""
    if word.lemma in ("refuse", "decline") and after == "to":
        if lowered[frame.last + 1 : frame.last + 2] and lowered[frame.last + 1] in stance_words().silence:
            return True
        following = next(find_frames(lowered, frame.last + 1, min(sentence.high, frame.last + 4)), None)
        return following is not None and following.first == frame.last + 1
    if word.lemma == "deny":
        return not _denies_assent(sentence, frame)
    if word.lemma == "suggest":
        rest = lowered[frame.last : sentence.high]
        asked = after == "that" and not _FINITE & set(rest[:9])
        return not (asked or after.endswith("ing") or URGING & set(rest))
    if word.lemma in ("insist", "make clear that") and _asserts(sentence, frame, after):
        return True
    if word.lemma in ANSWERS:
        return not _answers(sentence, frame)
    if of_something_else(sentence, frame):
        return True
    if word.lemma in ("back", "support", "endorse", "sign") and _reduced(sentence, frame):
        return True
    if word.lemma == "warn":
        return not _warns(sentence, frame)
    if word.lemma in stance_words().spoken:
        return sentence.scene.speaking(frame.first) is None
    return False


def _asserts(sentence: Sentence, frame: Frame, after: str) -> bool:
    """Return whether "X insisted that it had been so" only states something."""
    lowered = sentence.scene.lowered
    if after not in ("that", "the", "it", "there", "he", "she", "they", "this"):
        return False
    rest = lowered[frame.last + 1 : min(sentence.high, frame.last + 10)]
    rest = rest[: next((at for at, word in enumerate(rest) if word in (",", ";", ":")), len(rest))]
    first = next((word for word in rest if word in _FINITE or word in URGING or word in ("be", "to")), "")
    return first in _STATED


_STATED: Final = frozenset("is are was were had has have did does 's been".split())


def _answers(sentence: Sentence, frame: Frame) -> bool:
    """Return whether "said no" answers whether somebody would do something."""
    lowered = sentence.scene.lowered
    after = lowered[frame.last] if frame.last < sentence.high else "."
    if after[0].isalnum() and after not in ("again", "on", "to", "once", "at"):
        return False
    opening = set(lowered[sentence.low : frame.first])
    if "asked" not in opening and "pressed" not in opening:
        return True
    return bool(opening & _WOULD) and not opening & _REFUSE


_WOULD: Final = frozenset("would could will ready willing accept agree support back".split())
_REFUSE: Final = frozenset("refuse reject oppose refused rejected opposed against without".split())


def _reduced(sentence: Sentence, frame: Frame) -> bool:
    """Return whether "guarantees backed by X" tells what a thing is like, not what X wants."""
    lowered = sentence.scene.lowered
    before = lowered[frame.first - 1] if frame.first > sentence.low else ""
    return (
        frame.word.form is Form.PAST
        and lowered[frame.last : frame.last + 1] == ["by"]
        and before not in _BEING
    )


_BEING: Final = frozenset("is are was were been being , has have had".split())
_AIMS: Final = frozenset((Stance.REJECT, Stance.ACCUSE, Stance.ACCEPT, Stance.CONCEDE))
_OBJECT: Final = 12


def of_something_else(sentence: Sentence, frame: Frame) -> bool:
    """Return whether the verb's object is a feature of an issue, or a report, and not the issue.

    "Rejected the order of signing", "welcomed the omission of", "dismissed a report that"; an object that
    stands before ("an order of things that Kyiv rejects") counts as well.
    """
    if frame.word.stance not in _AIMS or not sentence.met:
        return False
    lowered, aspects = sentence.scene.lowered, stance_words().aspects
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    last = min(sentence.high, frame.last + _OBJECT)
    hits = {hit.start for found in sentence.met.values() for hit in found}
    for at in range(frame.last, last):
        word = lowered[at]
        if word in aspects and (at == frame.last or lowered[at - 1] != "to"):
            return not (word in stance_words().reports and _denies_assent(sentence, frame))
        if starts[at] in hits or word in _ENDS_OBJECT:
            return False
        if word in (".", ";", ":", ","):
            break
    if lowered[frame.last : frame.last + 1] and lowered[frame.last][0] in ".:;,":
        clause = sentence.clauses[clause_at(sentence.clauses, frame.first)]
        return any(lowered[at] in aspects for at in range(max(clause.first, frame.first - 6), frame.first))
    return False


_ENDS_OBJECT: Final = frozenset("that which who because if when while and but without unless until".split())


def _denies_assent(sentence: Sentence, frame: Frame) -> bool:
    """Return whether what is denied is an agreement or offer; a denied report may say anything."""
    high = min(sentence.high, frame.last + 18)
    giving = (Stance.ACCEPT, Stance.CONCEDE, Stance.PROPOSE)
    return any(each.word.stance in giving for each in find_frames(sentence.scene.lowered, frame.last, high))


_GOOD: Final = frozenset(("peace", "deal", "agreement", "settlement", "security", "way", "progress"))
_FINITE: Final = frozenset(
    (
        "is are was were has had have would could might may did does will can 's been seemed looked showed"
    ).split()
)


def _predicative(sentence: Sentence, frame: Frame) -> bool:
    """Return whether a judging word is said of something, not set before it: "X is necessary"."""
    lowered = sentence.scene.lowered
    if frame.word.lemma.split()[0] in ("would", "will", "no", "there"):
        return True
    starts = sentence.scene.cast.paragraphs[sentence.scene.number].starts
    if frame.last < sentence.high and any(
        hit.start == starts[frame.last] for hits in sentence.met.values() for hit in hits
    ):
        return True
    before = lowered[max(sentence.low, frame.first - 5) : frame.first]
    if set(before) & _LINKS:
        return True
    after = lowered[frame.last : frame.last + 1]
    return not after or not after[0][0].isalpha() or after[0] in ("to", "for", "and", "but", "that")


_LINKS: Final = frozenset(
    (
        "is are was were be been being as seems remains remained becomes became isn't wasn't "
        "aren't 's call calls called calling"
    ).split()
)


def _warns(sentence: Sentence, frame: Frame) -> bool:
    """Return whether a warning is a threat: of what the warner's own side would do, or of its answer."""
    lowered = sentence.scene.lowered
    rest = lowered[frame.last : min(sentence.high, frame.last + 14)]
    if {"retaliation", "retaliate", "consequences", "response", "targets", "target"} & set(rest):
        return True
    warner = holder_of(sentence.scene, frame, sentence.low, sentence.high, None)
    if warner is None or not {"would", "will"} & set(rest):
        return False
    first = next((m for m in mentions_in(sentence, frame.last, sentence.high) if m.first >= frame.last), None)
    return (
        first is not None
        and first.who.side == warner.side
        and lowered[first.last : first.last + 1] in (["would"], ["will"])
    )


def _in_condition(sentence: Sentence, frame: Frame) -> bool:
    """Return whether the word stands in an if-clause or behind "whether": nobody says that it is so."""
    clause = sentence.clauses[clause_at(sentence.clauses, frame.first)]
    lowered = sentence.scene.lowered
    for at in range(frame.first - 1, max(clause.first, frame.first - 14) - 1, -1):
        if lowered[at] in ("if", "whether", "unless"):
            return True
        if lowered[at] in (",", "that"):
            return False
    return False
