"""Words by which sentences speak of meetings, over or to come, and set one thing against another."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

from briefs.ledger.days import names_day
from briefs.model.span import Span

_REACH: Final = 60
_LONGEST: Final = 500


@cache
def _table(name: str = "meetings.en.toml") -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(
        resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    )
    return table


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    lines = "|".join(f"(?:{line})" for line in _table()[kind]["phrases"].split("\n") if line)
    return re.compile(rf"\b(?:{lines})\b", re.IGNORECASE)


@cache
def over_pattern() -> re.Pattern[str]:
    """Give the pattern of the words that say that talks have ended."""
    return re.compile(
        rf"\b(?:{_verbs('talks')})\b[^.;:!?]{{0,{_REACH}}}?\b(?:{_verbs('over')})\b", re.IGNORECASE
    )


@cache
def ahead_pattern() -> re.Pattern[str]:
    """Give the pattern of the words that say that talks lie ahead."""
    ahead, talks = _verbs("ahead"), _verbs("talks")
    return re.compile(
        rf"\b(?:{ahead})\b[^.;:!?]{{0,{_REACH}}}?\b(?:{talks})\b|\b(?:{talks})\b[^.;:!?]{{0,20}}?\b(?:{ahead})\b",
        re.IGNORECASE,
    )


def _verbs(kind: str) -> str:
    return "|".join(re.escape(words).replace(r"\-", r"\s+") for words in _table()[kind]["words"].split())


@cache
def contrast() -> re.Pattern[str]:
    """Give the pattern of the words by which one sentence sets two things against each other."""
    return re.compile(rf"\b(?:{_verbs('contrast')})\b", re.IGNORECASE)


def meeting_pattern() -> re.Pattern[str]:
    """Give the pattern of the words that name a meeting to come."""
    return _phrases("meeting")


def names_time(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` says when, other than by naming a day."""
    return _phrases("time").search(text, start, end) is not None


def coming_in(text: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """Find the sentences, of `parts`, that name a meeting to come and when it is."""
    meeting = _phrases("meeting")
    if not meeting.search(text):
        return ()
    return tuple(
        part
        for part in parts
        if part.end - part.start <= _LONGEST
        and meeting.search(text, part.start, part.end)
        and (names_time(text, part.start, part.end) or names_day(text, part.start, part.end))
    )


def stated_in(
    text: str, parts: Sequence[Span], quoted: Sequence[Span]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Find the sentences, of `parts`, that say in the article's own words that talks are over, or lie ahead.

    Only sentences that name a day count; where one kind is missing, so is the other.
    """
    patterns = (over_pattern(), ahead_pattern())
    if not all(pattern.search(text) for pattern in patterns):
        return (), ()
    over, ahead = (tuple(_stating(text, parts, quoted, pattern)) for pattern in patterns)
    return (over, ahead) if over and ahead else ((), ())


def _stating(
    text: str, parts: Sequence[Span], quoted: Sequence[Span], pattern: re.Pattern[str]
) -> Iterator[Span]:
    for part in parts:
        match = pattern.search(text, part.start, part.end)
        if match and names_day(text, part.start, part.end):
            met = Span(*match.span())
            if not any(met.overlaps(region) for region in quoted):
                yield part
