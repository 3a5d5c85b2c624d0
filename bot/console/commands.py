"""What can be typed at the console, and what a typed line asks for."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from briefs.model.talks import Dossier


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names that complete what is typed: actors, issues (id and name), days with articles, oldest first."""

    actors: tuple[str, ...] = ()
    issues: tuple[tuple[str, str], ...] = ()
    days: tuple[date, ...] = ()
    zone: str = "UTC"

    def issue(self, words: str) -> str | None:
        """Give the id of the issue that words name by id, by name or by the beginning of its name."""
        asked = words.casefold()
        for key, name in self.issues:
            if asked in (key.casefold(), name.casefold()):
                return key
        begun = [key for key, name in self.issues if len(asked) > 2 and name.casefold().startswith(asked)]
        return begun[0] if len(begun) == 1 else None


@dataclass(frozen=True, slots=True)
class Command:
    """One command with what was given to it."""

    name: str
    on: date | None = None
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """One line for a person whose line asks for nothing that is known."""

    text: str


USES = {
    "/brief": ("/brief [DATE|today|yesterday]", "the brief of a day, of the latest day without one"),
    "/who": ("/who NAME", "who somebody is, their latest words and positions"),
    "/positions": ("/positions [ACTOR or ISSUE]", "who stands where"),
    "/disputes": ("/disputes [DATE]", "where sides are opposed, each in its words"),
    "/quotes": ("/quotes [by X] [about Y] [issue Z] [text ...]", "who said what"),
    "/changes": ("/changes [DATE]", "what changed since the brief before"),
    "/sources": ("/sources [DATE]", "the articles a brief was made from"),
    "/more": ("/more", "the next page"),
    "/help": ("/help", "this list"),
    "/quit": ("/quit", "leave (as Ctrl-D does)"),
}
QUOTE_KEYS = ("by", "about", "issue", "text")
_DATED = ("/brief", "/disputes", "/changes", "/sources")
_LEAVING = ("/quit", "/exit", "quit", "exit", ":q")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")


def vocabulary_of(dossier: Dossier, days: tuple[date, ...] = ()) -> Vocabulary:
    """Give the names of a dossier."""
    return Vocabulary(
        actors=tuple(actor.name for actor in dossier.actors),
        issues=tuple((issue.id, issue.name) for issue in dossier.issues),
        days=tuple(sorted(days)),
        zone=dossier.zone,
    )


def help_text() -> str:
    """Give the list of commands."""
    widest = max(len(use) for use, _ in USES.values())
    return "\n".join(f"  {use:<{widest}}  {what}" for use, what in USES.values())


def parse(line: str, vocabulary: Vocabulary, today: date) -> Command | Advice | None:
    """Give what a line asks for, advice where it asks for nothing that is known, None for an empty line."""
    typed = line.strip()
    if not typed:
        return None
    if typed.casefold() in _LEAVING:
        return Command("/quit")
    word, _, rest = typed.partition(" ")
    name, rest = word.casefold(), rest.strip()
    if not name.startswith("/"):
        return _bare(typed, vocabulary, today)
    if name not in USES:
        near = difflib.get_close_matches(name, USES, n=1, cutoff=0.6)
        hint = f"Did you mean {near[0]}?" if near else "/help lists the commands."
        return Advice(f"There is no command {word[:40]}. {hint}")
    if name in _DATED:
        return _dated(name, rest, vocabulary, today)
    return _PARSERS.get(name, _alone)(name, rest, vocabulary)


def parse_day(words: str, vocabulary: Vocabulary, today: date) -> date | None:
    """Give the day that words name; without a year, the latest such day with articles, else the last."""
    asked = words.casefold().strip()
    if asked in ("today", "yesterday"):
        return today - timedelta(days=asked == "yesterday")
    try:
        return _written_day(asked, vocabulary, today)
    except ValueError:
        return None


