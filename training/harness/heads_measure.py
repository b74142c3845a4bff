"""What the further heads are worth with the gold's triggers given: roles, modality, which triggers are of one event;
and detection with mentions joined by the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec import UNSET

from training.harness import joining, scoring, tagging
from training.harness.documents import Document, Frame, Trigger
from training.harness.heads_numpy import (
    BEGIN,
    INSIDE,
    MODALITIES,
    ROLES,
    Claimant,
    Floats,
    Heads,
    RoleThreshold,
    Span,
    kept,
    pair_features,
    runs,
)
from training.harness.labels import groups
from training.harness.role_scoring import RoleTally, pair_figures
from training.harness.scoring import Tally
from training.harness.tagging import Found, Raw, Thresholds, sigmoid, softmax
from training.harness.windows import Window

HIGH = tuple(x / 20 for x in range(4, 18))
LOW = (0.5, 0.75, 1.0)
SAME = tuple(x / 20 for x in range(2, 19))


class View(NamedTuple):
    """A trigger as the heads see it: its words in the text, its window, its piece there, its state and type
    probabilities."""

    start: int
    end: int
    window: Window
    at: int
    state: Floats
    types: Floats


class Told(NamedTuple):
    """What the heads say of a gold trigger: the probabilities of its roles [roles, pieces, 2], its modality's."""

    trigger: Trigger
    view: View
    roles: Floats
    modality: Floats


Pairs = list[tuple[Window, Raw]]
"""A document's windows with the model's raw numbers (``Reader.windows``)."""


class Opened(NamedTuple):
    """A document read: its windows, and what the heads say of each gold trigger."""

    document: Document
    pairs: Pairs
    told: list[Told]


def opened(heads: Heads, documents: Sequence[Document], read: Sequence[Pairs]) -> list[Opened]:
    """Every document, as the encoder read it, with its gold triggers seen by the heads."""
    out = []
    for document, pairs in zip(documents, read, strict=True):
        keys = {id(raw): heads.keys(raw.states[1:-1]) for _, raw in pairs} if document.triggers else {}
        told = []
        for trigger in document.triggers:
            found = located(pairs, trigger.start, trigger.end)
            if found is not None:
                view, raw = found
                numbers = view.window.sentences
                roles = sigmoid(heads.roles(raw.states[1:-1], view.at, numbers, keys[id(raw)]))
                told.append(Told(trigger, view, roles.astype(np.float32), softmax(heads.modality(view.state))))
        out.append(Opened(document, pairs, told))
    return out


def located(pairs: Iterable[tuple[Window, Raw]], start: int, end: int) -> tuple[View, Raw] | None:
    """The trigger at a stretch of the text, read at its first word."""
    for window, raw in pairs:
        for at, piece in enumerate(window.pieces):
            if piece.start < end and start < piece.end and piece.first and window.core[at]:
                return View(start, end, window, at, raw.states[at + 1], softmax(raw.types[at + 1])), raw
    return None


def frames(document: Document) -> dict[int, Frame]:
    """The events whose roles are known, by number."""
    return {} if document.frames is UNSET else {f.event: f for f in document.frames}


def role_tally(found: Iterable[Opened], role: str, threshold: RoleThreshold) -> RoleTally:
    """One role's counts at a threshold: an event's fillers are those of all its triggers."""
    number, total = ROLES.index(role), RoleTally()
    for document, _, told in found:
        said: dict[int, list[str]] = defaultdict(list)
        rivals: dict[int, list[Claimant]] = defaultdict(list)
        for x in told:
            rivals[id(x.view.window)].append(Claimant(x.view.at, x.trigger.event, x.roles[..., INSIDE]))
        for trigger, view, roles, _modality in told:
            pieces, sentences = view.window.pieces, view.window.sentences
            inside, begin = roles[number, :, INSIDE], roles[number, :, BEGIN]
            spans = [Span(role, *x) for x in runs(inside, begin, [p.first for p in pieces], sentences, threshold)]
            mine = Claimant(view.at, trigger.event, roles[..., INSIDE])
            for span in kept(mine, rivals[id(view.window)], spans, sentences):
                said[trigger.event].append(document.text[pieces[span.first].start : pieces[span.end - 1].end])
        known = {t.trigger.event for t in told}
        for event, frame in frames(document).items():
            gold = [[document.text[a:b] for a, b in spans] for name, spans in frame.fillers if name == role]
            if event in known and (gold or role not in frame.open):
                total.add(said[event], gold)
    return total


