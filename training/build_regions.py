"""Build `lexicon/regions.csv` from the public table of Kemendagri region codes.

usage: python -m training.build_regions ../shared/data/gazetteers/wilayah.sql.gz

Keeps provinces, regencies, cities and districts (kecamatan); villages are too many and too alike.
"""

import argparse
import gzip
import re
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "beritanlp" / "lexicon" / "regions.csv"
HEADER = """\
# Indonesian regions with their Kemendagri codes: facts of Kepmendagri 300.2.2-2138/2025, by way of
# github.com/cahyadsn/wilayah (MIT). Built by training/build_regions.py; villages left out.
code,name,level
"""
_ROW = re.compile(r"\('(\d\d(?:\.\d\d){0,2})','((?:[^'\\]|\\.|'')+)'\)")
LEVELS = {2: "province", 5: "regency", 8: "district"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sql", type=Path)
    sql = gzip.decompress(parser.parse_args().sql.read_bytes()).decode("utf-8")
    lines = []
    for code, name in sorted(_ROW.findall(sql)):
        clean = " ".join(name.replace("''", "'").replace("\\'", "'").split())
        quoted = f'"{clean}"' if "," in clean else clean
        lines.append(f"{code},{quoted},{LEVELS[len(code)]}")
    OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} regions -> {OUT}")


if __name__ == "__main__":
    main()
