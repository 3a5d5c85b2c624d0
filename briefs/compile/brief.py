"""One window of a ledger as a brief."""

from datetime import datetime

from briefs.compile.lines import independent, lines, unattributed
from briefs.compile.rank import ranked, toplines
from briefs.compile.used import Value, ids_used
from briefs.compile.view import View, cited, first_day, names_of, roles_of, stood, view
from briefs.ledger.changes import changes
from briefs.ledger.coming import coming
from briefs.ledger.entry import day_of
from briefs.ledger.ledger import Ledger
from briefs.ledger.wordings import utterance
from briefs.model.brief import Brief, Change, DisputeKind, Quote, Status, Window
from briefs.model.talks import Dossier
from briefs.reading import OPERATING_POINT


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

    What the ledger holds from before the window tells what is new and what still stands. Changes are told
    against what stood at the end of `before`, the stretch of the same length just before the window where it
    is not given. Quotations below `threshold` are shown without a speaker, unless another source gives the
    same words to the same one.
    """
    dossier = dossier or ledger.dossier
    seen = view(ledger, window, dossier, threshold)
    between = [dispute for dispute in seen.disputes if dispute.kind is DisputeKind.PARTIES]
    contested = frozenset(dispute.issue for dispute in between)
    groups = seen.groups()
    sure = seen.sure(groups)
    quotes = ranked(lines(groups, window.start, seen.known, sure), dossier, contested)
    utterances = tuple(
        found for each in groups if seen.believed(each) and (found := utterance(each, dossier, seen.copies))
    )
    unsure = unattributed(seen.recent, sure, seen.known, quotes)
    moved = _changes(ledger, seen, before or _preceding(window))
    values: tuple[Value, ...] = (
        *quotes,
        *seen.positions,
        *seen.disputes,
        *utterances,
        *seen.calls,
        *unsure,
        *moved,
    )
    used = ids_used(values) | {side.id for side in dossier.sides}
    return Brief(
        dossier.id,
        dossier.name,
        kind,
        window,
        as_of,
        _status(seen),
        toplines(quotes, dossier),
        quotes,
        seen.positions,
        seen.disputes,
        utterances,
        seen.calls,
        unsure,
        tuple(quote for quote in quotes if quote.independent == 1),
        moved,
        _silent(seen, quotes),
        coming(seen.recent, dossier, seen.copies, first_day(window)),
        seen.sources(cited(seen.positions, seen.disputes)),
        names_of(dossier, used),
        roles_of(dossier, used),
    )


def _preceding(window: Window) -> Window:
    return Window(window.start - (window.end - window.start), window.start, window.zone)


def _status(seen: View) -> Status:
    zone = seen.window.zone
    return Status(
        len(seen.recent),
        len({entry.article.outlet for entry in seen.recent}),
        independent(seen.recent, seen.copies),
        max((day_of(entry.article.published, zone) for entry in seen.entries), default=None),
    )


def _silent(seen: View, quotes: tuple[Quote, ...]) -> tuple[str, ...]:
    """Tell which sides have no own words in a window that has articles."""
    heard = {quote.side for quote in quotes}
    return tuple(side.id for side in seen.dossier.sides if side.id not in heard) if seen.recent else ()


def _changes(ledger: Ledger, seen: View, before: Window) -> tuple[Change, ...]:
    """Tell what changed since the end of `before`; nothing where nothing was known then."""
    if before == seen.window:
        return ()
    past = stood(ledger, before, seen.dossier, seen.held if before.end <= seen.window.end else None)
    if not past.known:
        return ()
    after = seen.heard
    spoken = tuple(
        frozenset((each.side, each.issue) for each in heard if each.told_by is None)
        for heard in (past.heard, after)
    )
    return changes(
        past.positions, after, (past.disputes, seen.disputes), (spoken[0], spoken[1]), seen.dossier
    )