def choose_roles(found: Sequence[Opened]) -> dict[str, RoleThreshold]:
    """For each role the thresholds with the best F1; of equals the middle ones."""
    out = {}
    for role in ROLES:
        tried = [RoleThreshold(high, round(high * low, 3)) for high in HIGH for low in LOW]
        scores = [role_tally(found, role, t).f1 for t in tried]
        best = [t for t, s in zip(tried, scores, strict=True) if s == max(scores)]
        out[role] = best[len(best) // 2]
    return out


def same_scores(heads: Heads, found: Iterable[Opened]) -> tuple[list[float], list[bool]]:
    """Probability and truth of every pair of gold triggers of a document."""
    scores, truth = [], []
    for document, _, told in found:
        for n, one in enumerate(told):
            for other in told[n + 1 :]:
                if one.trigger.start != other.trigger.start:
                    scores.append(same_event(heads, document, one.view, other.view))
                    truth.append(one.trigger.event == other.trigger.event)
    return scores, truth


def same_event(heads: Heads, document: Document, one: View, other: View) -> float:
    """The probability that two triggers tell of one event."""
    words = {document.text[v.start : v.end].lower() for v in (one, other)}
    apart = one.window.sentences[one.at] - other.window.sentences[other.at]
    features = pair_features(one.types, other.types, groups(), apart, len(words) == 1)
    return float(sigmoid(heads.same(one.state, other.state, features)))


class Mentions(NamedTuple):
    """The triggers found in a document, in the order of the text, and the probability of each two to be of one
    event."""

    document: Document
    found: list[Found]
    same: Floats


def mentions(heads: Heads, opened: Opened, thresholds: Thresholds) -> Mentions:
    """The triggers that the model finds, each two compared."""
    found = sorted(tagging.incidents(tagging.seen(opened.pairs), thresholds), key=lambda f: f.start)
    placed = [(f, located(opened.pairs, f.start, f.end)) for f in found]
    kept = [(f, x[0]) for f, x in placed if x is not None]
    same = np.ones((len(kept), len(kept)), dtype=np.float32)
    for i, (_, one) in enumerate(kept):
        for j in range(i):
            same[i, j] = same[j, i] = same_event(heads, opened.document, one, kept[j][1])
    return Mentions(opened.document, [f for f, _ in kept], same)


def by_model(told: Mentions, threshold: float) -> list[joining.Told]:
    """Triggers joined by the model: each goes, in the order of the text, to the event before it that it belongs to
    most, by the mean over that event's triggers, where that reaches the threshold."""
    events: list[list[int]] = []
    for i in range(len(told.found)):
        means = [float(told.same[i, event].mean()) for event in events]
        if means and max(means) >= threshold:
            events[int(np.argmax(means))].append(i)
        else:
            events.append([i])
    return [joining.told([told.found[i] for i in event]) for event in events]


def joined_figures(told: Iterable[Mentions], same: float) -> dict[str, float | int]:
    """Detection and types with mentions joined by the model."""
    total = Tally()
    for one in told:
        total.add(scoring.judge(by_model(one, same), one.document.gold).tally)
    return total.figures()


def choose_same(told: Sequence[Mentions]) -> float:
    """The threshold of "same event" with the best detection F1, mentions joined by the model, the mean over
    sources."""
    by_source: dict[str, list[Mentions]] = defaultdict(list)
    for one in told:
        by_source[one.document.source].append(one)
    scores = [sum(float(joined_figures(mine, t)["detection_F"]) for mine in by_source.values()) for t in SAME]
    best = [t for t, s in zip(SAME, scores, strict=True) if s == max(scores)]
    return best[len(best) // 2]


def modality_figures(found: Iterable[Opened]) -> dict[str, Any]:
    """Accuracy, and P, R, F1 of each modality, over gold triggers whose modality is known."""
    told: Counter[tuple[str, str]] = Counter()
    for document, _, views in found:
        known = frames(document)
        for view in views:
            event = view.trigger.event
            gold = known[event].modality if event in known else None
            if gold is not None:
                told[gold, MODALITIES[int(view.modality.argmax())]] += 1
    out: dict[str, Any] = {
        "accuracy": scoring.percent(sum(n for (g, s), n in told.items() if g == s), sum(told.values()))
    }
    for name in MODALITIES:
        meant, said = (sum(n for key, n in told.items() if key[side] == name) for side in (0, 1))
        p, r, f = scoring.prf(told[name, name], said, meant)
        out[name] = {"P": p, "R": r, "F": f, "gold": meant}
    return out


def figures(
    heads: Heads, found: Sequence[Opened], joined: Sequence[Mentions], roles: dict[str, RoleThreshold], same: float
) -> dict[str, Any]:
    """All the heads' figures on one set. A set without gold triggers has the joined ones only."""
    out: dict[str, Any] = {"joined_by_model": joined_figures(joined, same)}
    if any(o.told for o in found):
        out["roles"] = {role: role_tally(found, role, roles[role]).figures() for role in ROLES}
        out["same"] = pair_figures(*same_scores(heads, found), same)
        out["modality"] = modality_figures(found)
    return out


def all_figures(
    heads: Heads,
    sets: Mapping[str, Sequence[Document]],
    pairs: Mapping[str, Sequence[Pairs]],
    thresholds: Thresholds,
) -> dict[str, Any]:
    """Thresholds from the set "tune", then every set's figures; tune by source too. ``pairs`` are the sets as the
    encoder read them."""
    read = {name: opened(heads, documents, pairs[name]) for name, documents in sets.items()}
    joined = {name: [mentions(heads, o, thresholds) for o in found] for name, found in read.items()}
    roles, same = choose_roles(read["tune"]), choose_same(joined["tune"])
    for source in sorted({o.document.source for o in read["tune"]}):
        mine = [i for i, o in enumerate(read["tune"]) if o.document.source == source]
        read[f"tune: {source}"] = [read["tune"][i] for i in mine]
        joined[f"tune: {source}"] = [joined["tune"][i] for i in mine]
    told = {name: figures(heads, found, joined[name], roles, same) for name, found in read.items()}
    return {"thresholds": {"roles": {r: t._asdict() for r, t in roles.items()}, "same": same}, "sets": told}
