"""The page in a real browser: the whole way from a new report to an export, keyboard only, and what axe says of it.

Needs Chromium (``apt-get install chromium``, or DATELINE_TEST_BROWSER) and the package playwright; skipped without.
"""

import faulthandler
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dateline.settings import Settings
from dateline.store import Store
from dateline.web import app
from dateline.web.desk import Desk
from tests.web import made
from tests.web.test_values import CACHE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("DATELINE_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-unsafe-swiftshader",
]  # fmt: skip
RUN_AXE = """(patience) => Promise.race([
    axe.run(document, {resultTypes: ["violations"], iframes: false}),
    new Promise((_, no) => setTimeout(() => no(new Error("axe did not end")), patience)),
])"""
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PATIENCE_MS = 60_000
LONGEST_S = 600
"""A test that has not ended by then is stuck: every thread says where it stands, and the worker ends."""
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def watch() -> Iterator[None]:
    """No wait in here is without end, whatever the browser does."""
    faulthandler.dump_traceback_later(LONGEST_S, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def address(store: Store) -> Iterator[str]:
    """A running page of the small record."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    served = app.create(Desk(store, "mira", Settings(cache=str(CACHE))))
    server = uvicorn.Server(uvicorn.Config(served, log_level="error", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def page(browser: "Browser", address: str) -> Iterator["Page"]:
    """A browser's page at 360 pixels that fails its test for any error on the console."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=address, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    # a refusal that the page shows (409) stands on the console as well
    yield opened
    context.close()
    assert not [error for error in errors if "409" not in error]


def status(store: Store, event: str) -> str:
    found = store.event(event)
    assert found is not None
    return found.event.status


def until(done: Any, page: "Page") -> None:
    """Wait until something of the record is so: decisions are sent behind the page's back."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < end:
        if done():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


def test_from_a_new_report_to_an_export(page: "Page", store: Store) -> None:
    report, claim = made.shelling("r9", 40, source="Late Wire", published="2025-05-02", day="2025-05-01")
    made.put(store, [(report, claim)])
    event = store.event_of(claim.claim)
    assert event is not None

    page.goto("/queue?q=velm&killed=40")
    page.locator(f'.decide[data-event="{event}"]:visible').wait_for()
    page.keyboard.press("e")
    page.locator("#ed-killed-low").fill("41")
    page.locator("#ed-killed-high").fill("44")
    page.locator("[data-reason]").fill("the hospital's list")
    page.locator("dialog.editor button.main").click()
    page.locator("#finished:visible").wait_for()
    until(lambda: status(store, event) == "corrected", page)

    other = next(e for e in store.find().events if e.date and e.date.first == "2024-06-01")
    page.goto(f"/event/{event}")
    assert page.locator(".values").get_by_text("41 to 44").count() == 1
    page.locator("#other").fill(other.event)
    page.locator("[data-merge-form] button").click()
    page.locator(".toast").get_by_text("Merged.").wait_for()
    assert page.locator(".card.told").count() == 2
    assert store.redirect(event) == store.redirect(other.event)

    page.goto("/downloads?killed=40")
    with page.expect_download() as loading:
        page.locator('[data-format="csv"] a[download]').click()
    assert loading.value.suggested_filename.startswith("dateline-csv-")
    page.locator('[data-format="csv"] [data-loss]').click()
    page.locator(".loss").get_by_text("1 events written").wait_for()


def test_the_queue_needs_no_mouse(page: "Page", store: Store) -> None:
    page.goto("/queue")
    first = page.locator(".decide:visible")
    one = first.get_attribute("data-event")
    assert one is not None
    page.keyboard.press("a")
    two = first.get_attribute("data-event")
    assert two not in (None, one)
    page.keyboard.press("r")
    until(lambda: (status(store, one), status(store, str(two))) == ("accepted", "rejected"), page)
    page.keyboard.press("u")
    assert first.get_attribute("data-event") == two
    until(lambda: status(store, str(two)) == "unreviewed", page)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()


def test_a_decision_that_comes_too_late_says_what_changed(page: "Page", store: Store) -> None:
    from dateline import recording
    from dateline.web import judging

    page.goto("/queue")
    event = str(page.locator(".decide:visible").get_attribute("data-event"))
    decision = judging.Decision(kind="reject", subjects=(event,))
    recording.judge(store, judging.judgements([decision], "omar", judging.now()))
    page.keyboard.press("a")
    page.locator(".toast.bad").get_by_text("omar decided").wait_for()
    assert page.locator(".decide:visible").get_attribute("data-event") == event
    assert status(store, event) == "rejected"


SELECT = """(words) => {
    const walker = document.createTreeWalker(document.getElementById("words"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
}"""


def test_selected_words_become_a_value(page: "Page", store: Store) -> None:
    page.goto("/report/r1")
    page.keyboard.press("j")
    page.evaluate(SELECT, "market")
    page.locator(".pickbar:visible").wait_for()
    page.keyboard.press("3")
    page.locator(".toast").get_by_text("Set.").wait_for()
    (kept,) = store.judgements()
    assert (kept.kind, kept.field) == ("correct", "weapons")
    report = store.report("r1")
    assert report is not None
    assert b'"market"' in bytes(kept.value or b"")
    assert b'"start":%d' % report.text.index("market") in bytes(kept.value or b"")


def test_the_overview_is_one_picture(page: "Page") -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto("/")
    page.locator("body[data-ready]").wait_for(state="attached")
    bars = page.locator("#timeline rect.barn").count()
    assert bars >= 4
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**/?from=2024-03**")
    page.get_by_text("1 event found").or_(page.get_by_text("event found")).first.wait_for()
    assert page.locator("#timeline rect.barn.out").count() > 0
    page.locator("body[data-map=idle]").wait_for(state="attached")
    page.go_back()
    page.wait_for_url("**/")


def test_a_late_answer_does_not_undo_a_choice_on_the_timeline(page: "Page") -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto("/")
    page.locator("body[data-map=idle]").wait_for(state="attached")
    held: list[Any] = []
    page.route("**/api/scene?killed=0", lambda route: held.append(route))
    page.locator("#f-killed").fill("0")
    with page.expect_request("**/api/scene?killed=0"):
        page.locator("#f-killed").press("Tab")
    page.locator("#timeline").focus()
    page.keyboard.press("Home")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_url("**from=2024-03**")


def test_a_key_means_the_words_that_are_selected_now(page: "Page", store: Store) -> None:
    page.goto("/report/r1")
    page.keyboard.press("j")
    page.evaluate(SELECT, "market")
    page.locator(".pickbar:visible").wait_for()
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '3', bubbles: true}))"
    page.evaluate(f"(words) => {{ ({SELECT})(words); {press}; }}", "people")
    page.locator(".toast").get_by_text("Set.").wait_for()
    (kept,) = store.judgements()
    assert b'"people"' in bytes(kept.value)  # type: ignore[arg-type]


def test_a_second_press_is_not_a_second_decision(page: "Page", store: Store) -> None:
    event = store.find().events[0].event
    page.goto(f"/event/{event}")
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}))"
    page.evaluate(f"() => {{ {press}; {press}; }}")
    page.locator(".toast").get_by_text("Accepted.").wait_for()
    assert [one.kind for one in store.judgements()] == ["accept"]


def test_undo_holds_over_a_reload(page: "Page", store: Store) -> None:
    page.goto("/queue")
    event = str(page.locator(".decide:visible").get_attribute("data-event"))
    page.keyboard.press("a")
    until(lambda: status(store, event) == "accepted", page)
    until(lambda: page.evaluate("sessionStorage.getItem('dateline-past /queue')"), page)
    page.reload()
    page.keyboard.press("u")
    page.locator(".toast").get_by_text("Taken back: Accepted.").wait_for()
    assert status(store, event) == "unreviewed"
    assert page.locator("[data-key=u]").is_disabled()


def test_a_decision_that_takes_long_is_told(page: "Page", store: Store) -> None:
    page.goto("/queue")
    held: list[Any] = []
    page.route("**/api/judgements", lambda route: held.append(route), times=1)
    page.keyboard.press("a")
    page.keyboard.press("s")
    page.locator("#done").get_by_text("still on the way").wait_for()
    held[0].continue_()
    until(lambda: len(store.judgements()) == 2, page)
    until(lambda: page.evaluate("!document.getElementById('done').textContent.includes('on the way')"), page)
    assert [one.kind for one in store.judgements()] == ["accept", "skip"]


def test_who_cannot_tell_a_pair_says_so_and_may_take_it_back(page: "Page", store: Store) -> None:
    made.put(store, [made.shelling("r10", 30, source="Lake Wire", published="2024-06-03", day="2024-06-01", lat=-1.3,
                                   lon=36.8)])  # fmt: skip
    page.goto("/pairs")
    pair = str(page.locator(".pair:visible").get_attribute("data-pair"))
    page.keyboard.press("s")
    until(lambda: [(one.kind, "+".join(sorted(one.subjects))) for one in store.judgements()] == [("skip", pair)], page)
    page.reload()
    assert page.locator(f'.pair[data-pair="{pair}"]').count() == 0
    page.keyboard.press("u")
    page.locator(f'.pair[data-pair="{pair}"]:visible').wait_for()
    assert [one.kind for one in store.judgements()] == ["skip", "undo"]


def test_a_place_is_looked_up_and_chosen(page: "Page", store: Store) -> None:
    report = next(iter(store.claims("r4"))).claim
    event = store.event_of(report.claim)
    page.goto(f"/event/{event}")
    page.get_by_role("button", name="Look it up").click()
    place = page.locator("dialog.editor [data-place]")
    place.fill("Goma")
    place.press("Enter")
    page.locator(".candidates button").first.click()
    assert place.evaluate("(field) => field === document.activeElement")
    page.locator("dialog.editor button.main").click()
    page.locator(".toast").get_by_text("Corrected.").wait_for()
    record = store.event(str(event))
    assert record is not None
    assert record.event.place is not None
    assert (record.event.place.name, record.event.place.country) == ("Goma", "COD")
    assert record.event.place.lat == pytest.approx(-1.7, abs=0.2)


def test_another_name_has_not_the_spot_of_the_old_one(page: "Page", store: Store) -> None:
    event = store.event_of(next(iter(store.claims("r3"))).claim.claim)
    page.goto(f"/event/{event}")
    page.keyboard.press("e")
    page.locator("dialog.editor [data-place]").fill("Hill of no name")
    page.locator("dialog.editor button.main").click()
    page.locator(".toast").get_by_text("Corrected.").wait_for()
    record = store.event(str(event))
    assert record is not None
    place = record.event.place or record.event.places[0]
    assert (place.name, place.lat, place.precision) == ("Hill of no name", None, "unresolved")


def test_the_list_keeps_its_filters_and_the_focus(page: "Page") -> None:
    page.set_viewport_size({"width": 1000, "height": 700})
    page.goto("/?source=Coast+Radio")
    page.locator("body[data-ready]").wait_for(state="attached")
    page.locator("#sort").focus()
    page.locator("#sort").select_option("killed")
    page.wait_for_url("**sort=killed")
    page.locator(".chips").get_by_text("source: Coast Radio").wait_for()
    until(
        lambda: page.evaluate(
            "document.activeElement.id === 'sort' && document.getElementById('sort').value === 'killed'"
        ),
        page,
    )


def test_the_first_look_around_goes_through_the_pages_and_ends(page: "Page") -> None:
    page.goto("/?tour=1")
    for number in range(1, 7):
        page.get_by_role("dialog", name=f"Step {number} of ").wait_for()
        assert page.locator(".tour button").first.evaluate("(button) => button === document.activeElement")
        if number == 3:
            page.reload()  # it goes on where it was
            page.get_by_role("dialog", name="Step 3 of ").wait_for()
        page.locator(".tour button").first.click()
    page.wait_for_url("**/downloads")
    assert page.locator(".tour, .lit").count() == 0
    page.goto("/?tour=1")
    page.locator(".tour").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".tour").count() == 0
    page.reload()
    assert page.locator(".tour").count() == 0


def test_without_webgl_the_rest_is_there(browser: "Browser", address: str) -> None:
    context = browser.new_context(base_url=address)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page.goto("/")
    page.get_by_text("The map cannot be drawn here").wait_for()
    page.locator("#timeline rect.barn").first.wait_for()
    assert page.locator("tr[data-event]").count() == 6
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/queue", "/pairs", "/reports", "/report/r1", "/downloads", "EVENT"])
def test_axe_finds_no_violation_and_nothing_is_cut_off(page: "Page", store: Store, path: str, scheme: Any) -> None:
    if path == "EVENT":
        path = "/event/" + max(store.find().events, key=lambda event: len(event.claims)).event
    page.emulate_media(color_scheme=scheme)
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN_AXE, PATIENCE_MS)
    worst = [(v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"][:200]) for v in found["violations"]]
    assert not worst
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
