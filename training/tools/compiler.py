"""A source file as JSON Lines in the record's form: each report with its claims, offsets computed, values proven."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from dateline.model import Claim, content_id

from .fields import CHOICES, FieldError, Reader, country, kinds_of_type
from .phrases import PhraseError
from .source import Problem, SourceClaim, SourceFile, SourceReport, label, listed, load, plain_text, settings, split_of

UNREAL = ("planned", "threatened", "hypothetical")  # acts that have not happened: no ACLED type
DONE = ("asserted", "alleged")


def compile_file(path: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Every report of a source file in the record's form, and everything that is wrong with the file."""
    source, problems = load(path)
    if source is None:
        return [], problems
    problems = _check_file(path, source)
    reports = [_compile_report(path, source, report, problems) for report in source.reports]
    slugs = [r.slug for r in source.reports]
    twice = sorted({s for s in slugs if slugs.count(s) > 1})
    problems += [Problem(label(path), f"two reports have the slug {s!r}") for s in twice]
    return reports, problems


def to_json_lines(reports: list[dict[str, Any]]) -> str:
    """The compiled reports as the text of their file."""
    return "".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports)


def _check_file(path: Path, source: SourceFile) -> list[Problem]:
    corpus, splits = settings("corpus"), settings("splits")
    wrong = []
    if source.canary != corpus["canary"]:
        wrong.append("the canary line is not that of corpus.yaml")
    if not source.fiction or source.licence != corpus["licence"]:
        wrong.append(f"say fiction: true and licence: {corpus['licence']}")
    if path.parent.name != source.writer or path.stem != source.conflict:
        wrong.append(f"the file belongs at {source.writer}/{source.conflict}.yaml")
    part = split_of(source.conflict)
    if part is None:
        wrong.append(f"conflict {source.conflict!r} is not in splits.yaml: add it to the part your writer key is for")
    elif splits["writers"].get(source.writer) != part:
        said = splits["writers"].get(source.writer, "no part yet: add the writer key to splits.yaml")
        wrong.append(f"writer {source.writer} writes for {said}, but {source.conflict} is in {part}")
    return [Problem(label(path), message) for message in wrong]


def _compile_report(path: Path, source: SourceFile, report: SourceReport, problems: list[Problem]) -> dict[str, Any]:
    where = f"{label(path)}, report {report.slug}"
    text = plain_text(report)
    problems += [Problem(where, message) for message in _check_report(report, source, text)]
    ident = f"{source.writer}-{source.conflict}-{report.slug}"
    claims = []
    for number, written in enumerate(report.claims, 1):
        claim, wrong = compile_claim(written, ident, text, _day(report.published))
        problems += [Problem(f"{where}, claim {number}", message) for message in wrong]
        claims.append(claim)
    problems += [Problem(where, message) for message in _check_together(report, claims)]
    claims.sort(key=lambda c: min((m["start"] for m in c["mentions"]), default=0))
    about = {
        "canary": source.canary, "fiction": True, "licence": source.licence, "writer": source.writer,
        "conflict": source.conflict, "split": split_of(source.conflict), "kind": report.kind, "decade": _decade(report),
        "country": report.country or source.country,
        "near_miss": listed(report.near_miss), "traps": listed(report.traps),
    }  # fmt: skip
    head = {"id": ident, "text": text, "published": report.published, "title": report.title, "source": report.source}
    return head | {"url": None, "language": "en", "corpus": about, "claims": claims}


def compile_claim(
    written: SourceClaim, report: str, text: str, published: date | None
) -> tuple[dict[str, Any], list[str]]:
    """A claim in the record's form, and what is wrong with it."""
    wrong: list[str] = []
    reader = Reader(text, published, wrong.append)
    mentions = reader.each("mentions", listed(written.mentions), reader.mention)
    reader.near = [(m["start"], m["end"]) for m in mentions]
    version = settings("corpus")["version"]
    claim: dict[str, Any] = {"claim": "", "report": report, "engine": "corpus", "engine_version": version}
    claim |= _types(written, wrong) | {"modality": written.modality, "mentions": mentions}
    claim["initiators"] = reader.each("by", listed(written.by), reader.party)
    claim["targets"] = reader.each("on", listed(written.on), reader.party)
    claim["weapons"] = reader.each("with", listed(written.with_), reader.weapon)
    claim["places"] = reader.each("at", listed(written.at), reader.place)
    claim["date"] = reader.one("when", written.when, reader.date)
    claim["killed"] = reader.one("killed", written.killed, reader.count)
    claim["injured"] = reader.one("injured", written.injured, reader.count)
    claim["outcome"] = written.outcome or _outcome(written)
    claim["damage"] = None if written.damage == "null" else written.damage
    claim["attribution"] = reader.one("says", written.says, reader.attribution)
    claim |= {"confidence": 1.0, "reasons": []}
    _mode_by_weapon(written, claim)
    wrong += _check_claim(claim, published)
    claim["claim"] = content_id("c", {k: v for k, v in claim.items() if k != "claim"})
    return claim, wrong


