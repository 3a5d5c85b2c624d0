"""Attributions, positions and disputes as rows: one row a line of a table, the same names in every form."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefs.model.article import Article
from briefs.model.brief import Dispute
from briefs.model.reading import Attribution, Position, Reading, Stance
from briefs.model.span import Span, hull
from briefs.model.talks import Dossier
from briefs.plain import to_plain

Cell = str | int | float | None
Row = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a stance becomes: agreement +1, 0 or -1, and a PLOVER event type or none."""

    agreement: int
    plover: str


@cache
def stances() -> dict[Stance, Mapped]:
    """Load the table of stances."""
    table = tomllib.loads((Path(__file__).parent.parent / "stances.toml").read_text("utf-8"))
    return {Stance(name): Mapped(row["agreement"], row["plover"]) for name, row in table.items()}


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a dossier by id."""

    actors: dict[str, str]
    sides: dict[str, str]
    issues: dict[str, str]
    outlets: dict[str, str]


def names_of(dossier: Dossier) -> Names:
    """Give the names of a dossier."""
    return Names(
        actors={actor.id: actor.name for actor in dossier.actors},
        sides={side.id: side.name for side in dossier.sides},
        issues={issue.id: issue.name for issue in dossier.issues},
        outlets={outlet.id: outlet.name for outlet in dossier.outlets},
    )


def attribution_rows(read: Iterable[tuple[Article, Reading]], names: Names) -> Iterator[Row]:
    """Give a row for each attribution, articles in their order, attributions in text order."""
    for article, reading in read:
        for number, found in enumerate(reading.attributions):
            yield {
                "id": f"{article.id}:{article.version}:a{number}",
                **_article(article, names),
                "form": found.form.value,
                "speaker": found.speaker,
                "actor": found.actor,
                "side": found.side,
                "via": found.via,
                "reporting_word": found.force,
                "source": _joined(article, found.source),
                "cue": _joined(article, found.cue),
                **_where(article, _content(found)),
                "quoted": _joined(article, found.quoted),
                "confidence": found.confidence,
            }


def position_rows(read: Iterable[tuple[Article, Reading]], names: Names) -> Iterator[Row]:
    """Give a row for each position: a statement of discourse network analysis.

    The first columns are those in which the Discourse Network Analyzer writes statements.
    """
    for article, reading in read:
        for number, found in enumerate(reading.positions):
            mapped = stances()[found.stance]
            yield {
                "ID": f"{article.id}:{article.version}:p{number}",
                "Time": to_plain(article.published),
                "Document ID": f"{article.id}:{article.version}",
                "Document title": article.title,
                "Document source": names.outlets.get(article.outlet, article.outlet),
                "person": names.actors.get(found.actor, found.actor) if found.actor else "",
                "organization": names.sides.get(found.side, found.side),
                "concept": names.issues.get(found.issue, found.issue),
                "agreement": mapped.agreement,
                "stance": found.stance.value,
                "plover": mapped.plover,
                "actor": found.actor,
                "side": found.side,
                "issue": found.issue,
                "told_by": found.told_by,
                "via": found.via,
                "toward": found.toward,
                "hedged": str(found.hedged).lower(),
                "address": article.address,
                **_where(article, found.span),
                "confidence": found.confidence,
            }


def dispute_rows(disputes: Iterable[Dispute], names: Names) -> Iterator[Row]:
    """Give a row for each stretch of words that shows a side's position in a dispute."""
    for number, dispute in enumerate(disputes):
        for side in dispute.sides:
            for position in side.positions:
                for evidence in position.evidence:
                    yield {
                        "dispute": number,
                        "issue": dispute.issue,
                        "issue_name": names.issues.get(dispute.issue, dispute.issue),
                        "kind": dispute.kind.value,
                        "status": dispute.status.value,
                        "reason": dispute.reason,
                        "since": to_plain(dispute.since),
                        "side": side.side,
                        "side_name": names.sides.get(side.side, side.side),
                        "actor": position.actor,
                        "speaker": position.speaker,
                        "stance": position.stance.value,
                        "agreement": stances()[position.stance].agreement,
                        "plover": stances()[position.stance].plover,
                        "told_by": position.told_by,
                        "outlet": evidence.outlet,
                        "published": to_plain(evidence.published),
                        "article": evidence.article,
                        "version": evidence.version,
                        "address": evidence.address,
                        "start": evidence.start,
                        "end": evidence.end,
                        "exact": evidence.exact,
                    }


def _article(article: Article, names: Names) -> Row:
    return {
        "article": article.id,
        "version": article.version,
        "outlet": names.outlets.get(article.outlet, article.outlet),
        "published": to_plain(article.published),
        "title": article.title,
        "address": article.address,
    }


def _where(article: Article, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "exact": span.of(article.text)}


def _content(found: Attribution | Position) -> Span:
    return found.span if isinstance(found, Position) else hull(found.content)


def _joined(article: Article, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(article.text) for span in spans)
