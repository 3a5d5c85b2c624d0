"""Answers cut out of a brief: what one speaker said, what stands, what was said about something."""

from collections import Counter
from collections.abc import Iterable

from bot.desk.names import Known, key
from briefs.ledger.entry import Entry, day_of
from briefs.model.answers import Asked, Carried, PositionList, QuoteList, WhoCard
from briefs.model.brief import Brief, Quote, Source, StandingPosition
from briefs.model.span import hull
from briefs.model.talks import Dossier


def card(brief: Brief, entries: tuple[Entry, ...], known: Known, dossier: Dossier) -> WhoCard:
    """Give a speaker's card from a brief of the articles that carry their words."""
    actor = next((actor for actor in dossier.actors if actor.id == known.actor), None)
    said = newest(quote for quote in brief.quotes if is_by(quote, known))
    spoken_of = newest(
        quote for quote in brief.quotes if not is_by(quote, known) and speaks_of(quote, known, dossier)
    )
    days = sorted(day_of(quote.evidence.published, brief.window.zone) for quote in said)
    carried = Counter(name for quote in said for name in {quote.evidence.outlet})
    called = Counter(
        hull(found.source).of(entry.article.text)
        for entry in entries
        for found in entry.reading.attributions
        if found.source and (found.actor == known.actor if known.actor else found.speaker == known.name)
    )
    return WhoCard(
        dossier=dossier.id,
        actor=known.actor,
        name=known.name,
        kind=None if actor is None else actor.kind.value,
        side=known.side,
        role="" if actor is None else actor.role,
        speaks_for=None if actor is None else actor.speaks_for,
        spokespeople=tuple(other.id for other in dossier.actors if actor and other.speaks_for == actor.id),
        spellings=() if actor is None else actor.aliases,
        called=tuple(words for words, _ in sorted(called.items(), key=lambda item: (-item[1], item[0]))),
        window=None,
        first=min(days, default=None),
        last=max(days, default=None),
        sayings=len(said),
        articles=len({quote.evidence.article for quote in said}),
        outlets=tuple(
            Carried(name, count)
            for name, count in sorted(carried.items(), key=lambda item: (-item[1], item[0]))
        ),
        latest=said,
        positions=tuple(position for position in brief.positions if is_of(position, known)),
        spoken_of=spoken_of,
        sources=brief.sources,
        names=brief.names,
    )


def position_list(brief: Brief, asked: Asked, known: Known | None, dossier: Dossier) -> PositionList:
    """Give the positions of a brief that fit, by issue and side in the dossier's order."""
    issues, sides = [issue.id for issue in dossier.issues], [side.id for side in dossier.sides]
    fitting = [
        position
        for position in brief.positions
        if (asked.issue is None or position.issue == asked.issue)
        and (known is None or is_of(position, known))
    ]
    fitting.sort(key=lambda position: (_place(issues, position.issue), _place(sides, position.side)))
    cited = {each.article for position in fitting for each in position.evidence}
    return PositionList(brief.dossier, asked, tuple(fitting), _sources(brief, cited), brief.names)


def quote_list(brief: Brief, asked: Asked, known: Known | None) -> QuoteList:
    """Give the quotes of a brief that fit, newest first, and the differing wordings of these."""
    about = None if asked.about is None else asked.about.casefold()
    text = None if asked.text is None else " ".join(asked.text.casefold().split())
    fitting = newest(
        quote
        for quote in brief.quotes
        if (known is None or is_by(quote, known))
        and (asked.issue is None or asked.issue in quote.issues)
        and (text is None or text in " ".join(quote.evidence.exact.casefold().split()))
        and (about is None or about in quote.evidence.exact.casefold())
    )
    cited = {quote.evidence.article for quote in fitting}
    places = {(quote.evidence.article, quote.evidence.start) for quote in fitting}
    utterances = tuple(
        utterance
        for utterance in brief.utterances
        if any(
            article == each.article and each.start <= start + 200 and start <= each.end
            for wording in utterance.wordings
            for each in wording.evidence
            for article, start in places
        )
    )
    cited |= {
        each.article
        for utterance in utterances
        for wording in utterance.wordings
        for each in wording.evidence
    }
    return QuoteList(brief.dossier, asked, fitting, utterances, _sources(brief, cited), brief.names)


def newest(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Put quotes in order, the newest first."""
    return tuple(
        sorted(
            quotes,
            key=lambda quote: (
                -quote.evidence.published.timestamp(),
                quote.evidence.article,
                quote.evidence.start,
            ),
        )
    )


def is_by(quote: Quote, known: Known) -> bool:
    """Tell whether somebody said it; of a side, whether it was said in the side's own name."""
    return quote.actor == known.actor if known.actor else quote.speaker == known.name


def is_of(position: StandingPosition, known: Known) -> bool:
    """Tell whether it is somebody's position, or for a side that of anybody on it."""
    if known.actor:
        return position.actor == known.actor
    return position.side == known.side if known.side else position.speaker == known.name


def speaks_of(quote: Quote, known: Known, dossier: Dossier) -> bool:
    """Tell whether the words name somebody."""
    actor = next((actor for actor in dossier.actors if actor.id == known.actor), None)
    names = (known.name,) if actor is None else (actor.name, *actor.aliases)
    words = f" {key(quote.evidence.exact)} "
    return any(f" {key(name)} " in words for name in names)


def _place(ids: list[str], one: str) -> int:
    return ids.index(one) if one in ids else len(ids)


def _sources(brief: Brief, ids: set[str]) -> tuple[Source, ...]:
    return tuple(source for source in brief.sources if source.article in ids)
