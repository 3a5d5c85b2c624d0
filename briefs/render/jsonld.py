"""A brief as JSON-LD: schema.org articles, quotations and claims, with Web Annotation selectors."""

from typing import Any

from briefs.annotation import safe_address, selectors
from briefs.model.brief import Brief, Evidence, Quote, Source, StandingPosition
from briefs.plain import to_plain

CONTEXT = {
    "@vocab": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "SpecificResource": "oa:SpecificResource",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
}


def brief_to_jsonld(brief: Brief) -> dict[str, Any]:
    """Give a brief as one JSON-LD document: a report that cites quotations and claims of articles."""
    names = dict(brief.names)
    addresses = {source.article: _article_id(source) for source in brief.sources}
    quotes = dict.fromkeys((*brief.toplines, *brief.quotes, *brief.unattributed, *brief.single))
    return {
        "@context": CONTEXT,
        "@type": "Report",
        "name": brief.title,
        "temporalCoverage": f"{to_plain(brief.window.start)}/{to_plain(brief.window.end)}",
        "citation": [_article(source) for source in brief.sources],
        "hasPart": [
            *(_quotation(quote, names, addresses) for quote in quotes),
            *(_claim(position, names, addresses) for position in dict.fromkeys(brief.positions)),
        ],
    }


def _article_id(source: Source | Evidence) -> str:
    return safe_address(source.address) or f"urn:rapporteur:article:{source.article}:{source.version}"


def _article(source: Source) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "@id": _article_id(source),
        "headline": source.title,
        "datePublished": to_plain(source.published),
        "publisher": {"@type": "Organization", "name": source.outlet},
    }


def _quotation(quote: Quote, names: dict[str, str], addresses: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Quotation", "text": quote.evidence.exact}
    if quote.speaker is not None:
        found["spokenByCharacter"] = {"@type": "Thing", "name": quote.speaker}
    if quote.issues:
        found["about"] = [names.get(issue, issue) for issue in quote.issues]
    return found | {"isPartOf": _place(quote.evidence, addresses)}


def _claim(position: StandingPosition, names: dict[str, str], addresses: dict[str, str]) -> dict[str, Any]:
    actor = position.actor or position.side
    return {
        "@type": "Claim",
        "text": position.evidence[0].exact,
        "claimInterpreter": {"@type": "Thing", "name": names.get(actor, position.speaker or actor)},
        "about": names.get(position.issue, position.issue),
        "additionalType": position.stance.value,
        "appearance": [_place(evidence, addresses) for evidence in position.evidence],
    }


def _place(evidence: Evidence, addresses: dict[str, str]) -> dict[str, Any]:
    return {
        "@type": "SpecificResource",
        "source": addresses.get(evidence.article, _article_id(evidence)),
        "selector": [
            {"@type": selector.pop("type"), **selector}
            for selector in selectors(None, evidence.start, evidence.end, evidence.exact)
        ],
    }
