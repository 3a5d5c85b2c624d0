"""One negotiation as data: a TOML file read into a `Dossier`, every mistake named at once."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from briefs.model.talks import Actor, ActorKind, Dossier, Feed, Issue, Outlet, Side
from briefs.tables import ID, DossierError, Problem, Table, meant, parse

__all__ = ["DossierError", "Problem", "load_dossier", "plain"]

ROLES: Final = ("party", "mediator", "observer")
KINDS_OF_OUTLET: Final = ("site", "wire", "state agency", "broadcaster", "newspaper")
PRONOUNS: Final = ("he", "she", "they", "it")
TALKS: Final = ("talks", "negotiations", "discussions", "consultations", "summit", "meeting")
LOWEST_RANK: Final = 9

_BAD_STAR = re.compile(r"\*(?=[\w*])|(?<!\w)\*")


def load_dossier(source: str | Mapping[str, object], name: str) -> Dossier:
    """Read a dossier from TOML text or from what TOML text holds; `name` is the file's name for messages.

    Lists keep the file's order. A person's last name is an alias without being listed, unless somebody
    else answers to it.

    Raises:
        DossierError: with all problems, when there is at least one.
    """
    problems: list[Problem] = []
    top = Table(parse(source, name) if isinstance(source, str) else source, "", name, problems)
    dossier = _dossier(top)
    _check_references(dossier, top)
    _check_names(dossier, top)
    if problems:
        raise DossierError(problems)
    return replace(dossier, actors=_with_last_names(dossier))


def plain(name: str) -> str:
    """Give the form in which two names are compared: case, marks and a leading article aside."""
    folded = unicodedata.normalize("NFKC", name).casefold().replace("\u0451", "\u0435")
    words = re.findall(r"\w+", folded)
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _dossier(top: Table) -> Dossier:
    top.only("dossier", "sides", "actors", "issues", "outlets")
    head = top.table("dossier")
    head.only("name", "id", "zone", "talks", "places", "begins", "ends")
    name = head.text("name")
    id_ = head.text_or("id", "-".join(re.findall(r"[a-z0-9]+", PurePath(top.file).stem.lower())) or "talks")
    if id_ and not ID.fullmatch(id_):
        head.note("id", f'is "{id_}"', "use small letters a to z, digits and single hyphens")
    begins, ends = head.day("begins"), head.day("ends")
    if begins and ends and ends < begins:
        head.note("ends", f"is {ends}, before begins ({begins})", "exchange the two")
    zone, talks, places = _zone(head), head.texts("talks", TALKS), head.texts("places")
    sides, actors, issues = (
        top.tables("sides", _side),
        top.tables("actors", _actor),
        top.tables("issues", _issue),
    )
    outlets = top.tables("outlets", _outlet)
    return Dossier(
        id=id_,
        name=name,
        zone=zone,
        talks=talks,
        places=places,
        begins=begins,
        ends=ends,
        sides=sides,
        actors=actors,
        issues=issues,
        outlets=tuple(outlet for outlet, _ in outlets),
        feeds=tuple(Feed(outlet.id, address) for outlet, feeds in outlets for address in feeds),
    )


def _zone(head: Table) -> str:
    zone = head.text_or("zone", "UTC")
    try:
        ZoneInfo(zone or "UTC")
    except (LookupError, ValueError, OSError):
        known = sorted(available_timezones())
        remedy = meant(zone, tuple(known), "write a name such as Europe/Zurich")
        head.note("zone", f'is no time zone: "{zone}"', remedy)
    return zone


def _side(table: Table, id_: str) -> Side:
    table.only("name", "role", "aliases", "adjectives")
    return Side(
        id=id_,
        name=table.text("name"),
        role=table.choice("role", ROLES, "party"),
        aliases=table.texts("aliases"),
        adjectives=table.texts("adjectives"),
    )


def _actor(table: Table, id_: str) -> Actor:
    table.only("name", "kind", "side", "role", "aliases", "titles", "pronoun", "speaks_for", "rank")
    kinds = tuple(str(kind) for kind in ActorKind)
    kind = table.choice("kind", kinds, ActorKind.PERSON)
    person = kind == ActorKind.PERSON
    return Actor(
        id=id_,
        name=table.text("name"),
        kind=ActorKind(kind) if kind in kinds else ActorKind.PERSON,
        side=table.text_or("side", "") or None,
        role=table.text_or("role", ""),
        aliases=table.texts("aliases"),
        titles=table.texts("titles"),
        pronoun=table.choice("pronoun", PRONOUNS, "" if person else "it") or None,
        speaks_for=table.text_or("speaks_for", "") or None,
        rank=table.whole("rank", 5, LOWEST_RANK),
    )


def _issue(table: Table, id_: str) -> Issue:
    table.only("name", "any_of", "all_of", "none_of")
    issue = Issue(
        id=id_,
        name=table.text("name"),
        any_of=table.texts("any_of"),
        all_of=table.groups("all_of"),
        none_of=table.texts("none_of"),
    )
    if not issue.any_of and not issue.all_of:
        table.note("any_of", "is missing", 'say how the issue is recognised: any_of = ["land", "border*"]')
    for phrase in (*issue.any_of, *issue.none_of, *(word for group in issue.all_of for word in group)):
        if _BAD_STAR.search(phrase):
            table.note(
                "any_of", f'has a star in a wrong place: "{phrase}"', "a star only ends a word: border*"
            )
    return issue


def _outlet(table: Table, id_: str) -> tuple[Outlet, tuple[str, ...]]:
    table.only("name", "country", "home", "kind", "aliases", "feeds")
    outlet = Outlet(
        id=id_,
        name=table.text("name"),
        country=table.text_or("country", ""),
        home=table.address("home"),
        kind=table.choice("kind", KINDS_OF_OUTLET, "site"),
        aliases=table.texts("aliases"),
    )
    return outlet, table.addresses("feeds")


def _check_references(dossier: Dossier, top: Table) -> None:
    sides = tuple(side.id for side in dossier.sides)
    actors = {actor.id: actor for actor in dossier.actors}
    if not sides:
        top.note("sides", "is empty", "write at least one table [sides.some-id]")
    for actor in dossier.actors:
        path = f"actors.{actor.id}"
        if actor.side and actor.side not in sides:
            top.note(f"{path}.side", f'names no side: "{actor.side}"', meant(actor.side, sides))
        if actor.speaks_for and actor.speaks_for not in actors:
            remedy = meant(actor.speaks_for, tuple(actors))
            top.note(f"{path}.speaks_for", f'names no actor: "{actor.speaks_for}"', remedy)
        elif actor.speaks_for and _speaks_in_a_circle(actor, actors):
            top.note(f"{path}.speaks_for", "leads back to the actor", "let the highest of them speak alone")


def _speaks_in_a_circle(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    met, step = {actor.id}, actors.get(actor.speaks_for or "")
    while step is not None and step.id not in met:
        met.add(step.id)
        step = actors.get(step.speaks_for or "")
    return step is not None and step.id == actor.id


def _check_names(dossier: Dossier, top: Table) -> None:
    """Note every name by which two different sides or actors, or two different outlets, could be meant."""
    owners: dict[str, str] = {}
    for path, name in _names(dossier):
        owner, key = path.rsplit(".", 1)
        known = owners.setdefault(plain(name), owner)
        if known != owner:
            what = f'has "{name}", which {known} has too'
            top.note(f"{owner}.{key}", what, "keep it with one of them, or make it longer")
    owners = {}
    for outlet in dossier.outlets:
        for name in (outlet.name, *outlet.aliases):
            known = owners.setdefault(plain(name), outlet.id)
            if name and known != outlet.id:
                what = f'has the name "{name}", which outlets.{known} has too'
                top.note(f"outlets.{outlet.id}", what, "keep it with one of them")


def _names(dossier: Dossier) -> Iterable[tuple[str, str]]:
    for side in dossier.sides:
        yield from ((f"sides.{side.id}.aliases", name) for name in side.aliases)
    for actor in dossier.actors:
        if actor.name:
            yield f"actors.{actor.id}.name", actor.name
        yield from ((f"actors.{actor.id}.aliases", name) for name in actor.aliases)
        yield from ((f"actors.{actor.id}.titles", name) for name in actor.titles)


def _with_last_names(dossier: Dossier) -> tuple[Actor, ...]:
    taken = {plain(name) for _, name in _names(dossier)}
    last = {actor.id: actor.name.split()[-1] for actor in dossier.actors if actor.kind == ActorKind.PERSON}
    shared = [plain(name) for name in last.values()]
    return tuple(
        replace(actor, aliases=(*actor.aliases, last[actor.id]))
        if actor.id in last
        and plain(last[actor.id]) not in taken
        and shared.count(plain(last[actor.id])) == 1
        else actor
        for actor in dossier.actors
    )
