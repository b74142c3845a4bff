"""Claims + Judgements -> Events: which claims of many reports tell one event, and what the event's values are.

    merge           all claims (or one neighbourhood of them) and what people judged -> events and redirects of ids
    neighbourhood   new or changed claims -> all claims that could be affected, for a store that merges as it goes
    keys            the keys under which a store indexes a claim, so that ``neighbourhood`` can fetch by them
    near_copies     reports -> the work each is a copy of, so that a syndicated text counts as one source

Pure: no clock, no files but the shipped weights, no order of input. ``docs/how/merge.md`` tells how it decides.
"""

from dateline.merge.run import Merged, merge

__all__ = ["Merged", "merge"]
