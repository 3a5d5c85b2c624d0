"""Coming rounds and dates, in the words of those who name them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from briefs.ledger.days import Named, days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.evidence import alone
from briefs.ledger.meetings import meeting_pattern, names_time
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import NextDate
from briefs.model.span import Span
from briefs.model.talks import Dossier

_SAME: Final = 0.6
_FRONTED: Final = 3
_CLAUSE: Final = ",;:()\u2014\u2013"


def coming(
    entries: Iterable[Entry], dossier: Dossier, copies: Mapping[str, tuple[str, ...]], today: date
) -> tuple[NextDate, ...]:
    """List the sentences that name a meeting to come and when, those with a certain day first, by day.

    A day is given where the sentence names just one, from its article's day on. The same told again, and
    what copies share, is listed once, as first published; days before `today` are left out.
    """
    found: list[tuple[NextDate, frozenset[str], str]] = []
    for entry in entries:
        text = entry.article.text
        published = day_of(entry.article.published, dossier.zone)
        for start, end in entry.sketch.coming:
            days = days_named(text, start, end, published, ahead=True)
            named = [each for each in days if not _of_another_clause(text, start, end, each)]
            ahead = {each.day for each in named if each.day and each.day >= published}
            if not ahead and all(each.day for each in named) and not names_time(text, start, end):
                continue
            day = ahead.pop() if len(ahead) == 1 and len(named) == 1 else None
            if day is not None and day < today:
                continue
            keys = _keys(text, Span(start, end))
            if not any(_told_before(day, keys, entry, other, copies) for other in found):
                shown = alone(entry.article, Span(start, end), dossier)
                found.append((NextDate(shown, day), keys, entry.article.id))
    return tuple(sorted((each for each, _, _ in found), key=lambda each: _order(each, today)))


def _of_another_clause(text: str, start: int, end: int, named: Named) -> bool:
    """Tell whether a day stands in a clause before the one that names the meeting."""
    meeting = meeting_pattern().search(text, start, end)
    if meeting is None or named.end > meeting.start() or len(text[start : named.start].split()) <= _FRONTED:
        return False
    return any(sign in _CLAUSE for sign in text[named.end : meeting.start()])


def _order(each: NextDate, today: date) -> tuple[object, ...]:
    shown = each.evidence
    return (each.day is None, each.day or today, shown.published, shown.article, shown.start)


def _keys(text: str, span: Span) -> frozenset[str]:
    return frozenset(word.key for word in words_of(text, span.start, span.end) if word.kind is Kind.CONTENT)


def _told_before(
    day: date | None,
    keys: frozenset[str],
    entry: Entry,
    other: tuple[NextDate, frozenset[str], str],
    copies: Mapping[str, tuple[str, ...]],
) -> bool:
    told, its_keys, article = other
    if day is not None and day == told.day:
        return True
    common = len(keys & its_keys)
    shared = article in copies.get(entry.article.id, ())
    return common >= (_SAME / 2 if shared else _SAME) * min(len(keys), len(its_keys))
