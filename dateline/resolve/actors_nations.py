"""Nations by name, adjective and people, and the ids of states and their services (``data/nations.yaml``)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from dateline.model import PartyKind
from dateline.resolve.actors_kinds import Klass, Service
from dateline.resolve.actors_rows import Alias, Target, make_alias
from dateline.resolve.actors_text import key, read_table
from dateline.resolve.actors_trie import Trie

Form = Literal["name", "adjective", "people"]
SERVICE_NAMES: dict[Service, str] = {
    "military": "Military forces of", "police": "Police forces of", "government": "Government of",
    "intelligence": "Intelligence service of",
}  # fmt: skip
ARTICLE = re.compile(r"Republic|Kingdom|Union|States|Emirates|Islands|Netherlands|Philippines|Bahamas|Gambia|Holy See")
"""Names that take "the"."""


class Nation(msgspec.Struct, frozen=True):
    """A nation in one of its forms: "France" (name), "French" (adjective), "Frenchmen" (people).

    Forms with ``capitals`` (US) must stand in capitals.
    """

    country: str
    form: Form
    plural: bool = False
    capitals: bool = False


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    adj: list[str]
    also: list[str] = []
    people: list[str] | None = None
    caps: list[str] = []


class _Former(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    name: str
    adj: list[str]
    country: str
    also: list[str] = []
    first: int | None = None
    last: int | None = None


class _Service(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    country: str
    service: Service
    names: list[str]
    unsure: list[str] = []


class _Statecraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    titles: str
    ended: str
    calendar: str
    openers: str
    says: str
    told: str
    between: str
    clause: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    nations: dict[str, _Row]
    former: list[_Former]
    services: list[_Service]
    landmarks: dict[str, str]
    peoples: str
    statecraft: _Statecraft
    capitals: dict[str, str]


class Statecraft(msgspec.Struct, frozen=True):
    """Words around persons in office and capitals that act, folded; ``data/nations.yaml`` tells each."""

    titles: frozenset[tuple[str, ...]]
    ended: frozenset[str]
    calendar: frozenset[str]
    openers: frozenset[str]
    says: frozenset[str]
    told: frozenset[str]
    between: frozenset[str]
    clause: frozenset[str]


class Nations(msgspec.Struct, frozen=True):
    """Nations by every form of theirs; ``peoples`` are adjectives of groups that are no nation ("Kurdish").

    ``capitals`` give the country whose government a town's name may stand for, ``words`` what makes it do so.
    """

    forms: Trie[Nation]
    peoples: Trie[str]
    landmarks: Trie[str]
    names: dict[str, str]
    services: tuple[Alias, ...]
    capitals: Trie[str]
    words: Statecraft

    def state(self, country: str, service: Service | None) -> Target:
        """Give a state ("state:TUR") or a service of it ("state:TUR:military")."""
        return state(self.names, country, service)


def state(names: dict[str, str], country: str, service: Service | None) -> Target:
    """Give a state or a service of it; its kind is government unless it bears arms."""
    kind: PartyKind = "government" if service in (None, "government") else "state forces"
    klass: Klass = "government" if service == "government" else "state"
    actor = f"state:{country}:{service}" if service else f"state:{country}"
    shown = f"the {names[country]}" if ARTICLE.search(names[country]) else names[country]
    name = f"{SERVICE_NAMES[service]} {shown}" if service else names[country]
    return Target(actor, name, kind, klass, country, frozenset((country,)))


def load_nations(path: Path) -> Nations:
    """Read the nations. Raises DataError when the file breaks its shape."""
    file = read_table(path, _File)
    forms: Trie[Nation] = Trie()
    for country, row in file.nations.items():
        for name, nation in _forms(country, row):
            forms.add(key(name), nation)
    names = {country: row.name for country, row in file.nations.items()}
    for former in file.former:
        if former.country not in names:
            names[former.country] = former.name
        for name, nation in _forms(former.country, _Row(name=former.name, adj=former.adj, also=former.also)):
            if not forms.get(key(name)):
                forms.add(key(name), nation)
    peoples: Trie[str] = Trie()
    for people in file.peoples.split(","):
        for form in (people.strip(), people.strip() + "s"):
            peoples.add(key(form), people.strip())
    return Nations(
        forms=forms,
        peoples=peoples,
        landmarks=_by_country(file.landmarks),
        names=names,
        services=tuple(_services(file, names)),
        capitals=_by_country(file.capitals),
        words=_words(file.statecraft),
    )


def _by_country(table: dict[str, str]) -> Trie[str]:
    """Names by country, turned round."""
    found: Trie[str] = Trie()
    for country, text in table.items():
        for place in text.split(","):
            found.add(key(place), country)
    return found


def _words(file: _Statecraft) -> Statecraft:
    lists = {name: frozenset(text.split()) for name, text in msgspec.structs.asdict(file).items() if name != "titles"}
    return Statecraft(titles=frozenset(key(title) for title in file.titles.split(",")), **lists)


def _forms(country: str, row: _Row) -> Iterator[tuple[str, Nation]]:
    for name in (row.name, *row.also):
        yield name, Nation(country, "name")
    for name in row.caps:
        yield name, Nation(country, "name", capitals=True)
    for name in row.adj:
        yield name, Nation(country, "adjective")
    for name in row.adj if row.people is None else row.people:
        if row.people is not None and name not in row.adj:
            yield name, Nation(country, "people")
        plural = name[:-3] + "men" if name.endswith("man") and row.people is not None else name + "s"
        yield plural, Nation(country, "people", plural=True)


def _services(file: _File, names: dict[str, str]) -> Iterator[Alias]:
    for row in file.services:
        target = state(names, row.country, row.service)
        for name in row.names:
            yield make_alias(target, name, key(name), True)
        for name in row.unsure:
            yield make_alias(target, name, key(name), False)
