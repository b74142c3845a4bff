"""Every error that Dateline raises on purpose.

    DatelineError                the root: catch this one to catch them all
    +-- UsageError               the request cannot be right: an unknown name, an impossible date, no input (exit
    status 2) +-- InputError               a file or line that cannot be read at all (exit status 1)
    +-- OntologyError            an event-type file that breaks its own rules
    +-- DataError                shipped or imported facts (gazetteer, actors, sites) that cannot be used
    +-- StoreError               the record on disk cannot be opened, read or written; nothing half-written stays
        +-- StaleError           someone else changed what a judgement is about; look again (nothing was written)

A *wrong request* raises. A *bad record* among good ones does not: it becomes a :class:`dateline.model.Issue` and is
counted. A message says the value, the place, what is allowed and what to do; it needs no traceback to be understood.
"""


class DatelineError(Exception):
    """The root of all errors that Dateline raises on purpose."""


class UsageError(DatelineError):
    """The request cannot be right; the message says what is allowed."""


class InputError(DatelineError):
    """A source of reports cannot be read at all."""


class OntologyError(DatelineError):
    """An event-type file breaks the rules of the ontology."""


class DataError(DatelineError):
    """A file of facts (gazetteer, actors, sites) cannot be used."""


class StoreError(DatelineError):
    """The record cannot be opened, read or written."""


class StaleError(StoreError):
    """What a judgement is about has changed since the person saw it."""
