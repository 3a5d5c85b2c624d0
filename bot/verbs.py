"""The verbs of the command line: each asks the desk once, and replies."""

import argparse
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Final

from bot.app import App, dossier_file, open_app, open_dossier, open_reader
from bot.desk.intake import Given, Outcome, Taken, period_of
from bot.desk.look import read_files
from bot.desk.show import read_as_json, read_as_lines, taken_as_line, taken_in_sum
from bot.desk.windows import Days, week_to
from bot.errors import FileRefused, WrongUse, one_line
from bot.logs import state_folder
from bot.monitor.dates import read_moment
from bot.monitor.files import decode, read_bytes
from bot.output import say, tell
from bot.settings import Settings
from bot.store.database import REVISION, record_file
from briefs.model.answers import DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.plain import to_plain

Verb = Callable[[argparse.Namespace, Settings], Coroutine[None, None, int]]
Answer = WhoCard | NameUnknown | QuoteList | PositionList | DisputeList


async def _brief(given: argparse.Namespace, settings: Settings) -> int:
    from briefs.render import render  # noqa: PLC0415 (Jinja2 is loaded with it)

    async with open_for_asking(settings) as app:
        as_of = _moment(given.as_of, app)
        kind = given.kind or ("weekly" if given.period == "week" else "daily")
        days = await _days(given, app, as_of)
        brief = await app.ask.brief(days=days, as_of=as_of, kind=kind, zone=given.zone)
    say(render(brief, "json" if given.json else given.format))
    return 0


async def _who(given: argparse.Namespace, settings: Settings) -> int:
    async with open_for_asking(settings) as app:
        answer = await app.ask.who(" ".join(given.name))
    return _reply(answer, given, app.dossier.zone)


async def _positions(given: argparse.Namespace, settings: Settings) -> int:
    async with open_for_asking(settings) as app:
        answer = await app.ask.positions(actor=given.actor, issue=given.issue)
    return _reply(answer, given, app.dossier.zone)


async def _disputes(given: argparse.Namespace, settings: Settings) -> int:
    async with open_for_asking(settings) as app:
        answer = await app.ask.disputes(given.on, zone=given.zone)
    return _reply(answer, given, app.dossier.zone)


async def _quotes(given: argparse.Namespace, settings: Settings) -> int:
    async with open_for_asking(settings) as app:
        answer = await app.ask.quotes(
            by=given.by, about=given.about, issue=given.issue, text=given.text, since=given.since
        )
    return _reply(answer, given, app.dossier.zone)


async def _import(given: argparse.Namespace, settings: Settings) -> int:
    links = [path for path in given.paths if path.startswith(("http://", "https://"))]
    files = [path for path in given.paths if path not in links]
    code = 0
    if links:
        from bot.gathering import import_links  # noqa: PLC0415 (aiohttp is loaded with it)

        code = await import_links(links, settings, as_json=given.json)
    return code | (await _import_files(files, given, settings) if files else 0)


async def _import_files(paths: list[str], given: argparse.Namespace, settings: Settings) -> int:
    taken: list[Taken] = []
    async with open_app(settings, tell, make=True) as app:
        published = _moment(given.published, app)
        async for one in app.intake.take_files(paths, Given(given.outlet, published)):
            taken.append(one)
            if one.outcome is Outcome.REFUSED:
                tell(taken_as_line(one))
            elif not given.json:
                say(taken_as_line(one))
    say(
        json.dumps([to_plain(one) for one in taken], ensure_ascii=False, indent=2)
        if given.json
        else taken_in_sum(taken)
    )
    return int(any(one.outcome is Outcome.REFUSED for one in taken))


async def _read(given: argparse.Namespace, settings: Settings) -> int:
    dossier = open_dossier(dossier_file(settings))
    found = []
    refused = 0
    for one in read_files(given.paths, open_reader(settings, dossier)):
        if isinstance(one, FileRefused):
            refused = 1
            tell(str(one))
        elif given.json:
            found.append(one)
        else:
            say(read_as_lines(one, dossier))
    if given.json:
        say(json.dumps(read_as_json(found), ensure_ascii=False))
    return refused


async def _verify(given: argparse.Namespace, settings: Settings) -> int:
    written = decode(sys.stdin.buffer.read() if given.file == "-" else read_bytes(given.file), given.file)
    async with open_for_asking(settings) as app:
        failures = await app.ask.verify(written)
    if given.json:
        say(json.dumps([to_plain(failure) for failure in failures], ensure_ascii=False, indent=2))
    for failure in failures:
        tell(f"{one_line(given.file)}: {one_line(str(failure), 400)}")
    if not failures and not given.json:
        say(f"{one_line(given.file)}: every line stands in the record")
    return int(bool(failures))


async def _export(given: argparse.Namespace, settings: Settings) -> int:
    from briefs.export import export  # noqa: PLC0415 (loaded when it is asked for)

    async with open_for_asking(settings) as app:
        read = await app.ask.everything()
        disputes = (await app.ask.disputes()).disputes if given.what == "disputes" else ()
    say("".join(export(given.what, given.format, app.dossier, read=read, disputes=disputes)))
    return 0


