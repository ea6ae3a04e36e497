"""One HTML file to look at the records of many articles: `beritanlp report INPUT -o report.html`.

A record flows through `results` (files to records), `payload` (records to the compact data of the
page, with `things`, `regions` and `ties`) and `page` (data, style and script to one file).
"""

from beritanlp.report.page import render_report, write_report
from beritanlp.report.results import read_results

__all__ = ["read_results", "render_report", "write_report"]
