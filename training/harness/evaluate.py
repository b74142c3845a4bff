"""What a tagger is worth: events found and typed, by set, with mentions joined by a rule and by the gold; sentences
told apart."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from training.harness import joining, scoring, tagging
from training.harness.config import Config
from training.harness.documents import Document, sentence_label
from training.harness.labels import labels
from training.harness.scoring import Tally
from training.harness.tagging import Backend, Reader, Seen, Thresholds

INCIDENT = tuple(x / 20 for x in range(3, 20))
GATE = (0.0, 0.5, 1.0)
REACH = (-1, 0, 1, 2, 4, 8)


def reader(config: Config, backend: Backend, tokens: Path | None = None) -> Reader:
    """A reader of documents over a backend, with the encoder's tokenizer or the one exported beside a model."""
    from training.harness import encoder  # needs tokenizers; scoring does not

    made = encoder.tokenizer(tokens)
    return Reader(backend, encoder.tokenise(made), encoder.marks(made), config.window)


def choose(documents: Sequence[Document], seen: Sequence[Seen]) -> Thresholds:
    """The thresholds with the best detection F1 on documents with gold, the mean over their sources: the corpus is
    denser in incidents than news ever is, and by counts alone it would choose for all. First for triggers (mentions
    joined by the gold), then for joining. Of equals the middle one, so that a chance peak at an edge is not taken."""
    pairs: dict[str, list[tuple[Document, Seen]]] = {}
    for d, s in zip(documents, seen, strict=True):
        if d.knows != "nothing":
            pairs.setdefault(d.source, []).append((d, s))
    told = [mine for mine in pairs.values() if any(d.gold for d, _ in mine)]
    if not told:
        return Thresholds()

    def f1(thresholds: Thresholds, *, by_gold: bool) -> float:
        each = [float(tally(mine, thresholds, by_gold=by_gold).figures()["detection_F"]) for mine in told]
        return round(sum(each) / len(each), 2)

    tried = [Thresholds(incident=i, gate=g) for g, i in product(GATE, INCIDENT)]
    first = _middle_best(tried, [f1(t, by_gold=True) for t in tried])
    reaches = [Thresholds(incident=first.incident, gate=first.gate, reach=r) for r in REACH]
    return _middle_best(reaches, [f1(t, by_gold=False) for t in reaches])


