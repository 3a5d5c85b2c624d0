"""What a new version of an article changed: its headline, and the quotations in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from briefs.model.article import Article
from briefs.model.reading import Reading
from briefs.model.span import Span
from briefs.reading.quotations import quoted_regions

#: Two quotations of one speaker that share this much of their words are one, reworded.
ALIKE: Final = 0.6
#: So few words are no evidence that two quotations are one.
FEWEST: Final = 3
#: Among so many changed quotations parts and pairs are looked for; those behind count as withdrawn and added.
MOST: Final = 200

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*")


class Revised(StrEnum):
    """What became of a quotation, in the order in which it is told."""

    WITHDRAWN = "withdrawn"
    SHORTENED = "shortened"
    REWORDED = "reworded"
    SPEAKER = "given to another speaker"
    LENGTHENED = "lengthened"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class RevisedQuote:
    """One quotation that changed: `before` lies in the earlier text, `after` in the later one.

    One that was withdrawn has no `after`, one that was added no `before`. `speaker` is who was held to say it
    last, None where nobody can be named.
    """

    kind: Revised
    speaker: str | None
    before: Span | None
    after: Span | None


@dataclass(frozen=True, slots=True)
class Revision:
    """All that a version changed. `headline` is the earlier and the later one where they differ in words."""

    headline: tuple[str, str] | None
    quotes: tuple[RevisedQuote, ...]


@dataclass(frozen=True, slots=True)
class _Quote:
    span: Span
    words: tuple[str, ...]
    speaker: str | None

    @property
    def line(self) -> str:
        return f" {' '.join(self.words)} "


def revision(
    before: tuple[Article, Reading], after: tuple[Article, Reading], *, threshold: float = 0.5
) -> Revision:
    """Compare two versions of one article.

    A quotation is what stands between quotation marks, whether somebody could be named for it or not; how
    its words are set, and where in the article they stand, changes nothing. Speakers count from a confidence
    of `threshold` on: where the reader abstains, nothing is said to have been given to another.
    """
    old, new = _quotes(*before, threshold), _quotes(*after, threshold)
    gone, come = _missing(old, new), _missing(new, old)
    kept_old, kept_new = _without(old, gone), _without(new, come)
    found = list(_other_speakers(kept_old, kept_new))
    pairs = _reworded(gone, come)
    for one, other in pairs:
        found.append(RevisedQuote(Revised.REWORDED, other.speaker or one.speaker, one.span, other.span))
    gone, come = _without(gone, [one for one, _ in pairs]), _without(come, [other for _, other in pairs])
    for number, quote in enumerate(gone):
        part = _part(quote, kept_new) if number < MOST else None
        kind = Revised.WITHDRAWN if part is None else Revised.SHORTENED
        found.append(RevisedQuote(kind, quote.speaker, quote.span, None if part is None else part.span))
    for number, quote in enumerate(come):
        part = _part(quote, kept_old) if number < MOST else None
        kind = Revised.ADDED if part is None else Revised.LENGTHENED
        found.append(RevisedQuote(kind, quote.speaker, None if part is None else part.span, quote.span))
    order = tuple(Revised)
    found.sort(key=lambda each: (order.index(each.kind), each.before or each.after))
    titles = before[0].title, after[0].title
    return Revision(titles if _words(titles[0]) != _words(titles[1]) else None, tuple(found))


def revision_in_words(changed: Revision) -> str:
    """Give a revision as one phrase: "1 quotation withdrawn, headline altered"."""
    counts = Counter(quote.kind for quote in changed.quotes)
    said = [f"{counts[kind]} quotation{'s' * (counts[kind] > 1)} {kind}" for kind in Revised if counts[kind]]
    said += ["headline altered"] * (changed.headline is not None)
    return ", ".join(said) or "no quotation changed"


def _quotes(article: Article, reading: Reading, threshold: float) -> list[_Quote]:
    spoken = [
        (span, found.confidence, found.speaker)
        for found in reading.attributions
        if found.speaker is not None and found.confidence >= threshold
        for span in found.quoted
    ]
    spoken.sort(key=lambda each: each[0])
    found: list[_Quote] = []
    at = 0
    for region in quoted_regions(article.text):
        if region.start >= region.end:
            continue
        span, words = Span(region.start, region.end), _words(article.text[region.start : region.end])
        while at < len(spoken) and spoken[at][0].end <= span.start:
            at += 1
        speaker = None
        if at < len(spoken) and spoken[at][0].overlaps(span):
            speaker = spoken[at][2]
        if region.continues and found:
            last = found.pop()
            span, words = Span(last.span.start, span.end), last.words + words
            speaker = last.speaker or speaker
        if words:
            found.append(_Quote(span, words, speaker))
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(
        match.group().lower().replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")
        for match in _WORD.finditer(text)
    )


def _missing(quotes: Sequence[_Quote], others: Sequence[_Quote]) -> list[_Quote]:
    """List the quotations whose words the others do not hold, whole or parted by a "he said"."""
    whole = {quote.words for quote in others}
    left = [quote for quote in quotes if quote.words not in whole]
    stream = f" {' '.join(word for quote in others for word in quote.words)} "
    return [quote for number, quote in enumerate(left) if number >= MOST or quote.line not in stream]


def _without(quotes: Sequence[_Quote], taken: Sequence[_Quote]) -> list[_Quote]:
    spans = {quote.span for quote in taken}
    return [quote for quote in quotes if quote.span not in spans]


def _reworded(gone: Sequence[_Quote], come: Sequence[_Quote]) -> list[tuple[_Quote, _Quote]]:
    """Pair what went with what came, the most alike first, each once."""
    counted = [(old, Counter(old.words)) for old in gone[:MOST]]
    pairs = sorted(
        (-alike, old.span, new.span, old, new)
        for new, words in ((new, Counter(new.words)) for new in come[:MOST])
        for old, others in counted
        if _one_speaker(old, new) and (alike := _alike(others, words)) >= ALIKE
    )
    found: list[tuple[_Quote, _Quote]] = []
    taken: set[tuple[str, Span]] = set()
    for _, _, _, old, new in pairs:
        if ("old", old.span) not in taken and ("new", new.span) not in taken:
            taken |= {("old", old.span), ("new", new.span)}
            found.append((old, new))
    return found


def _other_speakers(old: Sequence[_Quote], new: Sequence[_Quote]) -> Iterator[RevisedQuote]:
    by_words = {quote.words: quote for quote in old if len(quote.words) >= FEWEST}
    for quote in new:
        other = by_words.get(quote.words)
        if other is not None and not _one_speaker(other, quote):
            yield RevisedQuote(Revised.SPEAKER, quote.speaker, other.span, quote.span)


def _part(whole: _Quote, quotes: Sequence[_Quote]) -> _Quote | None:
    """Find the longest quotation that is a part of `whole`."""
    parts = [
        quote
        for quote in quotes
        if len(quote.words) >= FEWEST and _one_speaker(whole, quote) and quote.line in whole.line
    ]
    return max(parts, key=lambda quote: len(quote.words), default=None)


def _one_speaker(one: _Quote, other: _Quote) -> bool:
    return one.speaker is None or other.speaker is None or one.speaker == other.speaker


def _alike(one: Counter[str], other: Counter[str]) -> float:
    shared = sum(min(count, other[word]) for word, count in one.items())
    return shared / max(one.total(), other.total()) if shared >= FEWEST else 0.0
