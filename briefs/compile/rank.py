"""Which sayings come first: the stated rule."""

import re
from collections.abc import Sequence
from typing import Final

from briefs.ledger.directory import directory_of
from briefs.ledger.words import load_vocabulary
from briefs.model.brief import Quote
from briefs.model.talks import Dossier

TOPLINES: Final = 5

_NOVELTY: Final = 4.0
_CONTESTED: Final = 3.0
_ON_ISSUE: Final = 1.0
_OUTLET: Final = 1.0
_MOST_OUTLETS: Final = 4
_RANK: Final = 0.6
_UNRANKED: Final = 9
_READABLE: Final = 1.5
_SURE: Final = 2.0
_WHOLE: Final = 2.0
_SHORTEST_WORDS: Final = 4
_LONGEST_WORDS: Final = 60
_LONGEST_TOPLINE: Final = 90
_SHORTEST_AROUND: Final = 12


def weight(quote: Quote, dossier: Dossier, contested: frozenset[str]) -> float:
    """Weigh a saying for a reader's minute; the heavier comes first.

    The rule: what is new (4) before what is on a contested issue (3, or 1 for any issue), then one point for
    each further independent source up to four, 0.6 for each place in the speaker's rank from the ninth up,
    1.5 for a length that reads well (4 to 60 words), up to 2 for confidence above one half, and 2 for whole
    sentences of the speaker's own.
    """
    actor = directory_of(dossier).actors.get(quote.actor or "")
    rank = actor.rank if actor else _UNRANKED
    words = sum(len(each.exact.split()) for each in quote.quoted)
    issue = _CONTESTED if contested.intersection(quote.issues) else _ON_ISSUE if quote.issues else 0.0
    return (
        _NOVELTY * quote.new
        + issue
        + _OUTLET * min(quote.independent - 1, _MOST_OUTLETS)
        + _RANK * (_UNRANKED - min(rank, _UNRANKED))
        + _READABLE * (_SHORTEST_WORDS <= words <= _LONGEST_WORDS)
        + _SURE * max(0.0, quote.confidence - 0.5) * 2
        + _WHOLE * whole(quote)
    )


def whole(quote: Quote) -> bool:
    """Tell whether a saying begins with the speaker's own sentence: it can be understood by itself."""
    first = quote.quoted[0] if quote.quoted else None
    if first is None or first.start - quote.evidence.start > 1:
        return False
    return first.exact[:1].isupper() and len(first.exact.split()) >= _SHORTEST_WORDS


def ranked(quotes: Sequence[Quote], dossier: Dossier, contested: frozenset[str]) -> tuple[Quote, ...]:
    """Order sayings by weight, heaviest first; ties by time, outlet and place."""
    return tuple(
        sorted(quotes, key=lambda quote: (-round(weight(quote, dossier, contested), 6), *_place(quote)))
    )


def toplines(quotes: Sequence[Quote], dossier: Dossier) -> tuple[Quote, ...]:
    """Choose the toplines from ranked sayings: the best of each side, then who adds an issue, then others.

    Sides come in the order of their best saying; nobody speaks twice. What leans on words that are not shown
    stands for a side only where it has nothing else.
    """
    sides = {side.id for side in dossier.sides}
    best: dict[str | None, Quote] = {}
    for complete in (True, False):
        for quote in quotes:
            if quote.side in sides and _fits(quote) and complete is not _leans(quote):
                best.setdefault(quote.side, quote)
    chosen = [quote for quote in quotes if quote is best.get(quote.side)][:TOPLINES]
    issues = {issue for quote in chosen for issue in quote.issues}
    speakers = {quote.actor or quote.speaker for quote in chosen}
    for adds_issue in (True, False):
        for quote in quotes:
            who = quote.actor or quote.speaker
            if len(chosen) == TOPLINES or who in speakers or not _fits(quote) or _leans(quote):
                continue
            if not adds_issue or not issues.issuperset(quote.issues):
                chosen.append(quote)
                issues.update(quote.issues)
                speakers.add(who)
    return tuple(chosen)


def _fits(quote: Quote) -> bool:
    """Tell whether a saying can stand alone: not too long, and more than a few words in an outlet's."""
    around = len(quote.evidence.exact.split())
    said = sum(len(each.exact.split()) for each in quote.quoted)
    return around <= _LONGEST_TOPLINE and (said >= _SHORTEST_WORDS or around <= _SHORTEST_AROUND)


def _leans(quote: Quote) -> bool:
    """Tell whether the words shown begin in the middle of a clause ("was that they would ...")."""
    if whole(quote):
        return False
    first = re.match(r"\W*(\w+)", quote.evidence.exact)
    return first is not None and first.group(1) in load_vocabulary().leaning


def _place(quote: Quote) -> tuple[object, ...]:
    return (
        -quote.evidence.published.timestamp(),
        quote.evidence.outlet,
        quote.evidence.article,
        quote.evidence.start,
        quote.evidence.end,
    )