def _middle_best(tried: list[Thresholds], scores: list[float]) -> Thresholds:
    top = [t for t, score in zip(tried, scores, strict=True) if score == max(scores)]
    return top[len(top) // 2]


def tally(pairs: Iterable[tuple[Document, Seen]], thresholds: Thresholds, *, by_gold: bool) -> Tally:
    """Counts over documents."""
    total = Tally()
    for document, seen in pairs:
        total.add(scoring.judge(claims(document, seen, thresholds, by_gold=by_gold), document.gold).tally)
    return total


def claims(document: Document, seen: Seen, thresholds: Thresholds, *, by_gold: bool) -> list[joining.Told]:
    """A document's pseudo-claims, its mentions joined by the gold or by the rule."""
    found = tagging.incidents(seen, thresholds)
    return joining.by_gold(found, document.gold) if by_gold else joining.by_rule(found, thresholds.reach)


def figures(documents: Sequence[Document], seen: Sequence[Seen], thresholds: Thresholds) -> dict[str, Any]:
    """All figures of one set. ``once`` joins mentions by the gold (what the tagger alone is worth), ``joined`` by
    the rule."""
    pairs = list(zip(documents, seen, strict=True))
    return {
        "documents": len(pairs),
        "words": sum(len(d.text.split()) for d in documents),
        "once": tally(pairs, thresholds, by_gold=True).figures(),
        "joined": tally(pairs, thresholds, by_gold=False).figures(),
        "sentences": sentence_figures(pairs),
        "types": type_figures(pairs, thresholds),
    }


def sentence_figures(pairs: Iterable[tuple[Document, Seen]]) -> dict[str, float | int]:
    """How well the sentence reading alone tells sentences that tell of a specific incident (at .5)."""
    acled = frozenset(labels().acled)
    right = said = gold = count = 0
    for document, seen in pairs:
        for number, sentence in enumerate(document.sentences):
            truth = (
                sentence_label(document, sentence, acled)
                if document.knows != "nothing"
                else _by_gold(document, sentence)
            )
            if truth < 0 or number not in seen.tells:
                continue
            yes = seen.tells[number] >= 0.5
            right, said, gold, count = right + (yes and truth == 1), said + yes, gold + (truth == 1), count + 1
    p, r, f = scoring.prf(right, said, gold)
    return {"P": p, "R": r, "F": f, "sentences": count, "told": gold}


def _by_gold(document: Document, sentence: tuple[int, int]) -> int:
    """For a document that is measured only: whether a gold incident's trigger is in the sentence; optional ones
    leave it open."""
    start, end = sentence
    told = [g for g in document.gold if any(a < end and start < b for a, b in (g.triggers or g.stretches))]
    if not told:
        return 0
    return 1 if any(not g.optional for g in told) else -1


def type_figures(pairs: Iterable[tuple[Document, Seen]], thresholds: Thresholds) -> dict[str, dict[str, int]]:
    """For each sub-event type: incidents in the gold, found at all, found with this type; claims that said it, and
    those extra."""
    gold, found, exact, said, extra = (Counter[int]() for _ in range(5))
    for document, seen in pairs:
        told = claims(document, seen, thresholds, by_gold=True)
        verdict = scoring.judge(told, document.gold)
        gold.update(min(g.labels) for g in document.gold if not g.optional)
        said.update(t.label for t in told)
        extra.update(told[c].label for c in verdict.extra)
        for c, g in verdict.pairs:
            found[min(document.gold[g].labels)] += 1
            exact[min(document.gold[g].labels)] += told[c].label in document.gold[g].labels
    rows = sorted(set(gold) | set(said), key=lambda x: (-gold[x], x))
    columns = {"gold": gold, "found": found, "exact": exact, "said": said, "extra": extra}
    return {labels().names[x]: {name: counter[x] for name, counter in columns.items()} for x in rows}


def errors(documents: Sequence[Document], seen: Sequence[Seen], thresholds: Thresholds) -> list[dict[str, Any]]:
    """Every miss, extra claim and wrong type, with its sentence: to be read and counted by kind. Training documents
    only, never the check part or ``news``, whose errors must not shape the model."""
    out = []
    for document, mine in zip(documents, seen, strict=True):
        told = claims(document, mine, thresholds, by_gold=True)
        verdict = scoring.judge(told, document.gold)
        for c in verdict.extra:
            out.append(_error(document, "extra", told[c].triggers[0], said=told[c].label, score=told[c].score))
        for g in verdict.missed:
            gold = document.gold[g]
            out.append(_error(document, "missed", (gold.triggers or gold.stretches)[0], gold=min(gold.labels)))
        for c, g in verdict.pairs:
            gold, claim = document.gold[g], told[c]
            if claim.label not in gold.labels:
                row = _error(
                    document, "type", claim.triggers[0], said=claim.label, gold=min(gold.labels), score=claim.score
                )
                out.append(row)
    return out


def _error(
    document: Document,
    kind: str,
    at: tuple[int, int],
    *,
    said: int | None = None,
    gold: int | None = None,
    score: float | None = None,
) -> dict[str, Any]:
    names = labels().names
    sentence = next((s for s in document.sentences if s[0] <= at[0] < s[1]), at)
    return {
        "kind": kind,
        "source": document.source,
        "document": document.id,
        "said": None if said is None else names[said],
        "gold": None if gold is None else names[gold],
        "score": None if score is None else round(score, 3),
        "trigger": document.text[slice(*at)],
        "start": at[0],
        "sentence": document.text[slice(*sentence)],
    }


def pseudo_claims(document: Document, told: Sequence[joining.Told]) -> list[dict[str, Any]]:
    """Pseudo-claims in the record's form, as far as a trigger goes: for ``../shared/bench/score_news.py``."""
    names, events = labels().names, labels().events
    return [
        {
            "report": document.id,
            "modality": "asserted",
            "acled": {"event_type": events[t.label], "sub_event_type": names[t.label]},
            "mentions": [
                {
                    "start": a,
                    "end": b,
                    "text": document.text[a:b],
                    "trigger_start": a,
                    "trigger_end": b,
                    "trigger": document.text[a:b],
                }
                for a, b in t.triggers
            ],
            "confidence": round(t.score, 4),
        }
        for t in told
    ]


def row(name: str, found: dict[str, Any]) -> str:
    """One set's figures as a line of a table."""
    once, joined, told = found["once"], found["joined"], found["sentences"]
    cells = (name, once["gold"], once["detection_P"], once["detection_R"], once["detection_F"], once["typed_F"])
    more = (once["subtype_acc"], joined["detection_F"], joined["typed_F"], told["F"])
    return "| " + " | ".join(str(x) for x in (*cells, *more)) + " |"


HEAD = (
    "| set | incidents | P | R | F | typed F | sub-type acc. "
    "| F, joined by rule | typed F, joined by rule | sentence F |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def thresholds_of(path: Path) -> Thresholds:
    """The thresholds noted in a run's figures."""
    return Thresholds(**json.loads(path.read_text(encoding="utf-8"))["thresholds"])
