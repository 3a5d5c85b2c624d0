"""What is told of files that were read or taken in: as JSON with fixed names, and as lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.desk.intake import Outcome, Taken
from bot.desk.revisions import Revised
from bot.desk.windows import day_in_words
from bot.errors import one_line
from bot.monitor.dates import DatedBy
from briefs.ledger.revision import revision_in_words
from briefs.model.reading import Attribution, Position, Reading
from briefs.model.span import Span
from briefs.model.talks import Dossier


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read and not stored; the reading's offsets count in `text`, the file as it stands."""

    path: str
    text: str
    reading: Reading


def read_as_json(files: Iterable[FileRead]) -> dict[str, object]:
    """Give what was read, by the names that README documents."""
    return {
        "articles": [
            {
                "path": file.path,
                "attributions": [_attribution(found) for found in file.reading.attributions],
                "positions": [_position(found) for found in file.reading.positions],
            }
            for file in files
        ]
    }


def read_as_lines(file: FileRead, dossier: Dossier) -> str:
    """Give what was read as lines: who, how, in which words."""
    issues = {issue.id: issue.name for issue in dossier.issues}
    sides = {side.id: side.name for side in dossier.sides}
    lines = [file.path]
    for said in file.reading.attributions:
        via = f", through {said.via}" if said.via else ""
        lines.append(
            f"  {said.speaker or 'nobody named'} ({said.form.value}{via}, {said.confidence:.2f}): "
            + " ... ".join(_words(span, file.text) for span in said.content)
        )
    for held in file.reading.positions:
        issue = issues.get(held.issue, held.issue)
        lines.append(
            f"  {sides.get(held.side, held.side)} {held.stance.value} on {issue} ({held.confidence:.2f}): "
            + _words(held.span, file.text)
        )
    if len(lines) == 1:
        lines.append("  nobody's words or views were found")
    return "\n".join(lines)


def taken_as_line(taken: Taken) -> str:
    """Give what became of a file as one line."""
    path = one_line(taken.path)
    if taken.outcome is Outcome.REFUSED:
        return f"{path}: {taken.why}"
    day = "" if taken.published is None else day_in_words(taken.published.date())
    dated = "" if taken.dated_by in {None, DatedBy.FRONT} else f", date taken from {_source(taken.dated_by)}"
    changed = f": {taken.changed}" if taken.changed else ""
    return f"{path}: {taken.outcome.value}{changed} ({one_line(taken.outlet, 60)}, {day}{dated})"


def revised_as_lines(revised: Revised) -> str:
    """Give what a version changed: a line in sum, and one for each quotation with its words."""
    changed = revised.changed
    lines = [
        f"  version {revised.number}, {revised.fetched:%Y-%m-%d %H:%M} UTC: {revision_in_words(changed)}"
    ]
    if changed.headline is not None:
        before, after = (one_line(title, 150) for title in changed.headline)
        lines.append(f'    headline: "{before}" is now "{after}"')
    for quote in changed.quotes:
        words = [f'"{_words(quote.before, revised.before.text)}"'] if quote.before else []
        words += [f'"{_words(quote.after, revised.after.text)}"'] if quote.after else []
        lines.append(f"    {quote.kind}, {quote.speaker or 'nobody named'}: {' is now '.join(words)}")
    return "\n".join(lines)


def taken_in_sum(all_taken: Iterable[Taken]) -> str:
    """Give how many files became what."""
    listed = [taken.outcome for taken in all_taken]
    counts = [(outcome, listed.count(outcome)) for outcome in Outcome]
    said = ", ".join(f"{count} {outcome.value}" for outcome, count in counts if count)
    return (
        f"{len(listed)} {'file' if len(listed) == 1 else 'files'}: {said}" if listed else "nothing to store"
    )


def _source(dated_by: DatedBy | None) -> str:
    return "--published" if dated_by is DatedBy.GIVEN else str(dated_by and dated_by.value)


def _words(span: Span, text: str) -> str:
    return one_line(" ".join(span.of(text).split()), 400)


def _attribution(found: Attribution) -> dict[str, object]:
    return {
        "form": found.form.value,
        "source": _pairs(found.source),
        "cue": _pairs(found.cue),
        "content": _pairs(found.content),
        "quoted": _pairs(found.quoted),
        "actor": found.actor,
        "speaker": found.speaker,
        "side": found.side,
        "via": found.via,
        "confidence": found.confidence,
    }


def _position(found: Position) -> dict[str, object]:
    return {
        "side": found.side,
        "actor": found.actor,
        "issue": found.issue,
        "stance": found.stance.value,
        "span": [found.span.start, found.span.end],
        "confidence": found.confidence,
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
