"""What somebody called the talks: `characterisations`.

Only words about the talks count, and only where somebody says them: a describing word beside a word
for the talks or linked to one by "were", "as" or a quotation mark, or a phrase of progress.
"""

from __future__ import annotations

import itertools
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from briefs.model.reading import Characterisation, Form
from briefs.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.model.reading import Attribution
    from briefs.reading.mentions import Cast
    from briefs.reading.tokens import Paragraph

_FILE: Final = Path(__file__).with_name("talks.en.toml")
_REACH: Final = 14
_LEAST: Final = 0.45  # an attribution without quoted words that is less sure calls the talks nothing
_LONGEST_QUOTED: Final = 9
_MARKS: Final = frozenset("\"\u201c\u201d'\u2018\u2019")


@dataclass(frozen=True, slots=True)
class TalksWords:
    """The describing words of `talks.en.toml` with their polarity, phrases by first word."""

    polarity: dict[str, int]
    phrases: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    talks: frozenset[str]
    days: frozenset[str]
    link: frozenset[str]
    others: frozenset[str]
    against: tuple[tuple[str, ...], ...]
    feelings: dict[str, int]
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """Describing words at tokens `[first, last)`."""

    first: int
    last: int
    polarity: int
    sure: float


@cache
def talks_words() -> TalksWords:
    """Read the lists; the file is part of the package, so a fault in it is a programming error."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    polarity = dict.fromkeys(data["polarity"]["plain"].split(), 0)
    polarity |= dict.fromkeys(data["polarity"]["neither"].split(), 0)
    polarity |= dict.fromkeys(data["polarity"]["damn"].split(), -1)
    polarity |= dict.fromkeys(data["polarity"]["praise"].split(), 1)
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name, sign in (("praise", 1), ("damn", -1)):
        for phrase in data["phrases"][name]:
            words = tuple(phrase.split())
            phrases.setdefault(words[0], []).append((words, sign))
    return TalksWords(
        polarity=polarity,
        phrases={
            first: tuple(sorted(some, key=lambda pair: -len(pair[0]))) for first, some in phrases.items()
        },
        talks=frozenset(data["talks"]["words"].split()),
        days=frozenset(data["talks"]["days"].split()),
        link=frozenset(data["link"]["words"].split()),
        others=frozenset(data["link"]["others"].split()),
        feelings=dict.fromkeys(data["feelings"]["praise"].split(), 1)
        | dict.fromkeys(data["feelings"]["damn"].split(), -1),
        about=frozenset(data["feelings"]["links"].split()),
        against=tuple(tuple(phrase.split()) for phrase in data["against"]["phrases"]),
    )


def characterisations(cast: Cast, attributions: Sequence[Attribution]) -> tuple[Characterisation, ...]:
    """Find who called the talks what, in text order; works with and without a dossier."""
    own = frozenset() if cast.roster.dossier is None else frozenset(
        word.lower() for word in cast.roster.dossier.talks if " " not in word
    )  # fmt: skip
    best: dict[tuple[int, int], tuple[int, Characterisation]] = {}
    for attribution in attributions:
        if not cast.paragraphs:
            break
        if attribution.form is Form.INDIRECT and attribution.confidence < _LEAST:
            continue
        size = sum(span.end - span.start for span in attribution.content)
        for number, low, high in _stretches(cast, attribution):
            paragraph = cast.paragraphs[number]
            for found in _describing(paragraph, low, high, own):
                span = Span(paragraph.starts[found.first], paragraph.ends[found.last - 1])
                made = Characterisation(
                    attribution.actor, attribution.speaker, attribution.side, span, found.polarity,
                    attribution.via, round(min(0.97, found.sure * (0.6 + 0.4 * attribution.confidence)), 3),
                )  # fmt: skip
                key = (number, found.first)
                if key not in best or size < best[key][0]:
                    best[key] = (size, made)
    named = [made for _, made in best.values() if made.speaker is not None]
    return tuple(sorted(named, key=lambda made: made.span))


def _stretches(cast: Cast, attribution: Attribution) -> Iterator[tuple[int, int, int]]:
    """Give paragraph and tokens of each stretch of the content."""
    for span in attribution.content:
        first = cast.paragraph_at(span.start)
        for number in range(first, cast.paragraph_at(span.end - 1) + 1):
            paragraph = cast.paragraphs[number]
            low = bisect_right(paragraph.ends, span.start)
            high = bisect_right(paragraph.starts, span.end - 1)
            if low < high:
                yield number, low, high


def _describing(paragraph: Paragraph, low: int, high: int, own: frozenset[str]) -> Iterator[_Found]:
    known, lowered = talks_words(), paragraph.lowered
    at = low
    while at < high:
        phrase = _phrase(lowered, at, high) if lowered[at] in known.phrases else None
        if phrase is not None:
            words, sign = phrase
            last = at + len(words)
            if not _about_else(lowered, last, high):
                sign = -1 if sign > 0 and _against(lowered, at) else sign
                yield _Found(at, last, sign, 0.88)
            at = last
            continue
        if lowered[at] in known.feelings and at + 2 < high and lowered[at + 1] in known.about:
            found = _felt(paragraph, at, high, own)
            if found is not None:
                yield found
                at = found.last
                continue
        if lowered[at] in known.polarity:
            found = _linked(paragraph, at, high, own) or _before_talks(paragraph, at, high, own)
            if found is not None:
                yield found
                at = found.last
                continue
        at += 1


def _felt(paragraph: Paragraph, at: int, high: int, own: frozenset[str]) -> _Found | None:
    """Give the words of "satisfied with the outcome"."""
    known, lowered = talks_words(), paragraph.lowered
    for place in range(at + 2, min(high, at + 6)):
        if lowered[place] in known.talks or lowered[place] in own:
            sign = known.feelings[lowered[at]]
            negated = any(
                word in ("not", "no", "never") or word.endswith("n't")
                for word in lowered[max(0, at - 2) : at]
            )
            return _Found(at, at + 1, -sign if negated else sign, 0.82)
        if lowered[place] in known.others:
            return None
    return None


def _phrase(lowered: Sequence[str], at: int, high: int) -> tuple[tuple[str, ...], int] | None:
    for words, sign in talks_words().phrases.get(lowered[at], ()):
        last = at + len(words)
        if last <= high and tuple(lowered[at:last]) == words:
            return words, sign
    return None


def _about_else(lowered: Sequence[str], last: int, high: int) -> bool:
    """Return whether "progress" is said of the battlefield or the like."""
    return any(
        word in ("battlefield", "front", "frontline", "offensive", "ground", "military", "economy", "troops")
        for word in lowered[last : min(high, last + 5)]
    )


def _linked(paragraph: Paragraph, at: int, high: int, own: frozenset[str]) -> _Found | None:
    """Give the words of "the talks were difficult", "described the talks as difficult"."""
    known, lowered = talks_words(), paragraph.lowered
    place, link, negated = at - 1, False, False
    floor = max(0, at - _REACH)
    while place >= floor and (
        lowered[place] in known.link
        or lowered[place] in known.polarity
        or lowered[place] in _MARKS
        or lowered[place].endswith(("n't", "n\u2019t"))
    ):
        link = link or lowered[place] in _COPULAS or lowered[place].endswith(("n't", "n\u2019t"))
        negated = (
            negated or lowered[place] in ("not", "never") or lowered[place].endswith(("n't", "n\u2019t"))
        )
        place -= 1
    if (
        place < floor
        or paragraph.sentences[place] != paragraph.sentences[at]
        or not _talks_before(paragraph, place, floor if link else place, own)
    ):
        return None
    last = _run(paragraph, at, high)
    negated = negated ^ _unsaid(lowered, place)
    sign = _sign(lowered, at, last, negated=negated)
    return _Found(at, last, sign, 0.9)


def _unsaid(lowered: Sequence[str], at: int) -> bool:
    """Return whether what follows is what somebody "cannot say"."""
    before = lowered[max(0, at - 8) : at + 1]
    return any(
        word in ("cannot", "can't", "not", "can\u2019t", "couldn't")
        and after in ("say", "call", "describe", "claim")
        for word, after in itertools.pairwise(before)
    )


_COPULAS: Final = frozenset(
    ("is are was were be been being as remain remains remained seemed felt proved went").split()
)


def _talks_before(paragraph: Paragraph, place: int, floor: int, own: frozenset[str]) -> bool:
    """Return whether the nearest thing left of a link is the talks: their word, or a pronoun for them."""
    known, lowered = talks_words(), paragraph.lowered
    for back in range(place, floor - 1, -1):
        word = lowered[back]
        if paragraph.sentences[back] != paragraph.sentences[place]:
            return False
        if word in known.talks or word in own:
            return True
        if word == "day" and back and (lowered[back - 1] in known.days or lowered[back - 1] == "'s"):
            return True
        if word in ("they", "it", "them") and back >= place - 1:
            return any(other in known.talks or other in own for other in lowered[max(0, back - 24) : back])
        if word in known.others or word in ("said", "says", "that", ";", "while", "but", "which", "who"):
            return (
                word == "which" and _talks_before(paragraph, back - 1, max(0, floor - 4), own)
                if back
                else False
            )
    return False


def _run(paragraph: Paragraph, at: int, high: int) -> int:
    """Give where describing words that go on ("difficult, but business-like") end."""
    known, lowered = talks_words(), paragraph.lowered
    last = at + 1
    for place in range(last, min(high, at + _LONGEST_QUOTED)):
        if lowered[place] in known.polarity:
            last = place + 1
        elif lowered[place] not in known.link and lowered[place] not in _MARKS:
            break
    return last


def _sign(lowered: Sequence[str], first: int, last: int, *, negated: bool) -> int:
    known = talks_words()
    total = sum(known.polarity.get(word, 0) for word in lowered[first:last])
    sign = (total > 0) - (total < 0)
    return -sign if negated else sign


def _before_talks(paragraph: Paragraph, at: int, high: int, own: frozenset[str]) -> _Found | None:
    """Give the words of "substantive talks", "a constructive meeting"."""
    known, lowered = talks_words(), paragraph.lowered
    last = at + 1
    while last < high and (
        lowered[last] in known.polarity
        or lowered[last] in ("and", ",", "but", "very", "bilateral", "trilateral", "peace")
    ):
        last += 1
    if last >= high or (lowered[last] not in known.talks and lowered[last] not in own):
        return None
    end = last
    while end > at + 1 and lowered[end - 1] not in known.polarity:
        end -= 1
    if known.polarity[lowered[at]] == 0 and end == at + 1:
        return None
    if _against(lowered, at) or _wished(lowered, at):
        return None
    return _Found(at, end, _sign(lowered, at, end, negated=False), 0.75)


def _against(lowered: Sequence[str], at: int) -> bool:
    before = tuple(lowered[max(0, at - 4) : at])
    return any(
        before[start : start + len(phrase)] == phrase
        for phrase in talks_words().against
        for start in range(len(before))
    )


def _wished(lowered: Sequence[str], at: int) -> bool:
    """Return whether the words are of talks still to come or hoped for."""
    return any(
        word
        in (
            "hope",
            "hopes",
            "hoped",
            "expect",
            "expects",
            "want",
            "wants",
            "need",
            "needs",
            "will",
            "would",
            "for",
            "if",
            "more",
            "further",
            "to",
        )
        for word in lowered[max(0, at - 4) : at]
    )
