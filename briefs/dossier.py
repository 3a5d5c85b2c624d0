"""One negotiation as data: a TOML file read into a `Dossier`, every mistake named at once."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import PurePath
from typing import Final, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from briefs.model.talks import Actor, ActorKind, Dossier, Feed, Issue, Outlet, Side

MOST_CHARACTERS: Final = 1_000_000
ROLES: Final = ("party", "mediator", "observer")
KINDS_OF_OUTLET: Final = ("site", "wire", "state agency", "broadcaster", "newspaper")
PRONOUNS: Final = ("he", "she", "they", "it")
TALKS: Final = ("talks", "negotiations", "discussions", "consultations", "summit", "meeting")
LOWEST_RANK: Final = 9

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BAD_STAR = re.compile(r"\*(?=[\w*])|(?<!\w)\*")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a dossier: the file, the key's path in it ("actors.medinsky.side"), and what to do."""

    file: str
    key: str
    what: str
    remedy: str

    def __str__(self) -> str:
        key = f"{self.key} " if self.key else ""
        return f"{self.file}: {key}{self.what}; {self.remedy}"


class DossierError(Exception):
    """A dossier cannot be used; `problems` lists every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_dossier(source: str | Mapping[str, object], name: str) -> Dossier:
    """Read a dossier from TOML text or from what TOML text holds; `name` is the file's name for messages.

    Lists keep the file's order. A person's last name is an alias without being listed, unless somebody
    else answers to it.

    Raises:
        DossierError: with all problems, when there is at least one.
    """
    problems: list[Problem] = []
    top = _Table(_parse(source, name) if isinstance(source, str) else source, "", name, problems)
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


def _parse(text: str, name: str) -> Mapping[str, object]:
    if len(text) > MOST_CHARACTERS:
        what = f"has {len(text):,} characters"
        raise DossierError([Problem(name, "", what, f"a dossier has at most {MOST_CHARACTERS:,}")])
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        what, remedy = "nests values too deeply", "a dossier needs three levels at most"
    except ValueError as error:  # TOMLDecodeError, and numbers longer than Python reads
        what, remedy = f"is not TOML: {error}", "mend the line named"
        if re.match(r"Cannot (declare|overwrite)", str(error)):
            what = f"says something twice: {error}"
            remedy = "give each table its own id, and each key once"
    raise DossierError([Problem(name, "", what, remedy)])


class _Table:
    """A TOML table that is read key by key, noting what is wrong instead of stopping."""

    def __init__(self, values: Mapping[str, object], path: str, file: str, problems: list[Problem]) -> None:
        self._values, self._path, self._file, self._problems = values, path, file, problems

    def note(self, key: str, what: str, remedy: str) -> None:
        path = f"{self._path}.{key}" if self._path else key
        self._problems.append(Problem(self._file, path, what, remedy))

    @property
    def file(self) -> str:
        return self._file

    def only(self, *known: str) -> None:
        for key in self._values:
            if key not in known:
                self.note(str(key), "is unknown", _meant(str(key), known))

    def text(self, key: str) -> str:
        """Give the text of a key that must be there."""
        if key not in self._values:
            self.note(key, "is missing", f'write {key} = "..."')
            return ""
        return self._words(key, self._values[key])

    def text_or(self, key: str, default: str) -> str:
        return self.text(key) if key in self._values else default

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        return self._list(key, self._values[key]) if key in self._values else default

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(group, list) for group in value):
            self.note(key, "is not a list of lists", f'write {key} = [["one", "other"], ["third"]]')
            return ()
        return tuple(self._list(f"{key}[{place}]", group) for place, group in enumerate(value))

    def choice(self, key: str, known: tuple[str, ...], default: str) -> str:
        value = self.text_or(key, default)
        if value and value != default and value not in known:
            self.note(key, f'is "{value}"', _meant(value, known))
        return value

    def whole(self, key: str, default: int, most: int) -> int:
        value = self._values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            self.note(key, f"is {_kind(value)}", f"write a whole number from 1 to {most}")
            return default
        return value

    def day(self, key: str) -> date | None:
        value = self._values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.note(key, f"is {_kind(value)}", f"write a day without quotation marks: {key} = 2026-02-17")
        return None

    def address(self, key: str) -> str:
        """Give the web address under a key, or "" where none is given."""
        return self._address(key, self.text_or(key, ""))

    def addresses(self, key: str) -> tuple[str, ...]:
        return tuple(self._address(f"{key}[{place}]", value) for place, value in enumerate(self.texts(key)))

    def table(self, key: str) -> "_Table":
        value = self._values.get(key)
        if not isinstance(value, Mapping):
            what = "is missing" if value is None else f"is {_kind(value)}"
            self.note(key, what, f"write a table [{key}]")
            value = {}
        return _Table(value, key, self._file, self._problems)

    def tables(self, key: str, make: Callable[["_Table", str], _Made]) -> tuple[_Made, ...]:
        """Make a value of each table `[key.ID]`."""
        section = self._values.get(key, {})
        if not isinstance(section, Mapping):
            self.note(key, f"is {_kind(section)}", f"write tables like [{key}.some-id]")
            return ()
        made = []
        for id_, values in section.items():
            path = f"{key}.{id_}"
            if not _ID.fullmatch(str(id_)):
                self.note(path, "is no id", "use small letters a to z, digits and single hyphens")
            if isinstance(values, Mapping):
                made.append(make(_Table(values, path, self._file, self._problems), str(id_)))
            else:
                self.note(path, f"is {_kind(values)}", f"write a table [{path}]")
        return tuple(made)

    def _list(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.note(key, f"is {_kind(value)}", 'write a list: ["one", "other"]')
            return ()
        if not value:
            self.note(key, "is an empty list", "fill it or leave it out")
        words = (self._words(f"{key}[{place}]", item) for place, item in enumerate(value))
        return tuple(dict.fromkeys(word for word in words if word))

    def _words(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            self.note(key, f"is {_kind(value)}", "write text in quotation marks")
        elif not value.strip():
            self.note(key, "is empty", "fill it or leave it out")
        elif any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
            self.note(key, "holds a control character", "write it on one line, as plain text")
        else:
            return value.strip()
        return ""

    def _address(self, key: str, value: str) -> str:
        if value and not _is_address(value):
            self.note(key, f'is no web address: "{value}"', "write https://... as a browser shows it")
        return value


def _dossier(top: _Table) -> Dossier:
    top.only("dossier", "sides", "actors", "issues", "outlets")
    head = top.table("dossier")
    head.only("name", "id", "zone", "talks", "places", "begins", "ends")
    name = head.text("name")
    id_ = head.text_or("id", "-".join(re.findall(r"[a-z0-9]+", PurePath(top.file).stem.lower())) or "talks")
    if id_ and not _ID.fullmatch(id_):
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


def _zone(head: _Table) -> str:
    zone = head.text_or("zone", "UTC")
    try:
        ZoneInfo(zone or "UTC")
    except (LookupError, ValueError, OSError):
        known = sorted(available_timezones())
        remedy = _meant(zone, tuple(known), "write a name such as Europe/Zurich")
        head.note("zone", f'is no time zone: "{zone}"', remedy)
    return zone


def _side(table: _Table, id_: str) -> Side:
    table.only("name", "role", "aliases", "adjectives")
    return Side(
        id=id_,
        name=table.text("name"),
        role=table.choice("role", ROLES, "party"),
        aliases=table.texts("aliases"),
        adjectives=table.texts("adjectives"),
    )


def _actor(table: _Table, id_: str) -> Actor:
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


def _issue(table: _Table, id_: str) -> Issue:
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


def _outlet(table: _Table, id_: str) -> tuple[Outlet, tuple[str, ...]]:
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


def _check_references(dossier: Dossier, top: _Table) -> None:
    sides = tuple(side.id for side in dossier.sides)
    actors = {actor.id: actor for actor in dossier.actors}
    if not sides:
        top.note("sides", "is empty", "write at least one table [sides.some-id]")
    for actor in dossier.actors:
        path = f"actors.{actor.id}"
        if actor.side and actor.side not in sides:
            top.note(f"{path}.side", f'names no side: "{actor.side}"', _meant(actor.side, sides))
        if actor.speaks_for and actor.speaks_for not in actors:
            remedy = _meant(actor.speaks_for, tuple(actors))
            top.note(f"{path}.speaks_for", f'names no actor: "{actor.speaks_for}"', remedy)
        elif actor.speaks_for and _speaks_in_a_circle(actor, actors):
            top.note(f"{path}.speaks_for", "leads back to the actor", "let the highest of them speak alone")


def _speaks_in_a_circle(actor: Actor, actors: Mapping[str, Actor]) -> bool:
    met, step = {actor.id}, actors.get(actor.speaks_for or "")
    while step is not None and step.id not in met:
        met.add(step.id)
        step = actors.get(step.speaks_for or "")
    return step is not None and step.id == actor.id


def _check_names(dossier: Dossier, top: _Table) -> None:
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


def _meant(word: str, known: tuple[str, ...], otherwise: str = "") -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return otherwise or (f"known are {', '.join(known)}" if known else "there are none yet: write one first")


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9:
        return str(value)
    return next((said for type_, said in names.items() if isinstance(value, type_)), "of another type")


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = parts.hostname or ""
    return (
        parts.scheme in {"http", "https"}
        and port_is_sound
        and bool(re.fullmatch(r"[^\s<>\"]+", value))
        and "@" not in parts.netloc
        and ("." in host or ":" in host or host == "localhost")
    )
