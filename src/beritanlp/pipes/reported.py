"""Finds reporting clauses outside quote marks: who reports, with which word, and what; pure.

A reporting clause is taken only where subject, adverbs and verb stand together as the grammar
has them; a verb behind 'yang', a negation or a modal reports nothing.
"""

from heapq import merge

from beritanlp.pipes.report_ground import Form, Ground, Report
from beritanlp.pipes.report_own import OwnReports
from beritanlp.pipes.report_sources import SourceReports
from beritanlp.pipes.report_verbs import ActiveReports


def find_reports(ground: Ground) -> list[Report]:
    """Find all reports of an article, in order of the text, one clause a sentence."""
    sources = SourceReports(ground)
    others = [*sources.according(), *sources.passive(), *OwnReports(ground).find()]
    others.sort(key=_order)
    kept: list[Report] = []
    ends = [-1]  # of the clauses kept
    # merged as they are found: a verb deep inside a clause that is kept need not be looked at
    for report in merge(ActiveReports(ground).find(lambda: ends[-1]), others, key=_order):
        if report.form is Form.CLAUSE:
            if report.start < ends[-1]:
                continue
            ends.append(report.end)
        elif report.at < ends[-1]:
            continue
        kept.append(report)
    return kept


def _order(report: Report) -> tuple[int, int]:
    return report.at, report.form.value
