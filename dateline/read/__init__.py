"""Files, folders and standard input to Reports.

A reader is a module in this folder with ``SUFFIXES`` and ``read(stream, name)`` (see ``dateline.stages.Reader``); it is
chosen by the ending of a file's name. Modules whose name begins with "_" are no readers:

    _inputs   opens what was named, walks folders, looks at the first line of what has no ending
    _bytes    bytes to text and lines, within bounds
    _record   a JSON object to a Report
    _dates    what is a date of publication
"""

from collections.abc import Iterable, Iterator
from typing import IO

import msgspec

from dateline.errors import UsageError
from dateline.model import Issue, Report
from dateline.read import _dates


def reports(
    inputs: Iterable[str], *, stdin: IO[bytes] | None = None, published: str | None = None
) -> Iterator[Report | Issue]:
    """Give the reports of files, folders and standard input ("-"), lazily and in the order they stand.

    ``published`` is the date of those reports that have none of their own. What cannot be used comes as an Issue in its
    place, and so does the second report of one id. Raises UsageError or InputError, before anything is read, when a
    named input cannot be read at all or ``published`` is no date.
    """
    from dateline.read import _inputs  # here: finding the readers imports them all

    default = given_date(published) if published is not None else None
    named = list(inputs)
    known = _inputs.readers()
    _inputs.check(named, known)
    return _told_apart(found for path in named for found in _dated(_inputs.read(path, stdin, known), default))


def given_date(date: str) -> str:
    """Give a date of publication back as it is.

    Raises UsageError when it is none.
    """
    if _dates.impossible(date):
        raise UsageError(f"{date!r} is no date of publication; allowed: {_dates.ALLOWED}")
    return date


def _dated(found: Iterable[Report | Issue], default: str | None) -> Iterator[Report | Issue]:
    for one in found:
        undated = isinstance(one, Report) and default is not None and one.published is None
        yield msgspec.structs.replace(one, published=default) if undated else one


def _told_apart(found: Iterable[Report | Issue]) -> Iterator[Report | Issue]:
    """Refuse the second report of an id: two reports that cannot be told apart would lend each other their claims."""
    seen: set[str] = set()
    for one in found:
        if isinstance(one, Report) and one.id in seen:
            message = "a second report of this id; it is left out (ids must differ; a copy of a text has the text's id)"
            yield Issue(report=one.id, stage="read", message=message)
            continue
        if isinstance(one, Report):
            seen.add(one.id)
        yield one
