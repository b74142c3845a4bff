"""An address to filters, to a query of the store, and back to the same address."""

import pytest

from dateline.errors import UsageError
from dateline.web import filters

WRONG = [
    ("from=yesterday", "no day"),
    ("from=2024-02-30", "no day"),
    ("from=2024-03-02&to=2024-03-01", "later than"),
    ("killed=-1", "whole number"),
    ("killed=9999999999", "whole number"),
    ("killed=٤", "whole number"),
    ("box=1,2,3", "no stretch"),
    ("box=0,10,5,-10", "no stretch"),
    ("box=nan,0,1,1", "no stretch"),
    ("status=maybe", "allowed: unreviewed"),
    ("modality=sure", "allowed: asserted"),
    ("missing=name", "allowed: place, date"),
    ("group=7", "allowed: 0"),
    ("page=x", "whole number"),
]


def parsed(query: str) -> filters.Filters:
    asked: dict[str, list[str]] = {}
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        asked.setdefault(name, []).append(value.replace("%2C", ",").replace("+", " "))
    return filters.parse(asked)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "type=shelling&type=air_strike",
        "group=1&actor=rebels&country=SDN",
        "status=accepted&modality=denied&killed=3",
        "q=market+velm",
        "from=2024-01-01&to=2024-12-31",
        "box=170.0000%2C-10.0000%2C-170.0000%2C10.0000",
        "missing=place&missing=date&contradicted=1&sort=killed&page=3",
    ],
)
def test_an_address_means_the_same_again(query: str) -> None:
    assert parsed(query).query() == query


@pytest.mark.parametrize(("query", "message"), WRONG)
def test_a_value_that_cannot_be_is_named_with_what_is_allowed(query: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parsed(query)


def test_nothing_set_is_nothing_left_out() -> None:
    assert not parsed("page=2&sort=killed").any
    assert parsed("q=velm").any


def test_a_group_asks_for_its_types() -> None:
    asked = filters.query_of(parsed("group=1"))
    assert "air_strike" in asked.types
    assert "protest" not in asked.types
    assert filters.query_of(parsed("group=1&type=protest")).types == ("none",)
