"""A dossier made ready for recognition: every alias of its sides, actors and outlets as token sequences.

A roster is made once for a dossier and shared by everything that reads with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from briefs.model.talks import ActorKind
from briefs.reading.spelling import spelling
from briefs.reading.tokens import paragraphs
from briefs.reading.words import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.model.talks import Actor, Dossier, Side


class Kind(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    BODY = "body"
    GROUP = "group"
    SIDE = "side"
    ADJECTIVE = "adjective"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sequence of words stands for. `name` is the name to show; `actor` and `side` are ids."""

    kind: Kind
    name: str
    actor: str | None
    side: str | None
    pronoun: str | None = None


@dataclass(slots=True)
class Roster:
    """All that a dossier names, by first and second word; `surnames` by spelling key.

    `titles` maps a normalised title (sides and bodies as ids in angle brackets) to the ids of the
    actors that bear it, `heads` an actor's id to the head words of their titles ("president"), `spokes`
    to those who speak for them; `outlets` are the names of outlets, `small` the names that the dossier
    writes without a capital ("the army"). Without a dossier it holds nothing but well-known outlets.
    """

    dossier: Dossier | None
    starts: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = field(default_factory=dict)
    surnames: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    firsts: dict[str, frozenset[str]] = field(default_factory=dict)
    titles: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    spokes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    sides: dict[str, Side] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)
    small: set[tuple[str, ...]] = field(default_factory=set)
    listed: set[tuple[str, ...]] = field(default_factory=set)


_POSSESSIVES: Final = ("'s", "\u2019s")  # the text's own possessives are understood
_KEPT: Final = 8
_cache: list[Roster] = []


def roster_of(dossier: Dossier | None) -> Roster:
    """Give the roster of `dossier`, made at the first call for that value and remembered."""
    for roster in _cache:
        if roster.dossier is dossier:
            return roster
    made = _make(dossier)
    _cache.append(made)
    del _cache[:-_KEPT]
    return made


def tokens_of(phrase: str) -> tuple[str, ...]:
    """Give the lower-cased tokens of a phrase as the text's own are made, single stops left out."""
    lowered = [word for part in paragraphs(phrase.replace("\u2019", "'")) for word in part.lowered]
    return tuple(word for word in lowered if word != ".")


def _make(dossier: Dossier | None) -> Roster:  # noqa: C901 - one branch a construction
    roster = Roster(dossier)
    _add_known_outlets(roster)
    if dossier is None:
        _longest_first(roster)
        return roster
    for outlet in dossier.outlets:
        entry = Entry(Kind.OUTLET, outlet.name, None, None)
        roster.outlets.add(entry.name)
        for alias in (outlet.name, *outlet.aliases):
            _add(roster, alias, entry)
    for side in dossier.sides:
        roster.sides[side.id] = side
        for adjective in side.adjectives:
            if not adjective.endswith(_POSSESSIVES):
                _add(roster, adjective, Entry(Kind.ADJECTIVE, side.name, None, side.id))
        for alias in (side.name, *side.aliases):
            _add(roster, alias, Entry(Kind.SIDE, side.name, None, side.id))
    surnames: dict[str, list[Entry]] = {}
    for actor in dossier.actors:
        _add_actor(roster, actor, surnames)
    roster.surnames = {key: tuple(dict.fromkeys(found)) for key, found in surnames.items()}
    _longest_first(roster)
    titles: dict[tuple[str, ...], list[str]] = {}
    for actor in dossier.actors:
        roster.heads[actor.id] = frozenset(
            head for title in (*actor.titles, *actor.role.split(",")) for head in _head(tokens_of(title))
        )
        for title in (*actor.titles, actor.role):
            key = title_key(roster, tokens_of(title))
            if key and actor.id not in titles.setdefault(key, []):
                titles[key].append(actor.id)
        roster.listed.update(title_key(roster, tokens_of(title)) for title in actor.titles)
    roster.titles = {key: tuple(found) for key, found in titles.items()}
    return roster


