"""Whether a phrase can be the subject of the form in which a reporting word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from briefs.reading.grammar import load_grammar
from briefs.reading.lexicon import load_lexicon

if TYPE_CHECKING:
    from briefs.reading.line import Cue, Line
    from briefs.reading.phrases import Run

_GRAMMAR: Final = load_grammar()
_LEXICON: Final = load_lexicon()
_TITLING: Final = _LEXICON.groups["titling"]
_NO_SUBJECT: Final = (_GRAMMAR.determiners - _GRAMMAR.standing) | _GRAMMAR.prepositions
_OBJECT: Final = _GRAMMAR.determiners | _GRAMMAR.objects
_NOT_THIRD: Final = frozenset(("they", "we", "i", "you"))
_POSSESSIVES: Final = frozenset(("'s", "’s"))
_SIGNS_OF_SPEECH: Final = frozenset('“":,')


def agrees(line: Line, cue: Cue, source: Run) -> bool:
    """Tell whether `source` can be who reports: by number, by form, and by what follows the word."""
    helped = any(word in _GRAMMAR.auxiliaries for word in line.lowered[cue.run[0] : cue.at])
    return (
        line.lowered[source[1] - 1] not in _NO_SUBJECT
        and _in_number(line, cue, source, helped=helped)
        and not _gives_title(line, cue, source, helped=helped)
        and (line.lowered[cue.at - 1] not in _POSSESSIVES or cue.verb.form == "past")
        and _surely_reports(line, cue, source, helped=helped)
    )


def _in_number(line: Line, cue: Cue, source: Run, *, helped: bool) -> bool:
    last = line.lowered[source[1] - 1]
    if cue.verb.form == "base" and not helped:
        return (
            last in _GRAMMAR.plurals
            or (last.endswith("s") and not last.endswith("'s"))
            or "and" in line.lowered[source[0] : source[1]]
        )
    if cue.verb.form == "third":
        plural_noun = last.endswith("s") and line.words[source[1] - 1][0].islower()
        return last not in _NOT_THIRD and not plural_noun
    return True


def _gives_title(line: Line, cue: Cue, source: Run, *, helped: bool) -> bool:
    """Tell whether the word is a participle before a name: "the measure called Winter Rule"."""
    end = cue.run[1]
    return (
        cue.verb.lemma in _TITLING
        and cue.verb.form == "past"
        and not helped
        and end < cue.close
        and line.lowered[source[1] - 1] not in _GRAMMAR.pronouns
        and (line.marked[end] or line.words[end][0].isupper())
        and line.words[source[1] - 1][0].islower()
    )


def _surely_reports(line: Line, cue: Cue, source: Run, *, helped: bool) -> bool:
    """Tell of a word that is mostly something else whether what stands around it shows that it reports."""
    if line.lowered[cue.at] not in _LEXICON.doubtful:
        return True
    if source[0] >= 2 and line.marked[source[0] - 1] and line.ends_as_said(source[0] - 1):
        return True
    end = cue.run[1]
    following = line.lowered[end] if end < cue.close else "."
    if helped or line.lowered[source[1] - 1] in _GRAMMAR.pronouns:
        signed = end < len(line.words) and line.words[end] in _SIGNS_OF_SPEECH
        return signed or (following != "of" and following[0].isalnum())
    if following in _GRAMMAR.clauses or following == ":" or (end < cue.close and line.marked[end]):
        return True
    finite = cue.verb.form == "past" or (cue.verb.form == "third" and cue.verb.lemma == "call")
    return finite and following in _OBJECT
