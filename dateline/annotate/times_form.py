"""Write the form of a time expression: what its words say by themselves, as one short string.

The forms are the only thing that the finder and the resolver share; ``docs/how/dates.md`` lists them. A form is a head
and keys, ``kind:argument;key=value;key=value``. No value holds ";".
"""

from typing import NamedTuple


class Found(NamedTuple):
    """A time phrase: the words ``first`` up to ``stop`` (not included), and its form as a head and keys."""

    first: int
    stop: int
    head: str
    keys: tuple[tuple[str, str], ...] = ()

    @property
    def form(self) -> str:
        """The form as one string."""
        return ";".join([self.head, *(f"{key}={value}" for key, value in self.keys)])

    @property
    def kind(self) -> str:
        """The kind of the head: "date", "shift", "wd" ..."""
        return self.head.partition(":")[0]

    @property
    def argument(self) -> str:
        """What follows the kind."""
        return self.head.partition(":")[2]

    @property
    def one_day(self) -> bool:
        """Whether the phrase names one day."""
        if self.kind == "date":
            return self.argument.count("-") == 2
        return self.kind in {"wd", "num"} or (self.kind == "shift" and self.argument.endswith("D"))

    def get(self, key: str) -> str | None:
        """Give the value of a key, or None."""
        return dict(self.keys).get(key)

    def having(self, **keys: str) -> "Found":
        """Give the phrase with further keys; a key that it has already stays as it is."""
        new = tuple((key, value) for key, value in keys.items() if self.get(key) is None)
        return self._replace(keys=self.keys + new)

    def over(self, first: int, stop: int) -> "Found":
        """Give the phrase over other words."""
        return self._replace(first=first, stop=stop)


def pattern(year: int | str | None, month: int | str | None = None, day: int | None = None) -> str:
    """Give a calendar pattern: "1939-09-01", "XXXX-09", "XXXX-XX-15", "1943-SU"; None is what the words leave out."""
    y = "XXXX" if year is None else year if isinstance(year, str) else f"{year:04d}"
    if month is None and day is None:
        return y
    m = "XX" if month is None else month if isinstance(month, str) else f"{month:02d}"
    return f"{y}-{m}" if day is None else f"{y}-{m}-{day:02d}"
