"""Every error that Dateline raises on purpose.

    DatelineError                the root: catch this one to catch them all
    +-- UsageError               the request cannot be right: an unknown name, an impossible date, no input (exit
    status 2) +-- InputError               a file or line that cannot be read at all (exit status 1)
    +-- OntologyError            an event-type file that breaks its own rules
    +-- DataError                shipped or imported facts (gazetteer, actors, sites) that cannot be used

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
