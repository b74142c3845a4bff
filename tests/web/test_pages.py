"""Every page, on a full record, on an empty one, and with hostile reports."""

import html.parser
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from fastapi.testclient import TestClient

from dateline.export.events import names
from dateline.web import app
from dateline.web.desk import Desk
from tests.web import made

PAGES = ["/", "/queue", "/pairs", "/reports", "/downloads", "/report/r1", "/part/table", "/part/queue", "/part/pairs"]
WEB = Path(app.__file__).parent
ACTIVE = {"script", "iframe", "object", "embed", "base", "style", "svg:script", "meta"}


class Seen(html.parser.HTMLParser):
    """What a browser would act on in a page: elements, attributes that run or style, and addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.inline: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style" or name == "srcdoc":
                self.inline.append(name)
            if name in ("href", "action"):
                self.links.append(value or "")
            if name == "src":
                self.sources.append(value or "")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_there(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    seen = Seen(answer.text)
    assert not seen.inline
    assert all(link.startswith(("/", "#")) for link in seen.links)
    assert all(source.startswith("/static/") for source in seen.sources)


def test_an_event_shows_its_claims_its_rules_and_what_differs(client: TestClient, double: dict[str, Any]) -> None:
    text = client.get(f"/event/{double['event']}").text
    for expected in (
        "The Velm Courier",
        "Coast Radio",
        "4 to 9",
        "Where the reports differ",
        "Why these are one event",
    ):
        assert expected in text
    assert text.count('class="card told') == 2
    assert re.search(r'<mark class="m k-killed[^"]*" title="killed[^"]*">4</mark>', text)


def test_events_without_place_or_date_are_listed(client: TestClient) -> None:
    assert client.get("/api/scene").json()["unplaced"] == 1
    for what in ("place", "date"):
        events = client.get("/api/events", params={"missing": what}).json()["events"]
        assert len(events) == 1, what


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 6), ("source=Coast Radio", 2), ("killed=7", 2), ("modality=denied", 1), ("country=SDN", 6),
        ("from=2024-01-01&to=2024-12-31", 3), ("box=170,40,-170,60", 1), ("q=velm", 6), ("group=0", 0),
        ("contradicted=1", 1), ("actor=Velm Rebels", 6),
    ],
)  # fmt: skip
def test_filters_choose(client: TestClient, query: str, count: int) -> None:
    assert client.get(f"/api/events?{query}").json()["total"] == count
    head = re.search(r'<h2><span class="num">([\d,]+)</span>', client.get(f"/part/table?{query}").text)
    assert head is not None
    assert head[1] == str(count)


@pytest.mark.parametrize(
    ("path", "code"), [("/event/e-none", 404), ("/report/none", 404), ("/none", 404), ("/?killed=x", 422)]
)
def test_an_error_is_a_page_that_helps(client: TestClient, path: str, code: int) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == code
    assert "Back to the record" in answer.text
    assert "Traceback" not in answer.text


def test_a_claim_is_corrected_in_a_form_that_keeps_what_it_was(client: TestClient, double: dict[str, Any]) -> None:
    text = client.get("/part/edit", params={"claim": double["claims"][0]}).text
    assert 'data-version="' + double["version"] in text
    assert '<option value="shelling" selected>' in text


def test_graphic_text_is_sent_folded_to_who_asked_for_it(client: TestClient, double: dict[str, Any]) -> None:
    path = f"/event/{double['event']}"
    assert '<details class="graphic" open>' in client.get(path).text
    assert '<details class="graphic" open>' not in client.get(path, headers={"Cookie": "fold=1"}).text


@pytest.mark.parametrize("name", names())
def test_every_export_comes_with_its_loss_report(client: TestClient, name: str) -> None:
    answer = client.get(f"/api/exports/{name}", params={"source": "Coast Radio"})
    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        inside = archive.namelist()
        loss = json.loads(archive.read(f"dateline-{name}.loss.json"))
        assert archive.read(inside[0])
    assert loss["read"] == 2
    assert loss == client.get(f"/api/exports/{name}/loss", params={"source": "Coast Radio"}).json()
    assert f"/api/exports/{name}?" in client.get("/downloads").text


class TestEmpty:
    """A record with nothing in it."""

    @pytest.fixture
    def client(self, tmp_path: Path) -> Iterator[TestClient]:
        with made.filled(tmp_path / "empty.db", []) as store:
            yield TestClient(app.create(Desk(store, "mira")), base_url="http://127.0.0.1")

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("/", "dateline add"), ("/queue", "Nothing is left to review"), ("/pairs", "No pair is in doubt"),
            ("/reports", "There are no reports yet"), ("/downloads", "0</span> events"),
        ],
    )  # fmt: skip
    def test_it_says_what_to_do(self, client: TestClient, path: str, words: str) -> None:
        assert words in client.get(path).text

    def test_the_map_is_empty(self, client: TestClient) -> None:
        found = client.get("/api/scene").json()
        assert (found["total"], found["bars"], found["period"]) == (0, [], None)


class TestHostile:
    """A report that tries to be a page, in every field that it can write to."""

    @pytest.fixture
    def client(self, tmp_path: Path) -> Iterator[TestClient]:
        bad = made.HOSTILE
        text = f"Rebels{bad} shelled the market of Velm on Tuesday, killing 4 people, residents said."
        story = made.shelling("r/../1 ?#&<b>", 4, source=bad, title=bad, text=text)
        party = story[1].initiators[0]
        claim = made.shelling("r/../1 ?#&<b>", 4, source=bad, text=text, initiators=(party.__class__(
            start=0, end=6, text="Rebels", name=bad, kind="rebel group"),), reasons=(bad,))[1]  # fmt: skip
        with made.filled(tmp_path / "hostile.db", [(story[0], claim)]) as store:
            yield TestClient(app.create(Desk(store, bad)), base_url="http://127.0.0.1", headers={"X-Dateline": "1"})

    @pytest.mark.parametrize(
        "path", ["/", "/queue", "/reports", "/part/table", "/part/queue", "EVENT", "REPORT", "SPOT"]
    )
    def test_nothing_of_it_runs(self, client: TestClient, path: str) -> None:
        event = client.get("/api/events").json()["events"][0]["event"]
        path = {
            "EVENT": f"/event/{event}",
            "REPORT": "/report/r%2F..%2F1%20%3F%23%26%3Cb%3E",
            "SPOT": "/part/spot?lat=12.5&lon=29.25",
        }.get(path, path)
        answer = client.get(path)
        assert answer.status_code == 200, answer.text[:300]
        seen = Seen(answer.text)
        assert not seen.inline
        assert all(source.startswith("/static/") for source in seen.sources)
        assert not {"iframe", "object", "embed", "base", "style", "img", "b"} & set(seen.elements)
        assert "{{ 7 * 7 }}" in answer.text or "49" not in answer.text

    def test_a_reason_is_words_too(self, client: TestClient) -> None:
        event = client.get("/api/events").json()["events"][0]
        decision = {"kind": "accept", "subjects": [event["event"]], "reason": made.HOSTILE}
        body = {"reviewer": "<b>mira</b>", "decisions": [decision]}
        assert client.post("/api/judgements", json=body).status_code == 201
        seen = Seen(client.get(f"/event/{event['event']}").text)
        assert not seen.inline
        assert "b" not in seen.elements


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True), ("http://example.org/", True), ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False), (" javascript:alert(1)", False), ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False), ("vbscript:x", False), ("//example.org", False),
        ("https://", False), ("https://example.org/\"onclick=alert(1)", True), ("ftp://example.org", False),
    ],
)  # fmt: skip
def test_only_a_web_address_becomes_a_link(tmp_path: Path, url: str, linked: bool) -> None:
    report, claim = made.shelling("r1", 4, source="The Velm Courier")
    with made.filled(tmp_path / "url.db", [(msgspec.structs.replace(report, url=url), claim)]) as store:
        page = TestClient(app.create(Desk(store, "mira")), base_url="http://127.0.0.1").get("/report/r1").text
    seen = Seen(page)
    assert (url in seen.links) is linked
    assert not seen.inline
    assert all(link.startswith(("/", "#", "http")) for link in seen.links)


def test_no_template_holds_script_or_style_of_its_own() -> None:
    for path in sorted((WEB / "templates").glob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text), path.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name
        assert "|safe" not in text, path.name
