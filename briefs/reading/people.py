"""Who has been named in one article so far: full names by surname, and who bears which role.

Filled in text order while the article's phrases are made, so that every look-up sees what a reader
would have seen by then.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefs.reading.spelling import spelling

if TYPE_CHECKING:
    from briefs.reading.roster import Entry, Kind


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody that words stand for. `name` is what `Attribution.speaker` gives; None: nobody can be named.

    `sides` lists the sides of words that name several; `side` is set where there is exactly one.
    """

    kind: Kind | None
    name: str | None
    actor: str | None = None
    side: str | None = None
    pronoun: str | None = None
    sides: tuple[str, ...] = ()
    unnamed: bool = False

    @property
    def key(self) -> str:
        """The same for every mention of the same one."""
        return f"#{self.actor}" if self.actor is not None else f"{self.kind}:{self.name}"


_MOST: Final = 200
NOBODY: Final = Who(None, None)


@dataclass(frozen=True, slots=True)
class Bearer:
    """One who was given a role: its words, the side it was given for, who, and in which paragraph."""

    role: frozenset[str]
    side: str | None
    who: Who
    when: int


@dataclass(slots=True)
class People:
    """The article's own register of names and roles."""

    full: dict[str, Who] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    last_full: dict[str, str] = field(default_factory=dict)
    bearers: list[Bearer] = field(default_factory=list)
    pronouns: dict[str, str] = field(default_factory=dict)

    def meet(self, who: Who, words: tuple[str, ...]) -> None:
        """Note a person met under a full name (two words or more)."""
        if who.name is None or not words:
            return
        key = spelling(words[-1])
        self.full[who.name] = who
        names = self.surnames.setdefault(key, [])
        if who.name not in names:
            names.append(who.name)
        self.last_full[key] = who.name

    def by_surname(self, word: str) -> tuple[Who, ...]:
        """Give all met so far who bear the surname."""
        return tuple(self.full[name] for name in self.surnames.get(spelling(word), ()))

    def teach(self, who: Who, role: frozenset[str], side: str | None, when: int) -> None:
        """Note that somebody was given a role."""
        if role:
            self.bearers.append(Bearer(role, side, who, when))

    def bearing(self, role: frozenset[str], side: str | None) -> tuple[Bearer, ...]:
        """Give the latest bearer of each person who was given all of these role words, newest first.

        A side must agree where both the question and the bearer have one.
        """
        found: dict[str, Bearer] = {}
        for bearer in reversed(self.bearers[-_MOST:]):
            if role <= bearer.role and (side is None or bearer.side is None or side == bearer.side):
                found.setdefault(bearer.who.key, bearer)
        return tuple(found.values())


def who_of(entry: Entry) -> Who:
    """Make the one whom an entry of a roster stands for."""
    sides = () if entry.side is None else (entry.side,)
    return Who(entry.kind, entry.name, entry.actor, entry.side, entry.pronoun, sides)
