"""Finds the stretches of an article that name a post, from tokens and the entities among them."""

from dataclasses import dataclass

from beritanlp.extensions import is_removed
from beritanlp.lexicon import read_toml
from beritanlp.pipes.bodies import leading_place, match_body
from beritanlp.pipes.person_names import match_honorific
from beritanlp.pipes.role_article import Article
from beritanlp.pipes.role_edges import VERB, is_plain_word, is_rank, past_fields, past_seat, stops
from beritanlp.pipes.role_heads import MOST_STATUSES, Head, head_starts, match_head, match_status
from beritanlp.pipes.role_words import is_ordinal, known

_MAX_PHRASE = 24  # tokens after the head
_MAX_LIST = 12  # tokens from a comma to the "dan" of the last office
_MAX_FIELD = 4  # small-letter words of a field behind a post
_AHEAD = 5  # small-letter words that may stand between a head and the name of its holder
_NAMES_OF_THINGS = frozenset(["FAC", "EVT", "LAW", "PRD"])
_BRACKETS = {"(": ")", "[": "]"}
_JOINING = ("/", "-", "–")  # between two posts: "Menteri ATR/Kepala BPN"


@dataclass(frozen=True)
class Phrase:
    """A post phrase: tokens from `start` to `end`; the head's own words end at `head_end`.

    `half` is what it is of one token that names two posts: "capres" of "capres-cawapres".
    """

    start: int
    end: int
    head_end: int
    head: Head
    body_at: int | None
    half: str = ""


def find_phrases(article: Article) -> list[Phrase]:
    """Find all post phrases, from left to right, none inside another."""
    phrases: list[Phrase] = []
    heads, blends, end = head_starts(), article.blends, 0
    words = enumerate(zip(article.plain, article.texts, strict=True))
    for at in [at for at, (low, text) in words if low in heads or text in blends]:
        phrase = _phrase_at(article, at) if at >= end else None
        if phrase is not None:
            phrases.append(phrase)
            end = phrase.end
    return phrases


def _phrase_at(article: Article, at: int) -> Phrase | None:
    label = article.labels[at]
    if label == "PER" or (label in _NAMES_OF_THINGS and article.starts[at] != at):
        return None
    before = article.plain[at - 1] if at else ""
    if before in known("plurals") - known("several") and at:
        return None
    if before in known("names_after") and article.texts[at - 1][0].isupper():
        return None
    head_at = at
    for _ in range(MOST_STATUSES):
        if found := match_status(article.plain, head_at):
            head_at = found[1]
    matched = match_head(article.plain, head_at)
    word = "".join(article.texts[head_at : head_at + 1])
    if matched is None and (blended := article.blends.get(word)):
        matched = blended, head_at + 1
    if matched is None:
        return None
    head, head_end = matched
    if is_rank(article, head_at, head_end):
        return None
    if any(article.labels[i] == "PER" for i in range(at, head_end)):
        return None
    span = article.doc[at:head_end]
    if is_removed(article.doc, span.start_char, span.end_char):
        return None
    end = _extend(article, head, head_end)
    end = _past_field(article, at, end, head)
    end = _past_client(article, at, end, head)
    end = _past_local(article, end)
    while end > head_end and article.texts[end - 1] in ("/", "&"):
        end -= 1  # "karyawan swasta/manajer X": what joins another post belongs to none
    bodies = [
        i
        for i in range(head_end, end)
        if article.labels[i] in ("ORG", "FAC") and article.starts[i] == i
    ]
    if _is_mere_word(article, head_at, head_end):
        return None
    if head.title == "Warga Negara" and (
        article.texts[head_end - 1].endswith("nya")
        or article.plain[head_end : head_end + 1] == ["nya"]
    ):
        return None  # "warga negaranya, X": of what country is told elsewhere
    return Phrase(at, end, head_end, head, next(iter(bodies), None))


def _is_mere_word(article: Article, at: int, head_end: int) -> bool:
    """In "kabinet pimpinan Presiden X" the first word is no post."""
    weak = " ".join(article.plain[at:head_end]) in known("needs_body")
    following = match_head(article.plain, head_end)
    return bool(
        weak and article.texts[at].islower() and following and following[0].kind == "region"
    )


def _extend(article: Article, head: Head, at: int) -> int:
    """Go on to the right as long as the words belong to the phrase."""
    limit = min(at + _MAX_PHRASE, len(article.texts))
    end = at
    if head.kind == "region" and (place := _place(article, at)):
        end = at + place
        if not _goes_past_place(article, end, head):
            return end
        at = end
    while at < limit:
        step = _step(article, head, at, limit)
        if not step:
            break
        at = step
        if article.plain[at - 1] not in known("inner"):
            end = at
    return end


