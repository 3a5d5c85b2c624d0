"""The command line's words: commands, options and what they mean."""

import argparse
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Final, NoReturn

from bot.errors import WrongUse, one_line
from bot.settings import DEFAULT_RECORD

FORMS: Final = ("text", "discord", "html", "markdown", "json")
BRIEF_FORMS: Final = (*FORMS, "json-ld")
EXPORT_FORMS: Final = ("csv", "jsonl", "graphml", "json-ld")
Verbs = Callable[..., argparse.ArgumentParser]


def _day(stated: str) -> date:
    try:
        return date.fromisoformat(stated)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{one_line(stated, 40)}" is no day; write 2026-02-18') from None


class _Parser(argparse.ArgumentParser):
    """Tells of wrong use in one line."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{one_line(message, 300)}; `{self.prog} --help` says more")


ABOUT = f"""\
Follows diplomatic talks in the news: who said what, in which words, and where the parties differ.

The record is a SQLite file, {DEFAULT_RECORD.removeprefix("sqlite:///")} in the current directory,
unless --record or RAPPORTEUR_RECORD names another. `rapporteur run` makes it and loads the
articles that come with the dossier; so does a question asked where there is no record yet,
unless you named one. `rapporteur import` adds your own articles.
"""
ENDING = """\
exit codes: 0 done; 1 nothing found, or something refused; 2 wrong use; 130 interrupted.
environment: RAPPORTEUR_RECORD, RAPPORTEUR_DOSSIER, RAPPORTEUR_READER (full, or rules for tiny machines).
"""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line; `verb` in what it gives names the command.

    Raises:
        WrongUse: when it cannot be meant.
    """
    # Given here because options that stand before the command and after it share their defaults.
    nothing = argparse.Namespace(record=None, dossier=None, debug=False, json=False)
    return make_parser().parse_args(arguments, nothing)


def make_parser() -> argparse.ArgumentParser:
    """Make the parser of the whole command line."""
    shared = _Parser(add_help=False)
    shared.add_argument("--record", metavar="URL", default=argparse.SUPPRESS, help="sqlite:///FILE")
    shared.add_argument(
        "--dossier", metavar="FILE", default=argparse.SUPPRESS, help="the talks to follow (TOML)"
    )
    shared.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show where it goes wrong"
    )
    parser = _Parser(
        "rapporteur",
        description=ABOUT,
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"rapporteur {_version()}")
    verbs: argparse._SubParsersAction[_Parser] = parser.add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )

    verb = partial(_verb, verbs, shared)
    _add_questions(verb)
    _add_files(verb)
    verb("run", "load the seeds, print the latest brief, and answer at a prompt")
    _add_deliveries(verb, shared)
    verb("migrate", "bring the record up to date")
    dossiers = verbs.add_parser("dossier", help="look after dossiers").add_subparsers(
        metavar="COMMAND", required=True, parser_class=_Parser
    )
    check = dossiers.add_parser("check", help="check a dossier and name every mistake", parents=[shared])
    check.set_defaults(verb="dossier check")
    check.add_argument("file", metavar="FILE")
    return parser


def _verb(
    verbs: "argparse._SubParsersAction[_Parser]",
    shared: _Parser,
    name: str,
    about: str,
    forms: Sequence[str] = (),
) -> argparse.ArgumentParser:
    made = verbs.add_parser(name, help=about, description=about, parents=[shared], allow_abbrev=False)
    made.set_defaults(verb=name)
    if forms:
        made.add_argument("--format", choices=forms, default=forms[0], help=f"one of {', '.join(forms)}")
    return made


