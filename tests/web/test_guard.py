"""Who may ask, and the headers of every answer."""

from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.errors import UsageError
from dateline.store import Store
from dateline.web import app, guard
from dateline.web.desk import Desk
from tests.web.conftest import CHANGE

TOKEN = "k3J9-a-long-random-token"
HERE = "http://127.0.0.1:8731"
UNDO = {"judgements": ["j-none"]}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_a_loopback_address_needs_no_token(host: str) -> None:
    guard.check(host, None)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "review.example.org", "127.0.0.1.example.org", ""])
def test_any_other_address_refuses_to_start_without_one(host: str) -> None:
    with pytest.raises(UsageError, match="needs a token"):
        guard.check(host, None)


@pytest.mark.parametrize("token", ["", "short", "with a newline\nin the middle", "ümlaut-ümlaut-ümlaut"])
def test_a_token_that_could_be_guessed_is_refused(token: str) -> None:
    with pytest.raises(UsageError, match="allowed: 16 or more"):
        guard.check("127.0.0.1", token)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8731", 200), ("localhost:8731", 200), ("[::1]:8731", 200), ("LOCALHOST", 200),
        ("evil.example", 421), ("evil.example:8731", 421), ("127.0.0.1.evil.example", 421), ("192.168.1.5", 421),
        ("localhost@evil.example", 421), ("", 421), ("[::1", 421),
    ],
)  # fmt: skip
def test_a_name_that_was_pointed_at_this_machine_gets_no_answer(client: TestClient, host: str, status: int) -> None:
    assert client.get("/api/events", headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Origin": HERE}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:9999"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
)
def test_another_site_cannot_change_the_record(
    client: TestClient, double: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    body = {"decisions": [{"kind": "skip", "subjects": [double["event"]]}]}
    answer = client.post("/api/judgements", json=body, headers=headers)
    assert answer.status_code == status, answer.text
    assert len(client.get(f"/api/events/{double['event']}").json()["judgements"]) == (status == 201)


@pytest.mark.parametrize(
    ("mode", "path", "status"),
    [("no-cors", "/api/exports/csv", 403), ("cors", "/api/events", 403), ("no-cors", "/map/countries.json", 403),
     ("navigate", "/", 200)],
)  # fmt: skip
def test_another_site_may_link_here_and_load_nothing(client: TestClient, mode: str, path: str, status: int) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}
    assert client.get(path, headers=headers).status_code == status


def test_a_change_without_our_header_is_refused(client: TestClient) -> None:
    del client.headers["X-Dateline"]
    answer = client.post("/api/undo", json=UNDO)
    assert (answer.status_code, "X-Dateline" in answer.json()["error"]) == (403, True)


def test_a_huge_request_is_refused(client: TestClient) -> None:
    body = b'{"decisions": [' + b" " * guard.MOST_BODY + b"]}"
    headers = {"Content-Type": "application/json"}
    assert client.post("/api/judgements", content=body, headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/", "/api/events", "/api/nothing", "/static/site.css", "/nothing", "/event/e-0"])
def test_every_answer_has_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "no-" in headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/static/vendor"]
)
def test_only_the_pages_own_files_are_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


class TestWithAToken:
    """On an address that others can reach."""

    @pytest.fixture
    def client(self, store: Store) -> TestClient:
        served = app.create(Desk(store, "mira"), host="0.0.0.0", token=TOKEN, names=frozenset({"review.example"}))
        return TestClient(served, base_url="http://review.example", headers=CHANGE)

    def test_nothing_is_shown_without_it(self, client: TestClient) -> None:
        assert client.get("/api/events").status_code == 401
        assert client.post("/api/undo", json=UNDO).status_code == 401
        page = client.get("/queue", headers={"Accept": "text/html"}, follow_redirects=False)
        assert (page.status_code, page.headers["location"]) == (303, "/login?next=/queue")

    @pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic " + TOKEN, "Bearer ümlaut".encode()])
    def test_a_wrong_one_is_refused(self, client: TestClient, given: Any) -> None:
        assert client.get("/api/events", headers={"Authorization": given}).status_code == 401

    def test_a_program_shows_it_in_a_header(self, client: TestClient) -> None:
        assert client.get("/api/events", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200

    def test_who_has_not_logged_in_learns_nothing(self, client: TestClient) -> None:
        assert "mira" not in client.get("/login").text

    def test_a_person_logs_in_once(self, client: TestClient) -> None:
        wrong = client.post("/login", data={"token": "not the token at all"})
        assert (wrong.status_code, "not the token" in wrong.text) == (403, True)
        right = client.post("/login?next=/queue", data={"token": TOKEN}, follow_redirects=False)
        assert (right.status_code, right.headers["location"]) == (303, "/queue")
        cookie = right.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert TOKEN not in cookie
        assert client.get("/api/events").status_code == 200

    @pytest.mark.parametrize(
        "there", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]
    )
    def test_logging_in_leads_to_no_other_site(self, client: TestClient, there: str) -> None:
        answer = client.post("/login", params={"next": there}, data={"token": TOKEN}, follow_redirects=False)
        assert answer.headers["location"] == "/"

    def test_names_that_were_not_allowed_are_refused(self, client: TestClient) -> None:
        shown = {"Authorization": f"Bearer {TOKEN}"}
        assert client.get("/api/events", headers={**shown, "Host": "evil.example"}).status_code == 421
        assert client.get("/api/events", headers={**shown, "Host": "192.168.1.5:8731"}).status_code == 200


def test_the_page_cannot_be_made_without_a_token_elsewhere(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="needs a token"):
        app.create(Desk(store, "mira"), host="0.0.0.0")