def _types(written: SourceClaim, wrong: list[str]) -> dict[str, Any]:
    try:
        ident, acled, plover, cameo = kinds_of_type(written.type, written.plover)
    except FieldError as error:
        wrong.append(str(error))
        return {"event_type": "", "acled": None, "plover": None, "cameo": None}
    if written.modality in UNREAL:
        speech = "THREATEN violence" if acled else written.type if ident == "threaten" else "THREATEN"
        said = written.plover or (speech if written.modality == "threatened" else "none")
        _, _, plover, cameo = kinds_of_type(written.type, said) if said != "none" else (None, None, None, None)
        cameo = settings("types")["plover"][plover["event_type"]]["cameo"] if plover else None
        acled = None
    return {"event_type": ident, "acled": acled, "plover": plover, "cameo": cameo}


def _mode_by_weapon(written: SourceClaim, claim: dict[str, Any]) -> None:
    modes = settings("types")["mode_by_weapon"].get(written.type, {})
    kinds = {w["kind"] for w in claim["weapons"]}
    if claim["acled"] and claim["plover"] and not written.plover and len(kinds) == 1 and kinds <= set(modes):
        claim["plover"] |= {"mode": modes[kinds.pop()]}


def _outcome(written: SourceClaim) -> str:
    if written.modality not in DONE:
        return "unknown"
    return "intercepted" if written.type == "Disrupted weapons use" else "completed"


def _check_claim(claim: dict[str, Any], published: date | None) -> list[str]:
    wrong = [f"{name} {claim[name]!r}: one of {', '.join(allowed)}" for name, allowed in CHOICES.items()
             if claim[name] not in (*allowed, *([None] if name == "damage" else []))]  # fmt: skip
    if not claim["mentions"]:
        wrong.append("a claim without a mention")
    day = claim["date"]["from"] if claim["date"] else None
    if published and day and claim["modality"] in DONE and date.fromisoformat(day) > published:
        wrong.append(f"when: {day} is after the report ({published}), and the claim is {claim['modality']}")
    if not wrong:
        try:
            msgspec.convert(claim | {"claim": "c"}, Claim)
        except msgspec.ValidationError as error:
            wrong.append(f"not in the record's form: {error}")
    return wrong


def _check_together(report: SourceReport, claims: list[dict[str, Any]]) -> list[str]:
    wrong = []
    if listed(report.near_miss):
        wrong += [f"a near-miss report has an asserted claim of {c['event_type']}: make it traps:, or mend the claim"
                  for c in claims if c["acled"] and c["modality"] == "asserted"]  # fmt: skip
    elif not any(c["acled"] and c["modality"] == "asserted" for c in claims):
        wrong.append("no claim is asserted with an ACLED type: say near_miss: and which")
    wrong += [
        f"claim {n}: a threat is modality: threatened (GUIDE.md)"
        for n, c in enumerate(claims, 1)
        if c["event_type"] == "threaten" and c["modality"] == "asserted"
    ]
    for n, one in enumerate(claims):
        same = [k for k, other in enumerate(claims[:n]) if _same_act(one, other)]
        wrong += [f"claims {k + 1} and {n + 1}: same words, date, places and type; one claim an event" for k in same]
    return wrong


def _same_act(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def act(claim: dict[str, Any]) -> tuple[Any, ...]:
        first = claim["mentions"][0]["trigger_start"] if claim["mentions"] else None
        return first, claim["event_type"], claim["date"], claim["places"]

    return act(one)[0] is not None and act(one) == act(other)


def _check_report(report: SourceReport, source: SourceFile, text: str) -> list[str]:
    corpus = settings("corpus")
    wrong = []
    if report.kind not in corpus["kinds"]:
        wrong.append(f"kind {report.kind!r}: one of {', '.join(corpus['kinds'])}")
    low, high = corpus["words"].get(report.kind, corpus["words"]["report"])
    if not low <= (count := len(text.split())) <= high:
        wrong.append(f"{count} words; a {report.kind} has {low} to {high}")
    for near in listed(report.near_miss) + listed(report.traps):
        if near not in corpus["near_misses"]:
            wrong.append(f"near miss {near!r}: one of {', '.join(corpus['near_misses'])}")
    if report.kind == "wire in capitals" and text != text.upper():
        wrong.append("a wire in capitals has small letters")
    for code in {source.country, report.country or source.country}:
        try:
            country(code)
        except FieldError as error:
            wrong.append(str(error))
    if report.published is None and report.decade is None:
        wrong.append("a report without a date of publication needs decade: (e.g. 1990s)")
    return wrong + _check_published(report)


def _check_published(report: SourceReport) -> list[str]:
    try:
        _day(report.published)
    except ValueError:
        return [f"published {report.published!r}: write 2014-06-03"]
    if report.published and report.decade and report.decade != f"{report.published[:3]}0s":
        return [f"decade {report.decade} is not that of {report.published}: leave it out"]
    return []


def _day(published: str | None) -> date | None:
    return date.fromisoformat(published[:10]) if published else None


def _decade(report: SourceReport) -> str | None:
    return f"{report.published[:3]}0s" if report.published else report.decade


__all__ = ["PhraseError", "compile_claim", "compile_file", "to_json_lines"]
