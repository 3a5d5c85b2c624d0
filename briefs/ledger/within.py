"""Articles that contradict themselves: that the talks are over and still to come on one day."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

from briefs.ledger.days import Named, days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.outlets import Statement, side_by_side
from briefs.ledger.sentences import sentences
from briefs.model.brief import Dispute, DisputeKind
from briefs.model.span import Span
from briefs.model.talks import Dossier
from briefs.reading.quotations import quoted_regions

OPPOSED_STATEMENTS: Final = "opposed statements"

_REACH: Final = 60


@cache
def _patterns(
    talks: tuple[str, ...], name: str = "within.en.toml"
) -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    over, ahead = (
        "|".join(re.escape(verb).replace(r"\-", r"\s+") for verb in table[kind]["verbs"].split())
        for kind in ("over", "ahead")
    )
    named = "|".join(re.escape(word) for word in talks) or "talks"
    return (
        re.compile(rf"\b(?:{named})\b[^.;:!?]{{0,{_REACH}}}?\b(?:{over})\b", re.IGNORECASE),
        re.compile(
            rf"\b(?:{ahead})\b[^.;:!?]{{0,{_REACH}}}?\b(?:{named})\b|\b(?:{named})\b[^.;:!?]{{0,20}}?\b(?:{ahead})\b",
            re.IGNORECASE,
        ),
    )


def within_articles(
    entries: Iterable[Entry], dossier: Dossier, talks_issue: str | None
) -> tuple[Dispute, ...]:
    """List the articles that say in their own words both that the talks ended and that they lie ahead.

    Both must name the same day; a statement without a day, or of another, is of another meeting.
    """
    over, ahead = _patterns(dossier.talks)
    found: list[Dispute] = []
    for entry in entries:
        text = entry.article.text
        if not over.search(text) or not ahead.search(text):
            continue
        ended = _stated(entry, over, dossier)
        coming = _stated(entry, ahead, dossier)
        pair = next(
            (
                (one, other)
                for one, day in ended
                for other, the_day in coming
                if one != other and day == the_day
            ),
            None,
        )
        if pair:
            statements = [Statement(entry, span, None, None, None) for span in pair]
            found.append(
                side_by_side(statements, talks_issue, DisputeKind.WITHIN, OPPOSED_STATEMENTS, dossier)
            )
    return tuple(found)


def _stated(entry: Entry, pattern: re.Pattern[str], dossier: Dossier) -> list[tuple[Span, object]]:
    """Find the sentences, quoted words aside, that meet a pattern, each with the day it names."""
    text = entry.article.text
    published = day_of(entry.article.published, dossier.zone)
    quoted = [Span(region.start, region.end) for region in quoted_regions(text)]
    found: list[tuple[Span, object]] = []
    for sentence in sentences(text):
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None or any(Span(*match.span()).overlaps(region) for region in quoted):
            continue
        days = days_named(text, sentence.start, sentence.end, published)
        if days:
            nearest = min(days, key=lambda each: _distance(each, match))
            if nearest.day is not None:
                found.append((sentence, nearest.day))
    return found


def _distance(day: Named, match: re.Match[str]) -> int:
    return min(abs(day.start - match.end()), abs(match.start() - day.end))
