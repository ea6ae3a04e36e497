"""Finds reporting clauses outside quote marks: who reports, with which word, and what; pure.

A reporting clause is taken only where subject, adverbs and verb stand together as the grammar
has them; a verb behind 'yang', a negation or a modal reports nothing.
"""

from beritanlp.pipes.report_ground import Form, Ground, Report
from beritanlp.pipes.report_own import OwnReports
from beritanlp.pipes.report_sources import SourceReports
from beritanlp.pipes.report_verbs import ActiveReports


def find_reports(ground: Ground) -> list[Report]:
    """Find all reports of an article, in order of the text, one clause a sentence."""
    sources = SourceReports(ground)
    found = [
        *ActiveReports(ground).find(),
        *sources.according(),
        *sources.passive(),
        *OwnReports(ground).find(),
    ]
    found.sort(key=lambda r: (r.at, r.form.value))
    kept: list[Report] = []
    end = -1
    for report in found:
        if report.form is Form.CLAUSE:
            if report.start < end:
                continue
            end = report.end
        elif report.at < end:
            continue
        kept.append(report)
    return kept
