"""A phrase that several events want in one role goes to the surest of them.

In "A naik 2 persen, B turun 3 persen" each event sees both amounts; of the second choices one in
eight was right on held-out articles. Names may take part in many events and are left alone.
"""

from collections.abc import Sequence

from beritanlp.records import Event, EventArg

_ONCE = frozenset({"amount", "patient", "purpose"})  # roles in which a phrase belongs to one event
Place = tuple[str, int, int]  # a role, and where a phrase stands


def share_out(events: Sequence[Event]) -> list[Event]:
    """Leave every phrase with the event whose argument it most surely is.

    Args:
        events: the events of an article, with all arguments that each would have.

    Returns:
        The same events in the same order; of equally sure ones the first keeps the phrase.
    """
    best: dict[Place, tuple[float, int]] = {}
    for number, event in enumerate(events):
        for arg in event.args:
            place = _place(arg)
            if place is not None:
                rank = (arg.confidence or 0.0, -number)
                best[place] = max(best.get(place, rank), rank)
    shared: list[Event] = []
    for number, event in enumerate(events):
        kept = [
            arg for arg in event.args if (place := _place(arg)) is None or best[place][1] == -number
        ]
        whole = len(kept) == len(event.args)
        shared.append(event if whole else event.model_copy(update={"args": kept}))
    return shared


def _place(arg: EventArg) -> Place | None:
    if arg.role not in _ONCE or arg.start is None or arg.end is None:
        return None
    return arg.role, arg.start, arg.end
