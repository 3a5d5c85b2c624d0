"""Values of the model as lines of a sheet: the one place where a quote or a position gets its form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from briefs.annotation import address_of_words, safe_address
from briefs.model.brief import Evidence, Quote, Source, StandingPosition, TalksCalled, Utterance, Window
from briefs.model.reading import Form
from briefs.render import phrases, words
from briefs.render.dates import day_in_words, day_of, instant_in_words, stamp
from briefs.render.sheet import Group, Line, Listed, Part, Place
from briefs.render.words import Piece, shown

ANONYMOUS: Final = "anonymous:"


_Words = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """What lines need to know of their sheet: names, roles, numbers of sources, the zone and the days.

    `owners` are the positions under which words are shown that stand in the history of several.
    """

    names: dict[str, str]
    roles: dict[str, str]
    numbers: dict[str, int]
    zone: ZoneInfo
    days: tuple[date, date] | None
    owners: dict[_Words, StandingPosition]

    def name(self, key: str) -> str:
        """Give the name to show for an id, the id itself where none is known."""
        return shown(self.names.get(key, key))

    def side(self, key: str | None) -> str:
        """Give the name of a side, or the phrase for those of none."""
        return phrases.NO_SIDE if key is None else self.name(key)

    def role(self, key: str | None) -> str | None:
        """Give the role of an actor, where it has one."""
        return shown(self.roles[key], 80) if key is not None and self.roles.get(key) else None

    def day(self, day: date) -> str:
        """Give a day in words, without its year where the sheet is about that year alone."""
        alone = self.days is not None and {each.year for each in self.days} == {day.year}
        return day_in_words(day, year=not alone)


def frame(
    names: Iterable[tuple[str, str]],
    roles: Iterable[tuple[str, str]],
    sources: Sequence[Source],
    zone: str,
    window: Window | None,
    *,
    positions: Sequence[StandingPosition] = (),
) -> Frame:
    """Give the frame of a sheet; without a window every line says its day with its year."""
    there = ZoneInfo(zone)
    days = None
    if window is not None:
        days = (day_of(window.start, there), day_of(window.end - timedelta(microseconds=1), there))
    numbers = {source.article: number for number, source in enumerate(sources, 1)}
    owners = {_words_of(position): position for position in positions}
    for position in positions:
        for before in position.history:
            owners.setdefault(_words_of(before), position)
    return Frame(dict(names), dict(roles), numbers, there, days, owners)


def place(at: Evidence, within: Frame) -> Place:
    """Give the place of words; its day is said where it is not the one day of the sheet."""
    day = day_of(at.published, within.zone)
    return Place(
        outlet=shown(at.outlet, 60),
        number=within.numbers.get(at.article),
        link=address_of_words(at.address, at.exact),
        day=None if within.days == (day, day) else within.day(day),
        stamp=stamp(at.published),
    )


def quote_line(quote: Quote, within: Frame, *, named: bool = True, single: bool = False) -> Line:
    """Give the line of a quote; `named` False where a heading names the speaker already."""
    notes = []
    if quote.via:
        notes.append(phrases.via(shown(quote.via, 60)))
    if single:
        notes.append(phrases.ONE_SOURCE)
    if not quote.new:
        notes.append(phrases.REPEATED)
    return Line(
        pieces=words.said(quote),
        who=speaker_of(quote.speaker, quote.actor, within) if named else None,
        role=within.role(quote.actor) if named else None,
        notes=tuple(notes),
        reported=quote.form is not Form.DIRECT,
        places=(place(quote.evidence, within),),
        more=phrases.more(quote.outlets - 1, quote.independent) if quote.outlets > 1 else None,
    )


def speaker_of(speaker: str | None, actor: str | None, within: Frame) -> str:
    """Give the name to show for a speaker, words that describe an unnamed one, or the phrase for unclear."""
    if actor is not None and actor in within.names:
        return within.name(actor)
    if speaker is None:
        return phrases.UNCLEAR
    if speaker.startswith(ANONYMOUS):
        return phrases.UNNAMED.format(words=shown(speaker.removeprefix(ANONYMOUS), 80))
    return shown(speaker, 80)


def position_lines(position: StandingPosition, within: Frame) -> tuple[Line, ...]:
    """Give a standing position's line and one for each earlier stance, all in the same form.

    Earlier words that the sheet shows elsewhere too are not shown again, only when they stood where.
    """
    lines = [_position_line(position, phrases.stance(position.stance), within, named=True)]
    for before in position.history:
        label = f"{phrases.EARLIER}: {phrases.stance(before.stance)}"
        line = _position_line(before, label, within, named=before.actor != position.actor)
        own = without_history(within.owners.get(_words_of(before), position)) == without_history(position)
        lines.append(line if own else replace(line, pieces=(), reported=False))
    return tuple(lines)


def without_history(position: StandingPosition) -> StandingPosition:
    """Give a position without what came before it, as it stands in disputes."""
    return replace(position, history=())


def position_line(position: StandingPosition, label: str, within: Frame) -> Line:
    """Give one standing position under a label of its own."""
    return _position_line(position, label, within, named=False)


def called_line(called: TalksCalled, within: Frame) -> Line:
    """Give the line of what somebody called the talks."""
    first = called.evidence[0]
    return Line(
        pieces=(Piece(words.in_marks(first.exact)),),
        who=speaker_of(called.speaker, called.actor, within),
        role=within.role(called.actor),
        notes=(phrases.via(shown(called.via, 60)),) if called.via else (),
        places=_places(_same_words(called.evidence), within),
        more=_more(called.evidence),
    )


def utterance_group(utterance: Utterance, within: Frame) -> Group:
    """Give the wordings of one saying, to be set side by side."""
    lines = tuple(
        Line(pieces=words.worded(wording), places=_places(wording.evidence, within))
        for wording in utterance.wordings
    )
    return Group(
        heading=speaker_of(utterance.speaker, utterance.actor, within),
        notes=tuple(shown(shift) for shift in utterance.shifts),
        parts=tuple(Part(lines=(line,)) for line in lines),
        beside=True,
    )


def listed(sources: Sequence[Source], zone: ZoneInfo) -> tuple[Listed, ...]:
    """Give the list of sources with their numbers."""
    numbers = {source.article: number for number, source in enumerate(sources, 1)}
    found = []
    for source in sources:
        same = [f"[{numbers[copy]}]" for copy in source.copies if copy in numbers]
        found.append(
            Listed(
                number=numbers[source.article],
                outlet=shown(source.outlet, 60),
                title=shown(source.title),
                day=instant_in_words(source.published, zone),
                stamp=stamp(source.published),
                link=safe_address(source.address),
                address=shown(source.address, 400) if source.address else None,
                path=shown(source.path, 200) if source.path else None,
                same=phrases.SAME_TEXT.format(numbers=", ".join(same)) if same else None,
            )
        )
    return tuple(found)


def _position_line(position: StandingPosition, label: str, within: Frame, *, named: bool) -> Line:
    first = position.evidence[0]
    notes = []
    if position.toward:
        notes.append(phrases.toward(within.name(position.toward)))
    if position.told_by:
        notes.append(phrases.told_by(speaker_of(position.told_by, None, within)))
    if position.via:
        notes.append(phrases.via(shown(position.via, 60)))
    if position.hedged:
        notes.append(phrases.HEDGED)
    if position.since < min(day_of(each.published, within.zone) for each in position.evidence):
        notes.append(phrases.since(within.day(position.since)))
    who = None
    if named and (position.actor or position.speaker):
        who = speaker_of(position.speaker, position.actor, within)
    return Line(
        pieces=words.written(first),
        label=label,
        who=None if who == within.side(position.side) else who,
        role=within.role(position.actor) if who else None,
        notes=tuple(notes),
        reported=True,
        places=_places(_same_words(position.evidence), within),
        more=_more(position.evidence),
    )


def _same_words(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Give those that have the very words of the first, which are shown."""
    first = _letters(evidence[0])
    return tuple(one for one in evidence if _letters(one) == first)


def _more(evidence: Sequence[Evidence]) -> str | None:
    """Say how many further outlets give the same in other words."""
    same = {one.outlet for one in _same_words(evidence)}
    others = {one.outlet for one in evidence} - same
    return phrases.more(len(others), 0) if others else None


def _letters(evidence: Evidence) -> str:
    return "".join(filter(str.isalnum, evidence.exact.casefold()))


def _words_of(position: StandingPosition) -> _Words:
    first = position.evidence[0]
    return (first.article, first.start, first.end)


def _places(evidence: Sequence[Evidence], within: Frame) -> tuple[Place, ...]:
    """Give the places of words, each outlet once; a day that all share is said after the last."""
    firsts = {one.outlet: one for one in reversed(evidence)}
    found = [place(one, within) for one in evidence if firsts[one.outlet] is one]
    if len({one.day for one in found}) == 1:
        found[:-1] = [replace(one, day=None) for one in found[:-1]]
    return tuple(found)
