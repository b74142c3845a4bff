"""Claims + Judgements -> Events: which claims of many reports tell one event, and what the event's values are.

    merge           all claims (or one neighbourhood of them) and what people judged -> events and redirects of ids
    explain         two claims -> how likely they tell one event, and why
    neighbourhood   new or changed claims -> all claims whose events could change, for a store that merges as it goes
    keys            the keys under which a store keeps a claim, so that ``neighbourhood`` can fetch by them
    near_copies     reports -> the work each is a copy of, so that a syndicated text counts as one source
    fingerprints    a text -> the strings by which a store finds possible copies of it
    problem_of      a judgement -> why it cannot be used, or None: asked before it is kept

Pure: no clock, no files but the shipped words and weights, no order of input. ``docs/how/merge.md`` tells how it
decides.
"""

from dateline.merge.copies import fingerprints, near_copies
from dateline.merge.judged import problem_of
from dateline.merge.neighbourhood import KEYS_VERSION, Fetch, keys, neighbourhood
from dateline.merge.run import Merged, explain, merge

__all__ = [
    "KEYS_VERSION", "Fetch", "Merged", "explain", "fingerprints", "keys", "merge", "near_copies", "neighbourhood",
    "problem_of",
]  # fmt: skip
