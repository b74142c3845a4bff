"""The order of the stages, and nothing else: Report -> AnnotatedReport -> ResolvedReport -> Claims.

``Coder`` takes one report through them; ``dateline.workers`` takes many, in several processes.
"""

import traceback
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dateline import plugins
from dateline.errors import UsageError
from dateline.model import AnnotatedReport, Annotation, CodedReport, Issue, Report, ResolvedReport, Sentence
from dateline.read import given_date
from dateline.settings import Settings
from dateline.stages import Annotator, Engine, Resolver, WorthParsing

Say = Callable[[str], None]
"""What takes a message to the person who waits, such as that the gazetteer is being prepared."""

ENGLISH = frozenset({"en", "eng", "english"})
"""What a report may call the one language that is read; a region may follow ("en-GB")."""


FAILED = "the stage failed with"
"""How the message of an issue begins whose cause is an error of ours, not of the report."""


class _UnfitError(Exception):
    """A report that cannot go on; carries its issue from the place where that was seen to the method that was asked."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


@dataclass(frozen=True, eq=False)
class Coder:
    """The stages of one run, ready to use. Keeps nothing between reports; one a process."""

    annotator: Annotator
    resolver: Resolver
    engine: Engine
    max_chars: int

    @classmethod
    def build(cls, settings: Settings, say: Say | None = None) -> "Coder":
        """Give a coder: loads the parser and the ontology and opens the gazetteer (seconds, about 300 MB).

        ``say`` is told when something is prepared for the first time. Raises UsageError for a setting that names what
        is not there, OntologyError or DataError for facts that cannot be used.
        """
        from dateline.annotate import annotator
        from dateline.ontology.load import load
        from dateline.resolve import resolver

        ontology = load(Path(settings.ontology) if settings.ontology else None)
        resolving = resolver(settings, say=say)
        engine = plugins.find("coding", settings.engine).engine(ontology, resolving.describe)
        return cls(annotator(settings.parser), resolving, engine, settings.max_chars)

    @staticmethod
    def prepare(settings: Settings, say: Say | None = None) -> None:
        """Do once what is done once for all processes: the gazetteer's index. Raises as ``build`` does, but sooner."""
        from dateline.resolve.gazetteer import prepare

        plugins.find("coding", settings.engine)
        prepare(Path(settings.cache), say or (lambda message: None))

    def code(self, report: Report) -> CodedReport:
        """Give the claims of a report; one that cannot be coded comes without claims, with the issue that says why."""
        try:
            resolved = self._resolved(report, self.engine.worth_parsing)
            with _stage("coding", report):
                return CodedReport(report=report, claims=tuple(self.engine.code(resolved)))
        except _UnfitError as error:
            return CodedReport(report=report, issues=(error.issue,))

    def annotate(self, report: Report) -> Annotation | Issue:
        """Give every sentence, place name, time expression and actor of a report, or the issue that says why not."""
        try:
            resolved = self._resolved(report, None)
        except _UnfitError as error:
            return error.issue
        return Annotation(
            report=report.id,
            sentences=tuple(Sentence(start=s.start, end=s.end) for s in resolved.annotated.sentences),
            places=resolved.places,
            dates=resolved.dates,
            actors=resolved.actors,
        )

    def trace(self, report: Report) -> Iterator[Report | AnnotatedReport | ResolvedReport | CodedReport]:
        """Give the value after every stage, as it comes; the last holds the issue of a report that cannot be coded."""
        yield report
        try:
            annotated = self._annotated(report, self.engine.worth_parsing)
            yield annotated
            with _stage("resolve", report):
                resolved = self.resolver.resolve(annotated)
            yield resolved
            with _stage("coding", report):
                coded = CodedReport(report=report, claims=tuple(self.engine.code(resolved)))
        except _UnfitError as error:
            coded = CodedReport(report=report, issues=(error.issue,))
        yield coded

    def _annotated(self, report: Report, worth_parsing: WorthParsing | None) -> AnnotatedReport:
        if why := self.refuses(report):
            raise _UnfitError(Issue(report=report.id, stage="annotate", message=why))
        with _stage("annotate", report):
            return self.annotator.annotate(report, worth_parsing)

    def _resolved(self, report: Report, worth_parsing: WorthParsing | None) -> ResolvedReport:
        annotated = self._annotated(report, worth_parsing)
        with _stage("resolve", report):
            return self.resolver.resolve(annotated)

    def refuses(self, report: Report) -> str | None:
        """Say why a report is not taken into the stages, or None: too long, no Unicode, no date, or not in English."""
        text = report.text
        if not text.strip():
            return "the text is empty; a report needs words"
        if len(text) > self.max_chars:
            allowed = f"{self.max_chars:,} (max_chars in the settings)"
            return f"the text has {len(text):,} characters; allowed: {allowed}; split it"
        if not _is_unicode(text):
            return "the text holds a lone surrogate (half of a character, \\ud800 to \\udfff); allowed: Unicode text"
        if report.published and (problem := _problem_of_date(report.published)):
            return problem
        if report.language and _language(report.language) not in ENGLISH:
            return (
                f"language {report.language[:20]!r} is not read by engine {self.engine.name!r}; allowed: en (English)"
            )
        if not report.language and _looks_foreign(text):
            engine = self.engine.name
            return (
                f"the text has almost none of the commonest English words; engine {engine!r} reads en (English); "
                'if it is English, say "language": "en"'
            )
        if script := _other_script(text):
            return f"a text mostly in {script} letters is not read by engine {self.engine.name!r}; allowed: English"
        return None


