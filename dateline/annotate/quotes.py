"""Quoted words."""

import re

from dateline.model import Quotation

QUOTED = re.compile(r"“([^“”]{1,4000})”|\"([^\"\n]{1,4000})\"|«([^«»]{1,4000})»|(?<!\w)‘([^‘’\n]{20,4000})’(?!\w)")


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Give the quotations of a text, without their marks, in order."""
    found = []
    for m in QUOTED.finditer(text):
        group = m.lastindex or 1
        found.append(Quotation(start=m.start(group), end=m.end(group), text=m.group(group)))
    return tuple(found)
