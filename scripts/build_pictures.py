"""Make the pictures of the review page in docs/images: every page at 360 and 1440 pixels, light and dark.

    python scripts/build_pictures.py [--look FOLDER] [--only NAME]

Fills a record with the sample reports, makes a few decisions so that there is something to see, serves it and lets
Chromium draw it. With --look the whole pages go to a folder as PNG, with what is seldom seen (dialogs, errors, the
empty record, no WebGL), for a person to look through; without it the first screens are written as WebP for the docs.

Needs Chromium (or DATELINE_TEST_BROWSER) and playwright.
"""

import argparse
import base64
import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from dateline import read, recording
from dateline.cli.demo import SAMPLES, sample_folder
from dateline.recording import Recording
from dateline.settings import Settings
from dateline.store import Query, Store, open_store
from dateline.web import app, judging
from dateline.web.desk import Desk

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES = {360: 740, 1440: 900}
SCHEMES = ("light", "dark")
PATIENCE_MS, SETTLE_MS = 300_000, 2_000
QUALITY = 72
"""Of WebP: text stays sharp, a picture has 20 to 60 kB."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--hide-scrollbars"]
Act = Callable[[Page], None]


def fill(store: Store) -> None:
    """Put the sample reports into a record, and let people decide a few things."""
    run = Recording(store, Settings(), "demo", who="demo")
    for _ in run.add(read.open_inputs(tuple(str(sample_folder() / name) for name in SAMPLES))):
        pass
    told = max(store.find(limit=100).events, key=lambda event: (len(event.claims), event.confidence))
    others = [e for e in store.find(Query(sort="queue"), limit=3).events if e.event != told.event]
    decide(store, "mira", "accept", told.event, reason="two witnesses agree")
    decide(store, "omar", "reject", others[0].event)
    decide(store, "mira", "undo", store.judgements()[-1].judgement)


def decide(store: Store, reviewer: str, kind: Any, *subjects: str, reason: str | None = None) -> None:
    """Keep one decision."""
    decision = judging.Decision(kind=kind, subjects=subjects, reason=reason)
    recording.judge(store, judging.judgements([decision], reviewer, judging.now()))


@contextmanager
def served(store: Store) -> Iterator[str]:
    """Serve a record on this machine while the context is open."""
    import uvicorn

    listening = socket.create_server(("127.0.0.1", 0))
    made = app.create(Desk(store, "mira", Settings(), sample=True))
    server = uvicorn.Server(uvicorn.Config(made, log_level="error", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def settled(page: Page) -> None:
    """Wait until a map that there is has been drawn."""
    if page.locator("#map").count():
        page.locator("body[data-map]").wait_for(state="attached")
        page.wait_for_timeout(SETTLE_MS)  # the names of countries come after the first drawing


def picture(page: Page, to: Path, *, whole: bool) -> None:
    """Write what the page shows."""
    if whole:
        page.screenshot(path=to.with_suffix(".png"), full_page=True)
        return
    devtools = page.context.new_cdp_session(page)
    taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    to.with_suffix(".webp").write_bytes(base64.b64decode(taken["data"]))


def press(*keys: str) -> Act:
    """Give what presses some keys."""

    def act(page: Page) -> None:
        for key in keys:
            page.keyboard.press(key)

    return act


def correcting(page: Page) -> None:
    """Open the dialog that corrects a claim."""
    page.locator("[data-edit]:visible, [data-key=e]:visible").first.click()
    page.locator("dialog.editor").wait_for()


def selecting(page: Page) -> None:
    """Choose the first claim and select the words of its first mark."""
    page.keyboard.press("j")
    page.evaluate("""() => {
        const mark = document.querySelector("#words a.m");
        getSelection().selectAllChildren(mark);
    }""")
    page.locator(".pickbar:visible").wait_for()


def losses(page: Page) -> None:
    """Open two loss reports."""
    for name in ("acled", "geojson"):
        page.locator(f"[data-format={name}] [data-loss]").click()
        page.locator(f"[data-format={name}] .loss p").first.wait_for()


def spot(page: Page) -> None:
    """Open what lies in the middle of the map."""
    page.locator("tr[data-lat]").first.hover()


def pages(store: Store) -> dict[str, tuple[str, Act | None]]:
    """Give the pages of the documents: the path, and what is done there first."""
    told = max(store.find(limit=100).events, key=lambda event: (len(event.claims), event.confidence))
    home = next(claim.report for claim in store.event(told.event).claims)  # type: ignore[union-attr]
    return {
        "overview": ("/", None),
        "event": (f"/event/{told.event}", None),
        "report": (f"/report/{home}?claim={told.claims[0]}", None),
        "queue": ("/queue", None),
        "correct": (f"/event/{told.event}", correcting),
        "pairs": ("/pairs", None),
        "reports": ("/reports", None),
        "downloads": ("/downloads", None),
    }


def seldom(store: Store) -> dict[str, tuple[str, Act | None]]:
    """Give what is seldom seen: dialogs, filters that find nothing, errors."""
    some = pages(store)
    return {
        "tour": ("/?tour=1", lambda page: page.locator(".tour").wait_for()),
        "help": ("/queue", press("?")),
        "select": (some["report"][0], selecting),
        "losses": ("/downloads", losses),
        "none-found": ("/?q=nowhere", None),
        "missing": ("/event/e-none", None),
        "wrong": ("/?from=yesterday", None),
        "lit": ("/", spot),
    }


def draw(browser: Browser, address: str, wanted: dict[str, tuple[str, Act | None]], out: Path, whole: bool) -> None:
    """Draw pages at every size and in every scheme."""
    for wide, high in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": wide, "height": high}, base_url=address, color_scheme=scheme,  # type: ignore[arg-type]
            )  # fmt: skip
            context.set_default_timeout(PATIENCE_MS)
            page = context.new_page()
            for name, (path, act) in wanted.items():
                page.goto(path)
                settled(page)
                if act:
                    act(page)
                picture(page, out / f"review-{name}-{wide}-{scheme}", whole=whole)
                page.evaluate("sessionStorage.clear()")
            context.close()
            print(wide, scheme, flush=True)


def main() -> None:
    """Draw them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--look", type=Path)
    parser.add_argument("--only", action="append")
    asked = parser.parse_args()
    out = asked.look or IMAGES
    out.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("DATELINE_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(str(Path(folder) / "record.db"), create=True) as store,
        open_store(str(Path(folder) / "empty.db"), create=True) as empty,
        sync_playwright() as driver,
    ):
        fill(store)
        wanted = pages(store) | (seldom(store) if asked.look else {})
        wanted = {name: how for name, how in wanted.items() if not asked.only or name in asked.only}
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        with served(store) as address:
            draw(browser, address, wanted, out, whole=bool(asked.look))
        browser.close()
        if asked.look and not asked.only:
            blind = driver.chromium.launch(executable_path=chromium, args=[*FLAGS, "--disable-3d-apis"])
            with served(empty) as address:
                kinds = ("", "queue", "pairs", "reports", "downloads")
                draw(blind, address, {f"empty-{name or 'record'}": (f"/{name}", None) for name in kinds}, out, True)
            with served(store) as address:
                flat = {f"flat-{name}": pages(store)[name] for name in ("overview", "event")}
                draw(blind, address, flat, out, True)
            blind.close()


if __name__ == "__main__":
    main()
