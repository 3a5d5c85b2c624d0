"""Looking things up in a dossier without walking its lists."""

from dataclasses import dataclass
from typing import Final

from briefs.model.talks import Actor, ActorKind, Dossier


@dataclass(frozen=True, slots=True)
class Directory:
    """A dossier's values by id. `sides` and `issues` give places in the dossier's order, `outlets` names."""

    actors: dict[str, Actor]
    persons: frozenset[str]
    sides: dict[str, int]
    issues: dict[str, int]
    outlets: dict[str, str]
    outlet_names: frozenset[str]


_made: list[tuple[Dossier, Directory]] = []
_KEPT: Final = 8


def directory_of(dossier: Dossier) -> Directory:
    """Give the directory of a dossier, made once for each value."""
    for known, directory in _made:
        if known is dossier:
            return directory
    made = Directory(
        {actor.id: actor for actor in dossier.actors},
        frozenset(actor.id for actor in dossier.actors if actor.kind is ActorKind.PERSON),
        {side.id: place for place, side in enumerate(dossier.sides)},
        {issue.id: place for place, issue in enumerate(dossier.issues)},
        {outlet.id: outlet.name for outlet in dossier.outlets},
        frozenset(outlet.name for outlet in dossier.outlets),
    )
    _made.append((dossier, made))
    del _made[:-_KEPT]
    return made
