"""A side's card: what its people said and where it stands, for who asks for a side as for a person."""

from collections import Counter

from briefs.compile import list_positions, list_quotes
from briefs.ledger.entry import day_of
from briefs.ledger.ledger import Ledger
from briefs.model.answers import Asked, Carried, WhoCard
from briefs.model.talks import Side


def compile_side_card(ledger: Ledger, side: Side) -> WhoCard:
    """Compile the card of a side from all that the ledger holds of its people and of itself."""
    said = list_quotes(ledger, Asked(side=side.id))
    held = list_positions(ledger, Asked(side=side.id))
    spoken_of = list_quotes(ledger, Asked(about=side.id))
    zone = ledger.dossier.zone
    days = [day_of(quote.evidence.published, zone) for quote in said.quotes]
    counts = Counter(quote.evidence.outlet for quote in said.quotes)
    sources = {(one.article, one.version): one for one in (*said.sources, *held.sources, *spoken_of.sources)}
    return WhoCard(
        dossier=ledger.dossier.id,
        actor=None,
        name=side.name,
        kind=None,
        side=side.id,
        role=side.role,
        speaks_for=None,
        spokespeople=(),
        spellings=side.aliases,
        called=(),
        window=None,
        first=min(days, default=None),
        last=max(days, default=None),
        sayings=len(said.quotes),
        articles=len({quote.evidence.article for quote in said.quotes}),
        outlets=tuple(
            Carried(name, counts[name]) for name in sorted(counts, key=lambda one: (-counts[one], one))
        ),
        latest=said.quotes,
        positions=held.positions,
        spoken_of=tuple(quote for quote in spoken_of.quotes if quote.side != side.id),
        sources=tuple(
            sorted(sources.values(), key=lambda one: (-one.published.timestamp(), one.outlet, one.article))
        ),
        names=tuple(sorted({*said.names, *held.names, *spoken_of.names})),
    )
