"""Ministries by the day: what a blend meant in which cabinet."""

import re

import pytest

from beritanlp.lexicon import in_force, ministries, period_of, read_csv
from beritanlp.pipes.bodies import known_long, name_key
from beritanlp.pipes.role_heads import match_head

DAY = re.compile(r"\d{4}(?:-\d\d-\d\d)?")


@pytest.mark.parametrize(
    ("word", "day", "title", "body"),
    [
        ("Menkominfo", "2021-06-01", "Komunikasi dan Informatika", "Kementerian {}"),
        ("Menkominfo", "2021-06-01T09:00:00+07:00", "Komunikasi dan Informatika", "Kementerian {}"),
        ("Menkominfo", "2007-03-01", "Komunikasi dan Informatika", "Departemen {}"),
        ("Menkominfo", "2004-12-01", "Komunikasi dan Informasi", "Kementerian {}"),
        ("Menkominfo", "2025-01-01", "Komunikasi dan Informatika", "Kementerian {}"),
        ("Menkominfo", None, "Komunikasi dan Informatika", "Kementerian {}"),
        ("Menkomdigi", "2024-10-21", "Komunikasi dan Digital", "Kementerian {}"),
        (
            "Mendes",
            "2018-01-01",
            "Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi",
            "Kementerian {}",
        ),
        ("Mendes", "2025-01-01", "Desa dan Pembangunan Daerah Tertinggal", "Kementerian {}"),
        ("Mendes", None, "Desa dan Pembangunan Daerah Tertinggal", "Kementerian {}"),
        ("Menkop", "2023-01-01", "Koperasi dan Usaha Kecil dan Menengah", "Kementerian {}"),
        ("Menkop", "2025-01-01", "Koperasi", "Kementerian {}"),
        ("Menpan", "2008-01-01", "Pendayagunaan Aparatur Negara", "Kementerian {}"),
        ("Mendikbud", "2012-01-01", "Pendidikan dan Kebudayaan", "Kementerian {}"),
        (
            "Mendikbudristek",
            "2021-04-28",
            "Pendidikan, Kebudayaan, Riset, dan Teknologi",
            "Kementerian {}",
        ),
        ("Mendikdasmen", "2025-01-01", "Pendidikan Dasar dan Menengah", "Kementerian {}"),
        (
            "Mendiktisaintek",
            "2025-01-01",
            "Pendidikan Tinggi, Sains, dan Teknologi",
            "Kementerian {}",
        ),
        ("Menparekraf", "2012-01-01", "Pariwisata dan Ekonomi Kreatif", "Kementerian {}"),
        ("Menpar", "2016-01-01", "Pariwisata", "Kementerian {}"),
        ("Menpar", "2022-01-01", "Pariwisata", "Kementerian {}"),  # the last that had the word
        ("Menekraf", "2025-01-01", "Ekonomi Kreatif", "Kementerian {}"),
        ("Mendagri", "2006-01-01", "Dalam Negeri", "Departemen {}"),
        ("Mendagri", "bukan tanggal", "Dalam Negeri", "Kementerian {}"),
        ("Mensesneg", "2025-01-01", "Sekretaris Negara", "Kementerian Sekretariat Negara"),
    ],
)
def test_a_blend_means_the_ministry_of_the_day(word, day, title, body):
    with in_force("", period_of(day)):
        found = match_head([word.casefold()], 0)
    assert found and found[0].title == f"Menteri {title}"
    assert found[0].body == body.format(title)


@pytest.mark.parametrize(
    ("short", "day", "long"),
    [
        ("Kominfo", "2021-06-01", "Kementerian Komunikasi dan Informatika"),
        ("Kominfo", "2008-06-01", "Departemen Komunikasi dan Informatika"),
        ("Komdigi", "2025-06-01", "Kementerian Komunikasi dan Digital"),
        ("Depdagri", "2008-06-01", "Departemen Dalam Negeri"),
        (
            "Kemendes",
            "2020-06-01",
            "Kementerian Desa, Pembangunan Daerah Tertinggal, dan Transmigrasi",
        ),
    ],
)
def test_a_short_name_means_the_ministry_of_the_day(short, day, long):
    with in_force("", period_of(day)):
        assert known_long(short) == long
        assert name_key(short) == name_key(long)


def test_days_are_days_and_no_ministry_ends_before_it_begins():
    for row in read_csv("ministries"):
        assert DAY.fullmatch(row["since"]) and (not row["until"] or DAY.fullmatch(row["until"])), (
            row
        )
        assert row["since"] <= (row["until"] or "9999"), row


def test_a_word_means_one_ministry_a_day():
    for column in ("minister", "body", "blend"):
        for row in read_csv("ministries"):
            for other in read_csv("ministries"):
                same = set(row[column].split("|")) & set(other[column].split("|")) - {""}
                apart = row["since"] > (other["until"] or "9999") or other["since"] > (
                    row["until"] or "9999"
                )
                assert row is other or not same or apart, (row, other)


def test_the_ministries_of_a_day_stand_first():
    with in_force("", period_of("2016-05-05")):
        first = ministries()[0]
    assert first["since"] <= "2016-05-05" <= (first["until"] or "9999")
