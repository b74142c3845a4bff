"""Dateline: news reports to a conflict event record, every value tied to the words it came from.

The stages, each a folder, each turning one type of ``dateline.model`` into the next:

    file --read-> Report --annotate-> AnnotatedReport --resolve-> ResolvedReport --coding-> Claims --export-> file

``dateline.pipeline`` runs them in order, ``dateline.stages`` says what each must do, ``dateline.plugins`` finds
readers, engines and formats by name, ``dateline.cli`` is the command line. In a program:

    import dateline

    for claim in dateline.code("Rebels shelled the town on Tuesday, killing nine.", published="2022-09-27"):
        print(claim.event_type, claim.date, claim.killed, claim.reasons)

For many reports use ``dateline.workers.run``, which works in several processes. Importing this package is cheap: the
parser and the gazetteer are loaded when the first report is coded.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.errors import DatelineError as DatelineError
    from dateline.model import Annotation as Annotation
    from dateline.model import Claim as Claim
    from dateline.model import CodedReport as CodedReport
    from dateline.model import Issue as Issue
    from dateline.model import Report as Report
    from dateline.pipeline import Coder as Coder
    from dateline.settings import Settings as Settings

    __version__: str

_HOME = {
    "Annotation": "model",
    "Claim": "model",
    "Coder": "pipeline",
    "CodedReport": "model",
    "DatelineError": "errors",
    "Issue": "model",
    "Report": "model",
    "Settings": "settings",
}
"""The public types, and the module that each one lives in."""

__all__ = ["__version__", "annotate_report", "code", *_HOME]


def code(report: "str | Report", *, published: str | None = None, settings: "Settings | None" = None) -> "list[Claim]":
    """Give the claims of one report, in the order of its text.

    ``published`` (an ISO date or date-time) anchors relative dates; without it no year is ever assumed. Raises
    InputError for a text that cannot be coded (empty, too long, in a language the engine does not read), UsageError for
    an impossible date or setting.
    """
    coded = _coder(settings).code(_report(report, published))
    _refuse(coded.issues)
    return list(coded.claims)


def annotate_report(
    report: "str | Report", *, published: str | None = None, settings: "Settings | None" = None
) -> "Annotation":
    """Give the sentences, place names, time expressions and actors of one report. Raises as ``code`` does."""
    from dateline.model import Issue

    found = _coder(settings).annotate(_report(report, published))
    if isinstance(found, Issue):
        _refuse((found,))
        raise AssertionError  # _refuse has raised
    return found


def _report(given: "str | Report", published: str | None) -> "Report":
    import msgspec

    from dateline.model import Report, content_id
    from dateline.read import given_date

    report = Report(id=content_id("r", given), text=given) if isinstance(given, str) else given
    return msgspec.structs.replace(report, published=given_date(published)) if published is not None else report


def _refuse(issues: "tuple[Issue, ...]") -> None:
    from dateline.errors import InputError

    if issues:
        raise InputError("; ".join(issue.message for issue in issues))


def _coder(settings: "Settings | None") -> "Coder":
    from dateline.settings import Settings

    return _built(settings or Settings())


@lru_cache(maxsize=2)
def _built(settings: "Settings") -> "Coder":
    """Keep the last coders: building one loads the parser and opens the gazetteer, which takes seconds."""
    from dateline.pipeline import Coder

    return Coder.build(settings)


def __getattr__(name: str) -> object:
    """Give a public name, importing its module now (PEP 562)."""
    import importlib

    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("dateline")
        except PackageNotFoundError:
            return "unknown (not installed)"  # a checkout that is run as it is
    if name in _HOME:
        return getattr(importlib.import_module(f"dateline.{_HOME[name]}"), name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
