"""One window of a ledger worked out: what briefs, cards and lists are chosen from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from briefs.compile.lines import Known, independent
from briefs.ledger.called import called
from briefs.ledger.copies import copies
from briefs.ledger.directory import directory_of
from briefs.ledger.entry import Entry, day_of, within
from briefs.ledger.evidence import source
from briefs.ledger.force import by_force
from briefs.ledger.issues import issues_of
from briefs.ledger.ledger import Ledger
from briefs.ledger.numbers import by_number
from briefs.ledger.parties import between_parties
from briefs.ledger.sayings import EVEN, stretches
from briefs.ledger.standing import Held, held, standing
from briefs.ledger.utterances import Group, group
from briefs.ledger.within import within_articles
from briefs.model.brief import OTHER, Dispute, DisputeStatus, Source, StandingPosition, TalksCalled, Window
from briefs.model.talks import Dossier

HOLDING_POINT = 0.5
"""The confidence from which on a position or a remark on the talks is believed."""

_OTHER_NAME = "Other matters"
_STATUS = tuple(DisputeStatus)


@dataclass(frozen=True, slots=True)
class Seen:
    """The sayings of a window. `recent` are the entries of the window, `earlier` those before it."""

    dossier: Dossier
    window: Window
    threshold: float
    recent: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    known: Known

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Give all entries up to the window's end."""
        return (*self.earlier, *self.recent)

    @property
    def copies(self) -> Mapping[str, tuple[str, ...]]:
        """Give the groups of articles of the window that share a text."""
        return self.known.copies

    @property
    def first(self) -> date:
        """Give the window's first day."""
        return first_day(self.window)

    def groups(self) -> tuple[Group, ...]:
        """Give the window's quotations grouped by saying, with earlier times the same was said."""
        recent = tuple(stretches(self.recent, self.dossier))
        speakers = frozenset(stretch.who for stretch in recent)
        earlier = tuple(stretches(self.earlier, self.dossier, speakers))
        return group(recent, earlier, self.dossier)

    def sure(self, groups: Sequence[Group]) -> frozenset[tuple[str, int]]:
        """Give the attributions, by article and place, whose speaker is believed.

        These are the ones at or above the threshold, and others that give the same speaker the same words as
        one of them, or as a second source of its own.
        """
        return frozenset(
            (member.stretch.entry.article.id, member.stretch.number)
            for each in groups
            if self.believed(each)
            for member in each.members
        )

    def believed(self, group: Group) -> bool:
        """Tell whether the speaker of a group is: one source is sure, or two of their own fairly so."""
        fairly = [member.stretch for member in group.members if member.stretch.attribution.confidence >= EVEN]
        if any(stretch.attribution.confidence >= self.threshold for stretch in fairly):
            return True
        return independent((stretch.entry for stretch in fairly), self.copies) > 1

    def sources(self, cited: Sequence[str] = ()) -> tuple[Source, ...]:
        """List the window's articles, and earlier ones that are `cited`, as sources."""
        ids = {entry.article.id for entry in self.recent} | set(cited)
        return tuple(
            source(entry.article, self.copies.get(entry.article.id, ()), self.dossier)
            for entry in self.entries
            if entry.article.id in ids
        )


@dataclass(frozen=True, slots=True)
class View(Seen):
    """What stands at a window's end, too: the positions, the remarks on the talks and the disputes.

    `held` are all positions that were ever held.
    """

    held: tuple[Held, ...]
    positions: tuple[StandingPosition, ...]
    calls: tuple[TalksCalled, ...]
    disputes: tuple[Dispute, ...]

    @property
    def heard(self) -> tuple[StandingPosition, ...]:
        """Give the positions with words from the window."""
        return tuple(each for each in self.positions if each.evidence[0].published >= self.window.start)


def first_day(window: Window) -> date:
    """Give the first day of a window in its zone."""
    return day_of(window.start, window.zone)


def last_day(window: Window) -> date:
    """Give the last day of a window in its zone."""
    return day_of(max(window.start, window.end - timedelta(microseconds=1)), window.zone)


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood at a window's end: positions, those heard in the window, disputes between parties."""

    known: bool
    positions: tuple[StandingPosition, ...]
    heard: tuple[StandingPosition, ...]
    disputes: tuple[Dispute, ...]


def stood(ledger: Ledger, window: Window, dossier: Dossier, known: Sequence[Held] | None = None) -> Stood:
    """Work out of one window only what changes are told from; nothing is known where it had no entries.

    `known` are all positions held up to some later instant, if they have been collected already.
    """
    entries = tuple(entry for entry in ledger.entries if entry.article.published < window.end)
    calls = called(within(entries, window), dossier, HOLDING_POINT)
    if known is None:
        listed = held(entries, dossier, HOLDING_POINT)
    else:
        listed = tuple(each for each in known if each.entry.article.published < window.end)
    positions, parties = _positions(listed, calls, window, dossier)
    heard = tuple(each for each in positions if each.evidence[0].published >= window.start)
    return Stood(bool(entries), positions, heard, parties)


