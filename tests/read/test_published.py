"""Which of the places that may tell it gives a page's date of publication, and how sure that is."""

import pytest

from dateline.read._published import Candidate, choose

ROWS = [
    # candidates as "place: words", the date, where it was found, how sure, words of the problem
    (["json-ld: 2022-09-27T10:00Z", "meta: 2022-09-27"], "2022-09-27T10:00Z", "json-ld", "stated", None),
    (["meta: 2022-09-27"], "2022-09-27", "meta", "stated", None),
    (["time: 2022-09-27"], "2022-09-27", "time", "likely", None),
    (["url: 2022-9-27"], "2022-09-27", "url", "likely", None),
    (["page: 2022-09-27"], "2022-09-27", "page", "guess", "a guess from the words of the page"),
    (["json-ld: soon", "meta: 2022-09-27"], "2022-09-27", "meta", "stated", None),
    (["json-ld: 2022-09-27", "meta: 2022-09-28"], "2022-09-27", "json-ld", "stated", None),  # two zones
    (["json-ld: 2022-09-27", "meta: 2019-01-01"], "2022-09-27", "json-ld", "likely", "2019-01-01 by its meta"),
    (["json-ld: 2022-09-27", "time: 2019-01-01"], "2022-09-27", "json-ld", "stated", None),
    (["time: 04/03/2021"], None, None, None, "may be 2021-03-04 or 2021-04-03; it is left out"),
    (["meta: 04/03/2021", "time: 2021-03-04"], "2021-03-04", "time", "likely", None),
    (["meta: 04/03/2021", "time: 2021-03-05"], None, None, None, "may be 2021-03-04 or 2021-04-03"),
    (["meta: 27/09/2022"], "2022-09-27", "meta", "stated", None),
    ([], None, None, None, None),
    (["meta: 2022", "time: 27 September"], None, None, None, None),
]


@pytest.mark.parametrize(("given", "date", "place", "sureness", "problem"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_choice(
    given: list[str], date: str | None, place: str | None, sureness: str | None, problem: str | None
) -> None:
    candidates = [Candidate(found_in=one.partition(": ")[0], words=one.partition(": ")[2]) for one in given]  # type: ignore[arg-type]
    choice = choose(candidates)
    assert (choice.dated and tuple(choice.dated)) == ((date, place, sureness) if date else None)
    assert problem in choice.problem if problem and choice.problem else choice.problem is problem


def test_the_callers_order_settles_it() -> None:
    candidates = [Candidate(found_in="meta", words="04/03/2021")]
    assert choose(candidates, day_first=True).dated == ("2021-03-04", "meta", "stated")
    assert choose(candidates, day_first=False).dated == ("2021-04-03", "meta", "stated")
