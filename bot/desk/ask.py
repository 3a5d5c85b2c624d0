"""Every question that can be asked of the record: a value in, a value out."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.desk.answers import card, position_list, quote_list
from bot.desk.names import Known, find_name
from bot.desk.windows import Days, zone_of
from bot.errors import NothingFound, RapporteurError, one_line
from bot.store import articles, readings
from bot.store.database import Record
from briefs.compile import compile_brief
from briefs.ledger.entry import Entry
from briefs.ledger.ledger import Ledger
from briefs.model.answers import Asked, DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.article import Article
from briefs.model.brief import Brief, Window
from briefs.model.reading import Reading
from briefs.model.talks import Dossier
from briefs.plain import NotPlainError, brief_from_json
from briefs.verify import Failure, cited, verify

EMPTY: Final = "the record is empty; `rapporteur run` loads the first dossier's articles, `rapporteur import PATH...` yours"
#: How far back sayings are known again: what is older and said anew is new.
LOOK_BACK: Final = timedelta(days=7)
#: How many of a side's newest positions on an issue are looked for before that, for what still stands.
POSITIONS_BEFORE: Final = 12
#: How many of the newest articles a question about a speaker or about words reads at most.
ARTICLES: Final = 300


def day_in_words(day: date) -> str:
    """Write a day as people do: 18 February 2026."""
    return f"{day.day} {day:%B} {day.year}"


class Ask:
    """Answers questions for one dossier from one record."""

    def __init__(self, record: Record, dossier: Dossier) -> None:
        self._record = record
        self.dossier = dossier

    async def brief(
        self,
        on: date | None = None,
        *,
        days: Days | None = None,
        as_of: datetime | None = None,
        kind: str = "daily",
        zone: str | None = None,
    ) -> Brief:
        """Give the brief of a day or of days, by default of the latest day that has articles.

        Raises:
            NothingFound: when there is no article on these days; the message names the latest day that has.
        """
        zone = zone or self.dossier.zone
        meant = days or (Days(on, on) if on else None) or await self._latest(zone, as_of)
        brief = await self._compiled(meant.window(zone), meant.before().window(zone), kind, as_of)
        if not brief.status.articles:
            raise await self._no_articles(meant, zone, as_of)
        return brief

    async def who(self, name: str) -> WhoCard | NameUnknown:
        """Give all the record holds about one speaker, or the known names near to the one asked for."""
        async with self._record.reading() as connection:
            speakers = await readings.load_speakers(connection)
            found = find_name(self.dossier, speakers, name)
            if not isinstance(found, Known):
                return NameUnknown(self.dossier.id, name, found)
            ids = await readings.find_articles_of_speaker(connection, found.name, None, ARTICLES)
            entries = await readings.load_entries_of(connection, ids, None)
        return card(self._whole(entries), entries, found, self.dossier)

    async def positions(self, *, actor: str | None = None, issue: str | None = None) -> PositionList:
        """Give what stands now, of one actor or side, on one issue."""
        known = await self._named(actor)
        self._check_issue(issue)
        brief = await self.brief()
        asked = Asked(by=known.id if known else None, side=known.side if known else None, issue=issue)
        return position_list(brief, asked, known, self.dossier)

    async def disputes(
        self,
        on: date | None = None,
        *,
        days: Days | None = None,
        as_of: datetime | None = None,
        zone: str | None = None,
    ) -> DisputeList:
        """Give what is in dispute on a day, by default the latest day that has articles."""
        brief = await self.brief(on, days=days, as_of=as_of, zone=zone)
        asked = Asked(window=brief.window)
        return DisputeList(brief.dossier, asked, brief.disputes, brief.sources, brief.names)

    async def quotes(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        issue: str | None = None,
        text: str | None = None,
        since: date | None = None,
    ) -> QuoteList:
        """Give sayings, newest first: by somebody, about somebody or something, on an issue, with these words."""
        known = await self._named(by)
        self._check_issue(issue)
        start = None if since is None else Days(since, since).window(self.dossier.zone).start
        async with self._record.reading() as connection:
            if known is not None:
                ids = await readings.find_articles_of_speaker(connection, known.name, None, ARTICLES)
            else:
                words = [word for word in (text, about) if word]
                ids = await articles.find_texts(connection, words[:1], ARTICLES)
            entries = await readings.load_entries_of(connection, ids, None)
        if start is not None:
            entries = tuple(entry for entry in entries if entry.article.published >= start)
        asked = Asked(by=known.id if known else None, about=about, issue=issue, text=text)
        return quote_list(self._whole(entries), asked, known)

    async def verify(self, written: str, *, rebuild: bool = True) -> tuple[Failure, ...]:
        """Check a brief's JSON against the record, line by line; nothing found is the proof that it holds."""
        try:
            claimed = brief_from_json(written)
        except NotPlainError:
            return verify(written, lambda _article, _version: None, dossier=self.dossier)
        held: dict[tuple[str, int], Article | None] = {}
        async with self._record.reading() as connection:
            for article, version in sorted(cited(claimed)):
                held[article, version] = await articles.load_version(connection, article, version)
        window = claimed.window
        length = window.end - window.start
        again: Brief | None = None
        if rebuild and length > timedelta():
            with suppress(RapporteurError, OverflowError):
                before = Window(window.start - length, window.start, window.zone)
                again = await self._compiled(window, before, claimed.kind, claimed.as_of)
        return verify(
            written,
            lambda article, version: held.get((article, version)),
            dossier=self.dossier,
            rebuild=None if again is None else (lambda _: again),
        )

    async def everything(self) -> tuple[tuple[Article, Reading], ...]:
        """Give all articles with what was read in them, oldest first."""
        async with self._record.reading() as connection:
            entries = await readings.load_entries(connection, None, None, None)
        return tuple((entry.article, entry.reading) for entry in entries)

    async def days(self) -> tuple[date, ...]:
        """List the days that have articles, oldest first."""
        async with self._record.reading() as connection:
            moments = await articles.load_moments(connection)
        zone = zone_of(self.dossier.zone)
        return tuple(sorted({moment.astimezone(zone).date() for moment in moments}))

    async def _latest(self, zone: str, as_of: datetime | None) -> Days:
        async with self._record.reading() as connection:
            moment = await articles.latest_published(connection, None, as_of)
        if moment is None:
            raise NothingFound(EMPTY if as_of is None else f"the record holds no article from before {as_of}")
        day = moment.astimezone(zone_of(zone)).date()
        return Days(day, day)

    async def _no_articles(self, days: Days, zone: str, as_of: datetime | None) -> NothingFound:
        latest = await self._latest(zone, as_of)
        span = day_in_words(days.first)
        if days.last != days.first:
            span = f"{span} to {day_in_words(days.last)}"
        return NothingFound(
            f"no articles on {span}; the latest day that has some is {day_in_words(latest.last)} "
            f"({latest.last.isoformat()})"
        )

    async def _compiled(self, window: Window, before: Window, kind: str, as_of: datetime | None) -> Brief:
        since = window.start - LOOK_BACK
        pairs = [(issue.id, side.id) for issue in self.dossier.issues for side in self.dossier.sides]
        async with self._record.reading() as connection:
            recent = await readings.load_entries(connection, since, window.end, as_of)
            older = await readings.load_last_positions(connection, pairs, since, as_of, POSITIONS_BEFORE)
        ledger = Ledger(self.dossier, (*older, *recent))
        return compile_brief(ledger, window, self.dossier, kind=kind, before=before, as_of=as_of)

    def _whole(self, entries: Iterable[Entry]) -> Brief:
        """Compile all of these entries as one window."""
        listed = tuple(entries)
        moments = [entry.article.published for entry in listed] or [datetime(2000, 1, 1, tzinfo=UTC)]
        window = Window(min(moments), max(moments) + timedelta(seconds=1), self.dossier.zone)
        return compile_brief(Ledger(self.dossier, listed), window, self.dossier, kind="flash")

    async def _named(self, name: str | None) -> Known | None:
        if name is None:
            return None
        async with self._record.reading() as connection:
            speakers = await readings.load_speakers(connection)
        found = find_name(self.dossier, speakers, name)
        if isinstance(found, Known):
            return found
        near = " or ".join(one.name for one in found)
        hint = (
            f"; did you mean {near}?"
            if near
            else "; `rapporteur who` answers for every speaker of the record"
        )
        raise NothingFound(f'nobody is known by "{one_line(name, 60)}"{hint}')

    def _check_issue(self, issue: str | None) -> None:
        known = [each.id for each in self.dossier.issues]
        if issue is not None and issue not in known:
            raise NothingFound(
                f'there is no issue "{one_line(issue, 60)}"; the dossier has {", ".join(known)}'
            )
