"""Which event keeps a phrase that several want."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.pipes.argument_shares import share_out
from beritanlp.records import Event, EventArg, Mention

ROLES = ("agent", "patient", "amount", "purpose", "theme")


def event(number: int, *args: EventArg) -> Event:
    mention = Mention(start=number, end=number + 1, text="x")
    return Event(id=f"V{number}", type="economy.change", mentions=[mention], args=list(args))


def phrase(role: str, start: int, sure: float) -> EventArg:
    return EventArg(role=role, start=start, end=start + 4, text="teks", confidence=sure)


@pytest.mark.parametrize(
    ("role", "first", "second", "left"),
    [
        ("amount", 0.4, 0.6, (0, 1)),
        ("amount", 0.6, 0.4, (1, 0)),
        ("amount", 0.5, 0.5, (1, 0)),
        ("patient", 0.4, 0.6, (0, 1)),
        ("purpose", 0.4, 0.6, (0, 1)),
        ("theme", 0.4, 0.6, (1, 1)),
        ("agent", 0.4, 0.6, (1, 1)),
    ],
)
def test_a_phrase_of_two_events(role, first, second, left) -> None:
    events = share_out([event(1, phrase(role, 9, first)), event(2, phrase(role, 9, second))])
    assert tuple(len(e.args) for e in events) == left


def test_other_places_other_roles_and_names_stay() -> None:
    name = EventArg(role="patient", entity="E1", text="Rupiah", confidence=0.5)
    first = event(1, phrase("amount", 9, 0.5), phrase("patient", 20, 0.5), name)
    second = event(2, phrase("amount", 30, 0.4), phrase("purpose", 20, 0.4), name)
    assert share_out([first, second]) == [first, second]


@given(
    st.lists(
        st.lists(
            st.builds(phrase, st.sampled_from(ROLES), st.integers(0, 6), st.floats(0, 1)),
            max_size=6,
        ),
        max_size=5,
    )
)
def test_nothing_is_lost_and_nothing_twice(rows) -> None:
    events = [event(n, *args) for n, args in enumerate(rows, 1)]
    shared = share_out(events)
    assert [e.id for e in shared] == [e.id for e in events]
    for role in ("amount", "patient", "purpose"):
        before = {a.start for e in events for a in e.args if a.role == role}
        holders = [(a.start, e.id) for e in shared for a in e.args if a.role == role]
        assert {start for start, _ in holders} == before
        assert len({start for start, _ in holders}) == len({*holders})
