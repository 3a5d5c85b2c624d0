"""Brief → sheet: which lines stand in which section, in the order in which the brief gives them."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from briefs.model.brief import (
    Brief,
    Change,
    ChangeKind,
    Dispute,
    DisputeStatus,
    Quote,
    StandingPosition,
)
from briefs.render import phrases, words
from briefs.render.dates import (
    day_in_words,
    day_of,
    instant_in_words,
    is_one_day,
    noon_stamp,
    window_in_words,
)
from briefs.render.lines import (
    Frame,
    called_line,
    frame,
    listed,
    place,
    position_line,
    position_lines,
    quote_line,
    speaker_of,
    utterance_group,
    without_history,
)
from briefs.render.sheet import Group, Line, Part, Section, Sheet
from briefs.render.words import shown

#: What a brief still shows of a window without articles.
_QUIET: Final = frozenset({"dates"})

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def sheet_of(brief: Brief) -> Sheet:
    """Lay a brief out; a section without content is left out, except where its absence is news."""
    zone = ZoneInfo(brief.window.zone)
    within = frame(
        brief.names, brief.roles, brief.sources, brief.window.zone, brief.window, positions=brief.positions
    )
    sections = _sections(brief, within)
    if not brief.status.articles:
        # A quiet day is short: what stood before it has been shown on its own day.
        sections = tuple(section for section in sections if section.id in _QUIET)
    start = day_of(brief.window.start, zone)
    return Sheet(
        title=shown(brief.title),
        kind=phrases.KINDS.get(brief.kind, phrases.OTHER_KIND),
        when=window_in_words(brief.window),
        stamp=noon_stamp(start, zone) if is_one_day(brief.window) else None,
        status=_status(brief, zone),
        notices=_notices(brief, zone),
        legend=_legend(sections, brief.kind),
        sources=listed(brief.sources, zone) if sections or brief.status.articles else (),
        sections=sections,
    )


def groups_by(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Give items by key, keys in the order in which they first appear."""
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def said_groups(quotes: Sequence[Quote], within: Frame, single: Sequence[Quote] = ()) -> tuple[Group, ...]:
    """Give quotes by side and actor."""
    alone = set(single)
    groups = []
    for side, of_side in groups_by(quotes, lambda quote: quote.side).items():
        parts = [
            Part(
                heading=name,
                role=within.role(of_speaker[0].actor),
                lines=tuple(quote_line(q, within, named=False, single=q in alone) for q in of_speaker),
            )
            for name, of_speaker in groups_by(
                of_side, lambda quote: speaker_of(quote.speaker, quote.actor, within)
            ).items()
        ]
        groups.append(Group(heading=within.side(side), parts=tuple(parts)))
    return tuple(groups)


def _said(brief: Brief, within: Frame) -> Section:
    """Give what was said beyond the toplines; a side that is quoted only there is named with that note."""
    rest = tuple(quote for quote in brief.quotes if quote not in set(brief.toplines))
    if not rest:
        return Section("said", phrases.HEADINGS["said"])
    shown_groups = {group.heading: group for group in said_groups(rest, within, brief.single)}
    # In the dossier's order, as everywhere else: the order of sides is no verdict.
    order = {key: number for number, key in enumerate(within.names)}
    quoted = {quote.side for quote in brief.quotes}
    ordered = sorted(quoted, key=lambda side: order.get(side or "", len(order)))
    sides = dict.fromkeys(within.side(side) for side in ordered)
    none = (phrases.QUOTED_ABOVE,)
    return _groups("said", tuple(shown_groups.get(side) or Group((), side, none) for side in sides))


def position_groups(positions: Sequence[StandingPosition], within: Frame) -> tuple[Group, ...]:
    """Give positions by issue and side."""
    return tuple(
        Group(
            heading=within.name(issue),
            parts=tuple(
                Part(
                    heading=within.side(side),
                    lines=tuple(line for position in standing for line in position_lines(position, within)),
                )
                for side, standing in groups_by(of_issue, lambda position: position.side).items()
            ),
        )
        for issue, of_issue in groups_by(positions, lambda position: position.issue).items()
    )


def dispute_sections(disputes: Sequence[Dispute], within: Frame) -> tuple[Section, ...]:
    """Give the disputes that are open or narrowing, and apart from them those that rest."""
    resting = (DisputeStatus.SETTLED, DisputeStatus.DORMANT)
    alive = [dispute for dispute in disputes if dispute.status not in resting]
    rested = [dispute for dispute in disputes if dispute.status in resting]
    return (
        _groups("disputes", _dispute_groups(alive, within)),
        _groups("rested", _dispute_groups(rested, within)),
    )


def _dispute_groups(disputes: Sequence[Dispute], within: Frame) -> tuple[Group, ...]:
    """Give disputes, each side's words in the same form."""
    return tuple(
        Group(
            heading=within.name(dispute.issue),
            notes=(
                phrases.KINDS_OF_DISPUTE[dispute.kind],
                phrases.STATUSES[dispute.status],
                shown(dispute.reason),
                phrases.since(within.day(dispute.since)),
            ),
            parts=tuple(
                Part(
                    heading=within.side(side.side),
                    lines=tuple(
                        line for position in side.positions for line in position_lines(position, within)
                    ),
                )
                for side in dispute.sides
            ),
            beside=True,
        )
        for dispute in disputes
    )