def _head(words: tuple[str, ...]) -> tuple[str, ...]:
    """Give the word that a title is of: "secretary" of "press secretary of the president"."""
    for at, word in enumerate(words):
        if word in ("of", "for", "to", "at", "in", ",") and at:
            words = words[:at]
            break
    return (naming().same_role.get(words[-1], words[-1]),) if words else ()


def _longest_first(roster: Roster) -> None:
    for seconds in roster.starts.values():
        for listed in seconds.values():
            listed.sort(key=lambda pair: -len(pair[0]))


def _add_known_outlets(roster: Roster) -> None:
    for name, aliases in naming().outlets.items():
        entry = Entry(Kind.OUTLET, name, None, None)
        roster.outlets.add(entry.name)
        for alias in (name, *aliases):
            _add(roster, alias, entry)


def _add_actor(roster: Roster, actor: Actor, surnames: dict[str, list[Entry]]) -> None:
    roster.actors[actor.id] = actor
    kind = {ActorKind.PERSON: Kind.PERSON, ActorKind.BODY: Kind.BODY, ActorKind.GROUP: Kind.GROUP}[actor.kind]
    entry = Entry(kind, actor.name, actor.id, actor.side, actor.pronoun)
    roster.entries[actor.id] = entry
    if actor.speaks_for is not None:
        roster.spokes[actor.speaks_for] = (*roster.spokes.get(actor.speaks_for, ()), actor.id)
    firsts: set[str] = set()
    for alias in (actor.name, *actor.aliases):
        _add(roster, alias, entry)
        words = tokens_of(alias)
        if kind is Kind.PERSON and words:
            surnames.setdefault(spelling(words[-1]), []).append(entry)
            firsts.update(spelling(word) for word in words[:-1])
    roster.firsts[actor.id] = frozenset(firsts)


def _add(roster: Roster, alias: str, entry: Entry) -> None:
    """Add a spelling; a later, more particular meaning of the same words wins over an earlier one."""
    words = tokens_of(alias)
    if alias.startswith("the ") and len(words) > 1:
        words = words[1:]
    if not words:
        return
    second = words[1] if len(words) > 1 else ""
    listed = roster.starts.setdefault(words[0], {}).setdefault(second, [])
    listed[:] = [(known, what) for known, what in listed if known != words]
    listed.append((words, entry))
    if alias.islower():
        roster.small.add(words)


def title_key(roster: Roster, words: tuple[str, ...]) -> tuple[str, ...]:
    """Give a title's words with sides and bodies as ids and with the field's synonyms made one."""
    key: list[str] = []
    at = 0
    while at < len(words):
        length, entry = match(roster, words, at)
        if entry is not None and entry.kind is not Kind.OUTLET:
            mark = f"<{entry.actor}>" if entry.actor is not None else f"<{entry.side}>"
            key.append(mark)
            at += length
            continue
        word = naming().same_role.get(words[at], words[at])
        if word and word not in _DROPPED:
            key.append(word)
        at += 1
    return (*sorted(word for word in key if word[0] == "<"), *(word for word in key if word[0] != "<"))


_DROPPED: Final = frozenset(
    ("the a an of for 's \u2019s to 's , . ' \u2019 and special senior former then").split()
)


def match(roster: Roster, words: Sequence[str], at: int) -> tuple[int, Entry | None]:
    """Give the longest entry that begins at `at`, with the number of tokens that it takes."""
    seconds = roster.starts.get(words[at])
    if seconds is None:
        return 0, None
    following = at + 1
    if following + 1 < len(words) and words[following] == ".":
        following += 1
    if following < len(words):
        for known, entry in seconds.get(words[following], ()):
            end = following + 1
            for word in known[2:]:
                if end < len(words) and words[end] == ".":
                    end += 1
                if end >= len(words) or words[end] != word:
                    break
                end += 1
            else:
                return end - at, entry
    single = seconds.get("")
    return (1, single[0][1]) if single else (0, None)
