"""What changed between two windows, told from the positions that stood, never from sentences."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from briefs.model.brief import Change, ChangeKind, Dispute, DisputeStatus, StandingPosition
from briefs.model.reading import Stance
from briefs.model.talks import Dossier

_OPENING: Final = frozenset((Stance.ACCEPT, Stance.CONCEDE, Stance.CONDITION))
_CLOSING: Final = frozenset((Stance.REJECT, Stance.THREATEN, Stance.DEMAND))

_HARDER: Final = {
    Stance.ACCEPT: _CLOSING,
    Stance.CONCEDE: _CLOSING,
    Stance.CONDITION: _CLOSING,
    Stance.PROPOSE: frozenset((Stance.DEMAND, Stance.THREATEN)),
    Stance.DEMAND: frozenset((Stance.THREATEN,)),
    Stance.REJECT: frozenset((Stance.THREATEN,)),
}
_SOFTER: Final = {
    Stance.REJECT: _OPENING,
    Stance.THREATEN: _OPENING | {Stance.PROPOSE},
    Stance.DEMAND: frozenset((Stance.ACCEPT, Stance.CONDITION, Stance.PROPOSE)),
}
_WITHDRAWING: Final = frozenset((Stance.DEMAND, Stance.PROPOSE, Stance.THREATEN))
_ORDER: Final = tuple(ChangeKind)


def changes(
    before: Sequence[StandingPosition],
    after: Sequence[StandingPosition],
    disputes: tuple[Sequence[Dispute], Sequence[Dispute]],
    spoken: tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]],
    dossier: Dossier,
) -> tuple[Change, ...]:
    """List the changes from what stood `before` to what was heard `after`, in the order of kinds and issues.

    `before` are all positions that stood at the end of the earlier window, `after` those heard in the later
    one. `disputes` and `spoken` (sides with own words on an issue) are those of both windows. What others
    say of a side, and what is hedged, changes nothing.
    """
    old, new = _by_matter(before), _by_matter(after)
    found: list[Change] = []
    for side, issue in sorted(new.keys() - old.keys()):
        found.append(Change(ChangeKind.NEW, side, issue, None, new[side, issue][0]))
    for side, issue in sorted(new.keys() & old.keys()):
        change = _moved(old[side, issue], new[side, issue])
        if change:
            found.append(Change(change[0], side, issue, change[1], change[2]))
    found += _settled(disputes, old, new)
    discussed = {issue for _, issue in spoken[1]}
    contested = {dispute.issue for dispute in disputes[0]}
    for side, issue in sorted(spoken[0] - spoken[1]):
        if issue in discussed and issue in contested and (side, issue) in old and (side, issue) not in new:
            found.append(Change(ChangeKind.SILENT, side, issue, old[side, issue][0], None))
    issues = [issue.id for issue in dossier.issues]
    sides = [side.id for side in dossier.sides]
    return tuple(
        sorted(
            found,
            key=lambda each: (_ORDER.index(each.kind), issues.index(each.issue), sides.index(each.side)),
        )
    )


def _by_matter(positions: Iterable[StandingPosition]) -> dict[tuple[str, str], list[StandingPosition]]:
    """Sort by side and issue what sides hold for themselves, newest first."""
    found: defaultdict[tuple[str, str], list[StandingPosition]] = defaultdict(list)
    for position in positions:
        if position.told_by is None and not position.hedged:
            found[position.side, position.issue].append(position)
    for listed in found.values():
        listed.sort(key=lambda each: -each.evidence[0].published.timestamp())
    return dict(found)


def _moved(
    old: Sequence[StandingPosition], new: Sequence[StandingPosition]
) -> tuple[ChangeKind, StandingPosition, StandingPosition] | None:
    """Tell whether a side moved: it takes a stance it did not take, and the last it took is not heard."""
    last = [each for each in new if each.evidence[0].published.date() == new[0].evidence[0].published.date()]
    had, has = {each.stance for each in old}, {each.stance for each in last}
    latest = old[0]
    if latest.stance in has:
        return None
    for position in last:
        if position.stance in had:
            continue
        if position.stance is Stance.CONCEDE and latest.stance in _WITHDRAWING:
            return ChangeKind.WITHDRAWN, latest, position
        if position.stance in _HARDER.get(latest.stance, ()):
            return ChangeKind.HARDENED, latest, position
        if position.stance in _SOFTER.get(latest.stance, ()):
            return ChangeKind.SOFTENED, latest, position
    return None


def _settled(
    disputes: tuple[Sequence[Dispute], Sequence[Dispute]],
    old: dict[tuple[str, str], list[StandingPosition]],
    new: dict[tuple[str, str], list[StandingPosition]],
) -> Iterable[Change]:
    unsettled = {dispute.issue for dispute in disputes[0] if dispute.status is not DisputeStatus.SETTLED}
    for dispute in disputes[1]:
        if dispute.status is DisputeStatus.SETTLED and dispute.issue in unsettled:
            for side in dispute.sides:
                key = (side.side, dispute.issue)
                if key in new:
                    yield Change(ChangeKind.SETTLED, *key, old[key][0] if key in old else None, new[key][0])
