"""Who is meant by a role: "the Kremlin spokesman", "his spokesman", "the president"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.people import NOBODY, Bearer, People, Who, who_of
from briefs.reading.roster import Kind, Roster, title_key
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.mentions import Mention

_SPOKES: Final = frozenset(("spokesperson", "press secretary"))


def who_by_role(  # noqa: PLR0911 - one answer a case
    roster: Roster, people: People, words: tuple[str, ...], possessor: Who | None, recent: Sequence[Mention]
) -> Who | None:
    """Give the one whom a definite role names, or None where that is nobody or not clear.

    First the dossier's titles, then whom the article itself has given the role; two bearers that are
    equally near give NOBODY, a role that nobody is known to bear None.
    """
    key = title_key(roster, tuple(word for word in words if word not in naming().pronouns))
    plain = tuple(word for word in key if word[0] != "<")
    if not plain:
        return None
    held = roster.titles.get(key, ())
    if len(held) == 1 and (len(key) > len(plain) or _told_apart(roster, key) or _only(roster, plain)):
        return who_of(roster.entries[held[0]])
    if possessor is not None and possessor.actor is not None and plain[-1] in _SPOKES:
        spokes = roster.spokes.get(possessor.actor, ())
        return who_of(roster.entries[spokes[0]]) if len(spokes) == 1 else None
    if possessor is not None and possessor.kind is not Kind.SIDE and possessor.kind is not Kind.BODY:
        return None
    if _described_lately(words, plain, recent):
        return None
    side = _side(roster, key)
    bearers = list(people.bearing(frozenset(plain), side))
    bearers.extend(_titled(roster, plain, side, recent, bearers))
    if len(bearers) == 1:
        return bearers[0].who
    return _nearest(bearers, recent) or (NOBODY if bearers else None)


def _described_lately(words: tuple[str, ...], plain: tuple[str, ...], recent: Sequence[Mention]) -> bool:
    """Return whether the last adviser before "the adviser" had no name: "his adviser"."""
    if len(words) != 2 or len(plain) != 1:
        return False
    for mention in reversed(recent):
        name = (mention.who.name or "").lower()
        if mention.who.unnamed and mention.letter == "R" and name.split()[-1:] == [words[-1]]:
            return not name.startswith("anonymous: the ")
        if mention.letter == "P":
            return False
    return False


def _told_apart(roster: Roster, key: tuple[str, ...]) -> bool:
    """Return whether the dossier itself gives somebody this title of several words without a side."""
    return len(key) > 1 and key in roster.listed


def _only(roster: Roster, plain: tuple[str, ...]) -> bool:
    """Return whether one actor alone bears the role that a title without a side names."""
    bearers = {actor for actor, heads in roster.heads.items() if plain[-1] in heads}
    return len(bearers) == 1


def _side(roster: Roster, key: tuple[str, ...]) -> str | None:
    for word in key:
        if word[0] == "<":
            name = word[1:-1]
            if name in roster.sides:
                return name
            if name in roster.entries:
                return roster.entries[name].side
    return None


def _titled(
    roster: Roster,
    plain: tuple[str, ...],
    side: str | None,
    recent: Sequence[Mention],
    known: Sequence[Bearer],
) -> list[Bearer]:
    """Give the dossier's bearers of a role who were named lately, without the article giving the role."""
    role, seen, found = frozenset(plain), {bearer.who.key for bearer in known}, []
    borne = {
        actor
        for key, held in roster.titles.items()
        if role <= frozenset(key)
        for actor in held
        if plain[-1] in roster.heads[actor]
    }
    for mention in reversed(recent):
        actor = mention.who.actor
        if actor not in borne or mention.who.key in seen:
            continue
        if side is None or mention.who.side == side:
            seen.add(mention.who.key)
            found.append(Bearer(role, mention.who.side, mention.who, mention.paragraph))
    return found


def _nearest(bearers: Sequence[Bearer], recent: Sequence[Mention]) -> Who | None:
    """Give the only bearer named in the paragraph at hand and the one before it; None if there are two."""
    if not bearers or not recent:
        return None
    keys = {bearer.who.key: bearer.who for bearer in bearers}
    latest = recent[-1].paragraph
    near = {
        mention.who.key for mention in recent if mention.paragraph >= latest - 1 and mention.who.key in keys
    }
    return keys[near.pop()] if len(near) == 1 else None
