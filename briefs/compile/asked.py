"""Lists of quotes, positions and disputes that fit what was asked."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import chain

from briefs.compile.lines import lines, unattributed
from briefs.compile.used import Value, ids_used
from briefs.compile.view import Seen, cited, names_of, see, view
from briefs.ledger.ledger import Ledger
from briefs.ledger.wordings import utterance
from briefs.model.answers import Asked, DisputeList, PositionList, QuoteList
from briefs.model.brief import Quote, Source, Utterance, Window
from briefs.model.talks import Dossier
from briefs.reading import OPERATING_POINT

_BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


def whole(ledger: Ledger, zone: str) -> Window:
    """Give the window that holds all entries of a ledger."""
    times = [entry.article.published for entry in ledger.entries]
    if not times:
        return Window(_BEGINNING, _BEGINNING + timedelta(days=1), zone)
    return Window(min(times), max(times) + timedelta(microseconds=1), zone)


def now(ledger: Ledger, zone: str) -> Window:
    """Give the window of a ledger's newest entry: what stands then stands now."""
    everything = whole(ledger, zone)
    return Window(max(everything.start, everything.end - timedelta(microseconds=1)), everything.end, zone)


def list_quotes(
    ledger: Ledger, asked: Asked, dossier: Dossier | None = None, *, threshold: float = OPERATING_POINT
) -> QuoteList:
    """List the sayings that fit, newest first, each once, and their differing wordings.

    Words whose speaker is not sure are listed, without one, where no speaker or side was asked for.
    """
    dossier = dossier or ledger.dossier
    seen = see(ledger, asked.window or whole(ledger, dossier.zone), dossier, threshold)
    groups = seen.groups()
    sure = seen.sure(groups)
    said = lines(groups, seen.window.start, seen.known, sure)
    if asked.by is None and asked.side is None:
        said += unattributed(seen.recent, sure, seen.known, said)
    fitting = newest_first(quote for quote in said if fits(quote, asked, dossier))
    speakers = {quote.speaker for quote in fitting}
    places = {(each.article, each.start) for quote in fitting for each in quote.quoted}
    utterances = tuple(
        found
        for each in groups
        if seen.believed(each)
        and (found := utterance(each, dossier, seen.copies))
        and found.speaker in speakers
        and _touches(found, places)
    )
    articles = {quote.evidence.article for quote in fitting}
    return QuoteList(
        dossier.id,
        asked,
        fitting,
        utterances,
        tuple(source for source in seen.sources() if source.article in articles),
        _names(dossier, asked, (*fitting, *utterances)),
    )


def list_positions(
    ledger: Ledger, asked: Asked, dossier: Dossier | None = None, *, threshold: float = OPERATING_POINT
) -> PositionList:
    """List the standing positions that fit: of the actor or side, on the issue, with the words.

    Without a window these are the positions that stand after the newest article.
    """
    dossier = dossier or ledger.dossier
    seen = view(ledger, asked.window or now(ledger, dossier.zone), dossier, threshold)
    words = _mention(asked.text or asked.about)
    fitting = tuple(
        each
        for each in seen.positions
        if asked.issue in (None, each.issue)
        and asked.side in (None, each.side)
        and asked.by in (None, each.actor, each.speaker)
        and (words is None or any(words.search(one.exact) for one in each.evidence))
    )
    return PositionList(
        dossier.id, asked, fitting, _sources(seen, cited(fitting)), _names(dossier, asked, fitting)
    )


def list_disputes(
    ledger: Ledger, asked: Asked, dossier: Dossier | None = None, *, threshold: float = OPERATING_POINT
) -> DisputeList:
    """List the disputes that fit: on the issue, with the side or actor among those who differ.

    Without a window these are the disputes as they stand after the newest article.
    """
    dossier = dossier or ledger.dossier
    seen = view(ledger, asked.window or now(ledger, dossier.zone), dossier, threshold)
    fitting = tuple(
        each
        for each in seen.disputes
        if asked.issue in (None, each.issue)
        and (
            asked.side is None
            or any(asked.side in (side.side, *(p.side for p in side.positions)) for side in each.sides)
        )
        and (
            asked.by is None
            or any(asked.by in (p.actor, p.speaker) for side in each.sides for p in side.positions)
        )
    )
    return DisputeList(
        dossier.id, asked, fitting, _sources(seen, cited((), fitting)), _names(dossier, asked, fitting)
    )


def fits(quote: Quote, asked: Asked, dossier: Dossier) -> bool:
    """Tell whether a saying fits what was asked of quotes."""
    if asked.by is not None and asked.by not in (quote.actor, quote.speaker):
        return False
    if asked.side not in (None, quote.side) or not (asked.issue is None or asked.issue in quote.issues):
        return False
    about = naming(asked.about, dossier)
    words = _mention(asked.text)
    return (about is None or bool(about.search(quote.evidence.exact))) and (
        words is None or any(words.search(each.exact) for each in (*quote.quoted, quote.evidence))
    )


def naming(about: str | None, dossier: Dossier) -> re.Pattern[str] | None:
    """Give the pattern by which a text names an actor (by id or name) or holds words; None asks nothing."""
    if not about:
        return None
    actor = next((each for each in dossier.actors if about in (each.id, each.name)), None)
    side = next((each for each in dossier.sides if about in (each.id, each.name)), None)
    names: Iterable[str] = (about,)
    if actor is not None:
        names = (actor.name, *actor.aliases, *actor.titles)
    elif side is not None:
        names = (side.name, *side.aliases)
    listed = "|".join(re.escape(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def newest_first(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Order sayings by time of publication, the newest first; within an article as they stand."""
    listed = sorted(
        quotes, key=lambda each: (each.evidence.outlet, each.evidence.article, each.evidence.start)
    )
    return tuple(sorted(listed, key=lambda each: each.evidence.published, reverse=True))


def _mention(words: str | None) -> re.Pattern[str] | None:
    return (
        re.compile(r"\s+".join(re.escape(word) for word in words.split()), re.IGNORECASE)
        if words and words.split()
        else None
    )


def _touches(found: Utterance, places: set[tuple[str, int]]) -> bool:
    """Tell whether an utterance holds words of one of the listed sayings."""
    spans = [(each.article, each.start, each.end) for wording in found.wordings for each in wording.evidence]
    return any(
        article == its and start <= at < end for article, at in places for its, start, end in spans
    ) or any((article, start) in places for article, start, _ in spans)


def _sources(seen: Seen, ids: tuple[str, ...]) -> tuple[Source, ...]:
    wanted = set(ids)
    return tuple(source for source in seen.sources(ids) if source.article in wanted)


def _names(dossier: Dossier, asked: Asked, values: Iterable[Value]) -> tuple[tuple[str, str], ...]:
    given = {each for each in (asked.by, asked.side, asked.issue) if each}
    return names_of(dossier, frozenset(chain(ids_used(values), given)))
