"""Whom a name means: actors of the dossier in any spelling or script, speakers of the record beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from briefs.dossier import plain
from briefs.model.answers import NearName
from briefs.model.talks import Actor, Dossier
from briefs.reading.spelling import spelling

#: Likeness (0 to 100) from which on a name is worth suggesting, letters it must have, how many are suggested.
NEAR: Final = 72.0
SHORTEST: Final = 3
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody a name means: the name to show, and the ids of actor and side where the dossier knows them."""

    actor: str | None
    name: str
    side: str | None = None

    @property
    def id(self) -> str:
        """What an answer says was asked for: the actor's id, else the name."""
        return self.actor or self.name


def find_name(dossier: Dossier, speakers: Iterable[str], asked: str) -> Known | tuple[NearName, ...]:
    """Find whom a name means; when nobody, the near names, nearest first.

    A name that several answer to gives these as near names.
    """
    wanted, keyed = plain(asked), key(asked)
    if not wanted:
        return ()
    for exact in (lambda name: plain(name) == wanted, lambda name: key(name) == keyed):
        actors = {actor.id: actor for actor in dossier.actors if any(map(exact, _names(actor)))}
        if len(actors) == 1:
            return _known(*actors.values())
        if actors:
            return tuple(NearName(actor.id, actor.name) for actor in actors.values())
    for side in dossier.sides:
        if keyed in {key(name) for name in (side.id, side.name, *side.aliases)}:
            return Known(None, side.name, side.id)
    listed = tuple(speakers)
    own = [name for name in listed if key(name) == keyed]
    if own:
        return Known(None, own[0])
    return _by_part(dossier, listed, keyed) or _near(dossier, listed, keyed)


def key(name: str) -> str:
    """Give the form in which all spellings of a name are one."""
    return " ".join(spelling(word) for word in plain(name).split())


def _by_part(dossier: Dossier, speakers: tuple[str, ...], keyed: str) -> Known | tuple[NearName, ...]:
    """Find those of whose name the words asked for are a part."""
    words = set(keyed.split())
    actors = [
        actor for actor in dossier.actors if any(words <= set(key(name).split()) for name in _names(actor))
    ]
    others = [name for name in speakers if words <= set(key(name).split())]
    found = [NearName(actor.id, actor.name) for actor in actors]
    named = {near.name for near in found}
    found += [NearName(None, name) for name in others if name not in named]
    if len(found) == 1:
        return _known(*actors) if actors else Known(None, found[0].name)
    return tuple(found[:MOST])


def _near(dossier: Dossier, speakers: tuple[str, ...], keyed: str) -> tuple[NearName, ...]:
    if len(keyed) < SHORTEST:
        return ()
    names = [
        (key(name), NearName(actor.id, actor.name)) for actor in dossier.actors for name in _names(actor)
    ]
    names += [(key(name), NearName(None, name)) for name in speakers if not name.startswith("anonymous:")]
    found = process.extract(
        keyed, [name for name, _ in names], scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST * 6
    )
    near = dict.fromkeys(names[place][1] for name, _, place in found if len(name) > 2)
    known = {one.name for one in near if one.actor}
    return tuple(one for one in near if one.actor or one.name not in known)[:MOST]


def _names(actor: Actor) -> Iterator[str]:
    yield from (actor.id, actor.name, *actor.aliases, *actor.titles)


def _known(actor: Actor) -> Known:
    return Known(actor.id, actor.name, actor.side)