def _sections(brief: Brief, within: Frame) -> tuple[Section, ...]:
    top = set(brief.toplines)
    alone = set(brief.single)
    above = (*brief.toplines, *(quote for quote in brief.quotes if quote not in top))
    disputed = {
        without_history(position)
        for dispute in brief.disputes
        for side in dispute.sides
        for position in side.positions
    }
    undisputed = tuple(each for each in brief.positions if without_history(each) not in disputed)
    disputes = _with_history(brief.disputes, brief.positions)
    sections = (
        _lines("toplines", (quote_line(q, within, single=q in alone) for q in brief.toplines)),
        _said(brief, within),
        Section(
            "positions",
            phrases.HEADINGS["positions"],
            position_groups(undisputed, within),
            (phrases.DISPUTED,) if len(undisputed) < len(brief.positions) else (),
        ),
        *dispute_sections(disputes, within),
        _groups("wordings", tuple(utterance_group(u, within) for u in brief.utterances)),
        _groups("called", _called(brief, within)),
        _lines("unattributed", (quote_line(q, within, single=q in alone) for q in brief.unattributed)),
        _single(brief, within, {*above, *brief.unattributed}),
        _lines("changes", (line for change in brief.changes for line in _change(change, within))),
        _silent(brief, within),
        _lines("dates", _dates(brief, within)),
    )
    return tuple(section for section in sections if section.groups or section.notes)


def _with_history(disputes: Sequence[Dispute], positions: Sequence[StandingPosition]) -> tuple[Dispute, ...]:
    """Give disputes with the history of their positions, which is told here and not once more."""
    whole = {without_history(position): position for position in positions}
    return tuple(
        replace(
            dispute,
            sides=tuple(
                replace(side, positions=tuple(whole.get(without_history(p), p) for p in side.positions))
                for side in dispute.sides
            ),
        )
        for dispute in disputes
    )


def _lines(name: str, lines: Iterable[Line]) -> Section:
    given = tuple(lines)
    return Section(name, phrases.HEADINGS[name], (Group(parts=(Part(lines=given),)),) if given else ())


def _groups(name: str, groups: tuple[Group, ...]) -> Section:
    return Section(name, phrases.HEADINGS[name], groups)


def _called(brief: Brief, within: Frame) -> tuple[Group, ...]:
    by_side = groups_by(brief.characterisations, lambda called: called.side)
    return tuple(
        Group(heading=within.side(side), parts=(Part(tuple(called_line(c, within) for c in called)),))
        for side, called in by_side.items()
    )


def _single(brief: Brief, within: Frame, above: set[Quote]) -> Section:
    marked = [quote for quote in brief.single if quote in above]
    rest = tuple(quote_line(quote, within) for quote in brief.single if quote not in above)
    return Section(
        "single",
        phrases.HEADINGS["single"],
        groups=(Group(parts=(Part(lines=rest),)),) if rest else (),
        notes=(phrases.single_above(len(marked), len(above)),) if marked else (),
    )


def _change(change: Change, within: Frame) -> tuple[Line, ...]:
    kind = phrases.CHANGES[change.kind]
    label = f"{kind} — {within.side(change.side)}, {within.name(change.issue)}"
    if change.kind is ChangeKind.NEW and change.after is not None:
        stance = phrases.stance(change.after.stance)
        return (Line(label=f"{label}: {stance}", places=(place(change.after.evidence[0], within),)),)
    lines = [
        position_line(position, f"{label}, {when}: {phrases.stance(position.stance)}", within)
        for when, position in ((phrases.BEFORE, change.before), (phrases.NOW, change.after))
        if position is not None
    ]
    return tuple(lines) or (Line(label=label),)


def _silent(brief: Brief, within: Frame) -> Section:
    names = ", ".join(within.side(side) for side in brief.silent)
    notes = (phrases.SIDES_WITHOUT_WORDS.format(names=names),) if names else ()
    return Section("silent", phrases.HEADINGS["silent"], notes=notes)


def _dates(brief: Brief, within: Frame) -> Iterable[Line]:
    for date in brief.next_dates:
        yield Line(
            pieces=words.written(date.evidence),
            label=day_in_words(date.day, weekday=True) if date.day else None,
            reported=True,
            places=(place(date.evidence, within),),
        )


def _status(brief: Brief, zone: ZoneInfo) -> tuple[str, ...]:
    status = brief.status
    parts = []
    if status.articles:
        parts = [phrases.articles(status.articles), phrases.outlets(status.outlets)]
        if status.independent != status.articles:
            parts.append(phrases.independent(status.independent))
    if brief.as_of is not None:
        parts.append(phrases.AS_OF.format(instant=instant_in_words(brief.as_of, zone)))
    return (*parts, phrases.TIMES_IN.format(zone=brief.window.zone)) if parts else ()


def _notices(brief: Brief, zone: ZoneInfo) -> tuple[str, ...]:
    status = brief.status
    if status.articles:
        return () if brief.quotes or brief.unattributed or brief.positions else (phrases.NOTHING_SAID,)
    if status.latest is None:
        return (phrases.EMPTY_RECORD,)
    quiet = phrases.QUIET.format(when=window_in_words(brief.window))
    day = status.latest
    standing = _standing(brief)
    inside = day_of(brief.window.start, zone) <= day <= day_of(brief.window.end - timedelta(seconds=1), zone)
    if inside:
        return (quiet, *standing)
    latest = phrases.LATEST.format(day=day_in_words(day, weekday=True), iso=day.isoformat())
    return (quiet, latest, *standing)


def _standing(brief: Brief) -> tuple[str, ...]:
    """Say in figures what still stands, which other commands show."""
    open_ = sum(dispute.status is DisputeStatus.OPEN for dispute in brief.disputes)
    return (phrases.standing(open_, len(brief.positions)),) if open_ or brief.positions else ()


def _legend(sections: tuple[Section, ...], kind: str) -> tuple[str, ...]:
    if not sections:
        return ()
    if kind == "flash":
        return (phrases.LEGEND, phrases.FLASH)
    marked = any(section.id == "wordings" for section in sections)
    return (phrases.LEGEND, *((phrases.MARKED,) if marked else ()))
