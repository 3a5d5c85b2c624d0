# ruff: noqa: RUF001 - typographic quotation marks and apostrophes are meant
"""Every fixed phrase of a brief, in one place; all else that a brief says are words of articles and names."""

from briefs.model.brief import ChangeKind, DisputeKind, DisputeStatus
from briefs.model.reading import Stance

HEADINGS = {
    "toplines": "Toplines",
    "said": "Said, by side",
    "positions": "Positions by issue",
    "disputes": "Open disputes",
    "rested": "Disputes settled or dormant",
    "wordings": "Where outlets word it differently",
    "called": "What each called the talks",
    "unattributed": "Speaker not named, or not certain",
    "single": "Carried by one source only",
    "changes": "Changed since the brief before",
    "silent": "Without own words",
    "dates": "Next dates",
    "sources": "Sources",
    "latest": "Latest words",
    "spoken_of": "Spoken of by others",
    "spellings": "Also spelt, and called",
    "quotes": "Newest first",
}
# What the lines of a section are called when they are counted.
NOUNS = {
    "toplines": ("quote", "quotes"),
    "said": ("quote", "quotes"),
    "positions": ("position", "positions"),
    "disputes": ("position in dispute", "positions in dispute"),
    "rested": ("position in dispute", "positions in dispute"),
    "wordings": ("wording", "wordings"),
    "called": ("name for the talks", "names for the talks"),
    "unattributed": ("quote", "quotes"),
    "single": ("note on sources", "notes on sources"),
    "changes": ("change", "changes"),
    "silent": ("silence", "silences"),
    "dates": ("date", "dates"),
    "sources": ("source", "sources"),
    "latest": ("quote", "quotes"),
    "spoken_of": ("quote", "quotes"),
    "spellings": ("note on the name", "notes on the name"),
    "quotes": ("quote", "quotes"),
}
KINDS = {"daily": "Daily brief", "weekly": "Weekly brief", "flash": "Flash brief"}
OTHER_KIND = "Brief"
OTHER_NOUN = ("line", "lines")

LEGEND = (
    "Words between “ ” are the speaker’s; all other words of an article are the outlet’s, letter for letter."
)
LEGEND_LINKS = "Each outlet’s name opens its article at the words."
FLASH = "A flash brief gives toplines, changes and disputes; the daily brief has the rest."
MARKED = "Words that the other wordings lack are marked."

STANCES = {
    Stance.DEMAND: "demands",
    Stance.PROPOSE: "proposes",
    Stance.CONDITION: "sets a condition",
    Stance.ACCEPT: "accepts",
    Stance.CONCEDE: "concedes",
    Stance.REJECT: "rejects",
    Stance.ACCUSE: "accuses",
    Stance.THREATEN: "threatens",
    Stance.ASSESS: "assesses",
}
KINDS_OF_DISPUTE = {
    DisputeKind.PARTIES: "between parties",
    DisputeKind.OUTLETS: "between outlets",
    DisputeKind.WITHIN: "within one article",
}
STATUSES = {
    DisputeStatus.OPEN: "open",
    DisputeStatus.NARROWING: "narrowing",
    DisputeStatus.SETTLED: "settled",
    DisputeStatus.DORMANT: "dormant",
}
CHANGES = {
    ChangeKind.NEW: "new",
    ChangeKind.HARDENED: "hardened",
    ChangeKind.SOFTENED: "softened",
    ChangeKind.WITHDRAWN: "withdrawn",
    ChangeKind.SETTLED: "settled",
    ChangeKind.SILENT: "silent",
}

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

