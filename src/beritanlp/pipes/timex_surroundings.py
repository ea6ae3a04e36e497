"""What stands around an expression of time: words before it, names, where a sentence begins."""

from functools import cache

from beritanlp.lexicon import read_toml
from beritanlp.pipes.timex_tokens import Token


@cache
def context_words(name: str) -> frozenset[str]:
    """Give a list of words from the table `context` of the lexicon relative_time."""
    return frozenset(read_toml("relative_time")["context"][name])


def token_before(tokens: list[Token], first: int, skip: int = 0) -> Token | None:
    """Give the token that stands right before a place, or `skip` tokens farther left."""
    place = first - 1 - skip
    return tokens[place] if place >= 0 else None


def said(token: Token | None, words: frozenset[str]) -> bool:
    """Tell whether a token is one of some words, in any case of letters."""
    return token is not None and token.text.lower() in words


def opens_sentence(tokens: list[Token], place: int) -> bool:
    """Tell whether a token opens a sentence, a line or a quotation."""
    if place == 0:
        return True
    return tokens[place - 1].kind in ("line", "stop", "other")


def in_name(tokens: list[Token], first: int) -> bool:
    """Tell whether a capitalised word that opens no sentence stands right before."""
    place = first - 1
    if place >= 1 and tokens[place].kind in ("open", "close"):
        place -= 1  # "(Dilan 1990", "Goodhart (1930)", "Pemilu (Pilpres) 2019"
    if place > 0 and tokens[place].kind == "other" and tokens[place].text[0].isdigit():
        place -= 1  # "Piala Asia U23 2024"
    if place < 0 or tokens[place].kind != "word" or not tokens[place].text[:1].isupper():
        return False
    acronym = tokens[place].text.isupper() and len(tokens[place].text) > 1
    return acronym or not opens_sentence(tokens, place)
