"""What the further heads are worth with the gold's triggers given: roles, modality, which triggers are of one event;
and detection with mentions joined by the model."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
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
    Floats,
    Heads,
    RoleThreshold,
    pair_features,
    runs,
)
from training.harness.labels import groups
from training.harness.role_scoring import RoleTally, pair_figures
from training.harness.scoring import Tally
from training.harness.tagging import Found, Raw, Reader, Thresholds, sigmoid, softmax
from training.harness.windows import Window

HIGH = tuple(x / 20 for x in range(4, 18))
LOW = (0.5, 0.75, 1.0)
SAME = tuple(x / 20 for x in range(2, 19))


class View(NamedTuple):
    """A trigger as the heads see it: its window, its piece there, its state and type probabilities, the
    probabilities of its roles [roles, pieces, 2], its modality's."""

    window: Window
    at: int
    state: Floats
    types: Floats
    roles: Floats
    modality: Floats


class Opened(NamedTuple):
    """A document read: its windows, and a view of each gold trigger."""

    document: Document
    pairs: list[tuple[Window, Raw]]
    views: list[tuple[Trigger, View]]


def opened(reader: Reader, heads: Heads, documents: Sequence[Document]) -> list[Opened]:
    """Every document with its gold triggers seen by the heads."""
    out = []
    for document, pairs in zip(documents, reader.windows(documents), strict=True):
        views = []
        for trigger in document.triggers:
            view = seen_at(heads, pairs, trigger.start, trigger.end)
            if view is not None:
                views.append((trigger, view))
        out.append(Opened(document, pairs, views))
    return out


def seen_at(heads: Heads, pairs: Iterable[tuple[Window, Raw]], start: int, end: int) -> View | None:
    """The trigger at a stretch of the text, read at its first word."""
    for window, raw in pairs:
        for at, piece in enumerate(window.pieces):
            if window.core[at] and piece.first and piece.start < end and start < piece.end:
                states = raw.states[1:-1]
                return View(
                    window,
                    at,
                    states[at],
                    softmax(raw.types[at + 1]),
                    np.asarray(sigmoid(heads.roles(states, at, window.sentences)), dtype=np.float32),
                    softmax(heads.modality(states[at])),
                )
    return None


def frames(document: Document) -> dict[int, Frame]:
    """The events whose roles are known, by number."""
    return {} if document.frames is UNSET else {f.event: f for f in document.frames}


def role_tally(found: Iterable[Opened], role: str, threshold: RoleThreshold) -> RoleTally:
    """One role's counts at a threshold: an event's fillers are those of all its triggers."""
    number, total = ROLES.index(role), RoleTally()
    for document, _, views in found:
        told: dict[int, list[str]] = defaultdict(list)
        for trigger, view in views:
            pieces = view.window.pieces
            first = [p.first for p in pieces]
            inside, begin = view.roles[number, :, INSIDE], view.roles[number, :, BEGIN]
            for a, b, _score in runs(inside, begin, first, view.window.sentences, threshold):
                told[trigger.event].append(document.text[pieces[a].start : pieces[b - 1].end])
        for event, frame in frames(document).items():
            gold = [[document.text[a:b] for a, b in spans] for name, spans in frame.fillers if name == role]
            if any(t.event == event for t, _ in views) and (gold or role not in frame.open):
                total.add(told[event], gold)
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
    for document, _, views in found:
        for n, (one, a) in enumerate(views):
            for other, b in views[n + 1 :]:
                if (one.start, one.end) != (other.start, other.end):
                    scores.append(_same(heads, document, (one.start, one.end, a), (other.start, other.end, b)))
                    truth.append(one.event == other.event)
    return scores, truth


def _same(heads: Heads, document: Document, one: tuple[int, int, View], other: tuple[int, int, View]) -> float:
    a, b = one[2], other[2]
    words = {document.text[x[0] : x[1]].lower() for x in (one, other)}
    apart = a.window.sentences[a.at] - b.window.sentences[b.at]
    features = pair_features(a.types, b.types, groups(), apart, len(words) == 1)
    return float(sigmoid(heads.same(a.state, b.state, features)))


