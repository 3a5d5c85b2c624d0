"""A speaker's card: who they are, what they last said, what they hold, who speaks of them."""

from collections import Counter

from briefs.compile.asked import naming, newest_first, now, whole
from briefs.compile.lines import lines
from briefs.compile.used import ids_used
from briefs.compile.view import Seen, cited, holding, names_of, see
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.evidence import outlet_name
from briefs.ledger.ledger import Ledger
from briefs.model.answers import Carried, WhoCard
from briefs.model.brief import Quote, Window
from briefs.model.reading import Attribution
from briefs.model.span import hull
from briefs.model.talks import Actor, Dossier
from briefs.reading import OPERATING_POINT

_LONGEST_NAME = 60


def compile_card(
    ledger: Ledger,
    who: str,
    window: Window | None = None,
    dossier: Dossier | None = None,
    *,
    threshold: float = OPERATING_POINT,
) -> WhoCard | None:
    """Compile the card of an actor, by id, or of a speaker outside the dossier, by name as articles give it.

    Without a window the whole ledger is asked. None where the dossier does not know the name and nobody of
    that name is heard.
    """
    dossier = dossier or ledger.dossier
    actor = next((each for each in dossier.actors if each.id == who), None)
    seen = see(ledger, window or whole(ledger, dossier.zone), dossier, threshold)
    groups = seen.groups()
    sure = seen.sure(groups)
    pattern = naming(actor.id if actor else who, dossier)

    def wanted(entry: Entry, told: Attribution) -> bool:
        if told.actor == who or (actor is None and (told.speaker or "").casefold() == who.casefold()):
            return True
        whole = hull([*told.content, *told.quoted])
        return pattern is not None and bool(pattern.search(entry.article.text[whole.start : whole.end + 1]))

    said = lines(groups, seen.window.start, seen.known, sure, wanted)
    latest = newest_first(quote for quote in said if _is(quote, actor, who))
    if actor is None and not latest:
        return None
    name = actor.name if actor else latest[0].speaker or who
    spoken_of = newest_first(
        quote
        for quote in said
        if not _is(quote, actor, who) and pattern is not None and pattern.search(quote.evidence.exact)
    )
    positions = holding(ledger, window or now(ledger, dossier.zone), dossier, who) if actor else ()
    carriers = _carriers(seen, actor, name, sure)
    days = [day_of(entry.article.published, dossier.zone) for entry, _ in carriers]
    articles = {quote.evidence.article for quote in (*latest, *spoken_of)} | set(cited(positions))
    spokespeople = tuple(each.id for each in dossier.actors if actor and each.speaks_for == actor.id)
    own = {actor.id, actor.side or "", actor.speaks_for or ""} if actor else {latest[0].side or ""}
    used = ids_used((*latest, *spoken_of, *positions)) | own | set(spokespeople)
    return WhoCard(
        dossier.id,
        actor.id if actor else None,
        name,
        actor.kind.value if actor else None,
        actor.side if actor else latest[0].side,
        actor.role if actor else "",
        actor.speaks_for if actor else None,
        spokespeople,
        actor.aliases if actor else (),
        _called(carriers),
        window,
        min(days, default=None),
        max(days, default=None),
        len(latest),
        len({entry.article.id for entry, _ in carriers}),
        _outlets(carriers, dossier),
        latest,
        positions,
        spoken_of,
        tuple(source for source in seen.sources(cited(positions)) if source.article in articles),
        names_of(dossier, frozenset(used)),
    )


def _is(quote: Quote, actor: Actor | None, who: str) -> bool:
    if actor is not None:
        return quote.actor == actor.id
    return quote.actor is None and (quote.speaker or "").casefold() == who.casefold()


def _carriers(
    seen: Seen, actor: Actor | None, name: str, sure: frozenset[tuple[str, int]]
) -> list[tuple[Entry, Attribution]]:
    """Give the window's attributions that give words of the speaker."""
    return [
        (entry, attribution)
        for entry in seen.recent
        for number, attribution in enumerate(entry.reading.attributions)
        if attribution.quoted
        and (entry.article.id, number) in sure
        and (
            attribution.actor == actor.id
            if actor
            else attribution.actor is None and (attribution.speaker or "").casefold() == name.casefold()
        )
    ]


def _called(carriers: list[tuple[Entry, Attribution]]) -> tuple[str, ...]:
    """List the words by which articles name the speaker, the most frequent first."""
    counts = Counter(
        words
        for entry, attribution in carriers
        for span in attribution.source
        if (words := " ".join(span.of(entry.article.text).split()))
        and len(words) <= _LONGEST_NAME
        and words[0].isupper()
    )
    return tuple(sorted(counts, key=lambda words: (-counts[words], words)))


def _outlets(carriers: list[tuple[Entry, Attribution]], dossier: Dossier) -> tuple[Carried, ...]:
    counts = Counter(outlet_name(entry.article, dossier) for entry, _ in carriers)
    return tuple(
        Carried(outlet, counts[outlet]) for outlet in sorted(counts, key=lambda each: (-counts[each], each))
    )