def _add_questions(verb: Verbs) -> None:
    brief = _asking(
        verb, "brief", "the brief of a day, by default of the latest that has articles", BRIEF_FORMS
    )
    brief.add_argument("--on", type=_day, metavar="DATE", help="the day, as 2026-02-18")
    brief.add_argument("--from", dest="first", type=_day, metavar="DATE", help="the first of several days")
    brief.add_argument("--to", dest="last", type=_day, metavar="DATE", help="the last of several days")
    brief.add_argument("--as-of", metavar="INSTANT", help="what was known then, as 2026-02-18T18:00+01:00")
    brief.add_argument(
        "--period", choices=("day", "week"), default="day", help="a week is the day and six before"
    )
    brief.add_argument("--kind", choices=("daily", "weekly", "flash"), help="the form of the brief")
    brief.add_argument(
        "--zone", metavar="ZONE", help="the time zone in which days are counted, as Europe/Kyiv"
    )

    who = _asking(verb, "who", "who somebody is, their latest words and positions")
    who.add_argument("name", nargs="+", help="a name in any spelling or script")
    positions = _asking(verb, "positions", "who stands where")
    positions.add_argument("--actor", metavar="NAME", help="an actor or a side")
    positions.add_argument("--issue", metavar="ISSUE", help="an issue of the dossier, by id or name")
    disputes = _asking(verb, "disputes", "where sides are opposed, each in its words")
    disputes.add_argument(
        "--on", type=_day, metavar="DATE", help="the day, by default the latest with articles"
    )
    disputes.add_argument("--zone", metavar="ZONE", help="the time zone in which days are counted")
    quotes = _asking(verb, "quotes", "who said what, newest first")
    quotes.add_argument("--by", metavar="NAME", help="the speaker")
    quotes.add_argument("--about", metavar="NAME", help="whom or what the words name")
    quotes.add_argument("--issue", metavar="ISSUE", help="an issue of the dossier, by id or name")
    quotes.add_argument("--text", metavar="WORDS", help="words as they were said")
    quotes.add_argument("--since", type=_day, metavar="DATE", help="from this day on")


def _asking(verb: Verbs, name: str, about: str, forms: Sequence[str] = FORMS) -> argparse.ArgumentParser:
    made = verb(name, about, forms)
    made.add_argument("--json", action="store_true", help="the same as --format json")
    return made


def _add_files(verb: Verbs) -> None:
    taking = verb("import", "store articles: .txt, .md or .html, directories of these, or addresses of pages")
    taking.add_argument("paths", nargs="+", metavar="PATH|URL")
    taking.add_argument("--outlet", metavar="NAME", help="who published them, above what the files say")
    taking.add_argument("--published", metavar="TIME", help="when, above what the files say")
    taking.add_argument("--json", action="store_true", help="what became of each file")
    reading = verb("read", "read files without storing them")
    reading.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file, a directory, or - for standard input"
    )
    reading.add_argument("--json", action="store_true", help="spans, speakers, positions")
    checking = verb("verify", "check every line of a brief against the record")
    checking.add_argument("file", metavar="BRIEF.json", help="what `brief --json` printed, or - for input")
    checking.add_argument("--json", action="store_true", help="the lines that fail, and why")
    _add_gathering(verb)
    export = verb("export", "the record for other programs", EXPORT_FORMS)
    export.add_argument("--what", choices=("attributions", "positions", "disputes"), default="attributions")


def _add_gathering(verb: Verbs) -> None:
    gather = verb("gather", "poll the dossier's feeds and store what is about the talks, until interrupted")
    gather.add_argument("--once", action="store_true", help="work off what is due now, and end")
    sources = verb("sources", "the feeds that are followed, and how they fare")
    sources.add_argument("--json", action="store_true", help="the same as values")
    why = verb("why", "why a file or page is, or is not, about the talks")
    why.add_argument("what", metavar="PATH|URL")
    filling = verb("backfill", "store what is about the talks of the pages that a list names")
    filling.add_argument(
        "what", metavar="FILE|SITEMAP-URL", help="a file with an address a line, or a sitemap"
    )
    watch = verb("watch-folder", "store what is put into a folder, until interrupted")
    watch.add_argument("folder", metavar="DIR")
    watch.add_argument("--once", action="store_true", help="look once, and end")


def _add_deliveries(verb: Verbs, shared: _Parser) -> None:
    listing = verb("deliveries", "what became of scheduled briefs, the latest first; or try one again")
    listing.add_argument("--state", choices=("due", "claimed", "sent", "skipped", "failed"))
    listing.add_argument("--subscription", metavar="ID", help="those of one subscription")
    listing.add_argument("--most", type=_count, default=50, metavar="NUMBER", help="how many; 50 without it")
    listing.add_argument("--json", action="store_true", help="the same as values")
    below = listing.add_subparsers(metavar="retry ID", parser_class=_Parser)
    about = "try a delivery that failed or was skipped again"
    again = below.add_parser("retry", help=about, description=about, parents=[shared])
    again.set_defaults(verb="deliveries retry")
    again.add_argument("id", metavar="ID")


def _count(stated: str) -> int:
    if not (stated.isdecimal() and 1 <= int(stated[:9]) <= 100_000):
        raise argparse.ArgumentTypeError(f'"{one_line(stated, 40)}" is no number from 1 to 100000')
    return int(stated)


def _version() -> str:
    try:
        return version("rapporteur")
    except PackageNotFoundError:
        return "of a checkout that is not installed"
