"""The values of a dossier: one negotiation with its sides, actors, issues, outlets and feeds."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is: decides which pronouns and articles may stand for it."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the talks, or its mediator.

    `role` is "party", "mediator" or "observer" (somebody with an interest and a voice but no seat).
    `aliases` are words that stand for the whole side as a speaker ("Moscow", "the Russian side");
    `adjectives` mark people and bodies as belonging to it ("Russian", "Kremlin").
    """

    id: str
    name: str
    role: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body that speaks or acts in the talks.

    `aliases` are all other spellings, in Latin and Cyrillic; `titles` are roles by which an article may
    name the actor without the name ("the Kremlin spokesman"); `speaks_for` is the id of the actor
    for whom a spokesperson speaks; `rank` orders speakers, 1 first, 9 last. No name, alias or title belongs
    to two actors, nor to an actor and a side.
    """

    id: str
    name: str
    kind: ActorKind
    side: str | None
    role: str
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    pronoun: str | None
    speaks_for: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Issue:
    """A matter that is negotiated, and how a text that touches it is recognised.

    A sentence touches the issue when a phrase of `any_of` stands in it, or when each group of `all_of` has
    at least one phrase in it; and no phrase of `none_of` does. Matching ignores case and inflection (`*` at
    a word's end stands for any ending); a hyphen counts as a space.
    """

    id: str
    name: str
    any_of: tuple[str, ...]
    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes articles. `kind` is "wire", "state agency", "broadcaster", "newspaper" or "site"."""

    id: str
    name: str
    country: str
    home: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """A public address where an outlet lists its new articles."""

    outlet: str
    address: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """One negotiation. All lists keep the file's order; ids are unique within their list.

    `zone` is the IANA time zone in which the talks count their days; `talks` are words that stand for the
    talks themselves ("talks", "negotiations"); `places` where they are held; `begins` and `ends` bound the
    days for which an undated article may be meant.
    """

    id: str
    name: str
    zone: str
    talks: tuple[str, ...]
    places: tuple[str, ...]
    begins: date | None
    ends: date | None
    sides: tuple[Side, ...]
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    outlets: tuple[Outlet, ...]
    feeds: tuple[Feed, ...]
