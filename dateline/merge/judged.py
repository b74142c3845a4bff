"""What people judged, ready to apply: undone judgements taken out, fields corrected, claims added and rejected.

Judgements are data and never change; this reads them in the order they were made, whatever order they come in. One
that cannot be used (a field that a claim does not have, a value of the wrong form) is an issue, never an error.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, get_type_hints

import msgspec

from dateline.events import SUBJECTS_OF, Judgement, SourcedClaim
from dateline.model import Claim, Issue

CORRECTABLE = (
    "event_type", "acled", "plover", "cameo", "modality", "initiators", "targets", "weapons", "places", "date",
    "killed", "injured", "outcome", "damage", "attribution",
)  # fmt: skip
"""The fields of a claim that a person may correct; the rest says where it came from."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """Judgements in force. ``same`` and ``different`` are pairs of claims, the latest first; ``verdicts`` the latest
    accept or reject of each claim or event; ``corrections`` by claim and field."""

    same: tuple[tuple[str, str, Judgement], ...]
    different: tuple[tuple[str, str, Judgement], ...]
    verdicts: Mapping[str, Judgement]
    corrections: Mapping[str, Mapping[str, Judgement]]
    added: tuple[Judgement, ...]
    withdrawn: frozenset[str]
    issues: tuple[Issue, ...]

    def rejected(self, subject: str) -> bool:
        """Say whether the latest word on a claim or event is that it is not so."""
        verdict = self.verdicts.get(subject)
        return verdict is not None and verdict.kind == "reject"

    def accepted(self, subject: str) -> bool:
        """Say whether the latest word on a claim or event is that it is so."""
        verdict = self.verdicts.get(subject)
        return verdict is not None and verdict.kind == "accept"


def followed(judged: Judged, redirects: Iterable[tuple[str, str]]) -> Judged:
    """Give the same with the verdicts on events that are now another passed on to it: of several the latest holds."""
    verdicts = dict(judged.verdicts)
    for old, new in redirects:
        heirs = [verdicts[name] for name in (old, new) if name in verdicts]
        if heirs:
            verdicts[new] = max(heirs, key=lambda j: (j.at, j.judgement))
    return msgspec.structs.replace(judged, verdicts=verdicts)


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Give the judgements that nobody has taken back, in the order they were made. An undo may itself be undone."""
    ordered = sorted({j.judgement: j for j in judgements}.values(), key=lambda j: (j.at, j.judgement))
    undone: set[str] = set()
    for judgement in reversed(ordered):
        if judgement.kind == "undo" and judgement.judgement not in undone:
            undone.update(judgement.subjects)
    return [j for j in ordered if j.judgement not in undone and j.kind != "undo"]


def read_judgements(judgements: Sequence[Judgement]) -> Judged:
    """Give what is in force, sorted by what it does."""
    pairs: dict[str, list[tuple[str, str, Judgement]]] = {"same": [], "different": []}
    verdicts: dict[str, Judgement] = {}
    corrections: dict[str, dict[str, Judgement]] = defaultdict(dict)
    added: list[Judgement] = []
    issues: list[Issue] = []
    ordered = in_force(judgements)
    for one in ordered:
        if why := problem_of(one):
            issues.append(issue(one, why))
        elif one.kind in pairs:
            first, second = sorted(one.subjects)
            pairs[one.kind].append((first, second, one))
        elif one.kind in ("accept", "reject"):
            verdicts[one.subjects[0]] = one
        elif one.kind == "correct":
            corrections[one.subjects[0]][one.field or ""] = one
        elif one.kind == "add":
            added.append(one)
    return Judged(
        same=tuple(reversed(pairs["same"])),
        different=tuple(reversed(pairs["different"])),
        verdicts=verdicts,
        corrections=corrections,
        added=tuple(added),
        withdrawn=_withdrawn(judgements, {j.judgement for j in ordered}),
        issues=tuple(issues),
    )


def _withdrawn(judgements: Iterable[Judgement], standing: set[str]) -> frozenset[str]:
    """The ids of claims whose adding was taken back."""
    gone = [j for j in judgements if j.kind == "add" and j.judgement not in standing and not problem_of(j)]
    return frozenset(added_claim(j).claim for j in gone)


def issue(judgement: Judgement, why: str) -> Issue:
    """Give the issue that says why a judgement is not applied."""
    return Issue(report=None, stage="merge", message=f"judgement {judgement.judgement} ({judgement.kind}): {why}")


