"""One window of a ledger as a brief."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from briefs.compile.lines import Known, independent, lines, unattributed
from briefs.compile.rank import ranked, toplines
from briefs.ledger.called import called
from briefs.ledger.copies import copies
from briefs.ledger.entry import Entry, day_of, within
from briefs.ledger.evidence import source
from briefs.ledger.issues import issues_of
from briefs.ledger.ledger import Ledger
from briefs.ledger.parties import between_parties
from briefs.ledger.sayings import stretches
from briefs.ledger.standing import held, standing
from briefs.ledger.utterances import group
from briefs.ledger.wordings import utterance
from briefs.model.brief import OTHER, Brief, Dispute, Quote, Status, Window
from briefs.model.talks import Dossier

OPERATING_POINT: Final = 0.5


def compile_brief(
    ledger: Ledger,
    window: Window,
    dossier: Dossier | None = None,
    *,
    kind: str = "daily",
    before: Window | None = None,
    as_of: datetime | None = None,
    threshold: float = OPERATING_POINT,
) -> Brief:
    """Compile the brief of a window: the same ledger and arguments give the same brief.

    What the ledger holds from before the window tells what is new and what still stands. `before` is the
    window to compare with. Quotations below `threshold` are shown without a speaker, positions not at all.
    """
    dossier = dossier or ledger.dossier
    entries = tuple(entry for entry in ledger.entries if entry.article.published < window.end)
    recent = within(entries, window)
    earlier = tuple(entry for entry in entries if entry.article.published < window.start)
    first, last = (
        day_of(window.start, window.zone),
        day_of(window.end - timedelta(microseconds=1), window.zone),
    )
    shared = copies({entry.article.id: entry.sketch for entry in recent})
    known = Known(dossier, issues_of(dossier), shared)
    shown_names = {actor.id: actor.name for actor in dossier.actors}

    groups = group(
        tuple(stretches(recent, dossier, threshold)), tuple(stretches(earlier, dossier, threshold)), dossier
    )
    positions = standing(held(entries, dossier, threshold), dossier, first, shown_names)
    calls = called(recent, dossier, threshold)
    talks_issue = known.issues.of_the_talks(dossier.talks[0] if dossier.talks else "talks")
    disputes = between_parties(positions, calls, dossier, (first, last), talks_issue)
    contested = frozenset(dispute.issue for dispute in disputes)
    quotes = ranked(lines(groups, window.start, known), dossier, contested)
    utterances = tuple(found for each in groups if (found := utterance(each, dossier, shared)))
    heard = {
        attribution.side
        for entry in recent
        for attribution in entry.reading.attributions
        if attribution.quoted and attribution.confidence >= threshold
    }
    used = [*positions]
    cited = {each.article for position in used for each in position.evidence}
    return Brief(
        dossier.id,
        dossier.name,
        kind,
        window,
        as_of,
        Status(
            len(recent),
            len({entry.article.outlet for entry in recent}),
            independent(recent, shared),
            max((day_of(entry.article.published, window.zone) for entry in entries), default=None),
        ),
        toplines(quotes, dossier),
        quotes,
        positions,
        disputes,
        utterances,
        calls,
        unattributed(recent, threshold, known),
        tuple(quote for quote in quotes if quote.independent == 1),
        (),
        tuple(side.id for side in dossier.sides if side.id not in heard) if recent else (),
        (),
        tuple(
            source(entry.article, shared.get(entry.article.id, ()), dossier)
            for entry in entries
            if entry in recent or entry.article.id in cited
        ),
        names_of(dossier, _ids(positions, disputes, quotes)),
        _roles(dossier),
    )


def _ids(positions: object, disputes: Iterable[Dispute], quotes: Iterable[Quote]) -> frozenset[str]:
    del positions, disputes, quotes
    return frozenset()


def names_of(dossier: Dossier, used: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give the names to show for ids."""
    del used
    return (
        *((side.id, side.name) for side in dossier.sides),
        *((actor.id, actor.name) for actor in dossier.actors),
        *((issue.id, issue.name) for issue in dossier.issues),
        (OTHER, "Other matters"),
    )


def _roles(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    return tuple((actor.id, actor.role) for actor in dossier.actors if actor.role)


def _latest(entries: Iterable[Entry], zone: str) -> date | None:
    return max((day_of(entry.article.published, zone) for entry in entries), default=None)
