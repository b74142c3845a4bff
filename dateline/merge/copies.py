"""Near-copies: syndicated, cut and lightly changed texts, so that a text printed by ten papers counts as one source.

Fingerprints by winnowing (S. Schleimer, D. Wilkerson, A. Aiken, "Winnowing: local algorithms for document
fingerprinting", SIGMOD 2003): of every ``WINDOW`` neighbouring runs of ``RUN`` words the one with the least hash. Any
``WINDOW + RUN - 1`` words in a row that two texts share give them a common fingerprint. Two texts are copies when most
of the shorter one's fingerprints are in the longer one: a paper's cut of a long dispatch is found, which a likeness of
the whole texts (Jaccard, MinHash) cannot do.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dateline.model import Report, content_id

RUN, WINDOW = 5, 8
"""Words: a shared passage of 12 is always seen; a text of 300 words has some 65 fingerprints."""
SHARED = 0.5
"""The part of the shorter text's fingerprints that makes a copy. An agency's update of its own text with two new
paragraphs keeps more; two reporters on one press conference share well under a tenth."""
LEAST = 3
"""Common fingerprints under which nothing is said: a byline or a quotation is no copy."""
BEARERS = 50
"""Reports, the earliest, by which a fingerprint is known: a disclaimer on every page of a site must not cost a look at
all of them, and a copy need only find one of the others."""
_WORD = re.compile(r"\w+")


def fingerprints(text: str) -> frozenset[str]:
    """Give a text's fingerprints, as hexadecimal strings that a store may index; none for a text under five words."""
    words = _WORD.findall(text.casefold())
    hashes = [_hash(" ".join(words[i : i + RUN])) for i in range(len(words) - RUN + 1)]
    windows = max(1, len(hashes) - WINDOW + 1)
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(windows)) if hashes else frozenset()


def _hash(words: str) -> str:
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest()


def is_copy(a: frozenset[str], b: frozenset[str]) -> bool:
    """Say, by their fingerprints, whether one of two texts is a copy or a cut of the other."""
    common = len(a & b)
    return common >= LEAST and common >= SHARED * min(len(a), len(b))


def near_copies(reports: Iterable[Report], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the id of the work of each report, by report id: the same for near-copies, whatever the order of reports.

    ``known`` are works given before: a group keeps the id that one of its reports has (of several, the least), so that
    a store may pass new reports with the stored ones that share a fingerprint. Copies of copies are one work.
    """
    known = known or {}
    ordered = sorted({r.id: r for r in reports}.values(), key=lambda r: (r.published or "9", r.id))
    prints = {r.id: fingerprints(r.text) for r in ordered}
    home = {r.id: r.id for r in ordered}

    def root(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    seen: dict[str, list[str]] = defaultdict(list)
    for report in ordered:
        mine = prints[report.id]
        shared = Counter(other for one in sorted(mine) for other in seen[one])
        for other, count in shared.items():
            if count >= LEAST and is_copy(mine, prints[other]):
                home[root(report.id)] = root(other)
        for one in mine:
            if len(seen[one]) < BEARERS:
                seen[one].append(report.id)
    return _named(ordered, {r.id: root(r.id) for r in ordered}, known)


def _named(ordered: Iterable[Report], roots: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Name each group: by a work it is known as, else by its earliest report."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in ordered:
        groups[roots[report.id]].append(report.id)
    works: dict[str, str] = {}
    for members in groups.values():
        names = sorted(known[m] for m in members if m in known)
        works |= dict.fromkeys(members, names[0] if names else content_id("w", members[0]))
    return works
