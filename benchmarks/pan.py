"""How the map of the review page moves under the hand, in a browser that draws in software.

    python benchmarks/pan.py http://127.0.0.1:8731 [--zoom 0 3 6]

Opens the overview of a running ``dateline serve`` in Chromium without a graphics card (the hardest case), waits until
the map is drawn, comes some steps closer and drags it over the screen. Gives for each step of zoom the milliseconds
from frame to frame (median, 95th percentile, longest), and the time of the processor a frame by process of the browser:
the latter says what the page costs also where the machine is busy with other things.

``benchmarks/page.py --events 100000 --db big.db`` makes a record of 100,000 events to serve.
"""

import argparse
import json
import os
import shutil
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

FLAGS = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking"]
FRAMES = """() => {
    window.frames_ = [];
    let last = performance.now();
    const tick = (now) => {
        window.frames_.push(now - last);
        last = now;
        window.ticking_ = requestAnimationFrame(tick);
    };
    window.ticking_ = requestAnimationFrame(tick);
}"""
BOX = """() => {
    const box = document.querySelector("#map").getBoundingClientRect();
    return [box.x, box.y, box.width, box.height];
}"""
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
STOP = "() => { cancelAnimationFrame(window.ticking_); return window.frames_.slice(2); }"
STEPS = 12


def processor_ms() -> Counter[str]:
    """Give the processor's time so far of the browser's processes, by what they are (Linux)."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            rest = (path / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            words = (path / "cmdline").read_text(encoding="utf-8", errors="replace").replace("\0", " ").split()
        except OSError:
            continue
        kind = next((word.partition("=")[2] for word in words if word.startswith("--type=")), "browser")
        parents[int(path.name)], used[int(path.name)] = int(rest[1]), (kind, (int(rest[11]) + int(rest[12])) * TICK_MS)
    ours, fresh = set(), {os.getpid()}
    while fresh:
        fresh = {pid for pid, parent in parents.items() if parent in fresh} - ours
        ours |= fresh
    found: Counter[str] = Counter()
    for pid in ours:
        found[used[pid][0]] += round(used[pid][1])
    return found


def drag(page: "Page") -> list[float]:
    """Drag the map to the left and back; gives the milliseconds between frames."""
    left, top, wide, high = page.evaluate(BOX)
    page.mouse.move(left + wide * 0.7, top + high * 0.5)
    page.mouse.down()
    page.evaluate(FRAMES)
    for step in range(2 * STEPS):
        at = step if step < STEPS else 2 * STEPS - step
        page.mouse.move(left + wide * (0.7 - 0.4 * at / STEPS), top + high * (0.5 - 0.1 * at / STEPS))
    frames: list[float] = page.evaluate(STOP)
    page.mouse.up()
    return frames


def drawn(page: "Page") -> float:
    """Wait until the map is still; gives seconds."""
    begin = time.perf_counter()
    page.locator("body[data-map=idle]").wait_for(state="attached")
    return time.perf_counter() - begin


def measure(page: "Page", zooms: list[int], query: str) -> None:
    """Print a line for each step of zoom."""
    begin = time.perf_counter()
    page.goto(f"/{query}")
    page.locator("body[data-ready]").wait_for(state="attached")
    ready = time.perf_counter() - begin
    print(f"list and timeline {ready:.2f} s, map {ready + drawn(page):.2f} s", flush=True)
    here = 0
    for zoom in zooms:
        while here < zoom:
            page.evaluate("delete document.body.dataset.map")
            page.locator(".maplibregl-ctrl-zoom-in").click()
            drawn(page)
            here += 1
        before = processor_ms()
        frames = sorted(drag(page))
        spent = processor_ms() - before
        found = {
            "zoom steps": zoom,
            "frames": len(frames),
            "median ms": round(statistics.median(frames), 1),
            "p95 ms": round(frames[int(0.95 * (len(frames) - 1))], 1),
            "longest ms": round(frames[-1], 1),
            "processor ms a frame": {kind: round(ms / len(frames), 1) for kind, ms in spent.most_common(3)},
        }
        print(json.dumps(found), flush=True)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--zoom", type=int, nargs="*", default=[0, 2, 4])
    parser.add_argument("--query", default="")
    asked = parser.parse_args()
    chromium = os.environ.get("DATELINE_TEST_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=asked.address)
        context.set_default_timeout(120_000)
        measure(context.new_page(), asked.zoom, asked.query)
        browser.close()


if __name__ == "__main__":
    main()