async def _run(_: argparse.Namespace, settings: Settings) -> int:
    from bot.console import run, vocabulary_of  # noqa: PLC0415 (loaded when it is asked for)

    async with open_app(settings, tell, make=True) as app:
        loaded = await app.intake.take_seeds()
        if settings.discord_token:
            from bot.serve import serve  # noqa: PLC0415 (discord.py takes a second to load)

            tell(f"{record_file(settings.record)}: {taken_in_sum(loaded)}. Connecting to Discord.")
            return await serve(app, settings)
        greeting = f"{record_file(settings.record)}: {taken_in_sum(loaded)}."
        vocabulary = vocabulary_of(app.dossier, await app.ask.days())
        state = state_folder(os.environ)
        return await run(app.ask, vocabulary=vocabulary, today=date.today, greeting=greeting, state=state)


async def _gathering(given: argparse.Namespace, settings: Settings) -> int:
    from bot import gathering  # noqa: PLC0415 (aiohttp is loaded with it)

    verbs: dict[str, Verb] = {
        "gather": gathering.gather_feeds,
        "sources": gathering.show_sources,
        "why": gathering.tell_why,
        "watch-folder": gathering.watch_folder,
        "backfill": gathering.backfill,
    }
    return await verbs[given.verb](given, settings)


async def _deliveries(given: argparse.Namespace, settings: Settings) -> int:
    from bot import delivering  # noqa: PLC0415 (loaded when it is asked for)

    verbs: dict[str, Verb] = {"deliveries": delivering.show_deliveries, "deliveries retry": delivering.retry}
    return await verbs[given.verb](given, settings)


async def _migrate(_: argparse.Namespace, settings: Settings) -> int:
    async with open_app(settings, tell, make=True):
        say(f"record {record_file(settings.record)}: up to date, shape {REVISION}")
    return 0


async def _check(given: argparse.Namespace, _: Settings) -> int:
    dossier = open_dossier(Path(given.file))
    listed = ("sides", "actors", "issues", "outlets", "feeds")
    counts = ", ".join(f"{len(getattr(dossier, name))} {name}" for name in listed)
    say(f"{one_line(given.file)}: sound; {dossier.name}: {counts}")
    return 0


@asynccontextmanager
async def open_for_asking(settings: Settings) -> AsyncIterator[App]:
    """Open the record for a question.

    Where nobody chose a record and there is none yet, this makes it with the seeds, as `run` does; a record
    that was named must be there, lest a slip of the pen be answered from a new one.
    """
    first = not settings.record_chosen and not record_file(settings.record).exists()
    async with open_app(settings, tell, make=first) as app:
        if first:
            taken = await app.intake.take_seeds()
            tell(f"there was no record here: made {record_file(settings.record)} ({taken_in_sum(taken)})")
        yield app


def _reply(answer: Answer, given: argparse.Namespace, zone: str) -> int:
    """Print an answer; one that holds nothing is told in a line, and is a failure to find."""
    from briefs.render import render_answer  # noqa: PLC0415 (Jinja2 is loaded with it)

    missing = _missing(answer)
    form = "json" if given.json else given.format
    if not missing or form == "json":
        say(render_answer(answer, form, zone=zone))
    if missing:
        tell(missing)
    return int(bool(missing))


def _missing(answer: Answer) -> str:
    if isinstance(answer, NameUnknown):
        near = " or ".join(one.name for one in answer.near)
        hint = f"; did you mean {near}?" if near else ", neither in the dossier nor in the record"
        return f'nobody is known by "{one_line(answer.asked, 60)}"{hint}'
    if isinstance(answer, QuoteList) and not answer.quotes:
        return "no quotes fit all that was asked; leave out a condition"
    if isinstance(answer, PositionList) and not answer.positions:
        return "no positions fit all that was asked; leave out a condition"
    if isinstance(answer, DisputeList) and not answer.disputes:
        return "no disputes stand on these days"
    return ""


async def _days(given: argparse.Namespace, app: App, as_of: datetime | None) -> Days | None:
    """Give the days that are asked for, None for the latest day that has articles."""
    if given.first or given.last:
        if given.on:
            raise WrongUse("--on is one day, --from and --to are several; give the one or the others")
        last = given.last or (await app.ask.latest(given.zone, as_of)).last
        return Days(given.first or last, last)
    if given.period == "week":
        return week_to(given.on or (await app.ask.latest(given.zone, as_of)).last)
    return Days(given.on, given.on) if given.on else None


def _moment(stated: str | None, app: App) -> datetime | None:
    if stated is None:
        return None
    moment = read_moment(stated, period_of(app.dossier))
    if moment is None:
        raise WrongUse(f'"{one_line(stated, 40)}" is no time; write 2026-02-18 or 2026-02-18T18:00+01:00')
    return moment


VERBS: Final[Mapping[str, Verb]] = {
    "brief": _brief,
    "who": _who,
    "positions": _positions,
    "disputes": _disputes,
    "quotes": _quotes,
    "import": _import,
    "read": _read,
    "verify": _verify,
    "export": _export,
    "gather": _gathering,
    "sources": _gathering,
    "why": _gathering,
    "watch-folder": _gathering,
    "backfill": _gathering,
    "deliveries": _deliveries,
    "deliveries retry": _deliveries,
    "run": _run,
    "migrate": _migrate,
    "dossier check": _check,
}
