import pytest

from beritanlp.report.regions import find_region, known_region, province_codes, region_name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Jawa Tengah", "33"),
        ("JATENG", "33"),
        ("Provinsi Jawa Tengah", "33"),
        ("DKI Jakarta", "31"),
        ("Jakarta", "31"),
        ("Jakarta Selatan", "31.74"),
        ("Yogyakarta", "34"),
        ("Kota Yogyakarta", "34.71"),
        ("Kabupaten Cilacap", "33.01"),
        ("Kab. Cilacap", "33.01"),
        ("Cilacap", "33.01"),
        ("Bandung", "32"),  # a city and a regency
        ("Kota Bandung", "32.73"),
        ("Kecamatan Sidareja", "33.01"),
        ("Sidareja", None),  # a bare district is never guessed
        ("Amerika Serikat", None),
        ("", None),
    ],
)
def test_names_of_regions(name, code):
    assert find_region(name) == code


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("33.01.05", "33.01"),
        ("33", "33"),
        ("99.99", None),
        ("33.99", None),
        ("zz", None),
        ("", None),
        (None, None),
    ],
)
def test_codes_of_regions(code, region):
    assert known_region(code) == region


def test_every_province_has_a_name_and_finds_itself():
    codes = province_codes()
    assert len(codes) == 38
    assert [find_region(region_name(code)) for code in codes] == list(codes)
