"""Read the form of a time expression back (``docs/how/dates.md`` lists the forms)."""

import re
from typing import NamedTuple

SHIFT = re.compile(r"([nr])([+-])([0-9.]{1,8}|X|)([A-Z]{1,2})")


class Form(NamedTuple):
    """A form taken apart: ``kind:argument`` and its keys."""

    kind: str
    argument: str
    keys: dict[str, str]

    def get(self, key: str) -> str | None:
        """Give the value of a key, or None."""
        return self.keys.get(key)


class Shift(NamedTuple):
    """A distance from a base: ``base`` "n" for the day of writing, "r" for the time told last; ``amount`` None when
    vague."""

    base: str
    sign: int
    amount: float | None
    unit: str

    @property
    def signed(self) -> float:
        """The signed amount; 0 where the words are vague."""
        return self.sign * (self.amount or 0)


def read_form(form: str) -> Form:
    """Take a form apart."""
    head, *rest = form.split(";")
    kind, _, argument = head.partition(":")
    return Form(kind, argument, {key: value for key, _, value in (part.partition("=") for part in rest)})


def read_shift(argument: str) -> Shift | None:
    """Read "n-3D", "r+0Y", "r-XW"; None when it is no shift."""
    match = SHIFT.fullmatch(argument)
    if match is None:
        return None
    base, sign, amount, unit = match.groups()
    return Shift(base, -1 if sign == "-" else 1, float(amount) if amount not in {"X", ""} else None, unit)


def read_length(argument: str) -> tuple[float | None, str]:
    """Read the "2W" of "past:2W": the amount (None when vague) and the unit."""
    unit = argument.lstrip("X0123456789.")
    amount = argument[: len(argument) - len(unit)]
    return (float(amount) if amount and amount != "X" else None), unit
