"""Addresses that are safe to show, and the event types to choose from."""

import functools
from urllib.parse import urlsplit

from dateline.export import _words as words


def address(url: str | None) -> str | None:
    """Give an address that is safe to link to: http or https with a host, and no control character."""
    if not url or words.one_line(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


@functools.cache
def event_types() -> tuple[str, ...]:
    """Give the ids of the shipped event types, sorted."""
    from dateline.ontology.load import load

    return tuple(sorted(load(None).types))
