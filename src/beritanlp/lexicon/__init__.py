"""Linguistic knowledge as data: typed, cached readers of the files beside this one.

A TOML file holds tables that its pipe knows; a CSV file has a header line and may have comment
lines that begin with `#`, as a TXT file may. The first lines of each say source, licence and
validity. What a user's own file adds is laid over ours while the pipeline that was loaded with it
reads an article.
"""

from beritanlp.lexicon.additions import Additions, read_additions
from beritanlp.lexicon.headers import Header, list_lexicons, read_header
from beritanlp.lexicon.in_force import in_force, parse_additions, per_day, per_lexicon
from beritanlp.lexicon.ministries import ministries, period_of
from beritanlp.lexicon.reading import read_csv, read_text, read_toml

__all__ = [
    "Additions",
    "Header",
    "in_force",
    "list_lexicons",
    "ministries",
    "parse_additions",
    "per_day",
    "per_lexicon",
    "period_of",
    "read_additions",
    "read_csv",
    "read_header",
    "read_text",
    "read_toml",
]
