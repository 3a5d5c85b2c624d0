"""Unnamed sources: kept as the article describes them, with a side where an adjective makes it plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.reading.people import Who
from briefs.reading.roster import Kind
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.reading.atoms import Atom
    from briefs.reading.roster import Roster

_ARTICLES = ("the ", "The ")


def side_of_group(atoms: Sequence[Atom], lowered: Sequence[str]) -> str | None:
    """Give the one side that a phrase's adjectives or possessors name, where its head speaks for sides.

    "A U.S. official" speaks from the US side, "a U.S. analyst" for nobody.
    """
    if not atoms:
        return None
    head = lowered[atoms[-1].first]
    if head not in naming().sided and head not in naming().sided_bodies:
        return None
    sides = {
        atom.entry.side
        for atom in atoms
        if atom.letter in "ASPB" and atom.entry is not None and atom.entry.side is not None
    }
    return sides.pop() if len(sides) == 1 else None


def described(
    text: str, letter: str, head: str, side: str | None, roster: Roster, *, bare: bool = True
) -> Who:
    """Make the one whom a phrase without a name describes: a side as a whole, a body, or somebody unnamed.

    `bare` is False where the phrase goes on with "of", "for" or "from".
    """
    sides = () if side is None else (side,)
    if bare and side is not None and head in naming().whole and side in roster.sides:
        return Who(Kind.SIDE, roster.sides[side].name, None, side, "it", sides)
    plural = head in naming().plural
    body = letter == "G" and not plural
    if body and (_capitalised_head(text) if bare else _capital_before(text, head)):
        name = next((text[len(article) :] for article in _ARTICLES if text.startswith(article)), text)
        return Who(Kind.BODY, name, None, side, "it", sides)
    pronoun = "they" if plural else "it" if letter == "G" else naming().told.get(head)
    kind = Kind.GROUP if letter == "G" else Kind.PERSON
    return Who(kind, f"anonymous: {text}", None, side, pronoun, sides, unnamed=True)


def _capitalised_head(text: str) -> bool:
    """Return whether the phrase's last word has a capital, as bodies' names do."""
    last = text.rsplit(" ", 1)[-1]
    return bool(last) and last[0].isupper()


def _capital_before(text: str, head: str) -> bool:
    """Return whether the head stands in the text with a capital: "the Ministry of Defence"."""
    return head.capitalize() in text.split()