def problem_of(judgement: Judgement) -> str | None:
    """Say why a judgement cannot be used, or None. A store asks before it keeps one."""
    wanted = SUBJECTS_OF.get(judgement.kind, (1,))
    if len(judgement.subjects) not in wanted:
        return f"{len(judgement.subjects)} subjects; allowed: {' or '.join(map(str, wanted))}"
    if len(judgement.subjects) == 2 and judgement.subjects[0] == judgement.subjects[1]:
        return f"the two subjects are one claim, {judgement.subjects[0]}"
    if judgement.kind == "correct":
        return _problem_of_correction(judgement)
    if judgement.kind == "add":
        try:
            added_claim(judgement)
        except msgspec.MsgspecError as error:
            return f"its value is no claim of the record: {error}"
    return None


def _problem_of_correction(judgement: Judgement) -> str | None:
    if judgement.field not in CORRECTABLE:
        return f"field {judgement.field!r} cannot be corrected; allowed: {', '.join(CORRECTABLE)}"
    try:
        corrected_value(judgement)
    except msgspec.MsgspecError as error:
        return f"its value does not fit the field {judgement.field!r}: {error}"
    return None


def added_claim(judgement: Judgement) -> Claim:
    """Give the claim that a person added. Raises msgspec.MsgspecError for a value that is none."""
    return msgspec.json.decode(bytes(judgement.value or b""), type=Claim)


def corrected_value(judgement: Judgement) -> Any:
    """Give the value that a person put in a field. Raises msgspec.MsgspecError for one that does not fit it."""
    kind = get_type_hints(Claim)[judgement.field or ""]
    return msgspec.json.decode(bytes(judgement.value or b""), type=kind)


def corrected(sourced: SourcedClaim, judged: Judged) -> SourcedClaim:
    """Give a claim with the fields that people corrected; a corrected type loses the codes of the old one."""
    fields = judged.corrections.get(sourced.claim.claim)
    if not fields:
        return sourced
    values = {name: corrected_value(one) for name, one in sorted(fields.items())}
    if "event_type" in values and values["event_type"] != sourced.claim.event_type:
        values = _codes(values["event_type"]) | values
    return msgspec.structs.replace(sourced, claim=msgspec.structs.replace(sourced.claim, **values))


def _codes(event_type: str) -> dict[str, Any]:
    """The codes of the other schemes for a type: those of the ontology, or none for a type it does not know."""
    from dateline.errors import UsageError
    from dateline.ontology.load import load

    try:
        found = load(None).get(event_type)
    except UsageError:
        return {"acled": None, "plover": None, "cameo": None}
    return {"acled": found.acled, "plover": found.plover, "cameo": found.cameo}


def with_people(claims: Iterable[SourcedClaim], judged: Judged) -> list[SourcedClaim]:
    """Give the claims, each once and by id, with those that people added and without those they took back, corrected.

    An added claim takes source and publication from another claim of its report.
    """
    found = {c.claim.claim: c for c in sorted(claims, key=_order, reverse=True)}
    about = {c.report: c for c in sorted(found.values(), key=_order, reverse=True)}
    for judgement in judged.added:
        claim, report = added_claim(judgement), judgement.subjects[0]
        known = about.get(report)
        if known is not None and claim.claim not in found:
            found[claim.claim] = msgspec.structs.replace(known, claim=claim)
    return [corrected(found[name], judged) for name in sorted(found) if name not in judged.withdrawn]


def _order(sourced: SourcedClaim) -> tuple[str, str, str, str, str]:
    return (
        sourced.claim.claim, sourced.report, sourced.published or "", sourced.source or "", sourced.work,
    )  # fmt: skip


def constraints(
    judged: Judged, known: Collection[str]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]], list[Issue]]:
    """Give the pairs of known claims that must and must not be together, and an issue for each judgement that later
    ones rule out: where "A is B", "B is C" and "A is not C" stand together, the earliest yields."""
    words = [(j.at, j.judgement, kind, a, b, j) for kind in ("same", "different") for a, b, j in getattr(judged, kind)]
    group: dict[str, str] = {}
    apart: list[tuple[str, str]] = []
    must: list[tuple[str, str]] = []
    issues: list[Issue] = []

    def root(name: str) -> str:
        while name in group:
            name = group[name]
        return name

    for _, _, kind, a, b, judgement in sorted(words, key=lambda w: w[:2], reverse=True):
        if a not in known or b not in known:
            continue
        x, y = root(a), root(b)
        clash = x == y if kind == "different" else any({root(p), root(q)} == {x, y} for p, q in apart)
        if clash:
            issues.append(issue(judgement, "later judgements say the opposite of these two claims; it is not applied"))
        elif kind == "different":
            apart.append((a, b))
        else:
            must.append((a, b))
            if x != y:
                group[max(x, y)] = min(x, y)
    return must, apart, issues
