"""What the rules and the tagger find before anybody knows who is who: the seam of the reading engine.

`read` finds these, `names.resolve` says who speaks, `stance` and `characterise` say what is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefs.model.reading import Form
    from briefs.model.span import Span


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody's words or view as the text gives them, the source not yet resolved.

    `form`, `source`, `cue`, `content` and `quoted` are those of `Attribution`. `force` is the
    lexicon's word for the cue ("demand", "say"), None where the lexicon does not know it. `told` are
    the words naming whom it was told ("told Axios"), empty where nobody is named. `carried` is
    True where the words stand without a source of their own and `source` names the speaker of a
    sentence before. `frame` names the rule that found it, or "net". `confidence` is the chance
    that content and source are both right, before the source is resolved. `source` is empty where
    nobody could be named: such words are unattributed.
    """

    form: Form
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    force: str | None
    told: tuple[Span, ...]
    carried: bool
    frame: str
    confidence: float
