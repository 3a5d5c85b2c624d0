"""Answer → sheet: a speaker's card, the lists of quotes, positions and disputes, and what is not known."""

from collections.abc import Sequence

from briefs.model.answers import Asked, DisputeList, NameUnknown, PositionList, QuoteList, WhoCard
from briefs.model.brief import Source
from briefs.render import phrases
from briefs.render.compose import dispute_sections, position_groups
from briefs.render.dates import day_in_words, window_in_words
from briefs.render.lines import Frame, frame, listed, quote_line, utterance_group
from briefs.render.sheet import Group, Line, Part, Section, Sheet
from briefs.render.words import shown

Answer = WhoCard | NameUnknown | QuoteList | PositionList | DisputeList
UTC = "UTC"


def sheet_of_answer(answer: Answer, zone: str = UTC) -> Sheet:
    """Lay an answer out, its days and times in `zone`; one that is empty says so and what to do."""
    if isinstance(answer, NameUnknown):
        return _unknown(answer)
    if isinstance(answer, WhoCard):
        return _who(answer, zone)
    return _list(answer, zone)


def _who(card: WhoCard, zone: str) -> Sheet:
    zone = card.window.zone if card.window else zone
    roles = ((card.actor, card.role),) if card.actor and card.role else ()
    within = frame(card.names, roles, card.sources, zone, None, positions=card.positions)
    sections = (
        _flat("latest", tuple(quote_line(quote, within, named=False) for quote in card.latest)),
        Section("positions", phrases.HEADINGS["positions"], position_groups(card.positions, within)),
        _flat("spoken_of", tuple(quote_line(quote, within) for quote in card.spoken_of)),
        Section("spellings", phrases.HEADINGS["spellings"], notes=_spellings(card)),
    )
    return _sheet(
        title=shown(card.name),
        status=_about(card, within),
        notices=() if card.latest else (phrases.NO_WORDS_OF.format(name=shown(card.name)),),
        sections=sections,
        sources=card.sources,
        within=within,
    )


def _about(card: WhoCard, within: Frame) -> tuple[str, ...]:
    parts = [shown(card.role)] if card.role else []
    if card.side:
        parts.append(within.side(card.side))
    if card.speaks_for:
        parts.append(phrases.SPEAKS_FOR.format(name=within.name(card.speaks_for)))
    if card.spokespeople:
        named = ", ".join(map(within.name, card.spokespeople))
        parts.append(phrases.SPOKESPEOPLE.format(names=named))
    if card.sayings:
        sayings, articles = phrases.sayings(card.sayings), phrases.articles(card.articles)
        parts.append(phrases.SAYINGS_IN.format(sayings=sayings, articles=articles))
    if card.first and card.last:
        first, last = day_in_words(card.first), day_in_words(card.last)
        parts.append(first if first == last else phrases.FIRST_LAST.format(first=first, last=last))
    if card.window:
        parts.append(window_in_words(card.window))
    return tuple(parts)


def _spellings(card: WhoCard) -> tuple[str, ...]:
    notes = []
    if card.spellings:
        notes.append(phrases.SPELT.format(names=", ".join(map(shown, card.spellings))))
    if card.called:
        notes.append(phrases.CALLED.format(names=", ".join(f"“{shown(words)}”" for words in card.called)))
    if card.outlets:
        carried = ", ".join(f"{shown(outlet.outlet, 60)} ({outlet.sayings})" for outlet in card.outlets)
        notes.append(phrases.CARRIED_BY.format(outlets=carried))
    return tuple(notes)


def _unknown(answer: NameUnknown) -> Sheet:
    notices = [phrases.NOBODY.format(name=shown(answer.asked, 80))]
    if answer.near:
        notices.append(phrases.NEAR.format(names=", ".join(shown(near.name, 80) for near in answer.near)))
    return _sheet(
        title="",
        status=(),
        notices=tuple(notices),
        sections=(),
        sources=(),
        within=frame((), (), (), UTC, None),
    )


def _list(answer: QuoteList | PositionList | DisputeList, zone: str) -> Sheet:
    zone = answer.asked.window.zone if answer.asked.window else zone
    positions = answer.positions if isinstance(answer, PositionList) else ()
    within = frame(answer.names, (), answer.sources, zone, None, positions=positions)
    if isinstance(answer, QuoteList):
        kind, sections = "quotes", _quote_sections(answer, within)
    elif isinstance(answer, PositionList):
        kind, groups = "positions", position_groups(answer.positions, within)
        sections = (Section("positions", phrases.HEADINGS["positions"], groups),)
    else:
        kind, sections = "disputes", dispute_sections(answer.disputes, within)
    found = any(section.groups for section in sections)
    return _sheet(
        title=phrases.LIST_TITLES[kind],
        status=_asked(answer.asked, within),
        notices=() if found else (phrases.NOTHING_FITS, phrases.HINT_WIDER),
        sections=sections,
        sources=answer.sources if found else (),
        within=within,
    )


def _quote_sections(answer: QuoteList, within: Frame) -> tuple[Section, ...]:
    wordings = tuple(utterance_group(utterance, within) for utterance in answer.utterances)
    return (
        _flat("quotes", tuple(quote_line(quote, within) for quote in answer.quotes)),
        Section("wordings", phrases.HEADINGS["wordings"], wordings),
    )


def _asked(asked: Asked, within: Frame) -> tuple[str, ...]:
    named = (
        ("by", within.name(asked.by) if asked.by else None),
        ("side", within.side(asked.side) if asked.side else None),
        ("about", asked.about),
        ("issue", within.name(asked.issue) if asked.issue else None),
        ("text", asked.text),
    )
    parts = [phrases.ASKED[key].format(shown(words, 80)) for key, words in named if words]
    return (*parts, *((window_in_words(asked.window),) if asked.window else ()))


def _flat(name: str, lines: tuple[Line, ...]) -> Section:
    return Section(name, phrases.HEADINGS[name], (Group(parts=(Part(lines=lines),)),) if lines else ())


def _sheet(
    *,
    title: str,
    status: tuple[str, ...],
    notices: tuple[str, ...],
    sections: Sequence[Section],
    sources: Sequence[Source],
    within: Frame,
) -> Sheet:
    kept = tuple(section for section in sections if section.groups or section.notes)
    quoting = any(section.groups for section in kept)
    times = (phrases.TIMES_IN.format(zone=within.zone.key),) if sources else ()
    return Sheet(
        title=title,
        kind="",
        when="",
        stamp=None,
        status=(*status, *times),
        notices=notices,
        legend=(phrases.LEGEND,) if quoting else (),
        sources=listed(sources, within.zone),
        sections=kept,
    )
