"""Report -> AnnotatedReport: sentences, grammar, names, times, numbers and quotations, as words."""

from typing import Any

from dateline.annotate import parse
from dateline.annotate.names import find_names
from dateline.annotate.numbers import find_numbers
from dateline.annotate.quotes import find_quotations
from dateline.annotate.recase import recase
from dateline.annotate.sentences import find_sentences
from dateline.annotate.times import find_times
from dateline.model import AnnotatedReport, Report
from dateline.stages import WorthParsing


class SpacyAnnotator:
    """An annotator over one loaded spaCy pipeline. Not changed by use; one a process."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp

    def annotate(self, report: Report, worth_parsing: WorthParsing | None = None) -> AnnotatedReport:
        """Give the report with its words marked up.

        Only sentences that ``worth_parsing`` names are parsed (all, when it is None); the others have no tokens.
        """
        reading = recase(report.text)
        sentences, times = find_sentences(reading), find_times(reading, report.text)
        chosen = range(len(sentences)) if worth_parsing is None else sorted(worth_parsing(reading, sentences))
        parsed = dict(zip(chosen, parse.parse(self._nlp, reading, [sentences[i] for i in chosen], times), strict=True))
        complete = tuple(parsed.get(i, s) for i, s in enumerate(sentences))
        return AnnotatedReport(
            report=report,
            reading=reading,
            sentences=complete,
            names=find_names(reading, report.text, complete),
            times=times,
            numbers=find_numbers(reading, report.text),
            quotations=find_quotations(report.text),
        )


def annotator(parser: str) -> SpacyAnnotator:
    """Give the annotator that uses a spaCy pipeline, by its package name.

    Raises UsageError when the pipeline is not installed.
    """
    return SpacyAnnotator(parse.load(parser))
