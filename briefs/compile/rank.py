"""Which sayings come first: the stated rule."""

from collections.abc import Sequence
from typing import Final

from briefs.ledger.directory import directory_of
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
_SHORTEST_WORDS: Final = 4
_LONGEST_WORDS: Final = 60
_LONGEST_TOPLINE: Final = 90
_SHORTEST_AROUND: Final = 12


def weight(quote: Quote, dossier: Dossier, contested: frozenset[str]) -> float:
    """Weigh a saying for a reader's minute; the heavier comes first.

    The rule: what is new (4) before what is on a contested issue (3, or 1 for any issue), then one point for
    each further independent source up to four, 0.6 for each place in the speaker's rank from the ninth up,
    1.5 for a length that reads well (4 to 60 words), and up to 2 for confidence above one half.
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
    )


def ranked(quotes: Sequence[Quote], dossier: Dossier, contested: frozenset[str]) -> tuple[Quote, ...]:
    """Order sayings by weight, heaviest first; ties by time, outlet and place."""
    return tuple(
        sorted(quotes, key=lambda quote: (-round(weight(quote, dossier, contested), 6), *_place(quote)))
    )


def toplines(quotes: Sequence[Quote], dossier: Dossier) -> tuple[Quote, ...]:
    """Choose the toplines from ranked sayings: the best of each side, then who adds an issue, then others.

    Sides come in the order of their best saying; nobody speaks twice.
    """
    sides = {side.id for side in dossier.sides}
    chosen: list[Quote] = []
    for quote in quotes:
        fits = quote.side in sides and _fits(quote)
        if fits and all(quote.side != other.side for other in chosen) and len(chosen) < TOPLINES:
            chosen.append(quote)
    issues = {issue for quote in chosen for issue in quote.issues}
    speakers = {quote.actor or quote.speaker for quote in chosen}
    for adds_issue in (True, False):
        for quote in quotes:
            who = quote.actor or quote.speaker
            if len(chosen) == TOPLINES or who in speakers or not _fits(quote):
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


def _place(quote: Quote) -> tuple[object, ...]:
    return (
        -quote.evidence.published.timestamp(),
        quote.evidence.outlet,
        quote.evidence.article,
        quote.evidence.start,
        quote.evidence.end,
    )
