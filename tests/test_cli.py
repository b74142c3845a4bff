"""The command line as a person meets it: what is asked, what comes back, on which stream, with which status."""

import functools
import io
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline import recording, workers
from dateline.cli import _output, main
from tests import fake_stages
from tests.read.pdf_maker import pdf


class Answer(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.err.splitlines()[-1]


Run = Callable[..., Answer]


class Terminal(io.TextIOWrapper):
    """A standard input at which a person sits."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in an empty folder, over the fake stages."""
    monkeypatch.setattr(workers, "run", functools.partial(workers.run, coder=fake_stages.FakeCoder))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, stdin: str | bytes | None = "") -> Answer:
        data = stdin.encode() if isinstance(stdin, str) else stdin or b""
        kind = Terminal if stdin is None else io.TextIOWrapper
        monkeypatch.setattr("sys.stdin", kind(io.BytesIO(data)))
        with pytest.raises(SystemExit) as left:
            main(arguments)
        captured = capfd.readouterr()
        return Answer(left.value.code or 0, captured.out, captured.err)  # type: ignore[arg-type]

    return command


def lines(*reports: dict[str, object]) -> str:
    return "".join(json.dumps(report) + "\n" for report in reports)


GOOD = lines({"id": "r1", "text": "An attack and an attack."}, {"id": "r2", "text": "Nothing."}, {"text": "attack"})


def claims_of(out: str) -> list[str]:
    return [json.loads(line)["report"] for line in out.splitlines()]


# ------------------------------------------------------------------------------------------------ what goes in and out


def test_code_reads_standard_input_and_writes_json_lines_into_a_pipe(run: Run) -> None:
    answer = run("code", stdin=GOOD)
    assert answer.status == 0
    assert claims_of(answer.out)[:2] == ["r1", "r1"]
    assert len(claims_of(answer.out)) == 3
    assert answer.err == "3 reports, 3 claims, 0 issues\n"