def holding(ledger: Ledger, window: Window, dossier: Dossier, actor: str) -> tuple[StandingPosition, ...]:
    """Give what stands of an actor at a window's end; of a person the earlier stances are their own."""
    entries = tuple(entry for entry in ledger.entries if entry.article.published < window.end)
    listed = held(entries, dossier, HOLDING_POINT)
    directory = directory_of(dossier)
    known = directory.actors.get(actor)
    side = known.side if known else None
    names = {each.id: each.name for each in dossier.actors}
    person = actor if actor in directory.persons else None
    positions, _ = standing(
        [each for each in listed if each.position.side == side or each.position.actor == actor],
        dossier,
        first_day(window),
        names,
        person,
    )
    return tuple(each for each in positions if each.actor == actor)


def see(ledger: Ledger, window: Window, dossier: Dossier, threshold: float) -> Seen:
    """Prepare one window of a ledger for its sayings; what was published after it is not looked at."""
    recent = within(ledger.entries, window)
    earlier = tuple(entry for entry in ledger.entries if entry.article.published < window.start)
    shared = copies({entry.article.id: entry.sketch for entry in recent})
    return Seen(
        dossier, window, threshold, recent, earlier, Known(dossier, issues_of(dossier), shared, threshold)
    )


def view(ledger: Ledger, window: Window, dossier: Dossier, threshold: float) -> View:
    """Work out one window of a ledger; what was published from the window's end on is not looked at."""
    seen = see(ledger, window, dossier, threshold)
    recent, earlier, shared = seen.recent, seen.earlier, seen.copies
    calls = called(recent, dossier, HOLDING_POINT)
    listed = held((*earlier, *recent), dossier, HOLDING_POINT)
    positions, parties = _positions(listed, calls, window, dossier)
    disputes = (
        *sorted(parties, key=lambda each: _contested(each, window)),
        *by_force(recent, dossier, shared, HOLDING_POINT),
        *by_number(recent, dossier, shared),
        *within_articles(recent, dossier, _talks_issue(dossier)),
    )
    return View(dossier, window, threshold, recent, earlier, seen.known, listed, positions, calls, disputes)


def _positions(
    listed: Sequence[Held],
    calls: tuple[TalksCalled, ...],
    window: Window,
    dossier: Dossier,
) -> tuple[tuple[StandingPosition, ...], tuple[Dispute, ...]]:
    first, last = first_day(window), last_day(window)
    names = {actor.id: actor.name for actor in dossier.actors}
    positions, overtaken = standing(listed, dossier, first, names)
    both = (positions, overtaken)
    return positions, between_parties(both, calls, dossier, (first, last), _talks_issue(dossier))


def _talks_issue(dossier: Dossier) -> str | None:
    return issues_of(dossier).of_the_talks(dossier.talks[0] if dossier.talks else "talks")


def _contested(dispute: Dispute, window: Window) -> tuple[object, ...]:
    """Order disputes between parties: fresh before stale, open before closed, many sides before few."""
    evidence = [each for side in dispute.sides for position in side.positions for each in position.evidence]
    fresh = any(each.published >= window.start for each in evidence)
    return (
        not fresh,
        _STATUS.index(dispute.status),
        -len(dispute.sides),
        -len({each.outlet for each in evidence}),
    )


def cited(positions: Sequence[StandingPosition], disputes: Sequence[Dispute] = ()) -> tuple[str, ...]:
    """Give the ids of the articles that positions and disputes point at."""
    listed = chain(
        positions, (position for dispute in disputes for side in dispute.sides for position in side.positions)
    )
    return tuple(
        {
            each.article: None
            for position in listed
            for each in chain(position.evidence, *(past.evidence for past in position.history))
        }
    )


def names_of(dossier: Dossier, used: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give the names to show for the ids that are used, sides first, in the dossier's order."""
    named = (
        *((side.id, side.name) for side in dossier.sides),
        *((actor.id, actor.name) for actor in dossier.actors),
        *((issue.id, issue.name) for issue in dossier.issues),
        (OTHER, _OTHER_NAME),
    )
    return tuple(dict.fromkeys((id_, name) for id_, name in named if id_ in used))


def roles_of(dossier: Dossier, used: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Give the roles of the actors that are used."""
    return tuple((actor.id, actor.role) for actor in dossier.actors if actor.id in used and actor.role)
