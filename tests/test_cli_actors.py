"""``dateline actors``: look one up, add one, and count the names that nobody knows."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import settings as settings_module
from dateline.cli.actors import command
from dateline.errors import DatelineError, UsageError
from dateline.model import ActorMention, AnnotatedReport, Name, Place, Report, ResolvedReport, Sentence, TimeExpression
from dateline.resolve.actors import Registry, load, resolve_actors
from dateline.resolve.actors_own import HEADER
from dateline.resolve.actors_unknown import count_unknown
from dateline.resolve.actors_why import explain
from dateline.resolve.gazetteer.build import version, write
from dateline.resolve.gazetteer.record import Entry

ADD = ("add", "Dune Front", "--alias", "Front des Dunes", "--unsure", "DF", "--kind", "rebel group", "--country", "TCD")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load()


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own file of actors, in a folder that is not there yet."""
    path = tmp_path / "config" / "dateline" / "actors.yaml"
    monkeypatch.setattr(settings_module, "own_actors", lambda: path)
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(command, list(words), catch_exceptions=False)


# ------------------------------------------------------------------------------------------------ find


@pytest.mark.parametrize(
    ("phrase", "first", "because"),
    [
        ("Boko Haram", "boko-haram\tBoko Haram\trebel group\tNGA", "wherever it stands"),
        ("Turkish forces", "state:TUR:military", '"Turkish" is an adjective of'),
        (
            "Iran-backed militias",
            "no actor\tIran-backed militias\tpolitical militia",
            "only says whom the noun is tied",
        ),
        ("RSF", "no actor\tRSF\tunknown", "Rapid Support Forces (rapid-support-forces, rebel group, SDN) only where"),
        ("boko haram", "no actor", "would be Boko Haram (boko-haram, rebel group, NGA) with its capitals"),
        ("Boko Haran", "no actor", "near it: Boko Haram (boko-haram)"),
        ("villagers", "no actor\tvillagers\tcivilians", '"villagers" is a noun of class civilians, kind civilians'),
        ("Qqzzx", "no actor\tQqzzx\tunknown", 'no name of an actor or nation is in "Qqzzx"'),
        ("", "no actor", "no name of an actor"),
    ],
)
def test_find_says_who_and_why(own: Path, phrase: str, first: str, because: str) -> None:
    found = run("find", phrase)
    assert found.exit_code == 0
    assert found.stdout.startswith(first)
    assert because in found.stdout


def test_every_name_of_the_registry_is_explained(registry: Registry) -> None:
    """A sure name of one actor only gives that actor, and the reason names it."""
    for actor in list(registry.actors.values())[::25]:
        told = explain(actor.name, registry)
        assert told.reasons, actor.id
        assert told.description.actor != actor.id or any(actor.id in reason for reason in told.reasons)


# ------------------------------------------------------------------------------------------------ add


def test_add_makes_the_own_file_and_every_command_uses_it(own: Path) -> None:
    done = run(*ADD)
    assert done.stdout == f"added Dune Front (dune-front, rebel group) to {own}\n"
    assert "used from now on" in done.stderr
    assert run("find", "five Front des Dunes fighters").stdout.startswith("dune-front\tDune Front\trebel group\tTCD")
    assert 'DF" means Dune Front' in run("find", "DF").stdout
    assert load([own]).actors["dune-front"].unsure == ("DF",)
    row = "id: dune-front, name: Dune Front, kind: rebel group, aliases: [Front des Dunes], unsure: [DF], country: TCD"
    assert own.read_text(encoding="utf-8") == f"{HEADER}  - {{{row}}}\n"


def test_a_settings_file_says_all_by_itself(own: Path, tmp_path: Path) -> None:
    run(*ADD)
    table = tmp_path / "dateline.toml"
    table.write_text("workers = 1\n", encoding="utf-8")
    assert run("find", "Dune Front fighters", "--settings", str(table)).stdout.startswith("no actor")
    table.write_text(f"actors = ['{own}']\n", encoding="utf-8")
    assert run("find", "Dune Front fighters", "--settings", str(table)).stdout.startswith("dune-front")


def test_a_library_call_reads_no_file_that_it_is_not_given(own: Path) -> None:
    run(*ADD)
    assert settings_module.Settings().actors == ()


