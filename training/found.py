"""A tagger's findings in a file, one article a line, as `training.held` writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from briefs.model.span import Span
from briefs.reading.tagger import TaggedAttribution

if TYPE_CHECKING:
    from pathlib import Path

#: A source less likely than this is not taken.
LEAST_SOURCE = 0.2


def load_found(path: Path) -> dict[str, list[TaggedAttribution]]:
    """Load the findings of each article, by the article's id, as the tagger would give them."""
    records = map(json.loads, path.read_text(encoding="utf8").splitlines())
    return {record["id"]: [_tagged(each) for each in record["found"]] for record in records}


def _tagged(found: dict) -> TaggedAttribution:
    sources = tuple((Span(*run), likely) for run, likely in found["sources"])
    return TaggedAttribution(
        cue=Span(*found["cue"]),
        cue_probability=found["likely"],
        source=sources[0][0] if sources and sources[0][1] >= LEAST_SOURCE else None,
        sources=sources,
        content=tuple(Span(*run) for run in found["content"]),
        confidence=found["confidence"],
    )
