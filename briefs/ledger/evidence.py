"""Stretches of articles as evidence: the words are taken from the article's text here and nowhere else."""

from collections.abc import Iterable

from briefs.ledger.directory import directory_of
from briefs.ledger.edges import edged
from briefs.model.article import Article
from briefs.model.brief import Evidence, Source
from briefs.model.span import Span, hull
from briefs.model.talks import Dossier

_FAR = 80


def outlet_name(article: Article, dossier: Dossier) -> str:
    """Give the name under which an article's outlet is shown."""
    return directory_of(dossier).outlets.get(article.outlet, article.outlet)


def evidence(article: Article, span: Span, dossier: Dossier) -> Evidence:
    """Make evidence of a stretch of an article, white space at its ends left out."""
    exact = span.of(article.text)
    start = span.start + len(exact) - len(exact.lstrip())
    end = span.end - (len(exact) - len(exact.rstrip()))
    if start >= end:
        start, end = span.start, span.end
    return Evidence(
        article.id,
        article.version,
        outlet_name(article, dossier),
        article.published,
        article.address,
        article.path,
        start,
        end,
        article.text[start:end],
    )


def alone(article: Article, span: Span, dossier: Dossier) -> Evidence:
    """Make evidence of a stretch that is shown by itself: no dateline, no half of a quotation."""
    return evidence(article, edged(article.text, span), dossier)


def together(spans: Iterable[Span]) -> Span:
    """Give the stretch that shows several spans at once; the longest alone where they lie far apart."""
    listed = sorted(spans)
    whole = hull(listed)
    said = sum(span.end - span.start for span in listed)
    if whole.end - whole.start > said + max(_FAR, said // 2):
        return max(listed, key=lambda span: (span.end - span.start, -span.start))
    return whole


def source(article: Article, copies: Iterable[str], dossier: Dossier) -> Source:
    """Make an article's line in the list of sources; `copies` are the ids of its group."""
    return Source(
        article.id,
        article.version,
        outlet_name(article, dossier),
        article.title,
        article.published,
        article.address,
        article.path,
        tuple(sorted(set(copies) - {article.id})),
    )
