"""The sides that single words stand for."""

from briefs.ledger.words import Kind, words_of
from briefs.model.talks import Dossier

_known: list[tuple[Dossier, dict[str, str]]] = []
_KEPT = 8


def names_of_sides(dossier: Dossier) -> dict[str, str]:
    """Give the side that each one-word name of the dossier stands for, by the word's key; made once."""
    for known, names in _known:
        if known is dossier:
            return names
    made: dict[str, str] = {}
    owners = [(side.id, (*side.aliases, *side.adjectives)) for side in dossier.sides]
    owners += [(actor.side, (actor.name, *actor.aliases)) for actor in dossier.actors if actor.side]
    for side, listed in owners:
        for name in listed:
            keys = [word.key for word in words_of(name) if word.kind is Kind.CONTENT]
            if len(keys) == 1:
                made.setdefault(keys[0], side)
    _known.append((dossier, made))
    del _known[:-_KEPT]
    return made
