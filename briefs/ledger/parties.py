"""Disputes between parties: issues on which the standing positions of two sides are opposed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import Enum
from itertools import combinations
from typing import Final

from briefs.ledger.entry import day_of
from briefs.ledger.figures import Figure, figures
from briefs.ledger.meetings import contrast
from briefs.ledger.standing import REFUSING, WANTING, YIELDING
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import (
    Dispute,
    DisputeKind,
    DisputeSide,
    DisputeStatus,
    StandingPosition,
    TalksCalled,
)
from briefs.model.reading import Stance
from briefs.model.talks import Dossier

OPPOSED: Final = "opposed stances"
RIVAL: Final = "rival proposals"
READINGS: Final = "opposed readings of the talks"

DORMANT_AFTER: Final = timedelta(days=7)
"""A dispute of which nothing was heard for so long sleeps."""


_Pair = tuple[StandingPosition, StandingPosition, str]
_Positions = tuple[Sequence[StandingPosition], Sequence[StandingPosition]]


def between_parties(
    positions: _Positions,
    calls: Sequence[TalksCalled],
    dossier: Dossier,
    window: tuple[date, date],
    talks_issue: str | None,
) -> tuple[Dispute, ...]:
    """List the issues on which two sides' positions are opposed, in the dossier's order of issues.

    `window` is its first and last day. `calls` are remarks on how the talks go; they are positions on
    `talks_issue`. `positions` are those that stand and those overtaken by later ones, which show that there
    was a dispute, then narrowing or settled. Every side that has a position on the issue is listed with all
    that stand.
    """
    by_issue: defaultdict[str, list[StandingPosition]] = defaultdict(list)
    for position in positions[0]:
        by_issue[position.issue].append(position)
    past: defaultdict[str, list[StandingPosition]] = defaultdict(list)
    for position in positions[1]:
        past[position.issue].append(position)
    found: list[Dispute] = []
    for issue in dossier.issues:
        listed = by_issue[issue.id]
        readings: list[tuple[StandingPosition, int]] = []
        if issue.id == talks_issue:
            listed, readings = _with_readings(listed, calls, issue.id, dossier)
        pairs = [
            (one, other, reason)
            for one, other in combinations([*listed, *past[issue.id]], 2)
            if (reason := _opposed(one, other, of_talks=issue.id == talks_issue)) is not None
        ]
        pairs += [
            (one[0], other[0], READINGS)
            for one, other in combinations(readings, 2)
            if one[0].side != other[0].side and one[1] * other[1] < 0 and _of_one_time(one[0], other[0])
        ]
        if pairs:
            found.append(_dispute(issue.id, (listed, past[issue.id]), pairs, dossier, window))
    return tuple(found)


def _with_readings(
    listed: Sequence[StandingPosition], calls: Sequence[TalksCalled], issue: str, dossier: Dossier
) -> tuple[list[StandingPosition], list[tuple[StandingPosition, int]]]:
    """Give an issue's positions with the remarks on the talks among them, and these with their polarity.

    A remark that is a position already is not listed twice.
    """
    sides = {side.id for side in dossier.sides}
    together = list(listed)
    readings: list[tuple[StandingPosition, int]] = []
    for call in calls:
        if call.side not in sides:
            continue
        same = next((each for each in listed if _is_remark(each, call)), None)
        if same is None:
            same = _reading(call, call.side or "", issue, dossier)
            together.append(same)
        readings.append((same, call.polarity))
    return together, readings


def _of_one_time(one: StandingPosition, other: StandingPosition) -> bool:
    """Tell whether two remarks are of one round: made within a few days."""
    return any(
        abs(mine.published - theirs.published) <= _ONE_ROUND
        for mine in one.evidence
        for theirs in other.evidence
    )


def _is_remark(position: StandingPosition, call: TalksCalled) -> bool:
    return (
        position.stance is Stance.ASSESS
        and (position.side, position.actor) == (call.side, call.actor)
        and any(
            one.article == other.article
            and ((one.start < other.end and other.start < one.end) or one.exact == other.exact)
            for one in position.evidence
            for other in call.evidence
        )
    )


def _reading(call: TalksCalled, side: str, issue: str, dossier: Dossier) -> StandingPosition:
    return StandingPosition(
        side,
        call.actor,
        call.speaker,
        issue,
        Stance.ASSESS,
        None,
        call.via,
        None,
        hedged=False,
        since=min(day_of(each.published, dossier.zone) for each in call.evidence),
        evidence=call.evidence,
        history=(),
        confidence=1.0,
    )


def _opposed(one: StandingPosition, other: StandingPosition, *, of_talks: bool) -> str | None:
    """Tell by what two positions on one issue are opposed, None where they are not.

    How the talks go is no object of demands: there only accusations oppose, and opposed readings.
    """
    if one.side == other.side or one.hedged or other.hedged or min(one.confidence, other.confidence) < _SURE:
        return None
    if of_talks and not {one.stance, other.stance} <= _OF_TALKS:
        return None
    if _answers(one, other) or _answers(other, one):
        return OPPOSED
    if not {one.stance, other.stance} <= _PUT_FORWARD:
        return None
    if one.toward == other.side and other.toward == one.side:
        return OPPOSED
    return RIVAL if _rival(one, other) else None


def _answers(one: StandingPosition, other: StandingPosition) -> bool:
    """Tell whether `one` refuses what the other puts forward, or accuses whoever holds the other."""
    if one.toward is not None and one.toward != other.side and one.stance is not Stance.REJECT:
        return False
    if one.stance in REFUSING and other.stance in WANTING | YIELDING:
        return True
    return one.stance is Stance.ACCUSE and one.toward == other.side and other.stance in _ANSWERS


_ONE_ROUND: Final = timedelta(days=3)
_SURE: Final = 0.5
"""Positions less sure than this are listed where there is a dispute, but make none."""

_OF_TALKS: Final = frozenset((Stance.ACCUSE, Stance.REJECT))
_ANSWERS: Final = frozenset((Stance.DEMAND, Stance.REJECT, Stance.ACCUSE, Stance.THREATEN))
_PUT_FORWARD: Final = WANTING | YIELDING


def _rival(one: StandingPosition, other: StandingPosition) -> bool:
    """Tell whether two proposals are rivals.

    They are where one sentence sets them against each other ("a day's truce rather than the sixty days that
    ..."), or where they name different figures of one unit for one thing.
    """
    for mine in one.evidence:
        for theirs in other.evidence:
            same = mine.article == theirs.article
            if same and mine.start < theirs.end and theirs.start < mine.end:
                longer = max(mine.exact, theirs.exact, key=len)
                if contrast().search(longer):
                    return True
            elif _other_figures(mine.exact, theirs.exact):
                return True
    return False


def _other_figures(mine: str, theirs: str) -> bool:
    for one in figures(mine):
        for other in figures(theirs):
            if one.unit == other.unit and one.value != other.value:
                counted = _beside(mine, one) & _beside(theirs, other)
                if counted:
                    return True
    return False


def _beside(text: str, figure: Figure) -> frozenset[str]:
    """Give the keys of the few words after a figure: what it is a figure of."""
    words = [word for word in words_of(text, figure.end) if word.kind is Kind.CONTENT]
    return frozenset(word.key for word in words[:_BESIDE])


_BESIDE: Final = 3


def _dispute(
    issue: str,
    positions: _Positions,
    pairs: Sequence[_Pair],
    dossier: Dossier,
    window: tuple[date, date],
) -> Dispute:
    listed, _ = positions
    reasons = [reason for _, _, reason in pairs]
    reason = next(known for known in (OPPOSED, RIVAL, READINGS) if known in reasons)
    status = _status(positions, pairs, window)
    # Where sides have moved, what they held before belongs to the picture.
    moved = status in (DisputeStatus.NARROWING, DisputeStatus.SETTLED)
    sides = tuple(
        DisputeSide(
            side.id,
            tuple(each if moved else replace(each, history=()) for each in listed if each.side == side.id),
        )
        for side in dossier.sides
        if any(each.side == side.id for each in listed)
    )
    since = min(max(one.since, other.since) for one, other, _ in pairs)
    return Dispute(issue, DisputeKind.PARTIES, status, reason, since, sides)


def _status(
    positions: _Positions,
    pairs: Sequence[_Pair],
    window: tuple[date, date],
) -> DisputeStatus:
    """Tell how a dispute stands from what each of its sides held last.

    It is settled once a side that refused has accepted and nobody refuses any more; narrowing while a side
    has softened but refusals stand.
    """
    everything = [*positions[0], *positions[1]]
    opposed = sorted({side.side for one, other, _ in pairs for side in (one, other)})
    heard = max(_heard(each) for each in everything if each.side in opposed)
    if window[1] - heard > DORMANT_AFTER:
        return DisputeStatus.DORMANT
    moves = [_move([each for each in everything if each.side == side], heard) for side in opposed]
    if _Move.YIELDED in moves and _Move.REFUSES not in moves:
        return DisputeStatus.SETTLED
    if _Move.YIELDED in moves or _Move.SOFTENED in moves:
        return DisputeStatus.NARROWING
    return DisputeStatus.OPEN


class _Move(Enum):
    """How far a side has come towards the others."""

    NONE = 0
    SOFTENED = 1
    YIELDED = 2
    REFUSES = 3


def _heard(position: StandingPosition) -> date:
    return position.evidence[0].published.date()


def _move(positions: Sequence[StandingPosition], today: date) -> _Move:
    """Tell how one side moved: what it held last, against what it held before."""
    own = [each for each in positions if each.told_by is None and not each.hedged]
    own = [each for each in own if each.stance is not Stance.ASSESS and each.confidence >= _SURE]
    if not own:
        return _Move.NONE
    if any(each.stance in _STILL_OPPOSED and today - _heard(each) <= _LATELY for each in own):
        return _Move.REFUSES
    last = max(_heard(each) for each in own)
    latest = {each.stance for each in own if _heard(each) == last}
    before = {each.stance for each in own if _heard(each) < last}
    before |= {each.stance for position in own for each in position.history}
    if not before & (REFUSING | {Stance.DEMAND}):
        return _Move.NONE
    if latest <= YIELDING:
        return _Move.YIELDED
    return _Move.SOFTENED if latest <= YIELDING | {Stance.CONDITION} else _Move.NONE


_STILL_OPPOSED: Final = REFUSING | {Stance.ACCUSE}
_LATELY: Final = timedelta(days=0)
"""Refusals as old as this, counted from the last word on the issue, still stand beside an acceptance."""