def _written_day(asked: str, vocabulary: Vocabulary, today: date) -> date | None:
    if found := _ISO.fullmatch(asked):
        return date(*map(int, found.groups()))
    if found := _DOTTED.fullmatch(asked):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if found := _DAY_FIRST.fullmatch(asked):
        return _day(found[1], found[2], found[3], vocabulary, today)
    if found := _MONTH_FIRST.fullmatch(asked):
        return _day(found[2], found[1], found[3], vocabulary, today)
    return None


def _day(day: str, month: str, year: str | None, vocabulary: Vocabulary, today: date) -> date | None:
    if month[:3] not in _MONTHS:
        return None
    number = _MONTHS.index(month[:3]) + 1
    if year is not None:
        return date(int(year), number, int(day))
    for known in reversed(vocabulary.days):
        if (known.month, known.day) == (number, int(day)):
            return known
    this_year = date(today.year, number, int(day))
    return this_year if this_year <= today else date(today.year - 1, number, int(day))


def _dated(name: str, rest: str, vocabulary: Vocabulary, today: date) -> Command | Advice:
    if not rest or rest.casefold() == "latest":
        return Command(name)
    day = parse_day(rest, vocabulary, today)
    if day is None:
        return Advice(
            f"“{rest[:40]}” is no day. Say {name} {_example_day(vocabulary, today)}, or today, or yesterday."
        )
    return Command(name, on=day)


def _who(name: str, rest: str, vocabulary: Vocabulary) -> Command | Advice:
    if not rest:
        example = vocabulary.actors[0] if vocabulary.actors else "NAME"
        return Advice(f"Say whom: {name} {example}")
    return Command(name, given={"name": rest})


def _positions(name: str, rest: str, vocabulary: Vocabulary) -> Command | Advice:
    if not rest:
        return Command(name)
    asked = re.sub(r"^(?:of|by|on|issue|actor)\s+", "", rest, flags=re.IGNORECASE)
    issue = vocabulary.issue(asked)
    return Command(name, given={"issue": issue} if issue else {"actor": asked})


def _quotes(name: str, rest: str, vocabulary: Vocabulary) -> Command | Advice:
    given: dict[str, str] = {}
    words = rest.split()
    if words and words[0].casefold() not in QUOTE_KEYS:
        words = ["by", *words]
    key = ""
    for word in words:
        if key != "text" and word.casefold() in QUOTE_KEYS and word.casefold() not in given:
            key = word.casefold()
            given[key] = ""
        else:
            given[key] = f"{given[key]} {word}".strip()
    for key, value in given.items():
        if not value:
            return Advice(f"Say what stands after “{key}”: {USES[name][0]}")
    if "issue" in given:
        issue = vocabulary.issue(given["issue"])
        if issue is None:
            known = ", ".join(key for key, _ in vocabulary.issues)
            return Advice(f"“{given['issue'][:40]}” is no issue of these talks. Issues: {known}")
        given["issue"] = issue
    return Command(name, given=given)


def _alone(name: str, rest: str, vocabulary: Vocabulary) -> Command | Advice:
    del vocabulary
    return Advice(f"{name} takes nothing after it.") if rest else Command(name)


_PARSERS: dict[str, Callable[[str, str, Vocabulary], Command | Advice]] = {
    "/who": _who,
    "/positions": _positions,
    "/quotes": _quotes,
}


def _bare(typed: str, vocabulary: Vocabulary, today: date) -> Advice:
    shown = typed[:60]
    words = typed.split()
    if f"/{words[0].casefold()}" in USES:
        return Advice(f"Commands begin with a slash. Did you mean /{shown}?")
    if parse_day(typed, vocabulary, today):
        return Advice(f"Did you mean /brief {shown}?")
    if issue := vocabulary.issue(typed):
        return Advice(f"Did you mean /positions {issue}?")
    if len(words) > 3:
        return Advice(f"Commands begin with a slash. To find words: /quotes text {shown}")
    return Advice(f"Did you mean /who {shown}?")


def _example_day(vocabulary: Vocabulary, today: date) -> str:
    return (vocabulary.days[-1] if vocabulary.days else today).isoformat()
