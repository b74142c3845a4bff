"""The resolver on annotated texts, where the checkout has them beside it: figures must not fall.

The measure is the one of the benchmark: value F1 is relaxed span F1 times the share of right TIMEX values.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.annotate.times import find_times
from dateline.model import AnnotatedReport, Report, When
from dateline.resolve.dates import resolve_dates

DATA = Path(__file__).resolve().parents[3] / "shared" / "bench" / "data"
WIKIWARS = DATA / "wikiwars" / "gold.jsonl"
NEWS, NEWS_GOLD = DATA / "news" / "train.json", DATA / "news" / "train-gold.jsonl"


def resolve(text: str, published: str) -> tuple[When, ...]:
    report = Report(id="r", text=text, published=published)
    return resolve_dates(AnnotatedReport(report=report, reading=text, sentences=(), times=find_times(text, text)))


def matched(gold: list[dict[str, Any]], found: tuple[When, ...]) -> list[tuple[dict[str, Any], When]]:
    """Pair gold and found expressions that overlap, each once."""
    free, pairs = list(found), []
    for one in gold:
        hit = next((when for when in free if (when.start or 0) < one["end"] and one["start"] < (when.end or 0)), None)
        if hit:
            free.remove(hit)
            pairs.append((one, hit))
    return pairs


@pytest.mark.skipif(not WIKIWARS.exists(), reason="WikiWars is not beside this checkout")
def test_wikiwars_value_f1() -> None:
    gold_count = found_count = pair_count = valued = right = 0
    for document in map(json.loads, WIKIWARS.read_text(encoding="utf-8").splitlines()):
        found = resolve(document["text"], document["published"])
        pairs = matched(document["timexes"], found)
        gold_count, found_count = gold_count + len(document["timexes"]), found_count + len(found)
        pair_count += len(pairs)
        valued += sum(bool(one.get("value")) for one, _ in pairs)
        right += sum(bool(one.get("value")) and one["value"] == when.timex_value for one, when in pairs)
    precision, recall = pair_count / found_count, pair_count / gold_count
    assert 2 * precision * recall / (precision + recall) * right / valued > 0.86


@pytest.mark.skipif(not NEWS.exists(), reason="the annotated news is not beside this checkout")
def test_share_of_news_dates() -> None:
    reports = {report["id"]: report for report in json.loads(NEWS.read_text(encoding="utf-8"))}
    asked = right = 0
    for line in NEWS_GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        report = reports[gold["doc"]]
        found = resolve(report["text"], report["published"])
        for date in (event["date"] for event in gold["events"] if event["date"] and event["date"]["text"]):
            asked += 1
            start = report["text"].find(date["text"])
            while start >= 0 and not any(fits(when, date, start) for when in found):
                start = report["text"].find(date["text"], start + 1)
            right += start >= 0
    assert right / asked > 0.74


def fits(when: When, date: dict[str, str], start: int) -> bool:
    """Say whether an expression overlaps the annotator's words at ``start`` and has the annotator's days."""
    overlaps = (when.start or 0) < start + len(date["text"]) and start < (when.end or 0)
    return overlaps and (when.first or "").startswith(date["start"]) and (when.last or "").startswith(date["end"])
