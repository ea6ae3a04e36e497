"""Build `lexicon/regions.csv` and `lexicon/villages.txt` from the public table of Kemendagri codes.

usage: python -m training.build_regions ../shared/data/gazetteers/wilayah.sql.gz

Provinces, regencies, cities and districts (kecamatan) are a row each; the 84,000 villages, whose
names repeat a lot, are a line a district.
"""

import argparse
import gzip
import re
from itertools import groupby
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "beritanlp" / "lexicon"
SOURCE = """\
# source: Kepmendagri 300.2.2-2138/2025, by way of github.com/cahyadsn/wilayah (MIT)
# licence: MIT
# valid_as_of: 2025-04-25
# {what} with their Kemendagri codes: facts of Kepmendagri
# 300.2.2-2138/2025 (valid since April 2025; 38 provinces, 514 regencies and cities), by way of
# github.com/cahyadsn/wilayah (MIT; its table of 2026-02-13). Built by training/build_regions.py.
"""
VILLAGES = """\
# A line a district: its code, a tab, then "number name;" of each village; district and number with
# a dot between make the village's code ("31.71.01" and "1001": 31.71.01.1001).
"""
_ROW = re.compile(r"\('(\d\d(?:\.\d\d){0,2}(?:\.\d{4})?)','((?:[^'\\]|\\.|'')+)'\)")
LEVELS = {2: "province", 5: "regency", 8: "district"}
VILLAGE = 13  # characters of a village's code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sql", type=Path)
    sql = gzip.decompress(parser.parse_args().sql.read_bytes()).decode("utf-8")
    rows = sorted((code, clean(name)) for code, name in _ROW.findall(sql))
    regions = [(code, name) for code, name in rows if len(code) != VILLAGE]
    villages = [(code, name) for code, name in rows if len(code) == VILLAGE]
    table = SOURCE.format(what="Indonesian regions") + "code,name,level\n"
    table += "".join(f"{code},{quoted(name)},{LEVELS[len(code)]}\n" for code, name in regions)
    (OUT / "regions.csv").write_text(table, encoding="utf-8")
    lines = SOURCE.format(what="Indonesian villages (desa, kelurahan)") + VILLAGES
    for district, inside in groupby(villages, key=lambda row: row[0][:8]):
        lines += f"{district}\t" + "".join(f"{code[9:]} {name};" for code, name in inside) + "\n"
    (OUT / "villages.txt").write_text(lines, encoding="utf-8")
    print(f"{len(regions)} regions, {len(villages)} villages -> {OUT}")


def clean(name: str) -> str:
    """Take SQL's escapes and stray spaces out of a name; a semicolon would end it."""
    plain = " ".join(name.replace("''", "'").replace("\\'", "'").split())
    return plain.replace(";", ",")


def quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


if __name__ == "__main__":
    main()