@contextmanager
def _stage(stage: Literal["annotate", "resolve", "coding"], report: Report) -> Iterator[None]:
    """Turn what a stage raises into the report's issue, so that one report never ends the run of a million others."""
    try:
        yield
    except Exception as error:  # a stage must not raise at all: whatever it is, it is this report's issue
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{'/'.join(Path(where.filename).parts[-2:])}, line {where.lineno}"
        message = f"{FAILED} {type(error).__name__}: {error} ({place}); please report it with the text"
        raise _UnfitError(Issue(report=report.id, stage=stage, message=message)) from error


def _language(name: str) -> str:
    return name.replace("_", "-").split("-")[0].strip().lower()


def _problem_of_date(published: str) -> str | None:
    try:
        given_date(published)
    except UsageError as error:
        return str(error)
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


COMMON = frozenset(
    ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "at", "from",
     "are", "this", "be", "an", "or", "were", "which", "have", "has", "had", "but", "not", "they", "their", "his",
     "said", "who", "after", "been", "one", "its", "he", "will"]
)  # fmt: skip
ENOUGH_WORDS, ENGLISH_SHARE = 30, 0.06
MANY_WORDS, SHORT_SHARE = 80, 0.04
"""In 9,108 English reports these words are 11 % of all or more where there are 40 words; in French, Spanish and German
news under 4 %. A text of 30 to 80 words may be a post without articles: under 4 % it is foreign. A shorter one is
never judged."""


def _looks_foreign(text: str) -> bool:
    """Whether a text is in no English, by the share of the commonest English words in its first 20,000 characters."""
    words = [word.lower() for word in text[:20_000].split()]
    least = ENGLISH_SHARE if len(words) >= MANY_WORDS else SHORT_SHARE
    return len(words) >= ENOUGH_WORDS and sum(w in COMMON for w in words) < least * len(words)


def _other_script(text: str) -> str | None:
    """Name the script of a text whose letters are mostly not Latin, from 2,000 characters spread over it."""
    if text.isascii():
        return None
    letters = [c for c in text[:: max(1, len(text) // 2_000)] if c.isalpha()]
    others = [name for c in letters if not (name := unicodedata.name(c, "UNKNOWN")).startswith("LATIN")]
    if 2 * len(others) <= len(letters) or not others:
        return None
    scripts = [name.split()[0].capitalize() for name in others]
    return max(set(scripts), key=scripts.count)
