"""Tells time expressions from their look-alikes by what stands around them."""

from beritanlp.pipes.timex_slots import multiplier
from beritanlp.pipes.timex_surroundings import (
    context_words,
    in_name,
    opens_sentence,
    said,
    token_before,
)
from beritanlp.pipes.timex_tokens import Token


def is_time(rule: str, tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether the tokens that fit a rule are an expression of time here.

    Args:
        rule: the rule's name.
        tokens: all tokens of the text.
        first: the first token of the expression.
        last: the token after it.
    """
    guard = _GUARDS.get(rule)
    return guard is None or guard(tokens, first, last)


def _year(tokens: list[Token], first: int, last: int) -> bool:
    bare = tokens[first].kind == "year"
    before, after = token_before(tokens, first), tokens[last] if last < len(tokens) else None
    if bare and said(before, context_words("event_before")):
        return False
    if bare and before is not None and before.kind == "tahun":
        return False  # the whole of it, "Tahun 2008", has been turned down
    issued = first > 1 and tokens[first - 2].kind == "tahun"  # "Tahun Emisi 1979"
    named = in_name(tokens, first) and not issued
    if bare and (said(before, context_words("number_before")) or named):
        return False
    if bare and before is not None and (before.kind in _NUMERIC or before.text in "+$#@&="):
        return False
    counted = _numbered(before) and not (first > 1 and tokens[first - 2].kind == "ke")
    if tokens[first].kind == "tahun" and (_law_number(tokens, first) or counted):
        return False
    if tokens[first].text == "Tahun" and in_name(tokens, first):
        return False
    if (
        tokens[last - 1].kind == "this"
        and bare
        and not said(before, context_words("this_year_before"))
    ):
        return False  # only "tahun 2025 ini", "pada 2025 ini"
    if tokens[last - 1].kind == "year" and after is not None:
        named = last + 1 < len(tokens) and tokens[last + 1].text == "nya"  # "tahun 2024-nya"
        if after.kind in ("slash", "dash", "other") and after.text in "/-–%*&" and not named:
            return False
        return not said(after, context_words("number_after"))
    return True


_NUMERIC = frozenset(("integer", "decimal", "thousands", "number", "few", "year", "slash", "dash"))


def _law_number(tokens: list[Token], first: int) -> bool:
    """Tell whether "Nomor 5" or "No. 5/PUU" stands before "Tahun 2023"."""
    for place in range(first - 1, max(first - 8, -1), -1):
        text = tokens[place].text.lower()
        if text in ("nomor", "no"):
            return True
        if tokens[place].kind in ("line", "comma"):
            return False
    return False


def _numbered(before: Token | None) -> bool:
    """Tell whether a number stands right before "tahun 2024": the law's, "PMK 138 tahun 2024"."""
    return before is not None and before.kind in ("integer", "hyear")


def _counted(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether a number counts units of time, not money: "Rp 3 juta [tahun lalu]"."""
    if multiplier(tokens[first]):
        return False  # "100 Juta [Hari Ini]": what it multiplies stands before
    if not any(multiplier(token) for token in tokens[first:last]):
        return True
    is_now = tokens[last - 1].kind == "this"  # "3 juta [tahun ini]"
    return not is_now and not said(token_before(tokens, first), _CURRENCIES)


def _shift(tokens: list[Token], first: int, last: int) -> bool:
    """A few hours or minutes "kemudian" are a length: what they count from has no clock time."""
    if not _counted(tokens, first, last):
        return False
    if tokens[last - 1].kind != "after":
        return True
    unit = tokens[last - 2]
    return not str(unit.value).startswith("T")


def _years(tokens: list[Token], first: int, last: int) -> bool:
    if tokens[first].kind in ("tahun", "season", "period", "between"):
        return True
    before = token_before(tokens, first)
    if before is not None and before.kind in ("slash", "holiday", "dash"):
        return False
    return not in_name(tokens, first)


def _month(tokens: list[Token], first: int, last: int) -> bool:
    part = tokens[first:last]
    month = next(t for t in part if t.kind in ("month", "short_month"))
    before = token_before(tokens, first)
    if month.kind == "short_month":
        return any(t.kind == "year" for t in part) and month.text[:1].isupper()
    if not month.text[:1].isupper():
        return any(t.kind in ("bulan", "year") for t in part)
    if len(part) == 1 and month.value == 5:
        # Mei is a name too: a time only after a preposition of time or in a list of months
        return said(before, context_words("month_before")) or _opens_months(tokens, last)
    if before is not None and before.kind in ("number", "other") and before.text not in "\"'“”‘’":
        return len(part) > 1
    return len(part) > 1 or not in_name(tokens, first)


def _opens_months(tokens: list[Token], last: int) -> bool:
    """Tell whether another month follows: "Mei dan Juli 2025"."""
    following = [token.kind for token in tokens[last : last + 2]]
    return following in (["and", "month"], ["comma", "month"])


def _weekday(tokens: list[Token], first: int, last: int) -> bool:
    before, after = token_before(tokens, first), tokens[last] if last < len(tokens) else None
    if said(before, context_words("weekday_before")) or said(after, context_words("weekday_after")):
        return False
    part = tokens[first:last]
    if part[0].kind == "minggu" and len(part) == 1:
        if not part[0].text[:1].isupper() or in_name(tokens, first):
            return False
        return before is None or before.kind in ("comma", "word", "and", "line", "other", "stop")
    if len(part) == 1 and not part[0].text[:1].isupper():
        return False
    return len(part) > 1 or not in_name(tokens, first)


def _duration(tokens: list[Token], first: int, last: int) -> bool:
    if not _counted(tokens, first, last):
        return False
    before = token_before(tokens, first)
    if _law_year(tokens, first, last) or said(before, _CURRENCIES):
        return False
    unit = next((t for t in tokens[first:last] if t.kind in ("tahun", "bulan", "one")), None)
    if in_name(tokens, first) and any(t.kind == "season" for t in tokens[first:last]):
        return False  # Liga 1 musim ini
    after = tokens[last] if last < len(tokens) else None
    if tokens[last - 1].value == "TH" and said(after, context_words("hour_after")):
        return False  # "dua jam tangan"
    if unit is not None:
        if _is_age(tokens, first) or _is_age_of_named(tokens, first, last):
            return False
        if before is not None and before.kind == "open" and after is not None:
            return after.kind != "close"  # (34 tahun)
        if said(after, frozenset(("ke",))) and last + 1 < len(tokens):
            return tokens[last + 1].text.lower() != "atas"
    pointer = tokens[last - 1].kind if tokens[last - 2].kind == "tahun" else ""
    if pointer == "that" or (pointer == "this" and said(before, context_words("person_before"))):
        return False  # "pelatih 44 tahun itu", "penyanyi 30 tahun ini"
    if tokens[last - 1].text in ("Tahun", "Hari") and in_name(tokens, first):
        return said(after, context_words("sentence_after"))  # no "Konferensi Pers 1 Tahun Kabinet"
    if tokens[last - 1].value == "TH" and (_number_in(tokens[first:last]) or 0) >= _MANY_HOURS:
        return False  # "300.000 jam" of work of many
    if before is not None and before.kind in ("dash", "slash", "ke", "decimal", "thousands"):
        return False
    if tokens[first].kind == "one" and after is not None and after.kind == "dash":
        return False  # sehari-hari
    return not (before is not None and before.text in "$#+")


def _is_age_of_named(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether years stand by themselves behind a name: "Sari Wulandari, 23 tahun, asal X"."""
    if first < 2 or tokens[first - 1].kind != "comma" or tokens[last - 1].kind != "tahun":
        return False
    after = tokens[last] if last < len(tokens) else None
    ends = after is None or after.kind in ("comma", "close", "stop") or after.text == "asal"
    named = tokens[first - 2].kind == "word" and tokens[first - 2].text[:1].isupper()
    return ends and named and (_number_in(tokens[first:last]) or 0) <= _OLDEST


def _is_age(tokens: list[Token], first: int) -> bool:
    """Tell whether the sentence speaks of an age shortly before: "berusia antara 41 sampai 64"."""
    if first > 1 and tokens[first - 1].kind == "comma" and tokens[first - 2].kind == "tahun":
        return _is_age(tokens, first - 3)  # "umur 5 tahun, [2 tahun]"
    bounded = said(token_before(tokens, first), frozenset(("bawah", "atas")))
    near, linked = True, said(token_before(tokens, first), frozenset(("yakni", "yaitu", "adalah")))
    for skip in range(_AGE_REACH):
        token = token_before(tokens, first, skip)
        if token is None or token.kind in ("stop", "line") or said(token, context_words("no_age")):
            return bounded and not said(token, context_words("no_age"))
        near = near and token.kind not in ("comma", "open")
        if said(token, context_words("age")) and (near or linked or skip < 3):
            return True
    return bounded


_CURRENCIES = frozenset(("rp", "usd", "$"))
_OLDEST = 120  # years of a person
_AGE_REACH = 8  # tokens from the word for an age to its number


def _law_year(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether this is the middle of "Nomor 11 Tahun 2008"."""
    after = tokens[last] if last < len(tokens) else None
    if tokens[last - 1].kind != "tahun":
        return False
    if after is not None and after.kind == "year":
        return True
    return said(token_before(tokens, first), frozenset(("nomor", "no"))) or (
        said(token_before(tokens, first), frozenset((".",)))
        and said(token_before(tokens, first, 1), frozenset(("nomor", "no")))
    )


def _number_in(part: list[Token]) -> float | None:
    return next((t.value for t in part if isinstance(t.value, int | float)), None)


_MANY_HOURS = 10_000


def _set(tokens: list[Token], first: int, last: int) -> bool:
    after = tokens[last] if last < len(tokens) else None
    if tokens[last - 1].kind == "part" and after is not None:
        return after.kind not in ("tadi", "this", "nanti")  # "per sore tadi"
    if tokens[first].kind == "per":
        if after is not None and after.kind == "year":
            return False  # "per tahun 2024" is as of that year
        return not said(token_before(tokens, first), context_words("speed"))
    return True


def _clock(tokens: list[Token], first: int, last: int) -> bool:
    part = tokens[first:last]
    if part[0].kind == "jam" or (part[0].kind == "approx" and part[1].kind == "jam"):
        told = any(t.kind in ("clock", "clocks", "part", "zone") for t in part)
        number = next((t for t in part if t.kind in ("integer", "number")), None)
        after = tokens[last] if last < len(tokens) else None
        if number is None and not told:
            return False
        unit = after is not None and after.kind in ("tahun", "bulan", "hari", "jam", "unit", "dash")
        return not unit
    return True


def _ref(tokens: list[Token], first: int, last: int) -> bool:
    token = tokens[first]
    before = token_before(tokens, first)
    after = tokens[last] if last < len(tokens) else None
    if token.kind == "dulu":
        if said(before, context_words("dulu_before")):
            return True
        opens = opens_sentence(tokens, first) and token.text[:1].isupper()
        return opens or said(after, context_words("dulu_after"))
    if token.kind == "tadi":
        return _tadi(tokens, first, after)
    if token.kind == "nanti":
        return before is None or before.kind != "dash"  # "dinanti-nanti"
    return token.text.lower() != "kemudian hari" or after is None or after.kind != "this"


def _tadi(tokens: list[Token], first: int, after: Token | None) -> bool:
    """Tell whether "tadi" is earlier today, not the thing just spoken of ("usulan tadi")."""
    if opens_sentence(tokens, first):
        return said(after, context_words("tadi_after"))
    return said(token_before(tokens, first, 1), frozenset(("di", "ke", "dari")))


def _onward(tokens: list[Token], first: int, last: int) -> bool:
    after = tokens[last] if last < len(tokens) else None
    front = said(token_before(tokens, first), context_words("front_before"))
    return not front and not said(after, context_words("front_after"))


def _holiday(tokens: list[Token], first: int, last: int) -> bool:
    if last - first > 1 and tokens[last - 1].kind != "this":
        return True
    token = tokens[first]
    if str(token.value).startswith("malam_"):
        return True
    if not token.text[:1].isupper():
        return False
    return said(token_before(tokens, first), context_words("holiday_before"))


def _count(tokens: list[Token], first: int, last: int) -> bool:
    """Tell whether "H-3" without a named day counts days, not a thing: "pembom H-20", "H-1B"."""
    if tokens[last - 1].kind != "integer":
        return True
    after = tokens[last] if last < len(tokens) else None
    if after is not None and after.start == tokens[last - 1].end and after.text.isalnum():
        return False
    before = token_before(tokens, first)
    counted = before is None or before.kind in ("open", "until", "and")
    return counted or said(before, context_words("count_before"))


def _day(tokens: list[Token], first: int, last: int) -> bool:
    part = tokens[first:last]
    if len(part) == 1 and part[0].kind == "day":
        around = (token_before(tokens, first), tokens[last] if last < len(tokens) else None)
        return all(token is None or token.kind != "dash" for token in around)
    if part[0].kind == "dmy":
        joined = first > 1 and tokens[first - 1].end == part[0].start
        if joined and tokens[first - 1].text == "." and tokens[first - 2].end == part[0].start - 1:
            return False  # the end of a number: "N.2.15/Fd.2/07/2025"
        after = tokens[last] if last < len(tokens) else None
        bracketed = token_before(tokens, first, 0) is not None and tokens[first - 1].kind == "open"
        return len(part[0].text) >= 8 or (bracketed and after is not None and after.kind == "close")
    if part[0].kind == "open":
        return part[1].text[0] == "0" or part[1].text[-2] == "0" or _first_number(part[1]) > 4
    if part[0].kind in ("days", "spans"):
        value = part[0].value
        return isinstance(value, tuple) and value[-1] > 31
    if part[0].kind == "iso":
        return True
    if part[0].kind == "number" and in_name(tokens, first):
        return False  # Universitas Sebelas Maret
    months = [t for t in part if t.kind in ("month", "short_month")]
    return not months or months[0].text[:1].isupper() or any(t.kind == "year" for t in part)


def _first_number(token: Token) -> int:
    return token.value[0] if isinstance(token.value, tuple) else 0


def _span(tokens: list[Token], first: int, last: int) -> bool:
    before = token_before(tokens, first)
    if said(before, context_words("birthday")):
        return False  # "ulang tahun ini"
    if before is not None and before.kind in _NUMERIC and tokens[first].kind != "season":
        # the end of "berusia 30 tahun ini"; a price may stand there: "Rp 18.200 pekan depan"
        return multiplier(tokens[first - 1]) > 0 or said(
            token_before(tokens, first, 1), _CURRENCIES
        )
    if (
        tokens[first].kind == "edge"
        and last - first == 2
        and said(before, context_words("holiday_words"))
    ):
        return False  # "libur akhir pekan" is of no week
    return tokens[first].kind == "edge" or tokens[first].text[:1].islower() or last - first > 1


def _then(tokens: list[Token], first: int, last: int) -> bool:
    before = token_before(tokens, first)
    return before is None or before.kind != "dash"


def _ordinal(tokens: list[Token], first: int, last: int) -> bool:
    if said(token_before(tokens, first), context_words("birthday")):
        return False  # "berulang tahun ke-63"
    return last >= len(tokens) or not tokens[last].text.lower().startswith("berturut")


def _part(tokens: list[Token], first: int, last: int) -> bool:
    part, before = tokens[first:last], token_before(tokens, first)
    if len(part) == 1 and part[0].kind == "part" and not part[0].text.lower().startswith("dini"):
        # not "makan siang", "jam malam"
        return said(before, context_words("part_before")) and part[0].text.islower()
    if part[0].text.lower() == "semalam" and said(before, frozenset(("dalam",))):
        return False  # a night long
    return not (before is not None and before.kind in ("jam", "pukul"))


_GUARDS = {
    "year": _year,
    "years": _years,
    "month": _month,
    "months": _month,
    "weekday": _weekday,
    "duration": _duration,
    "ago": _counted,
    "ahead": _counted,
    "shift": _shift,
    "vague": _duration,
    "set": _set,
    "clock": _clock,
    "ref": _ref,
    "onward": _onward,
    "holiday": _holiday,
    "count": _count,
    "day": _day,
    "part": _part,
    "span": _span,
    "edge": _span,
    "ordinal": _ordinal,
    "then": _then,
}
