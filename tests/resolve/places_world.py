"""The shipped gazetteer for tests, built once a machine, and reports annotated without a parser."""

import tempfile
from functools import lru_cache
from pathlib import Path

from dateline.annotate.names import find_names
from dateline.annotate.recase import recase
from dateline.annotate.sentences import find_sentences
from dateline.model import AnnotatedReport, Place, Report
from dateline.resolve.gazetteer import Gazetteer, prepare
from dateline.resolve.places import resolve_places


@lru_cache(maxsize=1)
def world() -> Gazetteer:
    """Give the gazetteer of the shipped facts."""
    return Gazetteer(prepare(Path(tempfile.gettempdir()) / "dateline-test-cache", lambda _: None))


def annotated(text: str, **more: str) -> AnnotatedReport:
    """Give a report with its names, unparsed."""
    reading = recase(text)
    sentences = find_sentences(reading)
    report = Report(id="r", text=text, **more)
    return AnnotatedReport(
        report=report, reading=reading, sentences=sentences, names=find_names(reading, text, sentences)
    )


def places(text: str, **more: str) -> tuple[Place, ...]:
    """Give the places of a text."""
    return resolve_places(annotated(text, **more), world())


def place(text: str, name: str, **more: str) -> Place:
    """Give the first place of a text whose words are ``name``; KeyError when it has none."""
    return {p.text: p for p in reversed(places(text, **more))}[name]