def test_several_files_and_folders_keep_their_order(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/b.jsonl").write_text(lines({"id": "b", "text": "attack"}))
    (tmp_path / "a.jsonl").write_text(lines({"id": "a", "text": "attack"}))
    answer = run("code", "folder", "-", "a.jsonl", stdin=lines({"id": "in", "text": "attack"}))
    assert claims_of(answer.out) == ["b", "in", "a"]


def test_annotate_gives_an_object_a_report(run: Run) -> None:
    answer = run("annotate", "-", "--to", "jsonl", stdin=GOOD)
    found = [json.loads(line) for line in answer.out.splitlines()]
    assert [one["report"] for one in found][:2] == ["r1", "r2"]
    assert found[0]["sentences"] == [{"start": 0, "end": 24}]
    assert answer.err == "3 reports, 0 issues\n"


def test_published_is_given_to_reports_without_a_date(run: Run) -> None:
    assert run("code", "--published", "2022-09-27", stdin=GOOD).status == 0


@pytest.mark.parametrize("number", ["1", "2"])
def test_workers_give_the_same_answer(run: Run, number: str) -> None:
    reports = lines(*({"id": f"r{i}", "text": "attack " * (i % 3)} for i in range(1, 50)))
    assert run("code", "--workers", number, stdin=reports).out == run("code", stdin=reports).out


OFFSETS = [
    "plain attack",
    "CRLF\r\n and CR\r before an attack\r\n",
    "family 👩‍👩‍👧‍👦 and flag 🇺🇦 before an attack",
    "الجيش قصف المدينة then, from the left and at some length, came the English words of an attack",
    "e\u0301 combined, \u2028 separated, \u200f marked: an attack",
]


@pytest.mark.parametrize("text", OFFSETS)
@pytest.mark.parametrize("kind", ["jsonl", "txt"])
def test_offsets_count_the_code_points_of_the_text_as_given(run: Run, text: str, kind: str, tmp_path: Path) -> None:
    data = lines({"text": text}) if kind == "jsonl" else text
    (tmp_path / f"in.{kind}").write_bytes(data.encode())
    (mention,) = json.loads(run("code", f"in.{kind}").out)["mentions"]
    assert text[mention["start"] : mention["end"]] == "attack"


BAD_INPUT = [
    (b'{"text": "x"', "standard input:1: broken JSON at column 13"),
    (b'{"text": "x \\ud800"}', "lone surrogate"),
    (b'{"text": ""}', '"text" is empty'),
    (b'{"body": "x"}', 'no "text"'),
    (b'{"text": 7}', '"text" is a number'),
    (b'{"text": "x", "published": "2022-13-01"}', "'2022-13-01', which is no date; allowed: a day such as"),
    (b'{"text": "Une attaque", "language": "fr"}', "language 'fr' is not read by engine 'fake'"),
    (b'{"text": "coding-fails"}', "the stage failed with MemoryError"),
    (b'{"text": "resolve-fails \\u001b[31m"}', "the stage failed with KeyError: 'no such\\nplace'"),
    (b"\x89PNG\x00", "not a text: there is a NUL byte at byte 4"),
    (b"caf\xe9", "no valid UTF-8: 0xe9 at byte 3"),
    (b" \n ", "empty; a report needs words"),
]


@pytest.mark.parametrize(("data", "words"), BAD_INPUT, ids=[repr(row[0]) for row in BAD_INPUT])
def test_a_bad_report_is_told_counted_and_stops_nothing(run: Run, data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "good.jsonl").write_text(GOOD)
    plain, strict = (run("code", "-", "good.jsonl", *extra, stdin=data) for extra in ([], ["--strict"]))
    assert (plain.status, strict.status) == (0, 3)
    assert plain.out == strict.out
    assert len(claims_of(plain.out)) == 3
    issue, summary = plain.err.splitlines()
    assert issue.startswith("dateline: issue (")
    assert words in issue
    assert issue.isprintable()
    assert summary.startswith("3 reports, 3 claims, 1 issue (1 ")


def test_one_id_twice_is_an_issue(run: Run) -> None:
    answer = run("code", stdin=lines({"id": "r1", "text": "attack"}, {"id": "r1", "text": "other attack"}))
    assert claims_of(answer.out) == ["r1"]
    assert "issue (read): r1: a second report of this id" in answer.err


def test_a_run_in_which_every_report_fails_has_failed(run: Run, tmp_path: Path) -> None:
    answer = run("code", "--out", "out.jsonl", stdin=lines({"text": "coding-fails"}, {"text": "resolve-fails"}))
    assert answer.status == 1
    assert answer.last == "dateline: not one report could be coded: 0 reports, 2 issues (1 coding, 1 resolve)"
    assert not (tmp_path / "out.jsonl").exists()


# ------------------------------------------------------------------------------------------------ wrong requests

WRONG = [
    # arguments, status, what the one line must hold
    (["code"], 2, "nothing to read: give files or folders of reports, or -"),
    (["code", "nowhere.txt"], 2, "there is no file or folder 'nowhere.txt'"),
    (["code", "x.docx"], 2, "files ending in .docx are not read; allowed: .atom"),
    (["code", "a.txt", "--published", "2022-02-30"], 2, "'2022-02-30' is no date of publication; allowed: a day"),
    (["code", "a.txt", "--to", "xlsx"], 2, "there is no 'xlsx'; there are: csv, "),
    (["annotate", "a.txt", "--to", "html"], 2, "there is no 'html'; there are: csv, jsonl, "),
    (["code", "a.txt", "--engine", "nobody"], 2, "there is no 'nobody'; there are:"),
    (["code", "a.txt", "--workers", "0"], 2, "0 is not in the range"),
    (["code", "a.txt", "--colour"], 2, "--colour"),
    (["code", "a.txt", "--settings", "no.toml"], 2, "settings file no.toml cannot be read"),
    (["code", "a.txt", "--settings", "bad.toml"], 2, "bad.toml"),
    (["code", "a.txt", "--settings", "zero.toml"], 2, "workers is 0; allowed: 1 or more"),
    (["code", "a.txt", "--out", "a.xlsx"], 2, "no format writes files ending in .xlsx; there are: .csv (csv), "),
    (["code", "a.txt", "--out", "none/a.csv"], 2, "there is no folder 'none'"),
    (["code", "a.txt", "--out", "folder"], 2, "'folder' is a folder"),
    (["code", "a.jsonl", "--out", "a.jsonl"], 2, "'a.jsonl' is one of the inputs"),
    (["code", "folder", "--out", "folder/old.jsonl"], 2, "lies in a folder of them"),
    (["code", "link.jsonl", "--out", "./a.jsonl"], 2, "is one of the inputs"),
    (["code", "empty"], 1, "there is no report in empty"),
    (["cod", "a.txt"], 2, "there is no command 'cod'; there are: actors, add, annotate,"),
    (["trace", "nowhere.txt"], 2, "there is no file or folder 'nowhere.txt'"),
    (["trace", "a.jsonl", "--id", "r9"], 2, "a.jsonl holds no report 'r9'; it holds: r1, r2, "),
    (["trace", "empty.jsonl"], 1, "there is no report in empty.jsonl"),
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("folder", "empty"):
        (tmp_path / name).mkdir()
    for name, content in {
        "a.txt": "attack",
        "a.jsonl": GOOD,
        "empty.jsonl": "",
        "x.docx": "x",
        "bad.toml": "engin = 'rules'",
        "zero.toml": "workers = 0",
        "folder/old.jsonl": GOOD,
    }.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "a.jsonl")
    return tmp_path


@pytest.mark.parametrize(("arguments", "status", "words"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_a_wrong_request_is_one_clear_line(
    run: Run, files: Path, arguments: list[str], status: int, words: str
) -> None:
    before = sorted(path.name for path in files.rglob("*"))
    answer = run(*arguments, stdin=None)
    assert (answer.status, answer.out) == (status, "")
    (line,) = answer.err.splitlines()
    assert line.startswith("dateline: ")
    assert words in line
    assert sorted(path.name for path in files.rglob("*")) == before


# ------------------------------------------------------------------------------------------------ --out


@pytest.mark.parametrize(("name", "start"), [("a.csv", "claim"), ("A.JSONL", "{"), ("noending", "{")])
def test_the_ending_picks_the_format(run: Run, files: Path, name: str, start: str) -> None:
    answer = run("code", "a.txt", "--out", name)
    assert (answer.status, answer.out) == (0, "")
    assert (files / name).read_text(encoding="utf-8").lstrip("\ufeff").startswith(start)
    assert not list(files.glob(".*.part"))


def test_to_is_stronger_than_the_ending(run: Run, files: Path) -> None:
    run("code", "a.txt", "--out", "a.csv", "--to", "jsonl")
    assert (files / "a.csv").read_text().startswith("{")


def test_a_file_stays_as_it_was_when_the_run_fails(run: Run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: object, **named: object) -> None:
        arguments[1].write("half")  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.export.jsonl.write", fails)
    (files / "out.jsonl").write_text("old")
    answer = run("code", "a.txt", "--out", "out.jsonl")
    assert (answer.status, answer.err) == (1, "dateline: No space left on device\n")
    assert (files / "out.jsonl").read_text() == "old"
    assert not list(files.glob(".*.part"))


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(run: Run, files: Path) -> None:
    (files / "real.jsonl").write_text("old")
    (files / "real.jsonl").chmod(0o640)
    (files / "out.jsonl").symlink_to("real.jsonl")
    assert run("code", "a.txt", "--out", "out.jsonl").status == 0
    assert (files / "out.jsonl").is_symlink()
    assert (files / "real.jsonl").read_text().startswith("{")
    assert stat.S_IMODE((files / "real.jsonl").stat().st_mode) == 0o640


def test_devices_can_be_written_to(run: Run, files: Path) -> None:
    assert run("code", "a.txt", "--out", "/dev/null").status == 0


# ------------------------------------------------------------------------------------------------ the other commands


def test_settings_come_from_a_file_and_the_command_line_wins(run: Run, files: Path) -> None:
    (files / "s.toml").write_text("max_chars = 5")
    assert "6 characters; allowed: 5" in run("code", "a.txt", "--settings", "s.toml").err
    (files / "s.toml").write_text("workers = 0")
    assert run("code", "a.txt", "--settings", "s.toml", "--workers", "1").status == 0


@pytest.mark.parametrize("command", ["code", "add"])
@pytest.mark.parametrize(
    ("data", "reports"),
    [
        ("<html><body><article><p>" + "There was an attack on the town of Velm. " * 20 + "</p></article></body>", 1),
        ("<rss version='2.0'><channel><item><description>an attack</description></item></channel></rss>", 1),
        ('{"text": "an attack"}\n{"text": "another attack"}', 2),
        ("id,text\n1,an attack\n2,another attack\n", 2),
        (pdf([["There was an attack on the town of Velm."]]), 1),
    ],
)
def test_what_is_piped_in_may_be_of_any_kind(
    run: Run, command: str, data: str | bytes, reports: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "Recording", functools.partial(recording.Recording, coder=fake_stages.FakeCoder))
    answer = run(command, "-", stdin=data)
    assert answer.status == 0, answer.err
    assert f"{reports} report" in answer.last
    assert "0 issues" in answer.last
    if command == "code":
        assert "attack" in json.loads(answer.out.splitlines()[0])["mentions"][0]["text"]


def test_plugins_are_listed_with_what_they_are(run: Run) -> None:
    answer = run("plugins")
    listed = [line.split(maxsplit=2) for line in answer.out.splitlines()]
    assert {("reader", "jsonl"), ("reader", "text"), ("format", "jsonl")} <= {(row[0], row[1]) for row in listed}
    assert all(len(row) == 3 for row in listed)
    assert all(row[-1].endswith(".") for row in listed if row[:2] != ["event", "format"]), "cut in the middle"


def test_plugins_are_told_in_full_on_a_terminal_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = " ".join(run("plugins").out.split())
    monkeypatch.setattr(_output, "width", lambda: 60)
    lines = run("plugins").out.splitlines()
    assert all(len(line) <= 60 for line in lines)
    assert " ".join(" ".join(lines).split()) == whole


def test_types_are_listed_and_shown(run: Run) -> None:
    listed = run("types").out.splitlines()
    ids = [line.split()[0] for line in listed[1:]]
    assert len(ids) > 20
    assert "air_strike" in ids
    shown = run("types", "air_strike")
    assert shown.out.splitlines()[0].endswith("(air_strike)")
    wrong = run("types", "air_stroke")
    assert (wrong.status, wrong.out) == (2, "")
    assert wrong.err.startswith("dateline: there is no event type 'air_stroke'; near it: air_strike")


def test_bare_dateline_shows_the_commands(run: Run) -> None:
    answer = run()
    assert (answer.status, answer.err) == (0, "")
    assert {"annotate", "code", "plugins", "trace"} <= set(answer.out.split())


def test_a_command_is_a_module_of_the_folder() -> None:
    from dateline import cli

    folder = Path(str(cli.__file__)).parent
    modules = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    with cli.commands.make_context("dateline", [], resilient_parsing=True) as context:
        names = cli.commands.list_commands(context)
        assert {name.replace("-", "_") for name in names} == modules
        for name in names:
            command = cli.commands.get_command(context, name)
            assert command is not None
            assert command.help, f"{name} has no help"