def _past_field(article: Article, at: int, end: int, head: Head) -> int:
    """Take in a field in small letters where the phrase is set off, or a second post follows.

    "X, dokter emergensi dari Y", "X, sekretaris panitia kurban,", "pakar kebakaran yang juga Z".
    """
    after = end
    while after < min(end + _MAX_FIELD, len(article.texts)) and is_plain_word(article, after):
        after += 1
    if head.kind not in ("field", "body", "group") or not end < after < len(article.texts):
        return end
    behind_name = at > 1 and article.texts[at - 1] == "," and article.ends_person(at - 2)
    set_off = behind_name or article.plain[at - 1] in known("introductions")
    body_next = article.labels[after + 1 : after + 2] == ["ORG"]
    placed = body_next and article.plain[after] in ("di", "pada")
    if set_off and (article.texts[after] in ",.)" or article.plain[after] == "dari" or placed):
        return _extend(article, head, after)
    joined = " ".join(article.plain[after : after + 2]) == "yang juga"
    joined = joined or article.plain[after] in ("sekaligus", "merangkap")
    joined = joined or (
        article.plain[after] == "dan" and bool(match_head(article.plain, after + 1))
    )
    return after if joined and head.kind == "field" else end


def _goes_past_place(article: Article, at: int, head: Head) -> bool:
    """After the place: "(Jabar)", "terpilih", "nomor urut 2", "ke-7", "untuk X", "di Osaka"."""
    if at >= len(article.texts):
        return False
    plain, status = article.plain[at], read_toml("role_status")
    return (
        plain in ("(", "untuk")
        or (plain == "di" and head.title.casefold() in known("abroad"))
        or plain in status["after"]
        or plain in status["words"]["contests"]
        or plain.startswith("ke-")
    )


def _place(article: Article, at: int) -> int:
    """Count the tokens of the place after "Gubernur", "Wali Kota"; a name may be glued to it."""
    tokens = []
    for i in range(at, min(at + 4, len(article.texts))):
        if article.labels[i] == "PER" or not article.texts[i][0].isupper():
            break
        tokens.append(article.texts[i])
    return leading_place(tokens)


def _past_client(article: Article, at: int, end: int, head: Head) -> int:
    """Take in the person who is served: "kuasa hukum X, Y", "Y, kuasa hukum X"."""
    if head.title.casefold() not in known("serving") or not article.starts_person(end):
        return end
    if article.labels[end - 1] == "ORG":
        return end  # "adalah perwakilan Komisi X Y": Y is no client
    after = article.ends[end]
    if article.starts_person(after):
        return after  # "pengacara Musk Steven Molo"
    behind = (
        article.texts[at - 1] in (",", "(") and article.ends_person(at - 2) if at > 1 else False
    )
    linked = at > 0 and article.plain[at - 1] in known("links")
    if (
        behind
        or linked
        or (article.texts[after : after + 1] == [","] and article.starts_person(after + 1))
        or head.title.casefold() in known("serving_ahead")
        or (after - end == 1 and head.title.casefold() in known("serving_short"))
    ):
        return after
    return end


def _past_local(article: Article, end: int) -> int:
    """Take in "setempat" where the holder's name comes next: "Ketua RT setempat, X"."""
    if end + 1 >= len(article.texts) or article.plain[end] not in known("local"):
        return end
    after = end + 1 + (article.texts[end + 1] == ",")
    if after >= len(article.texts):
        return end
    after += match_honorific(article.plain, after)
    return end + 1 if article.starts_person(after) else end


