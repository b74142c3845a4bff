"""Stages that do next to nothing, for tests of what carries reports through them; some words make them misbehave."""

import os
import re
import time
from collections.abc import Sequence

from dateline.errors import UsageError
from dateline.model import AnnotatedReport, Claim, Mention, Report, ResolvedReport, Sentence, content_id
from dateline.pipeline import Coder, Say
from dateline.settings import Settings


class Annotator:
    """One sentence a report. "annotate-fails" raises."""

    def annotate(self, report: Report, worth_parsing: object = None) -> AnnotatedReport:
        if "annotate-fails" in report.text:
            raise RecursionError("too deep")
        sentence = Sentence(start=0, end=len(report.text))
        return AnnotatedReport(report=report, reading=report.text, sentences=(sentence,))


class Resolver:
    """Resolves nothing. "resolve-fails" raises."""

    def resolve(self, annotated: AnnotatedReport) -> ResolvedReport:
        if "resolve-fails" in annotated.report.text:
            raise KeyError("no such\nplace")
        return ResolvedReport(annotated=annotated)


class Engine:
    """A claim for each "attack". "coding-fails" raises, "dies" ends the process, "slow" and "asleep" take time."""

    name = "fake"
    version = "1"

    def worth_reading(self, sentence: str) -> bool:
        return "attack" in sentence

    def worth_parsing(self, reading: str, sentences: Sequence[Sentence]) -> frozenset[int]:
        return frozenset(range(len(sentences)))

    def code(self, resolved: ResolvedReport) -> list[Claim]:
        text = resolved.report.text
        if "coding-fails" in text:
            raise MemoryError
        if "dies" in text:
            os._exit(9)
        time.sleep(0.2 if "slow" in text else 60 if "asleep" in text else 0)
        return [_claim(resolved.report, found.start()) for found in re.finditer("attack", text)]


def _claim(report: Report, start: int) -> Claim:
    end = start + len("attack")
    mention = Mention(start=start, end=end, text="attack", trigger_start=start, trigger_end=end, trigger="attack")
    return Claim(
        claim=content_id("c", report.id, start),
        report=report.id,
        engine="fake",
        engine_version="1",
        event_type="attack",
        acled=None,
        plover=None,
        cameo=None,
        modality="asserted",
        mentions=(mention,),
    )


class FakeCoder(Coder):
    """A coder of these stages."""

    @classmethod
    def build(cls, settings: Settings, say: Say | None = None) -> Coder:
        """What ``Coder.build`` gives, of these stages."""
        return Coder(Annotator(), Resolver(), Engine(), settings.max_chars)

    @staticmethod
    def prepare(settings: Settings, say: Say | None = None) -> None:
        """Nothing is to be prepared."""


class BrokenCoder(FakeCoder):
    """A coder whose settings name what is not there."""

    @classmethod
    def build(cls, settings: Settings, say: Say | None = None) -> Coder:
        """What ``Coder.build`` does then."""
        raise UsageError("there is no parser 'x'")
