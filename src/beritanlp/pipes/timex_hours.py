"""Resolves clock times, parts of the day, and what points at the day just told."""

from collections.abc import Sequence
from datetime import date

from beritanlp.pipes.timex_points import resolve_day, resolve_weekday
from beritanlp.pipes.timex_slots import Slots, clock_of
from beritanlp.pipes.timex_tokens import Token
from beritanlp.pipes.timex_values import Context, Resolved, shift_days


def resolve_clock(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a time of day, on the day told beside it, else on the day last named."""
    slots = Slots(tokens)
    rest = [t for t in tokens if t.kind not in ("clock", "clocks")]
    if slots.weekday or slots.has("day") or slots.month or slots.has("dmy") or slots.has("iso"):
        told = slots.weekday and not (slots.month or slots.has("dmy") or slots.has("dm"))
        resolve = resolve_weekday if told and not slots.has("day") else resolve_day
        return resolve(tokens, context)
    day = None if context.habit else context.day or context.anchor
    if slots.has("last_night") and context.anchor:
        day = shift_days(context.anchor, -1)
    elif slots.part and (slots.has("this") or slots.has("tadi") or slots.has("nanti")):
        day = context.anchor
    clock = clock_of(slots, day, context.zone)
    if clock is None:
        return None if not rest or slots.clocked is None else Resolved("TIME", None)
    anchor = day if day and clock.startswith(str(day)) else None
    return Resolved("TIME", clock, anchor, day=None, grain="clock")


def resolve_part(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve a part of a day: "tadi malam" is the night before, "malam ini" the coming one."""
    slots = Slots(tokens)
    anchor = context.anchor
    if slots.has("last_night"):
        day = shift_days(anchor, -1) if anchor else None
        return Resolved("TIME", f"{day}TNI" if day else None, anchor, day=day, grain="part")
    parts = [str(token.value) for token in tokens if token.kind in ("part", "part_of_it")]
    found = list(dict.fromkeys(parts))  # "malam hingga dini hari" is one night
    deictic = slots.has("this") or slots.has("tadi") or slots.has("nanti")
    if not deictic:
        # "malam hari" is that of the day just told, else of any day
        known = slots.has("that") or slots.has("part_of_it") or context.told is not None
        anchor = context.day if known else None
        if len(tokens) == 1 and tokens[0].kind == "part" and not context.habit:
            anchor = anchor or context.day or context.anchor  # "sejak pagi"
        if anchor is None:
            return Resolved("TIME", "/".join(f"XXXX-XX-XX{part}" for part in found))
    if anchor is None:
        return Resolved("TIME", None)
    if slots.has("nanti") and any(t.text.lower().startswith("dini") for t in tokens):
        anchor = _coming_morning(anchor, context) or anchor
    value = "/".join(f"{anchor}{part}" for part in found)
    return Resolved("TIME", value, anchor, day=anchor, grain="part")


def _coming_morning(anchor: date, context: Context) -> date | None:
    """Give the day of "dini hari nanti": that of the night told already, else the next."""
    told = context.told or ""
    if "T" in told and told[:10] >= anchor.isoformat() and context.day is not None:
        return context.day
    return shift_days(anchor, 1)


def resolve_near(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "keesokan harinya" and the like, counted from the day last named."""
    slots = Slots(tokens)
    offset = slots.one("next_day")
    if offset is None:
        offset = slots.direction
    known = context.day is not None and isinstance(offset, int)
    day = shift_days(context.day, offset) if known else None  # type: ignore[arg-type]
    part = slots.part or slots.one("part_of_it") or ""
    kind = "TIME" if part else "DATE"
    return Resolved(kind, f"{day}{part}" if day else None, context.day, day=day, grain="day")


def resolve_then(tokens: Sequence[Token], context: Context) -> Resolved | None:
    """Resolve "saat itu": the time just told, else some past."""
    if context.told:
        return Resolved("DATE", context.told[:10])
    return Resolved("DATE", "PAST_REF" if tokens[0].kind == "then" else None)