UNCLEAR = "speaker unclear"
UNNAMED = "{words} (unnamed)"
NO_SIDE = "Others"
NOT_OF_DOSSIER = "Other matters"
REPORTED_BY = "reported by"
REPEATED = "said before"
ONE_SOURCE = "one source"
HEDGED = "hedged"
EARLIER = "earlier"
BEFORE = "before"
NOW = "now"
QUOTED_ABOVE = "quoted above"
DISPUTED = "Positions that oppose another side’s stand under the disputes."
CONTINUED = "continued"
CONTENTS = "Sections"
SOURCE = "source"
SIDES_WITHOUT_WORDS = "No own words in this time: {names}."
NO_SOURCES = "No articles."
QUIET = "No articles on {when}."
QUIET_SPAN = "No articles {when}."
LATEST = "The latest day with articles is {day}: /brief {iso}"
EMPTY_RECORD = "No articles are stored. To store some: rapporteur import PATH"
NOTHING_SAID = "The articles of this time hold no words that could be given with confidence."
AS_OF = "as known at {instant}"
TIMES_IN = "times in {zone}"
SAME_TEXT = "same text as {numbers}"


def stance(value: Stance) -> str:
    """Give the word for a stance."""
    return STANCES[value]


def counted(number: int, one: str, many: str) -> str:
    """Give a number with its noun."""
    return f"{number:,} {one if number == 1 else many}"


def articles(number: int) -> str:
    """Give a number of articles."""
    return counted(number, "article", "articles")


def outlets(number: int) -> str:
    """Give a number of outlets."""
    return counted(number, "outlet", "outlets")


def independent(number: int) -> str:
    """Give a number of independent sources."""
    return counted(number, "independent source", "independent sources")


def more(number: int, alone: int) -> str:
    """Say how many other outlets carry the same words, and how many are independent if fewer."""
    fewer = f" ({alone} independent)" if 1 < alone <= number else ""
    return f"and {number} more{fewer}"


def standing(disputes: int, positions: int) -> str:
    """Say how many disputes are open and positions stand on a quiet day."""
    opened = f"{disputes} dispute{'s are' if disputes != 1 else ' is'} open"
    stand = f"{positions} position{'s stand' if positions != 1 else ' stands'}"
    return f"{opened}, {stand}: /disputes, /positions"


def since(day: str) -> str:
    """Say since when."""
    return f"since {day}"


def told_by(name: str) -> str:
    """Say that somebody of another side says so."""
    return f"as told by {name}"


def via(name: str) -> str:
    """Say through whom words were told."""
    return f"through {name}"


def toward(name: str) -> str:
    """Say at whom a stance is aimed."""
    return f"toward {name}"


def page_of(number: int, total: int) -> str:
    """Say which page this is."""
    return f"Page {number} of {total}"


def still_to_come(counts: list[tuple[str, int]]) -> str:
    """Say what stands on later pages, from the numbers of lines under each heading."""
    nouns = {heading.casefold(): NOUNS[name] for name, heading in HEADINGS.items()}
    totals: dict[tuple[str, str], int] = {}
    for heading, number in counts:
        noun = nouns.get(heading.casefold(), OTHER_NOUN)
        totals[noun] = totals.get(noun, 0) + number
    return "Still to come: " + ", ".join(counted(number, *noun) for noun, number in totals.items())


def single_above(number: int, total: int) -> str:
    """Say how many of the quotes above are carried by one source only."""
    return f"{number} of the {counted(total, 'quote', 'quotes')} above, marked “{ONE_SOURCE}”."


SPEAKS_FOR = "speaks for {name}"
SPOKESPEOPLE = "spoken for by {names}"
SPELT = "Also spelt {names}."
CALLED = "Articles say: {names}."
FIRST_LAST = "{first} to {last}"
SAYINGS_IN = "{sayings} in {articles}"
CARRIED_BY = "Carried by {outlets}."
NOBODY = "Nobody is known as “{name}”."
NEAR = "Near it: {names}."
NO_WORDS_OF = "No words of {name} are stored."
NOTHING_FITS = "Nothing stored fits that."
HINT_WIDER = "Ask for less to find more, or see /help."
LIST_TITLES = {"quotes": "Quotes", "positions": "Positions", "disputes": "Disputes"}
ASKED = {"by": "by {}", "side": "of {}", "about": "about {}", "issue": "on {}", "text": "with “{}”"}


def sayings(number: int) -> str:
    """Give a number of sayings."""
    return counted(number, "saying", "sayings")