def _step(article: Article, head: Head, at: int, limit: int) -> int:
    """The index after the next piece of the phrase; 0 where the phrase has ended."""
    text, plain, label = article.texts[at], article.plain[at], article.labels[at]
    if label == "PER" or "\n" in text or head.kind == "owned":
        return 0
    if label == "ORG" and article.starts[at] != at:
        return article.ends[at]  # a name that began with the head: "Ketua [Tim X (TX) Haji]"
    if label and article.starts[at] == at and not stops(article, at):
        return article.ends[at]
    if (
        head.kind == "own"
        and plain not in ("ri", "indonesia", "republik")
        and text not in _BRACKETS
    ):
        return 0
    if text in _BRACKETS:
        return _after_bracket(article, at)
    if head.kind in ("field", "free", "team", "ministry") and _begins_other(article, at):
        return 0
    if text == "," and head.kind in ("body", "field", "group", "unit"):
        if listed := past_fields(article, at + 1) or past_seat(article, at + 1):
            return listed
        return at + 1 if _lists_offices(article, at + 1) else 0
    if head.kind != "own" and (after := match_body(article.plain, at)):
        return after
    if text.isdigit() and (
        article.plain[at + 1 : at + 2] == ["tahun"]
        or (article.texts[at - 1].isalpha() and not article.doc[at - 1].whitespace_)
    ):
        return 0  # a length, or the number of a list's next item: "PT Maju Mandiri2."
    if stops(article, at) or (text in _JOINING and match_head(article.plain, at + 1)):
        return 0
    if article.tokens.is_free_dash(at) and article.starts_person(at + 1):
        return 0
    if plain in known("inner"):
        return at + 1 if _goes_on(article, at + 1) else 0
    if (
        text[0].isupper()
        or text.isdigit()
        or text in ("/", "-", "&", "–")
        or plain in known("nouns")
    ):
        return at + 1
    if text == "," and head.title == "Warga" and article.labels[at + 1 : at + 2] == ["GPE"]:
        return at + 1
    if article.plain[at - 1] == "bidang" and is_plain_word(article, at):
        return at + 1
    if is_ordinal(plain) or plain == "asal":
        return at + 1
    if head.kind == "region" and plain in known("ordinals"):
        return at + 1
    if plain in read_toml("role_status")["after"]:
        return at + 1
    if head.kind in ("field", "free", "team", "client") and _name_ahead(article, at):
        return at + 1
    if head.kind in ("body", "field", "team") and _body_ahead(article, at):
        return at + 1
    set_off = article.texts[at + 1 : at + 2] == [","] and article.starts_person(at + 2)
    return at + 1 if set_off and head.kind == "body" and is_plain_word(article, at) else 0


def _body_ahead(article: Article, at: int) -> bool:
    """Tell whether a body follows a word or three of small letters: "pejabat teknis WHO"."""
    for i in range(at, min(at + 3, len(article.texts))):
        if article.labels[i] == "ORG" and article.starts[i] == i:
            return i > at
        text = article.texts[i]
        if not text.isalpha() or not text.islower() or VERB.match(text) or stops(article, i):
            return False
        if text in known("bridges"):
            return False
    return False


def _begins_other(article: Article, at: int) -> bool:
    """In "mahasiswa … pemerintahan Presiden X" a post of its own begins."""
    if article.plain[at - 1] in known("names_after") and article.texts[at - 1][0].isupper():
        return False  # "Sekretariat Presiden"
    other = match_head(article.plain, at) if article.texts[at][0].isupper() else None
    return other is not None and other[0].kind == "region"


def _lists_offices(article: Article, at: int) -> bool:
    """Tell whether names of offices go on after a comma: "Bidang Tambang, Industri, dan Media"."""
    for i in range(at, min(at + _MAX_LIST, len(article.texts) - 1)):
        if article.labels[i] == "PER":
            return False
        if article.plain[i] in ("dan", "serta", "&"):
            named = article.labels[i + 1] != "PER" and not match_head(article.plain, i + 1)
            return named and article.texts[i + 1][0].isupper()
        if article.labels[i] not in ("", "ORG") or match_head(article.plain, i):
            return False
        if not article.texts[i][0].isupper() and article.texts[i] != ",":
            return False
    return False


def _goes_on(article: Article, at: int) -> bool:
    """Tell whether what stands after "dan", "di", "pada" still belongs to the phrase."""
    if at >= len(article.texts) or article.labels[at] == "PER" or stops(article, at):
        return False
    if article.plain[at - 1] in ("dan", "pada") and (
        match_head(article.plain, at) or match_status(article.plain, at)
    ):
        return False
    if article.plain[at - 1] in ("pada", "di"):
        named = article.labels[at] in ("ORG", "GPE")
        return named or article.plain[at] in known("body_starts")
    return (
        article.texts[at][0].isupper()
        or (article.plain[at - 1] == "bidang" and is_plain_word(article, at))
        or is_ordinal(article.plain[at])
        or bool(article.labels[at])
        or article.plain[at] in known("nouns")
    )


def _after_bracket(article: Article, at: int) -> int:
    """Take in "(Sekjen)" or "(PSSI)" but no age and no person."""
    close = _BRACKETS[article.texts[at]]
    for i in range(at + 1, min(at + 9, len(article.texts))):
        if article.texts[i] == close:
            inside = article.texts[at + 1 : i]
            plain = i > at + 1 and not any(t.isdigit() or t == "," for t in inside)
            named = plain and (inside[0][0].isupper() or match_head(article.plain, at + 1))
            return i + 1 if named and inside[0].casefold().rstrip(".") != "purn" else 0
        if article.labels[i] == "PER":
            return 0
    return 0


def _name_ahead(article: Article, at: int) -> bool:
    for i in range(at, min(at + _AHEAD, len(article.texts))):
        if article.starts_person(i):
            return i > at
        text = article.texts[i]
        if text == "," and i > at and article.starts_person(i + 1):
            return True
        verb = text.islower() and VERB.match(text) and text not in known("parties")
        if not text.isalpha() or stops(article, i) or verb:
            return False
    return False
