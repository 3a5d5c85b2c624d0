"""The positions that stand: per side and issue what was last held, with what was held before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from briefs.ledger.denial import with_denial
from briefs.ledger.directory import directory_of
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.evidence import alone
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import Evidence, StandingPosition
from briefs.model.reading import Position, Stance
from briefs.model.span import Span
from briefs.model.talks import Dossier

YIELDING: Final = frozenset((Stance.ACCEPT, Stance.CONCEDE))
REFUSING: Final = frozenset((Stance.REJECT, Stance.THREATEN))
WANTING: Final = frozenset((Stance.DEMAND, Stance.PROPOSE, Stance.CONDITION))

_STANCES: Final = tuple(Stance)
_SAME_WORDS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Held:
    """One position as one article gives it, with the day of the article and what makes it one with others."""

    entry: Entry
    position: Position
    day: date
    key: "_Key"


_Key = tuple[str, str, str, str, str]


def held(entries: Iterable[Entry], dossier: Dossier, threshold: float) -> tuple[Held, ...]:
    """Give the positions of the dossier's sides on its issues that are sure enough, in the entries' order."""
    directory = directory_of(dossier)
    return tuple(
        Held(entry, position, day, _key(entry, position))
        for entry in entries
        if entry.reading.positions
        for day in (day_of(entry.article.published, dossier.zone),)
        for position in entry.reading.positions
        if position.confidence >= threshold
        and position.side in directory.sides
        and position.issue in directory.issues
    )


def standing(
    known: Sequence[Held],
    dossier: Dossier,
    first: date,
    names: dict[str, str],
    person: str | None = None,
) -> tuple[tuple[StandingPosition, ...], tuple[StandingPosition, ...]]:
    """Give the positions that stand after all of `known`, and those that something contrary has overtaken.

    What was last heard before the day `first` is overtaken where the side took a contrary stance later.
    With `person` only theirs are given, with what they themselves held before instead of what their side did.
    Order of both: issue, side, own before told by others, newest, stance.
    """
    by_key: defaultdict[_Key, list[Held]] = defaultdict(list)
    for each in known:
        by_key[each.key].append(each)
    by_matter: defaultdict[tuple[str, str], _Matter] = defaultdict(_Matter)
    by_person: defaultdict[tuple[str, str], _Matter] = defaultdict(_Matter)
    for each in known:
        position = each.position
        if position.told_by is None and not position.hedged:
            by_matter[position.side, position.issue].add(each)
            if person is not None and position.actor == person:
                by_person[position.side, position.issue].add(each)
    found: list[StandingPosition] = []
    overtaken: list[StandingPosition] = []
    past = _Past(dossier, names)
    for key in sorted(by_key):
        instances = by_key[key]
        if person is not None and instances[0].position.actor != person:
            continue
        last = max(each.day for each in instances)
        position = instances[0].position
        matter = by_matter[position.side, position.issue]
        broken = last < first and any(day > last for day in matter.against(position.stance))
        own = matter if person is None else by_person[position.side, position.issue]
        (overtaken if broken else found).append(_made(instances, own, first, names, past))
    return (
        tuple(sorted(found, key=lambda each: _order(each, dossier))),
        tuple(sorted(overtaken, key=lambda each: _order(each, dossier))),
    )


def contrary(one: Stance, other: Stance) -> bool:
    """Tell whether nobody can hold both stances on one issue at once."""
    return bool(
        (one in YIELDING and other in REFUSING | {Stance.DEMAND})
        or (other in YIELDING and one in REFUSING | {Stance.DEMAND})
    )


_CONTRARY: Final = {one: tuple(other for other in Stance if contrary(one, other)) for one in Stance}


class _Matter:
    """What one side, or one person, held for itself on one issue, by stance."""

    def __init__(self) -> None:
        self.by_stance: dict[Stance, list[Held]] = {}

    def add(self, held: Held) -> None:
        self.by_stance.setdefault(held.position.stance, []).append(held)

    def against(self, stance: Stance) -> Iterator[date]:
        """Give the days of stances that nobody can hold beside this one."""
        for other in _CONTRARY[stance]:
            for each in self.by_stance.get(other, ()):
                yield each.day


def _key(entry: Entry, position: Position) -> _Key:
    return (
        position.side,
        position.actor or "",
        position.issue,
        f"{position.stance} {position.toward or ''} {position.hedged} {_assessed(entry, position)}",
        position.told_by or "",
    )


def _assessed(entry: Entry, position: Position) -> str:
    """Give the words of an assessment: two that differ are two."""
    if position.stance is not Stance.ASSESS:
        return ""
    return " ".join(sorted(_matter(entry.article.text, _shown(entry, position))))


def _shown(entry: Entry, position: Position) -> Span:
    """Give the words to show of a position; of an assessment its denial, too."""
    if position.stance is not Stance.ASSESS:
        return position.span
    return with_denial(entry.article.text, position.span)


def _made(
    instances: list[Held], matter: _Matter, first: date, names: dict[str, str], past: "_Past"
) -> StandingPosition:
    last = max(each.day for each in instances)
    shown = [each for each in instances if each.day >= first] or [
        each for each in instances if each.day == last
    ]
    position = shown[0].position
    broken = max((day for day in matter.against(position.stance) if day < last), default=date.min)
    since = min(each.day for each in instances if each.day > broken)
    vias = {each.position.via for each in shown}
    return StandingPosition(
        position.side,
        position.actor,
        names.get(position.actor or ""),
        position.issue,
        position.stance,
        position.told_by,
        position.via if len(vias) == 1 else None,
        position.toward,
        position.hedged,
        since,
        _evidence(shown, past.dossier),
        _history(matter, position, since, past),
        max(each.position.confidence for each in shown),
    )


def _evidence(shown: list[Held], dossier: Dossier) -> tuple[Evidence, ...]:
    """Give the words of each article once, newest first; in one article nothing twice."""
    kept: list[Held] = []
    in_article: defaultdict[str, list[Held]] = defaultdict(list)
    for each in sorted(shown, key=lambda each: (-each.position.confidence, each.position.span)):
        others = in_article[each.entry.article.id]
        if not any(_says_the_same(each, other) for other in others):
            others.append(each)
            kept.append(each)
    kept.sort(key=lambda each: (each.entry.article.outlet, each.entry.article.id, each.position.span))
    kept.sort(key=lambda each: each.entry.article.published, reverse=True)
    return tuple(alone(each.entry.article, _shown(each.entry, each.position), dossier) for each in kept)


def _says_the_same(one: Held, other: Held) -> bool:
    """Tell whether two stretches of one article say one thing."""
    if one.position.span.overlaps(other.position.span):
        return True
    mine = _matter(one.entry.article.text, one.position.span)
    theirs = _matter(other.entry.article.text, other.position.span)
    return len(mine & theirs) >= _SAME_WORDS * min(len(mine), len(theirs))


def _matter(text: str, span: Span) -> frozenset[str]:
    return _keys(span.of(text))


# What stands is looked at for a brief, for the day before, and again for the next day's.
@lru_cache(maxsize=8192)
def _keys(words: str) -> frozenset[str]:
    return frozenset(word.key for word in words_of(words) if word.kind in (Kind.CONTENT, Kind.NUMBER))


def _history(matter: _Matter, position: Position, since: date, past: "_Past") -> tuple[StandingPosition, ...]:
    """List the other stances the side took on the issue before `since`, each as last seen, newest first."""
    if position.told_by is not None:
        return ()
    earlier = [
        past.shown(max(before, key=lambda each: each.day))
        for stance, listed in matter.by_stance.items()
        if stance != position.stance and (before := [each for each in listed if each.day < since])
    ]
    return tuple(sorted(earlier, key=lambda each: (-each.since.toordinal(), _STANCES.index(each.stance))))


class _Past:
    """Shows single positions of the past, each made once."""

    def __init__(self, dossier: Dossier, names: dict[str, str]) -> None:
        self.dossier = dossier
        self._names = names
        self._made: dict[int, StandingPosition] = {}

    def shown(self, held: Held) -> StandingPosition:
        made = self._made.get(id(held))
        if made is None:
            position = held.position
            made = self._made[id(held)] = StandingPosition(
                position.side,
                position.actor,
                self._names.get(position.actor or ""),
                position.issue,
                position.stance,
                None,
                position.via,
                position.toward,
                hedged=False,
                since=held.day,
                evidence=(alone(held.entry.article, _shown(held.entry, position), self.dossier),),
                history=(),
                confidence=position.confidence,
            )
        return made


def _order(position: StandingPosition, dossier: Dossier) -> tuple[object, ...]:
    directory = directory_of(dossier)
    newest = position.evidence[0]
    return (
        directory.issues[position.issue],
        directory.sides[position.side],
        position.told_by is not None,
        position.hedged,
        -newest.published.timestamp(),
        _STANCES.index(position.stance),
        position.actor or "",
        position.told_by or "",
        newest.article,
        newest.start,
    )
