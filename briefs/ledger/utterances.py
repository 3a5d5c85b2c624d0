"""One saying as several outlets word it.

Parts of quotations of one speaker that render one another form a group; the relation is symmetric and
groups are its closure, so the order of arrival changes nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.ledger.align import NOT, SHORT, Part, holds, pieces, renders
from briefs.ledger.copies import groups
from briefs.ledger.sayings import Stretch
from briefs.ledger.words import Kind, is_excerpt, words_of, written
from briefs.model.talks import Dossier

_SAME_DAYS: Final = 1
_SAME_DAYS_BRIEF: Final = 3
_BRIEF: Final = 6
_BESIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Member:
    """The part `[first, last)` of a stretch's keys that belongs to a group."""

    stretch: Stretch
    first: int
    last: int

    @property
    def whole(self) -> bool:
        """Tell whether the part is nearly all of the stretch."""
        return self.last - self.first >= 0.7 * len(self.stretch.keys)


@dataclass(frozen=True, slots=True)
class Group:
    """All parts of quotations that give one saying, in the order of their stretches; at least one."""

    members: tuple[Member, ...]


def group(recent: Sequence[Stretch], earlier: Sequence[Stretch], dossier: Dossier) -> tuple[Group, ...]:
    """Group the stretches of `recent` with each other and with `earlier`; every recent one is in a group.

    Pairs within `earlier` are not compared: they matter only through what is recent.
    """
    actors = {actor.id: actor for actor in dossier.actors}
    by_speaker: defaultdict[str, tuple[list[Stretch], list[Stretch]]] = defaultdict(lambda: ([], []))
    for stretch in recent:
        by_speaker[stretch.who][0].append(stretch)
    for stretch in earlier:
        if stretch.who in by_speaker:
            by_speaker[stretch.who][1].append(stretch)
    found: list[Group] = []
    for speaker in sorted(by_speaker):
        new, old = by_speaker[speaker]
        actor = actors.get(speaker)
        names = (actor.name, *actor.aliases, *actor.titles) if actor else (speaker,)
        found += _of_one_speaker(new, old, frozenset(word.key for name in names for word in words_of(name)))
    return tuple(found)


def _of_one_speaker(new: list[Stretch], old: list[Stretch], names: frozenset[str]) -> list[Group]:
    listed = [*new, *old]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    known = set().union(*(stretch.keys for stretch in new))
    sizes: list[int] = []
    for number, stretch in enumerate(listed):
        distinct = set(stretch.keys)
        sizes.append(len(distinct))
        for key in distinct & known:
            holders[key].append(number)
    parts: defaultdict[int, set[Part]] = defaultdict(set)
    linked: list[tuple[tuple[int, Part], tuple[int, Part]]] = []
    for one, stretch in enumerate(new):
        shared: Counter[int] = Counter()
        for key in set(stretch.keys):
            shared.update(holders[key])
        for other in sorted(shared):
            # Pairs among the recent ones are met from both ends; they are compared once.
            if other <= one or shared[other] < min(SHORT - 1, sizes[one], sizes[other]):
                continue
            for mine, theirs in _links(stretch, listed[other], names):
                parts[one].add(mine)
                parts[other].add(theirs)
                linked.append(((one, mine), (other, theirs)))
    for number, stretch in enumerate(new):
        if not parts[number]:
            parts[number].add((0, len(stretch.keys)))
    return _joined(listed, parts, linked)


def _links(one: Stretch, other: Stretch, names: frozenset[str]) -> Iterator[tuple[Part, Part]]:
    """Find which parts of two stretches render each other."""
    mine, theirs = one.keys, other.keys
    apart = abs((one.day - other.day).days)
    same_article = one.entry.article.id == other.entry.article.id
    if len(mine) < SHORT or len(theirs) < SHORT:
        if apart <= _SAME_DAYS:
            yield from _short_links(one, other, names, same_article=same_article)
        return
    if apart > _SAME_DAYS_BRIEF and min(len(mine), len(theirs)) < _BRIEF:
        return
    found: set[tuple[Part, Part]] = set()
    for first, last in pieces(mine, one.breaks):
        met = renders(mine[first:last], theirs, sure=same_article)
        if met:
            found.add(((first + met[0][0], first + met[0][1]), met[1]))
    for first, last in pieces(theirs, other.breaks):
        met = renders(theirs[first:last], mine, sure=same_article)
        if met:
            found.add((met[1], (first + met[0][0], first + met[0][1])))
    yield from sorted(found)


def _short_links(
    one: Stretch, other: Stretch, names: frozenset[str], *, same_article: bool
) -> Iterator[tuple[Part, Part]]:
    """Link a stretch too short to be known by its own words; what stands around it must agree.

    One word of matter needs a second around it; the very same words, and two or three of them, need none.
    """
    if not _telling(one) or not _telling(other):
        return
    if len(one.keys) > len(other.keys):
        for left, right in _short_links(other, one, names, same_article=same_article):
            yield right, left
        return
    part = holds(one.keys, other.keys)
    if part is None or (part[0] and other.keys[part[0] - 1] == NOT and NOT not in one.around):
        return
    mine, theirs = _plain(one), _plain(other)
    literal = mine == theirs or is_excerpt(mine, theirs, denied=NOT in one.around)
    if same_article and not literal:
        return
    alone = len(set(one.keys) - {NOT}) == 1
    needed = _BESIDE if alone and not (literal and one.keys == other.keys) else 0
    beside = other.around | (frozenset(other.keys) - frozenset(one.keys))
    if len((one.around & beside) - names - {NOT}) >= needed:
        yield (0, len(one.keys)), part


def _plain(stretch: Stretch) -> tuple[str, ...]:
    return tuple(word.plain for word in written(stretch.entry.article.text, stretch.start, stretch.end))


def _telling(stretch: Stretch) -> bool:
    """Tell whether a stretch has a word with a matter of its own, other than a name."""
    text, first = stretch.entry.article.text, stretch.start
    return any(
        word.kind in (Kind.CONTENT, Kind.NUMBER) and (word.start == first or not text[word.start].isupper())
        for word in words_of(text, first, stretch.end)
    )


def _joined(
    listed: list[Stretch],
    parts: dict[int, set[Part]],
    linked: list[tuple[tuple[int, Part], tuple[int, Part]]],
) -> list[Group]:
    """Join linked parts, and parts of one stretch that overlap by half of the smaller."""
    pairs = [(_label(*one), _label(*other)) for one, other in linked]
    for number, held in parts.items():
        ordered = sorted(held)
        for at, (first, last) in enumerate(ordered):
            for other in ordered[at + 1 :]:
                common = min(last, other[1]) - max(first, other[0])
                if common * 2 >= min(last - first, other[1] - other[0]):
                    pairs.append((_label(number, (first, last)), _label(number, other)))
    places = {_label(number, part): (number, part) for number, held in parts.items() for part in held}
    joined = groups(places, pairs)
    found: list[Group] = []
    for name in sorted(joined):
        if joined[name][0] != name:
            continue
        hulls: dict[int, Part] = {}
        for label in joined[name]:
            number, (first, last) = places[label]
            before = hulls.get(number, (first, last))
            hulls[number] = (min(before[0], first), max(before[1], last))
        found.append(Group(tuple(Member(listed[number], *hulls[number]) for number in sorted(hulls))))
    return found


def _label(number: int, part: Part) -> str:
    return f"{number:09}:{part[0]:05}:{part[1]:05}"
