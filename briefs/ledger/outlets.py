"""What disputes between outlets, and within one article, are made of: two statements side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefs.ledger.entry import Entry, day_of
from briefs.ledger.evidence import alone, outlet_name
from briefs.model.brief import OTHER, Dispute, DisputeKind, DisputeSide, DisputeStatus, StandingPosition
from briefs.model.reading import Position, Stance
from briefs.model.span import Span
from briefs.model.talks import Dossier


@dataclass(frozen=True, slots=True)
class Statement:
    """What one article states: its words, and whose statement it is where it is somebody's.

    `position` gives side, actor and stance where the words show one.
    """

    entry: Entry
    span: Span
    side: str | None
    actor: str | None
    speaker: str | None
    position: Position | None = None

    def day(self, zone: str) -> date:
        """Tell the day of the article."""
        return day_of(self.entry.article.published, zone)


def side_by_side(
    statements: Sequence[Statement], issue: str | None, kind: DisputeKind, reason: str, dossier: Dossier
) -> Dispute:
    """Make a dispute of statements, one side for each outlet, in the order in which outlets first occur.

    Within one article each statement is a side of its own under the outlet's name.
    """
    sides: list[DisputeSide] = []
    for statement in statements:
        name = outlet_name(statement.entry.article, dossier)
        shown = _shown(statement, issue or OTHER, dossier)
        at = next((at for at, side in enumerate(sides) if side.side == name), None)
        if at is None or kind is DisputeKind.WITHIN:
            sides.append(DisputeSide(name, (shown,)))
        else:
            sides[at] = DisputeSide(name, (*sides[at].positions, shown))
    since = min(statement.day(dossier.zone) for statement in statements)
    return Dispute(issue or OTHER, kind, DisputeStatus.OPEN, reason, since, tuple(sides))


def _shown(statement: Statement, issue: str, dossier: Dossier) -> StandingPosition:
    position = statement.position
    return StandingPosition(
        statement.side or "",
        statement.actor,
        statement.speaker,
        issue,
        position.stance if position else Stance.ASSESS,
        position.told_by if position else None,
        position.via if position else None,
        position.toward if position else None,
        position.hedged if position else False,
        statement.day(dossier.zone),
        (alone(statement.entry.article, statement.span, dossier),),
        (),
        position.confidence if position else 1.0,
    )
