"""Brief → proof: every line checked against its source, and the whole against the record it was made from."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any
from zoneinfo import ZoneInfo

from briefs.model.article import Article
from briefs.model.brief import Brief, Evidence, Quote, Source, Utterance
from briefs.model.reading import Reading
from briefs.model.talks import Dossier
from briefs.plain import NotPlainError, from_plain, parse_json, to_plain

Load = Callable[[str, int], Article | None]
Rebuild = Callable[[Brief], Brief | None]
Read = Callable[[Article], Reading]
_YEARS = (1900, 2900)  # days outside cannot be told in every zone


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing in a brief that does not hold: where (`quotes[3].evidence.start`, "" for all) and why."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


def verify(
    brief: Brief | str,
    load: Load,
    *,
    dossier: Dossier | None = None,
    rebuild: Rebuild | None = None,
    read: Read | None = None,
) -> tuple[Failure, ...]:
    """Check a brief, or its JSON, line by line; nothing found is the proof that it holds.

    `load` gives the version of an article that the record holds. Every stretch of words is compared with
    the article's stored text. `read` reads an article again: each quote must then be found with the same
    speaker. `rebuild` compiles the brief again for the same window, kind and instant: each field, and the
    order and number of lines, must then be the same; None says that the record gives no brief for these.
    Without `rebuild` the lines are checked but not whether they are all, and in order.
    """
    try:
        data = parse_json(brief) if isinstance(brief, str) else to_plain(brief)
        claimed = from_plain(Brief, data)
    except NotPlainError as error:
        return (Failure(error.path, error.reason),)
    window = tuple(_window_failures(claimed))
    if window:
        return window
    found = [*_dossier_failures(claimed, dossier), *_evidence_failures(claimed, load, dossier)]
    found += _whole_failures(claimed)
    if read is not None:
        found += _reading_failures(claimed, load, read)
    if rebuild is not None:
        right = rebuild(claimed)
        if right is None:
            found.append(Failure("window", "the record gives no brief for this window"))
        else:
            found += _differences(data, to_plain(right), "")
    return tuple({failure.path: failure for failure in reversed(found)}.values())[::-1]


def cited(brief: Brief) -> frozenset[tuple[str, int]]:
    """Give id and version of every article that a brief points at."""
    listed = {(source.article, source.version) for source in brief.sources}
    return frozenset(listed | {(evidence.article, evidence.version) for _, evidence in _evidence(brief, "")})


def _window_failures(brief: Brief) -> Iterator[Failure]:
    window = brief.window
    try:
        zone = ZoneInfo(window.zone)
    except (ValueError, OSError, LookupError):
        yield Failure("window.zone", f"{_short(window.zone)} is no time zone")
        return
    if not _YEARS[0] <= window.start.year <= window.end.year <= _YEARS[1]:
        yield Failure("window", "it lies in no year that has news, or ends before it starts")
        return
    if window.start >= window.end:
        yield Failure("window", "it ends before it starts")
        return
    if brief.kind in ("daily", "weekly"):
        start, end = window.start.astimezone(zone).time(), window.end.astimezone(zone).time()
        if start != end or end.second or end.microsecond:
            yield Failure(
                "window", f"a {brief.kind} brief begins and ends at one time of day in {window.zone}"
            )


def _dossier_failures(brief: Brief, dossier: Dossier | None) -> Iterator[Failure]:
    if dossier is not None and brief.dossier != dossier.id:
        yield Failure("dossier", f"says {brief.dossier!r}, the dossier is {dossier.id!r}")


def _evidence_failures(brief: Brief, load: Load, dossier: Dossier | None) -> Iterator[Failure]:
    outlets = {outlet.id: outlet.name for outlet in dossier.outlets} if dossier else {}
    known: dict[tuple[str, int], Article | None] = {}

    def loaded(article: str, version: int) -> Article | None:
        if (article, version) not in known:
            known[article, version] = load(article, version)
        return known[article, version]

    for path, evidence in _evidence(brief, ""):
        at = loaded(evidence.article, evidence.version)
        yield from _about_article(evidence, at, path, outlets)
        if at is not None:
            yield from _words(evidence, at.text, path)
    for number, source in enumerate(brief.sources):
        at = loaded(source.article, source.version)
        yield from _about_article(source, at, f"sources[{number}]", outlets)
        if at is not None and source.title != at.title:
            yield Failure(
                f"sources[{number}].title", f"says {_short(source.title)}, the article has {_short(at.title)}"
            )


def _about_article(
    value: Evidence | Source, article: Article | None, path: str, outlets: dict[str, str]
) -> Iterator[Failure]:
    if article is None:
        yield Failure(
            f"{path}.article", f"the record holds no article {value.article!r}, version {value.version}"
        )
        return
    outlet = outlets.get(article.outlet, article.outlet)
    stored = {
        "outlet": outlet,
        "published": article.published,
        "address": article.address,
        "path": article.path,
    }
    for name, right in stored.items():
        given = getattr(value, name)
        if given != right:
            yield Failure(f"{path}.{name}", f"says {_short(given)}, the article has {_short(right)}")


def _words(evidence: Evidence, text: str, path: str) -> Iterator[Failure]:
    if not 0 <= evidence.start < evidence.end <= len(text):
        span = f"{evidence.start}:{evidence.end}"
        yield Failure(path, f"the stretch {span} lies outside the article's {len(text)} letters")
        return
    there = text[evidence.start : evidence.end]
    if there != evidence.exact:
        yield Failure(
            f"{path}.exact", f"says {_short(evidence.exact)}, the article has {_short(there)} there"
        )


def _whole_failures(brief: Brief) -> Iterator[Failure]:
    """Check what must hold between the parts of any brief."""
    for name in (
        "quotes",
        "toplines",
        "unattributed",
        "single",
        "positions",
        "disputes",
        "utterances",
        "sources",
    ):
        yield from _doubled(getattr(brief, name), name)
    quotes = set(brief.quotes)
    for number, quote in enumerate(brief.toplines):
        if quote not in quotes:
            yield Failure(f"toplines[{number}]", "it is not among the quotes")
    window = brief.window
    for path, quote in _quotes(brief):
        if not window.start <= quote.evidence.published < window.end:
            yield Failure(f"{path}.evidence.published", "it lies outside the window")
        for number, stretch in enumerate(quote.quoted):
            if (stretch.article, stretch.version) != (quote.evidence.article, quote.evidence.version):
                yield Failure(f"{path}.quoted[{number}].article", "it is not the article of the quote")
    for number, utterance in enumerate(brief.utterances):
        yield from _wording_failures(utterance, f"utterances[{number}]")


def _wording_failures(utterance: Utterance, path: str) -> Iterator[Failure]:
    for number, wording in enumerate(utterance.wordings):
        at = f"{path}.wordings[{number}]"
        if not any(evidence.exact == wording.exact for evidence in wording.evidence):
            yield Failure(f"{at}.exact", "none of its evidence has these words")
        for start, end in wording.differing:
            if not 0 <= start < end <= len(wording.exact):
                yield Failure(f"{at}.differing", f"the stretch {start}:{end} lies outside the words")


def _reading_failures(brief: Brief, load: Load, read: Read) -> Iterator[Failure]:
    readings: dict[tuple[str, int], Reading] = {}
    for path, quote in _quotes(brief):
        key = (quote.evidence.article, quote.evidence.version)
        article = load(*key)
        if article is None:
            continue
        if key not in readings:
            readings[key] = read(article)
        if not _is_read(quote, readings[key]):
            who = quote.speaker or "nobody"
            yield Failure(f"{path}.speaker", f"read again, the article does not give these words to {who}")


def _is_read(quote: Quote, reading: Reading) -> bool:
    stretches = {(stretch.start, stretch.end) for stretch in quote.quoted}
    unnamed = quote.speaker is None and quote.actor is None and quote.side is None
    return any(
        stretches <= {(span.start, span.end) for span in found.quoted}
        and (quote.via, quote.form) == (found.via, found.form)
        and (unnamed or (quote.speaker, quote.actor, quote.side) == (found.speaker, found.actor, found.side))
        for found in reading.attributions
    )


def _quotes(brief: Brief) -> Iterator[tuple[str, Quote]]:
    for name in ("toplines", "quotes", "unattributed", "single"):
        for number, quote in enumerate(getattr(brief, name)):
            yield f"{name}[{number}]", quote


def _doubled(items: Sequence[object], name: str) -> Iterator[Failure]:
    first: dict[object, int] = {}
    for number, item in enumerate(items):
        if item in first:
            yield Failure(f"{name}[{number}]", f"it is {name}[{first[item]}] again")
        first.setdefault(item, number)


def _evidence(value: object, path: str) -> Iterator[tuple[str, Evidence]]:
    if isinstance(value, Evidence):
        yield path, value
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _evidence(item, f"{path}[{number}]")
    elif is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if isinstance(inner, tuple) or is_dataclass(inner):
                yield from _evidence(inner, f"{path}.{field.name}" if path else field.name)


def _differences(given: Any, right: Any, path: str) -> Iterator[Failure]:  # noqa: ANN401 - plain data
    if type(given) is type(right) and given == right:
        return
    if isinstance(given, dict) and isinstance(right, dict):
        for key, value in right.items():
            yield from _differences(given.get(key), value, f"{path}.{key}" if path else key)
    elif isinstance(given, list) and isinstance(right, list):
        yield from _list_differences(given, right, path)
    else:
        yield Failure(path, f"says {_short(given)}, the record gives {_short(right)}")


def _list_differences(given: list[Any], right: list[Any], path: str) -> Iterator[Failure]:
    ours, theirs = [_key(item) for item in given], [_key(item) for item in right]
    if sorted(ours) == sorted(theirs) and ours != theirs:
        moved = next(n for n, (one, other) in enumerate(zip(ours, theirs, strict=True)) if one != other)
        yield Failure(f"{path}[{moved}]", "the lines are not in the record's order from here on")
        return
    for kind, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        paired = min(j - i, m - k)
        for step in range(paired):
            yield from _differences(given[i + step], right[k + step], f"{path}[{i + step}]")
        for extra in range(i + paired, j):
            again = ours[extra] in ours[:extra]
            yield Failure(
                f"{path}[{extra}]", "it stands here twice" if again else "the record does not give it"
            )
        if m - k > paired:
            yield Failure(f"{path}[{i + paired}]", f"{m - k - paired} missing here that the record gives")


def _key(item: object) -> str:
    return json.dumps(item, sort_keys=True, ensure_ascii=False)


def _short(value: object) -> str:
    words = repr(value) if isinstance(value, str) else str(_said(value))
    return words if len(words) <= 80 else f"{words[:60]}…{words[-15:]}"


def _said(value: object) -> object:
    """Give a value as it stands in JSON, for a message."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "null" if value is None else to_plain(value)


def failures_in_words(failures: Iterable[Failure]) -> str:
    """Give failures one a line."""
    return "\n".join(map(str, failures))
