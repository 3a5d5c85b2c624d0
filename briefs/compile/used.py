"""The ids that values speak of, so that a brief can say what to call them."""

from collections.abc import Iterable, Iterator

from briefs.model.brief import Change, Dispute, Quote, StandingPosition, TalksCalled, Utterance

Value = Quote | StandingPosition | Dispute | TalksCalled | Utterance | Change


def ids_used(values: Iterable[Value]) -> frozenset[str]:
    """Collect the ids of sides, actors and issues in the values of a brief."""
    return frozenset(one for value in values for one in _ids(value) if one)


def _ids(value: Value) -> Iterator[str | None]:
    if isinstance(value, Dispute):
        yield value.issue
        for side in value.sides:
            yield side.side
            for position in side.positions:
                yield from _ids(position)
    elif isinstance(value, Change):
        yield from (value.side, value.issue)
        for stance in (value.before, value.after):
            if stance is not None:
                yield from _ids(stance)
    else:
        yield from (value.side, value.actor)
        if isinstance(value, Quote):
            yield from value.issues
        if isinstance(value, StandingPosition):
            yield from (value.issue, value.toward)
            for past in value.history:
                yield from _ids(past)