def test_a_file_of_ones_choice_is_told_how_to_use(own: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    done = run(*ADD, "--file", str(mine))
    assert f'actors = ["{mine}"]' in done.stderr
    assert not own.exists()
    run("add", "Salt Brotherhood", "--file", str(mine))
    assert [a.id for a in load([mine]).actors.values()][-2:] == ["dune-front", "salt-brotherhood"]


def test_a_row_more_leaves_the_rest_of_the_file_as_it_was(own: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    before = (
        "source: notes  # ours\nlicence: CC0-1.0\nactors:\n- id: marsh-guard\n  name: Marsh Guard  # since 2020\n"
        "  aliases:\n  - Guardia del Pantano\n  kind: political militia\n"
    )
    mine.write_text(before, encoding="utf-8")
    mine.chmod(0o640)
    run("add", "Salt Brotherhood", "--alias", "Zoutbroeders: 'x'", "--file", str(mine))
    assert mine.read_text(encoding="utf-8").startswith(before)
    assert load([mine]).actors["salt-brotherhood"].aliases == ("Zoutbroeders: 'x'",)
    assert mine.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["mine.yaml"]


REFUSED = [
    # what is asked, what the message says
    (("Hamas",), "the id 'hamas' is that of"),
    (("Dune Front", "--alias", "Hamas"), "'Hamas' is a name of 'Hamas' (hamas) already"),
    (("Dune Front", "--alias", "HAMAS"), "'HAMAS' is a name of 'Hamas'"),
    (("Dune Front", "--alias", "RSF"), "give the name with --unsure"),
    (("Dune Front", "--unsure", "Hamas"), "leave it out"),
    (("Dune Front", "--kind", "rebels"), "kind 'rebels' is none; allowed: state forces"),
    (("Dune Front", "--country", "Chad"), "'Chad' cannot be used; allowed: ISO 3166-1 alpha-3"),
    (("Dune Front", "--country", "XXX"), "country 'XXX' is none that Dateline knows"),
    (("Dune Front", "--id", "Dune Front"), "small letters, digits and hyphens"),
    (("Dune Front", "--alias", "Chad"), "the name of a nation or a people"),
    (("Dune Front", "--alias", "a\nb"), "line break"),
    (("Dune Front", "--alias", "-"), "at least one letter or digit"),
    (("militants",), "is a common noun"),
    (("حركة",), "give one with --id"),
]


@pytest.mark.parametrize(("asked", "said"), REFUSED)
def test_what_cannot_be_added_is_said_and_writes_nothing(own: Path, asked: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        run("add", *asked)
    assert said in str(caught.value)
    assert not own.exists()


def test_an_own_row_is_refused_the_second_time(own: Path) -> None:
    run(*ADD)
    before = own.read_bytes()
    for words in (("Dune Front",), ("Another", "--alias", "front des dunes"), ("Third", "--alias", "DF")):
        with pytest.raises(UsageError):
            run("add", *words)
    run("add", "Desert Falcons", "--unsure", "DF")
    assert own.read_bytes().startswith(before)


@pytest.mark.parametrize(
    "text",
    [HEADER.replace("actors:\n", "actors: []\n"), f"{HEADER}  - {{id: x, name: X1, kind: unknown}}\n...\n", "a: ["],
)
def test_a_file_that_cannot_take_a_row_stays_as_it_was(own: Path, tmp_path: Path, text: str) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(text, encoding="utf-8")
    with pytest.raises(DatelineError, match=r"mine\.yaml: (a row cannot be put at its end|is no YAML)"):
        run("add", "Dune Front", "--file", str(mine))
    assert mine.read_text(encoding="utf-8") == text


def test_a_folder_that_is_not_there(own: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="make it first"):
        run("add", "Dune Front", "--file", str(tmp_path / "none" / "mine.yaml"))


# ------------------------------------------------------------------------------------------------ unresolved


def resolved(text: str, registry: Registry, *, labels: dict[str, str], identity: str = "r1") -> ResolvedReport:
    """A report whose names are the keys of ``labels``, wherever they stand; those labelled GPE are its places."""
    spans = [(i, name) for name in labels for i in range(len(text)) if text.startswith(name, i)]
    names = tuple(Name(start=i, end=i + len(n), text=n, label=labels[n]) for i, n in sorted(spans))
    annotated = AnnotatedReport(
        report=Report(id=identity, text=text),
        reading=text,
        sentences=(Sentence(start=0, end=len(text)),),
        names=names,
        times=tuple(
            TimeExpression(start=i, end=i + 3, text="GMT", form="x")
            for i in range(len(text))
            if text[i : i + 3] == "GMT"
        ),
    )
    places = tuple(Place(start=n.start, end=n.end, text=n.text, name=n.text) for n in names if n.label == "GPE")
    return ResolvedReport(annotated=annotated, places=places, actors=resolve_actors(annotated, registry))


UNKNOWN = [
    # text, labels of its names, (name, kind) expected
    ("Sula fighters burned the school.", {"Sula": "PERSON"}, [("Sula", "rebel group")]),
    ("They joined the militia Sula in May.", {"Sula": ""}, [("Sula", "political militia")]),
    ("The VDK said so.", {"VDK": "ORG"}, [("VDK", "unknown")]),
    ("The VDK said so.", {"VDK": "PERSON"}, []),
    ("The Sand River Liberation Front attacked.", {}, [("Sand River Liberation Front", "rebel group")]),
    ("Sula fighters burned the school.", {"Sula": "GPE"}, []),
    ("Kurdish fighters left.", {"Kurdish": "NORP"}, []),
    ("Turkish fighters left.", {"Turkish": "NORP"}, []),
    ("Islamist fighters left.", {"Islamist": "NORP"}, []),
    ("Boko Haram fighters left.", {"Boko Haram": "ORG"}, []),
    ("At 5 GMT they left.", {"GMT": "ORG"}, []),
    ("Anti-Moreno fighters left.", {"Moreno": "PERSON"}, []),
    ("Mr Moreno spoke.", {"Moreno": "ORG"}, []),
]


@pytest.mark.parametrize(("text", "labels", "expected"), UNKNOWN)
def test_which_names_nobody_knows(
    registry: Registry, text: str, labels: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    found = count_unknown([resolved(text, registry, labels=labels)], registry)
    assert [u.name for u in found] == [name for name, _ in expected]
    if expected:
        assert found[0].example == text


def test_they_are_counted_over_reports(registry: Registry) -> None:
    texts = [
        "The Sand River Liberation Front (SRLF) attacked. The SRLF fled.",
        "Sand-River Liberation Front men came. The VDK said so.",
    ]
    found = count_unknown(
        (resolved(t, registry, labels={"VDK": "ORG"}, identity=f"r{i}") for i, t in enumerate(texts)), registry
    )
    assert [(u.name, u.count, u.reports, u.report) for u in found] == [
        ("Sand River Liberation Front", 4, 2, "r0"),
        ("VDK", 1, 1, "r1"),
    ]
    assert found[0].forms == ("SRLF", "Sand River Liberation Front", "Sand-River Liberation Front")


def test_a_name_that_several_actors_share_says_which(registry: Registry) -> None:
    text = "The Islamic Front came to Syria and to the Philippines, and so did the SLA."
    mention = ActorMention(start=4, end=17, text="Islamic Front", name="Islamic Front")
    annotated = AnnotatedReport(report=Report(id="r", text=text), reading=text, sentences=())
    found = count_unknown([ResolvedReport(annotated=annotated, actors=(mention,))], registry)
    assert found[0].may_be == tuple(sorted({a.target.actor for a in registry.lexicons.names.get(("islamic", "front"))}))
    assert found[0].example == "Islamic Front"


REPORTS = [
    {"id": "a", "text": "The Sand River Liberation Front attacked the town of Old Invented on Monday, killing two.\n"},
    {"id": "b", "text": "Two soldiers were killed when the Sand River Liberation Front shelled a post.\n"},
    {"id": "c", "text": ""},
]


@pytest.fixture
def world(own: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A settings file whose cache holds a gazetteer of one place, and reports."""
    cache = tmp_path / "cache"
    cache.mkdir()
    town = Entry(names=("Old Invented",), lat=35, lon=40, kind="town", precision="town", radius_km=2, country="SYR")
    write(cache / f"places-{version()}.sqlite", [town])
    table, source = tmp_path / "dateline.toml", tmp_path / "reports.jsonl"
    table.write_text(f"cache = '{cache}'\nactors = []\n", encoding="utf-8")
    source.write_text("".join(json.dumps(r) + "\n" for r in REPORTS), encoding="utf-8")
    return table, source


def test_unresolved_in_its_three_forms(world: tuple[Path, Path]) -> None:
    table, source = world
    arguments = ("unresolved", str(source), "--published", "2020-01-01", "--settings", str(table))
    done = run(*arguments)
    (row,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (row["name"], row["count"], row["reports"], row["kind"]) == (
        "Sand River Liberation Front",
        2,
        2,
        "rebel group",
    )
    assert (row["report"], row["example"]) == ("a", REPORTS[0]["text"].strip())
    assert "issue (" in done.stderr
    assert "2 reports, 1 issue (1 read)" in done.stderr
    (cells,) = csv.DictReader(io.StringIO(run(*arguments, "--to", "csv").stdout))
    assert (cells["name"], cells["count"], cells["forms"]) == (row["name"], "2", row["name"])
    shown = run(*arguments, "--to", "table").stdout
    assert "2       2  rebel group  Sand River Liberation Front\n" in shown


def test_an_added_actor_is_coded_and_no_longer_unknown(world: tuple[Path, Path], tmp_path: Path) -> None:
    table, source = world
    mine = tmp_path / "mine.yaml"
    run("add", "Sand River Liberation Front", "--kind", "rebel group", "--country", "SYR", "--file", str(mine))
    table.write_text(table.read_text(encoding="utf-8").replace("[]", f"['{mine}']"), encoding="utf-8")
    done = run("unresolved", str(source), "--settings", str(table))
    assert done.stdout == ""
    assert "is known" in done.stderr
    coded = subprocess.run(
        [sys.executable, "-m", "dateline", "code", str(source), "--to", "jsonl", "--settings", str(table)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    claims = [json.loads(line) for line in coded.stdout.splitlines()]
    who = {party["actor"] for claim in claims for party in claim["initiators"]}
    assert "sand-river-liberation-front" in who


def test_help_is_quick_and_light() -> None:
    program = "import sys; from dateline.cli.actors import command; print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"spacy", "msgspec", "yaml", "dateline.resolve.actors"} & set(modules)
    done = subprocess.run([sys.executable, "-m", "dateline", "actors", "--help"], capture_output=True, check=True)
    assert all(name in done.stdout.decode() for name in ("add", "find", "unresolved"))
