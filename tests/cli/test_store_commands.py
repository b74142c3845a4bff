"""The commands on a record: add, recode, status, issues, log, check, summary."""

import functools
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dateline import recording
from dateline.cli import _group, _summary, _summary_html, _summary_text, commands
from dateline.read import _fetch
from dateline.read._fetch_values import Fetched, FetchError
from dateline.store import CoverageDay, Totals, open_store
from tests.fake_stages import FakeCoder
from tests.store import made
from tests.test_recording import one_each


class Answer(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in an empty folder, with stages that do next to nothing and events of one claim each."""
    monkeypatch.chdir(tmp_path)
    fake = functools.partial(recording.Recording, coder=FakeCoder, merging=one_each)
    monkeypatch.setattr(recording, "Recording", fake)

    def asked(*arguments: str) -> Answer:
        status = _group.status(commands, arguments)
        return Answer(status, *capsys.readouterr())

    return asked


def write(name: str, *reports: dict[str, Any]) -> None:
    Path(name).write_text("".join(json.dumps(one) + "\n" for one in reports), encoding="utf-8")


MONDAY = {"id": "r1", "text": "an attack and an attack", "published": "2024-03-11", "source": "The Velm Courier"}
TUESDAY = {"id": "r2", "text": "an attack", "published": "2024-03-12", "source": "The Velm Courier"}
BAD = {"id": "r3", "text": "coding-fails", "published": "2024-03-12", "source": "Kest Radio"}


@pytest.fixture
def filled(run: Run) -> Run:
    write("in.jsonl", MONDAY, TUESDAY, BAD)
    assert run("add", "in.jsonl", "--who", "mira", "--why", "week 11").status == 0
    return run


def test_add_says_what_it_did_and_a_second_time_that_nothing_changed(run: Run) -> None:
    write("in.jsonl", MONDAY, TUESDAY)
    first = run("add", "in.jsonl")
    assert (first.status, first.out) == (0, "")
    assert first.err.splitlines()[-1] == "2 reports, 3 claims, 0 issues; 2 new; events: 3 new"
    again = run("add", "in.jsonl")
    assert again.err.splitlines()[-1] == "0 reports, 0 claims, 0 issues; 2 known already; events: no change"
    write("in.jsonl", MONDAY, {**TUESDAY, "text": "an attack, corrected"})
    third = run("add", "in.jsonl")
    assert third.err.splitlines()[-1].startswith("1 report, 1 claim, 0 issues; 1 corrected, 1 known already; events:")


def test_issues_are_counted_and_strict_makes_them_the_status(run: Run) -> None:
    write("in.jsonl", MONDAY, BAD)
    answer = run("add", "in.jsonl", "--strict")
    assert answer.status == 3
    assert "1 issue (1 coding)" in answer.err
    told = run("issues")
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d coding: r3: the stage failed with MemoryError", told.out)
    assert [json.loads(line)["source"] for line in run("issues", "--to", "json").out.splitlines()] == ["Kest Radio"]
    assert run("issues", "--stage", "read").out == ""


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["status"], 2, "there is no record .*record.db'; `dateline add INPUT... --db record.db` makes one"),
        (["recode", "--db", "none.db"], 2, "there is no record"),
        (["add", "nowhere.txt"], 2, "there is no file or folder 'nowhere.txt'"),
        (["add", "empty"], 1, "there is no report in empty"),
        (["add", "in.jsonl", "--db", "nowhere/record.db"], 2, "there is no folder"),
        (["add", "in.jsonl", "--db", "in.jsonl"], 1, "this is no record: the file is no SQLite database"),
        (["summary", "--first", "March"], 2, "there is no record"),
        (["log", "--limit", "0"], 2, "0 is not in the range"),
    ],
)
def test_wrong_requests_are_one_line(run: Run, arguments: list[str], status: int, told: str) -> None:
    write("in.jsonl", *[MONDAY] * 40)
    Path("empty").mkdir()
    answer = run(*arguments)
    assert answer.status == status
    assert re.search(told, answer.err), answer.err
    assert len(answer.err.splitlines()) == 1
    assert sorted(p.name for p in Path().iterdir() if "record" not in p.name) == ["empty", "in.jsonl"]


def test_status(filled: Run) -> None:
    lines = filled("status").out.splitlines()
    assert lines[:4] == [
        "reports     3 (3 by fake 1)",
        "claims      3",
        "events      3 (3 unreviewed)",
        "judgements  0",
    ]
    assert lines[4] == "issues      1 (1 coding)"
    assert re.fullmatch(r"run 1 +[-\d]+ [:\d]+ to [:\d]+: add by mira: 3 reports, 3 claims", lines[-1])
    assert json.loads(filled("status", "--to", "json").out)["events"] == {"unreviewed": 3}


def test_a_run_that_was_killed_shows_in_the_status(filled: Run) -> None:
    with open_store("record.db") as store:
        other = store.begin("add", who="jo")
        store.put([made.entry(made.report("x"))], other)
    out = filled("status").out
    assert "unmerged    1 claim, of a run that was interrupted or goes on" in out
    assert re.search(r"run 2 +\S+ \S+ not ended: add by jo", out)


def test_log(filled: Run) -> None:
    lines = filled("log").out.splitlines()
    assert [line.split("mira  ")[1].split(" run")[0] for line in (lines[0], lines[-1])] == ["add ended", "add began"]
    assert lines[-1].endswith("add began run 1: week 11")
    assert len(filled("log", "r1").out.splitlines()) == 1
    assert filled("log", "--who", "nobody").out == ""
    assert json.loads(filled("log", "--limit", "1", "--to", "json").out)["what"] == "add ended"


def test_check(filled: Run) -> None:
    assert filled("check") == (0, "", "nothing is wrong\n")
    import sqlite3

    connection = sqlite3.connect("record.db")
    connection.execute("UPDATE reports SET body = replace(body, 'attack', 'attach')")
    connection.commit()
    connection.close()
    answer = filled("check")
    assert answer.status == 1
    assert "hash: r1: version 1 is not what was stored" in answer.out
    assert re.fullmatch(r"\d+ problems found\n", answer.err)


def test_recode_does_what_is_left_and_all_does_all(filled: Run) -> None:
    assert filled("recode").err.splitlines()[-1] == "0 reports, 0 claims, 0 issues; nothing new; events: no change"
    last = filled("recode", "--all", "--why", "new facts").err.splitlines()[-1]
    assert last == "2 reports, 3 claims, 1 issue (1 coding); 2 known already, 1 left as they were; events: no change"
    assert "recode began run 3: new facts" in filled("log").out


# ------------------------------------------------------------------------------------------------ summary

EVIL = "<script>alert('&')</script>\x1b[2J"


def totals(**fields: Any) -> Totals:
    values: dict[str, Any] = {
        "events": 8,
        "by_day": (
            ("2024-03-04", "2024-03-05", "air_strike", 3),
            ("2024-03-10", "2024-03-10", "shelling", 2),
            ("2024-04-01", "2024-04-01", "shelling", 1),
            ("2024-01-01", "2024-12-31", "riot", 1),
            (None, None, "riot", 1),
        ),
        "killed": (1_000, 1_234, 1_500),
        "injured": 7,
        "with_toll": 4,
        "places": ((EVIL, "SDN", 5), ("Kest", None, 1)),
        "parties": ((EVIL, 3), ("A very long name of a group that hardly anybody could ever remember", 1)),
        "others": {"rejected": 1, "planned": 2},
        **fields,
    }
    return Totals(**values)


def coverage() -> Iterator[CoverageDay]:
    for source, day, reports, issues, events in (
        (EVIL, "2024-03-10", 2, 0, 2),
        (EVIL, "2024-03-11", 1, 0, 0),
        (EVIL, "2024-03-12", 1, 1, 0),
        ("Kest Radio", "2024-03-12", 0, 0, 0),
        ("", None, 1, 0, 0),
    ):
        yield CoverageDay(source=source, day=day, reports=reports, issues=issues, events=events, last_read="now")


def test_the_summary_of_a_terminal() -> None:
    lines = list(_summary_text.lines(_summary.shown("record.db", totals(), coverage())))
    assert all(len(line) <= 80 and line.isprintable() for line in lines), [line for line in lines if len(line) > 80]
    text = "\n".join(lines)
    assert re.search(r"^week of +all +air strike +shelling$", text, re.M)  # nothing else: no column "other"
    assert re.search(r"^2024-03-04 +5 +3 +2 =+$", text, re.M)
    assert "... 3 weeks without an event" in text
    assert "and 1 dated no closer than a week, 1 without days" in text
    assert "killed 1,234 (1,000 to 1,500); injured 7" in text
    assert "not counted: 1 rejected, 2 planned" in text
    rows = {line[:12].strip(): line for line in lines if line.endswith(("!", "#", "o", "."))}
    assert rows["<script>aler"].endswith("..#o!")
    assert rows["Kest Radio"].endswith("....o")
    assert any(line.startswith("(no source named)") and "without a day" in line for line in lines)


def test_an_empty_record_has_a_summary(run: Run) -> None:
    open_store("record.db", create=True).close()
    out = run("summary").out
    assert "record.db: 0 events" in out
    assert "nothing was read" in out
    assert run("summary", "--to", "html").out.endswith("</html>\n")
    assert json.loads(run("summary", "--to", "json").out)["totals"]["events"] == 0


class Tags(HTMLParser):
    """Collects the tags of a page, and those left open."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag


def test_the_page_is_escaped_and_needs_nothing_else() -> None:
    page = "".join(_summary_html.page(_summary.shown(EVIL, totals(), coverage())))
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    assert not {"script", "link", "img", "iframe"} & set(tags.seen)
    assert "http" not in page.replace("http-equiv", "")
    assert "\x1b" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<svg") == 2
    assert page.count(": events</title>") == 1
    assert page.count(": no event</title>") == 2  # read, and nothing was there: not the same as not read
    assert page.count(": failed</title>") == 1


def test_the_summary_of_a_record(filled: Run) -> None:
    out = filled("summary").out
    assert "record.db: 3 events" in out
    assert "\x1b" not in out
    assert filled("summary", "--out", "page.html").status == 0
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    found = json.loads(filled("summary", "--to", "json").out)
    assert {(c["source"], c["day"]): (c["reports"], c["events"], c["issues"]) for c in found["coverage"]} == {
        ("Kest Radio", "2024-03-12"): (1, 0, 1),
        ("The Velm Courier", "2024-03-11"): (1, 2, 0),
        ("The Velm Courier", "2024-03-12"): (1, 1, 0),
    }
    assert filled("summary", "--type", "riot").out.startswith("record.db: 0 events")
    assert filled("summary", "--first", "March").status == 2
    assert filled("summary", "--out", "record.db").status == 2


def test_a_feed_without_news_is_read_and_one_that_is_down_is_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What tells "no event" from "not read": a feed that held nothing new, an empty one, one that did not come."""
    answers = {
        "courier": b"<rss version='2.0'><channel><title>The Velm Courier</title><item><title>Fair</title><description>"
        b"A fair and no more.</description><pubDate>Mon, 11 Mar 2024 08:00:00 GMT</pubDate></item></channel></rss>",
        "radio": b"<rss version='2.0'><channel><title>Kest Radio</title></channel></rss>",
    }

    class Web:
        def fetch(self, url: str) -> Fetched:
            if url.endswith("down"):
                raise FetchError("there is no such page (status 404)")
            return Fetched(answers[url.rpartition("/")[2]], url, "application/rss+xml", None, "now")

    monkeypatch.setattr(_fetch, "Fetcher", Web)
    urls = [f"https://{name}.example/{name}" for name in ("courier", "radio", "down")]
    assert run("add", *urls).status == 0
    assert run("add", urls[0]).status == 0  # nothing new
    assert run("add", urls[1]) == Answer(0, "", "0 reports, 0 claims, 0 issues; nothing new; events: no change\n")
    today = datetime.now(UTC).date().isoformat()
    found = json.loads(run("summary", "--to", "json").out)["coverage"]
    assert {(c["source"], c["day"]): (c["reports"], c["events"], c["issues"], c["looks"]) for c in found} == {
        ("The Velm Courier", "2024-03-11"): (1, 0, 0, 0),
        ("The Velm Courier", today): (0, 0, 0, 2),
        ("radio.example", today): (0, 0, 0, 2),
        ("down.example", today): (0, 0, 1, 1),
    }
    lines = run("summary").out.splitlines()
    signs = {line.split("  ")[0].strip(): line[-1] for line in lines if line.endswith(("!", "#", "o"))}
    assert signs == {"The Velm Courier": "o", "radio.example": "o", "down.example": "!"}


def test_colour_only_when_it_is_asked_for() -> None:
    shown = _summary.shown("record.db", totals(), coverage())
    plain, painted = (list(_summary_text.lines(shown, color=color)) for color in (False, True))
    assert [re.sub(r"\x1b\[\d*m", "", line) for line in painted] == plain
    assert plain != painted