def by_model(
    heads: Heads, document: Document, pairs: list[tuple[Window, Raw]], found: list[Found], threshold: float
) -> list[joining.Told]:
    """Triggers joined by the model: each goes, in the order of the text, to the event before it that it belongs to
    most, by the mean over that event's triggers, where that reaches the threshold."""
    events: list[list[tuple[Found, View]]] = []
    for trigger in sorted(found, key=lambda f: f.start):
        view = seen_at(heads, pairs, trigger.start, trigger.end)
        if view is None:
            continue
        means = [
            float(
                np.mean([_same(heads, document, (trigger.start, trigger.end, view), (f.start, f.end, v)) for f, v in e])
            )
            for e in events
        ]
        if means and max(means) >= threshold:
            events[int(np.argmax(means))].append((trigger, view))
        else:
            events.append([(trigger, view)])
    return [joining.told([f for f, _ in event]) for event in events]


def joined_figures(
    heads: Heads, found: Iterable[Opened], thresholds: Thresholds, same: float
) -> dict[str, float | int]:
    """Detection and types with mentions joined by the model."""
    total = Tally()
    for document, pairs, _ in found:
        triggers = tagging.incidents(tagging.seen(pairs), thresholds)
        total.add(scoring.judge(by_model(heads, document, pairs, triggers, same), document.gold).tally)
    return total.figures()


def choose_same(heads: Heads, found: Sequence[Opened], thresholds: Thresholds) -> float:
    """The threshold of "same event" with the best detection F1, mentions joined by the model."""
    pairs = [o for o in found if o.document.knows != "nothing"]
    scores = [float(joined_figures(heads, pairs, thresholds, t)["detection_F"]) for t in SAME]
    best = [t for t, s in zip(SAME, scores, strict=True) if s == max(scores)]
    return best[len(best) // 2]


def modality_figures(found: Iterable[Opened]) -> dict[str, Any]:
    """Accuracy, and P, R, F1 of each modality, over gold triggers whose modality is known."""
    told: Counter[tuple[str, str]] = Counter()
    for document, _, views in found:
        known = frames(document)
        for trigger, view in views:
            gold = known[trigger.event].modality if trigger.event in known else None
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


def chosen(heads: Heads, tune: Sequence[Opened], thresholds: Thresholds) -> dict[str, Any]:
    """The heads' thresholds, from the tune part."""
    return {"roles": choose_roles(tune), "same": choose_same(heads, tune, thresholds)}


def figures(
    heads: Heads, found: Sequence[Opened], thresholds: Thresholds, roles: dict[str, RoleThreshold], same: float
) -> dict[str, Any]:
    """All the heads' figures on one set. A set without gold triggers has the joined ones only."""
    out: dict[str, Any] = {"joined_by_model": joined_figures(heads, found, thresholds, same)}
    if any(o.views for o in found):
        out["roles"] = {role: role_tally(found, role, roles[role]).figures() for role in ROLES}
        out["same"] = pair_figures(*same_scores(heads, found), same)
        out["modality"] = modality_figures(found)
    return out


def all_figures(
    reader: Reader, heads: Heads, sets: dict[str, Sequence[Document]], thresholds: Thresholds
) -> dict[str, Any]:
    """Thresholds from the set "tune", then every set's figures; tune by source too."""
    read = {name: opened(reader, heads, documents) for name, documents in sets.items()}
    picked = chosen(heads, read["tune"], thresholds)
    for source in sorted({o.document.source for o in read["tune"]}):
        read[f"tune: {source}"] = [o for o in read["tune"] if o.document.source == source]
    told = {name: figures(heads, found, thresholds, picked["roles"], picked["same"]) for name, found in read.items()}
    roles = {role: t._asdict() for role, t in picked["roles"].items()}
    return {"thresholds": {"roles": roles, "same": picked["same"]}, "sets": told}
