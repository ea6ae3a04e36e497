"""Names of bodies in full words, and the article's own definitions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beritanlp.pipes.bodies import (
    abbreviates,
    before_short_forms,
    find_definitions,
    is_body,
    name_key,
    open_name,
)
from beritanlp.pipes.person_names import strip_name
from beritanlp.pipes.role_grammar import parse_post


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("Polrestabes Sukamaju", "Kepolisian Resor Kota Besar Sukamaju"),
        ("MPR RI", "Majelis Permusyawaratan Rakyat Republik Indonesia"),
        ("Kemensos", "Kementerian Sosial"),
        ("Kementerian Imipas", "Kementerian Imigrasi dan Pemasyarakatan"),
        ("SMPN 5 Sukamaju", "Sekolah Menengah Pertama Negeri 5 Sukamaju"),
        ("Polda Sumsel", "Kepolisian Daerah Sumatera Selatan"),
        ("DKI Jakarta", "DKI Jakarta"),
        ("Amerika Serikat", "Amerika Serikat"),
        ("Partai Golkar", "Partai Golkar"),
        ("Serikat Tani (ST) Sukamaju", "Serikat Tani Sukamaju"),
        ("Lentera", "Lentera"),
    ],
)
def test_open_name(name, full):
    assert open_name(name) == full


def test_short_forms_of_four_letters_need_capitals():
    assert open_name("Pan") == "Pan"
    assert open_name("PAN") == "Partai Amanat Nasional"


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Warga dari Forum Petani Sukamaju (FPS) hadir.", "fps", "Forum Petani Sukamaju"),
        ("Kepala Dinas Sosial (Dinsos) hadir", "dinsos", "Dinas Sosial"),
        ("Kata FPS (Forum Petani Sukamaju), baik.", "fps", "Forum Petani Sukamaju"),
        ("Forum Petani (FP) Serikat Tani (ST) hadir.", "st", "Serikat Tani"),
        ("Forum Petani\nSerikat Tani (ST) hadir.", "st", "Serikat Tani"),
        ("12Serikat  Tani,  Maju (STM) hadir.", "stm", "Serikat Tani, Maju"),
        (f"{'x' * 40}Serikat Tani (ST) hadir.", "st", None),
        ("Serikat   (ST) hadir.", "st", None),
    ],
)
def test_definitions(text, short, long):
    assert find_definitions(text).get(short) == long


def test_ages_and_asides_are_no_definitions():
    assert find_definitions("Yoga Santika (34) dan Ratih (Bandung) hadir di Jakarta (Sabtu).") == {}


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("BRIN", "Badan Riset dan Inovasi Nasional", True),
        ("Kemensos", "Kementerian Sosial", True),
        ("Bappenas", "Badan Perencanaan Pembangunan Nasional", False),
        ("KPK", "Komisi Pemilihan Umum", False),
        ("A", "Aliansi", False),
    ],
)
def test_abbreviates(short, long, fits):
    assert abbreviates(short, long) is fits


def test_keys_meet():
    assert name_key("PT Lentera (Persero) Tbk") == name_key("Lentera")
    assert name_key("MPR RI") == name_key("Majelis Permusyawaratan Rakyat")


def test_is_body():
    assert is_body("Kementerian Lentera")
    assert is_body("Jabar")
    assert not is_body("Yoga Santika")
    assert not is_body("")


@given(st.text(max_size=80))
def test_any_text_is_read(text):
    assert isinstance(open_name(text), str)
    assert isinstance(name_key(text), str)
    assert all(long in text for long in find_definitions(text).values())
    tokens = text.split()
    begin, end = strip_name(tokens)
    assert 0 <= begin <= end <= len(tokens)
    post = parse_post(["Ketua", *tokens])
    assert post is not None
    assert post.org_name != ""


_READ_FROM_THE_LEFT = re.compile(
    r"((?:[^\W\d_][\w'’/-]{0,30},?[ \u00a0]{1,2}){1,14})"
    r"\(([A-Z][\w&/.-]{1,24}(?: [A-Z][\w-]{1,20})?)\)"
)


@given(
    st.lists(
        st.sampled_from(
            [
                "Serikat",
                "tani",
                "x" * 33,
                "1",
                "_",
                ",",
                "'",
                " ",
                "  ",
                "\n",
                "\u00a0",
                "(ST)",
                "(Tani Maju)",
                "(",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_words_before_a_bracket_are_those_that_a_plain_pattern_reads(text):
    plain = [match.groups() for match in _READ_FROM_THE_LEFT.finditer(text)]
    assert list(before_short_forms(text)) == plain


@pytest.mark.parametrize("piece", ["A", "Aa ", "(A", "A (B) ", "Kepala Dinas, "])
def test_definitions_of_a_long_text(piece):
    assert len(find_definitions(piece * 60_000)) <= 60_000
