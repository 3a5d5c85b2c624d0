"""Coming rounds and dates, in the words of those who name them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib import resources

from briefs.ledger.days import days_named
from briefs.ledger.entry import Entry, day_of
from briefs.ledger.evidence import evidence
from briefs.ledger.sentences import sentences
from briefs.ledger.words import Kind, words_of
from briefs.model.brief import NextDate
from briefs.model.span import Span
from briefs.model.talks import Dossier

_SAME: float = 0.6
_LONGEST = 500


@cache
def _patterns(name: str = "coming.en.toml") -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))
    meeting, time = (
        re.compile(
            r"\b(?:"
            + "|".join(f"(?:{line})" for line in table[kind]["phrases"].split("\n") if line)
            + r")\b",
            re.IGNORECASE,
        )
        for kind in ("meeting", "time")
    )
    return meeting, time


def coming(
    entries: Iterable[Entry], dossier: Dossier, copies: Mapping[str, tuple[str, ...]], today: date
) -> tuple[NextDate, ...]:
    """List the sentences that name a meeting to come and when, those with a certain day first, by day.

    A day is given where the sentence names just one from its article's day on. The same told again, and
    what copies share, is listed once, as first published; days before `today` are left out.
    """
    meeting, time = _patterns()
    found: list[tuple[NextDate, frozenset[str], str]] = []
    for entry in entries:
        text = entry.article.text
        if not meeting.search(text):
            continue
        published = day_of(entry.article.published, dossier.zone)
        for sentence in sentences(text):
            match = meeting.search(text, sentence.start, sentence.end)
            if match is None or sentence.end - sentence.start > _LONGEST:
                continue
            named = days_named(text, sentence.start, sentence.end, published, ahead=True)
            ahead = {each.day for each in named if each.day and each.day >= published}
            if not ahead and not time.search(text, sentence.start, sentence.end):
                continue
            day = ahead.pop() if len(ahead) == 1 and len(named) == 1 else None
            if day is not None and day < today:
                continue
            keys = _keys(text, sentence)
            if not any(_told_before(day, keys, entry, other, copies) for other in found):
                found.append(
                    (NextDate(evidence(entry.article, sentence, dossier), day), keys, entry.article.id)
                )
    return tuple(
        sorted(
            (each for each, _, _ in found),
            key=lambda each: (
                each.day is None,
                each.day or today,
                each.evidence.published,
                each.evidence.article,
                each.evidence.start,
            ),
        )
    )


def _keys(text: str, span: Span) -> frozenset[str]:
    return frozenset(word.key for word in words_of(text, span.start, span.end) if word.kind is Kind.CONTENT)


def _told_before(
    day: date | None,
    keys: frozenset[str],
    entry: Entry,
    other: tuple[NextDate, frozenset[str], str],
    copies: Mapping[str, tuple[str, ...]],
) -> bool:
    told, its_keys, article = other
    if day is not None and day == told.day:
        return True
    common = len(keys & its_keys)
    shared = article in copies.get(entry.article.id, ())
    return common >= (_SAME / 2 if shared else _SAME) * min(len(keys), len(its_keys))
