"""Which of a dossier's issues some words touch, sentence by sentence."""

from dataclasses import dataclass

from briefs.ledger.sentences import sentences
from briefs.model.span import Span
from briefs.model.talks import Dossier
from briefs.reading.issues import IssueMatcher, matcher_of


@dataclass(frozen=True, slots=True)
class Issues:
    """Recognises the issues of one dossier."""

    matcher: IssueMatcher

    def within(self, text: str, span: Span) -> tuple[str, ...]:
        """Give the ids of the issues that the sentences of a stretch touch, in the dossier's order."""
        met: set[int] = set()
        for sentence in sentences(span.of(text)):
            hits = self.matcher.hits(text, span.start + sentence.start, span.start + sentence.end)
            if hits:
                met.update(self.matcher.met(hits))
        return tuple(self.matcher.ids[number] for number in sorted(met))

    def of_the_talks(self, talks: str) -> str | None:
        """Give the issue by which the dossier recognises a remark on how the talks go, if it has one."""
        probe = f"The {talks} were difficult. The {talks} made progress."
        found = self.within(probe, Span(0, len(probe)))
        return found[0] if found else None


def issues_of(dossier: Dossier) -> Issues:
    """Give the recogniser of a dossier."""
    return Issues(matcher_of(dossier))
