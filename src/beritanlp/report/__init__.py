"""One HTML file to look at the records of many articles: `beritanlp report INPUT -o report.html`.

A record flows through `payload` (records to the compact data of the page, with `things`, `regions`
and `ties`) and `page` (data, style and script to one file); `beritanlp.io.read_records` gives them.
"""

from beritanlp.report.page import render_report, write_report

__all__ = ["render_report", "write_report"]
