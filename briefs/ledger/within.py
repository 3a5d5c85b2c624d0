"""Articles that contradict themselves: that the talks are over and still to come on one day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from briefs.ledger.days import Named, days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.meetings import ahead_pattern, over_pattern
from briefs.ledger.outlets import Statement, side_by_side
from briefs.ledger.sketched import Place
from briefs.model.brief import Dispute, DisputeKind
from briefs.model.span import Span
from briefs.model.talks import Dossier

OPPOSED_STATEMENTS: Final = "opposed statements"


def within_articles(
    entries: Iterable[Entry], dossier: Dossier, talks_issue: str | None
) -> tuple[Dispute, ...]:
    """List the articles that say in their own words both that the talks ended and that they lie ahead.

    Both must name the same day; a statement of another day is of another meeting.
    """
    found: list[Dispute] = []
    for entry in entries:
        ended = _dated(entry, entry.sketch.over, over_pattern(), dossier)
        coming = _dated(entry, entry.sketch.ahead, ahead_pattern(), dossier)
        pairs = ((one, other) for one, day in ended for other, same in coming if one != other and day == same)
        pair = next(pairs, None)
        if pair:
            statements = [Statement(entry, span, None, None, None) for span in pair]
            found.append(
                side_by_side(statements, talks_issue, DisputeKind.WITHIN, OPPOSED_STATEMENTS, dossier)
            )
    return tuple(found)


def _dated(
    entry: Entry, places: Sequence[Place], pattern: re.Pattern[str], dossier: Dossier
) -> list[tuple[Span, date]]:
    """Give sentences with the day named nearest to what they state; those that leave it open are left out."""
    text = entry.article.text
    published = day_of(entry.article.published, dossier.zone)
    found: list[tuple[Span, date]] = []
    for start, end in places:
        match = pattern.search(text, start, end)
        days = days_named(text, start, end, published)
        if match and days:
            day = min(days, key=lambda each: _distance(each, match)).day
            if day is not None:
                found.append((Span(start, end), day))
    return found


def _distance(day: Named, match: re.Match[str]) -> int:
    return min(abs(day.start - match.end()), abs(match.start() - day.end))
